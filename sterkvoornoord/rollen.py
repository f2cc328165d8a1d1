"""Roles: what an account may be today, gathered from every layer that hands out roles.

The kernel knows no `Bemensing` or `Lidmaatschap`. Each layer names a function in ``settings.ROLBRONNEN`` that
gets the account and a date and returns a queryset of rows (`Rol`, primary key of the opgave or None, its name); they
are asked together, in one query. No source, no role.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db.models import CharField, Value
from django.utils import timezone
from django.utils.module_loading import import_string


class Rol(StrEnum):
    """What a source can hand out."""

    BESTUUR = "bestuur"
    PROGRAMMATEAM = "programmateam"
    PROJECTLEIDER = "projectleider"

    def als_waarde(self) -> Value:
        """The role as a column of a query."""
        return Value(self.value, output_field=CharField())


#: The name of the opgave in a row of a role that is about no opgave.
GEEN_NAAM = Value("", output_field=CharField())


@dataclass(frozen=True)
class Rollen:
    """Roles of one account on one date; the empty value is the bezoeker, who sees only what is openbaar."""

    partner_id: int | None = None
    bestuur: bool = False
    programmateam: bool = False
    beheerder: bool = False
    #: Primary keys of the opgaven that the account leads as projectleider.
    opgaven: frozenset[int] = field(default_factory=frozenset)
    #: Names of those opgaven, for the header.
    opgavenamen: tuple[str, ...] = ()

    @property
    def intern(self) -> bool:
        """True when the account holds any role, and so may read what is intern."""
        return self != Rollen()

    @property
    def ziet_alles(self) -> bool:
        return self.programmateam or self.beheerder

    @property
    def naam(self) -> str:
        """The weightiest role in words, for the header and the history."""
        for geldt, naam in (
            (self.beheerder, "Beheerder"),
            (self.programmateam, "Programmateam"),
            (bool(self.opgaven), "Projectleider"),
            (self.bestuur, "Bestuur"),
            (self.partner_id is not None, "Partner"),
        ):
            if geldt:
                return naam
        return "Bezoeker"


def rollen_van(gebruiker, *, op: date | None = None) -> Rollen:
    """Return the roles of `gebruiker` (an account or AnonymousUser) on date `op` (default: today).

    Today's answer is kept on the account object, so a request asks the database once.
    """
    if not gebruiker.is_authenticated or not gebruiker.is_active:
        return Rollen()
    if op is None and (bekend := getattr(gebruiker, "_rollen", None)) is not None:
        return bekend
    datum = op or timezone.localdate()
    eerste, *andere = (import_string(bron)(gebruiker, datum) for bron in settings.ROLBRONNEN)
    regels = list(eerste.union(*andere))
    gegeven = {rol for rol, _, _ in regels}
    geleid = {opgave: naam for rol, opgave, naam in regels if rol == Rol.PROJECTLEIDER}
    rollen = Rollen(
        partner_id=gebruiker.partner_id,
        beheerder=gebruiker.is_superuser,
        bestuur=Rol.BESTUUR in gegeven,
        programmateam=Rol.PROGRAMMATEAM in gegeven,
        opgaven=frozenset(geleid),
        opgavenamen=tuple(sorted(geleid.values())),
    )
    if op is None:
        gebruiker._rollen = rollen
    return rollen
