"""What a cell says: a number, why there is none, or something that does not belong there; and which year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from monitor.models import Meting

#: What the CBS and others write where a value is missing. A dot is "unknown, unreliable or secret", an x "secret".
ONTBREEKT = {
    ".": Meting.Reden.NIET_BESCHIKBAAR,
    "..": Meting.Reden.NIET_BESCHIKBAAR,
    "x": Meting.Reden.TE_KLEIN,
}
DUIZENDSTE = Decimal("0.001")
GROOTST = Decimal(10) ** 11

_SPATIES = re.compile(r"[\s\u00a0\u202f']+")
_GETAL = re.compile(r"[+-]?\d[\d.,]*")
#: Three digits after one sign: a thousand, or three decimals.
_ONZEKER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_JAAR = re.compile(r"((?:19|20)\d{2})(?:JJ00)?\*{0,2}")
_DAG = re.compile(r"((?:19|20)\d{2})-\d{2}-\d{2}")
_LOS_JAAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


class Decimaal(Enum):
    """Which sign stands before the decimals in a file."""

    KOMMA = ","
    PUNT = "."
    ONBEKEND = "?"


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell of a measurement: a value, or a reason, or a fault; all empty where the cell is empty."""

    waarde: Decimal | None = None
    reden: str = ""
    fout: str = ""
    voorlopig: bool = False
    #: The number can be read in two ways, and nothing in the file tells which.
    onzeker: bool = False

    @property
    def leeg(self) -> bool:
        return self.waarde is None and not self.reden and not self.fout


def decimaalteken(teksten: Iterable[str]) -> Decimaal:
    """Which sign the numbers of a file have before their decimals, as far as they give themselves away."""
    komma = punt = False
    for tekst in teksten:
        kaal = _SPATIES.sub("", tekst).rstrip("*%")
        if not _GETAL.fullmatch(kaal) or _ONZEKER.fullmatch(kaal):
            continue
        laatste = max(kaal.rfind(","), kaal.rfind("."))
        if laatste < 0:
            continue
        teken = kaal[laatste]
        if kaal.count(teken) > 1:  # 1.234.567: the other one comes before decimals
            teken = "," if teken == "." else "."
        komma, punt = komma or teken == ",", punt or teken == "."
    if komma == punt:
        return Decimaal.ONBEKEND
    return Decimaal.KOMMA if komma else Decimaal.PUNT


def lees_cel(tekst: str, decimaal: Decimaal = Decimaal.ONBEKEND) -> Cel:
    """Read a cell. What is no number and no usual sign for a missing one is a fault, "n.v.t." too."""
    kaal = _SPATIES.sub("", tekst)
    voorlopig = kaal.endswith("*") and len(kaal) > 1
    kaal = kaal.rstrip("*")
    if not kaal:
        return Cel() if not tekst.strip() else Cel(fout=f"“{tekst[:40]}” is geen getal")
    if reden := ONTBREEKT.get(kaal.lower()):
        return Cel(reden=reden)
    kaal = kaal.removesuffix("%")
    if not kaal.isascii() or not _GETAL.fullmatch(kaal):
        return Cel(fout=f"“{tekst[:40]}” is geen getal")
    onzeker = decimaal is Decimaal.ONBEKEND and bool(_ONZEKER.fullmatch(kaal))
    genormaliseerd = _normaal(kaal, decimaal)
    if genormaliseerd is None:
        return Cel(fout=f"“{tekst[:40]}” is geen getal")
    waarde = Decimal(genormaliseerd)
    if abs(waarde) >= GROOTST:
        return Cel(fout=f"“{tekst[:40]}” is te groot")
    return Cel(waarde=waarde.quantize(DUIZENDSTE, ROUND_HALF_UP), voorlopig=voorlopig, onzeker=onzeker)


def _normaal(kaal: str, decimaal: Decimaal) -> str | None:
    """The number with a dot before its decimals; None when its signs make no sense."""
    if decimaal is Decimaal.ONBEKEND:
        # A Dutch reader: of two signs the last comes before the decimals; alone, a comma does, and a dot parts
        # thousands.
        teken = "." if kaal.rfind(".") > kaal.rfind(",") and not re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", kaal) else ","
    else:
        teken = decimaal.value
    groep = "," if teken == "." else "."
    heel, _, rest = kaal.partition(teken)
    if groep in rest or teken in rest:
        return None
    if groep in heel and not re.fullmatch(rf"[+-]?\d{{1,3}}(\{groep}\d{{3}})+", heel):
        return None
    return heel.replace(groep, "") + (f".{rest}" if rest else "")


def lees_jaar(tekst: str) -> int | None:
    """The calendar year of a cell such as "2023", "2023JJ00", "2023*" or "2023-01-01"; None for anything else.

    A quarter, a month or a school year is no calendar year.
    """
    kaal = tekst.strip()
    gevonden = _JAAR.fullmatch(kaal) or _DAG.fullmatch(kaal)
    jaar = int(gevonden.group(1)) if gevonden else None
    return jaar if jaar and 1990 <= jaar <= 2099 else None


def jaar_in(tekst: str) -> int | None:
    """The only year that a title, a file name or a head of a column names; None for none or several."""
    jaren = {int(jaar) for jaar in _LOS_JAAR.findall(tekst.replace("JJ00", ""))}
    return jaren.pop() if len(jaren) == 1 else None
