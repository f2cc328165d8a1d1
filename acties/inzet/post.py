"""Mail about hours: to the accounts of the partner that is asked, and to who asked."""

from acties.models import Inzetafspraak
from acties.partnerdossier import accounts
from sterkvoornoord import post

_MAP = "acties/inzet/mail/"


def _stuur(afspraak: Inzetafspraak, sjabloon: str, aan) -> None:
    rij = afspraak.betrokkenheid
    gegevens = {"afspraak": afspraak, "actie": rij.actie, "partner": rij.partner, "pad": afspraak.get_absolute_url()}
    brief = post.brief(_MAP + sjabloon, gegevens)
    for gebruiker in aan:
        sleutel = f"inzet-{sjabloon}-{afspraak.pk}-{gebruiker.pk}"
        post.leg_klaar(aan=gebruiker.email, sleutel=sleutel, **brief)


def vraag(afspraak: Inzetafspraak) -> None:
    """The partner is asked for hours; who asks their own organisation needs no mail."""
    _stuur(afspraak, "vraag", accounts(afspraak.betrokkenheid.partner).exclude(pk=afspraak.gevraagd_door_id))


def antwoord(afspraak: Inzetafspraak) -> None:
    """The partner answered; what a colleague recorded is no news to that colleague."""
    vrager = afspraak.gevraagd_door
    if vrager is not None and vrager.is_active and vrager != afspraak.antwoord_door:
        _stuur(afspraak, "antwoord", [vrager])


def overgenomen(afspraak: Inzetafspraak) -> None:
    """What the partner proposed is agreed now."""
    _stuur(afspraak, "overgenomen", accounts(afspraak.betrokkenheid.partner))
