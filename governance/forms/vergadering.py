"""The form of a meeting: which body, when and where."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from governance.forms.versie import KIES, VersieForm
from governance.models import Overlegorgaan, Vergadering
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld

TIJD = {"widget": forms.TimeInput(attrs={"type": "time", "size": 6}, format="%H:%M"), "required": False}
GEEN_DAG = "Vul de dag, de maand en het jaar in."
GEEN_TIJD = {"invalid": "Vul de tijd in met uren en minuten, zoals 15.30."}
#: How people write a time, besides what a browser makes of it.
TIJDEN = ["%H:%M", "%H:%M:%S", "%H.%M"]


class Vergaderingformulier(VersieForm):
    """A new meeting, or what changes of one that is not over."""

    datum = DatumVeld(label="Op welke dag?", help_text="")
    begin = forms.TimeField(label="Begint om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)
    eind = forms.TimeField(label="Eindigt om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)

    class Meta:
        model = Vergadering
        fields = ["orgaan", "soort", "datum", "begin", "eind", "gastheer", "plaats", "titel", "omschrijving"]
        labels = {
            "orgaan": "Welk overleg komt bij elkaar?",
            "soort": "Wat voor vergadering is het?",
            "gastheer": "Bij welke partner?",
            "plaats": "Waar?",
            "titel": "Eigen naam van deze vergadering",
            "omschrijving": "Wat moeten de leden vooraf weten?",
        }
        help_texts = {
            "orgaan": "Staat een overleg niet in de lijst? Dan heeft het nog geen afkorting. Vraag de beheerder.",
            "soort": "Een strategische sessie gaat over een onderwerp en kijkt vooruit.",
            "gastheer": "Alleen als een partner de leden ontvangt.",
            "titel": "Alleen als de vergadering anders heet dan het overleg.",
        }
        error_messages = {
            "orgaan": {"required": "Kies welk overleg bij elkaar komt.", **KIES},
            "soort": KIES,
            "gastheer": KIES,
        }

    field_order = Meta.fields

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        orgaan = self.fields["orgaan"]
        orgaan.queryset = Overlegorgaan.objects.exclude(afkorting=None)
        orgaan.empty_label = "Kies een overleg"
        self.fields["gastheer"].empty_label = "Niet bij een partner"
        self.fields["omschrijving"].widget.attrs["rows"] = 3
        for tijd in ("datum", "begin", "eind"):
            self.fields[tijd].soms_verplicht = True  # a day always, a time before the agenda is sent
        if self.instance.pk:
            orgaan.disabled = True
            self.initial["datum"] = Datum(self.instance.datum)
            if self.instance.status != Vergadering.Status.CONCEPT:
                self.fields["datum"].help_text = (
                    "Kiest u een andere dag? Dan wordt de vergadering verplaatst. Alles wat erbij hoort gaat mee, en "
                    "op de oude dag staat waar zij naartoe ging."
                )

    def clean_datum(self) -> date:
        gekozen = self.cleaned_data["datum"]
        if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
            raise ValidationError(GEEN_DAG)
        return gekozen.datum

    def clean(self):
        gegevens = super().clean()
        begin, eind = gegevens.get("begin"), gegevens.get("eind")
        if eind and not begin and "begin" not in self.errors:
            self.add_error("begin", "Vul ook in hoe laat de vergadering begint.")
        elif begin and eind and eind <= begin:
            self.add_error("eind", "De eindtijd ligt na de begintijd.")
        return gegevens
