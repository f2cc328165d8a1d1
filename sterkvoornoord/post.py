"""Outgoing mail: a row for each message, sent by a worker, tried again, and marked as sent only when it is.

The row is the truth; the queue only carries the call. A message has a key, so that the same one is never sent
twice, however often or by however many it is asked for. Each message is a job of its own: an address that is
refused holds up nobody. After a while the address and the text are wiped; the key stays.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from sterkvoornoord.models import Bericht

logger = logging.getLogger(__name__)

#: Minutes before the next attempt, after each failure that may pass; after the last one it is given up.
GEDULD = (1, 5, 30, 120, 480)
#: At most so many waiting messages are called for in one sweep.
PER_VEEG = 500


def brief(sjabloon: str, gegevens: dict[str, Any], taal: str = "nl") -> dict[str, Any]:
    """Return subject, text and language of a mail, from `<sjabloon>_onderwerp.txt` and `<sjabloon>_bericht.txt`.

    The templates know `site_url`, without a slash at its end, and `contact_email`.
    """
    gegevens = {"site_url": settings.SITE_URL.rstrip("/"), "contact_email": settings.CONTACT_EMAIL, **gegevens}
    with translation.override(taal):
        onderwerp = render_to_string(f"{sjabloon}_onderwerp.txt", gegevens)
        tekst = render_to_string(f"{sjabloon}_bericht.txt", gegevens)
    return {"onderwerp": onderwerp, "tekst": tekst, "taal": taal}


@dataclass(frozen=True)
class Bijlage:
    """A text that goes along with a mail, such as an invitation for a calendar. `soort` is its media type."""

    naam: str
    soort: str
    tekst: str


@transaction.atomic
def leg_klaar(
    *,
    aan: str,
    onderwerp: str,
    tekst: str,
    taal: str = "nl",
    sleutel: str = "",
    geheim: bool = False,
    bijlage: Bijlage | None = None,
    niet_voor: datetime | None = None,
) -> Bericht | None:
    """Leave a mail to the worker, who gets it once the transaction is kept.

    The text of a mail that is `geheim`, such as one with a link that opens something, is wiped as soon as the mail
    server took it. With `niet_voor` it waits until then, and can be called back (`trek_terug`). Returns None when a
    message with this key is there already; without a key each call is a new message.
    """
    velden = {
        "aan": aan,
        # A line break would begin another header.
        "onderwerp": " ".join(onderwerp.split())[:200],
        "tekst": tekst.strip(),
        "taal": taal,
        "geheim": geheim,
        "niet_voor": niet_voor,
    }
    if bijlage:
        velden |= {"bijlage": bijlage.tekst, "bijlage_naam": bijlage.naam, "bijlage_soort": bijlage.soort}
    bericht, nieuw = Bericht.objects.get_or_create(sleutel=sleutel or uuid4().hex, defaults=velden)
    if not nieuw:
        return None
    if niet_voor is None:
        transaction.on_commit(lambda: bel(bericht.pk))
    return bericht


def trek_terug(begin: str) -> int:
    """Remove the mail of which the key starts with `begin` and that nobody tried to send yet; return how much."""
    return Bericht.objects.filter(sleutel__startswith=begin, pogingen=0, verstuurd_op=None).delete()[0]


def bel(pk: int) -> None:
    """Tell a worker to send this message. A queue that does not answer is no harm: `veeg` calls again."""
    from sterkvoornoord.tasks import verstuur_bericht

    try:
        verstuur_bericht.apply_async((pk,), retry_policy={"max_retries": 1, "interval_start": 0})
    except Exception:  # whatever the broker's client raises: the row waits, and that is what counts
        logger.warning("De wachtrij antwoordt niet; bericht %s wacht.", pk, exc_info=True)


def veeg() -> int:
    """Call for the messages that are due; return how many. What was called for already, is sent once all the same."""
    pks = list(Bericht.objects.te_versturen().order_by("pk").values_list("pk", flat=True)[:PER_VEEG])
    for pk in pks:
        bel(pk)
    return len(pks)


def verstuur(pk: int) -> bool:
    """Send one message, unless it is sent or another worker has it; return whether the mail server took it.

    One UPDATE claims it, so that of any number of workers one sends it. A worker that dies between the server's
    yes and our note of it sends it once more, with the same Message-ID.
    """
    mijn = {"bezig_sinds": timezone.now(), "pogingen": F("pogingen") + 1}
    if not Bericht.objects.te_versturen().filter(pk=pk).update(**mijn):
        return False
    bericht = Bericht.objects.get(pk=pk)
    try:
        _als_mail(bericht).send()
    except (SMTPException, OSError) as fout:
        logger.warning("Bericht %s is niet verstuurd, poging %s.", pk, bericht.pogingen, exc_info=True)
        _zet_terug(bericht, fout)
        return False
    klaar = {"verstuurd_op": timezone.now(), "bezig_sinds": None, "niet_voor": None, "fout": ""}
    Bericht.objects.filter(pk=pk).update(**klaar, **({"tekst": "", "bijlage": ""} if bericht.geheim else {}))
    return True


def _zet_terug(bericht: Bericht, fout: Exception) -> None:
    velden = {"bezig_sinds": None, "fout": f"{type(fout).__name__}: {fout}"[:300]}
    if _voorgoed(fout) or bericht.pogingen > len(GEDULD):
        velden["opgegeven_op"] = timezone.now()
        if bericht.geheim:
            velden["tekst"] = velden["bijlage"] = ""
    else:
        velden["niet_voor"] = timezone.now() + timedelta(minutes=GEDULD[bericht.pogingen - 1])
    Bericht.objects.filter(pk=bericht.pk).update(**velden)


def _voorgoed(fout: Exception) -> bool:
    """The server said that it will never take this message: a code of 500 or more."""
    if isinstance(fout, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in fout.recipients.values())
    return isinstance(fout, SMTPResponseException) and fout.smtp_code >= 500


def _als_mail(bericht: Bericht) -> EmailMultiAlternatives:
    kenmerk = sha256(f"{settings.SECRET_KEY}{bericht.sleutel}".encode()).hexdigest()[:32]
    kop = {
        "Message-ID": f"<{kenmerk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
        "Content-Language": bericht.taal,
        # No answers from holiday messages and mailing lists.
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(bericht.onderwerp, bericht.tekst, to=[bericht.aan], headers=kop)
    mail.attach_alternative(_als_html(bericht), "text/html")
    if bericht.bijlage:
        mail.attach(bericht.bijlage_naam, bericht.bijlage, bericht.bijlage_soort)
    return mail


def _als_html(bericht: Bericht) -> str:
    """The same text as HTML: its paragraphs, with addresses as links, and for Arabic from right to left."""
    with translation.override(bericht.taal):
        return render_to_string("post/bericht.html", {"bericht": bericht})


def wis_oude_berichten() -> int:
    """Wipe address, text and attachment of what was sent or given up BERICHTEN_BEWAREN_DAGEN ago; return how many."""
    grens = timezone.now() - timedelta(days=settings.BERICHTEN_BEWAREN_DAGEN)
    return Bericht.objects.klaar_voor(grens).update(aan="", onderwerp="", tekst="", bijlage="", fout="")
