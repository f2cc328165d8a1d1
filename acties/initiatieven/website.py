"""The website, for who handles an idea: put it on or take it off, and look at who takes part."""

from django.core.exceptions import ValidationError

from acties.initiatieven import meedoen, openbaar
from acties.initiatieven.forms_openbaar import AfhalenForm, DeelnemerForm, OpenbaarForm
from acties.initiatieven.werkbank import Behandelen
from acties.models import Deelname


class Website(Behandelen):
    """The acts; what is refused comes back with its text."""

    def formulieren(self, data) -> dict:
        daad = data.get("daad", "")
        soorten = {"openbaar": OpenbaarForm, "afhalen": AfhalenForm, "naam": DeelnemerForm, "weg": DeelnemerForm}
        return {daad: soorten[daad](data)} if daad in soorten else {}

    def openbaar(self, formulier: OpenbaarForm) -> str:
        velden = {naam: waarde for naam, waarde in formulier.cleaned_data.items() if naam != "nagekeken"}
        openbaar.maak_openbaar(initiatief=self.initiatief, door=self.request.user, **velden)
        return "Dit idee staat op de website."

    def afhalen(self, _formulier: AfhalenForm) -> str:
        openbaar.haal_af(initiatief=self.initiatief, door=self.request.user)
        return "Dit idee staat niet meer op de website. Wie meedoet, blijft bekend."

    def naam(self, formulier: DeelnemerForm) -> str:
        deelname = self._deelname(formulier)
        meedoen.keur_naam(deelname=deelname, door=self.request.user, toont=formulier.cleaned_data["toont"])
        return "De naam staat bij het idee op de website."

    def weg(self, formulier: DeelnemerForm) -> str:
        meedoen.haal_weg(deelname=self._deelname(formulier), door=self.request.user)
        return "Weggehaald. De gegevens zijn gewist."

    def _deelname(self, formulier: DeelnemerForm) -> Deelname:
        deelname = self.initiatief.deelnames.filter(pk=formulier.cleaned_data["deelname"]).first()
        if deelname is None:
            raise ValidationError("Deze deelnemer is er niet meer.")
        return deelname
