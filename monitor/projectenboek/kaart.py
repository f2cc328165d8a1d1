"""One actie as it is printed: its words, its lines and its numbers. Pure: knows no database and no HTML."""

import re
from dataclasses import dataclass

from acties.verwijzingen import CODE
from monitor.boekwoorden import Prestatie, Rij, met_tijd, toon_dag, toon_prestatie
from sterkvoornoord.huisstijl import KOERS, STATUS, teken

#: In print, the roles of partners that get a line of their own; the others are simply partners.
EIGEN_REGEL = ("penvoerder", "coordinator", "uitvoerder", "financier")

#: Fields of an actie that are sentences, and may refer to another actie.
LOPENDE_TEKST = ("omschrijving", "beoogd_resultaat", "resultaat", "inwonersbetrokkenheid")

#: A card with more table rows than this does not fit on what is left of a page.
MAX_RIJEN_HEEL = 18


@dataclass(frozen=True)
class Kaart:
    """One actie as it is printed."""

    nummer: str
    anker: str
    titel: str
    status: str
    status_woord: str
    koers: str
    koers_woord: str
    koers_css: str
    stand: str
    alineas: list[str]
    waarom: list[tuple[str, str]]
    onderdelen: list[tuple[str, str]]
    prestaties: list[Prestatie]
    tegenspraak: bool
    regels: list[tuple[str, str]]
    heeft_penvoerder: bool

    @property
    def volgorde(self) -> tuple[int, ...]:
        """What its number sorts by: 1.9 before 1.10."""
        return tuple(int(deel) for deel in self.nummer.split("."))

    @property
    def lang(self) -> bool:
        """About a page or more: may break over pages, because it must."""
        return len(self.onderdelen) + len(self.prestaties) > MAX_RIJEN_HEEL


def maak_kaart(rij: Rij, woorden: dict[str, dict[str, str]], opgave_van_doel: dict[str, str]) -> Kaart:
    teken(STATUS, rij["status"])  # an unknown code must not reach print without a look
    return Kaart(
        nummer=rij["nummer"],
        anker=f"actie-{rij['nummer'].replace('.', '-')}",
        titel=rij["titel"],
        status=rij["status"],
        status_woord=woorden["status"][rij["status"]],
        koers=rij["koers"],
        koers_woord=woorden["koers"].get(rij["koers"], ""),
        koers_css=teken(KOERS, rij["koers"]).css,
        stand=f"stand {toon_dag(rij['stand_op'])}" if rij["stand_op"] else "nog geen stand gemeld",
        alineas=[alinea for alinea in (rij["omschrijving"], *_stand_tekst(rij)) if alinea],
        waarom=_waarom(rij, woorden),
        onderdelen=[(met_tijd(o["titel"], o["periode"]), woorden["status"][o["status"]]) for o in rij["onderdelen"]],
        prestaties=[toon_prestatie(p) for p in rij["prestaties"]],
        tegenspraak=any(p["tegenspraak"] for p in rij["prestaties"]),
        regels=[(naam, tekst) for naam, tekst in _regels(rij, woorden, opgave_van_doel) if tekst],
        heeft_penvoerder=any(b["rol"] == "penvoerder" for b in rij["betrokken"]),
    )


def verwijs(rij: Rij, nummers: dict[str, str]) -> Rij:
    """The actie with references in its texts in the numbers of the book: "zie B4-36" becomes "zie actie 3.36"."""

    def nummer(vondst: re.Match) -> str:
        return f"actie {nummers[vondst[0]]}" if vondst[0] in nummers else vondst[0]

    return {veld: CODE.sub(nummer, rij[veld]) if veld in LOPENDE_TEKST else waarde for veld, waarde in rij.items()}


def _stand_tekst(rij: Rij) -> list[str]:
    """What was reached, and what the newest report adds to it."""
    stand = rij["stand"] or {}
    return [rij["resultaat"], "" if stand.get("toelichting") == rij["resultaat"] else stand.get("toelichting", "")]


def _waarom(rij: Rij, woorden: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Why an actie is off course and what is done about it, as the newest report has it."""
    stand = rij["stand"]
    if not stand or not stand["oorzaak"] or stand["koers"] != rij["koers"]:
        return []
    return [(woorden["koers"][rij["koers"]], stand["oorzaak"]), ("Wat wij doen", stand["maatregel"])]


def _regels(rij: Rij, woorden: dict[str, dict[str, str]], opgave_van_doel: dict[str, str]) -> list[tuple[str, str]]:
    """The lines at the foot of a card; empty ones are left out, but a missing penvoerder is said."""
    namen = {rol: [b["partner_naam"] for b in rij["betrokken"] if b["rol"] == rol] for rol in woorden["rol"]}
    overig = [b["partner_naam"] for b in rij["betrokken"] if b["rol"] not in EIGEN_REGEL]
    ook = [f"doel {d['nummer']} ({opgave_van_doel[d['nummer']]})" for d in rij["ook_doelen"]]
    return [
        ("Penvoerder", ", ".join(namen["penvoerder"]) or "nog geen penvoerder"),
        *((woorden["rol"][rol], ", ".join(namen[rol])) for rol in EIGEN_REGEL[1:]),
        ("Partners", ", ".join(dict.fromkeys(overig))),
        ("Ook voor", ", ".join(ook)),
        ("Raakt plan", ", ".join(plan["korte_naam"] for plan in rij["raakt_plannen"])),
        ("Bewoners", rij["inwonersbetrokkenheid"]),
        ("Waar", ", ".join([*(w["naam"] for w in rij["wijken"]), *([rij["locatie"]] if rij["locatie"] else [])])),
        ("Looptijd", _looptijd(rij["begin"], rij["eind"])),
        ("Uitkomst", "" if rij["uitkomst"] in ("onbekend", "loopt") else woorden["uitkomst"][rij["uitkomst"]]),
        ("Vervolg", _vervolg(rij, woorden)),
    ]


def _vervolg(rij: Rij, woorden: dict[str, dict[str, str]]) -> str:
    bestemmingen = ", ".join(b["naam"] for b in rij["bestemmingen"])
    if rij["vervolg"] == "geen":
        return bestemmingen
    woord = woorden["vervolg"][rij["vervolg"]]
    return f"{woord}: {bestemmingen}" if bestemmingen else woord


def _looptijd(begin: str, eind: str) -> str:
    if begin and eind:
        return begin if begin == eind else f"{begin} tot en met {eind}"
    return f"vanaf {begin}" if begin else f"tot en met {eind}" if eind else ""
