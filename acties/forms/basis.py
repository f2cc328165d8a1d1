"""What forms with a version share: plain text fields with a limit, and the version that was read."""

from django import forms
from django.core.validators import MaxLengthValidator

from acties.conflict import basis_van

MAX_TEKST = 4000
_GROOTSTE_VERSIE = 2**31 - 1


class Tekst(forms.CharField):
    """A text of some sentences. Too long is an error that keeps the text: no browser cuts it off in silence.

    `soms_verplicht`: a rule of the form can ask for it, so its label does not say that it may stay empty.
    """

    def __init__(self, *, rijen: int = 3, max_tekens: int = MAX_TEKST, soms_verplicht: bool = False, **kw):
        self.soms_verplicht = soms_verplicht
        kw.setdefault("required", False)
        kw.setdefault("widget", forms.Textarea(attrs={"rows": rijen}))
        super().__init__(**kw)
        self.validators.append(
            MaxLengthValidator(
                max_tekens,
                "De tekst heeft %(show_value)d tekens en er passen er %(limit_value)d. Maak hem korter.",
            )
        )

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class VersieForm(forms.Form):
    """A form that remembers which version of its record it shows; see `acties.conflict`."""

    versie = forms.IntegerField(min_value=1, max_value=_GROOTSTE_VERSIE, widget=forms.HiddenInput)
    basis = forms.CharField(required=False, widget=forms.HiddenInput)
    niet_gekozen = forms.CharField(required=False, widget=forms.HiddenInput)

    def zet_versie(self, versie: int, *andere: forms.BaseForm) -> None:
        """Fill the hidden fields of an unbound form: the version, and what this form and the others now hold."""
        self.initial["versie"] = versie
        self.initial["basis"] = basis_van(self, *andere).als_tekst()

    @property
    def gelezen_versie(self) -> int | None:
        """The version in the post, also of a form that is not valid; None when there is no usable one."""
        try:
            return self.fields["versie"].clean(self.data.get(self.add_prefix("versie")))
        except forms.ValidationError:
            return None

    def add_error(self, field, error):
        """An error in a hidden field has no place of its own: it concerns the page as a whole."""
        if field in ("versie", "basis", "niet_gekozen"):
            field = None
            error = (
                "Wij konden niet zien welke versie u las, en hebben niets opgeslagen. "
                "Kopieer uw tekst, open de pagina opnieuw en plak hem daar."
            )
        super().add_error(field, error)
