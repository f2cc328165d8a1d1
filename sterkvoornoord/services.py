"""Acts of the kernel: the mail with which a person sets a password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36

from sterkvoornoord.models import Gebruiker


def vraag_wachtwoordmail(*, email: str) -> None:
    """Ring the bell for a password mail to `email`, whoever that is.

    The request that asks for it does the same work for a known and an unknown address; only the worker looks
    whether there is an account.
    """
    from sterkvoornoord.tasks import wachtwoordmail

    transaction.on_commit(lambda: wachtwoordmail.delay(email))


def stuur_wachtwoordmail(*, email: str) -> bool:
    """Send the mail when `email` is the address of an account that may sign in; return whether it did.

    Someone who never had a password is invited to set one, anyone else may choose a new one.
    """
    gebruiker = Gebruiker.objects.filter(email=email.strip().lower(), is_active=True).first()
    if gebruiker is None:
        return False
    soort = "uitnodiging" if not gebruiker.has_usable_password() else "nieuw_wachtwoord"
    gegevens = {
        "gebruiker": gebruiker,
        "link": wachtwoordlink(gebruiker),
        "dagen": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
        "contact_email": settings.CONTACT_EMAIL,
    }
    onderwerp = render_to_string(f"account/email/{soort}_onderwerp.txt", gegevens).strip()
    bericht = render_to_string(f"account/email/{soort}_bericht.txt", gegevens)
    EmailMessage(onderwerp, bericht, to=[gebruiker.email]).send()
    return True


def wachtwoordlink(gebruiker: Gebruiker) -> str:
    """Return the address where `gebruiker` sets a password; it works once, and for a few days."""
    sleutel = default_token_generator.make_token(gebruiker)
    pad = reverse("account_reset_password_from_key", args=[int_to_base36(gebruiker.pk), sleutel])
    return settings.SITE_URL.rstrip("/") + pad
