"""What who takes part fills in: short, and from what was typed before when only the language changes."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from acties.initiatieven.forms import EMAIL_FOUT, KIES, StapForm, eis_organisatie, tekst, uw_organisatie, wie_bent_u
from acties.models.initiatiefkeuzes import Indienersoort

#: No name that people use among each other has these.
_GEEN_NAAM = re.compile(r"@|://|www\.|\d{4,}", re.IGNORECASE)


def mag_naam(label) -> forms.TypedChoiceField:
    """Whether the website may show the name; nothing is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("ja", _("Ja")), ("nee", _("Nee, tel mij alleen mee"))],
        coerce=lambda waarde: waarde == "ja",
        widget=forms.RadioSelect,
        help_text=_("Uw e-mailadres komt nooit op de website."),
        error_messages={"required": _("Kies ja of nee."), "invalid_choice": KIES},
    )


def brengt() -> forms.CharField:
    return tekst(
        _("Wat wilt u doen of meebrengen?"),
        uitleg=_(
            "Bijvoorbeeld een uur per week, gereedschap of een ruimte. Alleen wie het idee behandelt, leest dit."
        ),
        rijen=3,
    )


class PartnerForm(StapForm):
    """For an account: who it is, is known."""

    brengt = brengt()
    mag_naam = mag_naam(_("Mag de naam van uw organisatie bij dit idee staan?"))


class MeedoenForm(StapForm):
    soort = wie_bent_u()
    organisatie = uw_organisatie()
    naam = tekst(_("Hoe heet u?"), vraag=_("Vul uw naam in."), autocomplete="name")
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij sturen u een link. Daarmee bevestigt u dat u meedoet, en kunt u ook weer stoppen."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": EMAIL_FOUT, "required": _("Vul uw e-mailadres in.")},
    )
    brengt = brengt()
    mag_naam = mag_naam(_("Mag uw naam bij dit idee op de website staan?"))
    toont = tekst(
        _("Welke naam mogen wij laten zien?"),
        uitleg=_("Alleen als u ja koos. Uw voornaam is genoeg. Wij kijken er eerst naar."),
        maximum=60,
        autocomplete="off",
    )
    toont.soms_verplicht = True

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_toont(self) -> str:
        naam = self.cleaned_data["toont"]
        if _GEEN_NAAM.search(naam):
            raise forms.ValidationError(_("Vul alleen een naam in, zonder adres of nummer."))
        return naam

    def clean(self):
        gegevens = super().clean()
        eis_organisatie(self, gegevens.get("soort"))
        if gegevens.get("soort") == Indienersoort.BEWONER:
            gegevens["organisatie"] = ""
        if gegevens.get("mag_naam") and gegevens.get("toont") == "":
            self.add_error("toont", _("Vul in welke naam wij mogen laten zien."))
        elif gegevens.get("mag_naam") is False:
            gegevens["toont"] = ""
        return gegevens


def velden_van(formulier: StapForm) -> dict:
    """The columns of Deelname out of a form that is right."""
    return {naam: waarde for naam, waarde in formulier.cleaned_data.items() if naam != "controle"}
