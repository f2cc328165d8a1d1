"""Edit an actie with its partners, milestones and results."""

from django.db import transaction
from django.urls import reverse

from acties.conflict import lees_niet_gekozen
from acties.conflictrijen import leg_naast_elkaar
from acties.forms.bewerken import Bewerkformulier
from acties.services import bewerk_actie
from acties.views.versie import ActieView, terug_naar
from sterkvoornoord.geschiedenis import leg_vast_niet_gekozen
from sterkvoornoord.meldingen import meld_gedaan


class ActieBewerken(ActieView):
    """The edit page. Which fields it has depends on who edits; the service holds the same line."""

    template_name = "acties/bewerken.html"
    klaar_als_gelijk = True

    def maak_formulier(self, gepost):
        return Bewerkformulier(gepost, actie=self.actie, gebruiker=self.request.user)

    @transaction.atomic  # the changes and the texts that were not chosen, or neither
    def bewaar(self, formulier: Bewerkformulier) -> str:
        wijzigingen, rijen = formulier.wijzigingen(), formulier.rijen()
        actie = bewerk_actie(
            actie=self.actie,
            door=self.request.user,
            versie=formulier.cleaned_data["versie"],
            wijzigingen=wijzigingen,
            rijen=rijen,
        )
        self.leg_vast(formulier, lees_niet_gekozen(formulier.cleaned_data["niet_gekozen"]))
        zin = "is opgeslagen" if wijzigingen or rijen else "bleef zoals hij was"
        meld_gedaan(self.request, f"“{actie.titel}” {zin}.")
        return terug_naar(self.request, actie)

    def leg_vast(self, formulier, teksten):
        for naam, tekst in teksten.items():
            record, veld = formulier.plek_van(naam)
            leg_vast_niet_gekozen(record, door=self.request.user, teksten={veld: tekst})

    def nu(self, actie, stand):
        vers = Bewerkformulier(actie=actie, gebruiker=self.request.user)
        stand.nu.append(vers.hoofd)
        for rijen in vers.lijsten:
            leg_naast_elkaar(stand, rijen)
        return stand

    def toon(self, formulier, status: int = 200, **extra):
        naar_voortgang = reverse("acties:voortgang", args=[self.actie.nummer])
        return super().toon(formulier, status, naar_voortgang=naar_voortgang, **extra)
