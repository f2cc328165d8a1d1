"""Roles that follow from Bemensing (see ``settings.ROLBRONNEN``)."""

from datetime import date

from opgaven.models import Bemensing
from sterkvoornoord.rollen import Rollen

_BESTUUR = {Bemensing.Rol.VOORZITTER, Bemensing.Rol.BESTUURSLID}
_TEAM = {Bemensing.Rol.PROGRAMMAMANAGER, Bemensing.Rol.PROGRAMMATEAM}


def rollen_uit_bemensing(gebruiker, datum: date) -> Rollen:
    """Roles of the account `gebruiker` on `datum`, in one query."""
    rijen = (
        Bemensing.objects.actief_op(datum)
        .filter(gebruiker=gebruiker)
        .values_list("rol", "opgave_id", "plan_id", "opgave__naam")
    )
    programmabreed = {rol for rol, opgave, plan, _ in rijen if opgave is None and plan is None}
    geleid = {opgave: naam for rol, opgave, _, naam in rijen if rol == Bemensing.Rol.PROJECTLEIDER}
    return Rollen(
        bestuur=bool(programmabreed & _BESTUUR),
        programmateam=bool(programmabreed & _TEAM),
        opgaven=frozenset(geleid),
        opgavenamen=tuple(sorted(geleid.values())),
    )
