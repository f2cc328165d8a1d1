"""The list of actiepunten across bodies, one actiepunt, and the forms to hand out, change, close and reopen one."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from governance.actiepuntlijst import KOLOMMEN, Actiepuntpaneel
from governance.filters import ActiepuntFilter
from governance.forms.actiepunt import Actiepuntformulier, Afsluitformulier, Heropenformulier
from governance.models import Actiepunt, Agendapunt, Besluit, Vergadering
from governance.services import bewerk_actiepunt, geef_actiepunt, heropen_actiepunt, sluit_actiepunt
from governance.views.invoer import Invoer
from governance.views.lijst import Lijst
from governance.views.overleg import VoorIntern
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import terug_of
from sterkvoornoord.wijzigingen import in_woorden, momenten

#: What an actiepunt may hang on, and who sees that.
BRONNEN = {"vergadering": Vergadering, "agendapunt": Agendapunt, "besluit": Besluit}


def te_lezen(gebruiker) -> QuerySet[Actiepunt]:
    """What `gebruiker` may read, with all that a list shows of it."""
    return Actiepunt.objects.zichtbaar_voor(gebruiker).met_orgaan().select_related("gebruiker", "partner")


def lees(request: HttpRequest, nummer: str) -> Actiepunt:
    return get_object_or_404(te_lezen(request.user), nummer=nummer)


def kruimels(punt: Actiepunt | None = None) -> list[tuple[str, str]]:
    pad = [("Actiepunten", reverse("actiepunten:lijst"))]
    return [*pad, (punt.nummer, punt.get_absolute_url())] if punt else pad


class ActiepuntList(Lijst):
    """All that one may read, what is open first."""

    template_name = "governance/actiepunten.html"
    filterset, paneel, kolommen, bestand = ActiepuntFilter, Actiepuntpaneel, KOLOMMEN, "actiepunten"

    def te_lezen(self):
        return te_lezen(self.request.user)

    def vul_aan(self, rijen):
        gebruiker = self.request.user
        mag = Actiepunt.objects.af_te_sluiten_door(gebruiker).filter(pk__in=[punt.pk for punt in rijen])
        af_te_sluiten = set(mag.values_list("pk", flat=True))
        for punt in rijen:
            punt.mag_afsluiten = punt.is_open and punt.pk in af_te_sluiten
        return {"mag_uitdelen": rollen_van(gebruiker).programmateam}


class ActiepuntDetail(VoorIntern, DetailView):
    template_name = "governance/actiepunt.html"
    context_object_name = "punt"

    def get_object(self, queryset=None) -> Actiepunt:
        return lees(self.request, self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        punt, gebruiker = self.object, self.request.user
        regels = Logregel.objects.get_for_object(punt)
        bronnen = bronnen_van(punt, gebruiker)
        verborgen = {naam for naam in BRONNEN if getattr(punt, f"{naam}_id") and naam not in bronnen}
        # What it hung on before, the reader might not see either.
        if not rollen_van(gebruiker).ziet_alles:
            verborgen |= set(BRONNEN)
        return super().get_context_data(
            kruimels=kruimels(),
            bronnen=bronnen,
            momenten=in_woorden(punt, regels, momenten(regels)[:20], verborgen=verborgen),
            mag_bewerken=rollen_van(gebruiker).programmateam,
            mag_stand=Actiepunt.objects.af_te_sluiten_door(gebruiker).filter(pk=punt.pk).exists(),
            **kwargs,
        )


def bronnen_van(punt: Actiepunt, gebruiker) -> dict:
    """What it hangs on, as far as `gebruiker` may see that: who has to do it does not see what is besloten."""
    gevonden = {}
    for naam, model in BRONNEN.items():
        if pk := getattr(punt, f"{naam}_id"):
            gevonden[naam] = model.objects.zichtbaar_voor(gebruiker).select_related("orgaan").filter(pk=pk).first()
    return {naam: rij for naam, rij in gevonden.items() if rij is not None}


class ActiepuntNieuw(Invoer):
    """Hand one out; ``?vergadering=`` or ``?besluit=`` (numbers) or ``?agendapunt=`` (key) says of what."""

    template_name = "governance/actiepuntformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.programmateam

    def haal(self, request, **kwargs):
        punt = request.GET.get("agendapunt", "")
        self.begin = {
            "vergadering": Vergadering.objects.filter(nummer=request.GET.get("vergadering", "")).first(),
            "besluit": Besluit.objects.filter(nummer=request.GET.get("besluit", "")).first(),
            "agendapunt": Agendapunt.objects.filter(pk=punt).first() if punt.isdecimal() and len(punt) < 10 else None,
        }

    def formulier(self, **kwargs):
        return Actiepuntformulier(initial=self.begin, **kwargs)

    def bewaar(self, form):
        form.neem_versie()
        punt = geef_actiepunt(door=self.request.user, **form.cleaned_data)
        return f"Actiepunt {punt.nummer} is uitgedeeld.", terug_of(self.request, punt.get_absolute_url())

    def context(self):
        return {"kruimels": kruimels(), "terug": terug_of(self.request, reverse("actiepunten:lijst"))}


class ActiepuntBewerken(Invoer):
    template_name = "governance/actiepuntformulier.html"

    def haal(self, request, nummer):
        self.punt = lees(request, nummer)
        if not Actiepunt.objects.bewerkbaar_door(request.user).filter(pk=self.punt.pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        return Actiepuntformulier(instance=lees(self.request, self.punt.nummer), **kwargs)

    def bewaar(self, form):
        versie = form.neem_versie()
        punt = bewerk_actiepunt(actiepunt=self.punt, door=self.request.user, versie=versie, **form.cleaned_data)
        return f"Actiepunt {punt.nummer} is opgeslagen.", punt.get_absolute_url()

    def context(self):
        return {"object": self.punt, "kruimels": kruimels(self.punt), "terug": self.punt.get_absolute_url()}


class ActiepuntStand(Invoer):
    """Close what is open, open what is closed; each with a text."""

    template_name = "governance/actiepuntstand.html"

    def haal(self, request, nummer):
        self.punt = lees(request, nummer)
        if not Actiepunt.objects.af_te_sluiten_door(request.user).filter(pk=self.punt.pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        # What is posted says which of the two: the button of a page that is no longer true must not do the other.
        sluit = "heropening" not in kwargs["data"] if "data" in kwargs else self.punt.is_open
        self.sluit = sluit
        punt = lees(self.request, self.punt.nummer)
        return Afsluitformulier(instance=punt, **kwargs) if sluit else Heropenformulier(instance=punt, **kwargs)

    def bewaar(self, form):
        wie = {"actiepunt": self.punt, "door": self.request.user, "versie": form.neem_versie()}
        punt = (sluit_actiepunt if self.sluit else heropen_actiepunt)(**wie, **form.cleaned_data)
        zin = f"Actiepunt {punt.nummer} is {'weer open' if punt.is_open else punt.get_status_display().lower()}."
        return zin, terug_of(self.request, punt.get_absolute_url())

    def context(self):
        return {
            "punt": self.punt,
            "sluit": self.sluit,
            "kruimels": kruimels(self.punt),
            "terug": terug_of(self.request, self.punt.get_absolute_url()),
        }
