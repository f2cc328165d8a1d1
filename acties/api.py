"""Acties in the API, from plain rows; each relation is one query for all rows of the page.

The administrator's aantekening, contact persons and accounts stay inside.
"""

from collections import defaultdict
from datetime import UTC

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from acties.filters import ActieFilter
from acties.models import (
    Actie,
    Betrokkenheid,
    Dwarsverband,
    Koers,
    Onderdeel,
    Prestatie,
    RaaktPlan,
    Status,
    Uitkomst,
    Vervolg,
    Voortgang,
)
from acties.models.keuzes import Betrokkenheidsniveau
from sterkvoornoord.api import CamelSerializer, Een, KeuzeVeld, Lijst, TekstVeld, UrlVeld
from sterkvoornoord.datums import Precisie
from sterkvoornoord.filters import camel


class ActieApiFilter(ActieFilter):
    """The filters of the page; an opgave goes by its slug, and a visitor has no acties of his own."""

    naamvorm = staticmethod(camel)
    van_mij = None
    uitleg = {
        "q": _("Zoekt in acties, en in de namen van hun doel, onderwerp en partners."),
        "geenActueleStand": _("Alleen lopende acties waarvan de stand oud of nooit gemeld is."),
        "opgave": _("Slug van een opgave."),
        "doel": _("Nummer van een doel, eerste of tweede; ‘geen’ geeft acties zonder doel."),
        "partner": _("Slug van een partner, in welke rol ook."),
        "wijk": _("Slug van een wijk; ‘geen’ geeft acties waarbij geen wijk genoemd is."),
        "plan": _("Slug van een uitvoeringsplan."),
        "koers": _("Koers van de actie; ‘geen’ geeft acties zonder koers."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }

    def _keuzes(self):
        return super()._keuzes() | {"opgave": [(opgave.bij, opgave.naam) for opgave in self.lijsten.opgaven]}

    def voorwaarde_opgave(self, codes):
        return super().voorwaarde_opgave([opgave.sleutel for opgave in self.lijsten.opgaven if opgave.bij in codes])


# Parts --------------------------------------------------------------------------------------------------


class BetrokkenSerializer(CamelSerializer):
    partner = serializers.SlugField(source="partner__slug")
    naam = serializers.CharField(source="partner__naam")
    rol = serializers.ChoiceField(Betrokkenheid.Rol.choices)
    inzet = TekstVeld()
    uren_per_jaar = serializers.IntegerField(allow_null=True, help_text="null: geen uren afgesproken.")
    van = serializers.DateField(allow_null=True)
    tot = serializers.DateField(allow_null=True, help_text="De eerste dag zonder deze rol.")
    toegezegd_op = serializers.DateField(allow_null=True)


class DwarsverbandSerializer(CamelSerializer):
    doel = serializers.CharField(source="doel__nummer")
    afgeleid = serializers.BooleanField(help_text="De bron noemt dit verband niet zelf.")
    grond = TekstVeld()


class GeraaktPlanSerializer(CamelSerializer):
    plan = serializers.SlugField(source="plan__slug")
    afgeleid = serializers.BooleanField(help_text="De bron noemt dit verband niet zelf.")
    grond = TekstVeld()


class BestemmingSerializer(CamelSerializer):
    code = serializers.SlugField(source="bestemming__code")
    naam = serializers.CharField(source="bestemming__naam")


class OnderdeelSerializer(CamelSerializer):
    titel = serializers.CharField()
    omschrijving = TekstVeld()
    status = serializers.ChoiceField(Status.choices)
    periode = TekstVeld()


class PrestatieSerializer(CamelSerializer):
    omschrijving = serializers.CharField()
    onderdeel = TekstVeld(source="onderdeel__titel", help_text="Titel van het onderdeel.")
    waarde = serializers.FloatField(allow_null=True)
    waarde_tot = serializers.FloatField(allow_null=True, help_text="De hoogste waarde, bij een bereik.")
    streefwaarde = serializers.FloatField(allow_null=True)
    eenheid = TekstVeld()
    periode = TekstVeld()
    ongeveer = serializers.BooleanField()
    afgeleid = serializers.BooleanField(help_text="Geteld of gelezen uit de tekst, niet zo gedrukt.")
    tegenspraak = serializers.BooleanField(help_text="Een andere bron noemt een andere waarde.")
    bron = TekstVeld()


class VoortgangSerializer(CamelSerializer):
    peildatum = serializers.DateField()
    status = serializers.ChoiceField(Status.choices)
    koers = KeuzeVeld(Koers.choices)
    ongewijzigd = serializers.BooleanField()
    toelichting = TekstVeld()
    oorzaak = TekstVeld()
    maatregel = TekstVeld()
    gemeld_als = serializers.CharField(help_text="Functie van wie dit meldde.")
    gemeld_op = serializers.DateTimeField(default_timezone=UTC)


# Acties -------------------------------------------------------------------------------------------------


class ActieSerializer(CamelSerializer):
    url = UrlVeld("api:actie", source="nummer")
    webpagina = UrlVeld("acties:detail", source="nummer")
    nummer = serializers.CharField(help_text="Nummer van de opgave, een punt, en een volgnummer.")
    titel = serializers.CharField()
    omschrijving = TekstVeld()
    opgave = serializers.SlugField(source="plan__opgave__slug")
    plan = serializers.SlugField(source="plan__slug")
    doel = TekstVeld(source="doel__nummer", help_text="null: nog geen doel.")
    onderwerp = TekstVeld(source="onderwerp__slug")
    status = serializers.ChoiceField(Status.choices)
    koers = KeuzeVeld(Koers.choices, help_text="null: geen koers gemeld, of de actie loopt niet.")
    stand_op = serializers.DateField(allow_null=True, help_text="null: er is nooit een stand gemeld.")
    uitkomst = serializers.ChoiceField(Uitkomst.choices)
    vervolg = serializers.ChoiceField(Vervolg.choices)
    begindatum = serializers.DateField(allow_null=True)
    begin_precisie = serializers.ChoiceField(Precisie.choices, help_text="Hoe precies de begindatum bekend is.")
    einddatum = serializers.DateField(allow_null=True)
    eind_precisie = serializers.ChoiceField(Precisie.choices, help_text="Hoe precies de einddatum bekend is.")
    wijken = serializers.ListField(child=serializers.SlugField())
    ook_doelen = DwarsverbandSerializer(many=True)
    partners = BetrokkenSerializer(many=True)
    bestemmingen = BestemmingSerializer(many=True)


class ActieDetailSerializer(ActieSerializer):
    doel_afgeleid = serializers.BooleanField(help_text="De bron noemt dit doel niet zelf.")
    status_gedrukt = serializers.CharField(allow_null=True, help_text="Het label in het plan; leeg is een leeg vak.")
    beoogd_resultaat = TekstVeld()
    resultaat = TekstVeld()
    locatie = TekstVeld()
    betrokkenheid_niveau = KeuzeVeld(Betrokkenheidsniveau.choices)
    inwonersbetrokkenheid = TekstVeld()
    bron = TekstVeld()
    raakt_plannen = GeraaktPlanSerializer(many=True)
    onderdelen = OnderdeelSerializer(many=True)
    prestaties = PrestatieSerializer(many=True)
    voortgang = VoortgangSerializer(many=True, help_text="De nieuwste 20 meldingen, nieuwste eerst.")


#: Reports of one actie in its answer, at most.
MEESTE_MELDINGEN = 20
_RELATIES = {"ook_doelen", "partners", "bestemmingen", "wijken"}
_DETAILRELATIES = _RELATIES | {"raakt_plannen", "onderdelen", "prestaties", "voortgang"}


def _kolommen(serializer: type[CamelSerializer], zonder: set[str] = frozenset()) -> list[str]:
    """The columns of the table that the serializer reads: its fields but those of relations."""
    return [veld.source or naam for naam, veld in serializer._declared_fields.items() if naam not in zonder]


def _bronnen_lijst() -> dict[str, tuple[QuerySet, type[CamelSerializer]]]:
    return {
        "partners": (Betrokkenheid.objects.order_by("pk"), BetrokkenSerializer),
        "ook_doelen": (Dwarsverband.objects.order_by("doel__nummer"), DwarsverbandSerializer),
        "bestemmingen": (Actie.bestemmingen.through.objects.order_by("bestemming__naam"), BestemmingSerializer),
    }


def _bronnen_detail() -> dict[str, tuple[QuerySet, type[CamelSerializer]]]:
    return {
        "raakt_plannen": (RaaktPlan.objects.order_by("plan__slug"), GeraaktPlanSerializer),
        "onderdelen": (Onderdeel.objects.order_by("volgorde", "pk"), OnderdeelSerializer),
        "prestaties": (Prestatie.objects.order_by("volgorde", "pk"), PrestatieSerializer),
    }


def met_relaties(rijen: list[dict], bronnen: dict[str, tuple[QuerySet, type[CamelSerializer]]]) -> list[dict]:
    """Add to each row its rows in every source, by the name of the source; one query a source."""
    pks = [rij["pk"] for rij in rijen]
    for naam, (bron, serializer) in bronnen.items():
        per_actie: dict[int, list[dict]] = defaultdict(list)
        for deel in bron.filter(actie__in=pks).values("actie_id", *_kolommen(serializer)):
            per_actie[deel["actie_id"]].append(deel)
        for rij in rijen:
            rij[naam] = per_actie[rij["pk"]]
    return rijen


def met_wijken(rijen: list[dict]) -> list[dict]:
    """Add the slugs of its wijken to each row; one query."""
    verband = Actie.gebieden.through.objects.filter(actie__in=[rij["pk"] for rij in rijen])
    per_actie: dict[int, list[str]] = defaultdict(list)
    for pk, slug in verband.order_by("gebied__slug").values_list("actie_id", "gebied__slug"):
        per_actie[pk].append(slug)
    for rij in rijen:
        rij["wijken"] = per_actie[rij["pk"]]
    return rijen


@extend_schema(tags=["acties"])
class Acties(Lijst):
    """De acties van de uitvoeringsplannen die openbaar zijn."""

    serializer_class = ActieSerializer
    filterset_class = ActieApiFilter
    queryset = Actie.objects.all()

    def get_queryset(self):
        return Actie.objects.zichtbaar_voor(self.request.user).values("pk", *_kolommen(ActieSerializer, _RELATIES))

    def vul_aan(self, rijen: list[dict]) -> list[dict]:
        return met_wijken(met_relaties(rijen, _bronnen_lijst()))


@extend_schema(tags=["acties"])
class EenActie(Een):
    """Een actie, met haar resultaten, onderdelen en meldingen."""

    serializer_class = ActieDetailSerializer
    queryset = Actie.objects.all()
    lookup_field = "nummer"

    def get_queryset(self):
        kolommen = _kolommen(ActieDetailSerializer, _DETAILRELATIES)
        return Actie.objects.zichtbaar_voor(self.request.user).values("pk", *kolommen)

    def vul_aan(self, rijen: list[dict]) -> list[dict]:
        met_wijken(met_relaties(rijen, _bronnen_lijst() | _bronnen_detail()))
        for rij in rijen:
            geldig = Voortgang.objects.geldig().filter(actie=rij["pk"])
            rij["voortgang"] = geldig.values(*_kolommen(VoortgangSerializer))[:MEESTE_MELDINGEN]
        return rijen
