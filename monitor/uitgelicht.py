"""What the home page tells about the acties: counts, an example and a result per opgave, all of it openbaar.

Home is the face of the programme and the same for everybody: who is signed in sees no more here than a visitor.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from acties.models import Actie, Betrokkenheid, Prestatie, Verhaal
from acties.models.keuzes import LOPEND
from opgaven.models import Opgave
from sterkvoornoord.tekst import eerste_zinnen

#: Cards under "Uit de wijk", and how much text one holds.
KAARTEN, TEKENS = 3, 170


@dataclass(slots=True)
class Stand:
    """How the acties stand together, and how fresh that is."""

    per_status: Counter = field(default_factory=Counter)
    gemeld: int = 0
    laatste: date | None = None

    @property
    def paren(self) -> list[tuple[str, int]]:
        """Pairs (status, number), as the bar takes them."""
        return list(self.per_status.items())

    @property
    def totaal(self) -> int:
        return self.per_status.total()


@dataclass(slots=True)
class Opgavekaart:
    opgave: Opgave
    acties: int = 0
    voorbeeld: Actie | None = None


@dataclass(frozen=True, slots=True)
class Kaart:
    """A story with consent, or the result of an actie, on the home page."""

    titel: str
    tekst: str
    opgave: Opgave
    url: str


def _openbaar() -> QuerySet:
    return Actie.objects.zichtbaar_voor(AnonymousUser())


def standen() -> tuple[Stand, Counter]:
    """The stand of all acties together, and the number of acties per key of an opgave: one query."""
    stand, per_opgave = Stand(), Counter()
    rijen = _openbaar().order_by().values_list("plan__opgave", "status")
    for opgave, status, aantal, gemeld, laatste in rijen.annotate(
        aantal=Count("*"), gemeld=Count("stand_op"), laatste=Max("stand_op")
    ):
        stand.per_status[status] += aantal
        stand.gemeld += gemeld
        stand.laatste = max(filter(None, (stand.laatste, laatste)), default=None)
        per_opgave[opgave] += aantal
    return stand, per_opgave


def _aantal(model) -> Coalesce:
    """Number of rows of `model` at an actie, as a subquery."""
    rijen = model.objects.filter(actie=OuterRef("pk")).order_by().values("actie").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(rijen, IntegerField()), 0)


def _rang(eerst: Q, *volgorde) -> Window:
    """Place of an actie within its opgave: first those for which `eerst` holds, then by `volgorde`."""
    vooraan = Case(When(eerst, Value(0)), default=Value(1))
    return Window(
        RowNumber(), partition_by=F("plan__opgave"), order_by=[vooraan, *volgorde, F("nummer_sortering").asc()]
    )


def _kandidaten() -> QuerySet:
    """Per opgave the actie with the best result and the two best examples, with their places."""
    return (
        _openbaar()
        .annotate(gemeten=_aantal(Prestatie), partners=_aantal(Betrokkenheid))
        .annotate(
            rang_resultaat=_rang(
                ~Q(resultaat=""), F("stand_op").desc(nulls_last=True), F("gemeten").desc(), F("partners").desc()
            ),
            rang_voorbeeld=_rang(Q(status__in=LOPEND), F("partners").desc()),
        )
        .filter(Q(rang_resultaat=1) | Q(rang_voorbeeld__lte=2))
        .select_related("plan__opgave")
        .only("nummer", "titel", "resultaat", "plan__opgave__code", "plan__opgave__naam", "plan__opgave__nummer")
        .order_by("rang_voorbeeld")
    )


def uitgelicht() -> tuple[dict[int, Actie], dict[int, list[Actie]]]:
    """Per key of an opgave the actie with the result that tells most, and examples of acties: one query.

    A result tells most when it was reported last, then when it was measured most. The example is a running actie
    with many partners; there are two, so that one is left when the other already shows its result.
    """
    resultaten: dict[int, Actie] = {}
    voorbeelden: dict[int, list[Actie]] = {}
    for actie in _kandidaten():
        if actie.rang_resultaat == 1 and actie.resultaat:
            resultaten[actie.plan.opgave_id] = actie
        if actie.rang_voorbeeld <= 2:
            voorbeelden.setdefault(actie.plan.opgave_id, []).append(actie)
    return resultaten, voorbeelden


def opgavekaarten(per_opgave: Counter, resultaten: dict, voorbeelden: dict) -> list[Opgavekaart]:
    """A card per opgave, with an example that is not already shown with its result: one query."""
    kaarten = []
    for opgave in Opgave.objects.annotate(aantal_doelen=Count("doelen")):
        getoond = resultaten.get(opgave.pk)
        keuze = [actie for actie in voorbeelden.get(opgave.pk, []) if actie != getoond]
        kaarten.append(Opgavekaart(opgave, per_opgave[opgave.pk], keuze[0] if keuze else getoond))
    return kaarten


def uit_de_wijk(resultaten: dict[int, Actie]) -> tuple[list[Kaart], bool]:
    """Cards for "Uit de wijk", and whether any is a story: stories with consent first, then results. One query."""
    verhalen = Verhaal.objects.openbaar().filter(doel__isnull=False).select_related("doel__opgave")[:KAARTEN]
    kaarten = [
        Kaart(verhaal.titel, eerste_zinnen(verhaal.tekst, TEKENS), verhaal.doel.opgave, verhaal.get_absolute_url())
        for verhaal in verhalen
    ]
    verteld = {kaart.opgave for kaart in kaarten}
    # Opgaven that no story is about come first, so that all three are heard.
    rest = sorted(resultaten.values(), key=lambda actie: (actie.plan.opgave in verteld, actie.plan.opgave.nummer))
    kaarten += [
        Kaart(actie.titel, eerste_zinnen(actie.resultaat, TEKENS), actie.plan.opgave, actie.get_absolute_url())
        for actie in rest[: KAARTEN - len(kaarten)]
    ]
    return kaarten, bool(verteld)
