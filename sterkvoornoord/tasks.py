"""Work of the kernel that no visitor waits for."""

from smtplib import SMTPException

from celery import shared_task
from django.core.management import call_command

from sterkvoornoord import herinneren, post, services

#: A mail server that does not answer is tried again, with growing pauses, for some ten minutes.
NOG_EENS = {"autoretry_for": (OSError, SMTPException), "retry_backoff": 10, "max_retries": 6}


@shared_task
def verstuur_bericht(pk: int) -> None:
    """Send one mail; its row says whether it still has to go, and when it is tried again."""
    post.verstuur(pk)


@shared_task
def veeg_berichten() -> None:
    """Call for mail that is due: put off after a failure, or of which the call got lost."""
    post.veeg()


@shared_task
def wis_oude_berichten() -> None:
    """Wipe address and text of old mail: the page about privacy promises it."""
    post.wis_oude_berichten()


@shared_task
def stuur_herinneringen() -> None:
    """Remind everybody of what is due today."""
    herinneren.stuur(herinneren.van_vandaag())


@shared_task(**NOG_EENS)
def wachtwoordmail(email: str) -> None:
    """Send the mail for setting a password. The link is made here, so that it never lies in the queue."""
    services.stuur_wachtwoordmail(email=email)


@shared_task
def ruim_sessies_op() -> None:
    """Remove sessions that are over, with the text that was kept in them: the page about privacy promises it."""
    call_command("clearsessions")
