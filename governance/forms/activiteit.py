"""The form of an activity on the public agenda."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from governance.forms.herhaling import Herhaling
from governance.forms.vergadering import GEEN_TIJD, TIJD, TIJDEN
from governance.forms.versie import KIES, VersieForm
from governance.models import Activiteit
from governance.models.activiteit import samen
from governance.services import organisaties_van
from opgaven.models import Doel, Gebied
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld

GEEN_DAG = "Vul de dag, de maand en het jaar in."


class Activiteitformulier(Herhaling, VersieForm):
    """What there is to do, when, where and for whom; and whether it takes place."""

    dag = DatumVeld(label="Op welke dag?", help_text="")
    laatste_dag = DatumVeld(label="Tot en met welke dag?", help_text="Alleen als het meer dan een dag duurt.")
    begin = forms.TimeField(label="Begint om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)
    eind = forms.TimeField(label="Eindigt om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)
    gebieden = forms.ModelMultipleChoiceField(
        Gebied.objects.wijken(),
        label="In welke wijk?",
        help_text="Niets aangevinkt: in heel Noord.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": KIES["invalid_choice"], "invalid_pk_value": KIES["invalid_choice"]},
    )
    voor = forms.MultipleChoiceField(
        choices=Activiteit.Voor.choices,
        label="Voor wie?",
        help_text="Niets aangevinkt: voor iedereen.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": KIES["invalid_choice"]},
    )

    class Meta:
        model = Activiteit
        fields = ["partner", "titel", "omschrijving", "taal", "plaats", "doel", "aanmelden", "afgelast"]
        labels = {
            "partner": "Welke organisatie doet dit?",
            "titel": "Wat is er te doen?",
            "omschrijving": "Vertel er meer over",
            "plaats": "Waar?",
            "taal": "In welke taal schrijft u dit?",
            "doel": "Bij welk doel hoort het?",
            "aanmelden": "Hoe kan iemand meedoen?",
            "afgelast": "Het gaat niet door",
        }
        help_texts = {
            "omschrijving": "Iedereen kan dit lezen. Schrijf geen namen van mensen op.",
            "aanmelden": "Bijvoorbeeld: loop gewoon binnen.",
        }
        error_messages = {
            "partner": {"required": "Kies welke organisatie dit doet.", **KIES},
            "titel": {"required": "Vul in wat er te doen is."},
            "plaats": {"required": "Vul in waar het is."},
            "taal": {"required": "Kies in welke taal u dit schrijft.", **KIES},
            "doel": KIES,
        }

    field_order = [
        "titel", "omschrijving", "taal", "partner", "afgelast", "dag", "begin", "eind", "laatste_dag", "herhaal",
        "tot", "overslaan", "plaats", "gebieden", "voor", "aanmelden", "doel", "ook_volgende",
    ]  # fmt: skip

    def __init__(self, *args, gebruiker, **kw):
        super().__init__(*args, **kw)
        self.eigen = {"gebruiker": gebruiker}
        velden, activiteit = self.fields, self.instance
        velden["partner"].queryset = organisaties = organisaties_van(gebruiker)
        velden["partner"].empty_label = "Kies een organisatie"
        velden["doel"].queryset = Doel.objects.order_by("opgave__nummer", "volgnummer")
        velden["doel"].empty_label = "Geen"
        velden["omschrijving"].widget.attrs["rows"] = 4
        velden["dag"].soms_verplicht = True
        if activiteit.pk:
            self.initial["gebieden"] = list(activiteit.gebieden.all())
            self.initial["voor"] = activiteit.groepen
            self.initial |= {naam: Datum(getattr(activiteit, naam)) for naam in ("dag", "laatste_dag")}
            self.initial |= {"begin": activiteit.begin, "eind": activiteit.eind}
            self.zonder_herhaling(in_reeks=activiteit.reeks is not None)
        else:
            del velden["afgelast"], velden["ook_volgende"]
            self.initial["partner"] = gebruiker.partner if gebruiker.partner in organisaties else None

    def clean_voor(self) -> str:
        return samen(self.cleaned_data["voor"])

    def clean_dag(self) -> date:
        gekozen = self.cleaned_data["dag"]
        if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
            raise ValidationError(GEEN_DAG)
        return gekozen.datum

    def clean_laatste_dag(self) -> date | None:
        gekozen = self.cleaned_data["laatste_dag"]
        if gekozen.datum is not None and gekozen.precisie != Precisie.DAG:
            raise ValidationError("Vul de dag, de maand en het jaar in, of niets.")
        return gekozen.datum

    def clean(self):
        gegevens = super().clean()
        begin, eind = gegevens.get("begin"), gegevens.get("eind")
        dag, laatste = gegevens.get("dag"), gegevens.get("laatste_dag")
        if eind and not begin and "begin" not in self.errors:
            self.add_error("begin", "Vul ook in hoe laat het begint.")
        elif begin and eind and eind <= begin:
            self.add_error("eind", "De eindtijd ligt na de begintijd.")
        if dag and laatste and laatste <= dag:
            self.add_error("laatste_dag", "De laatste dag ligt na de eerste dag.")
        if "herhaal" in self.fields:
            self.zoek_dagen(gegevens)
        return gegevens

    def toon(self, veld):
        if veld.name in ("dag", "laatste_dag"):
            return _dag(getattr(self.instance, veld.name))
        if veld.name == "voor":
            return self.instance.voor_wie
        return _namen(self.initial.get("gebieden")) if veld.name == "gebieden" else super().toon(veld)

    def toon_gepost(self, naam, vers):
        waarde = self.cleaned_data.get(naam)
        if naam in ("dag", "laatste_dag"):
            return _dag(waarde)
        if naam == "voor":
            return Activiteit(voor=waarde or "").voor_wie
        return _namen(waarde) if naam == "gebieden" else super().toon_gepost(naam, vers)


def _dag(dag: date | None) -> str:
    return dag.strftime("%d-%m-%Y") if dag else ""


def _namen(gebieden) -> str:
    return ", ".join(gebied.naam for gebied in gebieden or ())
