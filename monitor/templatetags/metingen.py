"""{% load metingen %}: numbers of the doelen on pages, also on those of the layers below."""

from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monitor import zinnen
from monitor.cijfertabel import Cijfertabel, maak_tabel, maak_wijktabel
from monitor.grafieken import Verloop, teken_verloop
from monitor.kloof import Trend
from monitor.models import Indicator
from monitor.reeksen import DoelStand, IndicatorStand, Vergelijking, standen_van_doelen
from monitor.services.metingen import mag_invoeren
from opgaven.models import Doel
from sterkvoornoord.huisstijl import icoon

register = template.Library()

register.filter("trend_woord", zinnen.trend_woord)
register.filter("schema_woord", zinnen.schema_woord)
register.filter("procent", zinnen.procent)
register.filter("kort", zinnen.kort)
register.filter("richting_zin", zinnen.richting_zin)


@register.filter
def breekbaar(naam: str) -> SafeString:
    """A name that a narrow column may break after a slash: "De Heuvel/Amstelwijk"."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((deel,) for deel in naam.split("/")))


@register.filter
def in_eenheid(waarde: Decimal | None, indicator: Indicator) -> str:
    """{{ punt.waarde|in_eenheid:indicator }}: the value with the decimals of its indicator."""
    return zinnen.toon_waarde(waarde, indicator)


@register.filter
def als_zin(eenheid: str) -> str:
    """A unit as a sentence: "schaal 0 tot 10" becomes "Schaal 0 tot 10."; "%" becomes "In %."."""
    return f"{capfirst(eenheid)}." if eenheid[:1].isalpha() else f"{_('In')} {eenheid}."


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


@dataclass(frozen=True, slots=True)
class Beeld:
    """One indicator as the page of its doel shows it."""

    stand: IndicatorStand
    verloop: Verloop | None
    tabel: Cijfertabel
    wijktabel: Cijfertabel | None

    @property
    def ene(self) -> Vergelijking | None:
        """The only area, when there is one: then there is one gap to speak of."""
        return self.stand.gebieden[0] if len(self.stand.gebieden) == 1 else None

    @property
    def beweging(self) -> list[str]:
        return [z for v in self.stand.gebieden for z in zinnen.bewegingszinnen(v, self.stand.indicator)]

    @property
    def uitleg(self) -> str:
        """Why there is no gap to speak of; empty when there is one."""
        return zinnen.geen_meting_zin(self.stand) if self.stand.trend is Trend.GEEN_METING else ""


def _doelstand(doel: Doel) -> DoelStand:
    """What is known about `doel`; asked once, whatever number of tags the page has."""
    if not hasattr(doel, "_metingen_stand"):
        (doel._metingen_stand,) = standen_van_doelen(doel=doel)
    return doel._metingen_stand


def _beelden(doel: Doel) -> list[Beeld]:
    return [
        Beeld(s, teken_verloop(s, id_=f"verloop-{s.indicator.pk}"), maak_tabel(s), maak_wijktabel(s))
        for s in _doelstand(doel).indicatoren
        if s.indicator.hoofd or s.heeft_meting
    ]


@register.inclusion_tag("monitor/metingen/paneel.html", takes_context=True)
def meting_van(context, doel: Doel) -> dict:
    """The panel with the numbers of a doel: path, table, what it says, and where it comes from."""
    return {
        "doel": doel,
        "stand": _doelstand(doel),
        "beelden": _beelden(doel),
        "mag_invoeren": mag_invoeren(context["request"].user, doel),
    }


@register.inclusion_tag("monitor/metingen/ernaast.html")
def cijfers_naast(doel: Doel) -> dict:
    """The tables of a doel beside a form about them."""
    return {"beelden": _beelden(doel)}


@register.inclusion_tag("monitor/metingen/duiding.html", takes_context=True)
def duiding_van(context, doel: Doel) -> dict:
    """What people see in the numbers, newest edition first."""
    stand = _doelstand(doel)
    return {
        "doel": doel,
        "duiding": stand.duidingen[0] if stand.duidingen else None,
        "mag_invoeren": mag_invoeren(context["request"].user, doel),
    }
