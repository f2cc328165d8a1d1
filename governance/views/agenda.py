"""The agenda in the making: its items in order, and the form of one item, on an agenda or waiting for one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from governance.agenda import lees_agenda, nummers_van
from governance.forms.agendapunt import Puntformulier
from governance.models import Agendapunt, Overlegorgaan, Stuk, Vergadering, punten_met_open_stukken
from governance.services import (
    Gewijzigd,
    bewerk_punt,
    haal_weg,
    merk_van_agenda,
    verschuif,
    zet_op_agenda,
    zet_op_plek,
)
from governance.views.invoer import Invoer
from governance.views.overleg import VoorIntern
from governance.views.vergaderingen import kruimels, lees_om_te_wijzigen
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.rollen import rollen_van


class AgendaMaken(VoorIntern, View):
    """The items of an agenda, with buttons that move and remove them. Each press is a request of its own."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, nummer: str) -> HttpResponse:
        vergadering = lees_om_te_wijzigen(request, nummer)
        wachtend = Agendapunt.objects.wachtend().filter(orgaan=vergadering.orgaan, bovenliggend=None)
        context = {
            "vergadering": vergadering,
            "agenda": lees_agenda(vergadering, request.user),
            "merk": merk_van_agenda(vergadering),
            "wachtend": wachtend.order_by("volgorde", "pk"),
            "kruimels": kruimels(vergadering.orgaan, vergadering),
        }
        return render(request, "governance/agenda_maken.html", context)

    def post(self, request: HttpRequest, nummer: str) -> HttpResponse:
        vergadering = lees_om_te_wijzigen(request, nummer)
        daad, _, pk = request.POST.get("doe", "").partition(":")
        hier = reverse("vergaderingen:agenda", args=[nummer])
        if daad not in DADEN or not _getal(pk):
            return redirect(hier)
        van_hier = Agendapunt.objects.filter(vergadering=vergadering)
        wacht_hier = Agendapunt.objects.wachtend().filter(orgaan=vergadering.orgaan)
        punt = (van_hier | wacht_hier).filter(pk=int(pk)).first()
        try:
            if punt is None:
                raise ValidationError("Dit punt staat niet meer op deze agenda.")
            meld_gedaan(request, DADEN[daad](punt, vergadering, request))
        except Gewijzigd:
            zin = "Iemand anders heeft de agenda net gewijzigd. Er is niets verschoven. Kijk, en probeer het opnieuw."
            messages.warning(request, zin)
            return redirect(hier)
        except ValidationError as fout:
            messages.warning(request, " ".join(fout.messages))
            return redirect(hier)
        return redirect(f"{hier}#punt-{pk}")


def _op(punt: Agendapunt, vergadering: Vergadering, request: HttpRequest) -> str:
    verschuif(punt=punt, door=request.user, omhoog=True)
    return f"“{punt.titel}” staat een plek hoger."


def _neer(punt: Agendapunt, vergadering: Vergadering, request: HttpRequest) -> str:
    verschuif(punt=punt, door=request.user, omhoog=False)
    return f"“{punt.titel}” staat een plek lager."


def _weg(punt: Agendapunt, vergadering: Vergadering, request: HttpRequest) -> str:
    haal_weg(punt=punt, door=request.user)
    return f"“{punt.titel}” is van de agenda."


def _plek(punt: Agendapunt, vergadering: Vergadering, request: HttpRequest) -> str:
    """Where it was dragged: after an item, or first below a head."""
    na = request.POST.get("na", "")
    zet_op_plek(
        punt=punt,
        door=request.user,
        gelezen=request.POST.get("gelezen", ""),
        na=None if na == "" else _getal(na),
        sectie=request.POST.get("sectie", ""),
    )
    return f"“{punt.titel}” is nu punt {nummers_van(vergadering)[punt.pk]}."


def _getal(tekst: str) -> int:
    """The key in `tekst`; 0, which no item has, when it is none."""
    return int(tekst) if tekst.isdecimal() and len(tekst) < 19 else 0


def _erop(punt: Agendapunt, vergadering: Vergadering, request: HttpRequest) -> str:
    gelijk = {"acties": punt.acties.all(), "doelen": punt.doelen.all()}
    bewerk_punt(punt=punt, door=request.user, versie=punt.versie, vergadering=vergadering, **gelijk)
    return f"“{punt.titel}” staat op de agenda."


#: What a button of the page does with an item.
DADEN = {"op": _op, "neer": _neer, "plek": _plek, "weg": _weg, "erop": _erop}


class PuntInvoer(Invoer):
    """What the pages for a new and an existing item share."""

    template_name = "governance/puntformulier.html"
    punt: Agendapunt | None = None
    vergadering: Vergadering | None = None

    def zoek_orgaan(self, request, slug):
        self.orgaan = get_object_or_404(Overlegorgaan.objects.zichtbaar_voor(request.user), slug=slug)

    def formulier(self, **kwargs):
        begin = {} if self.punt else {"vergadering": self.vergadering}
        punt = Agendapunt.objects.get(pk=self.punt.pk) if self.punt else None
        return Puntformulier(instance=punt, orgaan=self.orgaan, gebruiker=self.request.user, initial=begin, **kwargs)

    def terug(self, vergadering: Vergadering | None) -> str:
        """Where the item is to be seen: the agenda in the making, the meeting, or what waits at the body."""
        if vergadering is None:
            return f"{self.orgaan.get_absolute_url()}#voorraad"
        if rollen_van(self.request.user).programmateam:
            return reverse("vergaderingen:agenda", args=[vergadering.nummer])
        return vergadering.get_absolute_url()

    def daarna(self, punt: Agendapunt) -> str:
        """Where one goes after saving: to the papers of the item, for who asked for that."""
        if "daarna" in self.request.POST and punten_met_open_stukken(self.request.user).filter(pk=punt.pk).exists():
            return reverse("overleg:stukken", args=[self.orgaan.slug, punt.pk])
        return self.terug(punt.vergadering)

    def context(self):
        zichtbaar = Stuk.objects.zichtbaar_voor(self.request.user).select_related("agendapunt__bovenliggend")
        return {
            "object": self.punt,
            "stukken": zichtbaar.filter(agendapunt=self.punt) if self.punt else [],
            "orgaan": self.orgaan,
            "vergadering": self.vergadering,
            "terug": self.terug(self.vergadering),
            "kruimels": kruimels(self.orgaan, self.vergadering),
        }


class PuntNieuw(PuntInvoer):
    """Bring in an item; ``?vergadering=AB-V2026-01`` chooses the agenda, ``?onder=7`` the item above it."""

    def mag(self, rollen):
        return rollen.programmateam or rollen.partner_id is not None

    def haal(self, request, slug):
        self.zoek_orgaan(request, slug)
        zichtbaar = Vergadering.objects.zichtbaar_voor(request.user).filter(orgaan=self.orgaan)
        self.vergadering = zichtbaar.filter(nummer=request.GET.get("vergadering", "")).first()

    def formulier(self, **kwargs):
        form = super().formulier(**kwargs)
        onder = self.request.GET.get("onder", "")
        if "bovenliggend" in form.fields and onder.isdecimal() and len(onder) < 18:
            form.initial["bovenliggend"] = int(onder)
        return form

    def bewaar(self, form):
        form.neem_versie()
        punt = zet_op_agenda(door=self.request.user, orgaan=self.orgaan, **form.cleaned_data)
        waar = "staat op de agenda" if punt.vergadering else "wacht op een vergadering"
        return f"“{punt.titel}” {waar}.", self.daarna(punt)


class PuntBewerken(PuntInvoer):
    def haal(self, request, slug, pk):
        self.zoek_orgaan(request, slug)
        zichtbaar = Agendapunt.objects.zichtbaar_voor(request.user).select_related("vergadering")
        self.punt = get_object_or_404(zichtbaar, pk=pk)
        self.vergadering = self.punt.vergadering
        if (self.vergadering.orgaan_id if self.vergadering else self.punt.orgaan_id) != self.orgaan.pk:
            raise Http404
        if not Agendapunt.objects.bewerkbaar_door(request.user).filter(pk=pk).exists():
            raise PermissionDenied

    def bewaar(self, form):
        punt = bewerk_punt(punt=self.punt, door=self.request.user, versie=form.neem_versie(), **form.cleaned_data)
        return f"“{punt.titel}” is opgeslagen.", self.daarna(punt)
