"""Editions in the API: those that everybody may read today, with where their data is."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from monitor.api import ONBEKEND
from monitor.models import Publicatie, PublicatieQuerySet
from sterkvoornoord.api import CamelSerializer, Een, Lijst, TekstVeld, UrlVeld
from sterkvoornoord.filters import Filterset, Sorteersleutel, Sortering, camel


class PublicatieFilter(Filterset):
    naamvorm = staticmethod(camel)

    soort = ChoiceFilter(
        label=_("Soort"),
        choices=Publicatie.Soort.choices,
        error_messages=ONBEKEND,
    )
    sorteer = Sortering(
        {"peildatum": Sorteersleutel(_("Peildatum"), F("peildatum"))},
        standaard="-peildatum", slot="pk", label=_("Sorteer op"), error_messages=ONBEKEND,
    )  # fmt: skip
    uitleg = {
        "soort": _("Projectenboek of monitor."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }

    class Meta:
        model = Publicatie
        fields: list[str] = []

    def voorwaarde_soort(self, soort: str) -> Q:
        return Q(soort=soort)


class BestandVeld(serializers.URLField):
    """The absolute address of the edition in another form."""

    def __init__(self, route: str, **kwargs):
        self.route = route
        super().__init__(read_only=True, source="pk", **kwargs)

    def to_representation(self, value) -> str:
        return self.context["request"].build_absolute_uri(reverse(self.route, args=[value]))


class PdfVeld(serializers.URLField):
    """The absolute address of its PDF, which says what kind of edition it is."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, source="get_pdf_url", **kwargs)

    def to_representation(self, value) -> str:
        return self.context["request"].build_absolute_uri(value)


class ErratumVeld(serializers.URLField):
    """The absolute address of the edition that an erratum corrects; null where it corrects none that is public."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, source="*", **kwargs)

    def to_representation(self, value) -> str | None:
        origineel = value.erratum_bij
        if origineel is None or not origineel.is_openbaar:
            return None
        return self.context["request"].build_absolute_uri(reverse("api:publicatie", args=[origineel.pk]))


class PublicatieSerializer(CamelSerializer):
    url = UrlVeld("api:publicatie", source="pk")
    soort = serializers.ChoiceField(Publicatie.Soort.choices)
    titel = serializers.CharField()
    peildatum = serializers.DateField(help_text="De dag waarop de gegevens zijn vastgelegd.")
    periode_van = serializers.DateField()
    periode_tot = serializers.DateField()
    vastgesteld_op = serializers.DateTimeField()
    besluit = serializers.CharField(
        source="besluit.nummer", help_text="Het nummer van het besluit waarmee zij is vastgesteld."
    )
    openbaar_vanaf = serializers.DateField(source="publicatiedatum")
    aantal_acties = serializers.IntegerField()
    bladzijden = serializers.IntegerField()
    wijzigingen = TekstVeld(help_text="Wat er veranderde sinds de editie ervoor, geteld.")
    vervangen = serializers.BooleanField(
        source="is_vervangen", help_text="Er is een erratum dat deze editie vervangt."
    )
    erratum_nummer = serializers.IntegerField(allow_null=True)
    erratum_bij = ErratumVeld(help_text="De editie die dit erratum vervangt.")
    erratum_reden = TekstVeld()
    controlegetal = serializers.CharField(source="inhoud_sha256", help_text="SHA-256 van het JSON-bestand.")
    controlegetal_pdf = serializers.CharField(source="bestand_sha256", help_text="SHA-256 van de pdf.")
    pagina = BestandVeld("monitor:publicatie")
    web = BestandVeld("monitor:publicatie-lezen")
    json = BestandVeld("monitor:publicatie-json")
    csv = BestandVeld("monitor:publicatie-csv")
    pdf = PdfVeld()


def _openbaar() -> PublicatieQuerySet:
    openbaar = Publicatie.objects.openbaar()
    edities = openbaar.zonder_inhoud().met_vervangen(openbaar)
    return edities.select_related("erratum_bij", "besluit").defer("inhoud", "erratum_bij__inhoud")


@extend_schema(tags=["publicaties"])
class Publicaties(Lijst):
    """De projectenboeken en monitors die openbaar zijn, de nieuwste eerst. Wat hier staat, verandert niet meer."""

    serializer_class = PublicatieSerializer
    filterset_class = PublicatieFilter
    queryset = Publicatie.objects.none()

    def get_queryset(self) -> PublicatieQuerySet:
        # At every request: what is public goes by the day.
        return _openbaar()


@extend_schema(tags=["publicaties"])
class EenPublicatie(Een):
    """Een editie."""

    serializer_class = PublicatieSerializer
    queryset = Publicatie.objects.none()

    def get_queryset(self) -> PublicatieQuerySet:
        return _openbaar()
