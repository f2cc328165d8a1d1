"""What is asked when an edition is adopted, published or corrected."""

from django import forms

from governance.models import Besluit
from governance.models.besluit import BesluitQuerySet
from monitor.models.levensloop import REDEN_MAX, REDEN_MIN


class Vaststellen(forms.Form):
    besluit = forms.ModelChoiceField(
        Besluit.objects.none(),
        label="Met welk besluit?",
        empty_label="Kies een besluit",
        help_text="Staat het er niet bij? Leg het dan eerst vast bij de vergadering en stel het daar vast.",
        error_messages={
            "required": "Kies een besluit. Zonder besluit is er niets vastgesteld.",
            "invalid_choice": "Dit besluit kan niet meer gekozen worden. Kies een ander besluit.",
        },
    )

    def __init__(self, *args, besluiten: BesluitQuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["besluit"].queryset = besluiten


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
