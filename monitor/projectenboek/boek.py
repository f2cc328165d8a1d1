"""From snapshot to chapters: what is printed where, in words. Pure: knows no database and no HTML."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from acties.models.keuzes import LOPEND
from acties.verwijzingen import CODE
from monitor.boekwoorden import (
    Prestatie,
    Rij,
    hoofdletter,
    met_tijd,
    opsomming,
    toon_dag,
    toon_periode,
    toon_prestatie,
    zin,
)
from monitor.projectenboek.schema import als_nieuwste
from sterkvoornoord.huisstijl import KOERS, OPGAVE, STATUS, teken

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

    @property
    def lang(self) -> bool:
        """About a page or more: may break over pages, because it must."""
        return len(self.onderdelen) + len(self.prestaties) > MAX_RIJEN_HEEL


@dataclass
class Doel:
    nummer: str
    titel: str
    anker: str
    kaarten: list[Kaart] = field(default_factory=list)
    #: Acties of other doelen that also serve this one.
    ook: list[Kaart] = field(default_factory=list)


@dataclass
class Opgave:
    """One chapter: the doelen in order, and the acties that have no doel of this opgave."""

    nummer: int
    code: str
    css: str
    naam: str
    ambitie: str
    doelen: list[Doel]
    zonder_doel: list[Kaart] = field(default_factory=list)
    plannen: Counter = field(default_factory=Counter)

    @property
    def anker(self) -> str:
        return f"opgave-{self.nummer}"

    @cached_property
    def kaarten(self) -> list[Kaart]:
        return [*(kaart for doel in self.doelen for kaart in doel.kaarten), *self.zonder_doel]

    @property
    def op_nummer(self) -> list[Kaart]:
        return sorted(self.kaarten, key=lambda kaart: _volgorde(kaart.nummer))

    @property
    def standen(self) -> list[tuple[str, int]]:
        """Numbers of acties per status that occurs, in the order of the house style."""
        telling = Counter(kaart.status for kaart in self.kaarten)
        return [(code, telling[code]) for code in STATUS if telling[code]]

    @property
    def legenda(self) -> list[tuple[str, str, int]]:
        woorden = {kaart.status: kaart.status_woord for kaart in self.kaarten}
        return [(code, woorden[code], aantal) for code, aantal in self.standen]

    @property
    def koersen(self) -> list[tuple[str, str, int]]:
        """Per koers that occurs: its CSS suffix, its word in small letters, and how many acties have it."""
        telling = Counter(kaart.koers for kaart in self.kaarten if kaart.koers)
        woorden = {kaart.koers: kaart.koers_woord.lower() for kaart in self.kaarten}
        if telling["aandachtspunt"] > 1:
            woorden["aandachtspunt"] += "en"
        return [(teken(KOERS, code).css, woorden[code], telling[code]) for code in KOERS if telling[code]]

    @property
    def telling(self) -> str:
        return _acties(len(self.kaarten))

    @property
    def telling_per_plan(self) -> str:
        """ "17 acties: 12 uit het plan Jeugd en onderwijs, 5 uit het plan Jongeren"; one plan needs no name."""
        if len(self.plannen) < 2:
            return self.telling
        delen = [f"{aantal} uit het plan {naam}" for naam, aantal in self.plannen.most_common()]
        return f"{self.telling}: {opsomming(delen)}"


@dataclass
class Boek:
    """The whole book, ready for the template."""

    titel: str
    gebied: str
    peildatum: date
    periode: str
    vastgelegd_op: datetime
    controlegetal: str
    opgaven: list[Opgave]
    woorden: dict[str, dict[str, str]]

    @property
    def editie(self) -> str:
        """What tells this book from the others: "Najaar 2026"."""
        return hoofdletter(self.titel.removeprefix("Projectenboek ").strip())

    @cached_property
    def kaarten(self) -> list[Kaart]:
        return [kaart for opgave in self.opgaven for kaart in opgave.kaarten]

    @cached_property
    def lopend(self) -> list[Kaart]:
        return [kaart for kaart in self.kaarten if kaart.status in LOPEND]

    @property
    def kerngetallen(self) -> list[tuple[int, str]]:
        """The four numbers of the summary, each with its word."""
        bijsturen = (sum(kaart.koers == "bijsturen" for kaart in self.kaarten), "bijsturen")
        gemeld = any(kaart.koers for kaart in self.lopend)
        return [
            (len(self.kaarten), "actie" if len(self.kaarten) == 1 else "acties"),
            (len(self.lopend), "loopt nu" if len(self.lopend) == 1 else "lopen nu"),
            (sum(kaart.status == "afgerond" for kaart in self.kaarten), "afgerond"),
            # A nought would read as "all is well" where nobody reported anything.
            bijsturen if gemeld else (len(self.lopend), "zonder koers"),
        ]

    @property
    def samenvatting(self) -> str:
        """The book in three sentences: how many, how many run, and how those go."""
        koers = Counter(kaart.koers for kaart in self.lopend)
        delen = [
            f"bij {koers[code]} {wat}"
            for code, wat in (
                ("volgens_verwachting", "gaat het volgens verwachting"),
                ("aandachtspunt", "is er een aandachtspunt"),
                ("bijsturen", "is bijsturen nodig"),
                ("", "is nog geen koers gemeld"),
            )
            if koers[code]
        ]
        tekst = f"Het programma telt {_acties(len(self.kaarten))}. Daarvan {_lopen(len(self.lopend))}."
        return f"{tekst} {hoofdletter(opsomming(delen))}." if delen else tekst

    @cached_property
    def _statussen(self) -> list[str]:
        gebruikt = {kaart.status for kaart in self.kaarten}
        return [code for code in STATUS if code in gebruikt]

    @property
    def statuskolommen(self) -> list[str]:
        return [self.woorden["status"][code] for code in self._statussen]

    @property
    def statusrijen(self) -> list[tuple[Opgave, list[int]]]:
        """Per opgave its numbers of acties, in the order of `statuskolommen`."""
        tellingen = [(opgave, dict(opgave.standen)) for opgave in self.opgaven]
        return [(opgave, [telling.get(code, 0) for code in self._statussen]) for opgave, telling in tellingen]


def maak_boek(inhoud: Rij, controlegetal: str) -> Boek:
    """Arrange a snapshot as a book. Raises OnbekendSchema, OnbekendeCode (a code without a look) or KeyError."""
    inhoud = als_nieuwste(inhoud)
    opgaven = {rij["code"]: _opgave(rij) for rij in inhoud["opgaven"]}
    plannen = {rij["slug"]: rij["korte_naam"] for rij in inhoud["plannen"]}
    bij_doel = {doel.nummer: (code, doel) for code, opgave in opgaven.items() for doel in opgave.doelen}
    opgave_van_doel = {nummer: opgaven[code].naam for nummer, (code, _) in bij_doel.items()}
    nummers = {rij["bron_code"]: rij["nummer"] for rij in inhoud["acties"] if rij["bron_code"]}
    for rij in inhoud["acties"]:
        opgave = opgaven[rij["opgave"]]
        kaart = _kaart(_verwijs(rij, nummers), inhoud["woorden"], opgave_van_doel)
        code, doel = bij_doel.get(rij["doel_nummer"], (None, None))
        (doel.kaarten if doel and code == rij["opgave"] else opgave.zonder_doel).append(kaart)
        opgave.plannen[plannen[rij["plan_slug"]]] += 1
        for ook in rij["ook_doelen"]:
            bij_doel[ook["nummer"]][1].ook.append(kaart)
    return Boek(
        titel=inhoud["titel"],
        gebied=inhoud["programma"]["gebied"],
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        periode=toon_periode(inhoud["periode"]),
        vastgelegd_op=datetime.fromisoformat(inhoud["vastgelegd_op"]),
        controlegetal=controlegetal,
        opgaven=list(opgaven.values()),
        woorden=inhoud["woorden"],
    )


def _opgave(rij: Rij) -> Opgave:
    return Opgave(
        nummer=rij["nummer"],
        code=rij["code"],
        css=teken(OPGAVE, rij["code"]).css,
        naam=rij["naam"],
        ambitie=zin(rij["ambitie"]),
        doelen=[Doel(d["nummer"], d["titel"], f"doel-{d['nummer'].replace('.', '-')}") for d in rij["doelen"]],
    )


def _kaart(rij: Rij, woorden: dict[str, dict[str, str]], opgave_van_doel: dict[str, str]) -> Kaart:
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
    )


def _verwijs(rij: Rij, nummers: dict[str, str]) -> Rij:
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


def _volgorde(nummer: str) -> tuple[int, ...]:
    return tuple(int(deel) for deel in nummer.split("."))


def _acties(aantal: int) -> str:
    return "1 actie" if aantal == 1 else f"{aantal} acties"


def _lopen(aantal: int) -> str:
    return "loopt er 1" if aantal == 1 else f"lopen er {aantal}"
