"""What the board sees at a glance: how the acties stand, what is off course, what changed, and what nobody reports.

Counts, never a score. Everything is counted in the database and takes the same four queries, whatever the number of
acties: the counts, the opgaven with their money, the rows to show, and what changed.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from acties.models import Actie, Geldstroom, Koers, Status, Voortgang
from acties.models.actie import heeft_geen_actuele_stand
from acties.models.keuzes import LOPEND, VRAAGT_UITLEG
from monitor.geld import Bedragen, sommen
from opgaven.models import Opgave
from sterkvoornoord.models import Logregel

#: Rows that a panel shows of what is off course and of what is stale, and changes in view and at most.
RIJEN, GEWIJZIGD, MEESTE = 5, 6, 100
#: What a row tells of the newest report.
MELDING = ("oorzaak", "maatregel", "gemeld_als")
_KOERSVOLGORDE = Case(When(koers=Koers.BIJSTUREN, then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(slots=True)
class Stand:
    """Acties of one opgave, or of all, counted per status, and the running ones per koers."""

    opgave: Opgave | None = None
    per_status: Counter = field(default_factory=Counter)
    per_koers: Counter = field(default_factory=Counter)
    #: Running acties whose newest report is too old, and those that were never reported.
    verouderd: int = 0
    nooit: int = 0
    #: Day of the newest report.
    laatste: date | None = None

    def tel(self, rij: dict) -> None:
        self.per_status[rij["status"]] += rij["n"]
        if rij["status"] in LOPEND:
            self.per_koers[rij["koers"]] += rij["n"]
        self.nooit += rij["nooit"]
        self.verouderd += rij["oud"] - rij["nooit"]
        self.laatste = max(filter(None, (self.laatste, rij["laatste"])), default=None)

    @property
    def paren(self) -> list[tuple[str, int]]:
        """Pairs (status, number), as the bar takes them."""
        return list(self.per_status.items())

    @property
    def totaal(self) -> int:
        return self.per_status.total()

    @property
    def lopend(self) -> int:
        return sum(self.per_status[status] for status in LOPEND)

    @property
    def oud(self) -> int:
        return self.verouderd + self.nooit

    @property
    def actueel(self) -> int:
        return self.lopend - self.oud

    @property
    def zonder_koers(self) -> int:
        return self.per_koers[""]

    @property
    def bijzonder(self) -> int:
        """How many acties ask for attention."""
        return sum(self.per_koers[koers] for koers in VRAAGT_UITLEG)

    @property
    def cellen(self) -> list[int]:
        """The number per status in the order of `Status`, for a row of a table."""
        return [self.per_status[status] for status in Status.values]


@dataclass(slots=True)
class Overzicht:
    """The counts: for the whole, per opgave, and the money of each opgave."""

    totaal: Stand
    opgaven: list[tuple[Stand, Bedragen]]

    @property
    def geld(self) -> Bedragen:
        return sum((bedragen for _, bedragen in self.opgaven), Bedragen())

    @property
    def meeste_geld(self):
        """What fills the longest bar of the money."""
        return max((bedragen.lengte for _, bedragen in self.opgaven), default=0)


def tel(gebruiker) -> Overzicht:
    """Count everything that `gebruiker` may see, in two queries."""
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).order_by()
    oud = heeft_geen_actuele_stand()
    rijen = zichtbaar.values("plan__opgave", "status", "koers").annotate(
        n=Count("pk"),
        oud=Count("pk", filter=oud),
        nooit=Count("pk", filter=oud & Q(stand_op__isnull=True)),
        laatste=Max("stand_op"),
    )
    geld = Q(geldstromen__in=Geldstroom.objects.zichtbaar_voor(gebruiker).order_by().values("pk"))
    opgaven = Opgave.objects.annotate(**sommen("geldstromen__", waar=geld))
    standen = {opgave.pk: Stand(opgave) for opgave in opgaven}
    totaal = Stand()
    for rij in rijen:
        standen[rij["plan__opgave"]].tel(rij)
        totaal.tel(rij)
    return Overzicht(totaal, [(stand, Bedragen.uit(vars(stand.opgave))) for stand in standen.values()])


# Rows to show ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lijsten:
    """The acties that ask for attention, worst and longest first, and those whose stand is oldest."""

    bijsturen: list[Actie]
    oud: list[Actie]


def lees_lijsten(gebruiker, aantal: int | None = RIJEN) -> Lijsten:
    """The first `aantal` rows of both lists, or all, with all that is told about them, in one query."""
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker)
    bij = zichtbaar.filter(koers__in=VRAAGT_UITLEG).annotate(sinds=_sinds())
    bij = bij.order_by(_KOERSVOLGORDE, F("sinds").asc(nulls_first=True), "nummer_sortering")[:aantal]
    oud = zichtbaar.zonder_actuele_stand()
    oud = oud.order_by(F("stand_op").asc(nulls_first=True), "nummer_sortering")[:aantal]
    nieuwste = Voortgang.objects.geldig().filter(actie=OuterRef("pk")).order_by("-peildatum", "-pk")
    melding = {f"laatste_{veld}": Subquery(nieuwste.values(veld)[:1]) for veld in MELDING}
    rijen = (
        Actie.objects.filter(Q(pk__in=bij.values("pk")) | Q(pk__in=oud.values("pk")))
        .annotate(sinds=_sinds(), rang=_KOERSVOLGORDE, **melding)
        .met_penvoerder()
        .select_related("plan__opgave")
        .only("nummer", "titel", "koers", "status", "stand_op", "nummer_sortering", "plan__opgave__code",
              "plan__opgave__naam", "plan__opgave__nummer")
        .order_by("nummer_sortering")
    )  # fmt: skip
    acties = list(rijen)
    return Lijsten(
        sorted((a for a in acties if a.koers in VRAAGT_UITLEG), key=lambda a: (a.rang, a.sinds or date.min))[:aantal],
        sorted((a for a in acties if not heeft_actuele_stand(a)), key=lambda a: a.stand_op or date.min)[:aantal],
    )


def heeft_actuele_stand(actie: Actie) -> bool:
    """The opposite of `heeft_geen_actuele_stand`, for a row at hand."""
    return not actie.loopt or (actie.dagen_oud is not None and actie.dagen_oud <= settings.ACTUEEL_DAGEN)


def _sinds() -> Coalesce:
    """Day of the first of the reports in a row that gave the koers that the actie has now."""
    geldig = Voortgang.objects.geldig()
    anders = geldig.filter(actie=OuterRef(OuterRef("pk"))).exclude(koers=OuterRef(OuterRef("koers")))
    laatste_andere = anders.order_by("-peildatum").values("peildatum")[:1]
    zelfde = geldig.filter(actie=OuterRef("pk"), koers=OuterRef("koers"))
    na = zelfde.filter(peildatum__gt=Coalesce(Subquery(laatste_andere), Value(date(1900, 1, 1), DateField())))
    return Coalesce(Subquery(na.order_by("peildatum").values("peildatum")[:1]), F("stand_op"))


# What changed ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One thing that changed: a new actie, or a report that gave another status or koers."""

    op: datetime
    nummer: str
    titel: str
    van_status: str
    status: str
    van_koers: str
    koers: str
    wie: str

    @property
    def nieuw(self) -> bool:
        return not self.status

    @property
    def zin(self) -> str:
        """What happened, to read after the name of the actie."""
        if self.nieuw:
            return "is een nieuwe actie"
        zinnen = []
        if self.status != self.van_status:
            nu = Status(self.status)
            klaar = nu in (Status.AFGEROND, Status.GESTOPT, Status.OVERGEDRAGEN)
            van = f" (was {Status(self.van_status).label})" if self.van_status else ""
            zinnen.append(f"is {nu.label.lower()}" if klaar else f"is nu {nu.label}{van}")
        if self.koers != self.van_koers and self.koers:
            was = f" (was {Koers(self.van_koers).label})" if self.van_koers else ""
            zinnen.append(f"kreeg de koers {Koers(self.koers).label}{was}")
        return " en ".join(zinnen) or "heeft geen koers meer"


def gewijzigd_sinds(gebruiker, sinds: date, hoogstens: int | None = MEESTE) -> list[Wijziging]:
    """What was reported or made from the start of the day `sinds`, newest first; one query.

    The day of reporting counts, not the day that a report is about: that is what a reader did not know yet. An actie
    that was loaded from the source is not new, only a row that somebody made is.
    """
    begin = timezone.make_aware(datetime.combine(sinds, time.min))
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).order_by()
    meldingen = (
        Voortgang.objects.geldig()
        .filter(gemeld_op__gte=begin, actie__in=zichtbaar.values("pk"))
        .exclude(vorige_status="")
        .filter(~Q(status=F("vorige_status")) | ~Q(koers=F("vorige_koers")))
        .order_by()
        .values_list(
            "gemeld_op", "actie__nummer", "actie__titel", "vorige_status", "status", "vorige_koers", "koers",
            "gemeld_als",
        )
    )  # fmt: skip
    gemaakt = Logregel.objects.filter(
        content_type__app_label="acties",
        content_type__model="actie",
        action=Logregel.Action.CREATE,
        timestamp__gte=begin,
        object_id=OuterRef("pk"),
    ).order_by("pk")
    leeg = Value("", CharField())
    nieuw = (
        zichtbaar.filter(Exists(gemaakt), bron_code__isnull=True)
        .annotate(op=Subquery(gemaakt.values("timestamp")[:1], DateTimeField()))
        .annotate(a=leeg, b=leeg, c=leeg, d=leeg, wie=Cast(Subquery(gemaakt.values("functie")[:1]), CharField()))
        .values_list("op", "nummer", "titel", "a", "b", "c", "d", "wie")
    )
    rijen = meldingen.union(nieuw, all=True).order_by("-gemeld_op")[:hoogstens]
    return [Wijziging(*rij) for rij in rijen]
