"""Roles that follow from Bemensing (see ``settings.ROLBRONNEN``)."""

from datetime import date

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce

from opgaven.models import Bemensing
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import GEEN_NAAM, Rol

_Rol = Bemensing.Rol
_BESTUUR = [_Rol.VOORZITTER, _Rol.BESTUURSLID]
_TEAM = [_Rol.PROGRAMMAMANAGER, _Rol.PROGRAMMATEAM]
_PROGRAMMABREED = Q(opgave=None, plan=None)
_ROL = Case(
    When(_PROGRAMMABREED & Q(rol__in=_BESTUUR), then=Rol.BESTUUR.als_waarde()),
    When(_PROGRAMMABREED & Q(rol__in=_TEAM), then=Rol.PROGRAMMATEAM.als_waarde()),
    When(rol=_Rol.PROJECTLEIDER, then=Rol.PROJECTLEIDER.als_waarde()),
)


def programmateam() -> QuerySet[Gebruiker]:
    """The accounts of the programmateam of today, for who has something to tell them."""
    team = Bemensing.objects.nu().filter(_PROGRAMMABREED, rol__in=_TEAM)
    return Gebruiker.objects.filter(is_active=True, pk__in=team.values("gebruiker")).order_by("pk")


def rollen_uit_bemensing(gebruiker, datum: date) -> QuerySet:
    """The roles that `gebruiker` holds on `datum`, one row each: role, opgave and its name."""
    return (
        Bemensing.objects.actief_op(datum)
        .filter(gebruiker=gebruiker)
        .annotate(geeft=_ROL, naam=Coalesce("opgave__naam", GEEN_NAAM))
        .exclude(geeft=None)
        .order_by()
        .values_list("geeft", "opgave_id", "naam")
    )
