"""Opgaven and doelen in the API. The administrator's aantekening and the codes of the source stay inside."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from opgaven.filters import DoelFilter
from opgaven.models import Doel, Opgave, Uitvoeringsplan
from sterkvoornoord.api import CamelSerializer, Een, Lijst, SleutelsVeld, TekstVeld, UrlVeld


class PlanSerializer(CamelSerializer):
    slug = serializers.SlugField()
    naam = serializers.CharField()
    korte_naam = serializers.CharField()
    startjaar = serializers.IntegerField(allow_null=True)
    eindjaar = serializers.IntegerField(allow_null=True)
    periode_afgeleid = serializers.BooleanField(help_text="De bron noemt deze jaren niet zelf bij dit plan.")
    vastgesteld = TekstVeld(help_text="Zoals de bron het zegt, bijvoorbeeld eind 2022.")
    stand = serializers.ChoiceField(Uitvoeringsplan.Stand.choices)


class OpgaveSerializer(CamelSerializer):
    url = UrlVeld("api:opgave", source="slug")
    webpagina = UrlVeld("opgaven:detail", source="slug")
    slug = serializers.SlugField()
    nummer = serializers.IntegerField()
    naam = serializers.CharField()
    ambitie = serializers.CharField()
    waarom = TekstVeld()
    doelen = SleutelsVeld("nummer", help_text="Nummers van de doelen.")
    plannen = PlanSerializer(many=True)


class OnderwerpSerializer(CamelSerializer):
    slug = serializers.SlugField()
    naam = serializers.CharField()
    samenvatting = TekstVeld()


class DoelSerializer(CamelSerializer):
    url = UrlVeld("api:doel", source="nummer")
    webpagina = UrlVeld("doelen:detail", source="nummer")
    nummer = serializers.CharField(help_text="Nummer van de opgave, een punt, en het nummer van het doel.")
    titel = serializers.CharField(help_text="De officiële naam.")
    korte_naam = serializers.CharField()
    opgave = serializers.SlugField(source="opgave.slug")
    onderwerpen = OnderwerpSerializer(many=True)


@extend_schema(tags=["opgaven"])
class Opgaven(Lijst):
    """De opgaven van het programma, met hun doelen en uitvoeringsplannen."""

    serializer_class = OpgaveSerializer
    queryset = Opgave.objects.prefetch_related("doelen", "plannen")


@extend_schema(tags=["opgaven"])
class EenOpgave(Een):
    """Een opgave."""

    serializer_class = OpgaveSerializer
    queryset = Opgaven.queryset
    lookup_field = "slug"


@extend_schema(tags=["doelen"])
class Doelen(Lijst):
    """De doelen, met de onderwerpen die eronder vallen."""

    serializer_class = DoelSerializer
    filterset_class = DoelFilter
    queryset = Doel.objects.select_related("opgave").prefetch_related("onderwerpen")


@extend_schema(tags=["doelen"])
class EenDoel(Een):
    """Een doel."""

    serializer_class = DoelSerializer
    queryset = Doelen.queryset
    lookup_field = "nummer"
