"""The parts of a drawing as text. Every value that comes from data is escaped."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

Punt = tuple[float, float]


def element(naam: str, inhoud: str = "", **attributen: object) -> SafeString:
    """An element; `stroke_width` becomes stroke-width, and attributes that are None are left out."""
    attrs = "".join(
        f' {sleutel.rstrip("_").replace("_", "-")}="{escape(_getal(waarde))}"'
        for sleutel, waarde in attributen.items()
        if waarde is not None
    )
    if not inhoud:
        return mark_safe(f"<{naam}{attrs}/>")  # noqa: S308 attributes are escaped above
    return mark_safe(f"<{naam}{attrs}>{inhoud}</{naam}>")  # noqa: S308 content is escaped by who makes it


def _getal(waarde: object) -> str:
    return f"{waarde:.1f}".removesuffix(".0") if isinstance(waarde, float) else str(waarde)


def tekst(inhoud: str, x: float, y: float, **attributen: object) -> SafeString:
    return element("text", escape(inhoud), x=x, y=y, **attributen)


def lijn(punten: Sequence[Punt], kleur: str, dikte: float, streep: str | None = None) -> SafeString:
    """A line through `punten`; `streep` is its dash."""
    return element(
        "polyline",
        points=_punten(punten),
        fill="none",
        stroke=kleur,
        stroke_width=dikte,
        stroke_dasharray=streep,
        stroke_linejoin="round",
        stroke_linecap="round" if not streep else None,
    )


def vlak(punten: Sequence[Punt], kleur: str) -> SafeString:
    return element("polygon", points=_punten(punten), fill=kleur)


def _punten(punten: Sequence[Punt]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in punten)


def merk(vorm: str, x: float, y: float, kleur: str, maat: float = 4.5) -> SafeString:
    """A marker: "rond", "vierkant", "driehoek", or "ruit", which is open."""
    if vorm == "rond":
        return element("circle", cx=x, cy=y, r=maat, fill=kleur, stroke="#ffffff", stroke_width=1)
    if vorm == "vierkant":
        return element("rect", x=x - maat * 0.8, y=y - maat * 0.8, width=maat * 1.6, height=maat * 1.6, fill=kleur)
    if vorm == "driehoek":
        return vlak([(x, y - maat * 1.2), (x + maat * 1.1, y + maat * 0.8), (x - maat * 1.1, y + maat * 0.8)], kleur)
    ruit = [(x, y - maat * 1.6), (x + maat * 1.6, y), (x, y + maat * 1.6), (x - maat * 1.6, y)]
    return element("polygon", points=_punten(ruit), fill="#ffffff", stroke=kleur, stroke_width=2)


def tekening(
    delen: Iterable[str], *, id_: str, titel: str, omschrijving: str, klasse: str, breed: int, hoog: int
) -> SafeString:
    """The whole drawing, with its title and description first; `id_` makes their ids unique on the page."""
    return format_html(
        '<svg class="{}" role="img" viewBox="0 0 {} {}" width="{}" height="{}" aria-labelledby="{}-t {}-d" '
        'font-family="Source Sans 3, sans-serif" font-size="14" fill="#14242e">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        klasse, breed, hoog, breed, hoog, id_, id_, id_, titel, id_, omschrijving,
        mark_safe("".join(delen)),  # noqa: S308 parts made by this module
    )  # fmt: skip
