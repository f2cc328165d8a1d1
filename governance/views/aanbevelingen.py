"""The recommendations of the evaluatie: the list, one with its history, and the form of its follow-up."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from acties.models import Actie
from governance.aanbevelinglijst import KOLOMMEN, AanbevelingFilter, Aanbevelingpaneel
from governance.forms.aanbeveling import Opvolgformulier
from governance.models import Aanbeveling, Besluit
from governance.services import volg_op
from governance.views.invoer import Invoer
from governance.views.lijst import Lijst
from governance.views.overleg import VoorIntern
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.wijzigingen import in_woorden, momenten


def te_lezen(gebruiker) -> QuerySet[Aanbeveling]:
    """What `gebruiker` may read, with the besluiten and acties of the follow-up as far as they may be seen too."""
    besluiten = Prefetch("besluiten", Besluit.objects.zichtbaar_voor(gebruiker), to_attr="te_lezen_besluiten")
    acties = Prefetch("acties", Actie.objects.zichtbaar_voor(gebruiker), to_attr="te_lezen_acties")
    alle = Aanbeveling.objects.zichtbaar_voor(gebruiker).select_related("opgave", "plan", "partner")
    return alle.prefetch_related(besluiten, acties)


def lees(request: HttpRequest, nummer: str) -> Aanbeveling:
    return get_object_or_404(te_lezen(request.user), nummer=nummer)


def kruimels(aanbeveling: Aanbeveling | None = None) -> list[tuple[str, str]]:
    pad = [("Aanbevelingen", reverse("aanbevelingen:lijst"))]
    return [*pad, (aanbeveling.nummer, aanbeveling.get_absolute_url())] if aanbeveling else pad


class AanbevelingList(Lijst):
    """All of them, in the order of the evaluatie."""

    template_name = "governance/aanbevelingen.html"
    filterset, paneel, kolommen, bestand = AanbevelingFilter, Aanbevelingpaneel, KOLOMMEN, "aanbevelingen"

    def te_lezen(self):
        return te_lezen(self.request.user)


class AanbevelingDetail(VoorIntern, DetailView):
    template_name = "governance/aanbeveling.html"
    context_object_name = "aanbeveling"

    def get_object(self, queryset=None) -> Aanbeveling:
        return lees(self.request, self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        rollen, regels = rollen_van(self.request.user), Logregel.objects.get_for_object(self.object)
        # Numbers of besluiten that are besloten stand in the history of the follow-up.
        verborgen = ["aantekening"] if rollen.ziet_alles else ["aantekening", "besluiten", "acties"]
        return super().get_context_data(
            kruimels=kruimels(),
            verwant=Aanbeveling.objects.filter(nummer__in=self.object.verwant.split(", ")),
            momenten=in_woorden(self.object, regels, momenten(regels)[:20], verborgen=verborgen),
            mag_bewerken=rollen.programmateam,
            mag_aantekening=rollen.ziet_alles,
            **kwargs,
        )


class AanbevelingOpvolgen(Invoer):
    template_name = "governance/aanbevelingformulier.html"

    def haal(self, request, nummer):
        self.aanbeveling = lees(request, nummer)
        if not Aanbeveling.objects.bewerkbaar_door(request.user).filter(pk=self.aanbeveling.pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        nu = lees(self.request, self.aanbeveling.nummer)
        return Opvolgformulier(instance=nu, gebruiker=self.request.user, **kwargs)

    def bewaar(self, form):
        wie = {"aanbeveling": self.aanbeveling, "door": self.request.user, "versie": form.neem_versie()}
        aanbeveling = volg_op(**wie, **form.cleaned_data)
        return f"De opvolging van {aanbeveling.nummer} is opgeslagen.", aanbeveling.get_absolute_url()

    def context(self):
        return {"aanbeveling": self.aanbeveling, "kruimels": kruimels(self.aanbeveling)}
