"""The look of codes: the one place that ties a code to its word, icon and CSS class.

Knows no model: it takes the code that a record holds and gives safe HTML. Pages use it through the tags in
``templatetags/huisstijl.py``; what is printed may call it directly. A code that is not listed here raises
``OnbekendeCode``, so that a new status cannot slip into a page without a word of its own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from sterkvoornoord.getallen import toon_getal


class OnbekendeCode(ValueError):
    """A code or icon that the house style does not know."""


@dataclass(frozen=True, slots=True)
class Teken:
    """How one code is shown: its word, its icon, the suffix of its CSS class."""

    label: str
    icoon: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Vlak:
    """How one status is painted in a bar. ``arcering`` names the second colour of a hatched fill."""

    vulling: str
    tekst: str
    rand: str = ""
    arcering: str = ""
    gestreept: bool = False


STATUS = {
    "idee": Teken(gettext_lazy("Idee"), "bulb"),
    "in_voorbereiding": Teken(gettext_lazy("In voorbereiding"), "clipboard-list"),
    "in_uitvoering": Teken(gettext_lazy("In uitvoering"), "player-play"),
    "doorlopend": Teken(gettext_lazy("Doorlopend"), "repeat"),
    "afgerond": Teken(gettext_lazy("Afgerond"), "check"),
    "gestopt": Teken(gettext_lazy("Gestopt"), "x"),
    "overgedragen": Teken(gettext_lazy("Overgedragen"), "transfer"),
    "onbekend": Teken(gettext_lazy("Geen stand bekend"), "circle-dashed"),
}

STATUS_VLAK = {
    "idee": Vlak("#ffffff", "#14242e", rand="#5b9dbd"),
    "in_voorbereiding": Vlak("#c5dde8", "#062433"),
    "in_uitvoering": Vlak("#1b6d94", "#ffffff"),
    "doorlopend": Vlak("#7fb6cf", "#062433"),
    "afgerond": Vlak("#0a3347", "#ffffff"),
    "gestopt": Vlak("#d5cec0", "#14242e"),
    "overgedragen": Vlak("#e0edf3", "#062433", arcering="#5b9dbd"),
    "onbekend": Vlak("#ffffff", "#14242e", rand="#465763", gestreept=True),
}

KOERS = {
    "volgens_verwachting": Teken(gettext_lazy("Volgens verwachting"), "circle-check-vol", "goed"),
    "aandachtspunt": Teken(gettext_lazy("Aandachtspunt"), "alert-triangle-vol", "let"),
    "bijsturen": Teken(gettext_lazy("Bijsturen"), "alert-octagon-vol", "stuur"),
    "": Teken(gettext_lazy("Geen koers"), "circle-dashed", "geen"),
}

OPGAVE = {
    "JO": Teken(gettext_lazy("Jeugd en onderwijs"), "school", "jo"),
    "FZ": Teken(gettext_lazy("Financiële zelfredzaamheid"), "wallet", "fz"),
    "FVW": Teken(gettext_lazy("Fijn en veilig wonen"), "home-heart", "fvw"),
}

#: The colour of an opgave in drawings, where no CSS reaches; the same as --kleur in tokens.css.
OPGAVE_KLEUR = {"JO": "#7d2b6c", "FZ": "#0a655f", "FVW": "#37479f"}
#: Colours of charts: the municipality as reference, targets, the measured gap, text and lines.
GRAFIEK_KLEUR = {
    "noord": "#12587a",
    "gemeente": "#465763",
    "streef": "#8a4a00",
    "kloof": "#fff3d6",
    "toekomst": "#faf8f4",
    "inkt": "#14242e",
    "zacht": "#465763",
    "as": "#8f887a",
    "raster": "#e7e2d8",
}

BALK_KLEUR = {"gewoon": "#12587a", "klaar": "#1a6a3b", "bijna": "#8a4a00", "laat": "#a5172b"}


def teken(tabel: dict[str, Teken], code: str | None) -> Teken:
    """Return how ``code`` is shown; raise ``OnbekendeCode`` when the table does not have it."""
    try:
        return tabel[code or ""]
    except KeyError:
        raise OnbekendeCode(f"geen huisstijl voor code {code!r}") from None


@lru_cache(maxsize=512)
def icoon(naam: str, klasse: str = "") -> SafeString:
    """Return the inline SVG of a vendored Tabler icon; "-vol" names are the filled drawings.

    Raise ``OnbekendeCode`` for an icon that is not vendored: add it to the list in scripts/vendor.mjs.
    """
    bestand = Path(settings.BASE_DIR) / "static" / "vendor" / "icons" / f"{naam}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", naam) or not bestand.is_file():
        raise OnbekendeCode(f"icoon {naam!r} staat niet in static/vendor/icons")
    svg = bestand.read_text(encoding="utf-8")
    lijnen = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", svg)
    lijnen = re.sub(r"\s*\n\s*", "", re.search(r"<svg[^>]*>(.*)</svg>", lijnen, re.DOTALL)[1])
    verf = (
        'fill="currentColor"'
        if naam.endswith("-vol")
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" viewBox="0 0 24 24" {}>{}</svg>',
        f"utrecht-icon {klasse}".strip(),
        mark_safe(verf),  # noqa: S308 a literal of this function
        mark_safe(lijnen),  # noqa: S308 a vendored file, not user input
    )


# Rows of a table repeat the same few badges: one rendering per code and language.


def status_label(code: str | None, rand: bool = False) -> SafeString:
    """Return the status of an actie as icon and word; ``rand`` draws a border around it."""
    return _status(code, rand, get_language())


@lru_cache(maxsize=256)
def _status(code: str | None, rand: bool, _taal: str | None) -> SafeString:
    t = teken(STATUS, code or "onbekend")
    klasse = "svn-status svn-status--rand" if rand else "svn-status"
    return format_html('<span class="{}">{}{}</span>', klasse, icoon(t.icoon), t.label)


def koers_pil(code: str | None) -> SafeString:
    """Return the koers of an actie as a pill; no koers is a pill too, never green."""
    return _koers(code, get_language())


@lru_cache(maxsize=64)
def _koers(code: str | None, _taal: str | None) -> SafeString:
    t = teken(KOERS, code)
    return format_html('<span class="svn-koers svn-koers--{}">{}{}</span>', t.css, icoon(t.icoon), t.label)


def actualiteit(
    dagen: int | None, geleden: bool = False, grens: int | None = None, gevraagd: bool = True
) -> SafeString:
    """Return the age of a stand in days; ``None`` means that a stand was never reported.

    A stand is old after ``grens`` days (``settings.ACTUEEL_DAGEN`` when not given). Where nobody waits for a report,
    as for an actie that is over, ``gevraagd=False`` leaves out the warning.
    """
    grens = settings.ACTUEEL_DAGEN if grens is None else grens
    if dagen is None:
        klasse, beeld, tekst = " svn-actueel--geen" if gevraagd else "", "circle-dashed", gettext("nooit gemeld")
    else:
        klasse, beeld = (" svn-actueel--oud", "hourglass") if gevraagd and dagen > grens else ("", "clock")
        if dagen <= 0:
            tekst = gettext("vandaag")
        elif geleden:
            tekst = ngettext("%(n)d dag geleden", "%(n)d dagen geleden", dagen) % {"n": dagen}
        else:
            tekst = ngettext("%(n)d dag", "%(n)d dagen", dagen) % {"n": dagen}
    return format_html('<span class="svn-actueel{}">{}{}</span>', klasse, icoon(beeld), tekst)


def opgave_teken(code: str, naam: str = "", maat: str = "") -> SafeString:
    """Return the sign of an opgave: coloured icon and name. ``maat`` is "", "klein" or "groot"."""
    t = teken(OPGAVE, code)
    klasse = f"svn-opgave svn-opgave--{t.css}" + (f" svn-opgave--{maat}" if maat else "")
    return format_html(
        '<span class="{}"><span class="svn-opgave__teken">{}</span><span>{}</span></span>',
        klasse,
        icoon(t.icoon),
        naam or t.label,
    )


def voortgangsbalk(gedaan: float, totaal: float, naam: str, soort: str = "gewoon") -> SafeString:
    """Return a bar of ``gedaan`` out of ``totaal``; ``naam`` says what is counted, in words."""
    kleur = BALK_KLEUR[soort]
    deel = min(max(gedaan / totaal, 0), 1) if totaal else 0
    return format_html(
        '<svg class="svn-voortgangsbalk" role="img" width="100%" height="12"><title>{}</title>'
        '<rect width="100%" height="12" rx="6" fill="#e0edf3"/>'
        '<rect width="{}%" height="12" rx="6" fill="{}"/></svg>',
        f"{naam}: {toon_getal(gedaan)} {gettext('van')} {toon_getal(totaal)}",
        f"{deel * 100:.1f}",
        kleur,
    )
