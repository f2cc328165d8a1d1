"""What this layer shows on pages of the layers below it: {% load governance %}. For who holds a role."""

from datetime import date

from django import template
from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acties.models import Actie, Initiatief, InitiatiefStatus
from governance.models import Aanbeveling, Agendapunt, Besluit, Vergadering
from governance.models.keuzes import Uitkomst
from governance.services.agenderen import mag_op_agenda

register = template.Library()
ANDERS = {"nl": _("In het Nederlands"), "en": _("In het Engels"), "ar": _("In het Arabisch")}


@register.inclusion_tag("governance/tags/opvolging_door.html", takes_context=True)
def opvolging_door(context, actie: Actie) -> dict:
    """{% opvolging_door actie %}: the recommendations of the evaluatie that an actie follows up."""
    return {"aanbevelingen": Aanbeveling.objects.zichtbaar_voor(context["request"].user).filter(acties=actie)}


#: Per outcome the text that the answer to the submitter begins with (acties.initiatieven.forms_behandelen).
VOORSTEL = {Uitkomst.CONFORM: "ja", Uitkomst.GEWIJZIGD: "ja", Uitkomst.AFGEWEZEN: "nee"}


@register.inclusion_tag("governance/tags/agenda_van.html", takes_context=True)
def agenda_van(context, initiatief: Initiatief, behandelt: bool) -> dict:
    """{% agenda_van initiatief mag_behandelen %}: on which agendas an initiatief was, what was decided, and for who
    handles it what to do now. Two queries, one of them only for what was on an agenda."""
    gebruiker = context["request"].user
    # Who handles it knows where it is, also when it waits for a meeting of a body of which he is no member.
    punten = Agendapunt.objects.all() if behandelt else Agendapunt.objects.zichtbaar_voor(gebruiker)
    besluiten = Besluit.objects.zichtbaar_voor(gebruiker).vastgesteld()
    rijen = list(
        punten.filter(initiatief=initiatief)
        .select_related("vergadering__orgaan", "orgaan")
        .prefetch_related(Prefetch("besluiten", besluiten, to_attr="te_lezen"))
        .order_by("-pk")
    )
    wacht_op_ons = behandelt and initiatief.status == InitiatiefStatus.GEAGENDEERD
    besluit = next(iter(rijen[0].te_lezen), None) if rijen and wacht_op_ons else None
    return {
        "initiatief": initiatief,
        "punten": rijen,
        "mag_erop": behandelt and mag_op_agenda(initiatief, staat_erop=any(punt.is_open for punt in rijen)),
        "besluit": besluit,
        "voorbeeld": VOORSTEL.get(besluit.uitkomst, "") if besluit else "",
    }


@register.simple_tag
def vergaderdag(initiatief: Initiatief) -> date | None:
    """{% vergaderdag initiatief as dag %}: the day on which a meeting decides about it, as far as its submitter may
    know: of a meeting that is planned, and not when the item is besloten."""
    if initiatief.status != InitiatiefStatus.GEAGENDEERD:
        return None
    bekend = Vergadering.objects.geldig().met_open_agenda()
    punten = initiatief.agendapunten.niet_besloten().filter(vergadering__in=bekend.values("pk"))
    return punten.order_by("-pk").values_list("vergadering__datum", flat=True).first()


@register.inclusion_tag("governance/tags/besluit_over_idee.html", takes_context=True)
def besluit_over_idee(context, nummer: str) -> dict:
    """{% besluit_over_idee actie.uit_idee %}: the besluiten on the initiatief of which an actie was made."""
    zichtbaar = Besluit.objects.zichtbaar_voor(context["request"].user).vastgesteld()
    return {"besluiten": zichtbaar.filter(agendapunt__initiatief__nummer=nummer)}


@register.simple_tag
def taalkenmerk(taal: str) -> SafeString | str:
    """{% taalkenmerk activiteit.taal %}: the attributes of an element in another language than the page; else none."""
    if taal == get_language():
        return ""
    return format_html(' lang="{}" dir="{}"', taal, "rtl" if taal == "ar" else "ltr")


@register.simple_tag
def anderstalig(taal: str) -> str:
    """{% anderstalig activiteit.taal %}: says in which other language than the page something is; else empty."""
    return "" if taal == get_language() else str(ANDERS[taal])
