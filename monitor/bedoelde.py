"""Did you mean …: the nearest spelling that the programme itself uses, for words that nothing has."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from acties.zoeken import woorden
from sterkvoornoord.tekst import vouw

#: How alike two words must be, from 0 to 1: "meuwen" and "meeuwen" are 0.92 alike, "huis" and "muis" 0.75.
GELIJKENIS = 0.75
#: Shorter words are like too many others.
MIN_LENGTE = 4


def bedoelde(vraag: str, teksten: Iterable[str]) -> str:
    """`vraag` with every unknown word replaced by the nearest word of `teksten`; "" when there is nothing better.

    A word is known when it is part of one that the texts use.
    """
    bekend = _woordenlijst(teksten)
    beter = []
    for woord in woorden(vraag):
        if any(woord in ander for ander in bekend):
            beter.append(woord)
            continue
        kandidaten = [ander for ander in bekend if abs(len(ander) - len(woord)) <= 2]
        nabij = get_close_matches(woord, kandidaten, n=1, cutoff=GELIJKENIS) if len(woord) >= MIN_LENGTE else []
        beter.append(bekend[nabij[0]] if nabij else woord)
    gevonden = " ".join(beter)
    return "" if vouw(gevonden) == " ".join(woorden(vraag)) else gevonden


def _woordenlijst(teksten: Iterable[str]) -> dict[str, str]:
    """Folded words and how they are written; small letters win, because a capital may only start a sentence."""
    bekend: dict[str, str] = {}
    for woord in _losse_woorden(teksten):
        sleutel = vouw(woord)
        if len(sleutel) >= MIN_LENGTE and (sleutel not in bekend or woord.islower()):
            bekend[sleutel] = woord
    return bekend


def _losse_woorden(teksten: Iterable[str]) -> Iterator[str]:
    for tekst in teksten:
        yield from re.findall(r"[^\W\d_]+", tekst)
