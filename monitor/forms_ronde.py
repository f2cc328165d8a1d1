"""Forms of the reporting round: its days, and the stand of an opgave."""

from django import forms

from acties.forms.basis import Tekst
from acties.models.keuzes import VRAAGT_UITLEG, Koers
from monitor.models import ASPECTEN, OpgaveStand

GEEN_DATUM = "Vul de datum in als dag, maand en jaar, zoals 8-11-2026."


def _dag(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        error_messages={"required": GEEN_DATUM, "invalid": GEEN_DATUM},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class Rondeformulier(forms.Form):
    peildatum = _dag("Peildatum")
    deadline = _dag("Uiterste dag om te melden")


def _keuze(label: str) -> forms.ChoiceField:
    veld = forms.ChoiceField(
        label=label,
        choices=Koers.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies een antwoord uit de lijst."},
    )
    # It may stay open for a while, but in the end it is asked for.
    veld.soms_verplicht = True
    return veld


class Standformulier(forms.Form):
    """The stand of an opgave. What is not chosen yet may be saved; what is not as expected needs its reason."""

    versie = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    totaalbeeld = _keuze("Totaalbeeld")
    totaalbeeld_uitleg = Tekst(label="Uitleg bij totaalbeeld", soms_verplicht=True)
    bestuur = _keuze("Bestuur en externe partijen")
    bestuur_uitleg = Tekst(label="Uitleg bij bestuur en externe partijen", soms_verplicht=True)
    planning = _keuze("Planning")
    planning_uitleg = Tekst(label="Uitleg bij planning", soms_verplicht=True)
    budget = _keuze("Budget")
    budget_uitleg = Tekst(label="Uitleg bij budget", soms_verplicht=True)
    risicoprofiel = Tekst(label="Risico's", help_text="Wat kan er misgaan, en wat doet u eraan?")
    besluitvorming = Tekst(label="Besluitvorming", help_text="Welk besluit is genomen of nodig?")
    afwijking = Tekst(label="Afwijking van het plan")
    belangrijkste_wijzigingen = Tekst(label="Belangrijkste wijzigingen", help_text="Wat moet het bestuur weten?")

    def clean(self):
        for aspect in ASPECTEN:
            if self.cleaned_data.get(aspect.veld) in VRAAGT_UITLEG and not self.cleaned_data.get(aspect.uitleg, "x"):
                self.add_error(aspect.uitleg, "Schrijf waarom het niet volgens verwachting gaat, en wat u eraan doet.")
        return self.cleaned_data

    def aspecten(self, vorige: OpgaveStand | None, nu: OpgaveStand | None) -> list[tuple]:
        """Of each aspect: what it is, its two fields, the answer of the round before, and what another saved."""
        return [
            (
                aspect,
                self[aspect.veld],
                self[aspect.uitleg],
                getattr(vorige, aspect.veld, ""),
                getattr(nu, aspect.veld, ""),
                getattr(nu, aspect.uitleg, ""),
            )
            for aspect in ASPECTEN
        ]

    def teksten(self, nu: OpgaveStand | None) -> list[tuple]:
        """The other fields, each with what another saved in it."""
        namen = ("risicoprofiel", "besluitvorming", "afwijking", "belangrijkste_wijzigingen")
        return [(self[naam], getattr(nu, naam, "")) for naam in namen]
