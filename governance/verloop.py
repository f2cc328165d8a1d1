"""The life of a meeting as its page shows it: the steps it went through, and what can be done next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from governance.models import Vergadering
from sterkvoornoord.models import Logregel

Stand = Vergadering.Status


@dataclass(frozen=True)
class Knop:
    """A step that can be taken: the stand it leads to, its text, and what it does in a sentence."""

    naar: str
    tekst: str
    uitleg: str


GEPLAND = Knop(
    Stand.GEPLAND, "Maak de datum bekend", "Iedereen met een rol ziet de vergadering en de agenda tot nu toe."
)
VERSTUUR = Knop(
    Stand.UITGENODIGD,
    "Verstuur de agenda",
    "Leden met een account krijgen een uitnodiging per mail.",
)
BEGIN = Knop(Stand.BEZIG, "Begin de vergadering", "Daarna legt u per punt vast wat er is besloten.")
STAPPEN: dict[str, list[Knop]] = {
    Stand.CONCEPT: [GEPLAND, VERSTUUR],
    Stand.GEPLAND: [VERSTUUR],
    Stand.UITGENODIGD: [BEGIN],
    Stand.GEHOUDEN: [BEGIN],
    Stand.CONCEPT_BESLUITENLIJST: [
        Knop(
            Stand.VASTGESTELD,
            "Stel de besluitenlijst vast",
            "Alle besluiten liggen dan vast en komen in het register.",
        )
    ],
    Stand.VASTGESTELD: [
        Knop(
            Stand.GEPUBLICEERD,
            "Publiceer de besluitenlijst",
            "Iedereen met een rol leest dan ook het verslag. Vergadert dit overleg in het openbaar, dan kan iedereen "
            "de besluitenlijst krijgen, zonder de besloten punten.",
        )
    ],
}


@dataclass(frozen=True)
class Stap:
    """One step of the life of a meeting: `is_af` done, `is_nu` where it stands, `op` the day it came there."""

    naam: str
    is_af: bool
    is_nu: bool
    op: date | None = None
    #: What there is to know of it instead of a day.
    bij: str = ""


#: Names on the page, each with the stands in which the step is the one at hand.
WEG = [
    ("Gepland", (Stand.CONCEPT, Stand.GEPLAND)),
    ("Agenda verstuurd", (Stand.UITGENODIGD,)),
    ("Gehouden", (Stand.BEZIG, Stand.GEHOUDEN)),
    ("Verslag nakijken", (Stand.CONCEPT_BESLUITENLIJST,)),
    ("Verslag vastgesteld", (Stand.VASTGESTELD,)),
    ("Gepubliceerd", (Stand.GEPUBLICEERD,)),
]


def verloop_van(vergadering: Vergadering) -> list[Stap]:
    """The steps of a meeting, in one query; empty for one that does not take place.

    The day of a step comes from the history; what was loaded in its stand has none.
    """
    plek = next((i for i, (_naam, standen) in enumerate(WEG) if vergadering.status in standen), None)
    if plek is None:
        return []
    dagen = _dagen(vergadering)
    return [
        Stap(
            naam,
            is_af=i < plek,
            is_nu=i == plek,
            op=next((dagen[s] for s in standen if s in dagen), None),
            bij=_bij(vergadering) if i == plek else "",
        )
        for i, (naam, standen) in enumerate(WEG)
    ]


def _bij(vergadering: Vergadering) -> str:
    """What counts now: until when members can react, as long as they can."""
    if not vergadering.is_concept_verslag or vergadering.reageren_tot is None:
        return ""
    kan = "kan" if vergadering.is_te_reageren else "kon"
    return f"reageren {kan} tot en met {date_format(vergadering.reageren_tot, 'j F')}"


def _dagen(vergadering: Vergadering) -> dict[str, date]:
    """Stand to the day on which the meeting came there, as the history tells."""
    regels = Logregel.objects.get_for_object(vergadering).order_by("timestamp")
    # Nobody took the step on the day that it was loaded: it was taken before.
    regels = regels.exclude(action=Logregel.Action.CREATE, actor=None)
    gewijzigd = regels.filter(changes__has_key="status").values_list("changes__status", "timestamp")
    return {paar[1]: timezone.localdate(op) for paar, op in gewijzigd if isinstance(paar, list)}
