"""What the acts share: one way to store a row, and optimistic locking, by which who writes says which version was read
and never overwrites what somebody else made of it."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F

from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

Rij = TypeVar("Rij", bound=models.Model)


class Gewijzigd(Exception):
    """Somebody else saved the row after the writer had read it; nothing was written. `nu` is the row as it is now."""

    def __init__(self, nu: models.Model) -> None:
        super().__init__(f"{nu} is ondertussen gewijzigd.")
        self.nu = nu


def neem_versie(rij: Rij, versie: int) -> Rij:
    """Claim `versie` of a row with a field of that name; return the row as it is now, locked until the commit.

    Of two writers with the same version exactly one gets it: the UPDATE itself compares. Raises Gewijzigd for the
    other, and ValidationError when the row is gone. Call it inside a transaction, before anything else is written.
    """
    rijen = type(rij)._default_manager
    geclaimd = rijen.filter(pk=rij.pk, versie=versie).update(versie=F("versie") + 1)
    nu = rijen.filter(pk=rij.pk).first()
    if nu is None:
        raise ValidationError("Dit is ondertussen weggehaald. Open de pagina opnieuw.")
    if not geclaimd:
        raise Gewijzigd(nu)
    return nu


def bewaar(rij: Rij, door: Gebruiker, **velden: Any) -> Rij:
    """Set these fields of a row, check it whole and store it as written by `door`; returns it.

    Raises ValidationError per field; nothing is written then.
    """
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    rij.full_clean()
    with als(door):
        rij.save()
    return rij


def eis_programmateam(door: Gebruiker) -> None:
    """Raise PermissionDenied unless `door` is of the programmateam today."""
    if not rollen_van(door).programmateam:
        raise PermissionDenied
