"""Fewer bytes for the same pages: numbers as precise as paper, and nothing in the file that nobody refers to."""

import io
import re

import pikepdf
import pydyf
from weasyprint.pdf.stream import Stream

#: No name of something, such as "/a0.501961".
_GETAL = re.compile(rb"(?<![\w.])\d+\.\d{3,}")
#: What holds numbers of its own besides the pages: the place of a link, of a picture, and of what is linked to.
_PLEKKEN = ("Rect", "BBox", "Dest")


def rond_af(pdf: pydyf.PDF) -> None:
    """Write numbers with three decimals, or two from 100: a hundredth of a point is thinner than any printer draws.

    Below 100 there are colours, scales and sizes of letters, in which a digit more can be seen.
    """
    for deel in pdf.objects:
        if isinstance(deel, Stream):  # WeasyPrint's own: a page, or a drawing on it
            # Words are written as numbers of glyphs in hexadecimals, so no text looks like a number with decimals.
            deel.stream = [_GETAL.sub(_korter, inhoud_van(deel))]
        elif isinstance(deel, pydyf.Dictionary):
            for sleutel in _PLEKKEN:
                _rond_rij_af(deel.get(sleutel))
            _rond_rij_af(deel.get("Names", {}).get("Dests", {}).get("Names"))
            _rond_rij_af(deel.get("A", {}).get("BBox"))


def inhoud_van(deel: pydyf.Stream) -> bytes:
    """What is drawn, as it will be written."""
    return b"\n".join(_geschreven(stuk) for stuk in deel.stream)


def pak_in(pdf: bytes) -> bytes:
    """The same document without objects that nothing refers to, numbered and compressed as tightly as it goes."""
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            uit, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
        )
    return uit.getvalue()


def _geschreven(stuk: object) -> bytes:
    if isinstance(stuk, pydyf.Object):
        return stuk.data
    return stuk if isinstance(stuk, bytes) else str(stuk).encode()


def _korter(vondst: re.Match[bytes]) -> bytes:
    waarde = float(vondst[0])
    return (b"%.2f" % waarde if waarde >= 100 else b"%.3f" % waarde).rstrip(b"0").rstrip(b".")


def _rond_rij_af(rij: object) -> None:
    if isinstance(rij, list):
        for plek, deel in enumerate(rij):
            if isinstance(deel, float):
                rij[plek] = round(deel, 2)
            else:
                _rond_rij_af(deel)
