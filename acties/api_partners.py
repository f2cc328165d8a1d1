"""Partners in the API. Contact persons, addresses and the administrator's aantekening stay inside."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from acties.filters_partners import PartnerFilter
from acties.models import Actie, Betrokkenheid
from acties.partnerlijst import met_opgaven, partners_voor
from sterkvoornoord.api import CamelSerializer, Een, Lijst, SleutelsVeld, TekstVeld, UrlVeld
from sterkvoornoord.filters import camel
from sterkvoornoord.models import Partner


class PartnerApiFilter(PartnerFilter):
    """The filters of the page; an opgave goes by its slug, as everywhere in the API."""

    naamvorm = staticmethod(camel)
    opgavesleutel = "slug"
    uitleg = {
        "q": _("Zoekt in namen en andere namen, in elke schrijfwijze."),
        "opgave": _("Slug van een opgave waarin de partner meedoet of een rol heeft."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }


class PartnerSerializer(CamelSerializer):
    url = UrlVeld("api:partner", source="slug")
    webpagina = UrlVeld("partners:detail", source="slug")
    slug = serializers.SlugField()
    naam = serializers.CharField()
    andere_namen = SleutelsVeld("naam", source="aliassen")
    soort = serializers.ChoiceField(Partner.Soort.choices)
    type = TekstVeld(help_text="Bijvoorbeeld welzijn of corporatie.")
    rol = serializers.ChoiceField(Partner.Rol.choices)
    onderdeel_van = serializers.SlugField(
        source="onderdeel_van.slug", allow_null=True, default=None, read_only=True, help_text="Slug van een partner."
    )
    opgaven = SleutelsVeld("slug", help_text="Slugs van de opgaven waarin de partner aan acties meedoet.")
    aantal_acties = serializers.IntegerField()


class DeelnameSerializer(CamelSerializer):
    nummer = serializers.CharField(source="actie.nummer")
    titel = serializers.CharField(source="actie.titel")
    rol = serializers.ChoiceField(Betrokkenheid.Rol.choices)


class PartnerDetailSerializer(PartnerSerializer):
    onderdelen = SleutelsVeld("slug", help_text="Slugs van partners.")
    acties = DeelnameSerializer(source="zichtbare_deelname", many=True)


@extend_schema(tags=["partners"])
class Partners(Lijst):
    """De organisaties, afdelingen en bewonersgroepen uit de plannen."""

    serializer_class = PartnerSerializer
    filterset_class = PartnerApiFilter
    queryset = Partner.objects.all()

    def get_queryset(self):
        return partners_voor(self.request.user)

    def vul_aan(self, rijen: list[Partner]) -> list[Partner]:
        return met_opgaven(rijen, self.request.user)


@extend_schema(tags=["partners"])
class EenPartner(Een):
    """Een partner, met de acties waaraan hij meedoet."""

    serializer_class = PartnerDetailSerializer
    queryset = Partner.objects.all()
    lookup_field = "slug"

    def get_queryset(self):
        return partners_voor(self.request.user).prefetch_related("onderdelen")

    def vul_aan(self, rijen: list[Partner]) -> list[Partner]:
        zichtbaar = Actie.objects.zichtbaar_voor(self.request.user)
        for partner in met_opgaven(rijen, self.request.user):
            partner.zichtbare_deelname = (
                Betrokkenheid.objects.filter(partner=partner, actie__in=zichtbaar)
                .select_related("actie")
                .order_by("actie__nummer_sortering", "pk")
            )
        return rijen
