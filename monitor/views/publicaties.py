"""Rapporten: the editions that are there, the one that is being made, and what went wrong."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from monitor.forms_publicatie import NieuweEditie
from monitor.models import Besluitenlijst, Publicatie, PublicatieQuerySet, mag_publiceren
from monitor.services import publicaties
from monitor.services.taken import veeg
from sterkvoornoord.paginering import kies_pagina, paginanummers
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.toegang import alleen_post

PER_PAGINA = 14
#: So many besluitenlijsten stand beside the editions; older ones are on the pages of the bodies.
LIJSTEN = 10


@method_decorator([login_not_required, never_cache], name="dispatch")
class PublicatieList(ListView):
    """The editions that the visitor may see, newest first; for who makes them, the jobs beside them."""

    template_name = "monitor/publicaties.html"
    context_object_name = "edities"
    paginate_by = PER_PAGINA
    page_kwarg = "pagina"

    @cached_property
    def soort(self) -> str:
        return _soort_uit(self.request.GET)

    def get_queryset(self) -> PublicatieQuerySet:
        return _edities(self.request).van_soort(self.soort)

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        # The tabs need these numbers too, so the paginator does not count once more.
        paginator.count = self._telling.get(self.soort, 0) if self.soort else sum(self._telling.values())
        pagina, self.paginafout = kies_pagina(paginator, self.request.GET.get(self.page_kwarg, "1"))
        return paginator, pagina, pagina.object_list, pagina.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, **_banen(self.request))
        context["paginanummers"] = paginanummers(context["page_obj"])
        context["meldingen"] = [self.paginafout] if self.paginafout else []
        # On the first page it is among what is shown already.
        rijen = context["edities"] if context["page_obj"].number == 1 else None
        context["nieuwste"] = rijen[0] if rijen else self.get_queryset().first()
        context["soort"] = self.soort
        context["tabs"] = _tabs(self._telling)
        # Who makes the editions has the jobs there, and every meeting of its own.
        context["besluitenlijsten"] = [] if context["mag_maken"] else _besluitenlijsten(self.request)
        return context

    @cached_property
    def _telling(self) -> dict[str, int]:
        return _tel(self.request)


@never_cache
@require_safe
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is: the fragment that the page asks for while it runs, and the end of it."""
    veeg(Publicatie)
    publicatie = get_object_or_404(_zichtbaar(request), pk=pk)
    if not request.headers.get("HX-Request"):
        return redirect("monitor:publicaties")
    if publicatie.loopt:
        return render(request, "monitor/publicaties/stand.html", {"baan": Baan(publicatie)})
    # What stands around the panel changes with it: heading, tabs and list, of the tab that the page is on.
    soort = _soort_uit(QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query))
    edities = _edities(request).van_soort(soort)
    gegevens = {
        "publicatie": publicatie,
        "baan": Baan(publicatie),
        "edities": edities[:PER_PAGINA],
        "nieuwste": edities.first(),
        "soort": soort,
        "tabs": _tabs(_tel(request)),
        **_rechten(request),
    }
    antwoord = render(request, "monitor/publicaties/afloop.html", gegevens)
    # The whole panel goes, its buttons included; while it ran only the figures were replaced.
    antwoord["HX-Retarget"], antwoord["HX-Reswap"] = f"#baan-{pk}", "outerHTML"
    return antwoord


@alleen_post
def vraag_aan(request: HttpRequest) -> HttpResponse:
    """Ask for an edition with the data of now; without a kind it is the projectenboek."""
    form = NieuweEditie(request.POST)
    if not form.is_valid():
        messages.warning(request, next(iter(form.errors.values()))[0])
        return redirect("monitor:publicaties")
    try:
        publicatie, nieuw = publicaties.vraag_aan(door=request.user, **form.gegevens)
    except ValidationError as fout:
        messages.warning(request, fout.message)
        return redirect("monitor:publicaties")
    if not nieuw:
        messages.info(request, f"{publicatie.titel} wordt al gemaakt. Hieronder ziet u hoe ver het is.")
    return redirect("monitor:publicaties")


@alleen_post
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a job that waits or runs."""
    publicatie = get_object_or_404(_zichtbaar(request), pk=pk)
    try:
        publicaties.stop(publicatie=publicatie, door=request.user)
        messages.success(request, f"{publicatie.titel} wordt niet meer gemaakt.")
    except ValidationError as fout:
        messages.warning(request, fout.message)
    return redirect("monitor:publicaties")


@alleen_post
def probeer_opnieuw(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a failed job again."""
    publicatie = get_object_or_404(_zichtbaar(request), pk=pk)
    try:
        publicaties.probeer_opnieuw(publicatie=publicatie, door=request.user)
    except ValidationError as fout:
        messages.warning(request, fout.message)
    return redirect("monitor:publicaties")


def _zichtbaar(request: HttpRequest) -> PublicatieQuerySet:
    return Publicatie.objects.zichtbaar_voor(request.user).zonder_inhoud()


def _edities(request: HttpRequest) -> PublicatieQuerySet:
    zichtbaar = _zichtbaar(request)
    return zichtbaar.gereed().met_vervangen(zichtbaar).select_related("besluit")


def _soort_uit(vraag: QueryDict) -> str:
    """The kind that the tab asks for; empty for all, also when the address names no kind that there is."""
    soort = vraag.get("soort", "")
    return soort if soort in Publicatie.Soort.values else ""


def _tel(request: HttpRequest) -> dict[str, int]:
    """Per kind, how many editions the visitor may see."""
    soorten = _zichtbaar(request).gereed().order_by().values_list("soort")
    return dict(soorten.annotate(aantal=Count("*")))


def _tabs(telling: dict[str, int]) -> list[tuple[str, str, int]]:
    """Per tab its kind, its name and how many editions the visitor finds there; none without editions."""
    if not telling:
        return []
    soorten = [(soort.value, str(soort.label), telling.get(soort.value, 0)) for soort in Publicatie.Soort]
    return [("", _("Alles"), sum(telling.values())), *soorten]


def _rechten(request: HttpRequest) -> dict[str, bool]:
    rollen = rollen_van(request.user)
    return {"mag_maken": mag_publiceren(rollen), "leest_mee": rollen.ziet_alles or bool(rollen.opgaven)}


def _banen(request: HttpRequest) -> dict:
    """The jobs that run and the failures that nothing newer has made up for, for who makes the editions."""
    rechten = _rechten(request)
    if not rechten["mag_maken"]:
        return {**rechten, "banen": [], "mislukt": []}
    veeg(Publicatie)
    zichtbaar = _zichtbaar(request)
    return {
        **rechten,
        "banen": [Baan(publicatie) for publicatie in zichtbaar.lopend()],
        "mislukt": [Baan(publicatie) for publicatie in zichtbaar.mislukt_en_niet_hersteld()[:3]],
    }


def _besluitenlijsten(request: HttpRequest):
    lijsten = Besluitenlijst.objects.zichtbaar_voor(request.user).gepubliceerd()
    return lijsten.select_related("vergadering__orgaan").defer("inhoud")[:LIJSTEN]


@dataclass(frozen=True)
class Baan:
    """A job as the panel shows it."""

    publicatie: Publicatie

    @property
    def stappen(self) -> list[tuple[str, str, str]]:
        """Per step its state (af, nu, open), its name and what there is to say about it."""
        nummer = self.publicatie.stapnummer
        return [
            (
                "af" if plek < nummer else "nu" if plek == nummer else "open",
                str(label),
                self.publicatie.stap_detail if plek == nummer else "",
            )
            for plek, label in enumerate(Publicatie.Stap.labels, start=1)
        ]

    @property
    def gestopt_bij(self) -> str:
        """ "stap 2: Bladzijden opmaken"; empty when it failed before the first step."""
        publicatie = self.publicatie
        return f"stap {publicatie.stapnummer}: {publicatie.get_stap_display()}" if publicatie.stap else ""
