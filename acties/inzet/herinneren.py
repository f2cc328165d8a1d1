"""Reminders of hours: once to the accounts of a partner that was asked and has not answered for two weeks."""

from collections import defaultdict
from datetime import date, timedelta

from django.utils import timezone

from acties.models import Inzetafspraak, Zichtbaarheid
from sterkvoornoord.herinneren import Herinnering
from sterkvoornoord.models import Gebruiker

#: So long a question waits before it is asked for once more.
GEDULD = timedelta(days=14)


def van_uren(dag: date) -> list[Herinnering]:
    """What is due on `dag`; see ``settings.HERINNERINGEN``. Two queries, however many questions wait."""
    vragen = (
        Inzetafspraak.objects.filter(stand=Inzetafspraak.Stand.GEVRAAGD)
        .exclude(betrokkenheid__actie__zichtbaarheid=Zichtbaarheid.CONCEPT)
        .select_related("betrokkenheid__actie", "betrokkenheid__partner")
        .order_by("pk")
    )
    lang = [vraag for vraag in vragen if timezone.localdate(vraag.gevraagd_op) <= dag - GEDULD]
    accounts = defaultdict(list)
    for gebruiker in Gebruiker.objects.filter(
        is_active=True, partner__in={vraag.betrokkenheid.partner_id for vraag in lang}
    ).order_by("pk"):
        accounts[gebruiker.partner_id].append(gebruiker)
    return [_aan(gebruiker, vraag) for vraag in lang for gebruiker in accounts[vraag.betrokkenheid.partner_id]]


def _aan(gebruiker: Gebruiker, vraag: Inzetafspraak) -> Herinnering:
    rij = vraag.betrokkenheid
    return Herinnering(
        sleutel=f"inzet-herinnering-{vraag.pk}-{gebruiker.pk}",
        gebruiker=gebruiker,
        waarover=f"{vraag.uren} uur gevraagd voor actie {rij.actie.nummer}",
        sjabloon="acties/inzet/mail/herinnering",
        gegevens={"afspraak": vraag, "actie": rij.actie, "partner": rij.partner, "pad": vraag.get_absolute_url()},
    )
