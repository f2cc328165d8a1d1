"""Reporting progress on the page of another view: {% load voortgang %}."""

from django import template

from acties.forms.voortgang import voortgang_formulier
from acties.models import Actie

register = template.Library()


@register.inclusion_tag("acties/_voortgang_paneel.html", takes_context=True)
def voortgang_paneel(context, actie: Actie) -> dict:
    """The panel "Voortgang melden". Only for who may edit the actie: the page asks that once, for all its buttons."""
    return {
        "actie": actie,
        "form": voortgang_formulier(actie),
        "terug": context["request"].path,
        "csrf_token": context.get("csrf_token"),
    }
