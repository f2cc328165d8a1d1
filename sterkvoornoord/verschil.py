"""The difference between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: Above this product of words the comparison would take longer than a reader waits; both texts are shown whole.
MEEST_WOORDPAREN = 400_000


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text that both versions have, or only the old one (weg), or only the new one (bij)."""

    soort: Literal["gelijk", "weg", "bij"]
    tekst: str


def verschil(van: str, naar: str) -> tuple[Stuk, ...]:
    """Pieces that, read without "bij", give `van`, and without "weg" give `naar`; empty pieces are left out."""
    oud, nieuw = _woorden(van), _woorden(naar)
    begin = _gelijk(oud, nieuw)
    eind = _gelijk(oud[begin:][::-1], nieuw[begin:][::-1])
    oud_midden, nieuw_midden = oud[begin : len(oud) - eind], nieuw[begin : len(nieuw) - eind]
    stukken = [("gelijk", oud[:begin]), *_midden(oud_midden, nieuw_midden), ("gelijk", oud[len(oud) - eind :])]
    return tuple(Stuk(soort, "".join(woorden)) for soort, woorden in stukken if woorden)


def _midden(oud: list[str], nieuw: list[str]) -> list[tuple[str, list[str]]]:
    if len(oud) * len(nieuw) > MEEST_WOORDPAREN:
        return [("weg", oud), ("bij", nieuw)]
    stukken = []
    for soort, a, b, c, d in SequenceMatcher(None, oud, nieuw, autojunk=False).get_opcodes():
        if soort == "equal":
            stukken.append(("gelijk", oud[a:b]))
        else:
            stukken += [("weg", oud[a:b]), ("bij", nieuw[c:d])]
    return _veeg_samen(stukken)


def _veeg_samen(stukken: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Join changes that only a space keeps apart: "3 tot 5" became "gemiddeld 4", not one word at a time."""
    uit, weg, bij = [], [], []
    for nr, (soort, woorden) in enumerate(stukken):
        tussenin = woorden == [" "] and 0 < nr < len(stukken) - 1
        if soort == "gelijk" and not tussenin:
            uit += [("weg", weg), ("bij", bij), (soort, woorden)]
            weg, bij = [], []
            continue
        if soort != "bij":
            weg = weg + woorden
        if soort != "weg":
            bij = bij + woorden
    return [*uit, ("weg", weg), ("bij", bij)]


def _woorden(tekst: str) -> list[str]:
    """Words and the white space between them, so that joining gives the text back."""
    return re.findall(r"\s+|\S+", tekst)


def _gelijk(een: list[str], ander: list[str]) -> int:
    """Number of words that both begin with."""
    aantal = 0
    for a, b in zip(een, ander, strict=False):
        if a != b:
            break
        aantal += 1
    return aantal
