"""One font for all parts that use it: each part has only the glyphs that it prints, with the numbers of our file."""

import io
from functools import lru_cache
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from pikepdf import Array, Dictionary

from monitor.zetten.basis import LETTERBESTANDEN, LETTERS, ZetFout

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Letter:
    """A font of the whole book: what all parts together print with it."""

    def __init__(self, hier: dict[str, Any]) -> None:
        self.familie, self.gewicht, self.assen = hier["familie"], hier["gewicht"], hier["assen"]
        self.breedte: dict[int, float] = {}
        self.tekst: dict[int, str] = {}
        self.neem_op(hier)

    def neem_op(self, hier: dict[str, Any]) -> None:
        """Add what one part prints."""
        for nummer, breedte in hier["breedte"].items():
            self.breedte.setdefault(int(nummer), breedte)
        for nummer, tekst in hier["tekst"].items():
            self.tekst.setdefault(int(nummer), tekst)

    def regel(self, tekst: str) -> tuple[str, float]:
        """`tekst` as glyphs for a PDF, and its width at size 1; the font will have them."""
        bron = _bron(self.familie, self.gewicht)
        tekens, eenheid = bron.getBestCmap(), bron["head"].unitsPerEm
        for teken in tekst:
            if ord(teken) not in tekens:
                raise ZetFout(f"De letters hebben geen teken voor {teken!r}.")
            nummer = bron.getGlyphID(tekens[ord(teken)])
            self.tekst.setdefault(nummer, teken)
            self.breedte.setdefault(nummer, bron["hmtx"][tekens[ord(teken)]][0] * 1000 / eenheid)
        nummers = [bron.getGlyphID(tekens[ord(teken)]) for teken in tekst]
        return "".join(f"{nummer:04x}" for nummer in nummers), sum(self.breedte[nummer] for nummer in nummers) / 1000

    def schrijf(self, boek: pikepdf.Pdf, letter: pikepdf.Object) -> None:
        """Give `letter`, the font of one part, the glyphs of all."""
        (onder,) = letter.DescendantFonts
        letter.ToUnicode = boek.make_stream(_naar_unicode(self.tekst))
        onder.W = Array(_breedtes(self.breedte))
        onder.FontDescriptor.FontBBox[2] = max(self.breedte.values())
        programma = _programma(self)
        onder.FontDescriptor.FontFile2 = boek.make_stream(programma, Dictionary(Length1=len(programma)))


@lru_cache(maxsize=8)
def _bron(familie: str, gewicht: int) -> TTFont:
    return _open(familie, gewicht)


def _open(familie: str, gewicht: int) -> TTFont:
    if familie not in LETTERBESTANDEN:
        raise ZetFout(f"Er is een lettertype gebruikt dat niet van het portaal is: {familie}.")
    # The same book has the same bytes, so the font may not say when it was cut.
    return TTFont(LETTERS / LETTERBESTANDEN[familie].format(gewicht=gewicht), recalcTimestamp=False)


def _programma(letter: Letter) -> bytes:
    """Our font file with only the glyphs that are printed, under the numbers that they have."""
    font = _open(letter.familie, letter.gewicht)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": letter.assen.get("wght", letter.gewicht)}, static=True)
    opties = subset.Options(
        retain_gids=True, hinting=False, notdef_outline=True, glyph_names=False, name_IDs=[1, 2, 6]
    )
    opties.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "MVAR", "HVAR", "gasp"]
    snijder = subset.Subsetter(opties)
    snijder.populate(gids=sorted(letter.breedte))
    snijder.subset(font)
    font.flavor = None
    uit = io.BytesIO()
    font.save(uit)
    return uit.getvalue()


def _naar_unicode(tekst: dict[int, str]) -> bytes:
    paren = [f"<{nummer:04x}> <{waarde.encode('utf-16-be').hex()}>" for nummer, waarde in sorted(tekst.items())]
    blokken = [paren[i : i + 100] for i in range(0, len(paren), 100)]
    return _CMAP.format(
        "\n".join(f"{len(blok)} beginbfchar\n" + "\n".join(blok) + "\nendbfchar" for blok in blokken)
    ).encode()


def _breedtes(breedte: dict[int, float]) -> list:
    """Widths as PDF has them: the first number of a row, and the row."""
    rijen: list = []
    for nummer in sorted(breedte):
        if nummer - 1 not in breedte:
            rijen += [nummer, Array()]
        rijen[-1].append(round(breedte[nummer], 3))
    return rijen
