"""Report progress, confirm that nothing changed, and take back."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from acties.conflict import lees_niet_gekozen
from acties.forms.voortgang import VoortgangForm, voortgang_formulier
from acties.models import Actie, Voortgang
from acties.services import ActieConflict, bevestig_ongewijzigd, maak_ongedaan, meld_voortgang
from acties.toegang import haal_bewerkbaar
from acties.views.versie import ActieView, andere_schrijver, context_van, terug_naar
from sterkvoornoord.geschiedenis import leg_vast_niet_gekozen
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.toegang import alleen_post


def adres_ongedaan(voortgang: Voortgang) -> str:
    """The address that takes back a report, by a POST."""
    return f"{reverse('acties:ongedaan', args=[voortgang.actie.nummer])}?voortgang={voortgang.pk}"


class VoortgangMelden(ActieView):
    """The page to report progress on; inside a list htmx asks for the form alone."""

    template_name = "acties/voortgang.html"

    def maak_formulier(self, gepost):
        laatste = Voortgang.objects.nieuwste_van(self.actie)
        return VoortgangForm(gepost, actie=self.actie, laatste=laatste)

    def toon(self, formulier, status: int = 200, **extra) -> HttpResponse:
        if is_htmx(self.request):
            context = {**context_van(self.request, self.actie), "form": formulier}
            return render(self.request, "acties/_taak_open.html", context)
        return super().toon(formulier, status, **extra)

    @transaction.atomic  # the report and the text that was not chosen, or neither
    def bewaar(self, formulier: VoortgangForm) -> str:
        door, doel = self.request.user, terug_naar(self.request, self.actie)
        afgewezen = lees_niet_gekozen(formulier.cleaned_data["niet_gekozen"])
        laatste = Voortgang.objects.nieuwste_van(self.actie)
        if afgewezen and laatste and formulier.herhaalt(laatste):
            self.leg_vast(formulier, afgewezen)
            meld_gedaan(self.request, f"De melding van {laatste.gemeld_als} blijft staan. Uw tekst is bewaard.")
            return doel
        voortgang = meld_voortgang(
            actie=self.actie, door=door, versie=formulier.cleaned_data["versie"], **formulier.melding
        )
        self.leg_vast(formulier, afgewezen)
        meld_gedaan(self.request, f"“{self.actie.titel}” is gemeld.", ongedaan=adres_ongedaan(voortgang))
        return doel

    def leg_vast(self, formulier, teksten):
        record = Voortgang.objects.nieuwste_van(self.actie) or self.actie
        if teksten:
            leg_vast_niet_gekozen(record, door=self.request.user, teksten=teksten)

    def nu(self, actie, stand):
        laatste, sinds = Voortgang.objects.nieuwste_van(actie), stand.basis.op
        is_nieuw = laatste is not None and (sinds is None or laatste.gemeld_op > sinds)
        stand.nu.append(VoortgangForm(actie=actie).stand_van_een_ander(laatste if is_nieuw else None))
        return stand


@alleen_post
def ongewijzigd(request: HttpRequest, nummer: str) -> HttpResponse:
    """Confirm in one click that the stand is still true; 409 when somebody changed the actie in between."""
    actie = haal_bewerkbaar(request.user, nummer)
    versie = lees_nummer(request.POST.get("versie"))
    if versie is None:
        return _vraag_opnieuw(request, actie, "Wij konden niet zien welke stand u bevestigt.", 400)
    try:
        voortgang = bevestig_ongewijzigd(actie=actie, door=request.user, versie=versie)
    except ActieConflict as conflict:
        schrijver = andere_schrijver(conflict.actie, None, request.user)
        zin = f"Deze actie is net gewijzigd door {schrijver.wie}. Er is nog niets bevestigd."
        return _vraag_opnieuw(request, conflict.actie, zin, 409)
    except ValidationError as fout:
        return _vraag_opnieuw(request, actie, fout.messages[0], 400)
    if is_htmx(request):
        context = {"voortgang": voortgang, "actie": actie, "terug": terug_naar(request, actie)}
        return _met_seintje(render(request, "acties/_taak_klaar.html", context))
    zin = f"“{actie.titel}” is bevestigd. De stand is van vandaag."
    meld_gedaan(request, zin, ongedaan=adres_ongedaan(voortgang))
    return redirect(terug_naar(request, actie))


@alleen_post
def ongedaan(request: HttpRequest, nummer: str) -> HttpResponse:
    """Take back the report `voortgang` (in the form or the address); a sentence says why when it is too late."""
    actie = haal_bewerkbaar(request.user, nummer)
    pk = lees_nummer(request.POST.get("voortgang") or request.GET.get("voortgang"))
    voortgang = get_object_or_404(Voortgang.objects.filter(actie=actie), pk=pk or 0)
    try:
        actie = maak_ongedaan(voortgang=voortgang, door=request.user).actie
    except ValidationError as fout:
        if is_htmx(request):
            return HttpResponse(status=409)
        messages.error(request, fout.messages[0])
        return redirect(terug_naar(request, actie))
    if is_htmx(request):
        context = {"actie": actie, "terug": terug_naar(request, actie), "aandacht": True}
        return _met_seintje(render(request, "acties/_taak.html", context))
    messages.success(request, f"De melding van “{actie.titel}” is ongedaan gemaakt.")
    return redirect(terug_naar(request, actie))


def is_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def lees_nummer(tekst: str | None) -> int | None:
    """A whole number from 1 that fits in the database; None for anything else."""
    return int(tekst) if tekst and re.fullmatch(r"[1-9][0-9]{0,8}", tekst) else None


def _met_seintje(antwoord: HttpResponse) -> HttpResponse:
    """Tell the page that holds the row that a stand changed, so that it can count again."""
    antwoord["HX-Trigger"] = "stand-gewijzigd"
    return antwoord


def _vraag_opnieuw(request: HttpRequest, actie: Actie, zin: str, status: int) -> HttpResponse:
    """The page to report on with the stand of now, and why the click did not do it."""
    context = {
        **context_van(request, actie),
        "form": voortgang_formulier(actie),
        "waarschuwing": zin,
        "fout_in_titel": True,
    }
    return render(request, "acties/voortgang.html", context, status=status)
