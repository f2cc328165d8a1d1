"""Hand out a kept file, from a disk or from a store elsewhere."""

import io
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZipFile, ZipInfo

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

logger = logging.getLogger(__name__)
#: Whatever is in a file, a browser that opens it anyhow runs nothing of it.
DICHT = "sandbox; default-src 'none'"
BROK = 256 * 1024
NIET_OPGEHAALD = "Dit bestand kon niet worden opgehaald. Open het op de pagina, of vraag het programmateam.\r\n"
#: A name in a ZIP, when the file was kept, and the file.
Deel = tuple[str, datetime, FieldFile]


def bied_aan(request: HttpRequest, bestand: FieldFile, *, naam: str, soort: str) -> HttpResponseBase:
    """Return the file as a download called `naam`, of content type `soort`; the caller has checked the rights.

    A storage that does not answer gives a page that says so, with status 503. Raises Http404 when the file is gone.
    """
    try:
        inhoud = bestand.open("rb")
    except FileNotFoundError as fout:
        logger.error("Een bestand ontbreekt: %s", bestand.name)
        raise Http404("Het bestand is er niet meer.") from fout
    except OSError:
        logger.exception("De opslag gaf een bestand niet: %s", bestand.name)
        pagina = render(request, "503.html", status=503)
        pagina["Retry-After"] = "120"
        return pagina
    antwoord = FileResponse(inhoud, as_attachment=True, filename=naam, content_type=soort)
    antwoord["Content-Security-Policy"] = DICHT
    return antwoord


def bied_samen_aan(delen: Iterable[Deel], *, naam: str) -> StreamingHttpResponse:
    """Return kept files as one ZIP called `naam`, written while it is sent; the caller has checked the rights.

    It holds no more than a piece of one file in memory. A file that the storage does not give is in it as a text
    that says so: what was sent before it cannot be taken back.
    """
    antwoord = StreamingHttpResponse(_als_zip(delen), content_type="application/zip")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Content-Security-Policy"] = DICHT
    return antwoord


class _Doorgeefluik(io.RawIOBase):
    """What a ZIP is written to: keeps what was not sent yet. It cannot go back, which the ZIP then reckons with."""

    def __init__(self) -> None:
        self.klaar = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, brok) -> int:
        self.klaar += brok
        return len(brok)

    def neem(self) -> bytes:
        brok, self.klaar = bytes(self.klaar), bytearray()
        return brok


def _als_zip(delen: Iterable[Deel]) -> Iterator[bytes]:
    # Not compressed: papers are packed already, and it would keep a worker busy.
    luik = _Doorgeefluik()
    with ZipFile(luik, "w") as pak:
        for naam, op, bestand in delen:
            try:
                bron = bestand.open("rb")
            except OSError:
                logger.exception("De opslag gaf een bestand niet: %s", bestand.name)
                pak.writestr(f"{naam} (niet opgehaald).txt", NIET_OPGEHAALD)
                continue
            deel = ZipInfo(naam, date_time=timezone.localtime(op).timetuple()[:6])
            with bron, pak.open(deel, "w") as doel:
                while brok := bron.read(BROK):
                    doel.write(brok)
                    yield luik.neem()
    yield luik.neem()
