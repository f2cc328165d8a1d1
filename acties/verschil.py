"""Two versions of a text: shown with their differences, and put together into one.

For putting together, texts are read as words and line breaks; runs of spaces count as one space.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sterkvoornoord.verschil import verschil

REGEL = "\n"
#: More than fits in any text field.
MEESTE_WOORDEN = 2500


class _Ingreep(NamedTuple):
    """Words `van` up to `tot` of the old text become `woorden`."""

    van: int
    tot: int
    woorden: list[str]


def in_woorden(tekst: str) -> list[str]:
    """Words and line breaks of a text: "Dag  Noord" is ["Dag", "Noord"]."""
    return re.findall(r"\n|[^\s]+", tekst.replace("\r\n", REGEL))


def als_tekst(woorden: list[str]) -> str:
    """The text of words and line breaks, the reverse of `in_woorden`."""
    return re.sub(r" ?\n ?", REGEL, " ".join(woorden)).strip()


def woordverschil(was: str, wordt: str) -> SafeString:
    """Both texts as safe HTML: what is new in <ins>, what was in `was` but went in <del>."""
    merk = {"gelijk": "{}", "weg": "<del>{}</del>", "bij": "<ins>{}</ins>"}
    stukken = verschil(was.replace("\r\n", REGEL), wordt.replace("\r\n", REGEL))
    html = (format_html(merk[stuk.soort], linebreaksbr(stuk.tekst, True)) for stuk in stukken)
    return format_html_join("", "{}", ((stuk,) for stuk in html))


def voeg_samen(was: str, mijn: str, ander: str) -> str:
    """One text that holds both changes of `was`: a proposal, to be read by a person.

    Changes in different places are both carried out; where they touch each other, mine stands first and the
    other's follows. Texts that no field accepts are only put under each other: comparing them would take too long.
    """
    oud, een, twee = (in_woorden(tekst) for tekst in (was, mijn, ander))
    if max(len(oud), len(een), len(twee)) > MEESTE_WOORDEN:
        return als_tekst([*een, REGEL, *twee])
    mijne, andere = _ingrepen(oud, een), _ingrepen(oud, twee)
    uit, plek = [], 0
    for van, tot in _groepen(mijne, andere):
        uit += oud[plek:van]
        een, twee = (_toegepast(oud, rij, van, tot) for rij in (mijne, andere))
        ongewijzigd = oud[van:tot]
        if een in (twee, ongewijzigd):
            uit += twee
        elif twee == ongewijzigd:
            uit += een
        else:
            uit += [*een, *twee]
        plek = tot
    return als_tekst(uit + oud[plek:])


def _ingrepen(oud: list[str], nieuw: list[str]) -> list[_Ingreep]:
    codes = SequenceMatcher(None, oud, nieuw).get_opcodes()
    return [_Ingreep(i1, i2, nieuw[j1:j2]) for soort, i1, i2, j1, j2 in codes if soort != "equal"]


def _groepen(mijne: list[_Ingreep], andere: list[_Ingreep]) -> Iterator[tuple[int, int]]:
    """Stretches of the old text that changed; changes that overlap, or add at the same place, are one stretch."""
    van = tot = None
    for ingreep in sorted([*mijne, *andere], key=lambda i: (i.van, i.tot)):
        if van is None:
            van, tot = ingreep.van, ingreep.tot
        elif ingreep.van < tot or van == tot == ingreep.van == ingreep.tot:
            tot = max(tot, ingreep.tot)
        else:
            yield van, tot
            van, tot = ingreep.van, ingreep.tot
    if van is not None:
        yield van, tot


def _toegepast(oud: list[str], ingrepen: list[_Ingreep], van: int, tot: int) -> list[str]:
    """The old words `van` up to `tot` with the changes that fall inside carried out."""
    uit, plek = [], van
    for ingreep in ingrepen:
        # Words added at the very edge of a stretch are a stretch of their own.
        binnen = van <= ingreep.van < tot and (ingreep.van > van or ingreep.tot > van)
        if binnen or van == tot == ingreep.van == ingreep.tot:
            uit += oud[plek : ingreep.van] + ingreep.woorden
            plek = ingreep.tot
    return uit + oud[plek:tot]
