"""Activities of the public agenda, and the secret address of one's own calendar."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
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
def zet_in_agenda(
    *, door: Gebruiker, partner: Partner, dagen: Iterable[date], gebieden: Iterable[Gebied] = (), **velden: Any
) -> list[Activiteit]:
    """Put an activity of `partner` on the public agenda, a row for each of `dagen`, and return the new ones.

    More days are a series. A day on which the organisation has an activity of that name and time already is left
    out, so a second click makes nothing twice. Raises PermissionDenied when `door` is not of that organisation nor of
    the programmateam, and ValidationError, in Dutch, when the days or the times do not fit, or all is there already.
    """
    if not organisaties_van(door).filter(pk=partner.pk).exists():
        raise PermissionDenied
    keren = sorted(set(dagen))
    if len(keren) > 1 and velden.get("laatste_dag"):
        raise ValidationError({"laatste_dag": "Een keer van een reeks duurt één dag. Laat dit veld leeg."})
    # Two who press at the same time: the second waits here, and then finds what the first made.
    Partner.objects.select_for_update().get(pk=partner.pk)
    al_daar = Activiteit.objects.filter(partner=partner, titel=velden.get("titel"), begin=velden.get("begin"))
    bezet = set(al_daar.filter(dag__in=keren).values_list("dag", flat=True))
    reeks = uuid.uuid4() if len(keren) > 1 else None
    nieuw = [Activiteit(partner=partner, dag=dag, reeks=reeks, **velden) for dag in keren if dag not in bezet]
    if not nieuw:
        raise ValidationError("Deze activiteit staat al in de agenda.")
    gekozen = list(gebieden)
    with als(door):
        for activiteit in nieuw:
            activiteit.full_clean()
            activiteit.save()
            activiteit.gebieden.set(gekozen)
    return nieuw


@transaction.atomic
def bewerk_activiteit(
    *,
    activiteit: Activiteit,
    door: Gebruiker,
    versie: int,
    gebieden: Iterable[Gebied] | None = None,
    ook_volgende: bool = False,
    **velden: Any,
) -> Activiteit:
    """Change an activity, or call it off, and return it. Calendars that follow the agenda hear of it by its version.

    With `ook_volgende` the later times of its series get what changed now, except the day: what was changed of one
    of them before stays. Raises as `zet_in_agenda`, and Gewijzigd when it is not at `versie`.
    """
    if not Activiteit.objects.bewerkbaar_door(door).filter(pk=activiteit.pk).exists():
        raise PermissionDenied
    if (partner := velden.get("partner")) and not organisaties_van(door).filter(pk=partner.pk).exists():
        raise PermissionDenied
    nu = neem_versie(activiteit, versie)
    was_op = nu.dag
    anders = {veld: waarde for veld, waarde in velden.items() if getattr(nu, veld) != waarde}
    gekozen = None if gebieden is None else list(gebieden)
    if gekozen is not None and set(gekozen) == set(nu.gebieden.all()):
        gekozen = None
    with als(door):
        _wijzig(nu, anders, gekozen)
        if ook_volgende and nu.reeks:
            mee = {veld: waarde for veld, waarde in anders.items() if veld not in ("dag", "laatste_dag")}
            later = Activiteit.objects.bewerkbaar_door(door).filter(reeks=nu.reeks, dag__gt=was_op).exclude(pk=nu.pk)
            for keer in later.select_for_update().order_by("pk") if mee or gekozen is not None else ():
                _wijzig(neem_versie(keer, keer.versie), mee, gekozen)
    return nu


def _wijzig(nu: Activiteit, velden: dict[str, Any], gebieden: list[Gebied] | None) -> None:
    for veld, waarde in velden.items():
        setattr(nu, veld, waarde)
    nu.full_clean()
    nu.save()
    if gebieden is not None:
        nu.gebieden.set(gebieden)


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
