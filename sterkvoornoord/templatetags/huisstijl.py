"""Tags of the house style: {% load huisstijl %}. They show codes and know no model."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sterkvoornoord import huisstijl, standbalk, tekst

register = template.Library()

register.simple_tag(huisstijl.icoon, name="icoon")
register.simple_tag(huisstijl.koers_pil, name="koers_pil")
register.simple_tag(huisstijl.status_label, name="status_label")
register.simple_tag(huisstijl.actualiteit, name="actualiteit")
register.simple_tag(huisstijl.opgave_teken, name="opgave_teken")
register.simple_tag(huisstijl.voortgangsbalk, name="voortgangsbalk")
register.simple_tag(standbalk.standbalk, name="standbalk")
register.simple_tag(standbalk.legenda, name="standlegenda")
register.filter("initialen", tekst.initialen)


@register.simple_tag
def voorbeeldcijfers() -> SafeString:
    """The mark that stands beside every invented figure."""
    return format_html('<span class="svn-voorbeeld">{}</span>', gettext("voorbeeldcijfers"))


@register.filter
def opgave_css(code: str) -> str:
    """The class that gives a panel the colour of its opgave: {{ opgave.code|opgave_css }}."""
    return f"svn-opgave--{huisstijl.teken(huisstijl.OPGAVE, code).css}"


@register.simple_tag
def standzin(standen: Iterable[tuple[str, int]], naam: str = "") -> str:
    """The counts of a bar as a sentence."""
    return standbalk.in_woorden(standbalk.geordend(standen), naam)
