"""Sums of hours: what is needed, agreed, asked and delivered in one calendar year. What nobody stated is not zero.

Per actie the shortage is what is needed minus what is agreed, never below zero: too much at one actie makes up for
nothing at another. Where an actie does not say what it needs there is no shortage to tell.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from acties.models import Betrokkenheid, Inzetafspraak
from acties.models.inzet import loopt_in

S = Inzetafspraak.Stand


def plus(een: int | None, ander: int | None) -> int | None:
    """Add what is known; None when neither is."""
    return ander if een is None else een if ander is None else een + ander


@dataclass(frozen=True)
class Uren:
    """Hours of some rows of partners in one year; None where none of them says anything."""

    afgesproken: int | None = None
    gevraagd: int | None = None
    te_vragen: int | None = None
    geleverd: int | None = None

    def __add__(self, ander: "Uren") -> "Uren":
        return Uren(*(plus(getattr(self, v.name), getattr(ander, v.name)) for v in fields(self)))

    @property
    def niet_geleverd(self) -> int | None:
        """What was agreed and not delivered yet; None when either is not known."""
        if self.afgesproken is None or self.geleverd is None:
            return None
        return max(self.afgesproken - self.geleverd, 0)


@dataclass(frozen=True)
class Behoefte:
    """What some acties need, of how many that is known, and how much of it nobody agreed to."""

    acties: int = 0
    opgegeven: int = 0
    nodig: int | None = None
    tekort: int | None = None

    def __add__(self, ander: "Behoefte") -> "Behoefte":
        return Behoefte(
            self.acties + ander.acties,
            self.opgegeven + ander.opgegeven,
            plus(self.nodig, ander.nodig),
            plus(self.tekort, ander.tekort),
        )

    @classmethod
    def van(cls, nodig: int | None, afgesproken: int | None) -> "Behoefte":
        """That of one actie."""
        if nodig is None:
            return cls(acties=1)
        return cls(1, 1, nodig, max(nodig - (afgesproken or 0), 0))


def uren_van(
    rij: Betrokkenheid, jaar: int, vragen: Iterable[Inzetafspraak], geleverd: int | None, *, dit_jaar: int
) -> Uren:
    """Hours of one row of a partner in `jaar`.

    `vragen` are those that may be read, `geleverd` the delivered hours of that year. What is
    asked is asked from now on, so it counts in no year before `dit_jaar`.
    """
    if not loopt_in(rij, jaar):
        return Uren(geleverd=geleverd)
    vragen = list(vragen)
    per_stand: dict[str, int | None] = defaultdict(lambda: None)
    if jaar >= dit_jaar:
        for vraag in vragen:
            per_stand[vraag.stand] = plus(per_stand[vraag.stand], vraag.uren)
    return Uren(afgesproken(rij, jaar, vragen), per_stand[S.GEVRAAGD], per_stand[S.TE_VRAGEN], geleverd)


def afgesproken(rij: Betrokkenheid, jaar: int, vragen: Iterable[Inzetafspraak]) -> int | None:
    """What held at the end of `jaar`: the last yes by then, or what came with the plan when nothing was ever asked."""
    antwoorden = [vraag for vraag in vragen if vraag.stand in (S.JA, S.VERVANGEN)]
    if not antwoorden:
        return rij.uren_per_jaar
    gold = [vraag for vraag in antwoorden if vraag.geldt_in(jaar)]
    return max(gold, key=lambda vraag: (vraag.antwoord_op, vraag.pk)).uren if gold else None
