"""From snapshot to chapters: what is printed where, in words. Pure: knows no database and no HTML."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from acties.models.keuzes import LOPEND
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.huisstijl import KOERS, OPGAVE, STATUS, teken

Rij = dict[str, Any]

#: Snapshot schemas that this code can still print.
BEKENDE_SCHEMAS = (1,)

#: In print, the roles of partners that get a line of their own; the others are simply partners.
EIGEN_REGEL = ("penvoerder", "coordinator", "uitvoerder", "financier")


class OnbekendSchema(ValueError):
    """The snapshot was made by code that is newer than this."""


@dataclass(frozen=True)
class Prestatie:
    wat: str
    doel: str
    behaald: str


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
    stand: str
    alineas: list[str]
    waarom: list[tuple[str, str]]
    onderdelen: list[tuple[str, str]]
    prestaties: list[Prestatie]
    tegenspraak: bool
    regels: list[tuple[str, str]]


@dataclass
class Doel:
    nummer: str
    titel: str
    anker: str
    kaarten: list[Kaart] = field(default_factory=list)


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
    def standen(self) -> list[tuple[str, int]]:
        return standen(self.kaarten)

    @property
    def koersen(self) -> list[tuple[str, str, int]]:
        return koersen(self.kaarten)


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

    @cached_property
    def kaarten(self) -> list[Kaart]:
        """All acties in order of number."""
        return sorted((k for o in self.opgaven for k in o.kaarten), key=lambda k: _volgorde(k.nummer))

    @property
    def standen(self) -> list[tuple[str, int]]:
        return standen(self.kaarten)

    @property
    def koersen(self) -> list[tuple[str, str, int]]:
        return koersen(self.kaarten)

    @property
    def lopend(self) -> int:
        return sum(kaart.status in LOPEND for kaart in self.kaarten)

    def aantal(self, status: str) -> int:
        return dict(self.standen).get(status, 0)

    @property
    def zonder_koers(self) -> int:
        """Running acties whose koers nobody reported."""
        return sum(kaart.status in LOPEND and not kaart.koers for kaart in self.kaarten)


def standen(kaarten: list[Kaart]) -> list[tuple[str, int]]:
    """Numbers of acties per status that occurs, in the order of the house style."""
    telling = Counter(kaart.status for kaart in kaarten)
    return [(code, telling[code]) for code in STATUS if telling[code]]


def koersen(kaarten: list[Kaart]) -> list[tuple[str, str, int]]:
    """Per koers that occurs: its CSS suffix, its word in small letters, and how many running acties have it."""
    telling = Counter((kaart.koers, kaart.koers_woord) for kaart in kaarten if kaart.koers)
    volgorde = list(KOERS)
    return [
        (teken(KOERS, code).css, woord.lower(), aantal)
        for (code, woord), aantal in sorted(telling.items(), key=lambda paar: volgorde.index(paar[0][0]))
    ]


def maak_boek(inhoud: Rij, controlegetal: str) -> Boek:
    """Arrange a snapshot as a book. Raises OnbekendSchema, OnbekendeCode (a code without a look) or KeyError."""
    if inhoud["schema"] not in BEKENDE_SCHEMAS:
        raise OnbekendSchema(f"Deze editie is gemaakt met schema {inhoud['schema']}. Dat kent dit portaal niet.")
    opgaven = {rij["code"]: _opgave(rij) for rij in inhoud["opgaven"]}
    plannen = {rij["slug"]: rij["korte_naam"] for rij in inhoud["plannen"]}
    bij_doel = {doel.nummer: (code, doel) for code, opgave in opgaven.items() for doel in opgave.doelen}
    for rij in inhoud["acties"]:
        opgave = opgaven[rij["opgave"]]
        kaart = _kaart(rij, inhoud["woorden"], {nummer: opgaven[code].naam for nummer, (code, _) in bij_doel.items()})
        code, doel = bij_doel.get(rij["doel_nummer"], (None, None))
        (doel.kaarten if doel and code == rij["opgave"] else opgave.zonder_doel).append(kaart)
        opgave.plannen[plannen[rij["plan_slug"]]] += 1
    return Boek(
        titel=inhoud["titel"],
        gebied=inhoud["programma"]["gebied"],
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        periode=_periode(inhoud["periode"]),
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
        ambitie=_zin(rij["ambitie"]),
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
        stand=f"stand {_datum(rij['stand_op'])}" if rij["stand_op"] else "nog geen stand gemeld",
        alineas=[alinea for alinea in (rij["omschrijving"], *_stand_tekst(rij)) if alinea],
        waarom=_waarom(rij, woorden),
        onderdelen=[(_met_tijd(o["titel"], o["periode"]), woorden["status"][o["status"]]) for o in rij["onderdelen"]],
        prestaties=[_prestatie(p) for p in rij["prestaties"]],
        tegenspraak=any(p["tegenspraak"] for p in rij["prestaties"]),
        regels=[(naam, tekst) for naam, tekst in _regels(rij, woorden, opgave_van_doel) if tekst],
    )


def _stand_tekst(rij: Rij) -> list[str]:
    """What was reached, and what the newest report adds to it."""
    stand = rij["stand"] or {}
    return [rij["resultaat"], "" if stand.get("toelichting") == rij["resultaat"] else stand.get("toelichting", "")]


def _waarom(rij: Rij, woorden: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Why an actie is off course and what is done about it, as the newest report has it."""
    stand = rij["stand"]
    if not stand or not stand["oorzaak"] or stand["koers"] != rij["koers"]:
        return []
    return [(woorden["koers"][rij["koers"]], stand["oorzaak"]), ("Wat doen we?", stand["maatregel"])]


def _prestatie(rij: Rij) -> Prestatie:
    wat = f"{rij['deel']}: {_klein(rij['omschrijving'])}" if rij["deel"] else rij["omschrijving"]
    wat = _met_tijd(wat, rij["periode"])
    if rij["tegenspraak"]:
        wat += f", volgens bron {rij['bron']}"
    elif rij["afgeleid"]:
        wat += ", eigen telling"
    behaald = _getal(rij["waarde"])
    if rij["waarde_tot"]:
        behaald += f" tot {_getal(rij['waarde_tot'])}"
    if rij["ongeveer"] and behaald:
        behaald = f"ongeveer {behaald}"
    return Prestatie(wat, _met_eenheid(_getal(rij["streefwaarde"]), rij), _met_eenheid(behaald, rij))


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


def _periode(periode: Rij) -> str:
    """"2023 en 2024" for whole years, "juli tot en met december 2026" within one, else both dates."""
    van, tot = date.fromisoformat(periode["van"]), date.fromisoformat(periode["tot"])
    hele_jaren = (van.month, van.day, tot.month, tot.day) == (1, 1, 12, 31)
    if hele_jaren and van.year == tot.year:
        return str(van.year)
    if hele_jaren:
        return f"{van.year} {'en' if tot.year == van.year + 1 else 'tot en met'} {tot.year}"
    if van.year == tot.year and van.day == 1:
        return f"{toon_datum(van, 'maand').split()[0]} tot en met {toon_datum(tot, 'maand')}"
    return f"{toon_datum(van)} tot en met {toon_datum(tot)}"


def _datum(tekst: str) -> str:
    return toon_datum(date.fromisoformat(tekst))


def _getal(tekst: str | None) -> str:
    """"5000.5" becomes "5.000,5"; nothing stays nothing."""
    if tekst is None:
        return ""
    heel, _, decimalen = tekst.partition(".")
    return f"{int(heel):,}".replace(",", ".") + (f",{decimalen}" if decimalen else "")


def _met_eenheid(getal: str, rij: Rij) -> str:
    return f"{getal} {rij['eenheid']}".strip() if getal else ""


def _met_tijd(tekst: str, periode: str) -> str:
    return f"{tekst} ({periode})" if periode else tekst


def _zin(tekst: str) -> str:
    """A sentence that ends as one."""
    return tekst if tekst.endswith((".", "?", "!")) else f"{tekst}."


def _klein(tekst: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def _volgorde(nummer: str) -> tuple[int, ...]:
    return tuple(int(deel) for deel in nummer.split("."))
