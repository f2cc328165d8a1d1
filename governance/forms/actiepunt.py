"""Forms of an actiepunt: what is asked and of whom, how it ended, and why it is open again."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from governance.forms.versie import KIES, VersieForm
from governance.models import Actiepunt, Agendapunt, Besluit, Vergadering
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld
from sterkvoornoord.models import Gebruiker

#: How far back one looks for what an actiepunt comes from.
TERUG = timedelta(days=400)


class Actiepuntformulier(VersieForm):
    """What is asked, of whom, before when, and where it comes from."""

    uiterlijk = DatumVeld(label="Uiterlijk wanneer?", help_text="Leeg: geen einddatum.")

    class Meta:
        model = Actiepunt
        fields = ["tekst", "functie", "partner", "gebruiker", "uiterlijk", "vergadering", "agendapunt", "besluit"]
        labels = {
            "tekst": "Wat moet er gebeuren?",
            "functie": "Wie doet het?",
            "partner": "Van welke organisatie?",
            "gebruiker": "Met welk account?",
            "vergadering": "Uit welke vergadering komt het?",
            "agendapunt": "Bij welk agendapunt?",
            "besluit": "Volgt het uit een besluit?",
        }
        help_texts = {
            "functie": "De functie, geen naam.",
            "gebruiker": "Dan staat het bij Mijn werk en komt er een herinnering. Leeg: het gaat naar de functie.",
            "agendapunt": "Hoort het bij een besloten punt? Dan ziet alleen wie dat punt mag zien dit actiepunt.",
        }
        error_messages = {
            "tekst": {"required": "Vul in wat er moet gebeuren."},
            **dict.fromkeys(["partner", "gebruiker", "vergadering", "agendapunt", "besluit"], KIES),
        }

    field_order = ["tekst", "functie", "partner", "gebruiker", "uiterlijk", "vergadering", "agendapunt", "besluit"]

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        velden, punt = self.fields, self.instance
        velden["tekst"].widget.attrs["rows"] = 3
        for veld in ("functie", "partner", "gebruiker"):
            velden[veld].soms_verplicht = True  # one of the three
        sinds = timezone.localdate() - TERUG
        velden["gebruiker"].queryset = Gebruiker.objects.filter(is_active=True).order_by("functie")
        velden["vergadering"].queryset = Vergadering.objects.select_related("orgaan").filter(
            Q(datum__gte=sinds) | Q(pk=punt.vergadering_id)
        )
        velden["agendapunt"].queryset = (
            Agendapunt.objects.filter(Q(vergadering__datum__gte=sinds) | Q(pk=punt.agendapunt_id))
            .select_related("vergadering")
            .order_by("-vergadering__datum", "vergadering", "volgorde", "pk")
        )
        velden["agendapunt"].label_from_instance = _als_keuze
        velden["besluit"].queryset = Besluit.objects.filter(Q(datum__gte=sinds) | Q(pk=punt.besluit_id))
        for veld in ("partner", "gebruiker", "vergadering", "agendapunt", "besluit"):
            velden[veld].empty_label = "Geen"
        if punt.uiterlijk:
            self.initial["uiterlijk"] = Datum(punt.uiterlijk)

    def clean_uiterlijk(self) -> date | None:
        gekozen = self.cleaned_data["uiterlijk"]
        if gekozen.datum is not None and gekozen.precisie != Precisie.DAG:
            raise ValidationError("Vul de dag, de maand en het jaar in, of niets.")
        return gekozen.datum

    def clean(self):
        gegevens = super().clean()
        if not any(gegevens.get(veld) for veld in ("functie", "partner", "gebruiker")):
            self.add_error("functie", "Vul een functie in, of kies een organisatie of een account.")
        return gegevens

    def toon(self, veld):
        return _dag(self.instance.uiterlijk) if veld.name == "uiterlijk" else super().toon(veld)

    def toon_gepost(self, naam, vers):
        if naam == "uiterlijk":
            return _dag(self.cleaned_data.get("uiterlijk"))
        return super().toon_gepost(naam, vers)


def _als_keuze(punt: Agendapunt) -> str:
    return f"{punt.vergadering.nummer}: {punt.titel}" if punt.vergadering else punt.titel


def _dag(dag: date | None) -> str:
    return dag.strftime("%d-%m-%Y") if dag else ""


class Afsluitformulier(VersieForm):
    """How it ended. The button that is pressed says whether it was done."""

    status = forms.ChoiceField(
        label="Stand",
        choices=[
            (Actiepunt.Status.GEDAAN.value, Actiepunt.Status.GEDAAN.label),
            (Actiepunt.Status.VERVALLEN.value, Actiepunt.Status.VERVALLEN.label),
        ],
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies of het gedaan is of vervallen."),
    )

    class Meta:
        model = Actiepunt
        fields = ["status", "afsluiting"]
        labels = {"afsluiting": "Hoe is het afgelopen?"}
        help_texts = {"afsluiting": "Een zin is genoeg."}

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        _tekstvak(self, "afsluiting", "Schrijf op hoe het is afgelopen.")


class Heropenformulier(VersieForm):
    """Why it is open again."""

    class Meta:
        model = Actiepunt
        fields = ["heropening"]
        labels = {"heropening": "Waarom gaat het weer open?"}

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        _tekstvak(self, "heropening", "Schrijf op waarom het weer open gaat.")


def _tekstvak(form: forms.Form, naam: str, leeg: str) -> None:
    veld = form.fields[naam]
    veld.required, veld.widget.attrs["rows"] = True, 2
    veld.error_messages["required"] = leeg
