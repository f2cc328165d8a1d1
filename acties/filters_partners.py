"""The filters of partners: one FilterSet for the list, its export and the API."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from acties.models import Actie, Betrokkenheid
from opgaven.models import Bemensing, Opgave
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, Sorteersleutel, Sortering, ZoekFilter
from sterkvoornoord.models import Partner, PartnerAlias
from sterkvoornoord.tekst import zoeksleutel


class PartnerFilter(Filterset):
    """Filters and order of partners. Give `acties.partnerlijst.partners_voor` as `queryset`, and the request."""

    q = ZoekFilter()
    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=KEUZE_ONBEKEND)
    soort = MultipleChoiceFilter(label=_("Soort"), choices=Partner.Soort.choices, error_messages=KEUZE_ONBEKEND)
    rol = MultipleChoiceFilter(label=_("Rol"), choices=Partner.Rol.choices, error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {
            "partner": Sorteersleutel(_("Partner"), Lower("naam")),
            "soort": Sorteersleutel(_("Soort"), F("soort")),
            "acties": Sorteersleutel(_("Acties"), F("aantal_acties")),
        },
        standaard="partner",
        slot="naam",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Partner
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keuzes = list(Opgave.objects.values_list(self.opgavesleutel, "naam"))
        self.filters[self.naamvorm("opgave")].extra["choices"] = keuzes

    #: The field of an opgave that the address uses.
    opgavesleutel = "code"

    def zet_volgorde(self, queryset: QuerySet) -> QuerySet:
        """As always; who is called exactly what was typed comes first, unless another order was asked."""
        geordend = super().zet_volgorde(queryset)
        if "q" not in self.gekozen or self.data.get(self.naamvorm("sorteer")):
            return geordend
        sleutel = zoeksleutel(self.gekozen["q"])
        precies = Q(sleutel=sleutel) | Q(Exists(PartnerAlias.objects.filter(partner=OuterRef("pk"), sleutel=sleutel)))
        return geordend.order_by(Case(When(precies, then=0), default=1), *geordend.query.order_by)

    def voorwaarde_q(self, tekst: str) -> Q:
        """A name or other name holds the text; a text without letters or figures finds nothing."""
        if not zoeksleutel(tekst):
            return Q(pk__in=[])
        return Q(pk__in=Partner.objects.zoek(tekst).order_by().values("pk"))

    def voorwaarde_opgave(self, sleutels: list[str]) -> Q:
        """The partner takes part in an actie that the visitor may see, or holds a role today."""
        opgaven = {f"{self.opgavesleutel}__in": sleutels}
        acties = Actie.objects.zichtbaar_voor(self.request.user).filter(**_onder("plan__opgave", opgaven))
        deelnames = Betrokkenheid.objects.filter(actie__in=acties.order_by().values("pk")).order_by()
        rollen = Bemensing.objects.nu().filter(Q(**_onder("opgave", opgaven)) | Q(**_onder("plan__opgave", opgaven)))
        return Q(pk__in=deelnames.values("partner")) | Q(pk__in=rollen.order_by().values("partner"))

    def voorwaarde_soort(self, soorten: list[str]) -> Q:
        return Q(soort__in=soorten)

    def voorwaarde_rol(self, rollen: list[str]) -> Q:
        return Q(rol__in=rollen)


def _onder(pad: str, voorwaarden: dict) -> dict:
    return {f"{pad}__{veld}": waarde for veld, waarde in voorwaarden.items()}
