"""The data of an edition as a table, from its snapshot. Pure."""

from collections.abc import Iterator
from typing import Any

from sterkvoornoord.export import Kolom

Rij = dict[str, Any]


def kolommen(inhoud: Rij) -> list[Kolom]:
    """The columns for this kind of edition."""
    return _VAN_MONITOR if inhoud["soort"] == "monitor" else _van_projectenboek(inhoud)


def rijen(inhoud: Rij) -> Iterator[Rij]:
    """A row for each actie of a projectenboek, or for each measurement of a monitor."""
    if inhoud["soort"] != "monitor":
        yield from inhoud["acties"]
        return
    for doel in inhoud["doelen"]:
        for indicator in doel["indicatoren"]:
            for reeks in indicator["reeksen"]:
                for jaar, vak in zip(indicator["jaren"], reeks["waarden"], strict=True):
                    yield {"doel": doel, "indicator": indicator, "gebied": reeks["naam"], "jaar": jaar, "vak": vak}


def _van_projectenboek(inhoud: Rij) -> list[Kolom]:
    opgaven = {rij["code"]: rij["naam"] for rij in inhoud["opgaven"]}
    plannen = {rij["slug"]: rij["korte_naam"] for rij in inhoud["plannen"]}
    doelen = {doel["nummer"]: doel["titel"] for opgave in inhoud["opgaven"] for doel in opgave["doelen"]}

    def woord(soort: str):
        return lambda rij: inhoud["woorden"][soort].get(rij[soort], "")

    return [
        Kolom("Nummer", lambda rij: rij["nummer"]),
        Kolom("Titel", lambda rij: rij["titel"]),
        Kolom("Opgave", lambda rij: opgaven[rij["opgave"]]),
        Kolom("Plan", lambda rij: plannen[rij["plan_slug"]]),
        Kolom("Doel", lambda rij: rij["doel_nummer"] or "nog geen doel"),
        Kolom("Titel van het doel", lambda rij: doelen.get(rij["doel_nummer"], "")),
        Kolom("Ook voor doel", lambda rij: ", ".join(deel["nummer"] for deel in rij["ook_doelen"])),
        Kolom("Status", woord("status")),
        Kolom("Koers", woord("koers")),
        Kolom("Stand van", lambda rij: rij["stand_op"]),
        Kolom("Uitkomst", woord("uitkomst")),
        Kolom("Vervolg", woord("vervolg")),
        Kolom("Penvoerder", lambda rij: _partners(rij, "penvoerder") or "nog geen penvoerder"),
        Kolom("Partners", lambda rij: _partners(rij)),
        Kolom("Wijken", lambda rij: ", ".join(wijk["naam"] for wijk in rij["wijken"])),
        Kolom("Plek", lambda rij: rij["locatie"]),
        Kolom("Begin", lambda rij: rij["begin"]),
        Kolom("Eind", lambda rij: rij["eind"]),
        Kolom("Omschrijving", lambda rij: rij["omschrijving"]),
        Kolom("Wat willen we bereiken", lambda rij: rij["beoogd_resultaat"]),
        Kolom("Wat is er al bereikt", lambda rij: rij["resultaat"]),
        Kolom("Hoe doen bewoners mee", lambda rij: rij["inwonersbetrokkenheid"]),
    ]


def _partners(rij: Rij, rol: str = "") -> str:
    namen = (deel["partner_naam"] for deel in rij["betrokken"] if not rol or deel["rol"] == rol)
    return ", ".join(dict.fromkeys(namen))


_VAN_MONITOR = [
    Kolom("Doel", lambda rij: rij["doel"]["nummer"]),
    Kolom("Titel van het doel", lambda rij: rij["doel"]["titel"]),
    Kolom("Indicator", lambda rij: rij["indicator"]["naam"]),
    Kolom("Eenheid", lambda rij: rij["indicator"]["eenheid"]),
    Kolom("Gebied", lambda rij: rij["gebied"]),
    Kolom("Jaar", lambda rij: rij["jaar"]),
    Kolom("Waarde", lambda rij: rij["vak"]["waarde"]),
    Kolom("Waarom geen waarde", lambda rij: rij["vak"]["waarom_niet"]),
    Kolom("Voorlopig", lambda rij: rij["vak"]["voorlopig"]),
    Kolom("Voorbeeldcijfer", lambda rij: rij["indicator"]["voorbeeld"]),
]
