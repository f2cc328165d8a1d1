"""Before when the submitter hears something: working days for the first answer, weeks for the decision."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.conf import settings


@lru_cache(maxsize=1)
def _feestdagen() -> holidays.HolidayBase:
    """Dutch public holidays as the Algemene termijnenwet counts them: Good Friday and 5 May of every year too.

    The package works out a year when it is first asked for; 5 May is "optional" there, as many people work.
    """
    return holidays.country_holidays("NL", categories=("public", "optional"))


def is_werkdag(dag: date) -> bool:
    """No Saturday, no Sunday, no Dutch public holiday."""
    return dag.weekday() < 5 and dag not in _feestdagen()


def na_werkdagen(begin: date, aantal: int) -> date:
    """The day on which the last of `aantal` working days after `begin` is over; `begin` itself does not count."""
    dag = begin
    while aantal > 0:
        dag += timedelta(days=1)
        aantal -= is_werkdag(dag)
    return dag


def antwoord_voor(begin: date) -> date:
    """Last day for the first answer to what was handed in on `begin`."""
    return na_werkdagen(begin, settings.INITIATIEF_ANTWOORD_WERKDAGEN)


def besluit_voor(begin: date) -> date:
    """Last day for the decision: weeks later, and where that is no working day the next one."""
    return werkdag_vanaf(begin + timedelta(weeks=settings.INITIATIEF_BESLUIT_WEKEN))


def werkdag_vanaf(dag: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_werkdag(dag):
        dag += timedelta(days=1)
    return dag
