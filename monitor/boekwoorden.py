"""Words and numbers as books print them. Pure: knows no database and no HTML."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sterkvoornoord.datums import toon_datum

Rij = dict[str, Any]


class OnbekendSchema(ValueError):
    """The snapshot was made by code that is newer than this."""


@dataclass(frozen=True)
class Prestatie:
    wat: str
    doel: str
    behaald: str


def toon_prestatie(rij: Rij) -> Prestatie:
    wat = f"{rij['deel']}: {_klein(rij['omschrijving'])}" if rij["deel"] else rij["omschrijving"]
    wat = met_tijd(wat, rij["periode"])
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


def toon_periode(periode: Rij) -> str:
    """ "2023 en 2024" for whole years, "juli tot en met december 2026" within one, else both dates."""
    van, tot = date.fromisoformat(periode["van"]), date.fromisoformat(periode["tot"])
    hele_jaren = (van.month, van.day, tot.month, tot.day) == (1, 1, 12, 31)
    if hele_jaren and van.year == tot.year:
        return str(van.year)
    if hele_jaren:
        return f"{van.year} {'en' if tot.year == van.year + 1 else 'tot en met'} {tot.year}"
    if van.year == tot.year and van.day == 1:
        return f"{toon_datum(van, 'maand').split()[0]} tot en met {toon_datum(tot, 'maand')}"
    return f"{toon_datum(van)} tot en met {toon_datum(tot)}"


def toon_dag(tekst: str) -> str:
    return toon_datum(date.fromisoformat(tekst))


def _getal(tekst: str | None) -> str:
    """ "5000.5" becomes "5.000,5"; nothing stays nothing."""
    if tekst is None:
        return ""
    heel, _, decimalen = tekst.partition(".")
    return f"{int(heel):,}".replace(",", ".") + (f",{decimalen}" if decimalen else "")


def _met_eenheid(getal: str, rij: Rij) -> str:
    return f"{getal} {rij['eenheid']}".strip() if getal else ""


def met_tijd(tekst: str, periode: str) -> str:
    return f"{tekst} ({periode})" if periode else tekst


def zin(tekst: str) -> str:
    """A sentence that ends as one."""
    return tekst if tekst.endswith((".", "?", "!")) else f"{tekst}."


def _klein(tekst: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def opsomming(delen: list[str]) -> str:
    return f"{', '.join(delen[:-1])} en {delen[-1]}" if len(delen) > 1 else "".join(delen)
