"""{% load metingen %}: numbers of the doelen on pages, also on those of the layers below."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitor import zinnen
from monitor.kloof import Trend
from monitor.models import Indicator
from sterkvoornoord.huisstijl import icoon

register = template.Library()

register.filter("trend_woord", zinnen.trend_woord)
register.filter("schema_woord", zinnen.schema_woord)
register.filter("procent", zinnen.procent)
register.filter("kort", zinnen.kort)
register.filter("richting_zin", zinnen.richting_zin)


@register.filter
def in_eenheid(waarde: Decimal | None, indicator: Indicator) -> str:
    """{{ punt.waarde|in_eenheid:indicator }}: the value with the decimals of its indicator."""
    return zinnen.toon_verschil(waarde, indicator) if waarde is not None else ""


@register.simple_tag
def trend_icoon(trend: Trend) -> SafeString:
    return icoon(zinnen.TREND_TEKEN[trend][0])


@register.filter
def trend_klasse(trend: Trend) -> str:
    return zinnen.TREND_TEKEN[trend][1]


@register.simple_tag
def oordeel(trend: Trend, deel_weg: Decimal | None = None) -> SafeString:
    """Sign and share of the gap that is gone, with the trend in words below."""
    beeld, klasse = zinnen.TREND_TEKEN[trend]
    return format_html(
        '<span class="svn-doelrij__oordeel"><b class="{}">{}{}</b>{}</span>',
        klasse,
        icoon(beeld),
        zinnen.procent(deel_weg) or "–",
        zinnen.trend_woord(trend),
    )
