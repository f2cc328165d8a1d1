"""The register of besluiten, one besluit, and the form to record one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from governance.besluitlijst import KOLOMMEN, Besluitpaneel, vervangen_door
from governance.filters import BesluitFilter
from governance.forms.besluit import Besluitformulier
from governance.models import Besluit, Signaal, Vergadering
from governance.services import bewerk_besluit, neem_besluit, stel_vast
from governance.views.lijst import Lijst
from governance.views.overleg import VoorIntern
from sterkvoornoord.datumveld import Datum
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post, haal_bewaard


def te_lezen(gebruiker):
    """What `gebruiker` may read, with all that a list shows of it."""
    return Besluit.objects.zichtbaar_voor(gebruiker).select_related(
        "orgaan", "vergadering", "agendapunt__bovenliggend", "vervangt", "vervangen_door"
    )


class BesluitList(Lijst):
    """Everything that was decided, newest first."""

    template_name = "governance/besluiten.html"
    filterset, paneel, kolommen, bestand = BesluitFilter, Besluitpaneel, KOLOMMEN, "besluiten"

    def te_lezen(self):
        return te_lezen(self.request.user)

    def vul_aan(self, rijen):
        for besluit in rijen:
            besluit.opvolger = vervangen_door(besluit)
        return {"mag_vastleggen": rollen_van(self.request.user).programmateam}


def lees(request: HttpRequest, nummer: str) -> Besluit:
    return get_object_or_404(te_lezen(request.user), nummer=nummer)


def lees_om_te_wijzigen(request: HttpRequest, nummer: str) -> Besluit:
    """The besluit; 404 when it is not visible, 403 when it is but may not be changed."""
    besluit = lees(request, nummer)
    if not Besluit.objects.bewerkbaar_door(request.user).filter(pk=besluit.pk).exists():
        raise PermissionDenied
    return besluit


class BesluitDetail(VoorIntern, DetailView):
    template_name = "governance/besluit.html"
    context_object_name = "besluit"

    def get_object(self, queryset=None) -> Besluit:
        return lees(self.request, self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        besluit, gebruiker = self.object, self.request.user
        rollen = rollen_van(gebruiker)
        zichtbaar = Besluit.objects.zichtbaar_voor(gebruiker)
        opvolger = vervangen_door(besluit)
        return super().get_context_data(
            kruimels=[("Besluiten", reverse("besluiten:lijst"))],
            opvolger=opvolger if opvolger and zichtbaar.filter(pk=opvolger.pk).exists() else None,
            is_vervangen=opvolger is not None,
            voorganger=zichtbaar.filter(pk=besluit.vervangt_id).first() if besluit.vervangt_id else None,
            aanbevelingen=besluit.aanbevelingen.zichtbaar_voor(gebruiker),
            signalen=Signaal.objects.zichtbaar_voor(gebruiker).filter(besluit=besluit),
            actiepunten=besluit.actiepunten.select_related("gebruiker", "partner"),
            mag_bewerken=rollen.programmateam and not besluit.is_vastgesteld,
            mag_vervangen=rollen.programmateam and besluit.is_vastgesteld and not hasattr(besluit, "vervangen_door"),
            mag_aantekening=rollen.ziet_alles,
            **kwargs,
        )


class Besluitinvoer(RolVereist):
    """What the two forms share: nothing typed is lost, and what a service refuses is said beside the field."""

    model = Besluit
    form_class = Besluitformulier
    template_name = "governance/besluitformulier.html"
    http_method_names = ["get", "head", "post", "options"]

    def mag(self, rollen: Rollen) -> bool:
        return rollen.programmateam

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.request.method in ("GET", "HEAD") and (bewaard := haal_bewaard(self.request)):
            data = self.request.POST.copy()
            for veld, waarden in bewaard.items():
                data.setlist(veld, waarden)
            kwargs["data"] = data
        return kwargs

    def bewaar(self, form) -> Besluit:
        raise NotImplementedError

    def form_valid(self, form) -> HttpResponse:
        try:
            besluit = self.bewaar(form)
        except ValidationError as fout:
            form.add_error(None, fout)
            return self.form_invalid(form)
        messages.success(self.request, f"Besluit {besluit.nummer} is opgeslagen als concept.")
        return redirect(besluit)


class BesluitNieuw(Besluitinvoer, CreateView):
    """Record a besluit; ``?vervangt=AB-2024-07`` or ``?vergadering=AB-V2024-01`` fills in what is known."""

    def get_initial(self):
        vraag = self.request.GET
        if oud := te_lezen(self.request.user).vastgesteld().filter(nummer=vraag.get("vervangt", "")).first():
            return {"vervangt": oud, "orgaan": oud.orgaan_id, "titel": oud.titel, "besloten": oud.is_besloten}
        zichtbaar = Vergadering.objects.zichtbaar_voor(self.request.user)
        vergadering = zichtbaar.filter(nummer=vraag.get("vergadering", "")).first()
        if vergadering is None:
            return {}
        return {"vergadering": vergadering, "orgaan": vergadering.orgaan_id, "datum": Datum(vergadering.datum)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(kruimels=[("Besluiten", reverse("besluiten:lijst"))], **kwargs)

    def bewaar(self, form) -> Besluit:
        return neem_besluit(door=self.request.user, **form.cleaned_data)


class BesluitBewerken(Besluitinvoer, UpdateView):
    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get_object(self, queryset=None) -> Besluit:
        return lees_om_te_wijzigen(self.request, self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        besluit = Besluit.objects.get(pk=self.object.pk)
        kruimels = [("Besluiten", reverse("besluiten:lijst")), (besluit.nummer, besluit.get_absolute_url())]
        return super().get_context_data(kruimels=kruimels, **kwargs)

    def bewaar(self, form) -> Besluit:
        return bewerk_besluit(besluit=self.object, door=self.request.user, **form.cleaned_data)


@alleen_post
def vaststellen(request: HttpRequest, nummer: str) -> HttpResponse:
    """Make a concept vastgesteld; says what is missing when that cannot be done yet."""
    besluit = lees_om_te_wijzigen(request, nummer)
    try:
        stel_vast(besluit=besluit, door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, f"Besluit {nummer} is vastgesteld. Het kan nu niet meer worden gewijzigd.")
    return redirect(besluit)
