"""The form of what a besluit changes of an actie."""

from django import forms
from django.core.exceptions import ValidationError

from acties.models import Actie
from governance.models import Gevolg
from sterkvoornoord.bedragveld import BedragVeld
from sterkvoornoord.models import Partner

#: Which fields each kind asks for, with what is said when one is empty.
VRAAGT = {
    Gevolg.Soort.STATUS: {"status": "Kies welke status de actie krijgt."},
    Gevolg.Soort.PENVOERDER: {"partner": "Kies wie penvoerder wordt."},
    Gevolg.Soort.GELD: {"bedrag": "Vul het bedrag in.", "bron": "Vul in wie betaalt."},
}
BIJ = {**{soort: set(velden) for soort, velden in VRAAGT.items()}, Gevolg.Soort.GELD: {"bedrag", "bron", "jaar"}}


class Gevolgformulier(forms.Form):
    use_required_attribute = False

    nummer = forms.CharField(
        label="Welke actie?",
        help_text="Het nummer, zoals 3.22.",
        max_length=10,
        error_messages={"required": "Vul het nummer van de actie in."},
    )
    soort = forms.ChoiceField(label="Wat verandert er?", choices=Gevolg.Soort.choices, widget=forms.RadioSelect)
    status = forms.ChoiceField(label="Nieuwe status", required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.all(), label="Wie wordt penvoerder?", required=False, empty_label="Kies een partner"
    )
    bedrag = BedragVeld(label="Hoeveel wordt er toegezegd?", required=False)
    bron = forms.CharField(label="Wie betaalt?", required=False, max_length=120)
    jaar = forms.IntegerField(label="In welk jaar?", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args, gebruiker, **kw):
        super().__init__(*args, **kw)
        self.acties = Actie.objects.bewerkbaar_door(gebruiker)
        self.fields["status"].choices = [("", "Kies een status"), *Gevolg._meta.get_field("status").choices]
        self.fields["soort"].error_messages["required"] = "Kies wat er verandert."
        for naam in ("status", "partner", "bedrag", "bron"):
            self.fields[naam].soms_verplicht = True

    def clean_nummer(self) -> str:
        nummer = self.cleaned_data["nummer"].strip()
        self.actie = self.acties.filter(nummer=nummer).first()
        if self.actie is None:
            raise ValidationError(f"Wij kennen geen actie met nummer {nummer}.")
        return nummer

    def clean(self):
        """Hand on the fields of the kind that was chosen, and the actie instead of its number."""
        gegevens = super().clean()
        soort = gegevens.get("soort")
        for veld, zin in VRAAGT.get(soort, {}).items():
            if not gegevens.get(veld) and veld not in self.errors:
                self.add_error(veld, zin)
        if self.errors:
            return gegevens
        return {"actie": self.actie, "soort": soort, **{veld: gegevens[veld] for veld in BIJ[soort]}}
