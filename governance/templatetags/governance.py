"""What this layer shows on pages of the layers below it: {% load governance %}. For who holds a role."""

from django import template

from acties.models import Actie
from governance.models import Aanbeveling

register = template.Library()


@register.inclusion_tag("governance/tags/opvolging_door.html", takes_context=True)
def opvolging_door(context, actie: Actie) -> dict:
    """{% opvolging_door actie %}: the recommendations of the evaluatie that an actie follows up."""
    return {"aanbevelingen": Aanbeveling.objects.zichtbaar_voor(context["request"].user).filter(acties=actie)}
