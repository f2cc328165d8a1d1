"""An initiatief on the agenda: what the meeting is asked, and back to who handles it when it is taken off."""

from acties.initiatieven.services import neem_stap
from acties.models import InitiatiefStatus
from governance.models import Agendapunt
from sterkvoornoord.models import Gebruiker


def haal_terug(punt: Agendapunt, door: Gebruiker) -> None:
    """The item was removed: the initiatief waits for no meeting any more, unless it is on another agenda."""
    initiatief = punt.initiatief
    if initiatief is None or initiatief.status != InitiatiefStatus.GEAGENDEERD or initiatief.geanonimiseerd_op:
        return
    if not initiatief.agendapunten.open().exists():
        neem_stap(
            initiatief=initiatief, door=door, naar=InitiatiefStatus.IN_BEOORDELING, vanaf=InitiatiefStatus.GEAGENDEERD
        )
