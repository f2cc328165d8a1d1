"""Reminders of initiatieven: to who handles them of terms and of calls to make, and once to a submitter who was asked.

A colleague hears of each term twice, shortly before it and when it is past, and each week of all that stays late.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from acties.initiatieven import post
from acties.models import Initiatief, InitiatiefLog, InitiatiefStatus
from opgaven.rollen import programmateam
from sterkvoornoord.herinneren import Herinnering, Seintje
from sterkvoornoord.models import Bericht, Gebruiker

_MAP = "acties/initiatieven/mail/"
#: So long before an idea that nobody confirmed is wiped, the call is asked for once more.
LAATSTE_KANS = timedelta(days=7)


@dataclass(frozen=True)
class AanIndiener:
    """A mail to a submitter, in the own language, with the secret link. Who looks before sending sees no address."""

    initiatief: Initiatief
    sleutel: str
    waarover: str
    wie: str = "de indiener"

    def leg_klaar(self) -> Bericht | None:
        return post.herinner_indiener(self.initiatief, self.sleutel)


def van_initiatieven(dag: date) -> list[Seintje]:
    """What is due on `dag`; see ``settings.HERINNERINGEN``. Three queries, however many ideas there are."""
    rijen = Initiatief.objects.vraagt_aandacht(dag).met_behandelt().select_related("behandelaar").order_by("pk")
    team, per_collega = list(programmateam()), dict[Gebruiker, list[Initiatief]]()
    for rij in rijen:
        for wie in [rij.behandelaar] if rij.behandelt else team:
            per_collega.setdefault(wie, []).append(rij)
    aan_collegas = [seintje for wie, eigen in per_collega.items() for seintje in _aan(wie, eigen, dag)]
    return [*aan_collegas, *_aan_indieners(dag)]


def _aan(wie: Gebruiker, rijen: list[Initiatief], dag: date) -> list[Herinnering]:
    # Late before this week began: what is late for the first time has a mail of its own.
    zondag = dag - timedelta(days=dag.weekday() + 1)
    blijft = [rij for rij in rijen if rij.termijn and rij.termijn < zondag]
    per_stuk = [_bellen(wie, rij, dag) if rij.termijn is None else _termijn(wie, rij, dag) for rij in rijen]
    return [*per_stuk, *([_weekbericht(wie, blijft, dag)] if blijft else [])]


def _bellen(wie: Gebruiker, rij: Initiatief, dag: date) -> Herinnering:
    gewist_op = timezone.localdate(rij.ontvangen_op) + timedelta(days=settings.INITIATIEF_CONCEPT_DAGEN)
    laatste = "-nog-eens" if dag >= gewist_op - LAATSTE_KANS else ""
    return Herinnering(
        sleutel=f"initiatief-{rij.pk}-bellen{laatste}-{wie.pk}",
        gebruiker=wie,
        waarover=f"{rij.nummer}, bel de indiener om te bevestigen",
        sjabloon=f"{_MAP}bellen",
        gegevens={"initiatief": rij, "gewist_op": gewist_op},
    )


def _termijn(wie: Gebruiker, rij: Initiatief, dag: date) -> Herinnering:
    """One for each term, and one when it is past: a term that moved is another one."""
    wat = "besluit" if rij.beantwoord_op else "eerste antwoord"
    over = (rij.termijn - dag).days
    return Herinnering(
        sleutel=f"initiatief-{rij.pk}-{wat.split()[-1]}-{rij.termijn}-{'laat' if over < 0 else 'bijna'}-{wie.pk}",
        gebruiker=wie,
        waarover=f"{rij.nummer}, {wat} uiterlijk {rij.termijn}",
        sjabloon=f"{_MAP}termijn",
        gegevens={"initiatief": rij, "wat": wat, "over": over},
    )


def _weekbericht(wie: Gebruiker, rijen: list[Initiatief], dag: date) -> Herinnering:
    """All that was late before this week, once a week, on the first day that somebody looks."""
    jaar, week, _dag = dag.isocalendar()
    aantal = len(rijen)
    return Herinnering(
        sleutel=f"initiatieven-te-laat-{jaar}-{week:02}-{wie.pk}",
        gebruiker=wie,
        waarover=f"{aantal} initiatie{'f' if aantal == 1 else 'ven'} te laat",
        sjabloon=f"{_MAP}te_laat",
        gegevens={"initiatieven": rijen},
    )


def _aan_indieners(dag: date) -> list[AanIndiener]:
    """Once for each question that was asked long enough ago."""
    vraag = InitiatiefLog.objects.filter(
        initiatief=OuterRef("pk"), naar_status=InitiatiefStatus.AANVULLING_GEVRAAGD
    ).order_by("-pk")
    wacht = (
        Initiatief.objects.wacht_op_indiener()
        .filter(wacht_sinds__lte=dag - timedelta(days=settings.INITIATIEF_HERINNER_DAGEN))
        .exclude(indiener=None)
        .exclude(indiener__email="")
        .annotate(vraag=Subquery(vraag.values("pk")[:1]))
        .order_by("pk")
    )
    return [
        AanIndiener(rij, f"initiatief-{rij.pk}-wacht-{rij.vraag}", f"{rij.nummer}, wij wachten op antwoord")
        for rij in wacht
    ]
