"""The register of besluiten, one besluit, and the form to record one."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import DetailView

from acties.models import Initiatief
from acties.services import VersieConflict
from governance.besluitlijst import KOLOMMEN, Besluitpaneel, vervangen_door
from governance.filters import BesluitFilter
from governance.forms.besluit import Besluitformulier
from governance.forms.gevolg import Gevolgformulier
from governance.models import Besluit, Signaal, Stuk, Vergadering
from governance.opvolging import actiepunten_van, met_opvolging
from governance.services import (
    Gewijzigd,
    bewerk_besluit,
    haal_gevolg_weg,
    neem_besluit,
    stel_gevolg_voor,
    stel_vast,
    voer_door,
)
from governance.views.invoer import Invoer, gelezen_versie
from governance.views.lijst import Lijst
from governance.views.overleg import VoorIntern
from sterkvoornoord.datumveld import Datum
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import alleen_post


def te_lezen(gebruiker):
    """What `gebruiker` may read, with all that a list shows of it."""
    return Besluit.objects.zichtbaar_voor(gebruiker).select_related(
        "orgaan", "vergadering", "agendapunt__bovenliggend", "vervangt", "vervangen_door"
    )


def stukken_bij(besluiten: Iterable[Besluit], gebruiker) -> dict[int | None, list[Stuk]]:
    """Key of an agenda item to its papers that `gebruiker` may see, of the items on which the besluiten were taken."""
    uit: dict[int | None, list[Stuk]] = defaultdict(list)
    if punten := {besluit.agendapunt_id for besluit in besluiten} - {None}:
        zichtbaar = Stuk.objects.zichtbaar_voor(gebruiker).select_related("agendapunt__bovenliggend")
        for stuk in zichtbaar.filter(agendapunt__in=punten):
            uit[stuk.agendapunt_id].append(stuk)
    return uit


class BesluitList(Lijst):
    """Everything that was decided, newest first."""

    template_name = "governance/besluiten.html"
    filterset, paneel, kolommen, bestand = BesluitFilter, Besluitpaneel, KOLOMMEN, "besluiten"

    def te_lezen(self):
        return met_opvolging(te_lezen(self.request.user), self.request.user)

    def vul_aan(self, rijen):
        stukken, actiepunten = stukken_bij(rijen, self.request.user), actiepunten_van(rijen, self.request.user)
        for besluit in rijen:
            besluit.stukken = stukken[besluit.agendapunt_id]
            besluit.actiepunten_te_zien = actiepunten[besluit.pk]
            besluit.opvolger = vervangen_door(besluit)
        return {"mag_vastleggen": rollen_van(self.request.user).programmateam}


def lees(request: HttpRequest, nummer: str) -> Besluit:
    idee = Initiatief.objects.zichtbaar_voor(request.user).filter(pk=OuterRef("agendapunt__initiatief"))
    rijen = te_lezen(request.user).annotate(idee=Subquery(idee.values("nummer")[:1]))
    return get_object_or_404(rijen, nummer=nummer)


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
            gevolgen=besluit.gevolgen.zichtbaar_voor(gebruiker).select_related("actie", "partner"),
            mag_doorvoeren=rollen.programmateam and besluit.is_door_te_voeren,
            stukken=stukken_bij([besluit], gebruiker)[besluit.agendapunt_id],
            actiepunten=actiepunten_van([besluit], gebruiker)[besluit.pk],
            mag_bewerken=rollen.programmateam and not besluit.is_vastgesteld,
            mag_vervangen=rollen.programmateam and besluit.is_vastgesteld and not hasattr(besluit, "vervangen_door"),
            mag_aantekening=rollen.ziet_alles,
            **kwargs,
        )


class BesluitNieuw(Invoer):
    """Record a besluit; ``?vervangt=AB-2024-07`` or ``?vergadering=AB-V2024-01`` fills in what is known."""

    template_name = "governance/besluitformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.programmateam

    def haal(self, request):
        """Nothing: the form stands on its own."""

    def formulier(self, **kwargs):
        return Besluitformulier(initial=self.begin(), **kwargs)

    def begin(self) -> dict:
        vraag = self.request.GET
        if oud := te_lezen(self.request.user).vastgesteld().filter(nummer=vraag.get("vervangt", "")).first():
            return {"vervangt": oud, "orgaan": oud.orgaan_id, "titel": oud.titel, "besloten": oud.is_besloten}
        zichtbaar = Vergadering.objects.zichtbaar_voor(self.request.user)
        vergadering = zichtbaar.filter(nummer=vraag.get("vergadering", "")).first()
        if vergadering is None:
            return {}
        return {"vergadering": vergadering, "orgaan": vergadering.orgaan_id, "datum": Datum(vergadering.datum)}

    def context(self):
        return {"kruimels": [("Besluiten", reverse("besluiten:lijst"))]}

    def bewaar(self, form):
        form.neem_versie()
        besluit = neem_besluit(door=self.request.user, **form.cleaned_data)
        return f"Besluit {besluit.nummer} is opgeslagen als concept.", besluit.get_absolute_url()


class BesluitBewerken(Invoer):
    template_name = "governance/besluitformulier.html"

    def haal(self, request, nummer):
        self.besluit = lees_om_te_wijzigen(request, nummer)

    def formulier(self, **kwargs):
        return Besluitformulier(instance=Besluit.objects.get(pk=self.besluit.pk), **kwargs)

    def context(self):
        besluit = self.besluit
        return {
            "object": besluit,
            "kruimels": [("Besluiten", reverse("besluiten:lijst")), (besluit.nummer, besluit.get_absolute_url())],
        }

    def bewaar(self, form):
        versie, door = form.neem_versie(), self.request.user
        besluit = bewerk_besluit(besluit=self.besluit, door=door, versie=versie, **form.cleaned_data)
        return f"Besluit {besluit.nummer} is opgeslagen als concept.", besluit.get_absolute_url()


@alleen_post
def vaststellen(request: HttpRequest, nummer: str) -> HttpResponse:
    """Make a concept vastgesteld; says what is missing when that cannot be done yet."""
    besluit = lees_om_te_wijzigen(request, nummer)
    try:
        stel_vast(besluit=besluit, door=request.user, versie=gelezen_versie(request))
    except Gewijzigd:
        messages.warning(request, "Iemand anders heeft dit besluit net gewijzigd. Lees het na en stel het dan vast.")
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, f"Besluit {nummer} is vastgesteld. Het kan nu niet meer worden gewijzigd.")
    return redirect(besluit)


class GevolgNieuw(Invoer):
    """Propose what a besluit changes of an actie, as long as it is a concept."""

    template_name = "governance/gevolgformulier.html"

    def haal(self, request, nummer):
        self.besluit = lees_om_te_wijzigen(request, nummer)

    def formulier(self, **kwargs):
        return Gevolgformulier(gebruiker=self.request.user, **kwargs)

    def context(self):
        besluit = self.besluit
        pad = [("Besluiten", reverse("besluiten:lijst")), (besluit.nummer, besluit.get_absolute_url())]
        return {"besluit": besluit, "kruimels": pad}

    def bewaar(self, form):
        gevolg = stel_gevolg_voor(door=self.request.user, besluit=self.besluit, **form.cleaned_data)
        return f"Na het vaststellen kunt u dit doorvoeren: {gevolg.in_woorden}.", self.besluit.get_absolute_url()


@alleen_post
def gevolg(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Carry out what a besluit changes (``doe=door``), or take the proposal away (``doe=weg``)."""
    besluit = lees(request, nummer)
    if not rollen_van(request.user).programmateam:
        raise PermissionDenied
    rij = get_object_or_404(besluit.gevolgen.select_related("actie", "partner"), pk=pk)
    try:
        if request.POST.get("doe") == "weg":
            haal_gevolg_weg(gevolg=rij, door=request.user)
            meld_gedaan(request, "Het voorstel is weggehaald.")
        else:
            voer_door(gevolg=rij, door=request.user)
            meld_gedaan(request, f"Doorgevoerd: {rij.in_woorden}.")
    except VersieConflict:
        messages.warning(request, "Iemand anders wijzigde deze actie op dit moment. Probeer het nog eens.")
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(besluit)
