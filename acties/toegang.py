"""Who gets which answer on the pages that change an actie."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from acties.models import Actie


def haal_bewerkbaar(gebruiker, nummer: str) -> Actie:
    """The actie `nummer` for an account that may edit it.

    Raises Http404 when the account may not even see it, PermissionDenied when it may see but not edit.
    """
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).select_related("plan__opgave")
    actie = get_object_or_404(zichtbaar, nummer=nummer)
    if not Actie.objects.bewerkbaar_door(gebruiker).filter(pk=actie.pk).exists():
        raise PermissionDenied
    return actie
