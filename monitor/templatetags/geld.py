"""{% load geld %}: amounts and their bars."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitor.geldbalk import geldbalk, geldlegenda
from sterkvoornoord.getallen import toon_euro, toon_getal

register = template.Library()
register.simple_tag(geldbalk, name="geldbalk")
register.simple_tag(geldlegenda, name="geldlegenda")

MILJOEN = Decimal(1_000_000)


@register.filter
def bedrag(waarde: Decimal | None) -> SafeString | str:
    """{{ regel.bedragen.begroot|bedrag }}: in euros, or that it is not known. Never zero for what is not known."""
    return format_html('<span class="svn-zacht">{}</span>', "niet bekend") if waarde is None else toon_euro(waarde)


@register.filter
def kort_bedrag(waarde: Decimal | None) -> str:
    """An amount for a tile: in millions when it is that large; the tables give it to the cent."""
    if waarde is None:
        return "niet bekend"
    if waarde < MILJOEN:
        return toon_euro(waarde.quantize(Decimal(1)))
    return f"€\N{NO-BREAK SPACE}{toon_getal((waarde / MILJOEN).quantize(Decimal('0.01')))} mln"


@register.filter
def procent_van(deel: Decimal | None, geheel: Decimal | None) -> str:
    """{{ besteed|procent_van:toegezegd }}: "68%"; empty when either is not known or the whole is nothing."""
    if deel is None or not geheel:
        return ""
    return f"{(deel / geheel * 100).quantize(Decimal(1))}%"
