"""How it goes with the doelen: counts, never a score, and every number behind them."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from monitor import zinnen
from monitor.cijferexport import exporteer_cijfers
from monitor.grafieken import teken_vonk
from monitor.kloof import Trend
from monitor.reeksen import DoelStand, IndicatorStand, Vergelijking, standen_van_doelen
from monitor.voorbeeldset import er_zijn_voorbeeldcijfers
from opgaven.models import Doel, Opgave
from sterkvoornoord.export import SOORTEN
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR, OPGAVE_KLEUR
from sterkvoornoord.rollen import rollen_van


@dataclass(frozen=True, slots=True)
class Regel:
    """One area of one doel in the table; without a comparison it says why there is none."""

    stand: DoelStand
    vergelijking: Vergelijking | None
    vonk: SafeString
    #: The first area of the doel carries its name.
    eerste: bool

    @property
    def indicator(self) -> IndicatorStand | None:
        return self.stand.hoofd

    @property
    def trend(self) -> Trend:
        return self.vergelijking.kloof.trend if self.vergelijking else Trend.GEEN_METING

    @property
    def deel_weg(self) -> Decimal | None:
        return self.vergelijking.kloof.deel_weg if self.vergelijking else None

    @property
    def uitleg(self) -> str:
        return zinnen.geen_meting_zin(self.stand.hoofd)


def regels_van(stand: DoelStand) -> list[Regel]:
    """A row for each area with a gap; one row that says why when there is none."""
    hoofd = stand.hoofd
    met_kloof = [v for v in hoofd.gebieden if v.kloof.jaren] if hoofd else []
    if not met_kloof:
        return [Regel(stand, None, SafeString(""), eerste=True)]
    return [Regel(stand, v, _vonk(stand, v), eerste=nr == 0) for nr, v in enumerate(met_kloof)]


def _vonk(stand: DoelStand, vergelijking: Vergelijking) -> SafeString:
    hoofd, reeks = stand.hoofd, vergelijking.reeks
    zin = "; ".join(filter(None, (zinnen.reekszin(r, hoofd.indicator) for r in (reeks, hoofd.gemeente))))
    begin = vergelijking.kloof.nuljaar
    return teken_vonk(
        {jaar: waarde for jaar, waarde in reeks.waarden.items() if jaar >= begin},
        {jaar: waarde for jaar, waarde in hoofd.gemeente.waarden.items() if jaar >= begin},
        id_=f"vonk-{stand.doel.pk}-{reeks.gebied.pk}",
        titel=hoofd.indicator.naam,
        omschrijving=f"{zin}.",
        kleur=OPGAVE_KLEUR.get(stand.doel.opgave.code, GRAFIEK_KLEUR["noord"]),
    )


@dataclass(frozen=True, slots=True)
class Groep:
    """The doelen of one opgave."""

    opgave: Opgave
    regels: list[Regel]


@method_decorator(login_not_required, name="dispatch")
class Monitor(TemplateView):
    template_name = "monitor/monitor.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        standen = standen_van_doelen()
        if (soort := request.GET.get("export", "")) in SOORTEN:
            return exporteer_cijfers(soort, "monitor", standen)
        return self.render_to_response(self.get_context_data(standen=standen))

    def get_context_data(self, *, standen: list[DoelStand], **kwargs):
        groepen = [
            Groep(opgave, [regel for stand in rijen for regel in regels_van(stand)])
            for opgave, rijen in groupby(standen, key=lambda stand: stand.doel.opgave)
        ]
        jaren = [v.kloof for stand in standen if stand.hoofd for v in stand.hoofd.gebieden if v.kloof.jaren]
        team = rollen_van(self.request.user).programmateam
        return super().get_context_data(
            standen=standen,
            groepen=groepen,
            kernen=_kernen(standen),
            nuljaar=min((kloof.nuljaar for kloof in jaren), default=None),
            jaar=max((kloof.jaar for kloof in jaren), default=None),
            voorbeeld=any(stand.voorbeeld for stand in standen),
            mag_importeren=team,
            mag_opruimen=team and er_zijn_voorbeeldcijfers(),
            **kwargs,
        )


def _kernen(standen: list[DoelStand]) -> list[tuple[Trend, int, str, str]]:
    """Trend, count, name and what it means; no gap and "te vroeg" only where there is such a doel."""
    aantal = Counter(stand.trend for stand in standen)
    teksten = {
        Trend.KLEINER: (_("Kloof kleiner"), _("Noord komt dichter bij de gemeente")),
        Trend.GELIJK: (_("Kloof gelijk"), _("verschil met de nulmeting hoogstens 2%")),
        Trend.GROTER: (_("Kloof groter"), _("Noord raakt verder achter")),
        Trend.GEEN_KLOOF: (_("Geen kloof"), _("Noord had geen achterstand en heeft die niet")),
        Trend.TE_VROEG: (_("Te vroeg"), _("er is nog maar een jaar gemeten")),
        Trend.GEEN_METING: (_("Geen meting"), _("er is nog niets te vergelijken")),
    }
    return [
        (trend, aantal[trend], *tekst)
        for trend, tekst in teksten.items()
        if trend not in (Trend.GEEN_KLOOF, Trend.TE_VROEG) or aantal[trend]
    ]


@login_not_required
@require_safe
def doel_cijfers(request: HttpRequest, nummer: str, soort: str = "csv") -> HttpResponseBase:
    """The numbers of one doel as a file, CSV or Excel."""
    doel = get_object_or_404(Doel.objects.select_related("opgave"), nummer=nummer)
    return exporteer_cijfers(soort, f"doel-{nummer}", standen_van_doelen(doel=doel))
