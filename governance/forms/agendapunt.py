"""The form of an agenda item: for who makes the agenda, and a shorter one for a partner that brings something in."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from acties.models import Actie
from governance.forms.versie import KIES, VersieForm
from governance.models import Agendapunt, Overlegorgaan, Vergadering
from opgaven.models import Doel
from sterkvoornoord.rollen import rollen_van

WACHT = "Nog op geen agenda (wacht op een vergadering)"


class NummersVeld(forms.CharField):
    """Numbers with commas or spaces between them; gives the rows of `rijen` that have them."""

    def __init__(self, *, soort: str, **kw):
        self.soort, self.rijen = soort, None
        super().__init__(required=False, **kw)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else ", ".join(rij.nummer for rij in value)

    def clean(self, value) -> list:
        nummers = list(dict.fromkeys(re.findall(r"[^\s,;]+", super().clean(value))))
        if not nummers:
            return []
        gevonden = {rij.nummer: rij for rij in self.rijen.filter(nummer__in=nummers[:50])}
        if onbekend := [nummer for nummer in nummers if nummer not in gevonden]:
            raise ValidationError(f"Wij kennen geen {self.soort} met nummer {', '.join(onbekend)[:80]}.")
        return [gevonden[nummer] for nummer in nummers]


class Puntformulier(VersieForm):
    """One item. `orgaan` is the body on whose agenda it is or will be; `gebruiker` who fills in the form."""

    acties = NummersVeld(
        soort="actie", label="Over welke acties gaat het?", help_text="De nummers, zoals 3.22, met een komma ertussen."
    )
    doelen = NummersVeld(
        soort="doel", label="Over welke doelen gaat het?", help_text="De nummers, zoals 3.6, met een komma ertussen."
    )

    class Meta:
        model = Agendapunt
        fields = [
            "titel", "soort", "vergadering", "sectie", "bovenliggend", "toelichting", "gevraagd_besluit", "minuten",
            "inbrenger", "inbrengende_partner", "besloten",
        ]  # fmt: skip
        labels = {
            "titel": "Waarover gaat het punt?",
            "soort": "Wat wordt er van het overleg gevraagd?",
            "vergadering": "Op welke agenda?",
            "sectie": "Onder welke kop?",
            "bovenliggend": "Is het een onderdeel van een ander punt?",
            "gevraagd_besluit": "Welk besluit wordt gevraagd?",
            "minuten": "Hoeveel minuten?",
            "inbrenger": "Wie brengt het in?",
            "inbrengende_partner": "Namens welke organisatie?",
            "besloten": "Dit punt is besloten",
        }
        help_texts = {
            "sectie": "Bijvoorbeeld Opening of Hamerstukken. Leeg: geen kop.",
            "inbrenger": "De functie, geen naam.",
            "besloten": "Alleen leden van het overleg en het programmateam zien het dan.",
        }
        error_messages = {
            "titel": {"required": "Vul in waarover het punt gaat."},
            "minuten": {"invalid": "Vul een heel getal in, of niets.", "min_value": "Vul een getal in van 1 of meer."},
            "vergadering": KIES,
            "bovenliggend": KIES,
            "inbrengende_partner": KIES,
        }

    field_order = [
        "titel", "soort", "toelichting", "gevraagd_besluit", "minuten", "vergadering", "sectie", "bovenliggend",
        "inbrenger", "inbrengende_partner", "acties", "doelen", "besloten",
    ]  # fmt: skip
    #: What only who makes the agenda decides.
    BEHEERD = ("sectie", "bovenliggend", "inbrengende_partner", "besloten")

    def __init__(self, *args, orgaan: Overlegorgaan, gebruiker, **kw):
        super().__init__(*args, **kw)
        self.eigen = {"orgaan": orgaan, "gebruiker": gebruiker}
        self.beheert = rollen_van(gebruiker).programmateam
        velden = self.fields
        velden["minuten"].min_value = 1
        velden["toelichting"].widget.attrs["rows"] = velden["gevraagd_besluit"].widget.attrs["rows"] = 4
        velden["acties"].rijen = Actie.objects.zichtbaar_voor(gebruiker)
        velden["doelen"].rijen = Doel.objects.all()
        velden["vergadering"].queryset = self._agendas(orgaan)
        velden["vergadering"].empty_label = WACHT
        velden["vergadering"].label_from_instance = lambda rij: f"{rij.dag_in_woorden} ({rij.nummer})"
        if not self.beheert:
            for naam in self.BEHEERD:
                del velden[naam]
            velden["inbrenger"].initial = gebruiker.functie
        else:
            velden["bovenliggend"].queryset = self._hoofdpunten()
            velden["bovenliggend"].empty_label = "Nee, een eigen punt"
            velden["inbrengende_partner"].empty_label = "Geen"
        if self.instance.pk:
            self.initial["acties"] = list(self.instance.acties.filter(pk__in=velden["acties"].rijen.values("pk")))
            self.initial["doelen"] = list(self.instance.doelen.all())

    def _agendas(self, orgaan: Overlegorgaan) -> QuerySet[Vergadering]:
        """The agendas of the body that can still change; a partner puts nothing on one that was sent."""
        open_ = Vergadering.objects.filter(orgaan=orgaan).select_related("orgaan").order_by("datum")
        return open_.met_open_agenda() if self.beheert else open_.filter(status=Vergadering.Status.GEPLAND)

    def _hoofdpunten(self) -> QuerySet[Agendapunt]:
        """The main items of the agenda that the item is on, or comes on."""
        vergadering = self.instance.vergadering_id or self.initial.get("vergadering")
        hoofd = Agendapunt.objects.filter(bovenliggend=None).exclude(pk=self.instance.pk)
        if vergadering:
            return hoofd.filter(vergadering=vergadering).order_by("volgorde", "pk")
        return hoofd.filter(orgaan=self.eigen["orgaan"])

    def clean_acties(self) -> list[Actie]:
        """What is chosen, and what was linked already but is not for the eyes of who fills in the form."""
        if not self.instance.pk:
            return self.cleaned_data["acties"]
        onzichtbaar = self.instance.acties.exclude(pk__in=self.fields["acties"].rijen.values("pk"))
        return [*self.cleaned_data["acties"], *onzichtbaar]

    def _post_clean(self):
        """The service checks the item as a whole; here it would still lack its body."""
