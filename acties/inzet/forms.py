"""Forms about hours: to ask a partner, to answer, and to say what was delivered."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from acties.models import GeleverdeUren, Inzetafspraak
from acties.models.inzet import MAANDEN, MEESTE_UREN

_GROOTSTE = 2**31 - 1
UREN = {
    "min_value": 1,
    "max_value": MEESTE_UREN,
    "error_messages": {
        "invalid": "Vul een heel aantal uren in, zonder komma.",
        "min_value": "Vul minstens 1 uur in.",
        "max_value": f"Vul hoogstens {MEESTE_UREN} uur in.",
    },
}


class UrenForm(forms.Form):
    """What these forms share: the errors of a service go to the field that they are about."""

    use_required_attribute = False

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        for veld in self.fields.values():
            veld.soms_verplicht = True  # the page says once what is required

    def neem_fout(self, fout: ValidationError) -> None:
        if not hasattr(fout, "error_dict"):
            self.add_error(None, fout)
            return
        for veld, fouten in fout.error_dict.items():
            self.add_error(veld if veld in self.fields else None, fouten)


class VraagForm(UrenForm):
    uren = forms.IntegerField(label="Hoeveel uur per jaar?", **UREN)
    toelichting = forms.CharField(
        label="Waarvoor?", max_length=300, required=False, help_text="De partner leest dit bij de vraag."
    )
    gezien = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class AntwoordForm(UrenForm):
    """Yes or no; with a no a number that would do."""

    antwoord = forms.ChoiceField(
        label="Antwoord",
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )
    voorstel_uren = forms.IntegerField(
        label="Hoeveel uur per jaar kan wel?",
        required=False,
        help_text="Alleen bij nee. Laat leeg als het niet kan.",
        **UREN,
    )
    opmerking = forms.CharField(
        label="Opmerking", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    versie = forms.IntegerField(min_value=1, max_value=_GROOTSTE, widget=forms.HiddenInput)

    def __init__(self, *args, afspraak: Inzetafspraak, **kw):
        super().__init__(*args, initial={"versie": afspraak.versie}, **kw)
        self.fields["antwoord"].choices = [
            ("ja", f"Ja, {afspraak.uren} uur per jaar"),
            ("nee", "Nee, dit aantal niet"),
        ]

    def gegevens(self) -> dict:
        """Arguments of the service."""
        velden = self.cleaned_data
        return {
            "ja": velden["antwoord"] == "ja",
            "opmerking": velden["opmerking"],
            "voorstel_uren": velden["voorstel_uren"],
            "versie": velden["versie"],
        }


class GeleverdForm(UrenForm):
    """The hours of one year. An empty number says that it is not known."""

    uren = forms.IntegerField(
        label="Hoeveel uur is er geleverd?",
        required=False,
        help_text="Alle uren van dit jaar samen. Laat leeg als u het niet weet.",
        **(UREN | {"min_value": 0}),
    )
    tot_en_met = forms.TypedChoiceField(
        label="Tot en met welke maand?",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Kies een maand uit de lijst."},
    )
    versie = forms.IntegerField(min_value=1, max_value=_GROOTSTE, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, jaar: int, vandaag: date, nu: GeleverdeUren | None, **kw):
        begin = {"uren": nu.uren, "tot_en_met": nu.tot_en_met, "versie": nu.versie} if nu else {}
        super().__init__(*args, initial=begin, **kw)
        laatste = vandaag.month if jaar == vandaag.year else 12
        maanden = [(nr, naam) for nr, naam in enumerate(MAANDEN, start=1) if nr <= laatste]
        self.fields["tot_en_met"].choices = [("", "Kies een maand"), *maanden]
