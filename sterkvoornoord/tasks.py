"""Work of the kernel that no visitor waits for."""

from smtplib import SMTPException

from celery import shared_task
from django.core.mail import EmailMessage
from django.core.management import call_command

from sterkvoornoord import services

#: A mail server that does not answer is tried again, with growing pauses, for some ten minutes.
NOG_EENS = {"autoretry_for": (OSError, SMTPException), "retry_backoff": 10, "max_retries": 6}


@shared_task(**NOG_EENS)
def mail(onderwerp: str, tekst: str, aan: str) -> None:
    EmailMessage(onderwerp, tekst, to=[aan]).send()


@shared_task(**NOG_EENS)
def wachtwoordmail(email: str) -> None:
    """Send the mail for setting a password. The link is made here, so that it never lies in the queue."""
    services.stuur_wachtwoordmail(email=email)


@shared_task
def ruim_sessies_op() -> None:
    """Remove sessions that are over, with the text that was kept in them: the page about privacy promises it."""
    call_command("clearsessions")
