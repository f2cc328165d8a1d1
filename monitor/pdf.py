"""HTML to PDF: accessible (PDF/UA-1), archivable (PDF/A-2a), and the same bytes for the same input.

Stricter than WeasyPrint itself: whatever it only warns about (an image without a text, a missing language, a
font or file that is not there) stops the job, because a reader would meet it as a hole in the document.
"""

import io
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from monitor.zetten import labels, links, slank, stippen
from monitor.zetten.basis import ONZE_LETTERS, STATIC, ZetFout

BASIS = f"{STATIC.as_uri()}/"

#: What makes a PDF/A-2a file a PDF/UA-1 file as well. PDF/A allows a foreign identifier when it is described.
_PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class EigenBestanden(URLFetcher):
    """Only files below static/ may enter a document; anything else stops it."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, fail_on_errors=True)

    def fetch(self, url: str, headers=None):
        delen = urlsplit(url)
        pad = Path(unquote(delen.path)).resolve()
        if delen.scheme != "file" or not pad.is_relative_to(STATIC.resolve()):
            raise FatalURLFetchingError(f"{url} is geen eigen bestand")
        if not pad.is_file():
            raise FatalURLFetchingError(f"{pad.name} ontbreekt")
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Opgemaakt:
    """A document whose pages are laid out but not yet written."""

    document: Document

    @property
    def bladzijden(self) -> int:
        return len(self.document.pages)

    @property
    def bladwijzers(self) -> list[str]:
        """Labels of all bookmarks, in order."""
        return [label for label, *_ in _plat(self.document.make_bookmark_tree())]

    @property
    def hoofdstukken(self) -> list[tuple[str, int]]:
        """The bookmarks of the first level with the number of their page, in order."""
        return [(label, bladzijde + 1) for label, (bladzijde, *_), *_ in self.document.make_bookmark_tree()]


@dataclass(frozen=True)
class Stijl:
    """Style sheets and their fonts, read once for several documents."""

    letters: FontConfiguration
    bladen: list[CSS]

    @classmethod
    def lees(cls, namen: list[str]) -> "Stijl":
        """Read style sheets, by their paths below static/. Raises ZetFout."""
        letters = FontConfiguration()
        with _streng():
            ophaler = EigenBestanden()
            return cls(letters, [CSS(url=BASIS + n, font_config=letters, url_fetcher=ophaler) for n in namen])


def maak_op(html: str, *, bij_bladzijde: Callable[[int], None] | None = None, stijl: Stijl | None = None) -> Opgemaakt:
    """Lay out `html`, whose addresses are relative to static/; with `stijl` besides the styles that it names itself.

    `bij_bladzijde` is called with the number of the page that starts; what it raises ends the work.
    Raises ZetFout when something is missing.
    """
    with _streng(bij_bladzijde):
        # pdf_variant is named here too: WeasyPrint chooses its colour profile while laying out.
        document = HTML(string=html, base_url=BASIS, url_fetcher=EigenBestanden()).render(
            font_config=stijl and stijl.letters, stylesheets=stijl and stijl.bladen, pdf_variant="pdf/a-2a"
        )
    if not document.metadata.title or not document.metadata.lang:
        raise ZetFout("Het document heeft geen titel of geen taal.")
    return Opgemaakt(document)


def schrijf(
    opgemaakt: Opgemaakt, doel: Path, *, kenmerk: str, bij_bladzijde: Callable[[int], None] | None = None
) -> None:
    """Write the PDF to `doel`, once; `kenmerk` identifies its content and makes the file reproducible.

    `bij_bladzijde` hears of each page. Raises ZetFout, and OSError when the disk refuses; a part of the file may be
    there then.
    """
    doel.write_bytes(slank.pak_in(als_pdf(opgemaakt, kenmerk=kenmerk, bij_bladzijde=bij_bladzijde)))


def als_pdf(
    opgemaakt: Opgemaakt,
    *,
    kenmerk: str,
    bij_bladzijde: Callable[[int], None] | None = None,
    afwerking: Callable[[pydyf.PDF], None] | None = None,
) -> bytes:
    """The PDF, once, as `schrijf` does but not packed as tightly; `afwerking` may change it. Raises ZetFout."""
    if bij_bladzijde:
        for nummer, bladzijde in enumerate(opgemaakt.document.pages, start=1):
            # WeasyPrint tells nothing while it paints, which takes a third of the time.
            bladzijde.paint = _na(bladzijde.paint, partial(bij_bladzijde, nummer))

    def maak_af(document: Document, pdf: pydyf.PDF) -> None:
        links.beschrijf(document)
        stippen.maak_versiering(document, pdf)
        _maak_af(pdf)
        if afwerking:
            afwerking(pdf)

    links.ontdubbel(opgemaakt.document)
    uit = io.BytesIO()
    with _streng():
        opgemaakt.document.write_pdf(uit, pdf_variant="pdf/a-2a", pdf_identifier=kenmerk.encode(), finisher=maak_af)
    vreemd = {letter.family for letter in opgemaakt.document.fonts.values()} - set(ONZE_LETTERS)
    if vreemd:
        raise ZetFout(f"Er is een lettertype gebruikt dat niet van het portaal is: {', '.join(sorted(vreemd))}.")
    return uit.getvalue()


def _maak_af(pdf: pydyf.PDF) -> None:
    """Add the PDF/UA identifier to the metadata that WeasyPrint wrote for PDF/A; refuse a picture without words."""
    for deel in pdf.objects:
        # A drawing inside the HTML that has no <title> passes in silence.
        if isinstance(deel, pydyf.Dictionary) and deel.get("S") == "/Figure" and not deel.get("Alt"):
            raise ZetFout("Een afbeelding in het document heeft geen tekst (alt of title).")
    metadata = next(
        deel for deel in pdf.objects if isinstance(deel, pydyf.Stream) and deel.extra.get("Type") == "/Metadata"
    )
    metadata.stream = [deel.replace(b"</rdf:RDF>", _PDFUA) for deel in metadata.stream]
    labels.vereenvoudig(pdf)
    slank.rond_af(pdf)


def _na(doe: Callable, dan: Callable[[], None]) -> Callable:
    def beide(*args, **kwargs):
        doe(*args, **kwargs)
        dan()

    return beide


def _plat(boom: list) -> Iterator[tuple]:
    for knoop in boom:
        yield knoop
        yield from _plat(knoop[2])


class _Klachten(logging.Handler):
    """Keeps what WeasyPrint complains about in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.draad = threading.get_ident()
        self.regels: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.draad:
            self.regels.append(record.getMessage())


class _Bladzijden(logging.Handler):
    """Turns WeasyPrint's progress messages into calls; what the callee raises passes through."""

    def __init__(self, bij_bladzijde: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.draad = threading.get_ident()
        self.bij_bladzijde = bij_bladzijde

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.draad and "- Page %d" in record.msg:
            self.bij_bladzijde(int(record.args[0]))  # type: ignore[index, arg-type]


@contextmanager
def _streng(bij_bladzijde: Callable[[int], None] | None = None) -> Iterator[None]:
    """Raise ZetFout for anything that WeasyPrint complains about inside the block."""
    klachten = _Klachten()
    logger, stappen = logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    bladzijden = _Bladzijden(bij_bladzijde) if bij_bladzijde else None
    logger.addHandler(klachten)
    stappen.setLevel(logging.INFO if bladzijden else logging.WARNING)
    stappen.propagate = False  # a line for each page is no use in the log
    if bladzijden:
        stappen.addHandler(bladzijden)
    try:
        yield
    except FatalURLFetchingError as fout:
        raise ZetFout(f"Een bestand dat het document nodig heeft, is er niet: {fout}.") from fout
    finally:
        logger.removeHandler(klachten)
        if bladzijden:
            stappen.removeHandler(bladzijden)
    if klachten.regels:
        raise ZetFout(f"Het document is niet in orde: {klachten.regels[0]}.")
