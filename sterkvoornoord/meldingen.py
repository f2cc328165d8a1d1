"""Messages that say what was done, with a way back."""

from django.contrib import messages
from django.http import HttpRequest


def meld_gedaan(request: HttpRequest, zin: str, *, ongedaan: str = "") -> None:
    """Tell on the next page that something was done; `ongedaan` is the address that undoes it by a POST.

    The address travels as the message's extra tag; `componenten/meldingen.html` makes a button of it.
    """
    messages.success(request, zin, extra_tags=ongedaan)
