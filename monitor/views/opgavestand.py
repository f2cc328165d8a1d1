"""The stand of one opgave in the reporting round: reading it, and filling it in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView

from acties.conflict import lees_niet_gekozen
from acties.conflictrijen import leg_naast_elkaar
from acties.services import VersieConflict
from acties.views.versie import VersieView
from acties.views.voortgang import lees_nummer
from monitor.forms_ronde import Standformulier
from monitor.models import ASPECTEN, OpgaveStand, Rapportageronde
from monitor.services import rondes
from monitor.stand import risicos_naast, voorstellen
from monitor.views.rapportage import gekozen_ronde, met_stand, rijen_van, tabs
from opgaven.models import Opgave
from sterkvoornoord.geschiedenis import leg_vast_niet_gekozen
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post
from sterkvoornoord.wijzigingen import in_woorden, momenten

PAGINA = "monitor:rapportage"
#: So much of the history of a stand is shown.
MOMENTEN = 10


class Opgavestand(RolVereist, TemplateView):
    """To read, for everybody with a role: the stand in the open, the newest or a chosen round; 404 without a round."""

    template_name = "monitor/rapportage/stand.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get_context_data(self, **kw):
        ronde = gekozen_ronde(self.request)
        if ronde is None:
            raise Http404("Er is nog geen ronde geweest.")
        rijen = rijen_van(ronde, self.request.user)
        rij = next((rij for rij in rijen if rij.opgave.slug == kw["slug"]), None)
        if rij is None:
            raise Http404("Deze opgave is er niet.")
        stand, vorige = rij.stand, rondes.vorige_stand(ronde, rij.opgave)
        partner = rollen_van(self.request.user).partner_id
        eigen = next((nazicht for nazicht in rij.nazichten if nazicht.partner_id == partner), None)
        regels = Logregel.objects.van(stand) if stand else Logregel.objects.none()
        return super().get_context_data(**kw) | {
            "momenten": in_woorden(stand, regels, momenten(regels)[:MOMENTEN]) if stand else [],
            "ronde": ronde,
            "rij": rij,
            "opgave": rij.opgave,
            "stand": stand,
            "vorige": vorige,
            "aspecten": [
                (a, getattr(stand, a.veld, ""), getattr(stand, a.uitleg, ""), getattr(vorige, a.veld, ""))
                for a in ASPECTEN
            ],
            "risicos": risicos_naast(stand, vorige) if stand else [],
            "tabs": tabs(rijen, ronde),
            "mag_nakijken": eigen is not None and eigen.kan and rij.is_open,
            "kruimels": [("Rapportage", reverse(PAGINA))],
        }


def _haal_opgave(request: HttpRequest, slug: str) -> tuple[Rapportageronde, Opgave]:
    """The open round and an opgave that this account fills in; 404 when there is none, 403 when it may not.

    Who posts gets the newest round if it was closed meanwhile: the service refuses, and the text is still there.
    """
    opgave = get_object_or_404(Opgave, slug=slug)
    if not rondes.mag_invullen(request.user, opgave):
        raise PermissionDenied
    alle = Rapportageronde.objects.all()
    ronde = (alle if request.method == "POST" else alle.open()).huidige()
    if ronde is None:
        raise Http404("Er is geen ronde open.")
    return ronde, opgave


class StandInvullen(VersieView):
    """The form of the stand of one opgave, with its risks."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "monitor/rapportage/invullen.html"
    wat = "deze beoordeling"
    klaar_als_gelijk = True

    def haal(self, **kwargs: str) -> OpgaveStand:
        self.ronde, self.opgave = _haal_opgave(self.request, kwargs["slug"])
        self.vorige = rondes.vorige_stand(self.ronde, self.opgave)
        self.voorstellen = voorstellen(self.ronde, self.opgave)
        stand = self.ronde.standen.filter(opgave=self.opgave).first()
        return stand or OpgaveStand(ronde=self.ronde, opgave=self.opgave)

    def context(self, record: OpgaveStand) -> dict:
        return {
            "ronde": self.ronde,
            "opgave": self.opgave,
            "stand": record,
            "terug": reverse(PAGINA),
            "bekijk": reverse("monitor:opgavestand", args=[self.opgave.slug]),
            "kruimels": [("Rapportage", reverse(PAGINA))],
        }

    def maak_formulier(self, gepost) -> Standformulier:
        return self._formulier(self.record, gepost)

    def _formulier(self, stand: OpgaveStand, gepost=None) -> Standformulier:
        return Standformulier(gepost, stand=stand, vorige=self.vorige, voorstellen=self.voorstellen)

    @transaction.atomic  # the stand and the texts that were not chosen, or neither
    def bewaar(self, formulier: Standformulier) -> str:
        stand = rondes.bewaar_stand(
            ronde=self.ronde,
            opgave=self.opgave,
            door=self.request.user,
            versie=formulier.cleaned_data["versie"],
            waarden=formulier.hoofd.waarden,
            risicos=formulier.rijen(),
        )
        self.leg_vast(formulier, lees_niet_gekozen(formulier.cleaned_data["niet_gekozen"]))
        over = "" if stand.is_ingevuld else " Nog niet alle vier de onderdelen zijn gekozen."
        meld_gedaan(self.request, f"De stand van {self.opgave.naam} is opgeslagen.{over}")
        return reverse(PAGINA)

    def leg_vast(self, formulier: Standformulier, teksten: dict[str, str]) -> None:
        for naam, tekst in teksten.items():
            record, veld = formulier.plek_van(naam)
            leg_vast_niet_gekozen(record, door=self.request.user, teksten={veld: tekst})

    def nu(self, record: OpgaveStand, stand):
        vers = self._formulier(record)
        stand.nu.append(vers.hoofd)
        return leg_naast_elkaar(stand, vers.risicos)

    def toon(self, formulier: Standformulier, status: int = 200, **extra) -> HttpResponse:
        rijen = met_stand(self.ronde, self.request.user).values()
        heeft_vorige = self.vorige is not None and self.vorige.is_ingevuld
        return super().toon(
            formulier,
            status,
            vorige=self.vorige,
            aspecten=formulier.hoofd.aspecten(self.vorige),
            kan_ongewijzigd=heeft_vorige and not self.record.versie,
            tabs=tabs(rijen, self.ronde),
            **extra,
        )


@alleen_post
def stand_ongewijzigd(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over the stand of the round before, in one click."""
    ronde, opgave = _haal_opgave(request, slug)
    try:
        rondes.bevestig_stand(ronde=ronde, opgave=opgave, door=request.user)
    except VersieConflict:
        messages.warning(request, "Deze stand is intussen al ingevuld. Er is niets veranderd.")
    except ValidationError as fout:
        messages.warning(request, fout.messages[0])
    else:
        meld_gedaan(request, f"De stand van {opgave.naam} is gelijk aan die van de vorige ronde.")
    return redirect(PAGINA)


@alleen_post
def kijk_na(request: HttpRequest, slug: str) -> HttpResponse:
    """A trekker of the opgave finds the stand right, as it was on the page with the button."""
    opgave = get_object_or_404(Opgave, slug=slug)
    if not rondes.mag_nakijken(request.user, opgave):
        raise PermissionDenied
    stand = get_object_or_404(OpgaveStand.objects.select_related("ronde"), ronde__status="open", opgave=opgave)
    try:
        rondes.kijk_na(stand=stand, door=request.user, versie=lees_nummer(request.POST.get("versie")) or 0)
    except VersieConflict:
        messages.warning(request, "De stand is gewijzigd nadat u hem las. Lees hem nog eens en klik dan opnieuw.")
    except ValidationError as fout:
        messages.warning(request, fout.messages[0])
    else:
        meld_gedaan(request, f"U hebt de stand van {opgave.naam} nagekeken.")
    return redirect("monitor:opgavestand", slug=slug)
