"""The bar of acties per status: segments that keep their text size, with texture beside colour."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from sterkvoornoord.huisstijl import STATUS, STATUS_VLAK, Vlak, teken

HOOGTE = 34


def geordend(standen: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the pairs (status, number) in the order of the house, without zeros, equal codes added up.

    Raise ``OnbekendeCode`` for a status without a look.
    """
    aantallen: dict[str, int] = {}
    for code, aantal in standen:
        teken(STATUS, code)
        aantallen[code] = aantallen.get(code, 0) + aantal
    return [(code, aantallen[code]) for code in STATUS if aantallen.get(code)]


def in_woorden(standen: list[tuple[str, int]], naam: str = "") -> str:
    """Return the counts as a sentence: what a screen reader hears and print repeats."""
    totaal = sum(aantal for _, aantal in standen)
    kop = ngettext("%(n)d actie", "%(n)d acties", totaal) % {"n": totaal}
    delen = ", ".join(f"{aantal} {str(STATUS[code].label).lower()}" for code, aantal in standen)
    zin = f"{naam}: {kop}" if naam else kop
    return f"{zin}. {delen}." if delen else f"{zin}."


def standbalk(standen: Iterable[tuple[str, int]], id: str, naam: str = "") -> SafeString:
    """Return the bar as SVG with presentation attributes only.

    ``standen`` are pairs (status, number); ``id`` must be unique on the page, it prefixes the ids inside.
    """
    reeks = geordend(standen)
    totaal = sum(aantal for _, aantal in reeks)
    stukken, links = [], 0
    for code, aantal in reeks:
        stukken.append((_stuk(STATUS_VLAK[code], links, aantal, totaal, id),))
        links += aantal
    return format_html(
        # The font is named for print, which does not read our style sheet inside a drawing.
        '<svg class="svn-balk" role="img" width="100%" height="{}" font-family="Source Sans 3"'
        ' aria-labelledby="{id}-t">'
        '<title id="{id}-t">{}</title>{}{}</svg>',
        HOOGTE,
        in_woorden(reeks, naam),
        _arcering(id) if any(STATUS_VLAK[code].arcering for code, _ in reeks) else "",
        format_html_join("", "{}", stukken),
        id=id,
    )


def _stuk(vlak: Vlak, links: int, aantal: int, totaal: int, id: str) -> SafeString:
    midden = f"{(links + aantal / 2) / totaal * 100:.2f}%"
    return format_html(
        '<rect x="{}%" y="1" width="{}%" height="32" rx="3" fill="{}" {}/>{}'
        '<text x="{}" y="22.5" text-anchor="middle" font-size="15" font-weight="600" fill="{}"'
        ' aria-hidden="true">{}</text>',
        f"{links / totaal * 100:.2f}",
        f"{aantal / totaal * 100:.2f}",
        f"url(#{id}-arc)" if vlak.arcering else vlak.vulling,
        _rand(vlak, breedte="1.5"),
        # A number on a hatched fill stands on a white disc.
        format_html('<circle cx="{}" cy="17" r="11" fill="#ffffff"/>', midden) if vlak.arcering else "",
        midden,
        vlak.tekst,
        aantal,
    )


def _rand(vlak: Vlak, breedte: str) -> SafeString:
    if vlak.gestreept:
        return format_html('stroke="{}" stroke-width="{}" stroke-dasharray="3 2"', vlak.rand, breedte)
    return format_html('stroke="{}" stroke-width="2"', vlak.rand or "#ffffff")


def _arcering(id: str) -> SafeString:
    vlak = STATUS_VLAK["overgedragen"]
    return format_html(
        '<defs><pattern id="{}-arc" width="8" height="8" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="8" height="8" fill="{}"/>'
        '<rect width="3.5" height="8" fill="{}"/></pattern></defs>',
        id,
        vlak.vulling,
        vlak.arcering,
    )


def legenda(standen: Iterable[tuple[str, int]], id: str, tellen: bool = False) -> SafeString:
    """Return the legend of a bar for the statuses that occur; ``tellen`` repeats their numbers."""
    return format_html(
        '<ul class="svn-legenda{}">{}</ul>',
        " svn-legenda--tellen" if tellen else "",
        format_html_join(
            "",
            "<li>{}{}{}</li>",
            (
                (
                    _vlakje(STATUS_VLAK[code], f"{id}-{code}"),
                    STATUS[code].label,
                    format_html(" <b>{}</b>", aantal) if tellen else "",
                )
                for code, aantal in geordend(standen)
            ),
        ),
    )


def _vlakje(vlak: Vlak, id: str) -> SafeString:
    rand = _rand(vlak, breedte="2") if vlak.rand else ""
    return format_html(
        '<svg class="svn-vlak" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{}'
        '<rect width="18" height="18" rx="3" fill="{}" {}/></svg>',
        _arcering(id) if vlak.arcering else "",
        f"url(#{id}-arc)" if vlak.arcering else vlak.vulling,
        rand,
    )
