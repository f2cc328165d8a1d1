"""The secret link to a form or an initiatief: 256 bits, of which the database holds only a hash.

The link is made of a random `zout` on the row and the key of the portal, so that a mail can name it again later
while nobody can make it from the database alone.
"""

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from acties.models import Initiatief
from acties.models.initiatief import MetSleutel

_VORM = re.compile(r"[A-Za-z0-9_-]{43}")


def geef_sleutel(rij: MetSleutel) -> str:
    """Give the row, which is not stored yet, a link of its own; return the secret part of it."""
    rij.zout = secrets.token_hex(32)
    sleutel = sleutel_van(rij)
    rij.sleutel_hash = hash_van(sleutel)
    return sleutel


def sleutel_van(rij: MetSleutel) -> str:
    """The secret part of the link of a row."""
    bericht = f"initiatief:{rij.zout}".encode()
    return base64.urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), bericht, "sha256")).decode().rstrip("=")


def hash_van(sleutel: str) -> str:
    """What the database holds of a secret. No slow hash: 256 random bits cannot be guessed."""
    return hashlib.sha256(sleutel.encode()).hexdigest()


def zoek(rijen: QuerySet, sleutel: str):
    """The row of this link, or None; a link of another shape takes the same way as one that is unknown."""
    return rijen.filter(sleutel_hash=hash_van(sleutel if _VORM.fullmatch(sleutel) else "")).first()


def volglink(initiatief: Initiatief) -> str:
    """The whole address on which the submitter follows an initiatief, for in a mail.

    After a change of SECRET_KEY the old link keeps working until a new one is sent, and then no longer.
    """
    sleutel = sleutel_van(initiatief)
    if initiatief.sleutel_hash != hash_van(sleutel):
        initiatief.sleutel_hash = hash_van(sleutel)
        initiatief.save(update_fields=["sleutel_hash"])
    return settings.SITE_URL.rstrip("/") + reverse("initiatieven:volg", args=[sleutel])


def handtekening(initiatief: Initiatief, email: str) -> str:
    """What stands in the link with which an address is confirmed; only who reads the mail knows it."""
    return salted_hmac("initiatief-bevestigen", f"{initiatief.pk}:{email}", algorithm="sha256").hexdigest()


def klopt(initiatief: Initiatief, email: str, gekregen: str) -> bool:
    """True when `gekregen` is the signature of this initiatief and this address."""
    return bool(email) and constant_time_compare(handtekening(initiatief, email), gekregen)
