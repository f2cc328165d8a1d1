"""Small numbers: a value about fewer than ten people is not shown, and cannot be worked out from its neighbours.

A value is small when the indicator counts people and it is below ten, or when it is about fewer than ten people.
The programme area is the sum of its wijken, so with all numbers but one that one is known too. Therefore, in each
year: where one wijk is hidden the whole is hidden, and where the whole is small all wijken are hidden. The whole,
not a sibling: which sibling falls away could depend on its value, and then tells something about it. A value from
another source about the same area and year is hidden with it.
"""

from collections import defaultdict
from collections.abc import Iterable

from monitor.models import Meting
from opgaven.models import Gebied

#: Numbers about fewer people than this are hidden.
GRENS = 10

#: One box that several sources can fill: indicator, area, year.
Vak = tuple[int, int, int]


def is_klein(meting: Meting) -> bool:
    """Whether this number is about too few people; needs `indicator`."""
    if meting.reden == Meting.Reden.TE_KLEIN:
        return True
    if meting.aantal_personen is not None and meting.aantal_personen < GRENS:
        return True
    return meting.indicator.telt_personen and meting.waarde is not None and meting.waarde < GRENS


def vak(meting: Meting) -> Vak:
    return meting.indicator_id, meting.gebied_id, meting.peiljaar


def verborgen_vakken(metingen: Iterable[Meting]) -> set[Vak]:
    """The boxes of which no value may be shown. Give all measurements of an indicator, with `indicator` and `gebied`.

    With a part of them, such as one wijk, the answer is not safe: what hides a number may be outside that part.
    """
    metingen = list(metingen)
    verborgen = {vak(meting) for meting in metingen if is_klein(meting)}
    delen: dict[tuple[int, int], set[Vak]] = defaultdict(set)
    geheel: dict[tuple[int, int], Vak] = {}
    for meting in metingen:
        plek = meting.indicator_id, meting.peiljaar
        if meting.gebied.soort == Gebied.Soort.WIJK:
            delen[plek].add(vak(meting))
        elif meting.gebied.soort == Gebied.Soort.PROGRAMMA:
            geheel[plek] = vak(meting)
    for plek, heel in geheel.items():
        if heel in verborgen:
            verborgen |= delen[plek]
        elif delen[plek] & verborgen:
            verborgen.add(heel)
    return verborgen
