"""What happens to an actie moves the initiatief that it was made of, and its submitter hears of it."""

from acties.initiatieven import post
from acties.initiatieven.stappen import zet_status
from acties.models import Actie, Initiatief, InitiatiefStatus
from acties.models.keuzes import Status
from sterkvoornoord.models import Gebruiker

_S = InitiatiefStatus
#: Per status of the actie that of the initiatief. When nobody knows how the actie stands, it stays where it is.
VOLGT = {
    Status.IDEE: _S.OMGEZET,
    Status.IN_VOORBEREIDING: _S.OMGEZET,
    Status.IN_UITVOERING: _S.IN_UITVOERING,
    Status.DOORLOPEND: _S.IN_UITVOERING,
    Status.AFGEROND: _S.AFGEROND,
    Status.GESTOPT: _S.AFGEROND,
    Status.OVERGEDRAGEN: _S.AFGEROND,
}


def volg_actie(actie: Actie, *, door: Gebruiker) -> None:
    """Let the initiatief follow the status that `door` just gave the actie. Call it in the transaction that does so.

    An actie that starts again opens its initiatief again. Without an initiatief nothing happens.
    """
    naar = VOLGT.get(Status(actie.status))
    if naar is None:
        return
    volgers = Initiatief.objects.select_for_update().filter(actie=actie, status__in=set(VOLGT.values()))
    initiatief = volgers.first()
    if initiatief is None:
        return
    initiatief.actie = actie
    if initiatief.status != naar:
        zet_status(initiatief, naar, door=door)
    post.van_de_actie(initiatief, actie)
