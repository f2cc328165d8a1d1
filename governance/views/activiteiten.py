"""The public agenda: week by week, one activity, the form for partners, and the calendars that follow it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, TemplateView, View

from governance.agendaweken import ActiviteitFilter, Agendapaneel, maak_weken, zoek_gaten
from governance.feed import agenda_van, openbare_agenda
from governance.forms.activiteit import Activiteitformulier
from governance.models import Activiteit, Agendafeed
from governance.services import (
    bewerk_activiteit,
    maak_agenda_adres,
    trek_agenda_adres_in,
    zet_in_agenda,
)
from governance.views.invoer import Invoer
from governance.views.overleg import VoorIntern
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.taal import InTaal

#: So many activities the page shows at most; the filters bring the rest nearer.
MEEST = 300


def mag_toevoegen(rollen: Rollen) -> bool:
    return rollen.programmateam or rollen.partner_id is not None


@method_decorator(login_not_required, name="dispatch")
class Agenda(InTaal, TemplateView):
    """What is to do from this week on, for everybody."""

    template_name = "governance/agenda.html"

    def get_context_data(self, **kwargs):
        komend = Activiteit.objects.vanaf(timezone.localdate()).select_related("partner").prefetch_related("gebieden")
        filter_ = ActiviteitFilter(self.request.GET, komend, request=self.request)
        weken = maak_weken(list(filter_.qs[:MEEST]), met_vergaderingen=not (filter_.gekozen or filter_.fouten))
        rollen = rollen_van(self.request.user)
        return super().get_context_data(
            paneel=Agendapaneel(filter_),
            weken=weken,
            gaten=zoek_gaten(weken) if not filter_.fouten else None,
            mag_toevoegen=mag_toevoegen(rollen),
            intern=rollen.intern,
            ics=self.request.build_absolute_uri(reverse("agenda:ics")),
            fout_in_titel=bool(filter_.fouten),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class ActiviteitDetail(InTaal, DetailView):
    template_name = "governance/activiteit.html"
    context_object_name = "activiteit"
    queryset = Activiteit.objects.select_related("partner", "doel__opgave").prefetch_related("gebieden")

    def get_context_data(self, **kwargs):
        eigen = Activiteit.objects.bewerkbaar_door(self.request.user).filter(pk=self.object.pk)
        reeks = (
            Activiteit.objects.vanaf(timezone.localdate()).filter(reeks=self.object.reeks).exclude(pk=self.object.pk)
        )
        return super().get_context_data(
            kruimels=[(_("Agenda"), reverse("agenda:lijst") + self.taalvraag())],
            mag_bewerken=eigen.exists(),
            andere_keren=reeks if self.object.reeks else (),
            **kwargs,
        )


class ActiviteitNieuw(Invoer):
    template_name = "governance/activiteitformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return mag_toevoegen(rollen)

    def haal(self, request, **kwargs):
        pass

    def formulier(self, **kwargs):
        return Activiteitformulier(gebruiker=self.request.user, **kwargs)

    def bewaar(self, form):
        form.neem_versie()
        nieuw = zet_in_agenda(door=self.request.user, dagen=form.dagen, **form.velden)
        keren = f"{len(nieuw)} keer in de agenda" if len(nieuw) > 1 else "in de agenda"
        return f"“{nieuw[0].titel}” staat {keren}.", nieuw[0].get_absolute_url()

    def context(self):
        return {"kruimels": [("Agenda", reverse("agenda:lijst"))]}


class ActiviteitBewerken(Invoer):
    template_name = "governance/activiteitformulier.html"

    def haal(self, request, pk):
        self.activiteit = get_object_or_404(Activiteit, pk=pk)
        if not Activiteit.objects.bewerkbaar_door(request.user).filter(pk=pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        nu = Activiteit.objects.get(pk=self.activiteit.pk)
        return Activiteitformulier(instance=nu, gebruiker=self.request.user, **kwargs)

    def bewaar(self, form):
        wie = {"activiteit": self.activiteit, "door": self.request.user, "versie": form.neem_versie()}
        activiteit = bewerk_activiteit(**wie, **form.cleaned_data)
        return f"“{activiteit.titel}” is opgeslagen.", activiteit.get_absolute_url()

    def context(self):
        hier = self.activiteit
        kruimels = [("Agenda", reverse("agenda:lijst")), (hier.titel, hier.get_absolute_url())]
        return {"object": hier, "kruimels": kruimels}


class Abonnement(VoorIntern, View):
    """One's own calendar: make its secret address, make another, or stop it. The address is shown once."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, adres: str = "") -> HttpResponse:
        context = {
            "adres": adres,
            "feed": Agendafeed.objects.filter(gebruiker=request.user).first(),
            "kruimels": [("Agenda", reverse("agenda:lijst"))],
        }
        return render(request, "governance/abonnement.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        if "stop" in request.POST:
            if trek_agenda_adres_in(gebruiker=request.user):
                messages.success(request, "Het adres werkt niet meer.")
            return self.get(request)
        sleutel = maak_agenda_adres(gebruiker=request.user)
        return self.get(request, request.build_absolute_uri(reverse("agenda:feed", args=[sleutel])))


def _als_bestand(inhoud: bytes) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'inline; filename="sterk-voor-noord.ics"'
    return antwoord


@login_not_required
@require_safe
def ics(request: HttpRequest) -> HttpResponse:
    return _als_bestand(openbare_agenda())


@login_not_required
@require_safe
@never_cache
def feed(request: HttpRequest, sleutel: str) -> HttpResponse:
    """One's own calendar. A key that is wrong, stopped, or of an account without a role answers as one never made."""
    eigen = Agendafeed.objects.filter(sleutel_hash=Agendafeed.hash_van(sleutel)).select_related("gebruiker").first()
    if eigen is None or not rollen_van(eigen.gebruiker).intern:
        raise Http404
    antwoord = _als_bestand(agenda_van(eigen.gebruiker))
    antwoord["X-Robots-Tag"] = "noindex"
    return antwoord
