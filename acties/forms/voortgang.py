"""The form to report progress with: koers, status and what happened."""

from django import forms
from django.utils import timezone

from acties.forms.basis import Tekst, VersieForm
from acties.models import Actie, Koers, Status, Voortgang
from acties.models.keuzes import VRAAGT_PENVOERDER, VRAAGT_UITLEG
from acties.services.voortgang import heeft_penvoerder
from sterkvoornoord import huisstijl

#: The words of the form that go to `meld_voortgang`.
MELDVELDEN = ("status", "koers", "toelichting", "oorzaak", "maatregel", "peildatum")


def _veilig(toon):
    """Show a code in the house style; one that does not exist, from a hostile browser, as it came."""

    def weergave(code: str) -> str:
        try:
            return toon(code)
        except huisstijl.OnbekendeCode:
            return code

    return weergave


class VoortgangForm(VersieForm):
    """Report on `actie`. The rules between the fields are those of `meld_voortgang`, which checks them."""

    koers = forms.ChoiceField(choices=Koers.choices, required=False, widget=forms.RadioSelect)
    status = forms.ChoiceField(
        choices=[keuze for keuze in Status.choices if keuze[0] != Status.ONBEKEND],
        error_messages={"invalid_choice": "Kies een status uit de lijst.", "required": "Kies een status."},
    )
    toelichting = Tekst(label="Wat is er gebeurd?", rijen=4, help_text="Twee of drie zinnen. Iedereen kan dit lezen.")
    oorzaak = Tekst(
        label="Wat is de oorzaak?",
        soms_verplicht=True,
        rijen=2,
        help_text="Alleen bij Aandachtspunt of Bijsturen. Schrijf wat er anders gaat dan gepland.",
    )
    maatregel = Tekst(
        label="Wat doen we eraan?",
        soms_verplicht=True,
        rijen=2,
        help_text="Alleen bij Aandachtspunt of Bijsturen. Schrijf wie wat doet, en wat u van het bestuur vraagt.",
    )
    zonder_penvoerder_reden = Tekst(
        label="Waarom zonder penvoerder?",
        soms_verplicht=True,
        rijen=2,
        max_tekens=500,
        help_text="Deze actie heeft nog geen penvoerder. Alleen nodig bij In uitvoering of Doorlopend.",
    )
    peildatum = forms.DateField(
        label="Van welke dag is deze stand?",
        required=False,
        help_text="Laat staan voor vandaag.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een datum in die bestaat, bijvoorbeeld 7-11-2024."},
    )

    #: How the page of a conflict shows a code.
    weergave = {"koers": _veilig(huisstijl.koers_pil), "status": _veilig(huisstijl.status_label)}

    field_order = ("koers", "status", "toelichting", "oorzaak", "maatregel", "zonder_penvoerder_reden", "peildatum")

    def __init__(
        self, *args, actie: Actie, laatste: Voortgang | None = None, met_penvoerder: bool | None = None, **kw
    ):
        """`met_penvoerder` spares a question to the database where the page knows it already."""
        self.actie, self.met_penvoerder = actie, met_penvoerder
        kw["initial"] = {**self._begin(actie, laatste), **(kw.get("initial") or {})}
        kw.setdefault("auto_id", f"m{actie.pk}_%s")
        super().__init__(*args, **kw)
        self.fields["koers"].error_messages["invalid_choice"] = "Kies een koers uit de lijst."
        self.fields["peildatum"].widget.attrs["max"] = timezone.localdate().isoformat()
        if actie.status == Status.ONBEKEND:
            # Somebody who reports knows how it stands; until then nothing is chosen for them.
            self.fields["status"].choices = [("", "Kies een status"), *self.fields["status"].choices]
        if not self._vraagt_reden():
            del self.fields["zonder_penvoerder_reden"]
        if not self.is_bound:
            self.zet_versie(actie.versie)

    @staticmethod
    def _begin(actie: Actie, laatste: Voortgang | None) -> dict:
        """What the form shows first: the stand of now; of the last report only what still explains the koers."""
        herhaal = laatste is not None and actie.koers in VRAAGT_UITLEG and laatste.koers == actie.koers
        return {
            "koers": actie.koers,
            "status": actie.status if actie.status != Status.ONBEKEND else "",
            "toelichting": "",
            "oorzaak": laatste.oorzaak if herhaal else "",
            "maatregel": laatste.maatregel if herhaal else "",
            "peildatum": timezone.localdate(),
        }

    def _vraagt_reden(self) -> bool:
        """A reason can only be needed when the actie is not yet under way and nobody is penvoerder."""
        klaar = self.actie.zonder_penvoerder_reden or self.actie.status in VRAAGT_PENVOERDER
        if klaar:
            return False
        return not (heeft_penvoerder(self.actie) if self.met_penvoerder is None else self.met_penvoerder)

    @property
    def melding(self) -> dict:
        """The checked words, as arguments of `meld_voortgang`."""
        woorden = {veld: self.cleaned_data[veld] for veld in MELDVELDEN}
        return woorden | {"zonder_penvoerder_reden": self.cleaned_data.get("zonder_penvoerder_reden", "")}

    def herhaalt(self, laatste: Voortgang) -> bool:
        """The checked words say what `laatste` says already."""
        return all(self.melding[veld] == getattr(laatste, veld) for veld in MELDVELDEN if veld != "peildatum")

    def stand_van_een_ander(self, laatste: Voortgang | None) -> "VoortgangForm":
        """The form as somebody else filled it in: the stand of now, with the words of their report, if any."""
        woorden = {veld: getattr(laatste, veld) for veld in MELDVELDEN} if laatste else {}
        return VoortgangForm(actie=self.actie, laatste=laatste, initial=woorden)


def voortgang_formulier(actie: Actie) -> VoortgangForm:
    """The empty form to report on `actie`; whether somebody may is for the page and the service to ask."""
    return VoortgangForm(actie=actie, laatste=Voortgang.objects.nieuwste_van(actie))
