"""{% load inzet %}: how it stands with hours, in words, and the questions that wait for an answer."""

from django import template

from acties.inzet.stand import in_woorden
from acties.models import Inzetafspraak

register = template.Library()
register.filter("stand_in_woorden", in_woorden)


@register.inclusion_tag("acties/inzet/_te_beantwoorden.html", takes_context=True)
def uren_te_beantwoorden(context) -> dict:
    """{% uren_te_beantwoorden %}: what the partner of this account was asked. One query; none without a partner."""
    vragen = Inzetafspraak.objects.te_beantwoorden_door(context["request"].user)
    return {"vragen": vragen.select_related("betrokkenheid__actie").order_by("gevraagd_op")}
