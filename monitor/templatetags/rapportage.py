"""{% load rapportage %}: how the pages of the round draw chance, effect, profile and what became of a risk."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from acties.models import Koers
from monitor.models import Grootte, Profiel
from sterkvoornoord.huisstijl import icoon

register = template.Library()
#: Colour and steps that are filled, of three.
_TRAP = {Grootte.KLEIN: ("#12587a", 1), Grootte.MIDDEL: ("#12587a", 2), Grootte.GROOT: ("#0a3347", 3)}
_STAPPEN = ((1, 12, 5), (10, 7, 10), (19, 2, 15))
_PROFIEL = {Profiel.HOOG: "alert-circle", Profiel.MIDDEN: "alert-triangle", Profiel.LAAG: "check"}
_SINDS = {
    "nieuw": ("plus", "nieuw"),
    "gelijk": ("equal", "gelijk"),
    "groter": ("trending-up", "groter geworden"),
    "kleiner": ("trending-down", "kleiner geworden"),
}


@register.simple_tag
@lru_cache
def trap(grootte: str) -> SafeString:
    """{% trap risico.kans %}: three steps, as many filled as it is large, and the word."""
    kleur, vol = _TRAP[Grootte(grootte)]
    treden = format_html_join(
        "",
        '<rect x="{}" y="{}" width="7" height="{}" rx="1.5" fill="{}" stroke="{}" stroke-width="1.5"/>',
        ((x, y, h, kleur if nr < vol else "#ffffff", kleur) for nr, (x, y, h) in enumerate(_STAPPEN)),
    )
    svg = '<span class="svn-trap"><svg viewBox="0 0 28 18" aria-hidden="true" focusable="false">{}</svg>{}</span>'
    return format_html(svg, treden, Grootte(grootte).label.lower())


@register.simple_tag
def risicoprofiel(profiel: str) -> SafeString:
    """{% risicoprofiel risico.profiel %}: the profile as icon and word."""
    kaal = '<strong class="svn-status svn-profiel svn-profiel--{}">{}{}</strong>'
    return format_html(kaal, profiel, icoon(_PROFIEL[Profiel(profiel)]), Profiel(profiel).label.lower())


@register.simple_tag
def sinds(wat: str) -> SafeString:
    """{% sinds regel.sinds %}: what became of a risk since the round before; nothing for ""."""
    if not wat:
        return SafeString("")
    beeld, woord = _SINDS[wat]
    return format_html('<span class="svn-status">{}{}</span>', icoon(beeld), woord)


@register.filter
def koerswoord(code: str) -> str:
    """{{ was|koerswoord }}: a judgement in words."""
    return Koers(code).label
