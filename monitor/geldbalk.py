"""The bar of an amount: what was promised and spent, and hatched and outlined what is not covered.

Server-side SVG with presentation attributes only; it scales in percentages, so lines and hatching keep their size.
"""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitor.geld import Bedragen
from sterkvoornoord.getallen import toon_getal

TOEGEZEGD, BESTEED, ONGEDEKT, RAND, ARCERING = "#c5dde8", "#12587a", "#fff3d6", "#8a4a00", "#e9c07e"
ONZEKER = "#465763"


def in_woorden(bedragen: Bedragen, naam: str = "") -> str:
    """The amounts as a sentence: what a screen reader hears."""
    delen = [
        f"{woord} {_euro(bedrag)}"
        for woord, bedrag in (
            ("begroot", bedragen.begroot),
            ("toegezegd", bedragen.toegezegd),
            ("besteed", bedragen.besteed),
        )
    ]
    if bedragen.som_ongedekt:
        delen.append(f"nog {_euro(bedragen.ongedekt)} niet gedekt")
    elif bedragen.gedekt:
        delen.append("alles gedekt")
    if bedragen.som_te_veel:
        delen.append(f"{_euro(bedragen.te_veel)} meer toegezegd dan begroot")
    if bedragen.som_onzeker:
        delen.append(f"van {_euro(bedragen.onzeker)} is niet bekend of het is toegezegd")
    zin = ", ".join(delen)
    return f"{naam}: {zin}." if naam else f"{zin[0].upper()}{zin[1:]}."


def _euro(bedrag: Decimal | None) -> str:
    return "niet bekend" if bedrag is None else f"{toon_getal(bedrag)} euro"


def geldbalk(bedragen: Bedragen, grootste: Decimal, id: str, naam: str = "") -> SafeString:
    """Return the bar; `grootste` is the amount that fills the whole width, `id` must be unique on the page."""

    def deel(bedrag: Decimal | None) -> Decimal:
        return (bedrag or Decimal(0)) / grootste * 100 if grootste else Decimal(0)

    toegezegd, ongedekt, onzeker = deel(bedragen.toegezegd), deel(bedragen.ongedekt), deel(bedragen.onzeker)
    return format_html(
        '<svg class="svn-balk" role="img" width="100%" height="38" aria-labelledby="{id}-t">'
        '<title id="{id}-t">{titel}</title>{arcering}{toegezegd}{ongedekt}{onzeker}{besteed}</svg>',
        id=id,
        titel=in_woorden(bedragen, naam),
        arcering=_arcering(id) if ongedekt else "",
        toegezegd=_vlak(Decimal(0), toegezegd, 1, 36, format_html('fill="{}"', TOEGEZEGD)),
        ongedekt=_vlak(toegezegd, ongedekt, 2, 34, _rand(f"url(#{id}-p)", RAND)),
        onzeker=_vlak(toegezegd + ongedekt, onzeker, 2, 34, _rand("#ffffff", ONZEKER)),
        besteed=_vlak(Decimal(0), deel(bedragen.besteed), 11, 16, format_html('fill="{}"', BESTEED)),
    )


def _rand(vulling: str, kleur: str) -> SafeString:
    return format_html('fill="{}" stroke="{}" stroke-width="2" stroke-dasharray="4 3"', vulling, kleur)


def _vlak(links: Decimal, breedte: Decimal, boven: int, hoogte: int, verf: SafeString) -> SafeString | str:
    if not breedte:
        return ""
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" rx="3" {}/>',
        f"{links:.2f}",
        boven,
        f"{breedte:.2f}",
        hoogte,
        verf,
    )


def _arcering(id: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{}-p" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="8" height="8" fill="{}"/><rect width="3" height="8" fill="{}"/></pattern></defs>',
        id,
        ONGEDEKT,
        ARCERING,
    )


def geldlegenda(onzeker: bool = False) -> SafeString:
    """The legend of the bars; `onzeker` adds the sign for money of which nobody knows whether it was promised."""
    streep = '<rect x="1" y="1" width="16" height="16" rx="3" {}/>'
    regels = [
        (format_html('<rect y="4" width="18" height="10" rx="2" fill="{}"/>', BESTEED), "besteed"),
        (format_html('<rect width="18" height="18" rx="3" fill="{}"/>', TOEGEZEGD), "toegezegd"),
        (format_html(streep, _rand(ONGEDEKT, RAND)), "begroot, niet gedekt"),
    ]
    if onzeker:
        regels.append((format_html(streep, _rand("#ffffff", ONZEKER)), "begroot, dekking niet bekend"))
    vlak = '<li><svg class="svn-vlak" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{}</svg>{}</li>'
    return format_html(
        '<ul class="svn-legenda">{}</ul>', _samen(format_html(vlak, tekening, woord) for tekening, woord in regels)
    )


def _samen(delen) -> SafeString:
    return format_html("{}" * len(lijst := list(delen)), *lijst)
