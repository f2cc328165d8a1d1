"""{% load monitor %}: drawings of the public pages."""

import re
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sterkvoornoord.huisstijl import OPGAVE, teken

register = template.Library()


@register.simple_tag
@lru_cache
def tekening(naam: str, klasse: str = "") -> SafeString:
    """{% tekening "buurt" "svn-held__beeld" %}: a drawing of static/img, inline and decorative.

    Inline, because only then it may be wider than its frame: the water of the neighbourhood runs on to both sides.
    """
    svg = (Path(settings.BASE_DIR) / "static" / "img" / f"{naam}.svg").read_text(encoding="utf-8")
    kader, inhoud = re.fullmatch(r'<svg [^>]*viewBox="([^"]*)"[^>]*>(.*)</svg>', svg.strip(), re.DOTALL).groups()
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        klasse,
        kader,
        mark_safe(inhoud),  # noqa: S308 a file of our own, not user input
    )


@register.filter
def opgave_beeld(code: str) -> str:
    """{{ opgave.code|opgave_beeld }}: address of the drawing that goes with an opgave."""
    return static(f"img/opgave-{teken(OPGAVE, code).css}.svg")
