"""The page of one edition: what it is, what happened to it, what can be done with it, and its acts."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.models import Besluit
from monitor.forms_levensloop import ErratumVragen, Publiceren, Vaststellen
from monitor.models import Publicatie, PublicatieQuerySet, mag_publiceren
from monitor.services import levensloop
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.toegang import alleen_post


def zichtbare_edities(request: HttpRequest) -> PublicatieQuerySet:
    """The editions that are ready and that this visitor may see, without their snapshots."""
    return Publicatie.objects.zichtbaar_voor(request.user).gereed().zonder_inhoud().select_related("besluit")


@login_not_required
@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page itself; a job that made nothing yet has its place in the list."""
    if not zichtbare_edities(request).filter(pk=pk).exists():
        get_object_or_404(Publicatie.objects.zichtbaar_voor(request.user).only("pk"), pk=pk)
        return redirect("monitor:publicaties")
    return _pagina(request, pk)


@alleen_post
def stel_vast(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a concept, on a besluit."""

    def daad(editie: Publicatie, gegevens: dict) -> str:
        levensloop.stel_vast(publicatie=editie, door=request.user, **gegevens)
        return f"{editie.titel} is vastgesteld. Er verandert niets meer aan."

    return _doe(request, pk, Vaststellen, daad)


@alleen_post
def publiceer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read it, from a day on."""

    def daad(editie: Publicatie, gegevens: dict) -> str:
        nu = levensloop.publiceer(publicatie=editie, door=request.user, **gegevens)
        if nu.is_openbaar:
            return f"{editie.titel} is openbaar. Iedereen kan haar lezen."
        return f"{editie.titel} wordt openbaar op {levensloop.toon(gegevens['publicatiedatum'])}."

    return _doe(request, pk, Publiceren, daad)


@alleen_post
def vraag_erratum(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a corrected edition."""

    def daad(editie: Publicatie, gegevens: dict) -> str:
        erratum = levensloop.vraag_erratum(publicatie=editie, door=request.user, **gegevens)
        return f"{erratum.titel} wordt gemaakt. U vindt het bij Rapporten. Het is een concept tot het is vastgesteld."

    return _doe(request, pk, ErratumVragen, daad)


def _doe(
    request: HttpRequest, pk: int, soort: type[forms.Form], daad: Callable[[Publicatie, dict], str]
) -> HttpResponse:
    """Carry out what a form asks; what cannot be done is said on the page, with what was typed still there."""
    editie = get_object_or_404(zichtbare_edities(request), pk=pk)
    if not mag_publiceren(rollen_van(request.user)):
        raise PermissionDenied
    form = soort(request.POST, **_keuzes(soort, request))
    if form.is_valid():
        try:
            messages.success(request, daad(editie, form.cleaned_data))
            return redirect(editie)
        except ValidationError as fout:
            form.add_error(None, fout)
    if soort in _kan(get_object_or_404(zichtbare_edities(request), pk=pk)):
        return _pagina(request, pk, form)
    # What the form was for is over: another tab, or somebody else, was first.
    messages.warning(request, " ".join(form.non_field_errors()) or "Dit kan niet meer. Er is niets veranderd.")
    return redirect(editie)


def _kan(editie: Publicatie) -> list[type[forms.Form]]:
    """The acts that fit the life of this edition."""
    if not editie.is_vast:
        return [Vaststellen]
    kan: list[type[forms.Form]] = [] if editie.is_openbaar else [Publiceren]
    return kan if editie.erratum_bij_id else [*kan, ErratumVragen]


def _pagina(request: HttpRequest, pk: int, bezig: forms.Form | None = None) -> HttpResponse:
    """The page, with the form that somebody is filling in as it was typed."""
    zichtbaar = zichtbare_edities(request)
    editie = get_object_or_404(
        zichtbaar.met_vervangen(zichtbaar).select_related("erratum_bij", "besluit").defer("erratum_bij__inhoud"), pk=pk
    )
    rollen = rollen_van(request.user)
    formulieren = {}
    if mag_publiceren(rollen):
        for soort in _kan(editie):
            form = bezig if isinstance(bezig, soort) else soort(initial=_voorstel(editie), **_keuzes(soort, request))
            formulieren[soort.__name__.lower()] = form
    origineel = (
        editie.erratum_bij if editie.erratum_bij and zichtbaar.filter(pk=editie.erratum_bij_id).exists() else None
    )
    errata = list(zichtbaar.filter(erratum_bij=editie).order_by("erratum_nummer", "pk"))
    gegevens = {
        "editie": editie,
        "formulieren": formulieren,
        "form": bezig,
        "origineel": origineel,
        "errata": errata,
        "leesbaar": _leesbare_besluiten(request, [editie, *errata]),
        "leest_mee": rollen.ziet_alles or bool(rollen.opgaven),
        "kruimels": [(_("Rapporten"), "/publicaties/")],
    }
    return render(request, "monitor/publicatie.html", gegevens)


def _leesbare_besluiten(request: HttpRequest, edities: list[Publicatie]) -> set[int]:
    """Keys of the besluiten of these editions that this reader may open."""
    besluiten = [editie.besluit_id for editie in edities if editie.besluit_id]
    if not besluiten:
        return set()
    return set(Besluit.objects.zichtbaar_voor(request.user).filter(pk__in=besluiten).values_list("pk", flat=True))


def _keuzes(soort: type[forms.Form], request: HttpRequest) -> dict:
    """What a form needs besides what was typed."""
    return {"besluiten": levensloop.kiesbare_besluiten(door=request.user)} if soort is Vaststellen else {}


def _voorstel(editie: Publicatie) -> dict:
    vandaag = timezone.localdate()
    return {"publicatiedatum": max(editie.publicatiedatum or vandaag, vandaag)}
