"""Hand out a kept file, from a disk or from a store elsewhere."""

import logging

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

logger = logging.getLogger(__name__)


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
    return FileResponse(inhoud, as_attachment=True, filename=naam, content_type=soort)
