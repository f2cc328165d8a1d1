"""Where the labels of a chart go: beside what they name, and never over a line, a marker or one another.

The rule: labels are placed in order of weight. Each tries the places around its point, near ones first, and takes
the first that is free. A place further away gets a leader, a thin line to the point, that crosses nothing either.
A label without any place goes to the key under the drawing, so that nothing is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.grafieken.vlak import Lijnstuk, Vak

REGELHOOGTE = 1.2
#: Share of the type size that a text goes below its baseline.
STAART = 0.28
#: Space that a label keeps around itself.
LUCHT = 3.0
#: Distance between a point and what stands beside it, and the steps in which a label looks further.
RAND = 11.0
STAP = 9.0
#: From here on a label is too far from its point to be read as its name without a leader.
DICHTBIJ = 20.0
#: Length of the longest leader.
VERSTE = 150.0

#: Widths of the letters as a share of the type size, of the semibold and on the wide side: too much room is no harm.
_BREEDTES = {
    letter: breedte
    for letters, breedte in (
        (" ", 0.2), ("iljI.,:;'|!·íìîï", 0.32), ("frt()[]/-", 0.38), ("sczJ", 0.5),
        ("aegkvxyéèëêáàäâ0123456789+−–", 0.525), ("EFLSTXYZV", 0.55), ("&ß", 0.65), ("mwMW%", 0.85), ("@…ŒÆæœ", 0.97),
    )
    for letter in letters
}  # fmt: skip


def tekstbreedte(tekst: str, grootte: float) -> float:
    """How wide a text becomes in our letter, never too narrow."""
    return grootte * sum(_BREEDTES.get(letter, 0.68 if letter.isupper() else 0.6) for letter in tekst)


@dataclass(frozen=True, slots=True)
class Label:
    """A text for the point (x, y)."""

    tekst: str
    x: float
    y: float
    kleur: str
    #: Draws at (x, y) what the key shows before the text: line and marker of what this names.
    teken: Callable[[float, float], Sequence[str]] | None = None
    vet: bool = True
    grootte: int = 14
    #: Half the size of the marker at the point; a leader starts outside it.
    straal: float = 7.0

    @property
    def breedte(self) -> float:
        return tekstbreedte(self.tekst, self.grootte)

    @property
    def hoogte(self) -> float:
        return self.grootte * REGELHOOGTE


@dataclass(frozen=True, slots=True)
class Geplaatst:
    """A label with the rectangle that it got, and the line to its point when that is not beside it."""

    label: Label
    vak: Vak
    aanwijzer: Lijnstuk | None = None

    @property
    def kant(self) -> str | None:
        """The end of the text that is at `x`: the one that is nearest to the point."""
        return "end" if self.vak.x0 + self.vak.x1 < 2 * self.label.x else None

    @property
    def x(self) -> float:
        return self.vak.x1 if self.kant else self.vak.x0

    @property
    def y(self) -> float:
        """The baseline of the text."""
        return self.vak.y1 - self.label.grootte * STAART


@dataclass(slots=True)
class Vol:
    """What labels stay off: lines and the rectangles of markers."""

    lijnen: list[Lijnstuk] = field(default_factory=list)
    vakken: list[Vak] = field(default_factory=list)

    def raakt(self, vak: Vak) -> bool:
        ruim = vak.ruimer(LUCHT)
        return any(ruim.raakt(ander) for ander in self.vakken) or any(lijn.snijdt(ruim) for lijn in self.lijnen)

    def kruist(self, lijn: Lijnstuk) -> bool:
        return any(lijn.snijdt(vak) for vak in self.vakken) or any(lijn.kruist(ander) for ander in self.lijnen)


def plaats(labels: Sequence[Label], ruimte: Vak, vol: Vol) -> tuple[list[Geplaatst], list[Label]]:
    """Give each of `labels`, the weightiest first, a place inside `ruimte`; also return those for which there is none.

    `vol` grows with every label that is placed.
    """
    geplaatst, over = [], []
    for label in labels:
        plek = _zoek(label, ruimte, vol)
        if plek is None:
            over.append(label)
            continue
        geplaatst.append(plek)
        vol.vakken.append(plek.vak)
        if plek.aanwijzer:
            vol.lijnen.append(plek.aanwijzer)
    return geplaatst, over


def _zoek(label: Label, ruimte: Vak, vol: Vol) -> Geplaatst | None:
    """The cheapest free place beside the point, else further away with a leader."""
    for verste in (DICHTBIJ, VERSTE):
        for vak in sorted(_plekken(label, ruimte, verste), key=lambda vak: _kost(label, vak)):
            if vol.raakt(vak):
                continue
            if verste == DICHTBIJ:
                return Geplaatst(label, vak)
            aanwijzer = _aanwijzer(label, vak)
            if not vol.kruist(aanwijzer):
                return Geplaatst(label, vak, aanwijzer)
    return None


def _kost(label: Label, vak: Vak) -> float:
    """Near is best; then right of the point, where the line has ended; over or under it only for want of better."""
    kost = vak.afstand(label.x, label.y) + abs((vak.y0 + vak.y1) / 2 - label.y) / 2
    if vak.x0 > label.x:
        return kost
    return kost + (16 if vak.x1 < label.x else 14)


def _aanwijzer(label: Label, vak: Vak) -> Lijnstuk:
    """From beside the marker to just beside the label."""
    x, y = vak.ruimer(2).naaste(label.x, label.y)
    deel = label.straal * 1.5 / vak.afstand(label.x, label.y)
    return Lijnstuk(label.x + (x - label.x) * deel, label.y + (y - label.y) * deel, x, y)


def _plekken(label: Label, ruimte: Vak, verste: float) -> Iterator[Vak]:
    """Rectangles around the point, at most `verste` away, that lie in the drawing."""
    breed, hoog = label.breedte, label.hoogte
    for links in _begin(label.x, breed, ruimte.x0, ruimte.x1, verste):
        for boven in _begin(label.y, hoog, ruimte.y0, ruimte.y1, verste):
            vak = Vak(links, boven, links + breed, boven + hoog)
            if 0 < vak.afstand(label.x, label.y) <= verste:
                yield vak


def _begin(punt: float, maat: float, van: float, tot: float, verste: float) -> list[float]:
    """Where something of size `maat` may begin between `van` and `tot`: at `punt`, beside it, and on in steps."""
    ernaast = [kant for nr in range(int(verste / STAP)) for kant in (punt + RAND + nr * STAP, punt - RAND - nr * STAP)]
    plekken = {eind if eind > punt else eind - maat for eind in ernaast}
    plekken |= {punt - maat * deel / 4 for deel in range(5)} | {van, tot - maat}
    return [plek for plek in plekken if van <= plek <= tot - maat]
