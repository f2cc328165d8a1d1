"""When rounds open, fall due and are reminded of: arithmetic on dates, without a database or a clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

#: So many days after its day a reminder still goes out, in case nothing ran on the day itself.
INHAALDAGEN = 6


@dataclass(frozen=True)
class Rondedagen:
    """The days of one round of the schedule."""

    open_op: date
    deadline: date
    peildatum: date


def rondes_van(jaar: int) -> list[Rondedagen]:
    """The two rounds whose peildatum lies in `jaar`; the first may open in the year before."""
    peildata = [date(jaar, maand, dag) for maand, dag in settings.RONDE_PEILDAGEN]
    return [
        Rondedagen(
            open_op=peildatum - timedelta(days=settings.RONDE_OPEN_DAGEN),
            deadline=peildatum - timedelta(days=settings.RONDE_DEADLINE_DAGEN),
            peildatum=peildatum,
        )
        for peildatum in peildata
    ]


def te_openen(dag: date) -> Rondedagen | None:
    """The round that is open on `dag` by the schedule; None between rounds.

    Until its deadline: a machine that was off opens it late, and after the deadline nobody could report any more.
    """
    rondes = (*rondes_van(dag.year), *rondes_van(dag.year + 1))
    return next((ronde for ronde in rondes if ronde.open_op <= dag <= ronde.deadline), None)


def herinnerdag(deadline: date, dag: date) -> date | None:
    """The day of the newest reminder before or on `dag`; None when there is none, or when it was too long ago.

    So of the reminders that were missed only the newest goes out.
    """
    dagen = (deadline - timedelta(days=dagen) for dagen in settings.RONDE_HERINNERDAGEN)
    nieuwste = max((d for d in dagen if d <= dag), default=None)
    return nieuwste if nieuwste and dag - nieuwste <= timedelta(days=INHAALDAGEN) else None
