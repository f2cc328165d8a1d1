"""The papers of a meeting as PDF: agenda, besluitenlijst, actielijst. Each reader gets what its page shows as well."""

import contextlib
import logging
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from governance.actiepuntlijst import Actiepuntpaneel
from governance.agenda import leest_verslag, ziet_besloten
from governance.filters import ActiepuntFilter
from governance.models import Actiepunt, Vergadering
from governance.views.actiepunten import te_lezen
from governance.views.vergaderingen import lees
from monitor.echtheid import NietEcht, som_van_bewaard
from monitor.models import Besluitenlijst
from monitor.services import besluitenlijsten
from monitor.vergaderpapier import gegevens, zetten
from monitor.views.editiebestanden import niet_echt
from monitor.zetten.basis import ZetFout
from sterkvoornoord.downloads import bied_aan
from sterkvoornoord.rollen import rollen_van

logger = logging.getLogger(__name__)

#: So many actiepunten go into one PDF: more takes longer than somebody waits, and nobody reads it.
MEESTE_PUNTEN = 400
#: What `?versie=` says to get the version without what is besloten, for who may read the other one.
OPENBAAR = "openbaar"


@require_safe
def agenda(request: HttpRequest, nummer: str) -> HttpResponseBase:
    """The agenda; 404 for a meeting that one may not see, that does not take place, or of which nothing is known."""
    vergadering = _met_papier(request, nummer)
    inhoud = gegevens.agenda(vergadering, besloten=_met_besloten(request, vergadering))
    if not inhoud["secties"]:
        raise Http404("Er is geen agenda vastgelegd.")
    return _geef(request, inhoud)


@login_not_required
@require_safe
def besluitenlijst(request: HttpRequest, nummer: str) -> HttpResponseBase:
    """The besluitenlijst that is frozen, or the concept of it; 404 for who may not read it (yet)."""
    vergadering = get_object_or_404(Vergadering.objects.select_related("orgaan"), nummer=nummer)
    if vergadering.status in gegevens.VAST:
        return _vaste_lijst(request, vergadering)
    zichtbaar = Vergadering.objects.zichtbaar_voor(request.user).filter(pk=vergadering.pk).exists()
    mag_besloten = zichtbaar and ziet_besloten(vergadering, request.user)
    if vergadering.status not in gegevens.MET_BESLUITENLIJST or not zichtbaar:
        raise Http404("Er is geen besluitenlijst.")
    if not leest_verslag(vergadering, rollen_van(request.user), mag_besloten):
        raise Http404("De besluitenlijst is nog niet vastgesteld.")
    besloten = mag_besloten and request.GET.get("versie") != OPENBAAR
    return _geef(request, gegevens.besluitenlijst(vergadering, besloten=besloten))


@require_safe
def actielijst(request: HttpRequest) -> HttpResponseBase:
    """The actiepunten that the filters of the page leave, of all bodies that one may read of."""
    rollen = rollen_van(request.user)
    if not rollen.intern:
        raise PermissionDenied
    filter_ = ActiepuntFilter(request.GET, te_lezen(request.user), request=request)
    terug = f"{reverse('actiepunten:lijst')}?{request.GET.urlencode()}"
    if filter_.fouten:
        return redirect(terug)  # the page says what is wrong with them
    chips = [label for label, _weg in Actiepuntpaneel(filter_).chips()]
    return _actielijst(request, filter_.qs, onder="Alle overleggen", filters=chips, terug=terug)


@require_safe
def actielijst_van(request: HttpRequest, nummer: str) -> HttpResponseBase:
    """The actiepunten of a meeting, and what its body asked for earlier that is still to be done."""
    vergadering = _met_papier(request, nummer)
    eerder = {"vergadering__orgaan": vergadering.orgaan_id, "vergadering__datum__lt": vergadering.datum}
    open_ = Actiepunt.objects.lopend().filter(**eerder)
    hier = Actiepunt.objects.filter(vergadering=vergadering)
    punten = te_lezen(request.user).filter(pk__in=(hier | open_).values("pk"))
    if not _met_besloten(request, vergadering):
        punten = punten.niet_besloten()
    onder = f"{vergadering.orgaan.naam}, {vergadering.dag_in_woorden}"
    punten = ActiepuntFilter(QueryDict(), punten, request=request).qs
    return _actielijst(request, punten, onder=onder, filters=[], terug=vergadering.get_absolute_url())


def _met_papier(request: HttpRequest, nummer: str) -> Vergadering:
    if not rollen_van(request.user).intern:
        raise PermissionDenied
    vergadering = lees(request, nummer)
    if vergadering.status in gegevens.ZONDER_PAPIER:
        raise Http404("Deze vergadering gaat niet door.")
    return vergadering


def _met_besloten(request: HttpRequest, vergadering: Vergadering) -> bool:
    return request.GET.get("versie") != OPENBAAR and ziet_besloten(vergadering, request.user)


def _actielijst(
    request: HttpRequest, punten: QuerySet[Actiepunt], *, onder: str, filters: list[str], terug: str
) -> HttpResponseBase:
    rijen = list(punten[: MEESTE_PUNTEN + 1])
    if not rijen or len(rijen) > MEESTE_PUNTEN:
        te_veel = f"Dit zijn meer dan {MEESTE_PUNTEN} actiepunten. Kies filters, of neem Excel of CSV."
        messages.warning(request, te_veel if rijen else "Er zijn geen actiepunten om af te drukken.")
        return redirect(terug)
    vertrouwelijk = gegevens.iets_besloten_onder(rijen)
    return _geef(request, gegevens.actielijst(rijen, onder=onder, filters=filters, vertrouwelijk=vertrouwelijk))


def _vaste_lijst(request: HttpRequest, vergadering: Vergadering) -> HttpResponseBase:
    """What was vastgesteld, byte for byte."""
    # A list that was vastgesteld before lists were frozen is frozen when somebody first asks for it.
    besluitenlijsten.bevries(vergadering)
    lijsten = Besluitenlijst.objects.zichtbaar_voor(request.user).filter(vergadering=vergadering)
    if request.GET.get("versie") == OPENBAAR:
        lijsten = lijsten.filter(besloten=False)
    lijst = lijsten.select_related("vergadering").order_by("-besloten").first()
    if lijst is None:
        raise Http404("De besluitenlijst is nog niet gepubliceerd.")
    try:
        lijst = besluitenlijsten.druk_af(lijst)
    except NietEcht as fout:
        return niet_echt(request, str(fout))
    except (zetten.Druk, ZetFout, OSError):
        return _straks(request)

    def maak() -> HttpResponseBase:
        with contextlib.suppress(OSError):  # a file that is gone, or a store that is away: `bied_aan` says so
            if som_van_bewaard(lijst.bestand) != lijst.bestand_sha256:
                return niet_echt(request, str(lijst))
        return bied_aan(request, lijst.bestand, naam=_naam(lijst.inhoud), soort="application/pdf")

    return _met_etag(request, lijst.bestand_sha256, maak)


def _geef(request: HttpRequest, inhoud: dict) -> HttpResponseBase:
    """What can still change: made at once, or taken from what was made before of the same."""
    try:
        papier = zetten.zet(inhoud)
    except (zetten.Druk, ZetFout, OSError):
        return _straks(request)

    def maak() -> HttpResponse:
        antwoord = HttpResponse(papier.pdf, content_type="application/pdf")
        antwoord["Content-Disposition"] = f'attachment; filename="{_naam(inhoud)}"'
        return antwoord

    return _met_etag(request, papier.kenmerk, maak)


def _straks(request: HttpRequest) -> HttpResponse:
    """It cannot be made now; the log says why."""
    logger.exception("Een papier van een vergadering kon niet worden gemaakt.")
    antwoord = render(request, "503.html", status=503)
    antwoord["Retry-After"] = "60"
    return antwoord


def _met_etag(request: HttpRequest, som: str, maak: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """304 for who has it already. Who may read it can change, so nobody keeps it without asking."""
    antwoord = get_conditional_response(request, etag=f'"{som}"') or maak()
    if antwoord.status_code in (200, 304):
        antwoord["ETag"] = f'"{som}"'
    patch_cache_control(antwoord, private=True, no_cache=True)
    return antwoord


def _naam(inhoud: dict) -> str:
    """Under which name it is kept; it says whether it may be shown around, and nothing of what is in it."""
    delen = [inhoud["soort"], inhoud.get("nummer") or inhoud["stand"]]
    delen += [woord for woord in ("concept", "vertrouwelijk") if inhoud[woord]]
    return f"{'-'.join(delen).lower()}.pdf"
