"""What members fill in about a meeting, and what the programmateam answers."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from acties.forms.basis import Tekst
from governance.forms.vergadering import GEEN_DAG
from governance.forms.versie import VersieForm
from governance.models import Aanmelding, Agendapunt, Vergadering, Verslagreactie
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld


class Aanmeldformulier(VersieForm):
    stand = forms.ChoiceField(
        label="Komt u?",
        choices=Aanmelding.Stand.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u komt.", "invalid_choice": "Kies een van de drie antwoorden."},
    )

    class Meta:
        model = Aanmelding
        fields = ["stand", "vervanger"]
        labels = {"vervanger": "Wie komt er in uw plaats?"}
        help_texts = {"vervanger": "Alleen als iemand u vervangt. De functie, geen naam."}

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.fields["vervanger"].soms_verplicht = True

    def clean(self):
        gegevens = super().clean()
        stand, vervanger = gegevens.get("stand"), gegevens.get("vervanger", "").strip()
        if stand == Aanmelding.Stand.VERVANGEN and not vervanger and "vervanger" not in self.errors:
            self.add_error("vervanger", "Vul in wie u vervangt. De functie is genoeg.")
        elif stand and stand != Aanmelding.Stand.VERVANGEN and vervanger:
            self.add_error("stand", "U vulde in wie u vervangt. Kies dat antwoord, of maak het tekstvak leeg.")
        return gegevens


class Reactieformulier(VersieForm):
    akkoord = forms.TypedChoiceField(
        label="Klopt het verslag?",
        choices=[(True, "Ja, akkoord"), (False, "Nee, er klopt iets niet")],
        coerce=lambda waarde: waarde == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of het verslag klopt.", "invalid_choice": "Kies ja of nee."},
    )
    tekst = Tekst(
        label="Wat klopt er niet?",
        rijen=6,
        soms_verplicht=True,
        help_text="Noem het nummer van het punt en schrijf op wat er moet staan. Alleen het programmateam leest dit.",
    )

    class Meta:
        model = Verslagreactie
        fields = ["akkoord", "tekst"]

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("akkoord") and gegevens.get("tekst"):
            self.add_error(
                "akkoord", "U schreef iets op en koos ook voor akkoord. Kies nee, of maak het tekstvak leeg."
            )
        return gegevens


class Antwoordformulier(VersieForm):
    oordeel = forms.ChoiceField(
        label="Wat doet u met deze reactie?",
        choices=Verslagreactie.Oordeel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u met deze reactie doet.", "invalid_choice": "Kies uit de lijst."},
    )
    antwoord = Tekst(label="Uw antwoord", soms_verplicht=True, help_text="Het lid leest dit bij het verslag.")

    class Meta:
        model = Verslagreactie
        fields = ["oordeel", "antwoord"]


class Termijnformulier(VersieForm):
    reageren_tot = DatumVeld(label="Tot en met welke dag kunnen leden reageren?", help_text="")

    class Meta:
        model = Vergadering
        fields: list[str] = []

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.initial["reageren_tot"] = Datum(self.instance.reageren_tot)

    def clean_reageren_tot(self) -> date:
        gekozen = self.cleaned_data["reageren_tot"]
        if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
            raise ValidationError(GEEN_DAG)
        return gekozen.datum


class Verbeterformulier(VersieForm):
    """What was recorded of an item. What was decided has its own page once it is a besluit."""

    besluittekst = Tekst(label="Wat is er besloten?", rijen=4, max_tekens=10_000)
    verslag = Tekst(label="Verslag", rijen=8, max_tekens=10_000)

    class Meta:
        model = Agendapunt
        fields = ["besluittekst", "verslag"]

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        if not self.instance.uitkomst or self.instance.besluiten.exists():
            del self.fields["besluittekst"]
