"""Activities of the public agenda, and the secret address of one's own calendar."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from governance.models import Activiteit, Agendafeed
from governance.services.versies import neem_versie
from opgaven.models import Gebied
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker, Partner
from sterkvoornoord.rollen import rollen_van


def organisaties_van(gebruiker: Gebruiker) -> QuerySet[Partner]:
    """The organisations for which `gebruiker` may put something on the agenda."""
    rollen = rollen_van(gebruiker)
    if rollen.programmateam:
        return Partner.objects.order_by("naam")
    return Partner.objects.filter(pk=rollen.partner_id) if rollen.partner_id else Partner.objects.none()


@transaction.atomic
def zet_in_agenda(*, door: Gebruiker, partner: Partner, gebieden: Iterable[Gebied] = (), **velden: Any) -> Activiteit:
    """Put an activity of `partner` on the public agenda and return it.

    Raises PermissionDenied when `door` is not of that organisation nor of the programmateam, and ValidationError, in
    Dutch, when the days or the times do not fit.
    """
    if not organisaties_van(door).filter(pk=partner.pk).exists():
        raise PermissionDenied
    activiteit = Activiteit(partner=partner, **velden)
    activiteit.full_clean()
    with als(door):
        activiteit.save()
        activiteit.gebieden.set(gebieden)
    return activiteit


@transaction.atomic
def bewerk_activiteit(
    *, activiteit: Activiteit, door: Gebruiker, versie: int, gebieden: Iterable[Gebied] = (), **velden: Any
) -> Activiteit:
    """Change an activity, or call it off, and return it. Calendars that follow the agenda hear of it by its version.

    Raises as `zet_in_agenda`, and Gewijzigd when it is not at `versie`.
    """
    if not Activiteit.objects.bewerkbaar_door(door).filter(pk=activiteit.pk).exists():
        raise PermissionDenied
    if (partner := velden.get("partner")) and not organisaties_van(door).filter(pk=partner.pk).exists():
        raise PermissionDenied
    nu = neem_versie(activiteit, versie)
    for veld, waarde in velden.items():
        setattr(nu, veld, waarde)
    nu.full_clean()
    with als(door):
        nu.save()
        nu.gebieden.set(gebieden)
    return nu


@transaction.atomic
def maak_agenda_adres(*, gebruiker: Gebruiker) -> str:
    """Return the key of a new secret address; the one before stops working. It is told only now: a hash is kept."""
    sleutel = secrets.token_urlsafe(32)
    Agendafeed.objects.filter(gebruiker=gebruiker).delete()
    Agendafeed.objects.create(gebruiker=gebruiker, sleutel_hash=Agendafeed.hash_van(sleutel))
    return sleutel


def trek_agenda_adres_in(*, gebruiker: Gebruiker) -> bool:
    """Stop the secret address; returns whether there was one."""
    return bool(Agendafeed.objects.filter(gebruiker=gebruiker).delete()[0])
