"""Keeping an answer that is not ready, per colleague; another window of the same colleague loses nothing."""

from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acties.models import Antwoordconcept, Initiatief
from sterkvoornoord.models import Gebruiker


class AnderVenster(ValidationError):
    """Another window kept another text since this page was opened; `nu` is that text."""

    def __init__(self, nu: str):
        self.nu = nu
        zin = "In een ander venster bewaarde u intussen: “{}”. Bewaar nog eens om die te vervangen door uw tekst hier."
        super().__init__({"tekst": zin.format(nu)})


def merk(tekst: str) -> str:
    """A short mark of a text; "" of no text."""
    return sha256(tekst.encode()).hexdigest()[:12] if tekst else ""


@transaction.atomic
def bewaar(*, initiatief: Initiatief, door: Gebruiker, tekst: str, naar: str, gelezen: str) -> bool:
    """Keep the text and the step for later; an empty text removes what was kept. Returns whether a text is kept.

    `gelezen` is the mark of the text that the page began with. Raises AnderVenster when another text was kept since,
    PermissionDenied for who does not handle it.
    """
    if not Initiatief.objects.bewerkbaar_door(door).filter(pk=initiatief.pk).exists():
        raise PermissionDenied("U behandelt dit initiatief niet.")
    # Locked, so that two windows at once take turns.
    Initiatief.objects.select_for_update().get(pk=initiatief.pk)
    tekst, eigen = tekst.strip(), Antwoordconcept.objects.filter(initiatief=initiatief, door=door)
    nu = eigen.values_list("tekst", flat=True).first() or ""
    if nu not in ("", tekst) and merk(nu) != gelezen:
        raise AnderVenster(nu)
    if tekst:
        Antwoordconcept.objects.update_or_create(
            initiatief=initiatief, door=door, defaults={"tekst": tekst, "naar": naar}
        )
    else:
        eigen.delete()
    return bool(tekst)


def wis(*, initiatief: Initiatief, door: Gebruiker) -> None:
    """It was sent."""
    Antwoordconcept.objects.filter(initiatief=initiatief, door=door).delete()
