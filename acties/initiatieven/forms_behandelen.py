"""What a colleague fills in: an answer with or without a step, a note, and who handles it."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from acties.forms.basis import Tekst
from acties.initiatieven.antwoordconcepten import merk
from acties.models import Initiatief
from acties.models.initiatiefkeuzes import BIJ_COLLEGAS, STAPPEN, InitiatiefStatus
from opgaven.models import Bemensing, Doel
from sterkvoornoord.models import Gebruiker

#: Texts to begin with: name, the step that goes with it, and the text, in the language of the submitter.
VOORBEELDEN = {
    "gesprek": (
        "Wij willen met u praten",
        InitiatiefStatus.INTAKE,
        _("Dank u wel voor uw idee. Wij praten er graag met u over. Wanneer kunnen wij u bellen?"),
    ),
    "vraag": (
        "Wij hebben nog een vraag",
        InitiatiefStatus.AANVULLING_GEVRAAGD,
        _("Dank u wel voor uw idee. Voordat wij verder kunnen, willen wij graag weten: "),
    ),
    "ja": (
        "Wij doen mee, en dit is de volgende stap",
        InitiatiefStatus.TOEGEKEND,
        _("Goed nieuws: wij doen mee met uw idee. Dit is de volgende stap: "),
    ),
    "ander": (
        "Wij verwijzen u door",
        InitiatiefStatus.DOORVERWEZEN,
        _("Dank u wel voor uw idee. Een ander kan u hierbij beter helpen. Dat is: "),
    ),
    "nee": (
        "Wij doen dit niet, en dit is waarom",
        InitiatiefStatus.AFGEWEZEN,
        _("Dank u wel voor uw idee. Wij doen hier niet aan mee. De reden is: "),
    ),
}


class AntwoordForm(forms.Form):
    """An answer to the submitter. `vanaf` is the status on the page: somebody may have been first."""

    naar = forms.ChoiceField(
        label="Wat is de volgende stap?",
        required=False,
        error_messages={"invalid_choice": "Deze stap kan nu niet meer. Kies een stap uit de lijst."},
    )
    naar.soms_verplicht = True
    tekst = Tekst(
        label="Bericht",
        rijen=5,
        max_tekens=2000,
        soms_verplicht=True,
        help_text="De indiener leest dit op de eigen pagina en krijgt een mail. Schrijf ‘u’ en houd het kort.",
    )
    vanaf = forms.CharField(widget=forms.HiddenInput)
    #: Mark of the text that was kept for later when the page was opened.
    gelezen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)

    def __init__(self, *args, initiatief: Initiatief, bewaard: str = "", **kw):
        self.initiatief = initiatief
        kw["initial"] = {"vanaf": initiatief.status, "gelezen": merk(bewaard), **(kw.get("initial") or {})}
        super().__init__(*args, **kw)
        alleen_bericht = [] if initiatief.status == InitiatiefStatus.ONBEVESTIGD else [("", "Alleen een bericht")]
        self.fields["tekst"].widget.attrs["data-taalhint"] = ""
        self.fields["naar"].choices = [*alleen_bericht, *((s, _stapnaam(initiatief, s)) for s in self.stappen())]

    def stappen(self) -> tuple[str, ...]:
        # What the page showed: a step that is no longer possible is refused by the service, with the reason.
        vanaf = self.data.get("vanaf") if self.is_bound else self.initiatief.status
        vast = self.initiatief.geanonimiseerd_op or self.initiatief.actie_id
        if vast:
            return ()
        # That step needs an item on an agenda: it has a button of its own.
        return tuple(stap for stap in STAPPEN.get(vanaf, ()) if stap != InitiatiefStatus.GEAGENDEERD)


def _stapnaam(initiatief: Initiatief, stap: str) -> str:
    if stap == InitiatiefStatus.INTAKE and not initiatief.is_in_behandeling:
        return "Heropenen en in gesprek gaan"
    return BIJ_COLLEGAS[stap][1]


def voorbeeld(initiatief: Initiatief, sleutel: str) -> dict[str, str]:
    """What the form begins with when a colleague takes over a text; {} for one that does not exist."""
    if sleutel not in VOORBEELDEN:
        return {}
    _naam, stap, tekst = VOORBEELDEN[sleutel]
    with translation.override(initiatief.taal):
        return {"tekst": str(tekst), "naar": stap if stap in STAPPEN[initiatief.status] else ""}


#: The answers that have a button under the idea: key of the text, name and icon.
SNEL = [("ja", "Wij doen mee", "check"), ("vraag", "Vraag stellen", "message-circle")]
SNEL += [("ander", "Doorverwijzen", "arrows-exchange"), ("nee", "Niet doen", "x")]


class NotitieForm(forms.Form):
    notitie = Tekst(label="Nieuwe notitie", max_tekens=2000, soms_verplicht=True)


class LinkForm(forms.Form):
    """Send the secret link anew. `oude` says which link was there when the page was shown."""

    oude = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ToewijsForm(forms.Form):
    behandelaar = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Behandelaar", required=False, empty_label="Nog niemand"
    )
    doel = forms.ModelChoiceField(Doel.objects.none(), label="Doel", required=False, empty_label="Nog niet bekend")

    def __init__(self, *args, initiatief: Initiatief, **kw):
        kw["initial"] = {"behandelaar": initiatief.behandelaar_id, "doel": initiatief.doel_id}
        super().__init__(*args, **kw)
        self.fields["behandelaar"].queryset = behandelaars()
        doel = self.fields["doel"]
        doel.queryset = Doel.objects.select_related("opgave").order_by("opgave__nummer", "volgnummer")
        #: Read once for the whole page.
        self.doelen = list(doel.queryset)
        doel.choices = [("", doel.empty_label), *((rij.pk, str(rij)) for rij in self.doelen)]


class SamenvoegForm(forms.Form):
    """The number of the idea that this one is like."""

    nummer = forms.CharField(
        label="Nummer van het andere idee",
        max_length=14,
        help_text="Bijvoorbeeld N-2026-031. Beide indieners blijven op de hoogte.",
        error_messages={
            "required": "Vul het nummer van het andere idee in.",
            "max_length": "Dit nummer bestaat niet.",
        },
    )

    def __init__(self, *args, door: Gebruiker, **kw):
        self.door = door
        super().__init__(*args, **kw)

    def clean_nummer(self) -> Initiatief:
        """The initiatief of this number; one that the colleague may not handle is not there for them."""
        nummer = self.cleaned_data["nummer"].strip().upper()
        ander = Initiatief.objects.bewerkbaar_door(self.door).filter(nummer=nummer).first()
        if ander is None:
            raise forms.ValidationError("Dit nummer bestaat niet, of een andere opgave behandelt het.")
        return ander


def behandelaars():
    """Accounts that may handle initiatieven today; which of them a given one, the service says."""
    rol = Bemensing.Rol
    rollen = Bemensing.objects.nu().filter(rol__in=(rol.PROJECTLEIDER, rol.PROGRAMMATEAM, rol.PROGRAMMAMANAGER))
    return Gebruiker.objects.filter(is_active=True, pk__in=rollen.values("gebruiker"))
