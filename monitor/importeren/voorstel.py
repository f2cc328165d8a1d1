"""What an import would do, line by line: one line for every cell of a tied column."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from monitor.importeren.cellen import Cel, decimaalteken, jaar_in, lees_cel, lees_jaar
from monitor.importeren.koppelen import Koppeling
from monitor.importeren.tabel import Gebiedenlijst, Tabel
from monitor.models import Indicator, Meting
from opgaven.models import Gebied
from sterkvoornoord.getallen import toon_getal

#: A value so many times larger or smaller than what is known, is asked about: a slipped decimal sign is ten times.
VER_WEG = Decimal(5)


class Soort(StrEnum):
    """What happens with a line."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    TWIJFEL = "twijfel"
    OVERGESLAGEN = "overgeslagen"
    FOUT = "fout"


@dataclass(slots=True)
class Regel:
    """One cell of the file beside what the portal would keep of it."""

    rij: int
    kolom: int
    tekst: str
    soort: Soort
    indicator: Indicator
    gebied: Gebied | None = None
    jaar: int | None = None
    waarde: Decimal | None = None
    reden: str = ""
    voorlopig: bool = False
    uitleg: str = ""
    #: The measurement of the same source that is there; it is changed, not doubled.
    bestaand: Meting | None = None
    #: The measurement of another source that no longer holds when this one comes.
    verdringt: Meting | None = None
    geldt: bool = True

    @property
    def sleutel(self) -> str:
        return f"{self.rij}-{self.kolom}"

    @property
    def plek(self) -> tuple[int, int, int]:
        return self.indicator.pk, self.gebied.pk, self.jaar

    @property
    def schrijft(self) -> bool:
        return self.soort in (Soort.NIEUW, Soort.GEWIJZIGD)

    @property
    def reden_naam(self) -> str:
        return Meting.Reden(self.reden).label if self.reden else ""


@dataclass
class Voorstel:
    """All lines of a file, and how many there are of each kind."""

    bron: str
    regels: list[Regel]
    tellingen: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.tellingen = Counter(regel.soort for regel in self.regels)

    def van(self, *soorten: Soort) -> list[Regel]:
        return [regel for regel in self.regels if regel.soort in soorten]

    @property
    def verandert(self) -> int:
        return self.tellingen[Soort.NIEUW] + self.tellingen[Soort.GEWIJZIGD]

    @property
    def afdruk(self) -> str:
        """Differs as soon as one line would do something else than what somebody looked at."""
        som = hashlib.sha256(self.bron.encode())
        for r in self.regels:
            oud = (r.bestaand.pk, r.bestaand.waarde, r.bestaand.reden) if r.bestaand else ()
            ander = r.verdringt.pk if r.verdringt else ""
            som.update(repr((r.sleutel, str(r.soort), r.waarde, r.reden, r.geldt, oud, ander)).encode())
        return som.hexdigest()


def maak_voorstel(tabel: Tabel, koppeling: Koppeling) -> Voorstel:
    """Compare a file with the measurements that are there; three queries whatever its size."""
    gebieden = {gebied.pk: gebied for gebied in Gebied.objects.all()}
    codes = set(koppeling.kolommen.values())
    indicatoren = {ind.code: ind for ind in Indicator.objects.in_gebruik().filter(code__in=codes)}
    kolommen = {plek: indicatoren[code] for plek, code in koppeling.kolommen.items() if code in indicatoren}
    bekend = _bekende_metingen(indicatoren.values())
    regels = list(_lees_regels(tabel, koppeling, kolommen, gebieden))
    dubbel = Counter(regel.plek for regel in regels if regel.soort is Soort.NIEUW)
    gezien: dict[tuple, Regel] = {}
    for regel in regels:
        if regel.soort is not Soort.NIEUW:
            continue
        _vergelijk(regel, bekend, koppeling.bron)
        if dubbel[regel.plek] > 1:
            _keur_dubbel(regel, gezien)
    return Voorstel(koppeling.bron, regels)


class Metingen:
    """The measurements of some indicators, by place and by series."""

    def __init__(self, metingen: Iterable[Meting]):
        self.op_plek: dict[tuple, list[Meting]] = defaultdict(list)
        self.reeks: dict[tuple, dict[int, Decimal]] = defaultdict(dict)
        for meting in metingen:
            plek = (meting.indicator_id, meting.gebied_id, meting.peiljaar)
            self.op_plek[plek].append(meting)
            if meting.geldt and not meting.voorbeeld and meting.waarde is not None:
                self.reeks[plek[:2]][meting.peiljaar] = meting.waarde

    def dichtbij(self, plek: tuple) -> tuple[int, Decimal] | None:
        """The real value that holds in the year itself, else in the year nearest to it."""
        reeks = self.reeks.get(plek[:2])
        if not reeks:
            return None
        jaar = min(reeks, key=lambda jaar: (abs(jaar - plek[2]), jaar))
        return jaar, reeks[jaar]


def _bekende_metingen(indicatoren: Iterable[Indicator]) -> Metingen:
    return Metingen(Meting.objects.filter(indicator__in=list(indicatoren)))


def _lees_regels(tabel: Tabel, koppeling: Koppeling, kolommen: dict, gebieden: dict):
    lijst = Gebiedenlijst.van(gebieden.values())
    teken = decimaalteken(cel for plek in kolommen for cel in tabel.kolom(plek))
    jaren = {plek: jaar_in(tabel.kop[plek]) for plek in kolommen} if koppeling.jaar_uit_kop else {}
    for nummer, cellen in tabel.rijen:
        gebied = gebieden.get(lijst.zoek(cellen[koppeling.gebied]))
        jaar = koppeling.jaar
        if koppeling.jaarkolom is not None:
            jaar = lees_jaar(cellen[koppeling.jaarkolom])
        for plek, indicator in kolommen.items():
            regel = Regel(nummer, plek, cellen[plek], Soort.OVERGESLAGEN, indicator, gebied, jaren.get(plek, jaar))
            _vul(regel, lees_cel(cellen[plek], teken))
            yield regel


def _vul(regel: Regel, cel: Cel) -> None:
    """Give the line what its cell says; NIEUW for now when it can be kept."""
    if regel.gebied is None:
        regel.uitleg = "Deze rij gaat niet over een gebied van het programma."
    elif regel.jaar is None:
        regel.uitleg = "Bij deze rij staat geen kalenderjaar."
    elif cel.leeg:
        regel.uitleg = "Het vak is leeg."
    elif cel.fout:
        regel.soort, regel.uitleg = Soort.FOUT, f"{cel.fout}."
    else:
        regel.waarde, regel.reden, regel.voorlopig = cel.waarde, str(cel.reden), cel.voorlopig
        regel.soort = Soort.NIEUW
        if cel.onzeker:
            regel.uitleg = "Dit getal is op twee manieren te lezen: met een duizendtal of met drie decimalen."


def _vergelijk(regel: Regel, bekend: Metingen, bron: str) -> None:
    """Set a line beside what is there for the same indicator, area and year."""
    onzeker = regel.uitleg
    daar = bekend.op_plek.get(regel.plek, [])
    regel.bestaand = next((meting for meting in daar if meting.bron == bron), None)
    geldend = next((meting for meting in daar if meting.geldt and meting is not regel.bestaand), None)
    if regel.bestaand is None:
        _naast(regel, geldend)
    else:
        _over(regel)
    if regel.schrijft and (twijfel := onzeker or _twijfel(regel, bekend)):
        regel.soort, regel.uitleg = Soort.TWIJFEL, twijfel


def _over(regel: Regel) -> None:
    """The same source has a measurement there: equal, or changed."""
    oud = regel.bestaand
    regel.geldt = oud.geldt
    gelijk = (oud.waarde, oud.reden, oud.voorlopig, oud.voorbeeld) == (
        *(regel.waarde, regel.reden, regel.voorlopig),
        False,
    )
    regel.soort = Soort.GELIJK if gelijk else Soort.GEWIJZIGD
    regel.uitleg = ""


def _naast(regel: Regel, geldend: Meting | None) -> None:
    """Another source, or none, has one: this one holds when that one is an example or has no value."""
    regel.uitleg = ""
    if geldend is None:
        return
    if geldend.voorbeeld:
        regel.verdringt, regel.uitleg = geldend, "Dit komt in de plaats van een voorbeeldcijfer."
    elif geldend.waarde is None and regel.waarde is not None:
        regel.verdringt, regel.uitleg = geldend, f"Dit gaat gelden: {geldend.bron} heeft hier geen waarde."
    else:
        regel.geldt = False
        regel.uitleg = f"Komt naast de waarde van {geldend.bron} te staan. Die blijft gelden."


def _twijfel(regel: Regel, bekend: Metingen) -> str:
    """Why somebody should look at this line first; empty when there is no reason."""
    oud = regel.bestaand
    if regel.waarde is None:
        return "Nu staat hier een waarde; in het bestand ontbreekt hij." if oud and oud.waarde is not None else ""
    if regel.indicator.eenheid.strip() == "%" and not 0 <= regel.waarde <= 100:
        return "Een percentage ligt tussen 0 en 100."
    if not (buur := bekend.dichtbij(regel.plek)):
        return ""
    jaar, waarde = buur
    hoogte, maat = abs(regel.waarde), abs(waarde)
    if not hoogte or not maat or max(hoogte, maat) < VER_WEG * min(hoogte, maat):
        return ""
    wat = "hoog" if hoogte > maat else "laag"
    return f"Dit is minstens {VER_WEG} keer zo {wat} als de waarde van {jaar}: {toon_getal(waarde)}."


def _keur_dubbel(regel: Regel, gezien: dict[tuple, Regel]) -> None:
    """Rows about the same place: an equal one adds nothing, a different one makes both a question."""
    eerste = gezien.setdefault(regel.plek, regel)
    if eerste is regel:
        return
    if (eerste.waarde, eerste.reden) == (regel.waarde, regel.reden):
        regel.soort, regel.uitleg = Soort.OVERGESLAGEN, f"Staat ook op rij {eerste.rij}."
        return
    uitleg = f"Rij {eerste.rij} en rij {regel.rij} geven voor hetzelfde gebied en jaar een andere waarde."
    for twijfelaar in (eerste, regel):
        twijfelaar.soort, twijfelaar.uitleg = Soort.TWIJFEL, uitleg
