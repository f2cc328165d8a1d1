"""The filters of the overview of hours, and what its page shows of them."""

from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django_filters import ChoiceFilter, MultipleChoiceFilter

from acties.inzet.overzicht import Partnerregel
from acties.inzet.services import EERSTE_JAAR
from opgaven.models import Opgave
from sterkvoornoord.filterpaneel import Filterpaneel, Groep
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, Sorteersleutel, Sortering
from sterkvoornoord.models import Partner

#: What a line of the overview is sorted by; its figures are made in Python, and so is this order.
SLEUTELS = {
    "partner": ("Partner", lambda r: r.partner.naam.lower()),
    "penvoerder": ("Penvoerder", lambda r: len(r.penvoerder)),
    "coordinator": ("Coördinator", lambda r: len(r.coordinator)),
    "deelnemer": ("Deelnemer", lambda r: len(r.deelnemer)),
    "afgesproken": ("Afgesproken", lambda r: r.uren.afgesproken),
    "gevraagd": ("Gevraagd", lambda r: r.uren.gevraagd),
    "geleverd": ("Geleverd", lambda r: r.uren.geleverd),
}


class InzetFilter(Filterset):
    """Which partners, and of which year and opgaven their acties and hours."""

    jaar = ChoiceFilter(label="Jaar", error_messages=KEUZE_ONBEKEND)
    opgave = MultipleChoiceFilter(label="Opgave", error_messages=KEUZE_ONBEKEND)
    soort = MultipleChoiceFilter(label="Soort", choices=Partner.Soort.choices, error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {sleutel: Sorteersleutel(naam, Lower("naam")) for sleutel, (naam, _waarde) in SLEUTELS.items()},
        standaard="partner",
        slot="naam",
        label="Sorteer op",
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Partner
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.dit_jaar = timezone.localdate().year
        jaren = range(self.dit_jaar + 1, EERSTE_JAAR - 1, -1)
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in jaren]
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.values_list("code", "naam"))

    @property
    def gekozen_jaar(self) -> int:
        return int(self.gekozen.get("jaar") or self.dit_jaar)

    # The year and the opgaven choose acties, not partners.
    def voorwaarde_jaar(self, jaar: str) -> Q:
        return Q()

    def voorwaarde_opgave(self, codes: list[str]) -> Q:
        return Q()

    def voorwaarde_soort(self, soorten: list[str]) -> Q:
        return Q(soort__in=soorten)

    def zet_volgorde(self, queryset):
        return queryset.order_by(F("naam"))

    def sorteer_regels(self, regels: list[Partnerregel]) -> list[Partnerregel]:
        """The lines in the order that was asked; what nobody stated comes last, whichever way."""
        for sleutel in reversed(self.sortering):
            waarde = SLEUTELS[sleutel.removeprefix("-")][1]
            bekend = [regel for regel in regels if waarde(regel) is not None]
            onbekend = [regel for regel in regels if waarde(regel) is None]
            regels = sorted(bekend, key=waarde, reverse=sleutel.startswith("-")) + onbekend
        return regels


class Inzetpaneel(Filterpaneel):
    route = "inzet:overzicht"
    kolommen = ("partner", "-penvoerder", "-coordinator", "-deelnemer", "-afgesproken", "-geleverd")

    def groepen(self) -> list[Groep]:
        return [Groep(naam, self.titel(naam), self.opties(naam)) for naam in ("opgave", "soort")]

    def jaren(self) -> list:
        return self.opties("jaar")
