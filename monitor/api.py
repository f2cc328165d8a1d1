"""Indicators and measurements in the API. What a page does not show about few people, the API does not give either."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter, NumberFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from monitor import bescherming
from monitor.models import Indicator, Meting
from opgaven.models import Gebied, Opgave
from sterkvoornoord.api import CamelSerializer, Een, KeuzeVeld, Lijst, TekstVeld, UrlVeld
from sterkvoornoord.filters import Filterset, JaFilter, Sorteersleutel, Sortering, camel

ONBEKEND = {"invalid_choice": _("deze keuze bestaat niet.")}


class IndicatorFilter(Filterset):
    naamvorm = staticmethod(camel)

    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=ONBEKEND)
    doel = MultipleChoiceFilter(label=_("Doel"), error_messages=ONBEKEND)
    sorteer = Sortering(
        {"code": Sorteersleutel(_("Code"), F("code")), "doel": Sorteersleutel(_("Doel"), F("doel__nummer"))},
        standaard="doel", slot="pk", label=_("Sorteer op"), error_messages=ONBEKEND,
    )  # fmt: skip
    uitleg = {
        "opgave": _("Slug van een opgave."),
        "doel": _("Nummer van een doel, zoals 3.6."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }

    class Meta:
        model = Indicator
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.values_list("slug", "naam"))
        nummers = Indicator.objects.in_gebruik().order_by().values_list("doel__nummer", "doel__korte_naam")
        self.filters["doel"].extra["choices"] = list(nummers.distinct())

    def voorwaarde_opgave(self, slugs: list[str]) -> Q:
        return Q(doel__opgave__slug__in=slugs)

    def voorwaarde_doel(self, nummers: list[str]) -> Q:
        return Q(doel__nummer__in=nummers)


class MetingFilter(Filterset):
    naamvorm = staticmethod(camel)

    indicator = MultipleChoiceFilter(label=_("Indicator"), error_messages=ONBEKEND)
    gebied = MultipleChoiceFilter(label=_("Gebied"), error_messages=ONBEKEND)
    jaar = NumberFilter(label=_("Jaar"), min_value=1990, max_value=2100)
    geldt = JaFilter(label=_("Alleen wat geldt"))
    voorbeelden = ChoiceFilter(
        label=_("Voorbeeldcijfers"),
        choices=[("zonder", _("Zonder")), ("alleen", _("Alleen"))],
        error_messages=ONBEKEND,
    )
    sorteer = Sortering(
        {
            "jaar": Sorteersleutel(_("Jaar"), F("peiljaar")),
            "indicator": Sorteersleutel(_("Indicator"), F("indicator__code")),
        },
        standaard="indicator", slot="pk", label=_("Sorteer op"), error_messages=ONBEKEND,
    )  # fmt: skip
    uitleg = {
        "indicator": _("Code van een indicator."),
        "gebied": _("Slug van een gebied, zoals noord of gemeente."),
        "jaar": _("Het jaar waarover de meting gaat."),
        "geldt": _("Alleen de metingen die in de grafiek en de kloof gelden."),
        "voorbeelden": _("Zonder of alleen verzonnen voorbeeldcijfers; anders allebei."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }

    class Meta:
        model = Meting
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["indicator"].extra["choices"] = list(Indicator.objects.in_gebruik().values_list("code", "naam"))
        self.filters["gebied"].extra["choices"] = list(Gebied.objects.values_list("slug", "naam"))

    def voorwaarde_indicator(self, codes: list[str]) -> Q:
        return Q(indicator__code__in=codes)

    def voorwaarde_gebied(self, slugs: list[str]) -> Q:
        return Q(gebied__slug__in=slugs)

    def voorwaarde_jaar(self, jaar) -> Q:
        return Q(peiljaar=jaar)

    def voorwaarde_geldt(self, _aan: bool) -> Q:
        return Q(geldt=True)

    def voorwaarde_voorbeelden(self, keuze: str) -> Q:
        return Q(voorbeeld=keuze == "alleen")


class StreefwaardeSerializer(CamelSerializer):
    jaar = serializers.IntegerField()
    waarde = serializers.FloatField(allow_null=True)
    gemeentegemiddelde = serializers.BooleanField(help_text="Het doel is het gemiddelde van de gemeente in dat jaar.")
    voorbeeld = serializers.BooleanField(help_text="Verzonnen, om het portaal mee te laten zien.")


class IndicatorSerializer(CamelSerializer):
    url = UrlVeld("api:indicator", source="code")
    code = serializers.SlugField()
    doel = serializers.CharField(source="doel.nummer")
    naam = serializers.CharField()
    eenheid = serializers.CharField()
    richting = serializers.CharField(help_text="Wat beter is: hoger of lager.")
    decimalen = serializers.IntegerField()
    hoofd = serializers.BooleanField(help_text="De hoofdindicator van het doel.")
    bron = TekstVeld(help_text="Waar de cijfers waarschijnlijk vandaan komen.")
    frequentie = TekstVeld()
    toelichting = TekstVeld()
    streefwaarden = StreefwaardeSerializer(many=True)


class MetingSerializer(CamelSerializer):
    indicator = serializers.SlugField(source="indicator.code")
    gebied = serializers.SlugField(source="gebied.slug")
    cbs_code = TekstVeld(source="gebied.cbs_code")
    jaar = serializers.IntegerField(source="peiljaar")
    waarde = serializers.FloatField(allow_null=True)
    reden = KeuzeVeld(Meting.Reden.choices, help_text="Waarom er geen waarde is.")
    bron = serializers.CharField()
    methode = TekstVeld()
    gebiedsindeling = TekstVeld()
    reeksbreuk = serializers.BooleanField(help_text="Vanaf dit jaar is anders gemeten.")
    voorlopig = serializers.BooleanField()
    geldt = serializers.BooleanField(help_text="Deze meting geldt in de grafiek en de kloof.")
    voorbeeld = serializers.BooleanField(help_text="Verzonnen, om het portaal mee te laten zien.")


@extend_schema(tags=["metingen"])
class Indicatoren(Lijst):
    """Welk cijfer bij welk doel hoort, met de streefwaarden."""

    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    queryset = Indicator.objects.in_gebruik().select_related("doel").prefetch_related("streefwaarden")


@extend_schema(tags=["metingen"])
class EenIndicator(Een):
    """Een indicator."""

    serializer_class = IndicatorSerializer
    queryset = Indicatoren.queryset
    lookup_field = "code"


@extend_schema(tags=["metingen"])
class Metingen(Lijst):
    """De metingen per gebied en jaar. Over minder dan 10 mensen staat er geen waarde."""

    serializer_class = MetingSerializer
    filterset_class = MetingFilter
    queryset = Meting.objects.filter(indicator__actief=True).select_related("indicator", "gebied")

    def vul_aan(self, rijen: list[Meting]) -> list[Meting]:
        """Take away what may not be seen; judged by all measurements of these indicators, not by this page alone."""
        van_deze = Meting.objects.filter(indicator__in={rij.indicator_id for rij in rijen})
        wijken = Gebied.objects.wijken().count()
        verborgen = bescherming.verborgen_vakken(van_deze.select_related("indicator", "gebied"), wijken=wijken)
        for rij in rijen:
            if bescherming.vak(rij) in verborgen:
                rij.waarde, rij.reden = None, Meting.Reden.TE_KLEIN
        return rijen
