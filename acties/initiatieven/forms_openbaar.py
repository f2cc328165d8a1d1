"""What a colleague fills in to put an idea on the website, and what is done with who takes part."""

from django import forms

from acties.forms.basis import Tekst
from acties.models.initiatief import TALEN


class OpenbaarForm(forms.Form):
    """The name and text on the website. `vanaf` says what was there when the page was shown."""

    titel = forms.CharField(
        max_length=120, label="Naam op de website", error_messages={"required": "Vul een naam voor op de website in."}
    )
    tekst = Tekst(
        label="Tekst op de website",
        rijen=6,
        max_tekens=4000,
        help_text="Wat is het en waarom? Haal namen, adressen en alles waaraan iemand te herkennen is eruit.",
        required=True,
        error_messages={"required": "Vul een tekst voor op de website in."},
    )
    taal = forms.ChoiceField(label="In welke taal is deze tekst?", choices=TALEN)
    nagekeken = forms.BooleanField(
        label="Ik heb nagekeken dat er niets in staat waaraan iemand te herkennen is",
        error_messages={"required": "Kijk de tekst na en zet dan het vinkje."},
    )
    vanaf = forms.CharField(widget=forms.HiddenInput, required=False)


class AfhalenForm(forms.Form):
    """Nothing to fill in."""


class DeelnemerForm(forms.Form):
    """Which one; `toont` is the name that the colleague saw."""

    deelname = forms.IntegerField(min_value=1, max_value=2**62)
    toont = forms.CharField(required=False, strip=False)
