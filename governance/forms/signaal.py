"""Forms of a signaal: what is seen and the plan that goes with it, and the next step in its run."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from governance.forms.agendapunt import NummersVeld
from governance.forms.versie import KIES, VersieForm
from governance.models import Agendapunt, Besluit, Overlegorgaan, Signaal
from opgaven.models import Doel, Opgave

#: How far back one looks for a besluit about a signaal.
TERUG = timedelta(days=400)


class Signaalformulier(VersieForm):
    """What is seen, what somebody wants to do about it, and what it touches."""

    opgaven = forms.ModelMultipleChoiceField(
        Opgave.objects.order_by("nummer"),
        label="Over welke opgaven gaat het?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Kies iets uit de lijst.", "invalid_pk_value": "Kies iets uit de lijst."},
    )
    doelen = NummersVeld(
        soort="doel", label="Over welke doelen gaat het?", help_text="De nummers, zoals 3.6, met een komma ertussen."
    )

    class Meta:
        model = Signaal
        fields = ["titel", "wat", "plan", "besloten"]
        labels = {
            "titel": "Het signaal in een regel",
            "wat": "Wat ziet u?",
            "plan": "Wat stelt u voor?",
            "besloten": "Alleen het bestuur en het programmateam mogen dit lezen",
        }
        help_texts = {
            "wat": "Schrijf geen namen, adressen of andere gegevens van mensen op. Beschrijf wat er speelt.",
            "plan": "Uw plan van aanpak: wat wilt u doen, met wie, en wat is daarvoor nodig?",
            "besloten": "",
        }
        error_messages = {
            "titel": {"required": "Vul in een regel in waarover het gaat."},
            "wat": {"required": "Schrijf op wat u ziet."},
        }

    field_order = ["titel", "wat", "plan", "opgaven", "doelen", "besloten"]

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.fields["doelen"].rijen = Doel.objects.all()
        self.fields["plan"].required = True
        self.fields["plan"].error_messages["required"] = "Schrijf op wat u voorstelt."
        for veld in ("wat", "plan"):
            self.fields[veld].widget.attrs["rows"] = 5
        if self.instance.pk:
            self.initial["opgaven"] = list(self.instance.opgaven.order_by("nummer"))
            self.initial["doelen"] = list(self.instance.doelen.all())

    def toon(self, veld):
        return _namen(self.initial.get("opgaven")) if veld.name == "opgaven" else super().toon(veld)

    def toon_gepost(self, naam, vers):
        return _namen(self.cleaned_data.get(naam)) if naam == "opgaven" else super().toon_gepost(naam, vers)


def _namen(opgaven) -> str:
    return ", ".join(opgave.naam for opgave in opgaven or ())


class Stapformulier(VersieForm):
    """The step to `naar`, with only what that step asks for."""

    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    orgaan = forms.ModelChoiceField(
        Overlegorgaan.objects.order_by("naam"),
        label="Op de agenda van welk overleg?",
        help_text="Er komt een punt bij dat wacht op een vergadering, met de tekst van het signaal.",
        empty_label="Kies een overleg",
        required=False,
        error_messages=KIES,
    )
    agendapunt = forms.ModelChoiceField(
        Agendapunt.objects.none(),
        label="Of staat het al op een agenda?",
        empty_label="Nee, maak een nieuw punt",
        required=False,
        error_messages=KIES,
    )
    besluit = forms.ModelChoiceField(
        Besluit.objects.none(),
        label="Welk besluit is genomen?",
        empty_label="Kies een besluit",
        required=False,
        error_messages=KIES,
    )
    #: The fields that a step has besides its explanation.
    VELDEN = {Signaal.Status.GEAGENDEERD: ("orgaan", "agendapunt"), Signaal.Status.BESLOTEN: ("besluit",)}

    class Meta:
        model = Signaal
        fields: list[str] = []

    field_order = ["orgaan", "agendapunt", "besluit", "toelichting"]

    def __init__(self, *args, naar: str, **kw):
        super().__init__(*args, **kw)
        self.eigen = {"naar": naar}
        nodig = self.VELDEN.get(naar, ())
        for veld in {"orgaan", "agendapunt", "besluit"} - set(nodig):
            del self.fields[veld]
        for veld in nodig:
            self.fields[veld].soms_verplicht = True
        if naar == Signaal.Status.AFGEHANDELD:
            self.fields["toelichting"].label = "Wat is ermee gedaan?"
            self.fields["toelichting"].soms_verplicht = True
        vandaag = timezone.localdate()
        if "agendapunt" in self.fields:
            self.fields["agendapunt"].queryset = (
                Agendapunt.objects.filter(Q(vergadering=None) | Q(vergadering__datum__gte=vandaag))
                .select_related("vergadering", "orgaan")
                .order_by("vergadering__datum", "volgorde", "pk")
            )
            self.fields["agendapunt"].label_from_instance = _als_keuze
        if "besluit" in self.fields:
            self.fields["besluit"].queryset = Besluit.objects.vastgesteld().filter(datum__gte=vandaag - TERUG)

    def lees_opnieuw(self, nu):
        """A step is a choice of its own; of the signaal itself only where it stands now matters."""
        super().lees_opnieuw(nu)
        return [("Stand", nu.get_status_display())]


def _als_keuze(punt: Agendapunt) -> str:
    return f"{punt.vergadering.nummer if punt.vergadering else punt.orgaan}: {punt.titel}"
