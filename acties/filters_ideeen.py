"""The filters of ideas on the website: one FilterSet for the page and the API."""

from django.db.models import F, Q
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from acties.models import Initiatief
from acties.models.initiatiefkeuzes import Steun
from opgaven.models import Doel, Gebied
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, Sorteersleutel, Sortering


class IdeeFilter(Filterset):
    """Give `Initiatief.objects.openbaar().met_aantal()` as `queryset`."""

    opgave = ChoiceFilter(label=_("Opgave"), empty_label=_("Alles"), error_messages=KEUZE_ONBEKEND)
    doel = ChoiceFilter(label=_("Doel"), empty_label=_("Alles"), error_messages=KEUZE_ONBEKEND)
    wijk = ChoiceFilter(label=_("Waar"), empty_label=_("Alles"), error_messages=KEUZE_ONBEKEND)
    nodig = ChoiceFilter(
        label=_("Wat is er nodig"),
        empty_label=_("Alles"),
        choices=[keuze for keuze in Steun.choices if keuze[0] != Steun.NIETS],
        error_messages=KEUZE_ONBEKEND,
    )
    sorteer = Sortering(
        {
            "nieuwste": Sorteersleutel(_("Nieuwste"), F("openbaar_op")),
            "meedoen": Sorteersleutel(_("Hoeveel er meedoen"), F("aantal")),
        },
        standaard="-nieuwste",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Initiatief
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        #: Read once: the choices, and what the page groups by.
        self.doelen = list(Doel.objects.select_related("opgave").order_by("opgave__nummer", "volgnummer"))
        opgaven = {doel.opgave.slug: doel.opgave.naam for doel in self.doelen}
        gebieden = Gebied.objects.exclude(soort=Gebied.Soort.GEMEENTE).order_by("-soort", "naam")
        keuzes = {
            "opgave": list(opgaven.items()),
            "doel": [(doel.nummer, f"{doel.nummer} {doel.korte_naam}") for doel in self.doelen],
            "wijk": list(gebieden.values_list("slug", "naam")),
        }
        for naam, lijst in keuzes.items():
            self.filters[self.naamvorm(naam)].extra["choices"] = lijst

    def velden(self) -> list[BoundField]:
        """The fields that one filters with. None is required, and no need to say so at each of them."""
        velden = [veld for veld in self.form if veld.name != self.naamvorm("sorteer")]
        for veld in velden:
            veld.field.soms_verplicht = True
        return velden

    def voorwaarde_opgave(self, slug: str) -> Q:
        return Q(opgave__slug=slug)

    def voorwaarde_doel(self, nummer: str) -> Q:
        return Q(doel__nummer=nummer)

    def voorwaarde_wijk(self, slug: str) -> Q:
        return Q(gebied__slug=slug)

    def voorwaarde_nodig(self, code: str) -> Q:
        # The codes are a list in JSON; no code is part of another, and this reads the same in every database.
        return Q(nodig__icontains=f'"{code}"')
