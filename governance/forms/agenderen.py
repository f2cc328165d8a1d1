"""The form with which an initiatief goes on an agenda: where, and what the meeting is asked."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from acties.forms.basis import Tekst
from acties.models import Initiatief
from governance.models import Overlegorgaan, Vergadering
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van


class Agendeerformulier(forms.Form):
    """It begins with what the submitter wrote; who fills it in makes it a question to the meeting."""

    waar = forms.ChoiceField(
        label="Op welke agenda?",
        error_messages={
            "required": "Kies op welke agenda het idee komt.",
            "invalid_choice": "Deze agenda is er niet meer. Kies er een uit de lijst.",
        },
    )
    titel = forms.CharField(
        max_length=300, label="Waarover gaat het punt?", error_messages={"required": "Vul in waarover het punt gaat."}
    )
    toelichting = Tekst(label="Toelichting", rijen=4)
    gevraagd_besluit = Tekst(
        label="Welk besluit wordt gevraagd?",
        required=True,
        error_messages={"required": "Schrijf welk besluit u vraagt. Zonder vraag kan het overleg niet beslissen."},
    )
    besloten = forms.BooleanField(
        label="Dit punt is besloten",
        required=False,
        help_text="Alleen leden van het overleg en het programmateam zien het dan.",
    )
    tekst = Tekst(
        label="Bericht aan de indiener",
        max_tekens=2000,
        help_text="De indiener hoort in elk geval dat het idee op de agenda staat.",
    )

    def __init__(self, *args, initiatief: Initiatief, gebruiker: Gebruiker, **kw):
        kw["initial"] = {
            "titel": f"Idee: {initiatief.titel}"[:300],
            "toelichting": initiatief.wat,
            "gevraagd_besluit": f"Meedoen met het idee “{initiatief.titel}”.",
        }
        super().__init__(*args, **kw)
        beheert = rollen_van(gebruiker).programmateam
        if not beheert:
            del self.fields["besloten"]
        self.fields["waar"].choices = [("", "Kies een agenda"), *self._agendas(gebruiker, beheert)]

    def _agendas(self, gebruiker: Gebruiker, beheert: bool) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per body its meetings to come, and what waits; a projectleider puts nothing on an agenda that was sent."""
        komend = Vergadering.objects.met_open_agenda().filter(datum__gte=timezone.localdate())
        if not beheert:
            komend = komend.filter(status=Vergadering.Status.GEPLAND)
        komend = komend.select_related("orgaan").order_by("orgaan__naam", "orgaan_id", "datum", "pk")
        per_orgaan = {pk: list(rijen) for pk, rijen in groupby(komend, key=lambda rij: rij.orgaan_id)}
        nu = Overlegorgaan.objects.zichtbaar_voor(gebruiker).actief_op(timezone.localdate()).order_by("naam", "pk")
        self.organen = {str(orgaan.pk): orgaan for orgaan in nu}
        self.vergaderingen = {rij.nummer: rij for rijen in per_orgaan.values() for rij in rijen}
        return [
            (
                orgaan.naam,
                [
                    *((rij.nummer, f"{orgaan.naam}, {rij.dag_in_woorden}") for rij in per_orgaan.get(orgaan.pk, [])),
                    (f"wacht-{orgaan.pk}", f"{orgaan.naam}, nog geen datum"),
                ],
            )
            for orgaan in self.organen.values()
        ]

    def clean_waar(self) -> tuple[Overlegorgaan, Vergadering | None]:
        """The body and the meeting; None for what waits."""
        waar = self.cleaned_data["waar"]
        if vergadering := self.vergaderingen.get(waar):
            return vergadering.orgaan, vergadering
        orgaan = self.organen.get(waar.removeprefix("wacht-"))
        if orgaan is None:
            raise ValidationError(self.fields["waar"].error_messages["invalid_choice"])
        return orgaan, None
