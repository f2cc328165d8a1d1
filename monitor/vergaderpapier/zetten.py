"""From a snapshot to a PDF, in a process of its own, and kept under the hash of what it looks like.

These are documents of a few pages: whoever asks waits for it, a second or two the first time and no time after that.
One is laid out at a time on a machine, so that a meeting full of people who all open the agenda costs one process.
"""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from monitor.opmaak import in_het_nederlands
from monitor.zetten import samenstel, voorraad
from monitor.zetten.heel import Elders
from monitor.zetten.tekens import drukbaar_in
from monitor.zetten.voorraad import Kaart

STIJLBLADEN = ["css/pdf.css", "css/pdf-vergadering.css"]
#: Seconds that a reader waits at most: a web worker is given up after thirty.
GEDULD = 20.0


class Druk(Exception):
    """It takes too long: others are being served, or the machine has something else to do."""


@dataclass(frozen=True)
class Papier:
    """A PDF. `kenmerk` is the hash of what it was made of, and of who made it."""

    kenmerk: str
    pdf: bytes
    bladzijden: int


def als_html(inhoud: dict[str, Any]) -> str:
    """The paper as one HTML document; its addresses are relative to static/."""
    with in_het_nederlands():
        waarden = {"papier": drukbaar_in(inhoud), "stijlbladen": STIJLBLADEN}
        return render_to_string("monitor/pdf/vergadering/papier.html", waarden)


def kenmerk_van(html: str) -> str:
    """What identifies a paper: another text, style, font or typesetter gives another."""
    stijl = samenstel.kenmerk_van_de_stijl(STIJLBLADEN)
    return hashlib.sha256(f"heel\n{stijl}\n{html}".encode()).hexdigest()


def zet(inhoud: dict[str, Any]) -> Papier:
    """The PDF of a snapshot: the one that is kept, else a new one. Raises ZetFout, Druk, or OSError."""
    html = als_html(inhoud)
    kenmerk = kenmerk_van(html)
    pad = settings.ZETSEL_MAP / kenmerk
    if gevonden := _gevonden(pad, kenmerk):
        return gevonden
    uiterlijk = time.monotonic() + GEDULD
    with _om_de_beurt(uiterlijk):
        # Whoever had the turn before may have made this very one.
        return _gevonden(pad, kenmerk) or _maak(html, pad, kenmerk, uiterlijk)


def _gevonden(pad: Path, kenmerk: str) -> Papier | None:
    if voorraad.zoek(pad) is None:
        return None
    kaart, pdf = voorraad.lees(pad)
    return Papier(kenmerk, pdf, kaart.bladzijden)


def _maak(html: str, pad: Path, kenmerk: str, uiterlijk: float) -> Papier:
    def nog_gewenst() -> None:
        if time.monotonic() > uiterlijk:
            raise Druk

    with TemporaryDirectory(dir=_werkmap()) as map_, Elders(nog_gewenst) as zetter:
        bladzijden = zetter.maak_op(html).bladzijden
        uit = Path(map_) / "papier.pdf"
        zetter.schrijf(uit, kenmerk=kenmerk)
        pdf = uit.read_bytes()
    # The stock is one of parts; a whole document has nothing that another part could ask for.
    voorraad.bewaar(pad, Kaart(bladzijden, {}, [], [], [], {}), pdf)
    voorraad.snoei(settings.ZETSEL_MAP, grootste=settings.ZETSEL_MAX_MB * 1_000_000)
    return Papier(kenmerk, pdf, bladzijden)


@contextmanager
def _om_de_beurt(uiterlijk: float) -> Iterator[None]:
    """Wait until nobody else on this machine lays out a paper. Raises Druk when that takes too long."""
    with (_werkmap() / "papier.slot").open("w") as slot:
        while True:
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > uiterlijk:
                    raise Druk from None
                time.sleep(0.1)
        yield


def _werkmap() -> Path:
    map_ = Path(settings.WERKMAP)
    map_.mkdir(parents=True, exist_ok=True)
    return map_
