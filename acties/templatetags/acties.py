"""Acties on pages of the frame: {% load acties %}. Every tag shows only what the visitor may see."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from django import template
from django.db.models import Prefetch
from django.utils.safestring import SafeString

from acties.initiatieven.coalities import rond
from acties.initiatieven.openbaar import vertel
from acties.models import Actie, Dwarsverband, Verhaal
from acties.tellingen import Stand, Telling
from acties.verwijzingen import Verwijzingen, met_verwijzingen
from opgaven.models import Doel, Onderwerp, Opgave, Uitvoeringsplan
from sterkvoornoord.tekst import initialen

register = template.Library()
register.filter("initialen", initialen)


def _telling(context) -> Telling:
    """The counts of this request, asked once however many opgaven and doelen the page shows."""
    request = context["request"]
    if not hasattr(request, "actietelling"):
        request.actietelling = Telling(request.user)
    return request.actietelling


@register.simple_tag(takes_context=True)
def stand_van(context, record: Opgave | Uitvoeringsplan | Doel) -> Stand:
    """{% stand_van doel as stand %}: stand.totaal, stand.lopend, stand.dwars, and stand.paren for the bar."""
    return _telling(context).van(record)


@register.simple_tag(takes_context=True)
def doelen_met_acties(context, doelen: Iterable[Doel]) -> int:
    """{% doelen_met_acties doelen as aantal %}: how many of the doelen have an actie of their own."""
    return sum(1 for doel in doelen if _telling(context).van(doel).totaal)


def _acties(context, doel: Doel) -> list[Actie]:
    """The acties of a doel that this visitor may see, read once for the whole page."""
    request = context["request"]
    if getattr(request, "acties_van_doel", (None,))[0] != doel.pk:
        acties = (
            Actie.objects.zichtbaar_voor(request.user)
            .filter(doel=doel)
            .select_related("onderwerp")
            .order_by("onderwerp__volgorde", "onderwerp__naam", "nummer_sortering")
        )
        request.acties_van_doel = (doel.pk, list(acties))
    return request.acties_van_doel[1]


@register.simple_tag(takes_context=True)
def stand_van_een(context, doel: Doel) -> Stand:
    """{% stand_van_een doel as stand %}: as stand_van, of the acties that the page of one doel lists anyway."""
    per_status = Counter(actie.status for actie in _acties(context, doel))
    return Stand(per_status, lambda: _telling(context).dwars_van(doel))


@register.inclusion_tag("acties/tags/acties_van.html", takes_context=True)
def acties_van(context, doel: Doel) -> dict:
    """{% acties_van doel %}: the acties of a doel under their onderwerp, subjects without acties included."""
    acties = _acties(context, doel)
    groepen: dict[Onderwerp | None, list[Actie]] = {onderwerp: [] for onderwerp in doel.onderwerpen.all()}
    for onderwerp, reeks in groupby(acties, key=lambda actie: actie.onderwerp):
        groepen.setdefault(onderwerp, []).extend(reeks)
    stand = stand_van_een(context, doel)
    return {"doel": doel, "stand": stand, "groepen": list(groepen.items())}


@register.inclusion_tag("acties/tags/dwarsverbanden_van.html", takes_context=True)
def dwarsverbanden_van(context, doel: Doel) -> dict:
    """{% dwarsverbanden_van doel %}: acties of another doel that serve this one too, and why."""
    zichtbaar = Actie.objects.zichtbaar_voor(context["request"].user)
    verbanden = list(
        Dwarsverband.objects.filter(doel=doel, actie__in=zichtbaar)
        .select_related("actie__doel", "actie__plan__opgave")
        .order_by("actie__nummer_sortering")
    )
    return {"verbanden": verbanden, "afgeleid": any(verband.afgeleid for verband in verbanden)}


@register.inclusion_tag("acties/tags/acties_zonder_doel.html", takes_context=True)
def acties_zonder_doel(context, opgave: Opgave) -> dict:
    """{% acties_zonder_doel opgave %}: acties that nobody tied to a doel yet; nothing when there are none."""
    zichtbaar = Actie.objects.zichtbaar_voor(context["request"].user)
    return {"acties": zichtbaar.filter(plan__opgave=opgave, doel__isnull=True).order_by("nummer_sortering")}


@register.inclusion_tag("acties/tags/verhalen_van.html", takes_context=True)
def verhalen_van(context, doel: Doel) -> dict:
    """{% verhalen_van doel %}: stories at a doel; without consent they are for colleagues only, and marked."""
    gebruiker = context["request"].user
    acties = Prefetch("acties", Actie.objects.zichtbaar_voor(gebruiker))
    return {"verhalen": Verhaal.objects.zichtbaar_voor(gebruiker).filter(doel=doel).prefetch_related(acties)}


@register.inclusion_tag("acties/tags/ideeen_van.html")
def ideeen_van(doel: Doel) -> dict:
    """{% ideeen_van doel %}: ideas on the website that serve a doel, and who joins around it; one query."""
    ideeen, coalitie = rond(doel)
    return {"doel": doel, "ideeen": [vertel(idee) for idee in ideeen], "coalitie": coalitie}


@register.filter
def verwijs(tekst: str | None, verwijzingen: Verwijzingen | None) -> SafeString:
    """{{ tekst|verwijs:verwijzingen }}: the text, escaped, with its source codes as links.

    `verwijzingen` comes from `acties.verwijzingen.zoek_verwijzingen`, once for all the texts of a page.
    """
    return met_verwijzingen(tekst, verwijzingen or {})
