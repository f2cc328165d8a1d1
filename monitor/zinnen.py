"""What the numbers say, in plain sentences. Pages, exports, drawings and PDFs use the same ones."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitor.kloof import Kloof, Schema, Trend
from monitor.models import Indicator
from monitor.reeksen import IndicatorStand, Reeks, Vergelijking
from opgaven.models import Gebied

#: Word, icon and colour class of a trend; the class is empty where nothing is good or bad.
TREND_TEKEN = {
    Trend.KLEINER: ("circle-check-vol", "svn-t-goed"),
    Trend.GELIJK: ("minus", ""),
    Trend.GROTER: ("alert-triangle-vol", "svn-t-let"),
    Trend.GEEN_KLOOF: ("circle-check-vol", "svn-t-goed"),
    Trend.TE_VROEG: ("hourglass", ""),
    Trend.GEEN_METING: ("chart-bar-off", ""),
}


def trend_woord(trend: Trend) -> str:
    return {
        Trend.KLEINER: _("kloof kleiner"),
        Trend.GELIJK: _("kloof gelijk"),
        Trend.GROTER: _("kloof groter"),
        Trend.GEEN_KLOOF: _("geen kloof"),
        Trend.TE_VROEG: _("nog te vroeg"),
        Trend.GEEN_METING: _("geen meting"),
    }[trend]


def schema_woord(schema: Schema) -> str:
    return {
        Schema.OP_KOERS: _("op schema"),
        Schema.ACHTER: _("achter op schema"),
        Schema.TE_VROEG: _("nog te vroeg om te zeggen"),
        Schema.GEEN_METING: _("geen meting"),
    }[schema]


def getal(waarde: Decimal, decimalen: int) -> str:
    """A number in Dutch; its minus sign is as wide as a digit. What rounds to 0 has none."""
    heel = waarde.quantize(Decimal(1).scaleb(-decimalen), rounding=ROUND_HALF_UP) + 0
    return number_format(heel, decimal_pos=decimalen, use_l10n=True, force_grouping=True).replace("-", "−")


def toon_waarde(waarde: Decimal | None, indicator: Indicator) -> str:
    """A value with the decimals of its indicator; empty for None."""
    if waarde is None:
        return ""
    return getal(waarde, indicator.decimalen)


def procent(deel: Decimal | None) -> str:
    """A share as whole percents: "27%"; empty for None. More than all of it is 100%: no gap can be gone twice."""
    if deel is None:
        return ""
    heel = (min(deel, Decimal(1)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{heel + 0}%".replace("-", "−")


def kort(gebied: Gebied) -> str:
    """The name of an area in tables and drawings."""
    if gebied.soort == Gebied.Soort.PROGRAMMA:
        return _("Noord")
    return _("Gemeente") if gebied.soort == Gebied.Soort.GEMEENTE else gebied.naam


def richting_zin(indicator: Indicator) -> str:
    return _("Hoger is beter.") if indicator.richting == "hoger" else _("Lager is beter.")


def reekszin(reeks: Reeks, indicator: Indicator) -> str:
    """Such as "Noord van 5,2 in 2022 naar 5,5 in 2024"; of one value only that one; empty without any."""
    bekend = [(punt.jaar, punt.waarde) for punt in reeks.punten if punt.waarde is not None]
    if not bekend:
        return ""
    (begin, eerst), (eind, nu) = bekend[0], bekend[-1]
    waarden = {
        "naam": kort(reeks.gebied),
        "eerst": toon_waarde(eerst, indicator),
        "nu": toon_waarde(nu, indicator),
        "begin": begin,
        "eind": eind,
    }
    if begin == eind:
        return _("%(naam)s: %(nu)s in %(eind)s") % waarden
    return _("%(naam)s van %(eerst)s in %(begin)s naar %(nu)s in %(eind)s") % waarden


def standzin(stand: IndicatorStand) -> str:
    """The series and targets of an indicator in words: the description of its drawing."""
    zinnen = [reekszin(reeks, stand.indicator) for reeks in stand.reeksen]
    for streef in stand.streefwaarden:
        waarde = _("het gemiddelde van de gemeente")
        if streef.waarde is not None:
            waarde = toon_waarde(streef.waarde, stand.indicator)
        zinnen.append(_("De streefwaarde voor %(jaar)s is %(waarde)s") % {"jaar": streef.jaar, "waarde": waarde})
    return " ".join(f"{zin}." for zin in zinnen if zin)


def bewegingszinnen(vergelijking: Vergelijking, indicator: Indicator) -> list[str]:
    """What the area gained itself and how the municipality moved meanwhile; empty with fewer than two years."""
    kloof = vergelijking.kloof
    if kloof.winst is None:
        return []
    wie = kort(vergelijking.reeks.gebied)
    zinnen = [
        _vooruit(kloof.winst, indicator, wie, kloof),
        _vooruit(kloof.beweging, indicator, _("De gemeente"), kloof),
    ]
    if kloof.trend is Trend.GEEN_KLOOF:
        zinnen.append(_("%(wie)s had bij de nulmeting geen achterstand, en nu ook niet.") % {"wie": wie})
    elif kloof.ingehaald:
        zinnen.append(_("%(wie)s heeft de gemeente ingehaald.") % {"wie": wie})
    elif not kloof.achterstand_bij_start:
        zinnen.append(_("Bij de nulmeting was er geen achterstand. Nu is die er wel."))
    return zinnen


def _vooruit(winst: Decimal, indicator: Indicator, wie: str, kloof: Kloof) -> str:
    waarden = {
        "wie": wie,
        "verschil": toon_waarde(abs(winst), indicator),
        "eenheid": indicator.eenheid,
        "jaar": kloof.nuljaar,
    }
    if not winst:
        return _("%(wie)s staat op hetzelfde als in %(jaar)s.") % waarden
    if winst > 0:
        return _("%(wie)s ging er %(verschil)s op vooruit sinds %(jaar)s.") % waarden
    return _("%(wie)s ging er %(verschil)s op achteruit sinds %(jaar)s.") % waarden


def geen_meting_zin(stand: IndicatorStand | None) -> str:
    """Why there is nothing to show, as precisely as it is known."""
    if stand is None:
        return _("Er is nog geen indicator gekozen.")
    if any(punt.verborgen for reeks in stand.reeksen for punt in reeks.punten):
        return _("Het gaat om te weinig mensen. Daarom staan de cijfers er niet.")
    if stand.heeft_meting and stand.indicator.telt_personen:
        return _("Dit is een aantal mensen. Dat vergelijken wij niet met de hele gemeente.")
    if stand.heeft_meting:
        return _("Noord en de gemeente zijn nog niet in hetzelfde jaar gemeten.")
    return _("Er is nog geen meting.")
