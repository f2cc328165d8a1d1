"""The short edition for the council: two pages per opgave, arranged from the same book. Pure.

What happens, what it yields, what is stuck. It has to fit, so it is cut on purpose: the most urgent first, and each
list says how much it leaves out. `MATEN` holds how much goes in, from roomy to tight; who lays it out takes the
first that fits.
"""

from dataclasses import dataclass
from functools import cached_property

from acties.models.keuzes import LOPEND
from monitor.boekwoorden import Prestatie, zin
from monitor.projectenboek.boek import Boek, Doel, Opgave
from monitor.projectenboek.kaart import Kaart
from monitor.projectenboek.stand import Stand
from sterkvoornoord.getallen import toon_euro

#: Pages that an opgave has.
BLADZIJDEN = 2

#: Most urgent first; what has no koers comes after these, running acties before the others.
URGENTIE = ("bijsturen", "aandachtspunt")


@dataclass(frozen=True)
class Maat:
    """How much goes in: numbers of lines, and the characters of a title and of a text."""

    acties: int
    doelen: int
    vast: int
    levert: int
    titel: int
    tekst: int


MATEN = (
    Maat(acties=42, doelen=9, vast=5, levert=6, titel=90, tekst=260),
    Maat(acties=42, doelen=9, vast=4, levert=4, titel=80, tekst=160),
    Maat(acties=34, doelen=8, vast=3, levert=4, titel=70, tekst=120),
    Maat(acties=24, doelen=7, vast=3, levert=3, titel=60, tekst=100),
    Maat(acties=15, doelen=6, vast=2, levert=3, titel=60, tekst=90),
    Maat(acties=8, doelen=5, vast=1, levert=2, titel=40, tekst=60),
)


@dataclass(frozen=True)
class Hapert:
    """An actie that is off course: why, and what is done about it."""

    kaart: Kaart
    titel: str
    waarom: list[tuple[str, str]]


@dataclass(frozen=True)
class Levert:
    """A result with its number."""

    kaart: Kaart
    wat: str
    behaald: str
    doel: str


@dataclass(frozen=True)
class KortOpgave:
    """What the two pages of one opgave say."""

    opgave: Opgave
    geld: str
    maat: Maat

    @property
    def anker(self) -> str:
        return self.opgave.anker

    @property
    def ambitie(self) -> str:
        return kap(self.opgave.ambitie, self.maat.tekst)

    @property
    def stand(self) -> Stand | None:
        return self.opgave.stand

    @property
    def teksten(self) -> list[tuple[str, str]]:
        """What the opgave wrote besides its judgements; the important changes as one line."""
        stand = self.opgave.stand
        if stand is None:
            return []
        wijzigingen = " ".join(zin(regel) for regel in stand.wijzigingen)
        hoog = " ".join(zin(risico.omschrijving) for risico in stand.risicos or [] if risico.css == "hoog")
        delen = [
            *([("Hoge risico’s", hoog)] if hoog else []),
            *stand.teksten,
            *([("Belangrijkste wijzigingen", wijzigingen)] if wijzigingen else []),
        ]
        return [(kop, kap(tekst, self.maat.tekst)) for kop, tekst in delen]

    @cached_property
    def _van_koers(self) -> list[Kaart]:
        return [kaart for code in URGENTIE for kaart in self.opgave.op_nummer if kaart.koers == code]

    @property
    def hapert(self) -> list[Hapert]:
        return [
            Hapert(
                kaart,
                kap(kaart.titel, self.maat.titel),
                [(kop, kap(tekst, self.maat.tekst)) for kop, tekst in kaart.waarom],
            )
            for kaart in self._van_koers[: self.maat.vast]
        ]

    @property
    def hapert_rest(self) -> int:
        return max(len(self._van_koers) - self.maat.vast, 0)

    @property
    def punten(self) -> list[str]:
        """What else stands in the way, counted."""
        kaarten = self.opgave.kaarten
        lopend = [kaart for kaart in kaarten if kaart.status in LOPEND]
        zonder_koers = sum(not kaart.koers for kaart in lopend)
        zonder_penvoerder = sum(not kaart.heeft_penvoerder for kaart in kaarten)
        zonder_acties = sum(not doel.kaarten for doel in self.opgave.doelen)
        punten = []
        if zonder_koers:
            punten.append(f"{_aantal(zonder_koers, 'lopende actie heeft', 'lopende acties hebben')} nog geen koers.")
        if zonder_penvoerder:
            punten.append(f"{_aantal(zonder_penvoerder, 'actie heeft', 'acties hebben')} nog geen penvoerder.")
        if zonder_acties:
            punten.append(f"{_aantal(zonder_acties, 'doel heeft', 'doelen hebben')} nog geen acties.")
        return [*punten, *([self.geld] if self.geld else [])]

    @cached_property
    def _geleverd(self) -> list[tuple[Kaart, Prestatie]]:
        """Every result that has a number, agreed ones first; of contradicting sources none."""
        paren = [(k, p) for k in self.opgave.op_nummer if not k.tegenspraak for p in k.prestaties if p.behaald]
        return sorted(paren, key=lambda paar: not paar[1].doel)

    @property
    def levert(self) -> list[Levert]:
        return [
            Levert(kaart, kap(p.wat, self.maat.titel), kap(p.behaald, self.maat.titel), kap(p.doel, self.maat.titel))
            for kaart, p in self._geleverd[: self.maat.levert]
        ]

    @property
    def levert_rest(self) -> int:
        return max(len(self._geleverd) - self.maat.levert, 0)

    @property
    def doelen(self) -> list[tuple[Doel, str]]:
        return [(doel, kap(doel.titel, self.maat.titel)) for doel in self.opgave.doelen[: self.maat.doelen]]

    @property
    def voorbeeld(self) -> bool:
        """A gap in this list is worked out from invented numbers."""
        return any(doel.cijfer and doel.cijfer.voorbeeld for doel, _ in self.doelen)

    @property
    def doelen_rest(self) -> int:
        return max(len(self.opgave.doelen) - self.maat.doelen, 0)

    @property
    def acties(self) -> list[tuple[Kaart, str, str]]:
        """The most urgent acties in order of number, each with its title and the number of its doel."""
        doelen = {kaart.nummer: doel.nummer for doel in self.opgave.doelen for kaart in doel.kaarten}
        gekozen = sorted(sorted(self.opgave.op_nummer, key=_urgentie)[: self.maat.acties], key=lambda k: k.volgorde)
        return [(kaart, kap(kaart.titel, self.maat.titel), doelen.get(kaart.nummer, "–")) for kaart in gekozen]

    @property
    def acties_rest(self) -> int:
        return max(len(self.opgave.kaarten) - self.maat.acties, 0)


@dataclass(frozen=True)
class KortBoek:
    """The short edition; everything that it does not say itself it takes from the book."""

    boek: Boek
    opgaven: list[KortOpgave]


def maak_kort(boek: Boek, maat: Maat) -> KortBoek:
    """Arrange the book as its short edition, with as much as `maat` says."""
    geld = {regel.naam: regel.bedragen for regel in boek.geld.regels} if boek.geld else {}
    voorbeeld = " (voorbeeldcijfer)" if boek.geld and boek.geld.voorbeeld else ""
    opgaven = []
    for opgave in boek.opgaven:
        bedragen = geld.get(opgave.naam)
        tekort = bedragen is not None and bedragen.som_ongedekt
        regel = f"Voor {toon_euro(bedragen.ongedekt)} is nog geen geld{voorbeeld}." if tekort else ""
        opgaven.append(KortOpgave(opgave, regel, maat))
    return KortBoek(boek, opgaven)


def kap(tekst: str, lengte: int) -> str:
    """The text on one line, cut at a word when it is longer; "…" says that it goes on."""
    tekst = " ".join(tekst.split())
    if len(tekst) <= lengte:
        return tekst
    kort = tekst[: lengte - 1]
    woord, spatie, _ = kort.rpartition(" ")
    # A word that is very long by itself is cut where it is.
    return f"{(woord if spatie and len(woord) > lengte // 2 else kort).rstrip(' .,;:')}…"


def _urgentie(kaart: Kaart) -> int:
    if kaart.koers in URGENTIE:
        return URGENTIE.index(kaart.koers)
    return len(URGENTIE) + (kaart.status not in LOPEND)


def _aantal(n: int, een: str, meer: str) -> str:
    return f"{n} {een if n == 1 else meer}"
