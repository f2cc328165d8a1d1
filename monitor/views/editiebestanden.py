"""An edition in its other forms: files, data, and pages to read. What is frozen is checked before it is handed out."""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitor import editiegegevens
from monitor.bevriezen import als_json
from monitor.echtheid import NietEcht, eis_echte_inhoud, som_van
from monitor.lezen import VERSIE, maak_bladen, toon_blad
from monitor.models import Publicatie
from monitor.views.editie import zichtbare_edities
from sterkvoornoord.downloads import bied_aan
from sterkvoornoord.export import csv_regels

logger = logging.getLogger(__name__)

#: So long, in seconds, a page that was made of a snapshot is kept; a newer version of the code shows after that.
BEWAAR_BLAD = 3_600


@login_not_required
@require_safe
def pdf(request: HttpRequest, pk: int, soort: str) -> HttpResponseBase:
    """Hand out the PDF of an edition that the visitor may see; 404 for any other."""
    editie = get_object_or_404(zichtbare_edities(request), pk=pk, soort=soort)
    return _bestand(request, editie, "bestand", editie.bestandsnaam)


@login_not_required
@require_safe
def kort_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the short edition of a projectenboek that the visitor may see; 404 where there is none."""
    editie = get_object_or_404(zichtbare_edities(request).exclude(kort_bestand=""), pk=pk)
    return _bestand(request, editie, "kort_bestand", editie.korte_bestandsnaam)


def _bestand(request: HttpRequest, editie: Publicatie, veld: str, naam: str) -> HttpResponseBase:
    som = editie.kort_sha256 if veld == "kort_bestand" else editie.bestand_sha256
    if gelijk := _ongewijzigd(request, editie, som):
        return gelijk
    antwoord = bied_aan(request, getattr(editie, veld), naam=naam, soort="application/pdf")
    if antwoord.status_code == 200 and editie.is_vast and som_van(getattr(editie, veld).file) != som:
        antwoord.close()
        return niet_echt(request, f"{editie} (nummer {editie.pk}), {veld}")
    return _met_regels(antwoord, editie, som)


@login_not_required
@require_safe
def als_json_bestand(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The snapshot, byte for byte as its checksum was taken."""

    def maak(editie: Publicatie) -> HttpResponseBase:
        return HttpResponse(als_json(editie.inhoud), content_type="application/json; charset=utf-8")

    editie = get_object_or_404(zichtbare_edities(request), pk=pk)
    gelijk = _ongewijzigd(request, editie, editie.inhoud_sha256)
    return gelijk or _met_regels(_gegevens(request, editie, "json", maak), editie, editie.inhoud_sha256)


@login_not_required
@require_safe
def als_csv_bestand(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The acties or the measurements of the snapshot as a table."""

    def maak(editie: Publicatie) -> HttpResponseBase:
        tabel = csv_regels(editiegegevens.kolommen(editie.inhoud), editiegegevens.rijen(editie.inhoud))
        return HttpResponse("".join(tabel), content_type="text/csv; charset=utf-8")

    editie = get_object_or_404(zichtbare_edities(request), pk=pk)
    antwoord = _gegevens(request, editie, "csv", maak)
    # Newer code may give it another column, so nobody keeps it.
    add_never_cache_headers(antwoord)
    return antwoord


def _gegevens(request: HttpRequest, editie: Publicatie, vorm: str, maak: Callable) -> HttpResponseBase:
    try:
        eis_echte_inhoud(editie)
    except NietEcht as fout:
        return niet_echt(request, str(fout))
    antwoord = maak(editie)
    antwoord["Content-Disposition"] = f'attachment; filename="{editie.naam_zonder_vorm}.{vorm}"'
    return antwoord


@login_not_required
@require_safe
def lees(request: HttpRequest, pk: int, blad: str = "") -> HttpResponseBase:
    """A page of the edition to read on the web; 404 for a page that it has not."""
    editie = get_object_or_404(zichtbare_edities(request), pk=pk)
    begin = reverse("monitor:publicatie-lezen", args=[pk])
    sleutel = f"lezen:{VERSIE}:{pk}:{editie.inhoud_sha256}:{blad}"
    gemaakt = cache.get(sleutel)
    if gemaakt is None:
        try:
            gemaakt = _maak_blad(editie, blad, begin)
        except NietEcht as fout:
            return niet_echt(request, str(fout))
        cache.set(sleutel, gemaakt, BEWAAR_BLAD)
    gegevens = {
        **gemaakt,
        "editie": editie,
        "begin": begin,
        "kruimels": [(_("Rapporten"), reverse("monitor:publicaties")), (editie.titel, editie.get_absolute_url())],
    }
    antwoord = render(request, "monitor/lezen.html", gegevens)
    add_never_cache_headers(antwoord)  # around the text stands who is signed in
    return antwoord


def _maak_blad(editie: Publicatie, sleutel: str, begin: str) -> dict:
    """What the page shows of the snapshot. Raises Http404, and NietEcht."""
    eis_echte_inhoud(editie)
    bladen = maak_bladen(editie.inhoud, editie.inhoud_sha256)
    plek = next((plek for plek, blad in enumerate(bladen) if blad.sleutel == sleutel), None)
    if plek is None:
        raise Http404("Dit blad heeft de editie niet.")
    inhoud = [(blad.sleutel, blad.naam, blad.css) for blad in bladen]
    return {
        "html": toon_blad(bladen, bladen[plek], begin),
        "naam": bladen[plek].naam,
        "kop": bladen[plek].kop,
        "css": bladen[plek].css,
        "sleutel": sleutel,
        "inhoud": inhoud,
        "vorige": inhoud[plek - 1] if plek else None,
        "volgende": inhoud[plek + 1] if plek + 1 < len(inhoud) else None,
    }


def _etag(som: str) -> str:
    return f'"{som}"' if som else ""


def _ongewijzigd(request: HttpRequest, editie: Publicatie, som: str) -> HttpResponseBase | None:
    """304 when the browser has it already; only of what cannot change."""
    if not editie.is_vast or not som:
        return None
    antwoord = get_conditional_response(request, etag=_etag(som))
    return _met_regels(antwoord, editie, som) if antwoord else None


def _met_regels(antwoord: HttpResponseBase, editie: Publicatie, som: str) -> HttpResponseBase:
    """How long it may be kept, and by whom: what is public and frozen by everybody, the rest by nobody."""
    if editie.is_openbaar and antwoord.status_code in (200, 304):
        antwoord["ETag"] = _etag(som)
        patch_cache_control(antwoord, public=True, max_age=31_536_000, immutable=True)
    elif editie.is_vast and antwoord.status_code in (200, 304):
        # Who may see it can change: ask each time, and hear that it is still the same.
        antwoord["ETag"] = _etag(som)
        patch_cache_control(antwoord, private=True, no_cache=True)
    else:
        add_never_cache_headers(antwoord)
    return antwoord


def niet_echt(request: HttpRequest, wat: str) -> HttpResponse:
    logger.error("Een vastgestelde editie klopt niet met haar controlegetal: %s", wat)
    antwoord = render(request, "monitor/publicaties/niet_echt.html", status=500)
    add_never_cache_headers(antwoord)
    return antwoord
