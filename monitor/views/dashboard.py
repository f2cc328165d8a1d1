"""The board's dashboard: what needs attention and how it stands, on one page."""

from calendar import monthrange
from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView

from acties.models import Status
from monitor import dashboard
from monitor.kloof import Trend
from monitor.reeksen import DoelStand, standen_van_doelen
from monitor.views.monitor import Groep, regels_van
from sterkvoornoord.rollen import Rollen
from sterkvoornoord.toegang import RolVereist

#: Without a date the page tells what changed in the last so many months.
MAANDEN = 3
VROEGSTE = date(2000, 1, 1)


def maanden_terug(dag: date, aantal: int) -> date:
    """The same day so many months earlier, or the last day of that month when it is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - aantal, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def lees_sinds(gevraagd: str, vandaag: date) -> tuple[date, str]:
    """The day to tell changes from, and what is wrong with the one asked for; then the usual day holds."""
    gewoon = maanden_terug(vandaag, MAANDEN)
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


class Dashboard(RolVereist, TemplateView):
    """`/dashboard/?sinds=2026-10-01`."""

    template_name = "monitor/dashboard.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        sinds, fout = lees_sinds(request.GET.get("sinds", ""), timezone.localdate())
        context = self.get_context_data(sinds=sinds, sindsfout=fout, fout_in_titel=bool(fout))
        return self.render_to_response(context, status=400 if fout else 200)

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
            "doelzin": doelzin(standen),
            "groepen": [
                Groep(opgave, [regel for stand in rijen for regel in regels_van(stand)])
                for opgave, rijen in groupby(standen, key=lambda stand: stand.doel.opgave)
            ],
            "doelvoorbeeld": any(stand.voorbeeld for stand in standen),
            "sinds": sinds,
            "wijzigingen": wijzigingen[: dashboard.GEWIJZIGD],
            "meer_wijzigingen": wijzigingen[dashboard.GEWIJZIGD :],
            "afgekapt": len(wijzigingen) == dashboard.MEESTE,
        }
