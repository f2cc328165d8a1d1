"""The list of signalen, one with its run, the form to raise or change one, and the page of the next step."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from acties.models import Actie
from governance.forms.signaal import Signaalformulier, Stapformulier
from governance.models import Agendapunt, Besluit, Signaal
from governance.services import bewerk_signaal, dien_signaal_in, mag_indienen, mag_stap, stappen_voor, zet_signaal
from governance.signaallijst import KOLOMMEN, SignaalFilter, Signaalpaneel
from governance.views.invoer import Invoer
from governance.views.lijst import Lijst
from governance.views.overleg import VoorIntern
from sterkvoornoord.rollen import Rollen, rollen_van

#: What each step is called on its button, and what it does.
STAPPEN = {
    "in_behandeling": ("Neem in behandeling", "Het programmateam gaat ermee aan de slag."),
    "geagendeerd": ("Zet op een agenda", "Een overleg bespreekt het signaal."),
    "besloten": ("Leg het besluit vast", "Er is een besluit over genomen."),
    "afgehandeld": ("Handel af", "Het is opgelost of beantwoord zonder besluit."),
    "ingetrokken": ("Trek in", "U wilt er niet mee verder. Het signaal blijft wel te lezen."),
}


def te_lezen(gebruiker) -> QuerySet[Signaal]:
    """What `gebruiker` may read, with all that a list shows of it."""
    return Signaal.objects.zichtbaar_voor(gebruiker).select_related("partner").prefetch_related("opgaven", "doelen")


def lees(request: HttpRequest, nummer: str) -> Signaal:
    return get_object_or_404(te_lezen(request.user), nummer=nummer)


def kruimels(signaal: Signaal | None = None) -> list[tuple[str, str]]:
    pad = [("Signalen", reverse("signalen:lijst"))]
    return [*pad, (signaal.nummer, signaal.get_absolute_url())] if signaal else pad


class SignaalList(Lijst):
    """All that one may read, newest first."""

    template_name = "governance/signalen.html"
    filterset, paneel, kolommen, bestand = SignaalFilter, Signaalpaneel, KOLOMMEN, "signalen"

    def te_lezen(self):
        return te_lezen(self.request.user)

    def vul_aan(self, rijen):
        return {"mag_indienen": mag_indienen(rollen_van(self.request.user))}


class SignaalDetail(VoorIntern, DetailView):
    template_name = "governance/signaal.html"
    context_object_name = "signaal"

    def get_object(self, queryset=None) -> Signaal:
        acties = Prefetch("acties", Actie.objects.zichtbaar_voor(self.request.user), to_attr="bij_acties")
        alle = te_lezen(self.request.user).prefetch_related(acties, "stappen")
        return get_object_or_404(alle, nummer=self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        signaal, gebruiker = self.object, self.request.user
        zichtbaar = Agendapunt.objects.zichtbaar_voor(gebruiker).select_related("vergadering", "orgaan")
        return super().get_context_data(
            kruimels=kruimels(),
            # What is besloten stays so, also when an open signaal leads there.
            agendapunt=zichtbaar.filter(pk=signaal.agendapunt_id).first(),
            besluit=Besluit.objects.zichtbaar_voor(gebruiker).filter(pk=signaal.besluit_id).first(),
            stappen=[(naar, *STAPPEN[naar]) for naar in stappen_voor(signaal, gebruiker)],
            mag_bewerken=Signaal.objects.bewerkbaar_door(gebruiker).filter(pk=signaal.pk).exists(),
            mag_aantekening=rollen_van(gebruiker).ziet_alles,
            **kwargs,
        )


class SignaalNieuw(Invoer):
    template_name = "governance/signaalformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return mag_indienen(rollen)

    def haal(self, request, **kwargs):
        pass

    def formulier(self, **kwargs):
        return Signaalformulier(**kwargs)

    def bewaar(self, form):
        form.neem_versie()
        signaal = dien_signaal_in(door=self.request.user, **form.cleaned_data)
        zin = f"Signaal {signaal.nummer} is ingediend. Het programmateam heeft bericht gekregen."
        return zin, signaal.get_absolute_url()

    def context(self):
        return {"kruimels": kruimels()}


class SignaalBewerken(Invoer):
    template_name = "governance/signaalformulier.html"

    def haal(self, request, nummer):
        self.signaal = lees(request, nummer)
        if not Signaal.objects.bewerkbaar_door(request.user).filter(pk=self.signaal.pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        return Signaalformulier(instance=lees(self.request, self.signaal.nummer), **kwargs)

    def bewaar(self, form):
        versie = form.neem_versie()
        signaal = bewerk_signaal(signaal=self.signaal, door=self.request.user, versie=versie, **form.cleaned_data)
        return f"Signaal {signaal.nummer} is opgeslagen.", signaal.get_absolute_url()

    def context(self):
        return {"object": self.signaal, "kruimels": kruimels(self.signaal)}


class SignaalStap(Invoer):
    """The next step of a signaal: where it goes is in the address, and what belongs to it in the form."""

    template_name = "governance/signaalstap.html"

    def haal(self, request, nummer, naar):
        self.signaal, self.naar = lees(request, nummer), naar
        if naar not in STAPPEN:
            raise Http404
        if not mag_stap(self.signaal, request.user, naar):
            raise PermissionDenied

    def formulier(self, **kwargs):
        return Stapformulier(instance=lees(self.request, self.signaal.nummer), naar=self.naar, **kwargs)

    def bewaar(self, form):
        wie = {"signaal": self.signaal, "door": self.request.user, "versie": form.neem_versie()}
        signaal = zet_signaal(**wie, naar=self.naar, **form.cleaned_data)
        zin = f"Signaal {signaal.nummer} staat nu op “{signaal.get_status_display()}”."
        return zin, signaal.get_absolute_url()

    def context(self):
        knop, uitleg = STAPPEN[self.naar]
        return {"signaal": self.signaal, "knop": knop, "uitleg": uitleg, "kruimels": kruimels(self.signaal)}
