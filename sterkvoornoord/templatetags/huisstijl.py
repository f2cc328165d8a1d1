"""Tags of the house style: {% load huisstijl %}. They show codes and know no model."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from django import template
from django.forms.utils import flatatt
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


@register.filter
def als_kop(label: str) -> str:
    """A label as the start of a line: "Naam:", but "Hoe heet uw idee?" as it is."""
    return label if str(label).endswith(("?", "؟", "!", ".", ":")) else f"{label}:"


@register.filter
def zoekwoord(pad: str) -> str:
    """The last words of an address, to search for: "/acties/tuinkamer-van-noord/" gives "tuinkamer van noord"."""
    delen = [re.sub(r"[^\w]+|_", " ", deel).strip() for deel in unquote(str(pad)).split("/")]
    woorden = [deel for deel in delen if deel and not deel.replace(" ", "").isdigit()]
    return woorden[-1][:60] if woorden else ""


@register.simple_tag
def standzin(standen: Iterable[tuple[str, int]], naam: str = "") -> str:
    """The counts of a bar as a sentence."""
    return standbalk.in_woorden(standbalk.geordend(standen), naam)


VELD_KLASSE = {
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom",
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
    "file": "svn-bestand",
    "hidden": "",
}


@register.simple_tag
def veld_attrs(widget: dict, soort: str) -> SafeString:
    """The attributes of a form control with the classes of NL Design System before its own.

    ``widget`` is the context that Django gives to a widget template, ``soort`` its type ("text", "select").
    """
    klassen = VELD_KLASSE.get(soort, "utrecht-textbox utrecht-textbox--html-input").split()
    if klassen and str(widget["attrs"].get("aria-invalid")) == "true":
        klassen.append(f"{klassen[0]}--invalid")
    klassen += str(widget["attrs"].get("class") or "").split()
    attrs = {naam: waarde for naam, waarde in widget["attrs"].items() if naam != "class"}
    if klassen:
        attrs["class"] = " ".join(dict.fromkeys(klassen))
    return flatatt(attrs)
