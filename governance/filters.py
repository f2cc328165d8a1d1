"""The filters of besluiten and actiepunten: one FilterSet for each list and its export."""

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from governance.models import Actiepunt, Besluit
from governance.opvolging import Opvolging
from opgaven.models import Opgave
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, JaFilter, Sorteersleutel, Sortering, ZoekFilter


class BesluitFilter(Filterset):
    """Filters and order of besluiten. Give what the reader may see, `met_opvolging`, as `queryset`: the choices come
    from it."""

    q = ZoekFilter()
    opvolging = MultipleChoiceFilter(label=_("Opvolging"), choices=Opvolging.choices, error_messages=KEUZE_ONBEKEND)
    orgaan = MultipleChoiceFilter(label=_("Genomen door"), error_messages=KEUZE_ONBEKEND)
    uitkomst = MultipleChoiceFilter(
        label=_("Uitkomst"), choices=Besluit.Uitkomst.choices, error_messages=KEUZE_ONBEKEND
    )
    opgave = ChoiceFilter(label=_("Opgave"), error_messages=KEUZE_ONBEKEND)
    jaar = ChoiceFilter(label=_("Jaar"), error_messages=KEUZE_ONBEKEND)
    geldend = JaFilter(label=_("Alleen wat nu geldt"))
    sorteer = Sortering(
        {"datum": Sorteersleutel(_("Datum"), F("datum")), "nummer": Sorteersleutel(_("Nummer"), F("nummer"))},
        standaard="-datum",
        slot="-pk",
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
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.values_list("slug", "naam"))

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

    def voorwaarde_opvolging(self, standen: list[str]) -> Q:
        return Q(opvolging__in=standen)

    def voorwaarde_uitkomst(self, uitkomsten: list[str]) -> Q:
        return Q(uitkomst__in=uitkomsten)

    def voorwaarde_opgave(self, slug: str) -> Q:
        """Taken by a body of the opgave, or on an item about an actie or doel of it, or with an actie to change."""
        over = Q()
        for weg in (
            "orgaan__opgave",
            "agendapunt__acties__plan__opgave",
            "agendapunt__doelen__opgave",
            "gevolgen__actie__plan__opgave",
        ):
            over |= Q(pk__in=Besluit.objects.filter(**{f"{weg}__slug": slug}).order_by().values("pk"))
        return over

    def voorwaarde_jaar(self, jaar: str) -> Q:
        return Q(datum__year=int(jaar))

    def voorwaarde_geldend(self, ja: bool) -> Q:
        return Q(pk__in=Besluit.objects.geldend().order_by().values("pk"))


#: Terms that come after every real one: of what is open without a term, and of what is closed.
ZONDER_TERMIJN, AFGESLOTEN = (Value(date(jaar, 12, 31), DateField()) for jaar in (9998, 9999))


class ActiepuntFilter(Filterset):
    """Filters and order of actiepunten: what is open first, the oldest term on top.

    Give what the reader may see, `met_orgaan()`, as `queryset`: the choices come from it, so that none tells of an
    actiepunt that the reader may not see. Needs the request: "van mij" needs to know who asks.
    """

    q = ZoekFilter()
    van_mij = JaFilter(label=_("Alleen van mij"))
    te_laat = JaFilter(label=_("Te laat"))
    status = MultipleChoiceFilter(label=_("Stand"), choices=Actiepunt.Status.choices, error_messages=KEUZE_ONBEKEND)
    orgaan = MultipleChoiceFilter(label=_("Gevraagd door"), error_messages=KEUZE_ONBEKEND)
    eigenaar = ChoiceFilter(label=_("Wie doet het"), error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {
            "termijn": Sorteersleutel(
                _("Uiterlijk"),
                Case(When(status="open", then=Coalesce("uiterlijk", ZONDER_TERMIJN)), default=AFGESLOTEN),
            ),
            "nummer": Sorteersleutel(_("Nummer"), F("nummer")),
            "afgesloten": Sorteersleutel(_("Afgesloten"), F("afgesloten_op")),
        },
        standaard="termijn",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Actiepunt
        fields: list[str] = []

    def __init__(self, data, queryset: QuerySet, **kwargs):
        super().__init__(data, queryset, **kwargs)
        rijen = queryset.order_by().values_list(
            "orgaan_slug", "orgaan_naam", "functie", "gebruiker__functie", "partner__naam"
        )
        gevonden = list(rijen.distinct())
        organen = {(slug, naam) for slug, naam, *_eigenaar in gevonden if slug}
        eigenaars = {naam for _slug, _naam, *eigenaar in gevonden for naam in eigenaar if naam}
        self.filters["orgaan"].extra["choices"] = sorted(organen, key=lambda keuze: keuze[1])
        self.filters["eigenaar"].extra["choices"] = [(naam, naam) for naam in sorted(eigenaars, key=str.lower)]

    def voorwaarde_q(self, tekst: str) -> Q:
        """Every word stands in the number, the text, how it ended, or who does it."""
        voorwaarde = Q()
        for woord in tekst.split():
            velden = ("nummer", "tekst", "afsluiting", "functie", "gebruiker__functie", "partner__naam")
            voorwaarde &= Q(*((f"{veld}__icontains", woord) for veld in velden), _connector=Q.OR)
        return voorwaarde

    def voorwaarde_van_mij(self, aan: bool) -> Q:
        return Q(pk__in=Actiepunt.objects.van(self.request.user).values("pk"))

    def voorwaarde_te_laat(self, aan: bool) -> Q:
        return Q(status=Actiepunt.Status.OPEN, uiterlijk__lt=timezone.localdate())

    def voorwaarde_status(self, standen: list[str]) -> Q:
        return Q(status__in=standen)

    def voorwaarde_orgaan(self, slugs: list[str]) -> Q:
        return Q(orgaan_slug__in=slugs)

    def voorwaarde_eigenaar(self, naam: str) -> Q:
        return Q(functie=naam) | Q(gebruiker__functie=naam) | Q(partner__naam=naam)
