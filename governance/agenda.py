"""The agenda of a meeting as somebody may read it: sections, items with their numbers, and what was decided."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from string import ascii_lowercase as LETTERS
from string import digits as CIJFERS

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from acties.models import Actie, Initiatief
from governance.models import (
    Actiepunt,
    Agendapunt,
    Besluit,
    Overlegorgaan,
    Signaal,
    Stuk,
    Vergadering,
    punten_met_open_stukken,
)
from sterkvoornoord.rollen import Rollen, rollen_van

#: Key, key of the item above, and minutes of an item.
Rij = tuple[int, int | None, int | None]


@dataclass
class Punt:
    """One item under the number people call it by, with what stands below it."""

    nummer: str
    punt: Agendapunt
    onderdelen: list["Punt"] = field(default_factory=list)
    #: When it is its turn, as long as all before it say how long they take.
    om: time | None = None
    #: The head above it, for an item below another one.
    kop: str = ""
    #: The item may be read, what was decided on it may not: that besluit is besloten.
    uitkomst_besloten: bool = False


@dataclass
class Sectie:
    kop: str
    punten: list[Punt]


@dataclass
class Agenda:
    secties: list[Sectie]
    aantal: int
    #: Items that the reader may not see; their numbers are left out, so that all readers say the same number.
    verborgen: int
    minuten: int
    #: Whether the reader may read what came of the items, besides the besluiten themselves.
    toont_verslag: bool = False

    def regels(self) -> Iterator[Punt]:
        """Every item, each followed by what is below it."""
        for sectie in self.secties:
            for regel in sectie.punten:
                yield regel
                yield from regel.onderdelen

    def heeft_vast(self, wat: str) -> bool:
        """Whether that item is on it of those that are on every agenda."""
        return any(regel.punt.vast == wat for sectie in self.secties for regel in sectie.punten)

    @property
    def heeft_besloten(self) -> bool:
        """Whether there is anything besloten among what the reader sees."""
        return any(
            regel.punt.is_besloten or any(deel.besloten for deel in (*regel.punt.te_lezen, *regel.punt.te_openen))
            for regel in self.regels()
        )

    def verberg_besloten_uitkomsten(self) -> None:
        """For who may not read a besloten besluit: nor what was recorded of it on an item that is open."""
        for regel in self.regels():
            regel.uitkomst_besloten = regel.punt.besloten_besluit


def lees_agenda(vergadering: Vergadering, gebruiker, *, kaal: bool = False) -> Agenda:
    """The agenda as `gebruiker` may read it; six queries, however many items, and two when it is `kaal`: with the
    papers of the items, without the besluiten and links."""
    alle = _alle_punten(vergadering, gebruiker)
    is_lid = any(punt.lezer_is_lid for punt in alle if punt.te_zien)
    stukken = Prefetch("stukken", Stuk.objects.zichtbaar_voor(gebruiker), to_attr="te_openen")
    agenda = stel_samen(vergadering, alle, [stukken, *([] if kaal else _verband(vergadering, gebruiker, is_lid))])
    rollen = rollen_van(gebruiker)
    agenda.toont_verslag = leest_verslag(vergadering, rollen, is_lid)
    if not (rollen.ziet_alles or is_lid):
        agenda.verberg_besloten_uitkomsten()
    return agenda


def stel_samen(vergadering: Vergadering, alle: list[Agendapunt], erbij: list) -> Agenda:
    """The agenda of those items that are `te_zien`, with what is to be fetched with them (`erbij`).

    `alle` are the items of the meeting as `punten_van` gives them: the others count for numbers and times.
    """
    rijen = [(punt.pk, punt.bovenliggend_id, punt.minuten) for punt in alle]
    nummers, tijden = _nummers(rijen), _tijden(vergadering.begin, rijen)
    punten = [punt for punt in alle if punt.te_zien]
    prefetch_related_objects(punten, *erbij)
    return Agenda(
        _secties(punten, nummers, tijden),
        aantal=len(punten),
        verborgen=len(nummers) - len(punten),
        minuten=sum(p.minuten or 0 for p in punten),
    )


def punten_van(vergadering: Vergadering, te_zien: QuerySet[Agendapunt]) -> QuerySet[Agendapunt]:
    """Every item of a meeting in order, which of them are `te_zien`, and on which there is a besloten besluit."""
    besloten = Besluit.objects.filter(agendapunt=OuterRef("pk"), besloten=True)
    return (
        Agendapunt.objects.filter(vergadering=vergadering)
        .select_related("inbrengende_partner", "bovenliggend", "initiatief")
        .annotate(te_zien=Exists(te_zien.filter(pk=OuterRef("pk"))), besloten_besluit=Exists(besloten))
        .order_by("volgorde", "pk")
    )


def _verband(vergadering: Vergadering, gebruiker, is_lid: bool) -> list:
    """What hangs on the items besides their papers, as far as the reader may see it. Members who look at the verslag
    also read there what is going to be vastgesteld."""
    besluiten = Besluit.objects.zichtbaar_voor(gebruiker)
    if is_lid and vergadering.is_concept_verslag:
        besluiten = Besluit.objects.filter(vergadering=vergadering)
    return [
        Prefetch("besluiten", besluiten, to_attr="te_lezen"),
        Prefetch("acties", Actie.objects.zichtbaar_voor(gebruiker).only("nummer", "titel"), to_attr="bij_acties"),
        Prefetch("signalen", Signaal.objects.zichtbaar_voor(gebruiker), to_attr="bij_signalen"),
        "doelen",
    ]


def _alle_punten(vergadering: Vergadering, gebruiker) -> list[Agendapunt]:
    """Every item, with what `gebruiker` may see and do of it; what is not `te_zien` goes no further."""
    met_stukken = punten_met_open_stukken(gebruiker).filter(pk=OuterRef("pk"))
    lid_hier = Overlegorgaan.objects.met_lid(gebruiker).filter(pk=vergadering.orgaan_id)
    idee = Initiatief.objects.zichtbaar_voor(gebruiker).filter(pk=OuterRef("initiatief"))
    # All of them in one query, for the numbers and the times.
    return list(
        punten_van(vergadering, Agendapunt.objects.zichtbaar_voor(gebruiker)).annotate(
            lezer_is_lid=Exists(lid_hier),
            mag_stukken=Exists(met_stukken),
            idee=Subquery(idee.values("nummer")[:1]),
        )
    )


def actiepunten_bij(vergadering: Vergadering, agenda: Agenda, actiepunten: QuerySet[Actiepunt]) -> dict:
    """Of these `actiepunten` those of the meeting, and those of earlier ones that are still to be done, as long as
    an item of the agenda is about these; one query."""
    uit: dict[str, list[Actiepunt]] = {"actiepunten": [], "te_doen": []}
    welke = Q(vergadering=vergadering)
    if agenda.heeft_vast(Agendapunt.Vast.ACTIELIJST) and vergadering.heeft_open_agenda:
        van_eerder = {"vergadering__orgaan": vergadering.orgaan_id, "vergadering__datum__lt": vergadering.datum}
        welke |= Q(status=Actiepunt.Status.OPEN, **van_eerder)
    for punt in actiepunten.filter(welke).select_related("gebruiker", "partner"):
        uit["actiepunten" if punt.vergadering_id == vergadering.pk else "te_doen"].append(punt)
    return uit


def ziet_besloten(vergadering: Vergadering, gebruiker) -> bool:
    """Whether `gebruiker` may read the besloten items of this meeting, as far as the meeting itself; one query."""
    if rollen_van(gebruiker).ziet_alles:
        return True
    return Overlegorgaan.objects.met_lid(gebruiker).filter(pk=vergadering.orgaan_id).exists()


def stukken_van(agenda: Agenda) -> list[tuple[str, Stuk]]:
    """The papers of the agenda in its order, each with a name for its file that sorts so: "03a-01 Plan.pdf"."""
    regels = list(agenda.regels())
    breedte = max([2, *(len(regel.nummer.rstrip(LETTERS)) for regel in regels)])
    uit = []
    for regel in regels:
        letters = regel.nummer.lstrip(CIJFERS)
        nummer = regel.nummer.removesuffix(letters).zfill(breedte) + letters
        for plek, stuk in enumerate(regel.punt.te_openen, start=1):
            uit.append((f"{nummer}-{plek:02} {stuk.bestandsnaam}", stuk))
    return uit


def _secties(punten: list[Agendapunt], nummers: dict[int, str], tijden: dict[int, time]) -> list[Sectie]:
    """The items under the heads of the agenda, each with what is below it."""
    onder: dict[int, list[Punt]] = defaultdict(list)
    for punt in punten:
        if punt.bovenliggend_id:
            buren = onder[punt.bovenliggend_id]
            kop = "" if buren and buren[-1].punt.sectie == punt.sectie else punt.sectie
            buren.append(Punt(nummers[punt.pk], punt, kop=kop))
    secties: list[Sectie] = []
    for punt in (p for p in punten if p.bovenliggend_id is None):
        if not secties or secties[-1].kop != punt.sectie:
            secties.append(Sectie(punt.sectie, []))
        secties[-1].punten.append(Punt(nummers[punt.pk], punt, onder[punt.pk], tijden.get(punt.pk)))
    return secties


def leest_verslag(vergadering: Vergadering, rollen: Rollen, is_lid: bool) -> bool:
    """Whether the reader sees what was recorded of the items: the programmateam from the first word on, members once
    the meeting is closed, and everyone with a role when it is published."""
    if rollen.ziet_alles or vergadering.status == Vergadering.Status.GEPUBLICEERD:
        return True
    gesloten = (Vergadering.Status.CONCEPT_BESLUITENLIJST, Vergadering.Status.VASTGESTELD)
    return is_lid and vergadering.status in gesloten


def nummers_van(vergadering: Vergadering) -> dict[int, str]:
    """Key of every item of a meeting to the number people call it by."""
    return _nummers(_rijen(vergadering))


def _rijen(vergadering: Vergadering) -> list[Rij]:
    return list(vergadering.agendapunten.order_by("volgorde", "pk").values_list("pk", "bovenliggend", "minuten"))


def _nummers(rijen: list[Rij]) -> dict[int, str]:
    """Key of every item, read or not, to its number: 1, 2, and 2a below 2."""
    nummers = {pk: str(nr) for nr, pk in enumerate((pk for pk, boven, _minuten in rijen if boven is None), start=1)}
    gezien: dict[int, int] = defaultdict(int)
    for pk, boven, _minuten in rijen:
        if boven is not None:
            nummers[pk] = nummers.get(boven, "") + _letter(gezien[boven])
            gezien[boven] += 1
    return nummers


def _tijden(begin: time | None, rijen: list[Rij]) -> dict[int, time]:
    """Key of every main item to the time at which it begins; ends at the first that does not say how long it takes."""
    onder: dict[int, int] = defaultdict(int)
    for _pk, boven, minuten in rijen:
        if boven is not None:
            onder[boven] += minuten or 0
    tijden: dict[int, time] = {}
    nu = datetime.combine(datetime.min, begin) if begin else None
    for pk, boven, minuten in rijen:
        if boven is None and nu:
            tijden[pk] = nu.time()
            duur = minuten or onder[pk]
            nu = nu + timedelta(minutes=duur) if duur else None
    return tijden


def _letter(n: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)
