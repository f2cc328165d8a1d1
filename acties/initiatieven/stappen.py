"""What every act on an initiatief is made of: the lock, the row in its log, and a move to another status."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from acties.initiatieven import post_meedoen, termijnen
from acties.models import Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatiefkeuzes import GESLOTEN, IN_BEHANDELING, NIET_OPENBAAR
from sterkvoornoord.models import Gebruiker


def op_slot(initiatief: Initiatief) -> Initiatief:
    """The initiatief as it is now, locked until the act is done."""
    return Initiatief.objects.select_for_update().get(pk=initiatief.pk)


def mag(initiatief: Initiatief, wie: Gebruiker) -> bool:
    """Whether `wie` handles it."""
    return Initiatief.objects.bewerkbaar_door(wie).filter(pk=initiatief.pk).exists()


def eis_recht(initiatief: Initiatief, door: Gebruiker) -> None:
    """Raises PermissionDenied for who does not handle it."""
    if not mag(initiatief, door):
        raise PermissionDenied("U behandelt dit initiatief niet.")


def log(
    initiatief: Initiatief,
    soort: str,
    *,
    door: Gebruiker | None,
    van: str = "",
    naar: str = "",
    tekst: str = "",
) -> InitiatiefLog:
    return InitiatiefLog.objects.create(
        initiatief=initiatief,
        soort=soort,
        van_status=van,
        naar_status=naar,
        tekst=tekst,
        door=door,
        door_als=door.functie if door else "",
    )


def zeg_ook_bij_dubbelen(initiatief: Initiatief, door: Gebruiker, tekst: str) -> None:
    """Who handed in an idea that was merged with this one reads the same message, unless it is a question."""
    if tekst and initiatief.status != InitiatiefStatus.AANVULLING_GEVRAAGD:
        for dubbel in initiatief.dubbelen.all():
            log(dubbel, InitiatiefLog.Soort.BERICHT, door=door, tekst=tekst)


def waar_het_was(initiatief: Initiatief) -> str:
    """The status from which the submitter was asked something; what was not yet looked at is in the intake now."""
    vraag = initiatief.log.filter(naar_status=InitiatiefStatus.AANVULLING_GEVRAAGD).last()
    terug = vraag.van_status if vraag else ""
    return terug if terug == InitiatiefStatus.IN_BEOORDELING else InitiatiefStatus.INTAKE


def eerste_antwoord(initiatief: Initiatief) -> None:
    if initiatief.beantwoord_op is None and initiatief.status in IN_BEHANDELING:
        initiatief.beantwoord_op = timezone.now()
        initiatief.save(update_fields=["beantwoord_op"])


def zet_status(initiatief: Initiatief, naar: str, *, door: Gebruiker | None, tekst: str = "") -> None:
    """Move to another status with all that hangs on it: the log, the clock, the first answer, the day of closing."""
    van, vandaag = initiatief.status, timezone.localdate()
    initiatief.status = naar
    zet_klok(initiatief, vandaag)
    if door is not None and van in IN_BEHANDELING and initiatief.beantwoord_op is None:
        initiatief.beantwoord_op = timezone.now()
    if van in GESLOTEN and naar not in GESLOTEN:
        begin_opnieuw(initiatief, vandaag)
    initiatief.gesloten_op = timezone.now() if naar in GESLOTEN else None
    if naar in NIET_OPENBAAR:
        # Opened again, it is looked at again before it is back on the website.
        initiatief.openbaar_op = None
    initiatief.save()
    regel = log(initiatief, InitiatiefLog.Soort.STAP, door=door, van=van, naar=naar, tekst=tekst)
    post_meedoen.nieuws(initiatief, regel)


def zet_klok(initiatief: Initiatief, vandaag: date) -> None:
    """While the submitter is asked something the days do not count: the term moves by as many days as it took."""
    if initiatief.status == InitiatiefStatus.AANVULLING_GEVRAAGD:
        initiatief.wacht_sinds = initiatief.wacht_sinds or vandaag
    elif initiatief.wacht_sinds is not None:
        if initiatief.besluit_voor is not None:
            initiatief.besluit_voor += vandaag - initiatief.wacht_sinds
        initiatief.wacht_sinds = None


def begin_opnieuw(initiatief: Initiatief, vandaag: date) -> None:
    """What is opened again gets the full term for its decision; the first answer was given before."""
    initiatief.ingediend_op = initiatief.ingediend_op or timezone.now()
    initiatief.antwoord_voor = initiatief.antwoord_voor or termijnen.antwoord_voor(vandaag)
    initiatief.besluit_voor = termijnen.besluit_voor(vandaag)
