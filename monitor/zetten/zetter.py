"""Lay out one part of a book: to a PDF without page numbers, and what is in it. Runs in a process of its own."""

import json
from typing import Any
from urllib.parse import unquote

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import MarginBox

from monitor import pdf
from monitor.zetten import labels
from monitor.zetten.basis import ZetFout
from monitor.zetten.voorraad import Kaart

#: How a part writes a link to something in another part: WeasyPrint would refuse "#anker".
ELDERS = "boek:"
PUNT_PER_PX = 0.75


class Zetter:
    """Lays out parts one after another, with styles and fonts that are read once: that is a third of the work."""

    def __init__(self, stijlbladen: list[str]) -> None:
        self.stijl = pdf.Stijl.lees(stijlbladen)

    def zet(self, html: str, kenmerk: str) -> tuple[Kaart, bytes]:
        """Return what is in the part and its PDF; `kenmerk` identifies its content. Raises ZetFout."""
        opgemaakt = pdf.maak_op(html, stijl=self.stijl)
        verwijst: list[str] = []

        def werk_af(document: pydyf.PDF) -> None:
            verwijst.extend(_verbind(document))
            labels.maak_uniek(document, kenmerk[:16])
            _zonder_kleurprofiel(document)

        geschreven = pdf.als_pdf(opgemaakt, kenmerk=kenmerk, afwerking=werk_af)
        return _kaart(opgemaakt.document, verwijst), geschreven


def _verbind(document: pydyf.PDF) -> list[str]:
    """Turn links to other parts into links within the document; return the anchors that they name."""
    namen = []
    for deel in document.objects:
        if isinstance(deel, pydyf.Dictionary) and deel.get("Subtype") == "/Link" and "A" in deel:
            adres = deel["A"]["URI"].string
            if adres.startswith(ELDERS):
                naam = unquote(adres.removeprefix(ELDERS))
                del deel["A"]
                deel["Dest"] = pydyf.String(naam)
                namen.append(naam)
    return sorted(set(namen))


def _zonder_kleurprofiel(document: pydyf.PDF) -> None:
    """Say plain RGB, which the profile of the whole book explains: once, and not once per part."""
    for deel in document.objects:
        if isinstance(deel, pydyf.Stream) and "Group" in deel.extra:
            deel.extra["Group"]["CS"] = "/DeviceRGB"
        elif isinstance(deel, pydyf.Dictionary) and "lab-d50" in deel:
            deel.pop("srgb", None)


def _kaart(document: Document, verwijst: list[str]) -> Kaart:
    ankers: dict[str, list] = {}
    bladwijzers = []
    for nummer, bladzijde in enumerate(document.pages):
        hoogte = bladzijde.height

        def punt(x: float, y: float, nummer: int = nummer, hoogte: float = hoogte) -> list:
            return [nummer, round(x * PUNT_PER_PX, 2), round((hoogte - y) * PUNT_PER_PX, 2)]

        for naam, (x, y, *_) in bladzijde.anchors.items():
            ankers.setdefault(naam, punt(x, y))
        bladwijzers += [[niveau, label, stand, *punt(*plek)] for niveau, label, plek, stand in bladzijde.bookmarks]
    return Kaart(
        bladzijden=len(document.pages),
        ankers=ankers,
        bladwijzers=bladwijzers,
        verwijst=verwijst,
        voet=[_heeft_voet(bladzijde) for bladzijde in document.pages],
        letters=_letters(document),
    )


def _heeft_voet(bladzijde: Any) -> bool:
    """css/pdf-stuk.css leaves the foot empty; a page that has none at all, such as the cover, keeps none."""
    return any(
        isinstance(vak, MarginBox) and vak.at_keyword == "@bottom-right" and vak.is_generated
        for vak in bladzijde._page_box.children
    )


def _letters(document: Document) -> dict[str, dict[str, Any]]:
    letters: dict[str, dict[str, Any]] = {}
    for letter in document.fonts.values():
        if letter.missing:
            raise ZetFout(f"De letters hebben geen teken voor {', '.join(map(hex, letter.missing))}.")
        hier = letters.setdefault(
            letter.hash,
            {"familie": letter.family, "gewicht": int(letter.weight), "assen": {}, "breedte": {}, "tekst": {}},
        )
        # One font may come in several objects, one for each size; only the first was made ready for the file.
        hier["assen"] |= letter.variations
        hier["breedte"] |= letter.widths
        hier["tekst"] |= letter.to_unicode
    # JSON has no whole numbers as keys: say so here, and not only after a part was read back.
    return json.loads(json.dumps(letters, sort_keys=True))
