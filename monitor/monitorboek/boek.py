"""From snapshot to monitor: what is printed where, in words. Pure: knows no database and no HTML."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from monitor.boekwoorden import Prestatie, Rij, opsomming, toon_dag, toon_periode, toon_prestatie, zin
from monitor.monitorboek.schema import als_nieuwste
from monitor.monitorboek.verandering import Verschillen, maak_verschillen
from sterkvoornoord.huisstijl import OPGAVE, STATUS, teken

#: What happened to a gap, in the order of the book, with the end of "Bij 3 doelen ...".
TRENDS = {
    "kleiner": "is de kloof kleiner geworden",
    "gelijk": "is de kloof even groot gebleven",
    "groter": "is de kloof groter geworden",
    "geen_kloof": "was en is er geen kloof",
    "te_vroeg": "is het nog te vroeg om iets te zeggen",
    "geen_meting": "is er geen meting",
}

#: Statuses of an actie that cannot have contributed yet.
NIET_BEGONNEN = ("idee", "in_voorbereiding")


@dataclass(frozen=True)
class Bijdrage:
    """An actie of a doel, with what it delivered."""

    nummer: str
    titel: str
    status: str
    status_woord: str
    prestaties: list[Prestatie]
    tegenspraak: bool


@dataclass
class Doel:
    """One doel: its numbers as they were frozen, and the acties by whether they can have helped."""

    rij: Rij
    trend_woord: str
    jaren: tuple[int, int]
    acties: list[Bijdrage] = field(default_factory=list)
    #: Acties that began after the period, or did not begin yet, or were over before it.
    later: list[Bijdrage] = field(default_factory=list)
    eerder: list[Bijdrage] = field(default_factory=list)

    @property
    def nummer(self) -> str:
        return self.rij["nummer"]

    @property
    def titel(self) -> str:
        return self.rij["titel"]

    @property
    def trend(self) -> str:
        return self.rij["trend"]

    @property
    def anker(self) -> str:
        return f"doel-{self.nummer.replace('.', '-')}"

    @property
    def indicatoren(self) -> list[Rij]:
        return self.rij["indicatoren"]

    @property
    def deel_weg_zin(self) -> str:
        """What became of the gap, as a share of that of the first measurement; empty when that cannot be said."""
        deel = self.rij["deel_weg"]
        if self.trend == "groter" and deel.startswith("−"):
            return f"De kloof is {deel.removeprefix('−')} groter"
        return f"{deel} van de kloof is weg" if deel else ""

    @property
    def duiding(self) -> Rij | None:
        return self.rij["duiding"]

    @property
    def duiding_alineas(self) -> list[str]:
        return [deel for deel in self.duiding["tekst"].split("\n\n") if deel.strip()] if self.duiding else []

    @property
    def duiding_van(self) -> str:
        """Who wrote it, when, and about which years when those are not the years of this monitor."""
        duiding = self.duiding or {}
        over = (duiding.get("van"), duiding.get("tot"))
        delen = [
            duiding.get("als", ""),
            toon_dag(duiding["op"]) if duiding.get("op") else "",
            f"over {over[0]} tot en met {over[1]}" if over != self.jaren else "",
        ]
        return ", ".join(deel for deel in delen if deel)

    @property
    def voorbeeld(self) -> bool:
        """Something on these pages is invented."""
        return any(rij["voorbeeld"] for rij in self.indicatoren) or bool(self.duiding and self.duiding["voorbeeld"])


@dataclass
class Opgave:
    """One chapter."""

    nummer: int
    css: str
    naam: str
    ambitie: str
    doelen: list[Doel] = field(default_factory=list)

    @property
    def anker(self) -> str:
        return f"opgave-{self.nummer}"

    @property
    def trends(self) -> list[tuple[str, str, int]]:
        """Per trend that occurs: its code, its word, and at how many doelen."""
        telling = Counter(doel.trend for doel in self.doelen)
        woorden = {doel.trend: doel.trend_woord for doel in self.doelen}
        return [(code, woorden[code], telling[code]) for code in TRENDS if telling[code]]

    @property
    def voorbeeld(self) -> bool:
        return any(doel.voorbeeld for doel in self.doelen)


@dataclass
class Boek:
    """The whole monitor, ready for the template."""

    titel: str
    gebied: str
    eindjaar: int
    periode: str
    jaren: tuple[int, int]
    peildatum: date
    publicatiedatum: date | None
    vastgelegd_op: datetime
    controlegetal: str
    opgaven: list[Opgave]
    woorden: dict[str, dict[str, str]]
    #: Of an erratum: the edition that it replaces, its number, and why. Older monitors do not say.
    erratum: Rij | None = None
    #: What changed since the monitor before; None in the first, and in those that did not record it.
    verschillen: Verschillen | None = None

    @property
    def tijdvak(self) -> str:
        """The years as they stand in the title: "2023–2024"."""
        return f"{self.jaren[0]}–{self.jaren[1]}"

    @cached_property
    def doelen(self) -> list[Doel]:
        return [doel for opgave in self.opgaven for doel in opgave.doelen]

    @property
    def voorbeeld(self) -> bool:
        return any(doel.voorbeeld for doel in self.doelen)

    @cached_property
    def _trends(self) -> list[str]:
        """The trends that are counted: all, but "geen_kloof" only where there is such a doel."""
        return [code for code in TRENDS if code != "geen_kloof" or any(doel.trend == code for doel in self.doelen)]

    @property
    def tellingen(self) -> list[tuple[str, str, int]]:
        """Every trend with its word and number of doelen, noughts included. Never one figure for all."""
        telling = Counter(doel.trend for doel in self.doelen)
        return [(code, self.woorden["trend"][code], telling[code]) for code in self._trends]

    @property
    def tellingrijen(self) -> list[tuple[Opgave, list[int]]]:
        """Per opgave its numbers of doelen, in the order of `tellingen`."""
        telling = {opgave.nummer: Counter(doel.trend for doel in opgave.doelen) for opgave in self.opgaven}
        return [(opgave, [telling[opgave.nummer][code] for code in self._trends]) for opgave in self.opgaven]

    @property
    def samenvatting(self) -> str:
        """How many doelen there are, and at how many the gap became smaller, stayed, grew, or cannot be said."""
        delen = [f"bij {aantal} {TRENDS[code]}" for code, _, aantal in self.tellingen if aantal]
        aantal = len(self.doelen)
        eerst = f"Het programma heeft {aantal} {'doel' if aantal == 1 else 'doelen'}."
        tekst = opsomming(delen)
        return f"{eerst} {tekst[:1].upper()}{tekst[1:]}."

    @property
    def bronnen(self) -> list[str]:
        """Every source of a printed number, once."""
        alle = {bron for doel in self.doelen for indicator in doel.indicatoren for bron in indicator["bronnen"]}
        return sorted(alle)


def maak_boek(inhoud: Rij, controlegetal: str) -> Boek:
    """Arrange a snapshot as a monitor. Raises OnbekendSchema, OnbekendeCode (a code without a look) or KeyError."""
    inhoud = als_nieuwste(inhoud)
    van, tot = date.fromisoformat(inhoud["periode"]["van"]), date.fromisoformat(inhoud["periode"]["tot"])
    opgaven = {rij["code"]: _opgave(rij) for rij in inhoud["opgaven"]}
    doelen = {}
    for vast in inhoud["doelen"]:
        rij = {**vast, "indicatoren": [_met_rijen(deel) for deel in vast["indicatoren"]]}
        doel = Doel(rij, inhoud["woorden"]["trend"][rij["trend"]], (van.year, tot.year))
        doelen[rij["nummer"]] = doel
        opgaven[rij["opgave"]].doelen.append(doel)
    for rij in inhoud["acties"]:
        bijdrage, wanneer = _bijdrage(rij, inhoud["woorden"]["status"]), _wanneer(rij, van, tot)
        for nummer in rij["doelen"]:
            getattr(doelen[nummer], wanneer).append(bijdrage)
    openbaar = inhoud["publicatiedatum"]
    return Boek(
        titel=inhoud["titel"],
        gebied=inhoud["programma"]["gebied"],
        eindjaar=inhoud["programma"]["eindjaar"],
        periode=toon_periode(inhoud["periode"]),
        jaren=(van.year, tot.year),
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        publicatiedatum=date.fromisoformat(openbaar) if openbaar else None,
        vastgelegd_op=datetime.fromisoformat(inhoud["vastgelegd_op"]),
        controlegetal=controlegetal,
        opgaven=list(opgaven.values()),
        woorden=inhoud["woorden"],
        erratum=inhoud.get("erratum"),
        verschillen=maak_verschillen(inhoud["verschillen"], {nummer: doel.anker for nummer, doel in doelen.items()}),
    )


def _opgave(rij: Rij) -> Opgave:
    return Opgave(rij["nummer"], teken(OPGAVE, rij["code"]).css, rij["naam"], zin(rij["ambitie"]))


def _met_rijen(indicator: Rij) -> Rij:
    """The indicator with its table turned: per year a box of each area; and whether any area has a gap."""
    return {
        **indicator,
        "met_kloof": any(kloof["toen"] for kloof in indicator["kloof"]),
        "rijen": [
            (jaar, [reeks["waarden"][plek] for reeks in indicator["reeksen"]])
            for plek, jaar in enumerate(indicator["jaren"])
        ],
    }


def _bijdrage(rij: Rij, woorden: dict[str, str]) -> Bijdrage:
    teken(STATUS, rij["status"])  # an unknown code must not reach print without a look
    return Bijdrage(
        nummer=rij["nummer"],
        titel=rij["titel"],
        status=rij["status"],
        status_woord=woorden[rij["status"]],
        prestaties=[toon_prestatie(p) for p in rij["prestaties"]],
        tegenspraak=any(p["tegenspraak"] for p in rij["prestaties"]),
    )


def _wanneer(rij: Rij, van: date, tot: date) -> str:
    """Whether an actie was there in the years of the monitor, as far as its dates are known."""
    begin, eind = rij["begindatum"], rij["einddatum"]
    if rij["status"] in NIET_BEGONNEN or (begin and date.fromisoformat(begin) > tot):
        return "later"
    return "eerder" if eind and date.fromisoformat(eind) < van else "acties"
