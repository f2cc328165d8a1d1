"""What members say about a meeting, and what the programmateam does with it: a form each, and the list."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import View

from governance.forms.leden import (
    Aanmeldformulier,
    Antwoordformulier,
    Reactieformulier,
    Termijnformulier,
    Verbeterformulier,
)
from governance.leden import NAKIJKEN, reacties_op
from governance.models import Aanmelding, Agendapunt, Vergadering, Verslagreactie
from governance.services import beantwoord_reactie, meld_aan, reageer, verbeter_verslag, zet_reactietermijn
from governance.services.leden import te_laat, zetel_van
from governance.views.invoer import Invoer
from governance.views.overleg import VoorIntern
from governance.views.vergaderingen import kruimels, lees, lees_om_te_wijzigen
from sterkvoornoord.rollen import rollen_van


class Bij(Invoer):
    """A form about a meeting; a subclass says its head, its button and an introduction."""

    template_name = "governance/ledenformulier.html"
    kop = knop = uitleg = ""
    vergadering: Vergadering

    def terug(self) -> str:
        return self.vergadering.get_absolute_url()

    def context(self):
        return {
            "kop": self.kop,
            "knop": self.knop,
            "uitleg": self.uitleg,
            "vergadering": self.vergadering,
            "terug": self.terug(),
            "kruimels": kruimels(self.vergadering.orgaan, self.vergadering),
        }


class Komst(Bij):
    """Does the reader come? Also where the link in the invitation leads; only a press of the button changes it."""

    kop, knop = "Komt u?", "Laat het weten"

    def haal(self, request, nummer):
        self.vergadering = lees(request, nummer)
        if zetel_van(request.user, self.vergadering, self.vergadering.datum) is None:
            raise PermissionDenied

    def formulier(self, **kwargs):
        mijn = Aanmelding.objects.filter(vergadering=self.vergadering, gebruiker=self.request.user).first()
        begin = {"stand": self.request.GET.get("stand", "")} if "stand" in self.request.GET else {}
        return Aanmeldformulier(instance=mijn, initial=begin, **kwargs)

    def bewaar(self, form):
        mijn = meld_aan(
            vergadering=self.vergadering, door=self.request.user, versie=form.neem_versie(), **form.cleaned_data
        )
        zin = {
            Aanmelding.Stand.KOMT: "Wij weten dat u komt.",
            Aanmelding.Stand.KOMT_NIET: "Wij weten dat u niet komt.",
            Aanmelding.Stand.VERVANGEN: f"Wij weten dat {mijn.vervanger} u vervangt.",
        }[Aanmelding.Stand(mijn.stand)]
        return zin, self.terug()


class Reactie(Bij):
    """Is the verslag right? For the members of today."""

    kop, knop = "Klopt het verslag?", "Verstuur"

    def haal(self, request, nummer):
        self.vergadering = lees(request, nummer)
        if zetel_van(request.user, self.vergadering, timezone.localdate()) is None:
            raise PermissionDenied
        if self.vergadering.is_te_reageren:
            tot = self.vergadering.reageren_tot
            self.uitleg = f"Reageren kan tot en met {date_format(tot, 'j F Y')}. " if tot else ""
            self.uitleg += "Tot die tijd kunt u uw antwoord nog wijzigen."
        else:
            self.uitleg = te_laat(self.vergadering)

    def formulier(self, **kwargs):
        mijn = Verslagreactie.objects.filter(vergadering=self.vergadering, gebruiker=self.request.user).first()
        return Reactieformulier(instance=mijn, **kwargs)

    def bewaar(self, form):
        mijn = reageer(
            vergadering=self.vergadering, door=self.request.user, versie=form.neem_versie(), **form.cleaned_data
        )
        zin = "Dank u. Wij weten dat het verslag klopt." if mijn.akkoord else "Dank u. Uw reactie is verstuurd."
        return zin, self.terug()


class VoorTeam(Bij):
    """What the programmateam does about a verslag."""

    def haal(self, request, nummer, **kwargs):
        self.vergadering = lees_om_te_wijzigen(request, nummer)

    def terug(self) -> str:
        return reverse("vergaderingen:reacties", args=[self.vergadering.nummer])


class Antwoord(VoorTeam):
    kop, knop = "Reactie op het verslag", "Opslaan"

    def haal(self, request, nummer, pk):
        super().haal(request, nummer)
        self.reactie = get_object_or_404(Verslagreactie, vergadering=self.vergadering, pk=pk)
        if self.reactie.akkoord:
            raise Http404

    def formulier(self, **kwargs):
        return Antwoordformulier(instance=Verslagreactie.objects.get(pk=self.reactie.pk), **kwargs)

    def bewaar(self, form):
        versie = form.neem_versie()
        beantwoord_reactie(reactie=self.reactie, door=self.request.user, versie=versie, **form.cleaned_data)
        return f"De reactie van {self.reactie.als} is beantwoord.", self.terug()

    def context(self):
        return {**super().context(), "reactie": Verslagreactie.objects.get(pk=self.reactie.pk)}


class Termijn(VoorTeam):
    kop, knop = "Tijd om te reageren", "Opslaan"

    def formulier(self, **kwargs):
        return Termijnformulier(instance=lees(self.request, self.vergadering.nummer), **kwargs)

    def bewaar(self, form):
        nu = zet_reactietermijn(
            vergadering=self.vergadering, door=self.request.user, versie=form.neem_versie(), **form.cleaned_data
        )
        return f"Leden kunnen reageren tot en met {date_format(nu.reageren_tot, 'j F Y')}.", self.terug()


class Verbeteren(VoorTeam):
    """Correct the text of one item in the concept of the verslag."""

    kop, knop = "Verslag verbeteren", "Opslaan"

    def haal(self, request, nummer, pk):
        super().haal(request, nummer)
        self.punt = get_object_or_404(
            Agendapunt.objects.select_related("vergadering"), vergadering=self.vergadering, pk=pk
        )
        self.uitleg = self.punt.titel

    def formulier(self, **kwargs):
        return Verbeterformulier(instance=Agendapunt.objects.get(pk=self.punt.pk), **kwargs)

    def bewaar(self, form):
        versie = form.neem_versie()
        punt = verbeter_verslag(punt=self.punt, door=self.request.user, versie=versie, **form.cleaned_data)
        return f"Het verslag van “{punt.titel}” is opgeslagen.", self.vergadering.get_absolute_url()

    def terug(self) -> str:
        return self.vergadering.get_absolute_url()


class Reacties(VoorIntern, View):
    """What every member said of a verslag, and who said nothing yet; for the programmateam."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, nummer: str) -> HttpResponse:
        vergadering = lees(request, nummer)
        if not rollen_van(request.user).ziet_alles:
            raise PermissionDenied
        context = {
            "vergadering": vergadering,
            "lijst": reacties_op(vergadering),
            "is_concept": vergadering.is_concept_verslag,
            "is_er": vergadering.status in NAKIJKEN,
            "mag_bewerken": rollen_van(request.user).programmateam,
            "kruimels": kruimels(vergadering.orgaan, vergadering),
        }
        return render(request, "governance/reacties.html", context)
