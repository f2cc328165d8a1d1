"""The board's dashboard: what needs attention and how it stands, on one page."""

from calendar import monthrange
from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView

from acties.models import Status
from monitor import dashboard
from monitor.besluitvragen import NIEUWSTE, lees_besluiten
from monitor.dashboardexport import exporteer_dashboard
from monitor.kloof import Trend
from monitor.reeksen import DoelStand, standen_van_doelen
from monitor.views.monitor import Groep, regels_van
from sterkvoornoord.export import SOORTEN
from sterkvoornoord.rollen import Rollen
from sterkvoornoord.toegang import RolVereist

#: Without a date, and before the first meeting of the bestuur, the page tells what changed in so many months.
MAANDEN = 3
VROEGSTE = date(2000, 1, 1)


def maanden_terug(dag: date, aantal: int) -> date:
    """The same day so many months earlier, or the last day of that month when it is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - aantal, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def lees_sinds(gevraagd: str, vandaag: date, vergadering: date | None = None) -> tuple[date, str]:
    """The day to tell changes from, and what is wrong with the one asked for; then the usual day holds.

    The usual day is that of the previous meeting of the bestuur, `vergadering`.
    """
    gewoon = vergadering or maanden_terug(vandaag, MAANDEN)
    if not gevraagd:
        return gewoon, ""
    try:
        dag = parse_date(gevraagd)
    except ValueError:
        dag = None
    if dag is None:
        return gewoon, "Dit is geen datum. Kies een dag, bijvoorbeeld 2026-10-01."
    if dag > vandaag:
        return gewoon, "Deze dag moet nog komen. Kies een dag die al is geweest."
    if dag < VROEGSTE:
        return gewoon, "Kies een dag na 1 januari 2000."
    return dag, ""


def doelzin(standen: list[DoelStand]) -> str:
    """How many doelen close in, in words; empty when there are no doelen."""
    gemeten = [stand for stand in standen if stand.trend is not Trend.GEEN_METING]
    if not standen:
        return ""
    if not gemeten:
        return "Van geen enkel doel is de kloof met de gemeente al gemeten."
    kleiner = sum(stand.trend is Trend.KLEINER for stand in gemeten)
    return f"Bij {kleiner} van de {len(standen)} doelen wordt de kloof met de gemeente kleiner."


def _groepen(standen: list[DoelStand]) -> list[Groep]:
    return [
        Groep(opgave, [regel for stand in rijen for regel in regels_van(stand)])
        for opgave, rijen in groupby(standen, key=lambda stand: stand.doel.opgave)
    ]


class Dashboard(RolVereist, TemplateView):
    """`/dashboard/?sinds=2026-10-01`; with ``export=csv`` or ``xlsx`` all that the page tells as a file."""

    template_name = "monitor/dashboard.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        vandaag, soort = timezone.localdate(), request.GET.get("export")
        self.besluiten = lees_besluiten(request.user, vandaag, None if soort in SOORTEN else NIEUWSTE)
        sinds, fout = lees_sinds(request.GET.get("sinds", ""), vandaag, self.besluiten.vorige_vergadering)
        if soort in SOORTEN and not fout:
            return self._bestand(soort, sinds)
        melding = "" if soort is None or soort in SOORTEN else "Dit soort bestand maken wij niet. Kies Excel of CSV."
        mis = bool(fout or melding)
        context = self.get_context_data(sinds=sinds, sindsfout=fout, melding=melding, fout_in_titel=mis)
        return self.render_to_response(context, status=400 if mis else 200)

    def _bestand(self, soort: str, sinds: date) -> HttpResponseBase:
        gebruiker = self.request.user
        return exporteer_dashboard(
            soort,
            overzicht=dashboard.tel(gebruiker),
            lijsten=dashboard.lees_lijsten(gebruiker, aantal=None),
            besluiten=self.besluiten,
            groepen=_groepen(standen_van_doelen(kort=True)),
            wijzigingen=dashboard.gewijzigd_sinds(gebruiker, sinds, hoogstens=None),
            sinds=sinds,
        )

    def get_context_data(self, *, sinds: date, **kw):
        gebruiker = self.request.user
        overzicht = dashboard.tel(gebruiker)
        wijzigingen = dashboard.gewijzigd_sinds(gebruiker, sinds)
        standen = standen_van_doelen(kort=True)
        return super().get_context_data(**kw) | {
            "vandaag": timezone.localdate(),
            "actueel_dagen": settings.ACTUEEL_DAGEN,
            "overzicht": overzicht,
            "statussen": Status.labels,
            "lijsten": dashboard.lees_lijsten(gebruiker),
            "besluiten": self.besluiten,
            "focus": self.besluiten.focus,
            "doelzin": doelzin(standen),
            "groepen": _groepen(standen),
            "doelvoorbeeld": any(stand.voorbeeld for stand in standen),
            "sinds": sinds,
            "vergadering": self.besluiten.vorige_vergadering,
            "wijzigingen": wijzigingen[: dashboard.GEWIJZIGD],
            "meer_wijzigingen": wijzigingen[dashboard.GEWIJZIGD :],
            "afgekapt": len(wijzigingen) == dashboard.MEESTE,
        }
