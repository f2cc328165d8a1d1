"""Shapes in a drawing and whether they touch. y grows downwards."""

from dataclasses import dataclass
from math import hypot


@dataclass(frozen=True, slots=True)
class Vak:
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def rond(cls, x: float, y: float, straal: float) -> "Vak":
        """The square around a point."""
        return cls(x - straal, y - straal, x + straal, y + straal)

    def raakt(self, ander: "Vak") -> bool:
        return self.x0 < ander.x1 and ander.x0 < self.x1 and self.y0 < ander.y1 and ander.y0 < self.y1

    def binnen(self, ander: "Vak") -> bool:
        return self.x0 >= ander.x0 and self.y0 >= ander.y0 and self.x1 <= ander.x1 and self.y1 <= ander.y1

    def ruimer(self, rand: float) -> "Vak":
        return Vak(self.x0 - rand, self.y0 - rand, self.x1 + rand, self.y1 + rand)

    def naaste(self, x: float, y: float) -> tuple[float, float]:
        """The point of this rectangle that is nearest to (x, y)."""
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)

    def afstand(self, x: float, y: float) -> float:
        naaste_x, naaste_y = self.naaste(x, y)
        return hypot(naaste_x - x, naaste_y - y)


@dataclass(frozen=True, slots=True)
class Lijnstuk:
    """A straight line between two points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def snijdt(self, vak: Vak) -> bool:
        """Whether any part of the line lies in `vak`."""
        if max(self.x0, self.x1) < vak.x0 or min(self.x0, self.x1) > vak.x1:
            return False
        if max(self.y0, self.y1) < vak.y0 or min(self.y0, self.y1) > vak.y1:
            return False
        kanten = [self._kant(x, y) for x in (vak.x0, vak.x1) for y in (vak.y0, vak.y1)]
        return min(kanten) <= 0 <= max(kanten)

    def kruist(self, ander: "Lijnstuk") -> bool:
        """Whether the two lines share a point."""
        return (
            self._kant(ander.x0, ander.y0) * self._kant(ander.x1, ander.y1) <= 0
            and ander._kant(self.x0, self.y0) * ander._kant(self.x1, self.y1) <= 0
        )

    def _kant(self, x: float, y: float) -> float:
        """On which side of the line a point lies: below or above 0; 0 on the line."""
        return (self.x1 - self.x0) * (y - self.y0) - (self.y1 - self.y0) * (x - self.x0)
