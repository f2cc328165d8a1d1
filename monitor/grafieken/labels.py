"""Where the labels of a chart go: beside what they name, and never over one another.

The rule: labels are placed in order of weight. Each tries the places around its point, near ones first, and takes
the one that costs least: distance costs a little, covering a line or marker costs more. A place that touches a label
that is already there, or that sticks out of the drawing, is no place at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Average width of a character, as a share of the type size. On the wide side: too much room is no harm.
TEKENBREEDTE = 0.5
REGELHOOGTE = 1.2
#: Cost of covering one line or marker, in pixels of distance.
KOST_HINDERNIS = 26


@dataclass(frozen=True, slots=True)
class Vak:
    """A rectangle; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def raakt(self, ander: "Vak") -> bool:
        return self.x0 < ander.x1 and ander.x0 < self.x1 and self.y0 < ander.y1 and ander.y0 < self.y1

    def binnen(self, ander: "Vak") -> bool:
        return self.x0 >= ander.x0 and self.y0 >= ander.y0 and self.x1 <= ander.x1 and self.y1 <= ander.y1


@dataclass(frozen=True, slots=True)
class Label:
    """A text for the point (x, y)."""

    tekst: str
    x: float
    y: float
    kleur: str
    vet: bool = False
    grootte: int = 14

    @property
    def breedte(self) -> float:
        return len(self.tekst) * self.grootte * TEKENBREEDTE * (1.06 if self.vet else 1)


@dataclass(frozen=True, slots=True)
class Geplaatst:
    """A label with the rectangle that it got."""

    label: Label
    vak: Vak

    @property
    def x(self) -> float:
        return self.vak.x0

    @property
    def y(self) -> float:
        """The baseline of the text."""
        return self.vak.y1 - self.label.grootte * 0.28


def plaats(labels: Sequence[Label], tekening: Vak, hindernissen: Iterable[Vak] = ()) -> list[Geplaatst]:
    """Give each of `labels`, the weightiest first, a place inside `tekening`.

    A label for which no place is left is left out: the table beside the chart has every number.
    """
    hindernissen = list(hindernissen)
    geplaatst: list[Geplaatst] = []
    for label in labels:
        beste, laagste = None, float("inf")
        for vak, afstand in _plekken(label, tekening):
            if afstand >= laagste or not vak.binnen(tekening) or any(vak.raakt(g.vak) for g in geplaatst):
                continue
            kost = afstand + KOST_HINDERNIS * sum(vak.raakt(hindernis) for hindernis in hindernissen)
            if kost < laagste:
                beste, laagste = vak, kost
        if beste is not None:
            geplaatst.append(Geplaatst(label, beste))
    return geplaatst


def _plekken(label: Label, tekening: Vak) -> Iterable[tuple[Vak, float]]:
    """Rectangles around the point with their distance: right of it, left of it, above and below it."""
    breed, hoog, rand = label.breedte, label.grootte * REGELHOOGTE, 13
    stap = hoog / 2
    for nr in range(int((tekening.y1 - tekening.y0) / stap) + 1):
        for verticaal in {nr * stap, -nr * stap}:
            boven = label.y + verticaal - hoog / 2
            for links, extra in (
                (label.x + rand, 0.0),
                (label.x - rand - breed, 12.0),
                (label.x - breed / 2, 0.0 if nr >= 2 else 400.0),
                (tekening.x1 - breed, 30.0),
                (tekening.x0, 30.0),
            ):
                yield Vak(links, boven, links + breed, boven + hoog), abs(verticaal) + extra
