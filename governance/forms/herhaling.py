"""The part of a form that repeats an activity: how often, till when, and what is left out."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from governance.forms.reeks import RITMES
from governance.ritme import MEESTE, dagen_van
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import DatumVeld

#: Rhythms of something that one can join; "" is once.
KEREN = {"": "Eén keer", **{ritme: woorden for ritme, woorden in RITMES.items() if "INTERVAL=6" not in ritme}}


class Herhaling(forms.Form):
    """After `is_valid()` of a form for a new activity, `dagen` has each day on which it takes place."""

    herhaal = forms.ChoiceField(
        choices=list(KEREN.items()),
        label="Hoe vaak?",
        required=False,
        error_messages={"invalid_choice": "Kies iets uit de lijst."},
    )
    tot = DatumVeld(
        label="Herhalen tot en met", help_text="Alleen als het vaker is. De dag van de week blijft gelijk."
    )
    overslaan = forms.BooleanField(
        label="Sla feestdagen en schoolvakanties over", help_text="Alleen als het vaker is.", required=False
    )
    ook_volgende = forms.BooleanField(
        label="Wijzig ook de volgende keren van deze reeks",
        help_text="De dag van die keren blijft zoals zij is.",
        required=False,
    )
    dagen: list[date] = []

    def zonder_herhaling(self, *, in_reeks: bool) -> None:
        """For an activity that exists; the later times of a series may change with it."""
        for naam in ("herhaal", "tot", "overslaan", *([] if in_reeks else ["ook_volgende"])):
            del self.fields[naam]

    def clean_tot(self) -> date | None:
        gekozen = self.cleaned_data["tot"]
        if gekozen.datum is not None and gekozen.precisie != Precisie.DAG:
            raise ValidationError("Vul de dag, de maand en het jaar in, of niets.")
        return gekozen.datum

    def zoek_dagen(self, gegevens: dict) -> None:
        ritme, dag, tot = gegevens.get("herhaal"), gegevens.get("dag"), gegevens.get("tot")
        if dag is None or {"herhaal", "tot"} & set(self.errors):
            return
        if not ritme:
            self.dagen = [dag]
            if tot:
                self.add_error("herhaal", "Kies hoe vaak het is, of maak de laatste dag leeg.")
        elif not tot or tot <= dag:
            self.add_error("tot", "Vul een dag in die na de eerste dag ligt.")
        elif gegevens.get("laatste_dag"):
            self.add_error("laatste_dag", "Een keer van een reeks duurt één dag. Laat dit veld leeg.")
        else:
            self._dagen_van(ritme, dag, tot, bool(gegevens.get("overslaan")))

    def _dagen_van(self, ritme: str, dag: date, tot: date, overslaan: bool) -> None:
        gevonden = dagen_van(ritme, dag, tot, schoolvakanties=overslaan, feestdagen=overslaan, weekend=False)
        self.dagen = [keer.datum for keer in gevonden if not keer.bezwaar]
        if len(gevonden) == MEESTE:
            self.add_error("tot", f"Dit is vaker dan {MEESTE - 1} keer. Kies een eerdere laatste dag.")
        elif not self.dagen:
            self.add_error("tot", "Al deze dagen vallen in een vakantie of op een feestdag. Kies andere dagen.")

    @property
    def velden(self) -> dict:
        """What of the valid data belongs to each time."""
        weg = ("herhaal", "tot", "overslaan", "dag")
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in weg}
