"""The days on which a body meets, from its rhythm; school holidays and public holidays can be left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import islice

from dateutil.rrule import rrulestr
from django.conf import settings
from holidays import HolidayBase, country_holidays

#: No series is longer: who typed the wrong year gets no thousand meetings.
MEESTE = 60
_DAGEN = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Dag:
    """One day of a rhythm, and why it is better left out: "" when nothing is in the way."""

    datum: date
    bezwaar: str = ""


def dagen_van(
    ritme: str, van: date, tot: date, *, schoolvakanties: bool = True, feestdagen: bool = True, weekend: bool = True
) -> list[Dag]:
    """The days of `ritme` (an RRULE) from `van` up to and including `tot`, at most MEESTE.

    A rule per month or year that names no weekday keeps that of `van`: each second Wednesday, not each fourteenth.
    Holidays and days in the weekend are named as better left out, where that is asked.
    Raises ValueError when the rule cannot be read.
    """
    regel = _op_weekdag(ritme.removeprefix("RRULE:").strip(), van)
    try:
        reeks = rrulestr(regel, dtstart=datetime.combine(van, time()), ignoretz=True)
    except (ValueError, TypeError, AttributeError) as fout:
        raise ValueError(f"geen regel die wij kunnen lezen: {ritme!r}") from fout
    binnen = (moment.date() for moment in _tot(reeks, tot))
    return [Dag(dag, _bezwaar(dag, schoolvakanties, feestdagen, weekend)) for dag in islice(binnen, MEESTE)]


def _tot(reeks, tot: date) -> Iterator[datetime]:
    for moment in reeks:
        if moment.date() > tot:
            return
        yield moment


def _op_weekdag(regel: str, van: date) -> str:
    """The rule with the weekday of `van` where it counts months or years and says no day itself."""
    if not re.search(r"FREQ=(MONTHLY|YEARLY)", regel) or "BY" in regel:
        return regel
    hoeveelste = (van.day - 1) // 7 + 1
    maand = f";BYMONTH={van.month}" if "YEARLY" in regel else ""
    # The fifth Friday is not there every month; the last one is.
    return f"{regel}{maand};BYDAY={-1 if hoeveelste == 5 else hoeveelste}{_DAGEN[van.weekday()]}"


def _bezwaar(dag: date, schoolvakanties: bool, feestdagen: bool, weekend: bool) -> str:
    if feestdagen and (naam := _feestdagen(dag.year).get(dag)):
        return naam
    if schoolvakanties and (naam := _schoolvakanties(dag.year, settings.VAKANTIEREGIO).get(dag)):
        return naam
    return "weekend" if weekend and dag.weekday() >= 5 else ""


@cache
def _feestdagen(jaar: int) -> HolidayBase:
    return country_holidays("NL", years=jaar, language="nl", categories=("public", "optional"))


@cache
def _schoolvakanties(jaar: int, regio: str) -> HolidayBase:
    return country_holidays("NL", subdiv=regio, years=jaar, language="nl", categories=("school",))


def zonder_rooster(van: date, tot: date) -> list[int]:
    """The years of which the dates of the school holidays are not known (yet)."""
    return [jaar for jaar in range(van.year, tot.year + 1) if not _schoolvakanties(jaar, settings.VAKANTIEREGIO)]
