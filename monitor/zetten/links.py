"""The links of a document that WeasyPrint made: each once, and told in words instead of by the name of its anchor."""

from collections.abc import Iterator

import pydyf
from weasyprint import Document

from monitor.zetten.basis import ZetFout


def ontdubbel(document: Document) -> None:
    """Leave one link for each <a>, before the document is written.

    WeasyPrint makes one of every box inside it too, such as the page number that css/pdf.css puts behind the words;
    a screen reader would name the same link twice.
    """
    for bladzijde in document.pages:
        bladzijde.links[:] = [(*rest, vak) for *rest, vak in bladzijde.links if vak.link]


def beschrijf(document: Document) -> None:
    """Say of each link that was written what it leads to: the title of the <a>, or else its words. Raises ZetFout."""
    for element, annotatie in _geschreven(document):
        woorden = " ".join((element.get("title") or "".join(element.itertext())).split())
        if not woorden:
            raise ZetFout(f"Een link in het document heeft geen woorden: {element.get('href')}.")
        annotatie["Contents"] = pydyf.String(woorden)


def _geschreven(document: Document) -> Iterator[tuple]:
    for bladzijde in document.pages:
        for *_, vak in bladzijde.links:
            if vak.link_annotation is not None:
                yield vak.element, vak.link_annotation
