"""Roles: what an account may be today, gathered from every layer that hands out roles.

The kernel knows no `Bemensing` or `Lidmaatschap`. Each layer names a function in ``settings.ROLBRONNEN`` that
gets the account and a date and returns a `Rollen`; the results are joined here. No source, no role.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


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

    def __or__(self, ander: "Rollen") -> "Rollen":
        return Rollen(
            partner_id=self.partner_id or ander.partner_id,
            bestuur=self.bestuur or ander.bestuur,
            programmateam=self.programmateam or ander.programmateam,
            beheerder=self.beheerder or ander.beheerder,
            opgaven=self.opgaven | ander.opgaven,
            opgavenamen=self.opgavenamen + ander.opgavenamen,
        )

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
    eigen = Rollen(partner_id=gebruiker.partner_id, beheerder=gebruiker.is_superuser)
    rollen = reduce(
        lambda som, bron: som | import_string(bron)(gebruiker, datum),
        settings.ROLBRONNEN,
        eigen,
    )
    if op is None:
        gebruiker._rollen = rollen
    return rollen
