"""The form of a series of meetings: how often, from when till when, and on which of those days."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from governance.forms.vergadering import GEEN_DAG, GEEN_TIJD, TIJD, TIJDEN
from governance.models import Overlegorgaan
from governance.ritme import MEESTE, Dag, dagen_van
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import DatumVeld

#: Rhythms to choose from, besides that of the body itself.
RITMES = {
    "FREQ=WEEKLY": "Elke week",
    "FREQ=WEEKLY;INTERVAL=2": "Elke twee weken",
    "FREQ=WEEKLY;INTERVAL=6": "Elke zes weken",
    "FREQ=MONTHLY": "Elke maand",
    "FREQ=MONTHLY;INTERVAL=3": "Elk kwartaal",
    "FREQ=MONTHLY;INTERVAL=6": "Twee keer per jaar",
    "FREQ=YEARLY": "Elk jaar",
}
LANGST = timedelta(days=3 * 366)


class Reeksformulier(forms.Form):
    """Asked twice: first which days the rhythm gives (`kies` empty), then which of them become meetings."""

    ritme = forms.ChoiceField(label="Hoe vaak?", error_messages={"invalid_choice": "Kies iets uit de lijst."})
    van = DatumVeld(label="Eerste keer", help_text="De dag van de week blijft hetzelfde.")
    tot = DatumVeld(label="Tot en met", help_text="")
    begin = forms.TimeField(label="Begint om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)
    eind = forms.TimeField(label="Eindigt om", input_formats=TIJDEN, error_messages=GEEN_TIJD, **TIJD)
    plaats = forms.CharField(label="Waar?", required=False, max_length=120)
    feestdagen = forms.BooleanField(label="Sla feestdagen over", required=False, initial=True)
    schoolvakanties = forms.BooleanField(label="Sla schoolvakanties over", required=False, initial=True)

    def __init__(self, *args, orgaan: Overlegorgaan, **kw):
        super().__init__(*args, **kw)
        eigen = orgaan.ritme.removeprefix("RRULE:")
        keuzes = dict(RITMES)
        if eigen:
            woorden = orgaan.ritme_in_woorden or keuzes.get(eigen) or eigen
            keuzes = {eigen: f"Het ritme van dit overleg: {woorden}"} | {k: v for k, v in keuzes.items() if k != eigen}
        self.fields["ritme"].choices = list(keuzes.items())
        for naam in ("van", "tot", "begin", "eind"):
            self.fields[naam].soms_verplicht = True
        self.dagen: list[Dag] = []

    def clean_van(self) -> date:
        return _dag(self.cleaned_data["van"])

    def clean_tot(self) -> date:
        return _dag(self.cleaned_data["tot"])

    def clean(self):
        gegevens = super().clean()
        begin, eind = gegevens.get("begin"), gegevens.get("eind")
        if eind and (not begin or eind <= begin):
            self.add_error("eind", "De eindtijd ligt na de begintijd.")
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and not van <= tot <= van + LANGST:
            self.add_error("tot", "De laatste dag ligt na de eerste, en hooguit drie jaar later.")
        if not self.errors:
            self._zoek_dagen(gegevens)
        return gegevens

    def _zoek_dagen(self, gegevens: dict) -> None:
        overslaan = {naam: gegevens[naam] for naam in ("schoolvakanties", "feestdagen")}
        try:
            self.dagen = dagen_van(gegevens["ritme"], gegevens["van"], gegevens["tot"], **overslaan)
        except ValueError:
            self.add_error("ritme", "Dit ritme kunnen wij niet lezen. Kies een ander, of vraag de beheerder.")
        else:
            if not self.dagen:
                self.add_error("tot", "In deze tijd valt geen enkele keer. Kies een latere laatste dag.")
            elif len(self.dagen) == MEESTE:
                self.add_error("tot", f"Dit zijn meer dan {MEESTE} vergaderingen. Kies een eerdere laatste dag.")

    def gekozen(self, dagen: list[str]) -> list[date]:
        """Of what was ticked only the days that this rhythm gives."""
        return [dag.datum for dag in self.dagen if dag.datum.isoformat() in dagen]

    @property
    def velden(self) -> dict:
        return {naam: self.cleaned_data[naam] for naam in ("begin", "eind", "plaats")}


def _dag(gekozen) -> date:
    if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
        raise ValidationError(GEEN_DAG)
    return gekozen.datum


def in_woorden(dag: date) -> str:
    return date_format(dag, "l j F Y")
