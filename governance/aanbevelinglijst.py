"""The list of recommendations: its filters, what it shows of them, and the columns of its export."""

from collections import Counter

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from governance.models import Aanbeveling
from opgaven.models import Opgave
from sterkvoornoord.export import Kolom
from sterkvoornoord.filterpaneel import Filterpaneel, Groep
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, Sorteersleutel, Sortering, ZoekFilter


class AanbevelingFilter(Filterset):
    """Filters and order of recommendations, in the order of the evaluatie."""

    q = ZoekFilter()
    status = MultipleChoiceFilter(label=_("Stand"), choices=Aanbeveling.Status.choices, error_messages=KEUZE_ONBEKEND)
    soort = MultipleChoiceFilter(label=_("Soort"), choices=Aanbeveling.Soort.choices, error_messages=KEUZE_ONBEKEND)
    thema = MultipleChoiceFilter(label=_("Thema"), choices=Aanbeveling.Thema.choices, error_messages=KEUZE_ONBEKEND)
    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {"nummer": Sorteersleutel(_("Nummer"), F("nummer")), "titel": Sorteersleutel(_("Titel"), F("titel"))},
        standaard="nummer",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Aanbeveling
        fields: list[str] = []

    def __init__(self, data, queryset: QuerySet, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.order_by("nummer").values_list("code", "naam"))

    def voorwaarde_q(self, tekst: str) -> Q:
        """Every word stands in the number, the title, the text, the paragraphs, or what happens with it."""
        voorwaarde = Q()
        for woord in tekst.split():
            velden = ("nummer", "titel", "tekst", "paragrafen", "eigenaar", "partner__naam", "opvolging")
            voorwaarde &= Q(*((f"{veld}__icontains", woord) for veld in velden), _connector=Q.OR)
        return voorwaarde

    def voorwaarde_status(self, standen: list[str]) -> Q:
        return Q(status__in=standen)

    def voorwaarde_soort(self, soorten: list[str]) -> Q:
        return Q(soort__in=soorten)

    def voorwaarde_thema(self, themas: list[str]) -> Q:
        return Q(thema__in=themas)

    def voorwaarde_opgave(self, codes: list[str]) -> Q:
        return Q(opgave__code__in=codes)


class Aanbevelingpaneel(Filterpaneel):
    route = "aanbevelingen:lijst"
    kolommen = ("nummer", "titel")

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked, each with what it gives beside the other filters."""
        velden = {"status": "status", "soort": "soort", "thema": "thema", "opgave": "opgave__code"}
        return [
            Groep(naam, self.titel(naam), self.opties(naam, self._telling(naam, veld)))
            for naam, veld in velden.items()
        ]

    def _telling(self, naam: str, veld: str) -> Counter:
        andere = [voorwaarde for filter_, voorwaarde in self.filter.voorwaarden.items() if filter_ != naam]
        return Counter(self.filter.queryset.filter(*andere).order_by().values_list(veld, flat=True))


KOLOMMEN = [
    Kolom("Nummer", lambda a: a.nummer, 10),
    Kolom("Titel", lambda a: a.titel, 40),
    Kolom("Aanbeveling", lambda a: a.tekst, 60),
    Kolom("Soort", Aanbeveling.get_soort_display, 16),
    Kolom("Thema", Aanbeveling.get_thema_display, 20),
    Kolom("Paragraaf", lambda a: a.paragrafen, 14),
    Kolom("Voor", lambda a: a.voor, 30),
    Kolom("Stand", Aanbeveling.get_status_display, 20),
    Kolom("Wie pakt het op", lambda a: a.wie, 30),
    Kolom("Wat ermee gebeurt", lambda a: a.opvolging, 60),
    # What the reader may not see is not fetched: see the view.
    Kolom("Besluiten", lambda a: ", ".join(besluit.nummer for besluit in a.te_lezen_besluiten), 24),
    Kolom("Acties", lambda a: ", ".join(actie.nummer for actie in a.te_lezen_acties), 24),
    Kolom("Adres", lambda a: settings.SITE_URL + a.get_absolute_url(), 44),
]
