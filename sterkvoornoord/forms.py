"""Forms of the account pages: allauth's, in plain Dutch."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from sterkvoornoord.services import vraag_wachtwoordmail

EMAIL_FOUTEN = {
    "required": _("Vul uw e-mailadres in."),
    "invalid": _("Dit is geen e-mailadres. Vul een adres in zoals naam@voorbeeld.nl."),
}
ONGELIJK = _("De twee wachtwoorden zijn niet gelijk. Vul twee keer hetzelfde wachtwoord in.")
UITLEG_WACHTWOORD = _("Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden.")


def _zet(veld: forms.Field, *, label, verplicht, uitleg="", **attributen) -> None:
    """Give a field of allauth our words; it loses its placeholder, which says the label twice."""
    veld.label, veld.help_text = label, uitleg
    veld.error_messages["required"] = verplicht
    veld.widget.attrs.pop("placeholder", None)
    veld.widget.attrs.update(attributen)


def _zet_nieuw_wachtwoord(formulier: forms.Form) -> None:
    _zet(
        formulier.fields["password1"],
        label=_("Nieuw wachtwoord"),
        verplicht=_("Vul een nieuw wachtwoord in."),
        uitleg=UITLEG_WACHTWOORD,
        autocomplete="new-password",
    )
    _zet(
        formulier.fields["password2"],
        label=_("Nieuw wachtwoord, nog een keer"),
        verplicht=_("Vul uw nieuwe wachtwoord nog een keer in."),
        autocomplete="new-password",
    )


class InlogForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email, wachtwoord = self.fields["login"], self.fields["password"]
        _zet(email, label=_("E-mailadres"), verplicht=EMAIL_FOUTEN["required"], autocomplete="username")
        email.error_messages.update(EMAIL_FOUTEN)
        _zet(wachtwoord, label=_("Wachtwoord"), verplicht=_("Vul uw wachtwoord in."))


class WachtwoordVergetenForm(forms.Form):
    """Asks for a mail with a link. What it does and answers is the same for every address."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        error_messages=EMAIL_FOUTEN,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def save(self, request) -> str:
        email = self.cleaned_data["email"].lower()
        vraag_wachtwoordmail(email=email)
        return email


class TweeKeerHetzelfde(allauth_forms.PasswordVerificationMixin):
    """Compares the two passwords as allauth does, with an error in our words."""

    def clean(self):
        gegevens = super(allauth_forms.PasswordVerificationMixin, self).clean()
        eerste, tweede = gegevens.get("password1"), gegevens.get("password2")
        if eerste and tweede and eerste != tweede:
            self.add_error("password2", ONGELIJK)
        return gegevens


class NieuwWachtwoordForm(TweeKeerHetzelfde, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _zet_nieuw_wachtwoord(self)


class WachtwoordWijzigenForm(TweeKeerHetzelfde, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _zet(self.fields["oldpassword"], label=_("Wachtwoord van nu"), verplicht=_("Vul uw wachtwoord van nu in."))
        _zet_nieuw_wachtwoord(self)
