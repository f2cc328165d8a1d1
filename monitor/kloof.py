"""The gap between an area and the municipality: how large, how much of it is gone, and is that fast enough.

Pure functions of numbers, so that pages, exports and PDFs say the same and tests can try everything.

With s = 1 where higher is better and -1 where lower is better::

    kloof_t    = s * (gemeente_t - gebied_t)        positive: the area is behind
    deel weg   = 1 - kloof_t / kloof_0              share of the gap of the baseline year that is gone
    afname     = kloof_0 - kloof_t = winst - beweging
    winst      = s * (gebied_t - gebied_0)          what the area gained
    beweging   = s * (gemeente_t - gemeente_0)      what the municipality, the moving reference, gained

A share is only given where it means something: not without a baseline, not where the gap was (almost) nothing,
and not where the area was ahead to begin with. Nothing is summed over areas or doelen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A change of the share within this margin, either way, counts as no change.
MARGE = Decimal("0.02")


class Richting(StrEnum):
    HOGER = "hoger"
    LAGER = "lager"

    @property
    def teken(self) -> int:
        return 1 if self is Richting.HOGER else -1


class Trend(StrEnum):
    """What happened to the gap since the baseline."""

    KLEINER = "kleiner"
    GELIJK = "gelijk"
    GROTER = "groter"
    #: The area was not behind at the start and is not now: there is no gap to close.
    GEEN_KLOOF = "geen_kloof"
    TE_VROEG = "te_vroeg"
    GEEN_METING = "geen_meting"


class Schema(StrEnum):
    """Whether that is fast enough to be level in the target year."""

    OP_KOERS = "op_koers"
    ACHTER = "achter"
    TE_VROEG = "te_vroeg"
    GEEN_METING = "geen_meting"


@dataclass(frozen=True, slots=True)
class Kloof:
    """The gap of one indicator for one area; None where it cannot be said."""

    richting: Richting
    #: Years in which area and municipality were both measured, oldest first.
    jaren: tuple[int, ...]
    nulwaarde: Decimal | None = None
    waarde: Decimal | None = None
    nulwaarde_gemeente: Decimal | None = None
    waarde_gemeente: Decimal | None = None
    #: Smallest difference that the indicator shows: 0.1 with one decimal.
    eenheid: Decimal = Decimal(1)

    @property
    def nuljaar(self) -> int | None:
        return self.jaren[0] if self.jaren else None

    @property
    def jaar(self) -> int | None:
        return self.jaren[-1] if self.jaren else None

    @property
    def toen(self) -> Decimal | None:
        """The gap in the baseline year; negative when the area was ahead."""
        return self._kloof(self.nulwaarde, self.nulwaarde_gemeente)

    @property
    def nu(self) -> Decimal | None:
        """The gap in the newest year."""
        return self._kloof(self.waarde, self.waarde_gemeente)

    def _kloof(self, gebied: Decimal | None, gemeente: Decimal | None) -> Decimal | None:
        if gebied is None or gemeente is None:
            return None
        return self.richting.teken * (gemeente - gebied)

    @property
    def winst(self) -> Decimal | None:
        """What the area itself gained since the baseline, in the good direction."""
        if len(self.jaren) < 2:
            return None
        return self.richting.teken * (self.waarde - self.nulwaarde)

    @property
    def beweging(self) -> Decimal | None:
        """What the municipality gained meanwhile: the reference moves."""
        if len(self.jaren) < 2:
            return None
        return self.richting.teken * (self.waarde_gemeente - self.nulwaarde_gemeente)

    @property
    def achterstand_bij_start(self) -> bool:
        """There was a gap to close, of at least the smallest difference that the indicator shows."""
        return self.toen is not None and self.toen >= self.eenheid

    @property
    def deel_weg(self) -> Decimal | None:
        """Share of the baseline gap that is gone: 1 is level, above 1 ahead, below 0 further behind."""
        if len(self.jaren) < 2 or not self.achterstand_bij_start:
            return None
        return 1 - self.nu / self.toen

    @property
    def tempo(self) -> Decimal | None:
        """How much of the gap closed per year, in units of the indicator."""
        if len(self.jaren) < 2:
            return None
        return (self.toen - self.nu) / (self.jaar - self.nuljaar)

    @property
    def ingehaald(self) -> bool:
        """The area is level with the municipality, or ahead."""
        return self.nu is not None and self.nu <= 0

    @property
    def trend(self) -> Trend:
        if not self.jaren:
            return Trend.GEEN_METING
        if len(self.jaren) < 2:
            return Trend.TE_VROEG
        if max(self.toen, self.nu) < self.eenheid:
            return Trend.GEEN_KLOOF
        # A lead is no gap: what was won or lost beyond level does not count.
        afname, marge = max(self.toen, 0) - max(self.nu, 0), self._marge()
        if abs(afname) <= marge:
            return Trend.GELIJK
        return Trend.KLEINER if afname > 0 else Trend.GROTER

    def _marge(self) -> Decimal:
        """The change that still counts as none: a share of the gap, or less than one unit where there was no gap."""
        return self.toen * MARGE if self.achterstand_bij_start else self.eenheid / 2

    def verwacht_deel(self, doeljaar: int) -> Decimal | None:
        """Share that should be gone by now to be level in `doeljaar`, along a straight line; None without a path."""
        if not self.jaren or doeljaar <= self.nuljaar:
            return None
        return min(Decimal(1), Decimal(self.jaar - self.nuljaar) / (doeljaar - self.nuljaar))

    def schema(self, doeljaar: int) -> Schema:
        """Whether the gap closes fast enough to be level in `doeljaar`."""
        if not self.jaren:
            return Schema.GEEN_METING
        if len(self.jaren) > 1 and (self.ingehaald or self.trend is Trend.GEEN_KLOOF):
            return Schema.OP_KOERS
        verwacht = self.verwacht_deel(doeljaar)
        if len(self.jaren) < 2 or verwacht is None:
            return Schema.TE_VROEG
        if self.deel_weg is None:
            # No gap at the start and one now: whatever the path, this is behind it.
            return Schema.ACHTER
        return Schema.OP_KOERS if self.deel_weg >= verwacht else Schema.ACHTER


def bereken(
    richting: Richting | str,
    gebied: Mapping[int, Decimal | None],
    gemeente: Mapping[int, Decimal | None],
    *,
    decimalen: int = 0,
    nuljaar: int | None = None,
) -> Kloof:
    """The gap from two series, year to value (None or absent: not measured).

    Only years in which both were measured count: a value of 2022 is never set against one of 2023. With `nuljaar`
    the series starts there; without a measurement in that very year there is no baseline and the first common
    year after it is used. `decimalen` is the number of decimals that the indicator shows.
    """
    beide = sorted(
        jaar
        for jaar in gebied.keys() & gemeente.keys()
        if gebied[jaar] is not None and gemeente[jaar] is not None and (nuljaar is None or jaar >= nuljaar)
    )
    eenheid = Decimal(1).scaleb(-decimalen)
    if not beide:
        return Kloof(Richting(richting), (), eenheid=eenheid)
    eerste, laatste = beide[0], beide[-1]
    return Kloof(
        Richting(richting),
        tuple(beide),
        nulwaarde=gebied[eerste],
        waarde=gebied[laatste],
        nulwaarde_gemeente=gemeente[eerste],
        waarde_gemeente=gemeente[laatste],
        eenheid=eenheid,
    )
