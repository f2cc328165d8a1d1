"""Actiepunten: hand one out, change what it asks, close it with how it ended, and open it again."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from governance.models import Actiepunt
from governance.services.versies import Gewijzigd, bewaar, eis_programmateam, neem_versie
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.nummers import volgend_nummer

Status = Actiepunt.Status


@transaction.atomic
def geef_actiepunt(*, door: Gebruiker, tekst: str, **velden: Any) -> Actiepunt:
    """Hand out an actiepunt under the next number of this year, and return it.

    `velden` are who does it (gebruiker, functie, partner; one at least), uiterlijk, and what it hangs on: vergadering,
    agendapunt, besluit. Of an item or a besluit the meeting follows. Raises PermissionDenied for who is not of the
    programmateam, and ValidationError, in Dutch, when nobody has to do it or what it hangs on is of other meetings.
    """
    eis_programmateam(door)
    punt = Actiepunt(tekst=tekst, **velden)
    _leid_af(punt)
    punt.full_clean(exclude=["nummer"])
    punt.nummer = volgend_nummer(f"AP-{timezone.localdate().year}")
    with als(door):
        punt.save()
    return punt


@transaction.atomic
def bewerk_actiepunt(*, actiepunt: Actiepunt, door: Gebruiker, versie: int, **velden: Any) -> Actiepunt:
    """Change what it asks and return it; raises as `geef_actiepunt`, and Gewijzigd when it is not at `versie`."""
    eis_programmateam(door)
    nu = neem_versie(actiepunt, versie)
    for veld, waarde in velden.items():
        setattr(nu, veld, waarde)
    _leid_af(nu)
    return bewaar(nu, door)


def sluit_actiepunt(*, actiepunt: Actiepunt, door: Gebruiker, versie: int, status: str, afsluiting: str) -> Actiepunt:
    """Close it as `status` (gedaan or vervallen) with how it ended; returns it. The same one twice is once.

    Raises PermissionDenied for who has not to do it and is not of the programmateam, Gewijzigd when it is no longer at
    `versie`, and ValidationError without a text or with another status.
    """
    if status not in (Status.GEDAAN, Status.VERVALLEN):
        raise ValidationError({"status": "Kies of het gedaan is of vervallen."})
    velden = {"status": status, "afsluiting": afsluiting, "heropening": ""}
    return _zet(actiepunt, door, versie, velden, afgesloten_op=timezone.localdate())


def heropen_actiepunt(*, actiepunt: Actiepunt, door: Gebruiker, versie: int, heropening: str) -> Actiepunt:
    """Open it again, with why; returns it. Raises as `sluit_actiepunt`; how it ended before stays in the history."""
    if not heropening.strip():
        raise ValidationError({"heropening": "Schrijf op waarom het weer open gaat."})
    velden = {"status": Status.OPEN, "afsluiting": "", "heropening": heropening}
    return _zet(actiepunt, door, versie, velden, afgesloten_op=None)


@transaction.atomic
def _zet(actiepunt: Actiepunt, door: Gebruiker, versie: int, velden: dict[str, str], **verder: Any) -> Actiepunt:
    if not Actiepunt.objects.af_te_sluiten_door(door).filter(pk=actiepunt.pk).exists():
        raise PermissionDenied
    try:
        nu = neem_versie(actiepunt, versie)
    except Gewijzigd:
        # A button that was pressed twice.
        if al_zo := Actiepunt.objects.filter(pk=actiepunt.pk, **velden).first():
            return al_zo
        raise
    for veld, waarde in {**velden, **verder}.items():
        setattr(nu, veld, waarde)
    return bewaar(nu, door)


def _leid_af(punt: Actiepunt) -> None:
    """The meeting of the item or the besluit; raises ValidationError when another was named."""
    for veld in ("agendapunt", "besluit"):
        bron = getattr(punt, veld)
        if bron is None or bron.vergadering_id is None:
            continue
        if punt.vergadering_id not in (None, bron.vergadering_id):
            raise ValidationError({veld: "Dit hoort bij een andere vergadering."})
        punt.vergadering = bron.vergadering
