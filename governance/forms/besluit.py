"""The form for a besluit: new, or as long as it is a concept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.forms.versie import KIES, VersieForm
from governance.models import Agendapunt, Besluit, Overlegorgaan, Vergadering
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld


class Besluitformulier(VersieForm):
    """What was decided, by whom and when. The number and the stand come from `governance.services`."""

    datum = DatumVeld(label="Wanneer is het besloten?", help_text="Vul de dag, de maand en het jaar in.")

    class Meta:
        model = Besluit
        fields = [
            "orgaan", "datum", "vergadering", "agendapunt", "titel", "tekst", "uitkomst", "mandaat", "vervangt",
            "besloten",
        ]  # fmt: skip
        labels = {
            "orgaan": "Welk overleg heeft dit besloten?",
            "titel": "Het besluit in een regel",
            "tekst": "De tekst van het besluit",
            "mandaat": "Waarop mocht het overleg dit beslissen?",
            "vervangt": "Vervangt dit een eerder besluit?",
            "besloten": "Dit besluit is besloten",
        }
        help_texts = {
            "orgaan": "Staat een overleg niet in de lijst? Dan heeft het nog geen afkorting. Vraag de beheerder.",
            "vergadering": "Leeg: niet in een vergadering genomen.",
            "agendapunt": "Leeg: het hoort bij geen punt van de agenda.",
            "uitkomst": "Zonder uitkomst kan het besluit nog niet worden vastgesteld.",
            "mandaat": "Bijvoorbeeld een eerder besluit of een regeling. Leeg: niet vastgelegd.",
            "besloten": "Alleen leden van het overleg en het programmateam zien het dan.",
        }
        error_messages = {
            "orgaan": {"required": "Kies welk overleg dit besloot.", **KIES},
            "titel": {"required": "Vul in een regel in wat er is besloten."},
            "tekst": {"required": "Vul de tekst van het besluit in."},
            "vergadering": KIES,
            "agendapunt": KIES,
            "vervangt": {"unique": "Dit besluit is al door een ander besluit vervangen.", **KIES},
        }

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        velden = self.fields
        velden["orgaan"].queryset = Overlegorgaan.objects.exclude(afkorting=None)
        velden["orgaan"].empty_label = "Kies een overleg"
        velden["vergadering"].queryset = Vergadering.objects.select_related("orgaan")
        velden["agendapunt"].queryset = Agendapunt.objects.exclude(vergadering=None)
        velden["vervangt"].queryset = Besluit.objects.vastgesteld()
        velden["datum"].required = True
        velden["datum"].error_messages["required"] = "Vul de dag, de maand en het jaar in."
        velden["uitkomst"].choices = [("", "Nog niet bekend"), *Besluit.Uitkomst.choices]
        for veld in ("vergadering", "agendapunt", "vervangt"):
            velden[veld].empty_label = "Geen"
        if self.instance.pk:
            # The number begins with the abbreviation of the body, and its year is that of the date.
            velden["orgaan"].disabled = True
            self.initial["datum"] = Datum(self.instance.datum, self.instance.datum_precisie)

    def clean_datum(self) -> date | None:
        gekozen = self.cleaned_data["datum"]
        if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
            raise ValidationError("Vul de dag, de maand en het jaar in.")
        if gekozen.datum > timezone.localdate():
            raise ValidationError("Deze dag moet nog komen. Vul de dag in waarop het besluit is genomen.")
        if self.instance.pk and gekozen.datum.year != self.instance.datum.year:
            raise ValidationError(f"Het nummer is van {self.instance.datum.year}. Kies een dag in dat jaar.")
        return gekozen.datum
