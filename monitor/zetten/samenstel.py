"""A large book: find out which parts have to be laid out, have that done, and number the pages.

Parts that name pages of others ("noemt_bladzijden": contents, registers) come last, when these are known. Their own
length counts as well, so it goes round until nothing changes any more; that is the second time, as a rule.
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from django.conf import settings

from monitor.zetten import versies, voorraad
from monitor.zetten.basis import LETTERS, STATIC, ZetFout
from monitor.zetten.ploeg import Ploeg
from monitor.zetten.voorraad import Kaart

#: Goes up when this package makes something else of the same part.
VERSIE = 4
#: Rounds in which the page numbers have to settle.
RONDEN = 5
#: Stands in for a page number that is not known yet, about as wide.
ONBEKEND = "000"

Meld = Callable[[float, str], None]

_HIERHEEN = re.compile(r'href="#([^"]+)"')
_ANKER = re.compile(r'\sid="([^"]+)"')


@dataclass
class Deel:
    """A part: a whole HTML document without styles."""

    naam: str
    html: str
    noemt_bladzijden: bool
    #: What is known of it once it is laid out.
    kaart: Kaart | None = None
    pad: Path | None = None

    def met_verwijzingen(self, bladzijden: dict[str, int]) -> str:
        """The HTML with links that lead to other parts; with page numbers if it names any."""
        eigen = set(_ANKER.findall(self.html))

        def link(vondst: re.Match) -> str:
            anker = vondst[1]
            adres = f'href="#{anker}"' if anker in eigen else f'href="boek:{anker}"'
            if not self.noemt_bladzijden:
                return adres
            return f'{adres} data-blz="{bladzijden.get(unescape(anker), ONBEKEND)}"'

        return _HIERHEEN.sub(link, self.html)


@dataclass
class Samengesteld:
    """A book whose parts are laid out but not yet one document."""

    delen: list[Deel]
    voettekst: str
    _nog_gewenst: Callable[[], None] = field(repr=False, default=lambda: None)

    @property
    def kaarten(self) -> list[Kaart]:
        return [deel.kaart for deel in self.delen]

    @property
    def bladzijden(self) -> int:
        return sum(kaart.bladzijden for kaart in self.kaarten)

    @property
    def bladwijzers(self) -> list[str]:
        """Labels of all bookmarks, in order."""
        return [label for kaart in self.kaarten for _, label, *_ in kaart.bladwijzers]


def maak_op(delen: list[Deel], stijlbladen: list[str], *, voettekst: str, meld: Meld) -> Samengesteld:
    """Lay out what is not there yet. `meld` hears which share is done and where it is; what it raises ends the work.

    Raises ZetFout, and OSError when the disk refuses.
    """
    werk = _Werk(delen, stijlbladen, meld)
    with Ploeg(_zetters(), lambda: werk.meld()) as ploeg:
        werk.zet(ploeg, [deel for deel in delen if not deel.noemt_bladzijden])
        for _ in range(RONDEN):
            if not werk.nummer(ploeg):
                break
        else:
            raise ZetFout("De bladzijden van het boek laten zich niet nummeren.")
    return Samengesteld(delen, voettekst)


def schrijf(boek: Samengesteld, doel: Path, *, meld: Meld) -> None:
    """Put the parts together in `doel`. Raises ZetFout, and OSError; a part of the file may be there then."""
    totaal, aantal = len(boek.delen), 0

    def nog_gewenst() -> None:
        meld(aantal / totaal, f"deel {aantal} van {totaal}")

    opdracht = {"paden": [str(deel.pad) for deel in boek.delen], "uit": str(doel), "voettekst": boek.voettekst}
    with Ploeg(1, nog_gewenst) as ploeg:
        for aantal in ploeg.voeg(opdracht):  # noqa: B007 - told by nog_gewenst
            nog_gewenst()
    voorraad.snoei(settings.ZETSEL_MAP, grootste=settings.ZETSEL_MAX_MB * 1_000_000)


class _Werk:
    """Which parts are there, and how many are to come."""

    def __init__(self, delen: list[Deel], stijlbladen: list[str], meld: Meld) -> None:
        self.delen, self.stijlbladen, self._meld = delen, stijlbladen, meld
        self.stijl = kenmerk_van_de_stijl(stijlbladen)

    def meld(self) -> None:
        klaar = sum(deel.kaart is not None for deel in self.delen)
        self._meld(klaar / len(self.delen), f"deel {min(klaar + 1, len(self.delen))} van {len(self.delen)}")

    def zet(self, ploeg: Ploeg, delen: list[Deel]) -> bool:
        """Lay out these parts, or find them laid out already; whether any is another than before."""
        bladzijden = self._bladzijden()
        nieuw, opdrachten = False, {}
        for deel in delen:
            html = deel.met_verwijzingen(bladzijden)
            kenmerk = hashlib.sha256(f"{self.stijl}\n{html}".encode()).hexdigest()
            pad = settings.ZETSEL_MAP / kenmerk
            if pad == deel.pad:
                continue
            nieuw, deel.pad, deel.kaart = True, pad, voorraad.zoek(pad)
            if deel.kaart is None:
                opdrachten[str(pad)] = {"html": html, "pad": str(pad), "kenmerk": kenmerk}
        per_pad = {str(deel.pad): deel for deel in delen}
        self.meld()
        for opdracht in ploeg.zet([{**o, "stijlbladen": self.stijlbladen} for o in opdrachten.values()]):
            per_pad[opdracht["pad"]].kaart = voorraad.zoek(Path(opdracht["pad"]))
            self.meld()
        if weg := [deel.naam for deel in delen if deel.kaart is None]:
            raise ZetFout(f"Een deel van het boek verdween terwijl het werd gemaakt: {weg[0]}.")
        return nieuw

    def nummer(self, ploeg: Ploeg) -> bool:
        """Lay out the parts that name pages, with what is known now; whether that changed anything."""
        eerste, *rest = [deel for deel in self.delen if deel.noemt_bladzijden] or [None]
        if eerste is None:
            return False
        # What comes first moves the numbers that all others name.
        eerste_anders = self.zet(ploeg, [eerste])
        return self.zet(ploeg, rest) or eerste_anders

    def _bladzijden(self) -> dict[str, int]:
        """The page of every anchor, as far as all that stands before it is laid out."""
        bladzijden: dict[str, int] = {}
        eerste = 1
        for deel in self.delen:
            if deel.kaart is None:
                break
            bladzijden |= {anker: eerste + plek[0] for anker, plek in deel.kaart.ankers.items()}
            eerste += deel.kaart.bladzijden
        return bladzijden


def _zetters() -> int:
    return settings.ZETTERS or min(2, os.cpu_count() or 1)


def kenmerk_van_de_stijl(stijlbladen: list[str]) -> str:
    """A hash of all that a part looks like, apart from its HTML: styles, pictures, fonts, and who lays it out.

    Read anew for every book, because the processes that lay out read the files anew as well.
    """
    som = hashlib.sha256(f"{VERSIE} {versies.van_de_zetter()}".encode())
    bestanden = [STATIC / naam for naam in stijlbladen]
    for pad in [*bestanden, *sorted((STATIC / "img").rglob("*")), *sorted(LETTERS.glob("*.woff2"))]:
        if pad.is_file():
            som.update(f"{pad.relative_to(STATIC)} {pad.stat().st_size}\n".encode() + pad.read_bytes())
    return som.hexdigest()
