"""The dots that lead from a title to its page number are decoration: a screen reader would read every one of them."""

import re

import pydyf
from weasyprint import Document

from monitor.zetten.slank import inhoud_van

#: A piece of marked text of exactly two glyphs, as WeasyPrint writes each ". " of leader(". "), with its font.
_TWEE_TEKENS = re.compile(
    rb"/Span\n<</MCID (\d+)>>\nBDC\n((?:(?!EMC|BDC)[^\n]+\n)*?/(\w+) [\d.]+ Tf\n"
    rb"\[<(\w{4})>-?[\d.]*<(\w{4})>-?[\d.]*\] TJ\nET\n)EMC"
)


def maak_versiering(document: Document, pdf: pydyf.PDF) -> None:
    """Mark them as artifacts, and take them out of the structure tree."""
    tekens = {letter.hash.encode(): letter.to_unicode for letter in document.fonts.values()}
    boom = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    nummers = pdf.objects[int(boom["ParentTree"].split()[0])]["Nums"]
    for bladzijde, verwijzing in enumerate(pdf.page_references):
        stroom = pdf.objects[int(pdf.objects[int(verwijzing.split()[0])]["Contents"].split()[0])]
        weg: list[int] = []

        def als_versiering(vondst: re.Match[bytes], weg: list[int] = weg) -> bytes:
            nummer, tekst, letter, *glyphs = vondst.groups()
            if [tekens[letter].get(int(glyph, 16)) for glyph in glyphs] != [".", " "]:
                return vondst[0]
            weg.append(int(nummer))
            return b"/Artifact\nBMC\n%sEMC" % tekst

        stroom.stream = [_TWEE_TEKENS.sub(als_versiering, inhoud_van(stroom))]
        # Keys and arrays in turn: of each page, by number, the element that its marked content belongs to.
        ouders = nummers[2 * bladzijde + 1]
        for nummer in weg:
            pdf.objects[int(ouders[nummer].split()[0])]["K"].remove(nummer)
            ouders[nummer] = b"null"
