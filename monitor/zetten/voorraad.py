"""Parts that were laid out, kept under the hash of what went in.

A file holds a checksum, a line of JSON that says what is in the part (`Kaart`), and its PDF. It comes under its name
when it is whole, and what turns out not to be whole is taken for absent.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

#: Seconds that a file is left alone after it was last used: longer than any job.
MET_RUST = 3600


@dataclass(frozen=True)
class Kaart:
    """What a part holds. Points are (page from 0, x, y) in the coordinates of PDF."""

    bladzijden: int
    #: Per anchor where it is.
    ankers: dict[str, list]
    #: Bookmarks in order: level, label, open or closed, page, x, y.
    bladwijzers: list[list]
    #: Anchors of other parts that are linked to.
    verwijst: list[str]
    #: Per page whether it has a foot, which is put there when its number is known.
    voet: list[bool]
    #: Per font, by its name in the PDF: family, weight, axes, and the width and the text of each glyph used.
    letters: dict[str, dict[str, Any]]


class Beschadigd(Exception):
    """The file is not what was written."""


def bewaar(pad: Path, kaart: Kaart, pdf: bytes) -> None:
    """Keep a part, whole or not at all. Raises OSError when the disk refuses."""
    inhoud = json.dumps(asdict(kaart), ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + pdf
    pad.parent.mkdir(parents=True, exist_ok=True)
    greep, naam = tempfile.mkstemp(dir=pad.parent, prefix=".half-")
    try:
        with os.fdopen(greep, "wb") as bestand:
            bestand.write(hashlib.sha256(inhoud).hexdigest().encode() + b"\n" + inhoud)
        os.replace(naam, pad)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(naam)
        raise


def lees(pad: Path) -> tuple[Kaart, bytes]:
    """Return what is in a part, and its PDF. Raises FileNotFoundError, or Beschadigd."""
    som, _, inhoud = pad.read_bytes().partition(b"\n")
    if hashlib.sha256(inhoud).hexdigest().encode() != som:
        raise Beschadigd(pad.name)
    kaart, _, pdf = inhoud.partition(b"\n")
    return Kaart(**json.loads(kaart)), pdf


def zoek(pad: Path) -> Kaart | None:
    """What is in a part, if it is there and whole; then it counts as used. Removes a file that is not whole."""
    try:
        kaart = lees(pad)[0]
        os.utime(pad)
    except FileNotFoundError:
        return None
    except (Beschadigd, ValueError, TypeError):
        pad.unlink(missing_ok=True)
        return None
    return kaart


def snoei(map_: Path, *, grootste: int) -> None:
    """Remove what was not used for longest until at most `grootste` bytes are left, and files left half."""
    nu = time.time()
    bestanden = []
    for pad in map_.glob("*"):
        with contextlib.suppress(FileNotFoundError):  # another job may be at it too
            stand = pad.stat()
            bestanden.append((stand.st_mtime, stand.st_size, pad))
    te_veel = sum(grootte for _, grootte, _ in bestanden) - grootste
    for gebruikt, grootte, pad in sorted(bestanden):
        if nu - gebruikt > MET_RUST and (te_veel > 0 or pad.name.startswith(".half-")):
            pad.unlink(missing_ok=True)
            te_veel -= grootte
