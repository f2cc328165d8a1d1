"""Forms for numbers: what is no number is said to be none, and every row carries what it looked like."""

from django import forms
from django.core.exceptions import ValidationError

from monitor.models import Duiding, Meting
from opgaven.models import Gebied

GEEN_GETAL = "Dit is geen getal. Schrijf een getal, zoals 5,2. Is er geen cijfer? Laat dit vak dan leeg."

GEEN_AANTAL = "Schrijf een heel getal, zoals 250."
GEEN_JAAR = "Schrijf een jaar in vier cijfers, zoals 2024."
STREEF_OF_GEMEENTE = "Vul een getal in, of kies het gemiddelde van de gemeente. Niet allebei."


class Getalveld(forms.DecimalField):
    """A number as people write it, with a decimal comma."""

    def __init__(self, **kw):
        super().__init__(max_digits=14, decimal_places=3, localize=True, required=False, **kw)
        self.error_messages["invalid"] = GEEN_GETAL
        self.widget.attrs |= {"autocomplete": "off", "size": 12}
        # A number or something else: the label does not say that it may stay empty.
        self.soms_verplicht = True


def _jaarveld(**kw) -> forms.IntegerField:
    veld = forms.IntegerField(
        min_value=1990,
        max_value=2100,
        error_messages={"invalid": GEEN_JAAR, "required": "Vul een jaar in."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 6, "autocomplete": "off"}),
        **kw,
    )
    for grens in veld.validators:
        grens.message = GEEN_JAAR
    return veld


class _MetStand(forms.Form):
    """A form that knows what the row looked like when it was shown."""

    stand = forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)

    def waarden(self) -> dict:
        """The fields of the row, for the service."""
        return {veld: waarde for veld, waarde in self.cleaned_data.items() if veld != "stand"}


class Metingformulier(_MetStand):
    gebied = forms.ModelChoiceField(
        Gebied.objects.all(),
        empty_label="Kies een gebied",
        error_messages={"required": "Kies een gebied."},
    )
    peiljaar = _jaarveld(label="Jaar")
    waarde = Getalveld(label="Waarde", help_text="Is er geen cijfer? Laat dit vak leeg en kies hieronder waarom.")
    reden = forms.ChoiceField(
        label="Waarom geen waarde",
        choices=[("", "Er is een waarde"), *Meting.Reden.choices],
        required=False,
    )
    reden.soms_verplicht = True
    bron = forms.CharField(max_length=160, error_messages={"required": "Schrijf waar het cijfer vandaan komt."})
    aantal_personen = forms.IntegerField(
        label="Over hoeveel mensen gaat het?",
        min_value=0,
        required=False,
        help_text="Alleen als u het weet. Gaat het om minder dan 10 mensen, of om een deel van minder dan 10? "
        "Dan staat de waarde er voor niemand.",
        error_messages={"invalid": GEEN_AANTAL, "min_value": GEEN_AANTAL},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 10, "autocomplete": "off"}),
    )
    methode = forms.CharField(max_length=160, required=False, help_text="Bijvoorbeeld: enquête onder bewoners.")
    gebiedsindeling = forms.CharField(max_length=80, required=False, help_text="Bijvoorbeeld: CBS-wijken 2024.")
    reeksbreuk = forms.BooleanField(
        label="Vanaf dit jaar is anders gemeten",
        required=False,
        help_text="De kloof wordt dan niet met de jaren ervoor vergeleken.",
    )
    voorlopig = forms.BooleanField(label="Dit cijfer is voorlopig", required=False)
    geldt = forms.BooleanField(
        label="Gebruik dit cijfer in de grafiek en de kloof",
        required=False,
        help_text="Zijn er meer bronnen voor hetzelfde jaar? Dan geldt er een. De andere staat ernaast.",
    )

    def clean(self):
        gegevens = super().clean()
        if "waarde" in self.errors:
            return gegevens
        if gegevens.get("waarde") is None and not gegevens.get("reden"):
            raise ValidationError({"waarde": "Vul een waarde in, of kies waarom er geen waarde is."})
        if gegevens.get("waarde") is not None and gegevens.get("reden"):
            raise ValidationError({"reden": "Er is een waarde. Kies ‘Er is een waarde’, of maak het vak Waarde leeg."})
        return gegevens


class Streefformulier(_MetStand):
    jaar = _jaarveld()
    waarde = Getalveld(label="Streefwaarde", help_text="Vul een getal in, of kies hieronder het gemiddelde.")
    gemeentegemiddelde = forms.BooleanField(label="Het gemiddelde van de gemeente in dat jaar", required=False)
    bron = forms.CharField(
        max_length=160, required=False, label="Waar staat dat?", help_text="Bijvoorbeeld het besluit."
    )

    def clean(self):
        gegevens = super().clean()
        if "waarde" not in self.errors and (gegevens.get("waarde") is None) != gegevens.get("gemeentegemiddelde"):
            raise ValidationError({"waarde": STREEF_OF_GEMEENTE})
        return gegevens


class Duidingformulier(_MetStand):
    periode_van = _jaarveld(label="Van welk jaar")
    periode_tot = _jaarveld(label="Tot en met welk jaar")
    tekst = forms.CharField(
        label="Wat zien wij?",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Wat gebeurde er, en hoe zeker is dat? Korte zinnen. Iedereen kan dit lezen.",
        error_messages={"required": "Schrijf wat u in de cijfers ziet."},
    )
    bijgedragen = forms.ChoiceField(label="Hebben de acties geholpen?", choices=Duiding.Bijgedragen.choices)

    def clean(self):
        gegevens = super().clean()
        van, tot = gegevens.get("periode_van"), gegevens.get("periode_tot")
        if van and tot and tot < van:
            raise ValidationError({"periode_tot": "Het laatste jaar ligt niet voor het eerste."})
        return gegevens
