"""The filters of besluiten: one FilterSet for the register and its export."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from governance.models import Besluit
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, JaFilter, Sorteersleutel, Sortering, ZoekFilter


class BesluitFilter(Filterset):
    """Filters and order of besluiten. Give what the reader may see as `queryset`: the choices come from it."""

    q = ZoekFilter()
    orgaan = MultipleChoiceFilter(label=_("Genomen door"), error_messages=KEUZE_ONBEKEND)
    uitkomst = MultipleChoiceFilter(
        label=_("Uitkomst"), choices=Besluit.Uitkomst.choices, error_messages=KEUZE_ONBEKEND
    )
    jaar = ChoiceFilter(label=_("Jaar"), error_messages=KEUZE_ONBEKEND)
    geldend = JaFilter(label=_("Alleen wat nu geldt"))
    sorteer = Sortering(
        {"datum": Sorteersleutel(_("Datum"), F("datum")), "nummer": Sorteersleutel(_("Nummer"), F("nummer"))},
        standaard="-datum",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Besluit
        fields: list[str] = []

    def __init__(self, data, queryset: QuerySet, **kwargs):
        super().__init__(data, queryset, **kwargs)
        rijen = queryset.order_by("orgaan__naam").values_list("orgaan__slug", "orgaan__naam", "datum__year")
        gevonden = list(rijen.distinct())
        self.filters["orgaan"].extra["choices"] = list(dict.fromkeys((slug, naam) for slug, naam, _jaar in gevonden))
        jaren = sorted({str(jaar) for *_orgaan, jaar in gevonden}, reverse=True)
        self.filters["jaar"].extra["choices"] = [(jaar, jaar) for jaar in jaren]

    def voorwaarde_q(self, tekst: str) -> Q:
        """Every word stands in the number, the title, the text or the mandate."""
        voorwaarde = Q()
        for woord in tekst.split():
            voorwaarde &= (
                Q(nummer__icontains=woord)
                | Q(titel__icontains=woord)
                | Q(tekst__icontains=woord)
                | Q(mandaat__icontains=woord)
            )
        return voorwaarde

    def voorwaarde_orgaan(self, slugs: list[str]) -> Q:
        return Q(orgaan__slug__in=slugs)

    def voorwaarde_uitkomst(self, uitkomsten: list[str]) -> Q:
        return Q(uitkomst__in=uitkomsten)

    def voorwaarde_jaar(self, jaar: str) -> Q:
        return Q(datum__year=int(jaar))

    def voorwaarde_geldend(self, ja: bool) -> Q:
        return Q(pk__in=Besluit.objects.geldend().order_by().values("pk"))
