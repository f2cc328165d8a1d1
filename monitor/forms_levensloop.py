"""What is asked when an edition is adopted, published or corrected."""

from django import forms

from monitor.models.levensloop import BESLUITNUMMER, REDEN_MAX, REDEN_MIN


class Vaststellen(forms.Form):
    besluit = forms.CharField(
        label="Nummer van het besluit",
        max_length=20,
        validators=[BESLUITNUMMER],
        help_text="Zoals AB-2024-07. Het staat op de besluitenlijst van de vergadering.",
        error_messages={"required": "Vul het nummer van het besluit in. Zonder besluit is er niets vastgesteld."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Publiceren(forms.Form):
    publicatiedatum = forms.DateField(
        label="Openbaar vanaf",
        help_text="Vandaag of later. Vanaf die dag kan iedereen de editie lezen.",
        error_messages={
            "required": "Kies de dag waarop de editie openbaar wordt.",
            "invalid": "Vul de dag in als dag, maand en jaar, zoals 8-11-2026.",
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ErratumVragen(forms.Form):
    reden = forms.CharField(
        label="Wat klopt er niet?",
        min_length=REDEN_MIN,
        max_length=REDEN_MAX,
        help_text="Iedereen leest dit bij de oude en bij de nieuwe editie.",
        error_messages={
            "required": "Schrijf wat er niet klopt. Zonder reden is er geen erratum.",
            "min_length": "Schrijf in een zin wat er niet klopt.",
            "max_length": f"Houd het bij {REDEN_MAX} tekens.",
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
