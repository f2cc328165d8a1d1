"""The numbers of the doelen as a file: a row for each indicator, area, year and source. Hidden stays hidden."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponseBase

from monitor.reeksen import DoelStand, IndicatorStand, Punt
from sterkvoornoord.export import Kolom, exporteer

Rij = tuple[DoelStand, IndicatorStand, Punt, str]

KOLOMMEN = [
    Kolom("Opgave", lambda rij: rij[0].doel.opgave.naam, 26),
    Kolom("Doel", lambda rij: rij[0].doel.nummer, 8),
    Kolom("Naam van het doel", lambda rij: rij[0].doel.titel, 50),
    Kolom("Indicator", lambda rij: rij[1].indicator.naam, 40),
    Kolom("Eenheid", lambda rij: rij[1].indicator.eenheid),
    Kolom("Wat is beter", lambda rij: rij[1].indicator.get_richting_display()),
    Kolom("Gebied", lambda rij: rij[2].meting.gebied.naam, 24),
    Kolom("CBS-code", lambda rij: rij[2].meting.gebied.cbs_code or "", 12),
    Kolom("Jaar", lambda rij: rij[2].jaar, 8),
    Kolom("Waarde", lambda rij: rij[2].waarde, 10),
    Kolom("Waarom geen waarde", lambda rij: rij[2].waarom_niet, 24),
    Kolom("Geldt", lambda rij: rij[3], 8),
    Kolom("Bron", lambda rij: rij[2].meting.bron, 40),
    Kolom("Methode", lambda rij: rij[2].meting.methode, 24),
    Kolom("Gebiedsindeling", lambda rij: rij[2].meting.gebiedsindeling, 20),
    Kolom("Anders gemeten vanaf dit jaar", lambda rij: rij[2].meting.reeksbreuk, 12),
    Kolom("Voorlopig", lambda rij: rij[2].meting.voorlopig, 10),
    Kolom("Voorbeeldcijfer", lambda rij: rij[2].meting.voorbeeld, 14),
]


def exporteer_cijfers(soort: str, naam: str, standen: Iterable[DoelStand]) -> HttpResponseBase:
    """Answer with all numbers of `standen` as a CSV or Excel file."""
    return exporteer(soort, naam, KOLOMMEN, _rijen(standen))


def _rijen(standen: Iterable[DoelStand]) -> Iterator[Rij]:
    for stand in standen:
        for indicator in stand.indicatoren:
            for reeks in indicator.reeksen:
                yield from ((stand, indicator, punt, "ja") for punt in reeks.punten)
                yield from ((stand, indicator, punt, "nee") for punt in reeks.tegenspraak)
