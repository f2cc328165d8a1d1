"""The filters of acties: one FilterSet for the list, its counts, its export and the API."""

from django.core.exceptions import ValidationError
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from acties.keuzelijsten import Keuzelijsten
from acties.models import Actie, Betrokkenheid, Dwarsverband, Koers, Status
from acties.models.actie import heeft_geen_actuele_stand, is_van
from acties.zoeken import MAX_WOORDEN, woorden, zoek_voorwaarde
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, JaFilter, Sorteersleutel, Sortering, ZoekFilter
from sterkvoornoord.huisstijl import KOERS, STATUS

#: Value of a filter for acties that have none of its values: no koers, no doel, no wijk.
GEEN = "geen"


def _rang(veld: str, volgorde) -> Case:
    """Sort by the given order of codes; a code that is not in it has no rank."""
    return Case(*(When(**{veld: code}, then=Value(plek)) for plek, code in enumerate(volgorde)), default=None)


def _labels(tabel, codes) -> list[tuple[str, str]]:
    """Codes with the word that the house style has for them, in the reader's language."""
    return [(code, tabel[code].label) for code in codes]


def hoogstens_zoveel_woorden(tekst: str) -> None:
    if len(woorden(tekst)) > MAX_WOORDEN:
        raise ValidationError(_("gebruik hoogstens %(n)s woorden."), params={"n": MAX_WOORDEN})


class ActieFilter(Filterset):
    """Filters and order of acties. Keys as in the address of the list; `naamvorm` makes others out of them.

    Give the acties that the visitor may see as `queryset`, and the request: "van mij" needs to know who asks.
    """

    q = ZoekFilter(validators=[hoogstens_zoveel_woorden])
    van_mij = JaFilter(label=_("Alleen van mij"))
    geen_actuele_stand = JaFilter(label=_("Geen actuele stand"))
    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages=KEUZE_ONBEKEND)
    status = MultipleChoiceFilter(
        label=_("Status"), choices=_labels(STATUS, Status.values), error_messages=KEUZE_ONBEKEND
    )
    koers = MultipleChoiceFilter(
        label=_("Koers"),
        choices=[*_labels(KOERS, Koers.values), (GEEN, KOERS[""].label)],
        error_messages=KEUZE_ONBEKEND,
    )
    doel = ChoiceFilter(label=_("Doel"), error_messages=KEUZE_ONBEKEND)
    partner = ChoiceFilter(label=_("Partner"), error_messages=KEUZE_ONBEKEND)
    wijk = ChoiceFilter(label=_("Wijk"), error_messages=KEUZE_ONBEKEND)
    plan = ChoiceFilter(label=_("Plan"), error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {
            "koers": Sorteersleutel(_("Koers"), _rang("koers", reversed(Koers.values))),
            "actie": Sorteersleutel(_("Actie"), Lower("titel")),
            "nummer": Sorteersleutel(_("Nummer"), F("nummer_sortering")),
            "status": Sorteersleutel(_("Status"), _rang("status", Status.values)),
            "penvoerder": Sorteersleutel(_("Penvoerder"), Lower("penvoerder_naam")),
            # What was never reported is the oldest of all.
            "bijgewerkt": Sorteersleutel(_("Bijgewerkt"), F("stand_op"), leeg="voor"),
        },
        standaard="koers",
        slot="nummer_sortering",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Actie
        fields: list[str] = []

    def __init__(self, *args, lijsten: Keuzelijsten | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lijsten = lijsten or Keuzelijsten.lees()
        for naam, keuzes in self._keuzes().items():
            self.filters[self.naamvorm(naam)].extra["choices"] = keuzes
        if not self.aangemeld and (van_mij := self.filters.get(self.naamvorm("van_mij"))):
            van_mij.extra["validators"] = [_eerst_inloggen]

    def _keuzes(self) -> dict[str, list[tuple[str, str]]]:
        lijsten = self.lijsten
        return {
            "opgave": [(o.sleutel, o.naam) for o in lijsten.opgaven],
            "doel": [(d.sleutel, f"{d.sleutel} {d.naam}") for d in lijsten.doelen] + [(GEEN, _("Nog geen doel"))],
            "partner": [(p.sleutel, p.naam) for p in lijsten.partners],
            "wijk": [(w.sleutel, w.naam) for w in lijsten.wijken] + [(GEEN, _("Geen wijk genoemd"))],
            "plan": [(p.sleutel, p.naam) for p in lijsten.plannen],
        }

    def zet_volgorde(self, queryset: QuerySet) -> QuerySet:
        if any(naam.endswith("penvoerder") for naam in self.sortering):
            queryset = queryset.met_penvoerder()
        return super().zet_volgorde(queryset)

    @property
    def aangemeld(self) -> bool:
        return self.request is not None and self.request.user.is_authenticated

    # One condition per filter ---------------------------------------------------------------------------

    def voorwaarde_q(self, tekst: str) -> Q:
        return zoek_voorwaarde(tekst, self.lijsten)

    def voorwaarde_van_mij(self, aan: bool) -> Q:
        return is_van(self.request.user)

    def voorwaarde_geen_actuele_stand(self, aan: bool) -> Q:
        return heeft_geen_actuele_stand()

    def voorwaarde_opgave(self, codes: list[str]) -> Q:
        return Q(plan__opgave__code__in=codes)

    def voorwaarde_status(self, statussen: list[str]) -> Q:
        return Q(status__in=statussen)

    def voorwaarde_koers(self, koersen: list[str]) -> Q:
        return Q(koers__in=["" if koers == GEEN else koers for koers in koersen])

    def voorwaarde_doel(self, nummer: str) -> Q:
        """The doel of the actie, or a doel that it also serves."""
        if nummer == GEEN:
            return Q(doel__isnull=True)
        ook = Dwarsverband.objects.filter(doel__nummer=nummer).order_by().values("actie")
        return Q(doel__nummer=nummer) | Q(pk__in=ook)

    def voorwaarde_partner(self, slug: str) -> Q:
        """The partner takes part, in any role."""
        return Q(pk__in=Betrokkenheid.objects.filter(partner__slug=slug).order_by().values("actie"))

    def voorwaarde_wijk(self, slug: str) -> Q:
        """The source ties the actie to this wijk. Most acties name none: those are under "geen"."""
        verband = Actie.gebieden.through.objects
        if slug == GEEN:
            return ~Q(pk__in=verband.values("actie"))
        return Q(pk__in=verband.filter(gebied__slug=slug).values("actie"))

    def voorwaarde_plan(self, slug: str) -> Q:
        return Q(plan__slug=slug)


def _eerst_inloggen(aan: bool | None) -> None:
    if aan:
        raise ValidationError(_("log eerst in, dan weten wij welke acties van u zijn."), code="inloggen")
