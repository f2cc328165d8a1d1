"""How often one address or one submitter may do something: the mechanism of signing in (allauth), with our limits.

It counts per visitor behind the number of proxies that PROXY_COUNT says; the limits are in ACCOUNT_RATE_LIMITS.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

from sterkvoornoord.rollen import rollen_van


def mag(request: HttpRequest, wat: str, sleutel: str = "") -> bool:
    """Count one more of `wat` (begin, verstuur, bericht, mail); False when it is too often.

    Colleagues are not counted: they enter what callers tell them, all from one address.
    """
    if rollen_van(request.user).intern:
        return True
    return bool(ratelimit.consume(request, action=f"initiatief_{wat}", key=sleutel.lower() or "-"))
