"""Entering numbers: measurements, targets and what people see in them. All of it is kept in the history.

The three models have no version number. Who changes a row says what the row looked like (`stand_van`); when it looks
different by now, somebody else was first and `Gewijzigd` is raised. A form that is sent twice changes nothing the
second time.
"""

from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from monitor.models import Duiding, Indicator, Meting, Streefwaarde
from opgaven.models import Doel
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

WEG = "Wat u opende staat hier niet meer, of u koos een ander jaar. Begin opnieuw met toevoegen."


class Gewijzigd(Exception):
    """Somebody else changed the row since it was shown; `rij` is what it is now."""

    def __init__(self, rij: models.Model):
        super().__init__(str(rij))
        self.rij = rij


def stand_van(rij: models.Model | None) -> str:
    """A fingerprint of everything that `rij` says; empty for a row that is not there yet."""
    if rij is None:
        return ""
    waarden = [str(getattr(rij, veld.attname)) for veld in rij._meta.concrete_fields]
    return sha256("\x1f".join(waarden).encode()).hexdigest()[:16]


def mag_invoeren(gebruiker: Gebruiker, doel: Doel) -> bool:
    """The programmateam, and the projectleider of the opgave."""
    rollen = rollen_van(gebruiker)
    return rollen.programmateam or doel.opgave_id in rollen.opgaven


def _eis_recht(door: Gebruiker, doel: Doel) -> None:
    if not mag_invoeren(door, doel):
        raise PermissionDenied("Alleen de projectleider van de opgave en het programmateam voeren cijfers in.")


@transaction.atomic
def leg_meting_vast(
    *, indicator: Indicator, door: Gebruiker, waarden: dict[str, Any], stand: str = ""
) -> tuple[Meting, bool]:
    """Add or change the measurement of one source for one area and year; return it and whether anything changed.

    `waarden` are fields of Meting, of which gebied, peiljaar and bron say which one. A measurement that counts takes
    that over from the others of its area and year, an example among them. Raises PermissionDenied, ValidationError,
    and Gewijzigd when the row does not look like `stand` any more.
    """
    _eis_recht(door, indicator.doel)
    # One at a time for an indicator: two measurements must not both count.
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    plek = {veld: waarden[veld] for veld in ("gebied", "peiljaar")}
    zelfde_vak = Meting.objects.filter(indicator=indicator, **plek)
    rij = zelfde_vak.filter(bron=waarden["bron"]).first()
    nieuw = rij or Meting(indicator=indicator)
    with als(door):
        gewijzigd = _zet(nieuw, {**waarden, "voorbeeld": False}, rij, stand)
        if gewijzigd:
            if nieuw.geldt:
                for ander in zelfde_vak.filter(geldt=True).exclude(pk=nieuw.pk):
                    ander.geldt = False
                    ander.save(update_fields=["geldt"])
            _bewaar(nieuw)
    return nieuw, gewijzigd


@transaction.atomic
def leg_streefwaarde_vast(
    *, indicator: Indicator, door: Gebruiker, waarden: dict[str, Any], stand: str = ""
) -> tuple[Streefwaarde, bool]:
    """Add or change the target of a year; return it and whether anything changed. Raises as `leg_meting_vast`."""
    _eis_recht(door, indicator.doel)
    rij = Streefwaarde.objects.select_for_update().filter(indicator=indicator, jaar=waarden["jaar"]).first()
    nieuw = rij or Streefwaarde(indicator=indicator)
    with als(door):
        gewijzigd = _zet(nieuw, {**waarden, "voorbeeld": False}, rij, stand)
        if gewijzigd:
            _bewaar(nieuw)
    return nieuw, gewijzigd


@transaction.atomic
def schrijf_duiding(*, doel: Doel, door: Gebruiker, waarden: dict[str, Any], stand: str = "") -> tuple[Duiding, bool]:
    """Write what the numbers of a doel say over some years; return it and whether anything changed.

    Raises as `leg_meting_vast`.
    """
    _eis_recht(door, doel)
    periode = {veld: waarden[veld] for veld in ("periode_van", "periode_tot")}
    rij = Duiding.objects.select_for_update().filter(doel=doel, **periode).first()
    nieuw = rij or Duiding(doel=doel)
    with als(door):
        gewijzigd = _zet(nieuw, {**waarden, "voorbeeld": False}, rij, stand)
        if gewijzigd:
            nieuw.geschreven_door, nieuw.geschreven_als = door, door.functie
            nieuw.geschreven_op = timezone.localdate()
            _bewaar(nieuw)
    return nieuw, gewijzigd


def _zet(nieuw: models.Model, waarden: dict[str, Any], rij: models.Model | None, stand: str) -> bool:
    """Put `waarden` on the row; False when they are there already. Raises Gewijzigd on another stand than given."""
    echte_stand = stand_van(rij)
    gelijk = rij is not None and all(getattr(rij, veld) == waarde for veld, waarde in waarden.items())
    if gelijk:
        return False
    # An example gives way without a question: nobody's work is lost with it.
    if echte_stand != stand and not getattr(rij, "voorbeeld", False):
        raise Gewijzigd(rij) if rij is not None else ValidationError(WEG)
    for veld, waarde in waarden.items():
        setattr(nieuw, veld, waarde)
    return True


def _bewaar(rij: models.Model) -> None:
    rij.full_clean()
    rij.save()
