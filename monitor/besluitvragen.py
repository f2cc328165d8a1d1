"""What the dashboard tells of the board: what it is asked to decide, what it decided, when it met, where it looks.

One query, whatever the number of any.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from governance.models import Agendapunt, Besluit, Focusonderwerp, Overlegorgaan, Vergadering
from sterkvoornoord.datums import toon_datum

#: Newest besluiten that the dashboard names, and questions in view; the others are folded.
NIEUWSTE, IN_BEELD = 4, 5
#: The parts of the query.
GEVRAAGD, GENOMEN, VERGADERD, FOCUS = "gevraagd", "genomen", "vergaderd", "focus"
#: Columns of a row, named apart from the fields of both models.
KOLOMMEN = ("deel", "dag", "rang", "sleutel", "precisie", "woorden", "nr", "door", "kop", "inhoud", "uit", "dicht")


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """A besluit that is asked, under the number of its meeting, or one that was taken, under its own number."""

    deel: str
    datum: date
    datum_precisie: str
    datum_in_woorden: str
    nummer: str
    orgaan: str
    titel: str
    tekst: str
    uitkomst: str
    besloten: bool

    @property
    def gevraagd(self) -> bool:
        return self.deel == GEVRAAGD

    @property
    def wanneer(self) -> str:
        """The date as precisely as it is known."""
        return self.datum_in_woorden or toon_datum(self.datum, self.datum_precisie)

    @property
    def uitkomst_woord(self) -> str:
        return str(Besluit.Uitkomst(self.uitkomst).label) if self.uitkomst else ""


@dataclass(frozen=True, slots=True)
class Vraagstuk:
    """A meeting with what it is asked to decide; `voorbij` when its day has passed without an answer."""

    nummer: str
    orgaan: str
    datum: date
    voorbij: bool
    regels: list[Besluitregel]


@dataclass(frozen=True, slots=True)
class Focusregel:
    """A subject that is in focus today; `opgaven` are pairs of code and name."""

    pk: int
    titel: str
    realisatie: int
    stand: str
    tot: date
    opgaven: list[tuple[str, str]]

    @property
    def url(self) -> str:
        return f"{reverse('focus:lijst')}#focus-{self.pk}"


@dataclass(frozen=True, slots=True)
class Besluiten:
    """What is asked, the first meeting to come first and what was left open last, and the newest that hold."""

    gevraagd: list[Besluitregel]
    genomen: list[Besluitregel]
    vandaag: date
    #: Day of the last meeting of the bestuur that took place before today.
    vorige_vergadering: date | None = None
    #: What is in focus today, what ends first on top.
    focus: list[Focusregel] = field(default_factory=list)

    @property
    def in_beeld(self) -> list[Vraagstuk]:
        return self._per_vergadering(self.gevraagd[:IN_BEELD])

    @property
    def verder(self) -> list[Vraagstuk]:
        return self._per_vergadering(self.gevraagd[IN_BEELD:])

    @property
    def niet_in_beeld(self) -> int:
        return len(self.gevraagd[IN_BEELD:])

    @property
    def eerste(self) -> date | None:
        """Day of the first meeting to come that is asked something."""
        return next((regel.datum for regel in self.gevraagd if regel.datum >= self.vandaag), None)

    def _per_vergadering(self, regels: list[Besluitregel]) -> list[Vraagstuk]:
        groepen = groupby(regels, key=lambda regel: (regel.nummer, regel.orgaan, regel.datum))
        return [Vraagstuk(*sleutel, sleutel[-1] < self.vandaag, list(rijen)) for sleutel, rijen in groepen]


def lees_besluiten(gebruiker, vandaag: date, nieuwste: int | None = NIEUWSTE) -> Besluiten:
    """All that is asked and that `gebruiker` may read, and the `nieuwste` besluiten that hold, or all of them."""
    gevraagd = Agendapunt.objects.zichtbaar_voor(gebruiker).vraagt_besluit()
    geldend = Besluit.objects.zichtbaar_voor(gebruiker).geldend().order_by("-datum", "-pk")
    # SQLite cuts off no part of a union, but it does cut off a list of keys.
    genomen = Besluit.objects.filter(pk__in=geldend.values("pk")[:nieuwste])
    bronnen = (_antwoorden(genomen), _vorige_vergadering(gebruiker, vandaag), _focus(gebruiker, vandaag))
    per_deel: dict[str, list[Besluitregel]] = {GEVRAAGD: [], GENOMEN: [], VERGADERD: []}
    focus: dict[int, Focusregel] = {}
    for deel, dag, rang, sleutel, *rest in sorted(_vragen(gevraagd).union(*bronnen, all=True)):
        if deel == FOCUS:
            _neem_focus(focus, dag, rang, sleutel, rest)
        else:
            per_deel[deel].append(Besluitregel(deel, dag, *rest[:-1], bool(rest[-1])))
    return Besluiten(
        gevraagd=sorted(per_deel[GEVRAAGD], key=lambda regel: (regel.datum < vandaag, regel.datum, regel.nummer)),
        genomen=per_deel[GENOMEN][::-1],
        vandaag=vandaag,
        vorige_vergadering=next((regel.datum for regel in per_deel[VERGADERD]), None),
        focus=sorted(focus.values(), key=lambda regel: (regel.tot, regel.pk)),
    )


def _vragen(punten: QuerySet) -> QuerySet:
    leeg = _tekst("")
    besloten = Q(besloten=True) | Q(bovenliggend__besloten=True)
    vergadering = (F("vergadering__nummer"), F("vergadering__orgaan__naam"))
    plek = (F("vergadering__datum"), F("volgorde"), F("pk"))
    inhoud = (F("titel"), F("gevraagd_besluit"))
    return _kolommen(punten, _tekst(GEVRAAGD), *plek, leeg, leeg, *vergadering, *inhoud, leeg, _waar(besloten))


def _antwoorden(besluiten: QuerySet) -> QuerySet:
    besloten = Q(besloten=True) | Q(agendapunt__besloten=True) | Q(agendapunt__bovenliggend__besloten=True)
    plek = (F("datum"), Value(0), F("pk"))
    wanneer = (F("datum_precisie"), F("datum_in_woorden"))
    inhoud = (F("nummer"), F("orgaan__naam"), F("titel"), F("tekst"), F("uitkomst"))
    return _kolommen(besluiten, _tekst(GENOMEN), *plek, *wanneer, *inhoud, _waar(besloten))


def _vorige_vergadering(gebruiker, vandaag: date) -> QuerySet:
    geweest = Vergadering.objects.zichtbaar_voor(gebruiker).geldig().filter(datum__lt=vandaag)
    laatste = geweest.filter(orgaan__soort=Overlegorgaan.Soort.BESTUUR).order_by("-datum").values("pk")[:1]
    leeg, plek = [_tekst("")] * 7, (F("datum"), Value(0), F("pk"))
    niet = _waar(Q(pk__isnull=True))
    return _kolommen(Vergadering.objects.filter(pk__in=laatste), _tekst(VERGADERD), *plek, *leeg, niet)


def _focus(gebruiker, vandaag: date) -> QuerySet:
    """A row for each opgave of each subject; one without an opgave has a row of its own."""
    nu = Focusonderwerp.objects.zichtbaar_voor(gebruiker).op(vandaag)
    leeg, plek = _tekst(""), (F("tot"), F("realisatie"), F("pk"))
    opgave = (Coalesce(Cast("opgaven__nummer", CharField()), leeg), Coalesce("opgaven__code", leeg))
    inhoud = (Coalesce("opgaven__naam", leeg), F("titel"), F("stand"), leeg, _waar(Q(pk__isnull=True)))
    return _kolommen(nu, _tekst(FOCUS), *plek, leeg, *opgave, *inhoud)


def _neem_focus(focus: dict[int, Focusregel], tot: date, realisatie: int, pk: int, rest: list) -> None:
    _precisie, _nummer, code, naam, titel, stand, *_ = rest
    regel = focus.setdefault(pk, Focusregel(pk, titel, realisatie, stand, tot, []))
    if code:
        regel.opgaven.append((code, naam))


def _kolommen(rijen: QuerySet, *waarden) -> QuerySet:
    return rijen.order_by().annotate(**dict(zip(KOLOMMEN, waarden, strict=True))).values_list(*KOLOMMEN)


def _tekst(waarde: str) -> Value:
    return Value(waarde, CharField())


def _waar(voorwaarde: Q) -> ExpressionWrapper:
    return ExpressionWrapper(voorwaarde, BooleanField())
