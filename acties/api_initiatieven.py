"""Ideas on the website, in the API: what their pages show, and nothing of who sent them in or how to reach anybody."""

from datetime import UTC

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from acties.filters_ideeen import IdeeFilter
from acties.initiatieven.coalities import namen_per_idee
from acties.initiatieven.views_openbaar import openbare_ideeen
from acties.models import Actie, Initiatief, InitiatiefStatus
from acties.models.initiatief import TALEN
from acties.models.initiatiefkeuzes import NIET_OPENBAAR, Steun
from sterkvoornoord.api import CamelSerializer, Een, Lijst, TekstVeld, UrlVeld
from sterkvoornoord.filters import camel

_STATUSSEN = [keuze for keuze in InitiatiefStatus.choices if keuze[0] not in NIET_OPENBAAR]


class IdeeApiFilter(IdeeFilter):
    """The filters of the page, with keys in camelCase."""

    naamvorm = staticmethod(camel)
    uitleg = {
        "opgave": _("Slug van een opgave."),
        "doel": _("Nummer van een doel."),
        "wijk": _("Slug van een wijk, of van heel het gebied."),
        "nodig": _("Waar hulp bij nodig is."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }


class InitiatiefSerializer(CamelSerializer):
    url = UrlVeld("api:initiatief", source="nummer")
    webpagina = UrlVeld("ideeen:detail", source="nummer")
    nummer = serializers.CharField()
    titel = serializers.CharField(source="openbaar_titel")
    tekst = TekstVeld(source="openbaar_tekst")
    taal = serializers.ChoiceField(TALEN, source="openbaar_taal", help_text="Taal van titel en tekst.")
    status = serializers.ChoiceField(_STATUSSEN)
    openbaar_op = serializers.DateTimeField(default_timezone=UTC)
    doel = TekstVeld(source="doel.nummer", default=None, help_text="null: nog geen doel.")
    opgave = serializers.SlugField(source="opgave.slug", default=None, allow_null=True, read_only=True)
    wijk = serializers.SlugField(
        source="gebied.slug", default=None, allow_null=True, read_only=True, help_text="Wijk, of heel het gebied."
    )
    nodig = serializers.ListField(child=serializers.ChoiceField(Steun.choices))
    aantal_deelnemers = serializers.IntegerField(source="aantal", help_text="Wie het instuurde telt niet mee.")
    namen = serializers.ListField(
        child=serializers.CharField(), help_text="Namen van deelnemers die dat goedvinden, en van partners."
    )
    actie = TekstVeld(source="actie_nummer", help_text="Nummer van de actie die het geworden is, als die openbaar is.")


def vul_aan(rijen: list[Initiatief], gebruiker) -> list[Initiatief]:
    """Names that may be shown, and the number of an actie that is public; one query each."""
    namen = namen_per_idee(rijen)
    acties = Actie.objects.zichtbaar_voor(gebruiker).filter(pk__in=[rij.actie_id for rij in rijen if rij.actie_id])
    nummers = dict(acties.values_list("pk", "nummer"))
    for rij in rijen:
        rij.namen = namen[rij.pk]
        rij.actie_nummer = nummers.get(rij.actie_id)
    return rijen


@extend_schema(tags=["initiatieven"])
class Initiatieven(Lijst):
    """Ideeën van bewoners en partners die op de website staan."""

    serializer_class = InitiatiefSerializer
    filterset_class = IdeeApiFilter
    queryset = Initiatief.objects.none()

    def get_queryset(self):
        return openbare_ideeen()

    def vul_aan(self, rijen: list[Initiatief]) -> list[Initiatief]:
        return vul_aan(rijen, self.request.user)


@extend_schema(tags=["initiatieven"])
class EenInitiatief(Een):
    """Een idee dat op de website staat."""

    serializer_class = InitiatiefSerializer
    queryset = Initiatief.objects.none()
    lookup_field = "nummer"

    def get_queryset(self):
        return openbare_ideeen()

    def vul_aan(self, rijen: list[Initiatief]) -> list[Initiatief]:
        return vul_aan(rijen, self.request.user)
