"""Celery tasks: they fetch by id and call a service. The row says what there is to do, not the message."""

from celery import shared_task
from django.conf import settings

from monitor.models import Besluitenlijst
from monitor.services import inlezen, publicaties, rooster
from monitor.services.taken import Uitkomst, veeg


@shared_task(bind=True, max_retries=None)
def maak_publicatie(self, pk: int) -> None:
    """Make an edition. A message that comes while another worker seems to be at it, comes back later."""
    from monitor.services import maken  # typesetting is heavy, and the web only sends the message

    if maken.maak(pk) is Uitkomst.BEZET:
        raise self.retry(countdown=settings.TAAK_VERLATEN_NA + 1)


@shared_task(bind=True, max_retries=None)
def lees_importbestand(self, pk: int) -> None:
    """Read a large file with measurements. A message that comes while another worker is at it, comes back later."""
    if inlezen.lees_in(pk) is Uitkomst.BEZET:
        raise self.retry(countdown=settings.TAAK_VERLATEN_NA + 1)


@shared_task
def druk_besluitenlijst(pk: int) -> None:
    """Print a besluitenlijst that was vastgesteld; nothing when that is done already."""
    from monitor.services import besluitenlijsten

    if rij := Besluitenlijst.objects.zonder_bestand().select_related("vergadering").filter(pk=pk).first():
        besluitenlijsten.druk_af(rij)


@shared_task
def vraag_monitor_aan() -> None:
    """Ask for the monitor when the schedule says that it is due."""
    publicaties.vraag_volgens_rooster()


@shared_task
def houd_ronde_bij() -> None:
    """Open the round that is due, and ask for the projectenboek of the one whose peildatum has come."""
    rooster.open_ronde()
    rooster.vraag_boek()


@shared_task
def veeg_taken() -> None:
    """Call again for jobs that nobody seems to be working on, and print what still waits for its file."""
    veeg()
    if Besluitenlijst.objects.zonder_bestand().exists():
        from monitor.services import besluitenlijsten

        besluitenlijsten.druk_wat_wacht()
