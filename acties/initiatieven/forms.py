"""The four steps of the form. Each is a form of its own, filled from what was typed before, right or wrong."""

import re
import unicodedata

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acties.models.initiatiefkeuzes import Doelgroep, Indienersoort, Steun
from opgaven.models import Doel, Gebied
from sterkvoornoord.bedragveld import BedragVeld
from sterkvoornoord.datums import laatste_dag
from sterkvoornoord.datumveld import DatumVeld

MAX_KORT, MAX_LANG = 120, 2000
EMAIL_FOUT = _("Dit is geen e-mailadres. Vul een adres in zoals naam@voorbeeld.nl.")
TE_LANG = _("De tekst heeft %(show_value)d tekens en er passen er %(limit_value)d. Maak hem korter.")
KIES = _("Kies een antwoord uit de lijst.")


def tekst(label, *, vraag="", uitleg="", rijen=0, maximum=0, **attributen) -> forms.CharField:
    """A text of one line, or of `rijen`. Too long is an error that keeps the text; `vraag` says what is missing."""
    maximum = maximum or (MAX_LANG if rijen else MAX_KORT)
    widget = forms.Textarea({"rows": rijen, **attributen}) if rijen else forms.TextInput(attributen)
    veld = forms.CharField(
        label=label,
        help_text=uitleg,
        required=bool(vraag),
        widget=widget,
        validators=[MaxLengthValidator(maximum, TE_LANG)],
        error_messages={"required": vraag},
    )
    return veld


class StapForm(forms.Form):
    """One step. The field `controle` is a trap: people do not see it, programs that fill in every field do."""

    # The browser shows its own errors nowhere, and the style of a required choice would be red from the start.
    use_required_attribute = False
    titel = ""
    controle = forms.CharField(
        label=_("Laat dit vak leeg"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_controle(self) -> str:
        if self.cleaned_data["controle"]:
            raise forms.ValidationError(_("Haal de tekst in dit vak weg en probeer het opnieuw."))
        return ""

    def zonder_fouten(self) -> "StapForm":
        """The form with what was typed, for who comes back to it: errors are for who wanted to go on."""
        self._errors = ErrorDict()
        return self

    def velden(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [veld for veld in self if veld.name != "controle"]


def wie_bent_u() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Wie bent u?"),
        choices=Indienersoort.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie u bent."), "invalid_choice": KIES},
    )


def uw_organisatie() -> forms.CharField:
    """Asked of everybody, and of who works for one it is required: see `eis_organisatie`."""
    veld = tekst(
        _("Naam van uw organisatie"), uitleg=_("Alleen als u voor een organisatie werkt."), autocomplete="organization"
    )
    veld.soms_verplicht = True
    return veld


def eis_organisatie(formulier: StapForm, soort: str | None) -> None:
    """Call it from `clean()`: who works for an organisation (`soort`) says for which."""
    if soort == Indienersoort.ORGANISATIE and formulier.cleaned_data.get("organisatie") == "":
        formulier.add_error("organisatie", _("Vul de naam van uw organisatie in."))


class WieForm(StapForm):
    titel = _("Over u")
    soort_indiener = wie_bent_u()
    organisatie = uw_organisatie()
    naam = tekst(_("Hoe heet u?"), vraag=_("Vul uw naam in."), autocomplete="name")
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        help_text=_("Vul een e-mailadres of een telefoonnummer in. Allebei mag ook."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": EMAIL_FOUT},
    )
    telefoon = tekst(_("Uw telefoonnummer"), autocomplete="tel", inputmode="tel", dir="ltr", maximum=30)
    email.soms_verplicht = telefoon.soms_verplicht = True

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_telefoon(self) -> str:
        """Digits only, with a plus in front where there was one; also from digits of another script."""
        ruw = self.cleaned_data["telefoon"]
        cijfers = "".join(str(unicodedata.decimal(t)) if t.isdecimal() else t for t in ruw)
        kaal = re.sub(r"[\s().\-/‎‏]", "", cijfers)
        if kaal and not re.fullmatch(r"\+?\d{8,15}", kaal):
            raise forms.ValidationError(_("Dit is geen telefoonnummer. Vul een nummer in zoals 06 12345678."))
        return kaal

    def clean(self):
        gegevens = super().clean()
        bereikbaar = gegevens.get("email") or gegevens.get("telefoon") or {"email", "telefoon"} & set(self.errors)
        if not bereikbaar:
            zin = _("Vul een e-mailadres of een telefoonnummer in. Anders kunnen wij niet antwoorden.")
            self.add_error("email", zin)
        eis_organisatie(self, gegevens.get("soort_indiener"))
        return gegevens


class IdeeForm(StapForm):
    titel = _("Uw idee")
    naam_idee = tekst(
        _("Hoe heet uw idee?"),
        uitleg=_("Een korte naam is genoeg."),
        vraag=_("Geef uw idee een korte naam."),
        autocomplete="off",
    )
    wat = tekst(
        _("Wat wilt u gaan doen?"),
        uitleg=_("Schrijf het op zoals u het aan een buurvrouw vertelt. U hoeft nog niet alles te weten."),
        vraag=_("Schrijf op wat u wilt gaan doen. Een paar woorden is genoeg."),
        rijen=5,
    )
    waarom = tekst(_("Waarom is dat goed voor de buurt?"), rijen=3)
    gebied = forms.ModelChoiceField(
        Gebied.objects.none(),
        label=_("Waar is het?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Kies waar het is."), "invalid_choice": KIES},
    )
    voor_wie = forms.MultipleChoiceField(
        label=_("Voor wie is het?"),
        choices=Doelgroep.choices,
        widget=forms.CheckboxSelectMultiple({"class": "svn-keuzes--twee"}),
        help_text=_("U mag meer dan één antwoord kiezen."),
        error_messages={"required": _("Kies voor wie het is."), "invalid_choice": KIES},
    )
    start = DatumVeld(label=_("Wanneer wilt u beginnen?"))

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        gebied = self.fields["gebied"]
        gebied.queryset = Gebied.objects.exclude(soort=Gebied.Soort.GEMEENTE).order_by("-soort", "naam")
        gebied.label_from_instance = gebiednaam

    def clean_start(self):
        start = self.cleaned_data["start"]
        if start.datum and laatste_dag(start.datum, start.precisie) < timezone.localdate():
            raise forms.ValidationError(
                _("Deze datum is al geweest. Vul een datum in die nog moet komen, bijvoorbeeld 1-4-%(jaar)s."),
                params={"jaar": timezone.localdate().year + 1},
            )
        return start


def gebiednaam(gebied: Gebied) -> str:
    """The name of an area as the form says it."""
    if gebied.soort == Gebied.Soort.PROGRAMMA:
        return _("Heel %(naam)s") % {"naam": gebied.naam}
    return gebied.naam


class NodigForm(StapForm):
    titel = _("Wat is er nodig?")
    deelnemers = tekst(
        _("Wie doet er mee?"),
        uitleg=_("Bijvoorbeeld buren, een school of een vereniging. Schrijf liever geen namen van mensen op."),
        rijen=2,
    )
    inwonersbetrokkenheid = tekst(
        _("Hoe kunnen buurtbewoners meedenken of meedoen?"),
        uitleg=_("Weet u het nog niet? Dan denken wij mee."),
        rijen=2,
    )
    nodig = forms.MultipleChoiceField(
        label=_("Waarmee kunnen wij u helpen?"),
        choices=Steun.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "svn-keuzes--twee"}),
        help_text=_("U mag meer dan één antwoord kiezen."),
        error_messages={"invalid_choice": KIES},
    )
    bedrag = BedragVeld(
        label=_("Hoeveel geld is er ongeveer nodig, in euro’s?"), help_text=_("Een schatting is goed.")
    )
    doel = forms.ModelChoiceField(
        Doel.objects.none(),
        label=_("Bij welk doel van het programma past het?"),
        required=False,
        empty_label=_("Dat weet ik niet"),
        help_text=_("Weet u het niet? Dan zoeken wij het uit. De namen van de doelen staan hier in het Nederlands."),
        error_messages={"invalid_choice": KIES},
    )

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.fields["doel"].queryset = Doel.objects.order_by("opgave__nummer", "volgnummer")

    def clean_nodig(self) -> list[str]:
        nodig = self.cleaned_data["nodig"]
        if Steun.NIETS in nodig and len(nodig) > 1:
            raise forms.ValidationError(_("U koos “niets” en ook iets anders. Haal een van de twee weg."))
        return nodig


class NakijkForm(StapForm):
    titel = _("Nakijken")
    mag_openbaar = forms.TypedChoiceField(
        label=_("Mogen wij uw idee op deze website zetten?"),
        choices=[("ja", _("Ja, zonder mijn naam")), ("nee", _("Nee"))],
        coerce=lambda waarde: waarde == "ja",
        widget=forms.RadioSelect,
        help_text=_("Uw naam, e-mailadres en telefoonnummer komen nooit op de website."),
        error_messages={"required": _("Kies ja of nee."), "invalid_choice": KIES},
    )


class BerichtForm(forms.Form):
    """What the submitter writes on the page where the idea is followed."""

    tekst = tekst(_("Stuur een bericht"), vraag=_("Schrijf eerst uw bericht."), rijen=3)


class BijlageForm(forms.Form):
    """One file at a time: when one is refused, the others are there already."""

    bestand = forms.FileField(
        label=_("Kies een foto of document"),
        max_length=300,
        # What is empty gets its own sentence; see `sterkvoornoord.bestanden.kijk_na`.
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "invalid": _("Kies eerst een bestand."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        uitleg = _("Een foto (JPEG, PNG of WebP) of een PDF, hoogstens %(mb)s MB. U mag er %(aantal)s toevoegen.")
        grenzen = {"mb": settings.BIJLAGE_MAX_MB, "aantal": settings.BIJLAGE_MAX_AANTAL}
        self.fields["bestand"].help_text = uitleg % grenzen


#: The steps in order, by number.
STAPPEN: dict[int, type[StapForm]] = {1: WieForm, 2: IdeeForm, 3: NodigForm, 4: NakijkForm}
LAATSTE = max(STAPPEN)
