"""What forms on a row with a version share: the version that was read, and what somebody else made of the row."""

from datetime import date

from django import forms
from django.db import models
from django.utils.formats import date_format

from sterkvoornoord.datumveld import Datum

_GROOTSTE = 2**31 - 1
KIES = {"invalid_choice": "Kies iets uit de lijst."}
LEEG = "leeg"


class VersieForm(forms.ModelForm):
    """A form that posts back the version it shows. The view hands that to the service, which compares."""

    versie = forms.IntegerField(min_value=1, max_value=_GROOTSTE, widget=forms.HiddenInput, required=False)
    #: What a subclass wants besides the instance.
    eigen: dict = {}

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        if self.instance.pk:
            self.initial["versie"] = self.instance.versie

    def neem_versie(self) -> int:
        """Take the version out of the valid data; 0, which no row has, when none was posted."""
        return self.cleaned_data.pop("versie", None) or 0

    def lees_opnieuw(self, nu: models.Model) -> list[tuple[str, str]]:
        """Let the next press of the button count for `nu`; returns, per field that differs, its label and its text
        as it is stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("versie")] = str(nu.versie)
        vers = type(self)(instance=nu, **self.eigen)
        return [
            (veld.label, vers.toon(veld) or LEEG)
            for veld in vers.visible_fields()
            if vers.toon(veld) != self.toon_gepost(veld.name, vers)
        ]

    def toon(self, veld: forms.BoundField) -> str:
        """The stored value of a field as a person reads it."""
        return _in_woorden(veld.field, veld.initial)

    def toon_gepost(self, naam: str, vers: "VersieForm") -> str:
        return _in_woorden(vers.fields[naam], self.cleaned_data.get(naam))


def _in_woorden(veld: forms.Field, waarde) -> str:
    if isinstance(veld, forms.BooleanField):
        return "ja" if waarde else "nee"
    if isinstance(veld, forms.ModelChoiceField):
        if waarde in (None, ""):
            return ""
        rij = waarde if isinstance(waarde, models.Model) else veld.queryset.filter(pk=waarde).first()
        return str(rij or "")
    if isinstance(veld, forms.ChoiceField):
        return str(dict(veld.choices).get(waarde, waarde) or "")
    if isinstance(waarde, Datum):
        waarde = waarde.datum
    if isinstance(waarde, date):
        return date_format(waarde, "j F Y")
    if isinstance(veld, forms.TimeField) and waarde:
        return waarde.strftime("%H.%M")
    return "" if waarde is None else str(veld.prepare_value(waarde)).replace("\r\n", "\n")
