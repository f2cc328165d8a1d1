"""Which characters can be printed: those that our letters have."""

from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from monitor.zetten.basis import LETTERS, ZetFout


def drukbaar(tekst: str) -> str:
    """`tekst` with a "?" for each character that our letters do not have, such as an emoji."""
    tekens = _tekens()
    return "".join(teken if teken in tekens or teken in "\n\t" else "?" for teken in tekst)


def drukbaar_in(waarde: Any) -> Any:
    """A snapshot with only such characters in its texts."""
    if isinstance(waarde, str):
        return drukbaar(waarde)
    if isinstance(waarde, dict):
        return {sleutel: drukbaar_in(deel) for sleutel, deel in waarde.items()}
    return [drukbaar_in(deel) for deel in waarde] if isinstance(waarde, list) else waarde


@lru_cache(maxsize=1)
def _tekens() -> frozenset[str]:
    bestanden = [*LETTERS.glob("source-sans-3-latin-*.woff2"), *LETTERS.glob("noto-sans-arabic-*.woff2")]
    if not bestanden:
        raise ZetFout("De lettertypen van het portaal ontbreken.")
    return frozenset(chr(code) for bestand in bestanden for code in TTFont(bestand).getBestCmap())
