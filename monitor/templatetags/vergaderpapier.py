"""{% load vergaderpapier %}: the papers of a meeting on its page, and days on those papers."""

from datetime import date

from django import template
from django.template.defaultfilters import date as in_woorden

from governance.agenda import Agenda
from governance.models import Vergadering
from monitor.vergaderpapier.gegevens import MET_BESLUITENLIJST, ZONDER_PAPIER

register = template.Library()


@register.filter
def isodag(dag: str, vorm: str = "j F Y") -> str:
    """{{ "2024-11-07"|isodag }}: 7 november 2024; nothing for nothing."""
    return in_woorden(date.fromisoformat(dag), vorm) if dag else ""


@register.inclusion_tag("monitor/tags/papieren.html")
def papieren(vergadering: Vergadering, agenda: Agenda, actiepunten: list) -> dict:
    """{% papieren vergadering agenda actiepunten %}: buttons to what there is, for the reader of `agenda`."""
    return _papieren(vergadering, agenda, actiepunten)


@register.inclusion_tag("monitor/tags/papieren_openbaar.html")
def papieren_openbaar(vergadering: Vergadering, agenda: Agenda, actiepunten: list) -> dict:
    """The same without what is besloten, for who reads what is and wants to hand it to others; else nothing."""
    return {**_papieren(vergadering, agenda, actiepunten), "heeft_besloten": agenda.heeft_besloten}


def _papieren(vergadering: Vergadering, agenda: Agenda, actiepunten: list) -> dict:
    over = vergadering.status in ZONDER_PAPIER
    return {
        "vergadering": vergadering,
        "agenda": bool(agenda.secties) and not over,
        "besluitenlijst": vergadering.status in MET_BESLUITENLIJST and agenda.toont_verslag,
        "actielijst": bool(actiepunten) and not over,
    }
