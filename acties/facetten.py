"""Counts per filter value: how many acties each choice would give, with the other filters as they are.

Two queries, however many filters and values there are. The first groups the visible acties by the values that
have one column (opgave, status, koers, doel, …) and, for each filter in use, by whether the actie passes it; the
counts of every facet are sums over those few groups. The second counts the values of which an actie has several:
partner, wijk, and the doelen that it also serves.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, CharField, Count, F, Max, Q, QuerySet, Value, When

from acties.filters import GEEN, ActieFilter
from acties.models import Betrokkenheid, Dwarsverband

#: Columns to group by. Keys of plan and doel need no join: the lists of the filters know what they stand for.
_KOLOMMEN = ("plan", "status", "koers", "doel")


@dataclass(frozen=True, slots=True)
class _Groep:
    """Acties that are alike: their values, the filters in use that they do not pass, their number, newest stand."""

    waarden: dict
    mist: frozenset[str]
    aantal: int
    nieuwste: date | None

    def telt_voor(self, facet: str) -> bool:
        """The group passes every filter, apart from that of the facet itself."""
        return not self.mist - {facet}


class Facetten:
    """The counts beside the filters, and the totals above the list, of the acties that `filterset` may see."""

    def __init__(self, filterset: ActieFilter):
        self._filter = filterset
        self._basis: QuerySet = filterset.queryset
        lijsten = filterset.lijsten
        codes = {opgave.opgave: opgave.sleutel for opgave in lijsten.opgaven}
        self._opgave_van = {plan.pk: codes[plan.opgave] for plan in lijsten.plannen}
        self._nummer_van = {doel.pk: doel.sleutel for doel in lijsten.doelen}
        self._groepen = [self._groep(rij) for rij in self._groepeer()]
        self._meervoud = self._tel_meervoud()

    @property
    def totaal(self) -> int:
        """All acties that the visitor may see."""
        return sum(groep.aantal for groep in self._groepen)

    @property
    def opgaven(self) -> int:
        """Number of opgaven that those acties belong to."""
        return len({groep.waarden["opgave"] for groep in self._groepen})

    @property
    def nieuwste_stand(self) -> date | None:
        """Day of the newest report on any of them; None when nothing was ever reported."""
        return max((groep.nieuwste for groep in self._groepen if groep.nieuwste), default=None)

    @property
    def gevonden(self) -> int:
        """Acties that pass every filter; none while a filter is wrong, as in the list itself."""
        return 0 if self._filter.fouten else sum(groep.aantal for groep in self._groepen if not groep.mist)

    def telling(self, facet: str) -> Counter:
        """Number of acties per value of `facet`, counted with the other filters only."""
        if facet in ("partner", "wijk"):
            return self._meervoud[facet]
        telling = self._tel(facet, lambda groep: groep.telt_voor(facet))
        return telling + self._meervoud["doel"] if facet == "doel" else telling

    def komt_voor(self, facet: str, waarde: str) -> bool:
        """True when any visible actie has this value, whatever the filters."""
        return bool(self._tel(facet, lambda groep: True)[waarde])

    def _tel(self, facet: str, telt: Callable[[_Groep], bool]) -> Counter:
        telling: Counter = Counter()
        for groep in self._groepen:
            if telt(groep):
                telling[groep.waarden[facet]] += groep.aantal
        return telling

    # The first query -------------------------------------------------------------------------------------

    def _groepeer(self) -> QuerySet:
        vlaggen = {f"past_{naam}": _waar(q) for naam, q in self._filter.voorwaarden.items()}
        for naam in ("van_mij", "geen_actuele_stand"):
            if f"past_{naam}" not in vlaggen and (naam != "van_mij" or self._filter.aangemeld):
                vlaggen[f"is_{naam}"] = _waar(getattr(self._filter, f"voorwaarde_{naam}")(True))
        return (
            self._basis.order_by()
            .annotate(**vlaggen)
            .values(*_KOLOMMEN, *vlaggen)
            .annotate(aantal=Count("*"), nieuwste=Max("stand_op"))
        )

    def _groep(self, rij: dict) -> _Groep:
        waarden = {
            "opgave": self._opgave_van[rij["plan"]],
            "status": rij["status"],
            "koers": rij["koers"] or GEEN,
            "doel": self._nummer_van.get(rij["doel"], GEEN),
        }
        for naam in ("van_mij", "geen_actuele_stand"):
            waarden[naam] = rij.get(f"past_{naam}", rij.get(f"is_{naam}", False))
        mist = frozenset(naam for naam in self._filter.voorwaarden if not rij[f"past_{naam}"])
        return _Groep(waarden, mist, rij["aantal"], rij["nieuwste"])

    # The second query ------------------------------------------------------------------------------------

    def _tel_meervoud(self) -> dict[str, Counter]:
        ook = Dwarsverband.objects.exclude(doel=F("actie__doel")).filter(actie__in=self._zonder("doel").values("pk"))
        betrokken = Betrokkenheid.objects.filter(actie__in=self._zonder("partner").values("pk"))
        rijen = _per_waarde(ook, "doel", F("doel"), Count("*")).union(
            # A partner may have several roles in one actie.
            _per_waarde(betrokken, "partner", F("partner"), Count("actie", distinct=True)),
            _per_waarde(self._zonder("wijk"), "wijk", F("gebieden"), Count("*")),
            all=True,
        )
        lijsten = self._filter.lijsten
        namen = {
            "doel": self._nummer_van,
            "partner": {partner.pk: partner.sleutel for partner in lijsten.partners},
            "wijk": {wijk.pk: wijk.sleutel for wijk in lijsten.wijken},
        }
        tellingen: dict[str, Counter] = {facet: Counter() for facet in namen}
        for rij in rijen:
            tellingen[rij["facet"]][namen[rij["facet"]].get(rij["waarde"], GEEN)] += rij["aantal"]
        return tellingen

    def _zonder(self, facet: str) -> QuerySet:
        """The acties that pass every filter apart from that of the facet."""
        voorwaarden = [q for naam, q in self._filter.voorwaarden.items() if naam != facet]
        return self._basis.filter(*voorwaarden).order_by()


def _waar(voorwaarde: Q) -> Case:
    return Case(When(voorwaarde, then=Value(True)), default=Value(False), output_field=BooleanField())


def _per_waarde(rijen: QuerySet, facet: str, waarde: F, aantal: Count) -> QuerySet:
    return (
        rijen.order_by()
        .annotate(facet=Value(facet, CharField()), waarde=waarde)
        .values("facet", "waarde")
        .annotate(aantal=aantal)
    )
