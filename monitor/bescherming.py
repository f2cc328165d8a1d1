"""Small numbers: a value about fewer than ten people is not shown, and cannot be worked out from its neighbours.

A value is small when the indicator counts people and it is below ten, when it is about fewer than ten people, or
when it is a share of people and those who have it, or those who have not, are fewer than ten: 95% of 40 says
something about two.

The programme area is the sum of its wijken, so with all numbers but one that one is known too. Therefore, in each
year: where one wijk is hidden the whole is hidden, and where the whole is small all wijken are hidden. The whole,
not a sibling: which sibling falls away could depend on its value, and then tells something about it. In the same way
the whole is hidden when what it has more than the parts that are shown is small: a wijk that was not measured, or
the rest of the gemeente. A value from another source about the same area and year is hidden with it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.models import Meting
from opgaven.models import Gebied

#: Numbers about fewer people than this are hidden.
GRENS = 10

#: One box that several sources can fill: indicator, area, year.
Vak = tuple[int, int, int]

_PER_AANTAL = re.compile(r"per (\d[\d.]*)")


def is_klein(meting: Meting) -> bool:
    """Whether this number is about too few people; needs `indicator`."""
    if meting.reden == Meting.Reden.TE_KLEIN:
        return True
    if meting.aantal_personen is not None and meting.aantal_personen < GRENS:
        return True
    if meting.waarde is None:
        return False
    return (meting.indicator.telt_personen and meting.waarde < GRENS) or _is_klein_deel(meting)


def _is_klein_deel(meting: Meting) -> bool:
    """A percentage, or so many per 1,000, of a known number of people."""
    eenheid, aantal = meting.indicator.eenheid.strip().lower(), meting.aantal_personen
    if aantal is None:
        return False
    if eenheid.startswith(("%", "procent")):
        met = meting.waarde * aantal / 100
        return met < GRENS or aantal - met < GRENS
    per = _PER_AANTAL.match(eenheid)
    return per is not None and meting.waarde * aantal / Decimal(per[1].replace(".", "")) < GRENS


def mensen(meting: Meting) -> Decimal | None:
    """How many people a number counts or is about, as far as that is known."""
    return meting.waarde if meting.indicator.telt_personen else meting.aantal_personen


def vak(meting: Meting) -> Vak:
    return meting.indicator_id, meting.gebied_id, meting.peiljaar


def verborgen_vakken(metingen: Iterable[Meting], *, wijken: int) -> set[Vak]:
    """The boxes of which no value may be shown. Give all measurements of an indicator, with `indicator` and `gebied`.

    With a part of them, such as one wijk, the answer is not safe: what hides a number may be outside that part.
    `wijken` is the number of wijken that the programme area consists of, measured or not.
    """
    jaren: dict[tuple[int, int], _Jaar] = defaultdict(_Jaar)
    for meting in metingen:
        jaar = jaren[meting.indicator_id, meting.peiljaar]
        jaar.per_soort[meting.gebied.soort].setdefault(vak(meting), []).append(meting)
    for jaar in jaren.values():
        jaar.verberg(wijken)
    return {verborgen for jaar in jaren.values() for verborgen in jaar.verborgen}


@dataclass(slots=True)
class _Jaar:
    """The boxes of one indicator in one year, by sort of area, and those of them that are hidden."""

    per_soort: dict[str, dict[Vak, list[Meting]]] = field(default_factory=lambda: defaultdict(dict))
    verborgen: set[Vak] = field(default_factory=set)

    def verberg(self, wijken: int) -> None:
        """Hide what is small, and then what would give it away; see the module."""
        soort = Gebied.Soort
        delen, geheel, gemeente = (self.per_soort[een] for een in (soort.WIJK, soort.PROGRAMMA, soort.GEMEENTE))
        for vakken in self.per_soort.values():
            self.verborgen |= {plek for plek, metingen in vakken.items() if any(map(is_klein, metingen))}
        onvolledig = len(self._getoond(delen)) < wijken
        if geheel.keys() & self.verborgen:
            self.verborgen |= delen.keys()
        elif delen.keys() & self.verborgen or (onvolledig and self._rest_is_klein(geheel, delen)):
            self.verborgen |= geheel.keys()
        if self._rest_is_klein(gemeente, geheel) or self._rest_is_klein(gemeente, delen):
            self.verborgen |= gemeente.keys()

    def _getoond(self, vakken: dict[Vak, list[Meting]]) -> list[list[Decimal]]:
        """Of each box that is shown: the numbers of people that its sources give."""
        getoond = []
        for plek, metingen in vakken.items():
            aantallen = [aantal for aantal in map(mensen, metingen) if aantal is not None]
            if plek not in self.verborgen and aantallen:
                getoond.append(aantallen)
        return getoond

    def _rest_is_klein(self, geheel: dict[Vak, list[Meting]], delen: dict[Vak, list[Meting]]) -> bool:
        """Whether some source of the whole, less the parts as some source gives them, leaves a small number."""
        heel, deel = self._getoond(geheel), self._getoond(delen)
        return bool(heel and deel) and min(map(min, heel)) - sum(map(max, deel)) < GRENS
