"""The form of a subject of focus."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from governance.forms.versie import KIES, VersieForm
from governance.models import Focusonderwerp
from governance.services import zetels_in_bestuur
from opgaven.models import Opgave
from sterkvoornoord.datums import Precisie
from sterkvoornoord.datumveld import Datum, DatumVeld

MEER = {"invalid_choice": KIES["invalid_choice"], "invalid_pk_value": KIES["invalid_choice"]}
VINKJES = {"widget": forms.CheckboxSelectMultiple, "required": False, "error_messages": MEER}


class Focusformulier(VersieForm):
    """The subject, until when, who works on it, and how far it is."""

    van = DatumVeld(label="Vanaf welke dag?", help_text="")
    tot = DatumVeld(label="Tot en met welke dag?", help_text="")
    opgaven = forms.ModelMultipleChoiceField(
        Opgave.objects.order_by("nummer"), label="Over welke opgaven gaat het?", **VINKJES
    )
    werkgroep = forms.ModelMultipleChoiceField(
        zetels_in_bestuur().none(), label="Welke twee bestuursleden werken eraan?", **VINKJES
    )

    class Meta:
        model = Focusonderwerp
        fields = ["titel", "waarom", "realisatie", "stand"]
        labels = {
            "titel": "Waar let het bestuur op?",
            "waarom": "Waarom dit nu?",
            "realisatie": "Hoe ver is het, in procenten?",
            "stand": "Hoe staat het ermee?",
        }
        error_messages = {
            "titel": {"required": "Vul het onderwerp in."},
            "realisatie": dict.fromkeys(
                ["required", "invalid", "min_value", "max_value"], "Vul een getal in van 0 tot en met 100."
            ),
        }

    field_order = ["titel", "waarom", "opgaven", "van", "tot", "werkgroep", "realisatie", "stand"]

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        velden, focus = self.fields, self.instance
        nu = zetels_in_bestuur()
        lid = Q(pk__in=nu.actief_op(timezone.localdate()).values("pk"))
        # Who has left stays in the working group until somebody else is chosen.
        velden["werkgroep"].queryset = nu.filter(lid | Q(focusonderwerpen=focus.pk) if focus.pk else lid).distinct()
        for veld in ("waarom", "stand"):
            velden[veld].widget.attrs["rows"] = 3
        for veld in ("van", "tot"):
            velden[veld].soms_verplicht = True
        if focus.pk:
            self.initial |= {"van": Datum(focus.van), "tot": Datum(focus.tot)}
            self.initial |= {"opgaven": list(focus.opgaven.all()), "werkgroep": list(focus.werkgroep.all())}
        else:
            self.initial["van"] = Datum(timezone.localdate())

    def clean(self):
        gegevens = super().clean()
        for veld in ("van", "tot"):
            gekozen = gegevens.get(veld)
            if gekozen is None:
                continue
            if gekozen.datum is None or gekozen.precisie != Precisie.DAG:
                self.add_error(veld, "Vul de dag, de maand en het jaar in.")
            else:
                gegevens[veld] = gekozen.datum
        if "van" in gegevens and "tot" in gegevens and gegevens["tot"] <= gegevens["van"]:
            self.add_error("tot", ValidationError("De laatste dag ligt na de eerste dag."))
        return gegevens

    def toon(self, veld):
        return self._in_woorden(veld.name, getattr(self.instance, veld.name, None), super().toon, veld)

    def toon_gepost(self, naam, vers):
        waarde = self.cleaned_data.get(naam)
        return self._in_woorden(naam, waarde, lambda _: super(Focusformulier, self).toon_gepost(naam, vers), None)

    def _in_woorden(self, naam, waarde, anders, veld) -> str:
        if naam in ("van", "tot"):
            return waarde.strftime("%d-%m-%Y") if waarde else ""
        if naam in ("opgaven", "werkgroep"):
            rijen = waarde.all() if hasattr(waarde, "all") else waarde or ()
            return ", ".join(sorted(str(rij) for rij in rijen))
        return anders(veld)
