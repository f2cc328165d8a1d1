"""The bookmarks of all parts in one tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import String

from monitor.zetten.schrijver import Schrijver


@dataclass
class Knoop:
    label: str = ""
    doel: bytes = b""
    open: bool = True
    nummer: int = 0
    kinderen: list["Knoop"] = field(default_factory=list)

    @property
    def zichtbaar(self) -> int:
        """How many bookmarks show below this one when it is open."""
        return len(self.kinderen) + sum(kind.zichtbaar for kind in self.kinderen if kind.open)


def schrijf_bladwijzers(uit: Schrijver, bladzijden: list[int], bladwijzers: Iterable[tuple]) -> int:
    """Write bookmarks (level, label, "open" or "closed", index of the page, x, y); return the number of the tree.

    `bladzijden` holds the object numbers of the pages. A part that begins with an actie goes on below the doel of
    the part before it, because only the levels count.
    """
    wortel = Knoop(nummer=uit.nieuw())
    pad = [(0, wortel)]
    for niveau, label, stand, bladzijde, x, y in bladwijzers:
        doel = b"[ %d 0 R /XYZ %a %a 0 ]" % (bladzijden[bladzijde], x, y)
        knoop = Knoop(label, doel, stand != "closed", uit.nieuw())
        while pad[-1][0] >= niveau:
            pad.pop()
        pad[-1][1].kinderen.append(knoop)
        pad.append((niveau, knoop))
    uit.object(b"<< /Type /Outlines%s /Count %d >>" % (_einden(wortel), wortel.zichtbaar), wortel.nummer)
    _schrijf_kinderen(uit, wortel)
    return wortel.nummer


def _einden(knoop: Knoop) -> bytes:
    if not knoop.kinderen:
        return b""
    return b" /First %d 0 R /Last %d 0 R" % (knoop.kinderen[0].nummer, knoop.kinderen[-1].nummer)


def _schrijf_kinderen(uit: Schrijver, ouder: Knoop) -> None:
    for volg, knoop in enumerate(ouder.kinderen):
        delen = [b"/Title %s /Parent %d 0 R /Dest %s" % (String(knoop.label).unparse(), ouder.nummer, knoop.doel)]
        if volg:
            delen.append(b"/Prev %d 0 R" % ouder.kinderen[volg - 1].nummer)
        if knoop is not ouder.kinderen[-1]:
            delen.append(b"/Next %d 0 R" % ouder.kinderen[volg + 1].nummer)
        if knoop.kinderen:
            aantal = knoop.zichtbaar if knoop.open else -knoop.zichtbaar
            delen.append(b"%s /Count %d" % (_einden(knoop), aantal))
        uit.object(b"<< %s >>" % b" ".join(delen), knoop.nummer)
        _schrijf_kinderen(uit, knoop)
