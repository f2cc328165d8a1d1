"""From values to places in a drawing, with round numbers along the axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

#: Below this share of the highest value the axis starts at 0: there is no reason to cut off so little.
VANAF_NUL = 0.35


@dataclass(frozen=True, slots=True)
class Schaal:
    """A straight line from the values `van`…`tot` to the places `begin`…`eind`; the end may lie before the begin."""

    van: float
    tot: float
    begin: float
    eind: float

    def __call__(self, waarde: Decimal | float) -> float:
        if self.tot == self.van:
            return (self.begin + self.eind) / 2
        return self.begin + (float(waarde) - self.van) / (self.tot - self.van) * (self.eind - self.begin)


def ronde_stappen(waarden: Iterable[Decimal | float], aantal: int = 4) -> list[Decimal]:
    """Round numbers, evenly spaced, from below the lowest value to above the highest; about `aantal` steps."""
    getallen = [float(w) for w in waarden]
    laag, hoog = min(getallen), max(getallen)
    if 0 <= laag <= VANAF_NUL * hoog:
        laag = 0.0
    if hoog == laag:
        laag, hoog = laag - 1 if laag else 0.0, hoog + 1
    ruw = (hoog - laag) / aantal
    macht = 10 ** floor(log10(ruw))
    stap = next(factor * macht for factor in (1, 2, 5, 10) if factor * macht >= ruw * 0.999)
    eerste, laatste = floor(laag / stap + 1e-9), ceil(hoog / stap - 1e-9)
    # A value on the edge would lie on the axis, where its label does not fit; 0 is the edge itself.
    if eerste * stap >= laag - stap * 0.1 and eerste != 0:
        eerste -= 1
    plaatsen = max(0, -floor(log10(stap) + 1e-9))
    return [round(Decimal(str(nr * stap)), plaatsen) for nr in range(eerste, laatste + 1)]
