"""The papers of an agenda item: a page to keep them, and handing them out, one by one or all of a meeting."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from governance.agenda import lees_agenda, stukken_van
from governance.forms.stuk import NieuwStuk, Stukformulier
from governance.models import Agendapunt, Overlegorgaan, Stuk, punten_met_open_stukken
from governance.services import bewerk_stuk, haal_stuk_weg, verschuif_stuk, voeg_stuk_toe
from governance.services.stukken import AL_WEG
from governance.views.invoer import Invoer, voeg_fout_toe
from governance.views.overleg import VoorIntern
from governance.views.vergaderingen import kruimels, lees
from sterkvoornoord.downloads import bied_aan, bied_samen_aan
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.toegang import haal_bewaard
from sterkvoornoord.wijzigingen import Moment, in_woorden, momenten

logger = logging.getLogger(__name__)
NIET_BEWAARD = "Het bestand kon nu niet worden bewaard. Probeer het straks opnieuw."


def _regels():
    """What the history holds of papers, those that are gone included."""
    return Logregel.objects.filter(content_type__app_label="governance", content_type__model="stuk")


class BijPunt:
    """What the pages of the papers of one item share: the item, and whether its papers can still change."""

    def zoek_punt(self, request: HttpRequest, slug: str, pk: int) -> None:
        """Http404 when the item is not visible, PermissionDenied for who does not keep its papers."""
        orgaan = get_object_or_404(Overlegorgaan.objects.zichtbaar_voor(request.user), slug=slug)
        zichtbaar = Agendapunt.objects.zichtbaar_voor(request.user)
        punt = get_object_or_404(zichtbaar.select_related("vergadering", "bovenliggend"), pk=pk)
        if (punt.vergadering.orgaan_id if punt.vergadering else punt.orgaan_id) != orgaan.pk:
            raise Http404
        self.orgaan, self.punt = orgaan, punt
        self.kiest = rollen_van(request.user).programmateam
        self.mag = punten_met_open_stukken(request.user).filter(pk=pk).exists()
        if not self.mag and not self.kiest:
            raise PermissionDenied

    def zoek_stuk(self, request: HttpRequest, pk: int) -> Stuk | None:
        """The paper; None when it was removed. Http404 when there never was one that this reader may see."""
        zichtbaar = Stuk.objects.zichtbaar_voor(request.user).select_related("agendapunt__bovenliggend")
        stuk = zichtbaar.filter(pk=pk, agendapunt=self.punt).first()
        if stuk is None and not _regels().filter(object_id=pk, action=Logregel.Action.DELETE).exists():
            raise Http404
        return stuk

    @property
    def hier(self) -> str:
        return reverse("overleg:stukken", args=[self.orgaan.slug, self.punt.pk])

    def pad(self, *, met_stukken: bool = True) -> list[tuple[str, str]]:
        pad = kruimels(self.orgaan, self.punt.vergadering)
        return [*pad, ("Stukken", self.hier)] if met_stukken else pad


class StukkenVanPunt(BijPunt, VoorIntern, View):
    """The papers of one item, with buttons that move them, and a form for a new one."""

    http_method_names = ["get", "head", "post", "options"]
    mag: bool

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self.zoek_punt(request, slug, pk)
        bewaard = haal_bewaard(request) or {}
        begin = {veld: waarden[0] for veld, waarden in bewaard.items() if waarden}
        return self.toon(NieuwStuk(initial=begin, kiest=self.kiest))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self.zoek_punt(request, slug, pk)
        daad, _, stuk = request.POST.get("doe", "").partition(":")
        if daad in ("op", "neer") and stuk.isdecimal() and len(stuk) < 16:
            return self.verschuif(int(stuk), omhoog=daad == "op")
        form, status = NieuwStuk(request.POST, request.FILES, kiest=self.kiest), 200
        if form.is_valid():
            try:
                nieuw = voeg_stuk_toe(punt=self.punt, door=request.user, **form.cleaned_data)
            except ValidationError as fout:
                voeg_fout_toe(form, fout)
            except OSError:
                logger.exception("Een stuk kon niet worden bewaard.")
                form.add_error("bestand", NIET_BEWAARD)
                status = 503
            else:
                meld_gedaan(request, f"“{nieuw}” ({nieuw.kenmerk}) is toegevoegd.")
                return redirect(self.hier)
        return self.toon(form, status)

    def verschuif(self, pk: int, *, omhoog: bool) -> HttpResponse:
        stuk = self.zoek_stuk(self.request, pk)
        try:
            if stuk is None:
                raise ValidationError(AL_WEG)
            verschuif_stuk(stuk=stuk, door=self.request.user, omhoog=omhoog)
            meld_gedaan(self.request, f"“{stuk}” staat een plek {'hoger' if omhoog else 'lager'}.")
        except ValidationError as fout:
            messages.warning(self.request, " ".join(fout.messages))
            return redirect(self.hier)
        return redirect(f"{self.hier}#stuk-{pk}")

    def toon(self, form: NieuwStuk, status: int = 200) -> HttpResponse:
        stukken = self.punt.stukken.zichtbaar_voor(self.request.user).select_related("agendapunt__bovenliggend")
        context = {
            "form": form,
            "punt": self.punt,
            "orgaan": self.orgaan,
            "stukken": stukken,
            "mag": self.mag,
            "momenten": self.wat_er_veranderde(),
            "kruimels": self.pad(met_stukken=False),
            "fout_in_titel": status != 200,
        }
        return render(self.request, "governance/stukken.html", context, status=status)

    def wat_er_veranderde(self) -> list[Moment]:
        """Who added, changed and removed papers of this item; for who sees everything, besloten ones included."""
        if not rollen_van(self.request.user).ziet_alles:
            return []
        regels = _regels().filter(additional_data__agendapunt=self.punt.pk)
        return in_woorden(self.punt, regels, momenten(regels)[:20], bekend=[self.punt])


class StukBewerken(BijPunt, Invoer):
    """What a paper is called, and whether it is besloten. The file itself does not change: add another one."""

    template_name = "governance/stukformulier.html"

    def haal(self, request, slug, pk, stuk):
        self.zoek_punt(request, slug, pk)
        gevonden = self.zoek_stuk(request, stuk)
        if gevonden is None:
            raise Http404
        self.stuk = gevonden

    def formulier(self, **kwargs):
        return Stukformulier(instance=Stuk.objects.get(pk=self.stuk.pk), kiest=self.kiest, **kwargs)

    def bewaar(self, form):
        versie = form.neem_versie()
        stuk = bewerk_stuk(stuk=self.stuk, door=self.request.user, versie=versie, **form.cleaned_data)
        return f"“{stuk}” is opgeslagen.", self.hier

    def context(self):
        return {"object": self.stuk, "terug": self.hier, "kruimels": self.pad()}


class StukWeghalen(BijPunt, VoorIntern, View):
    """Say what goes, and remove it when that is confirmed; the history keeps that it was there."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, slug: str, pk: int, stuk: int) -> HttpResponse:
        self.zoek_punt(request, slug, pk)
        rij = self.zoek_stuk(request, stuk)
        if rij is None:
            return self.al_weg()
        context = {"stuk": rij, "punt": self.punt, "terug": self.hier, "kruimels": self.pad()}
        return render(request, "governance/stuk_weg.html", context)

    def post(self, request: HttpRequest, slug: str, pk: int, stuk: int) -> HttpResponse:
        self.zoek_punt(request, slug, pk)
        rij = self.zoek_stuk(request, stuk)
        if rij is None:
            return self.al_weg()
        try:
            haal_stuk_weg(stuk=rij, door=request.user)
        except ValidationError as fout:
            messages.warning(request, " ".join(fout.messages))
        else:
            meld_gedaan(request, f"“{rij}” is weggehaald.")
        return redirect(self.hier)

    def al_weg(self) -> HttpResponse:
        """Answer to an old link, a second tab or a second click."""
        messages.info(self.request, AL_WEG)
        return redirect(self.hier)


def _eis_rol(request: HttpRequest) -> None:
    if not rollen_van(request.user).intern:
        raise PermissionDenied


@never_cache
@require_safe
def open_stuk(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One paper, for who may see it; for others it is not there."""
    _eis_rol(request)
    stuk = get_object_or_404(Stuk.objects.zichtbaar_voor(request.user), pk=pk)
    return bied_aan(request, stuk.bestand, naam=stuk.bestandsnaam, soort=stuk.soort)


@never_cache
@require_safe
def alle_stukken(request: HttpRequest, nummer: str) -> HttpResponseBase:
    """All papers of a meeting that this reader may see, as one ZIP in the order of the agenda."""
    _eis_rol(request)
    vergadering = lees(request, nummer)
    stukken = stukken_van(lees_agenda(vergadering, request.user))
    if not stukken:
        messages.info(request, "Bij deze vergadering zijn er nog geen stukken.")
        return redirect(vergadering)
    delen = [(naam, stuk.toegevoegd_op, stuk.bestand) for naam, stuk in stukken]
    return bied_samen_aan(delen, naam=f"stukken-{vergadering.nummer}.zip")
