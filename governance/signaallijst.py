"""The list of signalen: its filters, what it shows of them, and the columns of its export."""

from collections import Counter

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from governance.models import Signaal
from opgaven.models import Opgave
from sterkvoornoord.export import Kolom
from sterkvoornoord.filterpaneel import Filterpaneel, Groep, Optie
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, JaFilter, Sorteersleutel, Sortering, ZoekFilter


class SignaalFilter(Filterset):
    """Filters and order of signalen, newest first. Give what the reader may see as `queryset`, and the request."""

    q = ZoekFilter()
    van_mij = JaFilter(label=_("Alleen van mij"))
    loopt = JaFilter(label=_("Nog niet afgehandeld"))
    status = MultipleChoiceFilter(label=_("Stand"), choices=Signaal.Status.choices, error_messages=KEUZE_ONBEKEND)
    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {
            "datum": Sorteersleutel(_("Datum"), F("ingediend_op")),
            "nummer": Sorteersleutel(_("Nummer"), F("nummer")),
        },
        standaard="-datum",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Signaal
        fields: list[str] = []

    def __init__(self, data, queryset: QuerySet, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.order_by("nummer").values_list("code", "naam"))

    def voorwaarde_q(self, tekst: str) -> Q:
        """Every word stands in the number, the title, what is seen or the plan."""
        voorwaarde = Q()
        for woord in tekst.split():
            velden = ("nummer", "titel", "wat", "plan")
            voorwaarde &= Q(*((f"{veld}__icontains", woord) for veld in velden), _connector=Q.OR)
        return voorwaarde

    def voorwaarde_van_mij(self, aan: bool) -> Q:
        return Q(indiener=self.request.user)

    def voorwaarde_loopt(self, aan: bool) -> Q:
        return ~Q(status__in=Signaal.AFGELOPEN)

    def voorwaarde_status(self, standen: list[str]) -> Q:
        return Q(status__in=standen)

    def voorwaarde_opgave(self, codes: list[str]) -> Q:
        verband = Signaal.opgaven.through.objects.filter(opgave__code__in=codes)
        return Q(pk__in=verband.values("signaal"))


class Signaalpaneel(Filterpaneel):
    route = "signalen:lijst"
    kolommen = ("-datum", "nummer")

    def vinkjes(self) -> list[Optie]:
        """The filters that are on or off."""
        sleutels = {self.filter.naamvorm(naam): naam in self.filter.gekozen for naam in ("van_mij", "loopt")}
        return [Optie(sleutel, self.titel(sleutel), None, aan) for sleutel, aan in sleutels.items()]

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked, each with what it gives beside the other filters."""
        return [
            Groep("status", self.titel("status"), self.opties("status", self._telling("status", "status"))),
            Groep("opgave", self.titel("opgave"), self.opties("opgave", self._telling("opgave", "opgaven__code"))),
        ]

    def _telling(self, naam: str, veld: str) -> Counter:
        andere = [voorwaarde for filter_, voorwaarde in self.filter.voorwaarden.items() if filter_ != naam]
        return Counter(self.filter.queryset.filter(*andere).order_by().values_list(veld, flat=True))


KOLOMMEN = [
    Kolom("Nummer", lambda s: s.nummer, 14),
    Kolom("Signaal", lambda s: s.titel, 40),
    Kolom("Wat er is gezien", lambda s: s.wat, 60),
    Kolom("Plan van aanpak", lambda s: s.plan, 60),
    Kolom("Van wie", lambda s: s.van_wie, 40),
    Kolom("Ingediend op", lambda s: s.ingediend_op.date() if s.ingediend_op else None, 14),
    Kolom("Stand", Signaal.get_status_display, 22),
    Kolom("Opgaven", lambda s: ", ".join(opgave.naam for opgave in s.opgaven.all()), 40),
    Kolom("Doelen", lambda s: ", ".join(doel.nummer for doel in s.doelen.all()), 14),
    Kolom("Bron", lambda s: s.bron, 30),
    Kolom("Adres", lambda s: settings.SITE_URL + s.get_absolute_url(), 44),
]
