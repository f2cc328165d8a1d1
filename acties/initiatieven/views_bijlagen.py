"""Adding photos and documents, and handing them out: to who has the link, and to who handles the idea.

A page of its own: a file that is refused, or so large that nothing of it is read, takes no typed text along.
"""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acties.initiatieven import bijlagen, concepten, grenzen, sleutels
from acties.initiatieven.forms import BijlageForm
from acties.initiatieven.views import TE_VAAK, InTaal, gekozen_taal, onbekende_link
from acties.models import Bijlage, Concept, Initiatief, InitiatiefStatus
from acties.models.initiatief import MetSleutel
from sterkvoornoord.downloads import bied_aan
from sterkvoornoord.virusscan import ScannerStil

logger = logging.getLogger(__name__)
GESLOTEN_VOOR_BIJLAGEN = (InitiatiefStatus.ONBEVESTIGD, InitiatiefStatus.VERVALLEN)


def achter(sleutel: str) -> Concept | Initiatief:
    """What the link opens: the idea, or the form as long as that is not handed in. Http404 when it opens nothing."""
    gevonden: MetSleutel | None = sleutels.zoek(Initiatief.objects.all(), sleutel) or concepten.zoek(sleutel)
    if gevonden is None:
        raise Http404
    return gevonden


class Bijlagen(InTaal):
    template_name = "acties/initiatieven/bijlagen.html"

    def bereid_voor(self, sleutel: str) -> None:
        self.sleutel, self.bij = sleutel, achter(sleutel)

    def taal(self) -> str:
        return gekozen_taal(self.request) or self.bij.taal

    @property
    def is_concept(self) -> bool:
        return isinstance(self.bij, Concept)

    @property
    def mag_toevoegen(self) -> bool:
        return self.is_concept or self.bij.status not in GESLOTEN_VOOR_BIJLAGEN

    def post(self, request, *args, **kwargs):
        if self.is_concept and request.POST.get("weg", "").isdecimal():
            bijlagen.haal_weg(get_object_or_404(self.bij.bijlagen, pk=int(request.POST["weg"][:15])))
            messages.success(request, _("Uw bestand is weggehaald."))
            return redirect("initiatieven:bijlagen", self.sleutel)
        formulier = BijlageForm(request.POST, request.FILES)
        status = 200
        if not self.mag_toevoegen:
            return redirect("initiatieven:volg", self.sleutel)
        if not grenzen.mag(request, "bijlage"):
            formulier.add_error(None, TE_VAAK)
            status = 429
        elif formulier.is_valid():
            try:
                bijlagen.bewaar(bij=self.bij, bestand=formulier.cleaned_data["bestand"])
                messages.success(request, _("Uw bestand is toegevoegd."))
                return redirect("initiatieven:bijlagen", self.sleutel)
            except ValidationError as fout:
                formulier.add_error("bestand", fout)
                status = 503 if isinstance(fout, ScannerStil) else 200
            except OSError:
                logger.exception("Een bijlage kon niet worden bewaard.")
                fout = _("Het bestand kon nu niet worden bewaard. Probeer het straks opnieuw.")
                formulier.add_error("bestand", fout)
                status = 503
        return self.render_to_response(self.get_context_data(form=formulier), status=status)

    def get_context_data(self, **kwargs):
        rijen = list(self.bij.bijlagen.all())
        formulier = kwargs.pop("form", None) or BijlageForm()
        if self.is_concept:
            terug = f"{reverse('initiatieven:verder', args=[self.sleutel])}?stap=3"
        else:
            terug = reverse("initiatieven:volg", args=[self.sleutel])
        return super().get_context_data(
            form=formulier,
            bijlagen=rijen,
            weg_mag=self.is_concept,
            vol=len(rijen) >= settings.BIJLAGE_MAX_AANTAL or not self.mag_toevoegen,
            terug=terug,
            **kwargs,
        )


@login_not_required
@never_cache
@require_safe
def bijlage(request: HttpRequest, sleutel: str, pk: int) -> HttpResponseBase:
    """A file for who has the link."""
    try:
        bij = achter(sleutel)
    except Http404:
        return onbekende_link(request)
    return _geef(request, get_object_or_404(bij.bijlagen, pk=pk))


@never_cache
@require_safe
def bijlage_voor_collega(request: HttpRequest, nummer: str, pk: int) -> HttpResponseBase:
    """A file for who handles the idea, and for the partner whose idea it is; for others it is not there."""
    mag = Initiatief.objects.bewerkbaar_door(request.user) | Initiatief.objects.eigen_van(request.user)
    return _geef(request, get_object_or_404(Bijlage, pk=pk, initiatief__nummer=nummer, initiatief__in=mag))


def _geef(request: HttpRequest, rij: Bijlage) -> HttpResponseBase:
    return bied_aan(request, rij.bestand, naam=rij.naam, soort=rij.soort)
