"""Reporting rounds in the API: what everybody may read of them, which is what a public projectenboek printed."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter, NumberFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from acties.models import Koers
from monitor.api import ONBEKEND
from monitor.models import ASPECTEN, Grootte, OpgaveStand, Profiel, Publicatie, Rapportageronde
from opgaven.models import Opgave
from sterkvoornoord.api import CamelSerializer, Een, KeuzeVeld, Lijst, TekstVeld, UrlVeld
from sterkvoornoord.filters import Filterset, Sorteersleutel, Sortering, camel


class RondeFilter(Filterset):
    naamvorm = staticmethod(camel)

    jaar = NumberFilter(label=_("Jaar"), min_value=1990, max_value=2100)
    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=ONBEKEND)
    sorteer = Sortering(
        {"peildatum": Sorteersleutel(_("Peildatum"), F("peildatum"))},
        standaard="-peildatum", slot="pk", label=_("Sorteer op"), error_messages=ONBEKEND,
    )  # fmt: skip
    uitleg = {
        "jaar": _("Het jaar van de peildatum."),
        "opgave": _("Slug van een opgave: alleen rondes waarin die een stand heeft."),
        "sorteer": _("Volgorde; een streepje ervoor keert die om."),
    }

    class Meta:
        model = Rapportageronde
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.values_list("slug", "naam"))

    def voorwaarde_jaar(self, jaar) -> Q:
        return Q(peildatum__year=jaar)

    def voorwaarde_opgave(self, slugs: list[str]) -> Q:
        gedrukt = OpgaveStand.objects.ingevuld().filter(opgave__slug__in=slugs)
        return Q(pk__in=gedrukt.filter(ingevuld_op__lte=OuterRef("gedrukt_op")).values("ronde"))


class AspectSerializer(CamelSerializer):
    onderdeel = serializers.ChoiceField([(aspect.veld, aspect.label) for aspect in ASPECTEN])
    oordeel = serializers.ChoiceField(Koers.choices)
    uitleg = TekstVeld()


class RisicoSerializer(CamelSerializer):
    omschrijving = serializers.CharField()
    kans = serializers.ChoiceField(Grootte.choices)
    gevolg = serializers.ChoiceField(Grootte.choices)
    profiel = KeuzeVeld(Profiel.choices, help_text="Wat kans en gevolg samen zijn.")
    maatregel = TekstVeld()


class StandSerializer(CamelSerializer):
    opgave = serializers.SlugField(source="opgave.slug")
    ongewijzigd = serializers.BooleanField(help_text="Gelijk aan de vorige ronde.")
    aspecten = AspectSerializer(many=True, source="per_aspect")
    risicos = RisicoSerializer(many=True)
    risicoprofiel = TekstVeld(help_text="Toelichting op de risico's.")
    besluitvorming = TekstVeld()
    afwijking = TekstVeld(help_text="Afwijking van het plan.")
    belangrijkste_wijzigingen = TekstVeld(help_text="Een regel per wijziging.")


class RondeSerializer(CamelSerializer):
    url = UrlVeld("api:rapportageronde", source="pk")
    naam = serializers.CharField()
    periode_van = serializers.DateField()
    periode_tot = serializers.DateField()
    peildatum = serializers.DateField(help_text="De dag waarop de stand werd opgenomen.")
    deadline = serializers.DateField(help_text="De laatste dag om te melden.")
    voorbeeld = serializers.BooleanField(help_text="Verzonnen, om het portaal mee te laten zien.")
    publicatie = UrlVeld("api:publicatie", help_text="Het projectenboek waarin de standen staan.")
    standen = StandSerializer(many=True, source="openbare_standen")


def _openbaar() -> QuerySet[Rapportageronde]:
    """Rounds that a public projectenboek printed: of all rounds the newest on the day of its data."""
    van_het_boek = Rapportageronde.objects.filter(peildatum__lte=OuterRef("peildatum")).order_by("-peildatum")
    boeken = (
        Publicatie.objects.openbaar()
        .filter(soort=Publicatie.Soort.PROJECTENBOEK)
        .annotate(ronde=Subquery(van_het_boek.values("pk")[:1]))
        .filter(ronde=OuterRef("pk"))
        .order_by("-aangevraagd_op")
    )
    standen = OpgaveStand.objects.ingevuld().select_related("opgave").prefetch_related("risicos")
    return (
        Rapportageronde.objects.annotate(
            publicatie=Subquery(boeken.values("pk")[:1]), gedrukt_op=Subquery(boeken.values("aangevraagd_op")[:1])
        )
        .exclude(publicatie=None)
        .prefetch_related(Prefetch("standen", standen.order_by("opgave__nummer")))
    )


def _gedrukt(ronde: Rapportageronde) -> Iterator[OpgaveStand]:
    """The standen that were in that book; what somebody wrote after it was asked for is not public yet."""
    for stand in ronde.standen.all():
        if stand.ingevuld_op and stand.ingevuld_op <= ronde.gedrukt_op:
            stand.per_aspect = [
                {
                    "onderdeel": aspect.veld,
                    "oordeel": getattr(stand, aspect.veld),
                    "uitleg": getattr(stand, aspect.uitleg),
                }
                for aspect in ASPECTEN
            ]
            yield stand


class _Rondes:
    """What the list and the single round share."""

    serializer_class = RondeSerializer
    queryset = Rapportageronde.objects.none()

    def get_queryset(self) -> QuerySet[Rapportageronde]:
        # At every request: what is public goes by the day.
        return _openbaar()

    def vul_aan(self, rijen: list[Rapportageronde]) -> list[Rapportageronde]:
        for ronde in rijen:
            ronde.openbare_standen = list(_gedrukt(ronde))
        return rijen


@extend_schema(tags=["rapportagerondes"])
class Rapportagerondes(_Rondes, Lijst):
    """De rapportagerondes waarvan het projectenboek openbaar is, met de stand van elke opgave, de nieuwste eerst."""

    filterset_class = RondeFilter


@extend_schema(tags=["rapportagerondes"])
class EenRapportageronde(_Rondes, Een):
    """Een rapportageronde."""
