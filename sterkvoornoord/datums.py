"""Dates that are known to the day, the month or the year, and how to say them in Dutch.

The programme's sources often give only a year or a month. The missing part is filled in so that dates sort, and
the precision is kept so that no page shows a day that nobody named.
"""

import calendar
import re
from datetime import date

from django.db import models
from django.utils.formats import date_format


class Precisie(models.TextChoices):
    DAG = "dag", "op de dag"
    MAAND = "maand", "op de maand"
    JAAR = "jaar", "op het jaar"


_VORM = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def lees_datum(tekst: str, *, einde: bool = False) -> tuple[date, Precisie]:
    """Read ``JJJJ``, ``JJJJ-MM`` or ``JJJJ-MM-DD`` into a date and its precision.

    What is missing becomes the first day of the period, or the last one with `einde`.
    Raises ValueError, with a Dutch sentence, on anything else.
    """
    if not isinstance(tekst, str) or not (deel := _VORM.fullmatch(tekst)):
        raise ValueError(f"{tekst!r} is geen datum zoals 2024, 2024-05 of 2024-05-16")
    jaar, maand, dag = (int(d) if d else None for d in deel.groups())
    precisie = Precisie.DAG if dag else Precisie.MAAND if maand else Precisie.JAAR
    maand = maand or (12 if einde else 1)
    try:
        dag = dag or (calendar.monthrange(jaar, maand)[1] if einde else 1)
        return date(jaar, maand, dag), precisie
    except ValueError as fout:
        raise ValueError(f"{tekst!r} is geen bestaande datum") from fout


def toon_datum(datum: date | None, precisie: str = Precisie.DAG) -> str:
    """Say a date as precisely as it is known: "16 mei 2024", "juli 2024" or "2023"; empty for None."""
    if datum is None:
        return ""
    vorm = {Precisie.JAAR: "Y", Precisie.MAAND: "F Y"}.get(precisie, "j F Y")
    return date_format(datum, vorm)


def laatste_dag(datum: date, precisie: str = Precisie.DAG) -> date:
    """Last day that a date known to `precisie` can mean: "juli 2024" is not over before 31 July."""
    if precisie == Precisie.JAAR:
        return date(datum.year, 12, 31)
    if precisie == Precisie.MAAND:
        return datum.replace(day=calendar.monthrange(datum.year, datum.month)[1])
    return datum
