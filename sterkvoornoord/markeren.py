"""Shows in a text where searched words are: marked, or as a short fragment around the first of them.

Words are compared folded, as searching does (see `sterkvoornoord.tekst.vouw`); what is shown is the text as it is.
"""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sterkvoornoord.tekst import vouw

Plek = tuple[int, int]

#: Shorter words are in many others by chance ("de" in "jeugdige, Leidschendam"): they are only shown on their own.
MIN_DEEL = 4


def plekken(tekst: str, woorden: Iterable[str]) -> list[Plek]:
    """Begin and end in `tekst` of every place that holds one of the folded `woorden`; overlaps become one."""
    gevouwen, herkomst = _vouw_per_teken(tekst)
    gevonden = [
        (herkomst[raak.start()], herkomst[raak.end() - 1] + 1)
        for woord in filter(None, woorden)
        for raak in _patroon(woord).finditer(gevouwen)
    ]
    samen: list[Plek] = []
    for begin, eind in sorted(gevonden):
        if samen and begin <= samen[-1][1]:
            samen[-1] = (samen[-1][0], max(eind, samen[-1][1]))
        else:
            samen.append((begin, eind))
    return samen


def markeer(tekst: str, woorden: Iterable[str]) -> SafeString:
    """`tekst`, escaped, with every place that holds a word inside <mark>."""
    delen, tot = [], 0
    for begin, eind in plekken(tekst, woorden):
        delen.append((tekst[tot:begin], tekst[begin:eind]))
        tot = eind
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", delen), tekst[tot:])


def fragment(tekst: str, woorden: Sequence[str], lengte: int = 170) -> SafeString:
    """About `lengte` characters of `tekst` around the first hit, marked; its beginning when there is none."""
    tekst = " ".join(tekst.split())
    if len(tekst) <= lengte:
        return markeer(tekst, woorden)
    raak = plekken(tekst, woorden)
    begin = max(0, raak[0][0] - lengte // 3) if raak else 0
    if begin:
        begin = tekst.rfind(" ", 0, begin + 1) + 1
    eind = min(len(tekst), begin + lengte)
    if eind < len(tekst):
        eind = max(tekst.rfind(" ", begin, eind), raak[0][1] if raak else begin + 1)
    voor, na = ("… " if begin else ""), (" …" if eind < len(tekst) else "")
    return mark_safe(f"{voor}{markeer(tekst[begin:eind], woorden)}{na}")  # noqa: S308 made of escaped parts


def _patroon(woord: str) -> re.Pattern:
    letterlijk = re.escape(woord)
    return re.compile(letterlijk if len(woord) >= MIN_DEEL else rf"(?<!\w){letterlijk}(?!\w)")


def _vouw_per_teken(tekst: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `tekst` that it came from."""
    gevouwen, herkomst = [], []
    for plek, teken in enumerate(tekst):
        for deel in vouw(teken) or (" " if teken.isspace() else ""):
            gevouwen.append(deel)
            herkomst.append(plek)
    return "".join(gevouwen), herkomst
