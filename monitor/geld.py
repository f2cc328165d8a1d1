"""Money: what was budgeted, promised and spent, split five ways, each of which adds up to the same total.

One query adds up the amounts per combination of opgave, doel, source, receiver and year, in whole cents, so that no
database rounds; every split is made of those sums. What splits badly has a line of its own: money for several
receivers is "nog niet verdeeld", money without a year is "jaar niet bekend".

An amount that nobody wrote down is unknown, not zero. So per row of money::

    niet gedekt        begroot - toegezegd, where both are known and less was promised than budgeted
    te veel            toegezegd - begroot, where both are known and more was promised: never set off against a gap
    onzeker            begroot, where it is unknown what was promised
    zonder begroting   toegezegd, where it is unknown what was budgeted

    begroot = (toegezegd - zonder begroting) + niet gedekt - te veel + onzeker

An amount that is only known per unit ("5.000 euro per school per jaar") is listed apart and never added.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from decimal import Decimal

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.urls import reverse

from acties.models import Geldstroom
from opgaven.models import Opgave
from sterkvoornoord.getallen import toon_euro
from sterkvoornoord.models import Partner

BEDRAGEN = ("begroot", "toegezegd", "besteed")
#: What a line per doel takes from a row: number, name, and its place.
DOEL = ("actie__doel__nummer", "actie__doel__korte_naam", "actie__doel__opgave__nummer", "actie__doel__volgnummer")
#: How many lines "Waar is geld voor nodig?" shows.
NODIG = 5


def _centen(veld: str) -> Func:
    """An amount as whole cents: a sum of those is exact in every database."""
    return Func(F(veld), template="CAST(ROUND(%(expressions)s * 100) AS BIGINT)", output_field=BigIntegerField())


def sommen(voor: str = "", waar: Q | None = None) -> dict[str, Sum | Count]:
    """Aggregates that `Bedragen.uit` reads; `voor` is the path to Geldstroom, `waar` leaves rows out."""
    waar = Q() if waar is None else waar
    begroot, toegezegd = F(f"{voor}begroot"), F(f"{voor}toegezegd")
    cent = {naam: _centen(f"{voor}{naam}") for naam in BEDRAGEN}
    meer, minder = Q(**{f"{voor}toegezegd__gt": begroot}), Q(**{f"{voor}begroot__gt": toegezegd})
    onbekend = {naam: Q(**{f"{voor}{naam}__isnull": True}) for naam in BEDRAGEN}
    geen = onbekend["begroot"] & onbekend["toegezegd"] & onbekend["besteed"]
    return {
        **{f"som_{naam}": Sum(cent[naam], filter=waar) for naam in BEDRAGEN},
        "som_ongedekt": Sum(cent["begroot"] - cent["toegezegd"], filter=waar & minder),
        "som_te_veel": Sum(cent["toegezegd"] - cent["begroot"], filter=waar & meer),
        "som_onzeker": Sum(cent["begroot"], filter=waar & onbekend["toegezegd"]),
        "som_zonder_begroting": Sum(cent["toegezegd"], filter=waar & onbekend["begroot"]),
        "rijen": Count(f"{voor}pk", filter=waar),
        "vergeleken": Count(f"{voor}pk", filter=waar & ~onbekend["begroot"] & ~onbekend["toegezegd"]),
        "regels": Count(f"{voor}pk", filter=waar & ~geen),
        "voorbeelden": Count(f"{voor}pk", filter=waar & Q(**{f"{voor}voorbeeld": True})),
    }


@dataclass(slots=True)
class Bedragen:
    """Sums of some rows of money, in cents; None where no row says anything."""

    som_begroot: int | None = None
    som_toegezegd: int | None = None
    som_besteed: int | None = None
    som_ongedekt: int = 0
    som_te_veel: int = 0
    som_onzeker: int = 0
    som_zonder_begroting: int = 0
    #: Rows, those that know both what is needed and what was promised, and those with any amount.
    rijen: int = 0
    vergeleken: int = 0
    regels: int = 0
    #: Rows of the example set, whether they have an amount or not.
    voorbeelden: int = 0

    @classmethod
    def uit(cls, rij: dict) -> "Bedragen":
        """Take the aggregates of `sommen` from a row of a query."""
        waarden = {veld.name: rij[veld.name] for veld in fields(cls)}
        kan_leeg = [f"som_{naam}" for naam in BEDRAGEN]
        return cls(**{naam: w if naam in kan_leeg else w or 0 for naam, w in waarden.items()})

    def als_rij(self) -> dict[str, int | None]:
        """The sums by name, as `Bedragen(**rij)` takes them back."""
        return {veld.name: getattr(self, veld.name) for veld in fields(self)}

    def __add__(self, ander: "Bedragen") -> "Bedragen":
        return Bedragen(*(_plus(getattr(self, v.name), getattr(ander, v.name)) for v in fields(self)))

    begroot = property(lambda self: _euro(self.som_begroot))
    toegezegd = property(lambda self: _euro(self.som_toegezegd))
    besteed = property(lambda self: _euro(self.som_besteed))
    te_veel = property(lambda self: _euro(self.som_te_veel))
    onzeker = property(lambda self: _euro(self.som_onzeker))
    zonder_begroting = property(lambda self: _euro(self.som_zonder_begroting))

    @property
    def ongedekt(self) -> Decimal | None:
        """What is not covered; None when no row knows both what is needed and what was promised."""
        return _euro(self.som_ongedekt) if self.vergeleken else None

    @property
    def gedekt(self) -> bool:
        """Everything that was budgeted is promised, and that is known of all of it."""
        return bool(self.vergeleken) and not self.som_ongedekt and not self.som_onzeker

    @property
    def lengte(self) -> Decimal:
        """How long the bar of these amounts is, in euros."""
        gevraagd = (self.som_toegezegd or 0) + self.som_ongedekt + self.som_onzeker
        return _euro(max(gevraagd, self.som_besteed or 0))

    @property
    def leeg(self) -> bool:
        return not self.regels


def _plus(een: int | None, ander: int | None) -> int | None:
    return ander if een is None else een if ander is None else een + ander


def _euro(centen: int | None) -> Decimal | None:
    return None if centen is None else Decimal(centen).scaleb(-2)


@dataclass(slots=True)
class Regel:
    """One line of a split. `opgave` is the code of an opgave, for its sign; `rest` marks what could not be split."""

    naam: str
    bedragen: Bedragen = field(default_factory=Bedragen)
    url: str = ""
    opgave: str = ""
    rest: bool = False


@dataclass(slots=True)
class Verdeling:
    """All money split one way; `totaal` is the sum of its lines, and the same for every split."""

    sleutel: str
    naam: str
    kop: str
    uitleg: str
    regels: list[Regel]

    @property
    def totaal(self) -> Bedragen:
        return sum((regel.bedragen for regel in self.regels), Bedragen())

    @property
    def grootste(self) -> Decimal:
        """The longest bar: everything else is drawn as a share of it."""
        return max((regel.bedragen.lengte for regel in self.regels), default=Decimal(0))

    def ingekort(self, aantal: int) -> "Verdeling":
        """The first `aantal` lines and the others as one, so that the total stays the same."""
        if len(self.regels) <= aantal + 1:
            return self
        rest = self.regels[aantal:]
        samen = Regel(f"De andere {len(rest)} samen", sum((r.bedragen for r in rest), Bedragen()), rest=True)
        return Verdeling(self.sleutel, self.naam, self.kop, self.uitleg, [*self.regels[:aantal], samen])


#: Keys of the splits with their name in the tabs, the heading of the first column and what they answer.
VERDELINGEN = {
    "opgave": ("Per opgave", "Opgave", "Waar is het geld voor?"),
    "doel": ("Per doel", "Doel", "Aan welk doel draagt het geld bij?"),
    "bron": ("Per bron", "Bron", "Wie betaalt?"),
    "partner": ("Per partner", "Partner", "Wie krijgt het geld?"),
    "jaar": ("Per jaar", "Jaar", "Wanneer is het geld nodig?"),
}


class Geld:
    """All money that an account may see: three queries for every split together, one each for what is apart."""

    def __init__(self, gebruiker):
        self._zichtbaar = Geldstroom.objects.zichtbaar_voor(gebruiker).order_by()
        self._rijen = [(rij, Bedragen.uit(rij)) for rij in self._lees()]
        self._opgaven = Opgave.objects.in_bulk()
        ontvangers = {rij["enige"] for rij, _ in self._rijen if rij["aantal"] == 1}
        self._partners = Partner.objects.only("naam", "slug").in_bulk(ontvangers) if ontvangers else {}
        self.totaal = sum((bedragen for _, bedragen in self._rijen), Bedragen())

    def _lees(self):
        door = Geldstroom.ontvangers.through.objects.filter(geldstroom=OuterRef("pk")).order_by()
        per_rij = door.values("geldstroom")
        return (
            self._zichtbaar.annotate(
                los=ExpressionWrapper(Q(actie__isnull=True), BooleanField()),
                aantal=Subquery(per_rij.annotate(n=Count("pk")).values("n"), IntegerField()),
                enige=Subquery(per_rij.annotate(p=Min("partner")).values("p"), IntegerField()),
            )
            .values("opgave", "los", *DOEL, "bron", "jaar", "aantal", "enige")
            .annotate(**sommen())
        )

    @property
    def voorbeeld(self) -> bool:
        return bool(self.totaal.voorbeelden)

    @property
    def jaren(self) -> list[int]:
        """The years that the amounts are for, oldest first."""
        return sorted({rij["jaar"] for rij, bedragen in self._rijen if rij["jaar"] and not bedragen.leeg})

    @property
    def zin(self) -> str:
        """The answer of the page in one or two sentences."""
        totaal = self.totaal
        if totaal.leeg:
            return "Er zijn nog geen bedragen bekend."
        zinnen = []
        if totaal.som_ongedekt:
            zinnen.append(f"Voor {toon_euro(totaal.ongedekt)} is nog geen geld.")
            zwaarste = max(self.verdeling("jaar").regels, key=lambda regel: regel.bedragen.som_ongedekt)
            if not zwaarste.rest and zwaarste.bedragen.som_ongedekt * 2 > totaal.som_ongedekt:
                alles = zwaarste.bedragen.som_ongedekt == totaal.som_ongedekt
                zinnen.append(f"{'Dat' if alles else 'Het meeste daarvan'} is nodig in {zwaarste.naam}.")
        elif totaal.gedekt:
            zinnen.append("Al het geld dat nodig is, is toegezegd.")
        if totaal.som_onzeker:
            zinnen.append(f"Van {toon_euro(totaal.onzeker)} is niet bekend of het is toegezegd.")
        return " ".join(zinnen) or "Niemand schreef op hoeveel geld er nodig is."

    def verdeling(self, sleutel: str) -> Verdeling:
        """Split by `sleutel`, one of `VERDELINGEN`; lines without any amount are left out, except an opgave."""
        maak: Callable[[dict], tuple] = getattr(self, f"_per_{sleutel}")
        regels: dict[tuple, Regel] = {}
        if sleutel == "opgave":
            for opgave in self._opgaven:
                rang, regel = self._per_opgave({"opgave": opgave})
                regels[rang] = regel
        for rij, bedragen in self._rijen:
            rang, regel = maak(rij)
            if bedragen.leeg:
                continue
            regel = regels.setdefault(rang, regel)
            regel.bedragen = regel.bedragen + bedragen
        return Verdeling(sleutel, *VERDELINGEN[sleutel], _geordend(sleutel, regels))

    # What makes two rows one line: a key that also sorts, and the line.

    def _per_opgave(self, rij: dict) -> tuple[tuple, Regel]:
        opgave = self._opgaven[rij["opgave"]]
        return (0, opgave.nummer), Regel(opgave.naam, opgave=opgave.code, url=opgave.get_absolute_url())

    def _per_doel(self, rij: dict) -> tuple[tuple, Regel]:
        nummer, naam, opgave, plek = (rij[veld] for veld in DOEL)
        if nummer:
            return (0, opgave, plek), Regel(f"{nummer} {naam}", url=reverse("doelen:detail", args=[nummer]))
        if rij["los"]:
            return (2,), Regel("Nog niet verdeeld over acties", rest=True)
        return (1,), Regel("Acties zonder doel", rest=True)

    def _per_bron(self, rij: dict) -> tuple[tuple, Regel]:
        naam = " ".join(rij["bron"].split())
        return (0, naam.casefold()), Regel(naam)

    def _per_partner(self, rij: dict) -> tuple[tuple, Regel]:
        if rij["aantal"] == 1:
            partner = self._partners[rij["enige"]]
            return (0, partner.naam.casefold(), partner.pk), Regel(partner.naam, url=partner.get_absolute_url())
        if rij["aantal"]:
            return (1,), Regel("Meer partners samen, nog niet verdeeld", rest=True)
        return (2,), Regel("Nog geen partner bekend", rest=True)

    def _per_jaar(self, rij: dict) -> tuple[tuple, Regel]:
        if rij["jaar"]:
            return (0, rij["jaar"]), Regel(str(rij["jaar"]))
        return (1,), Regel("Jaar niet bekend", rest=True)

    # What is not in the sums, and what is missing ----------------------------------------------------------

    def nodig(self) -> "Nodig":
        """Where the largest amounts are not covered, one line per actie, or per opgave for money without actie."""
        rijen = (
            self._zichtbaar.filter(begroot__gt=F("toegezegd"))
            .values("actie", "actie__nummer", "actie__titel", "opgave")
            .annotate(tekort=sommen()["som_ongedekt"], van=Min("jaar"), tot=Max("jaar"))
            .order_by("-tekort", "actie__nummer")
        )
        regels = [Tekort.uit(rij, self._opgaven[rij["opgave"]].naam) for rij in rijen]
        return Nodig(regels[:NODIG], regels[NODIG:])

    def los(self) -> list[Geldstroom]:
        """Rows without any amount that can be added: an amount per unit, or no amount at all."""
        rijen = self._zichtbaar.filter(**{f"{naam}__isnull": True for naam in BEDRAGEN})
        return list(
            rijen.select_related("actie", "opgave").order_by("opgave__nummer", "actie__nummer_sortering", "pk")
        )


def _geordend(sleutel: str, regels: dict[tuple, Regel]) -> list[Regel]:
    """Lines in the order that a reader looks for: frame and years by their number, the others largest first."""
    gesorteerd = sorted(regels.items(), key=lambda paar: paar[0])
    if sleutel in ("bron", "partner"):
        gesorteerd.sort(key=lambda paar: (paar[0][0], -_groot(paar[1].bedragen)))
    return [regel for _, regel in gesorteerd]


def _groot(bedragen: Bedragen) -> int:
    return max(bedragen.som_begroot or 0, bedragen.som_toegezegd or 0)


@dataclass(frozen=True, slots=True)
class Tekort:
    """Money that an actie, or an opgave outside its acties, still needs."""

    titel: str
    nummer: str
    bedrag: Decimal
    wanneer: str

    @classmethod
    def uit(cls, rij: dict, opgave: str) -> "Tekort":
        van, tot = rij["van"], rij["tot"]
        wanneer = "jaar niet bekend" if van is None else f"in {van}" if van == tot else f"in {van} tot en met {tot}"
        titel = rij["actie__titel"] or f"{opgave}, nog niet verdeeld over acties"
        return cls(titel, rij["actie__nummer"] or "", _euro(rij["tekort"]), wanneer)


@dataclass(frozen=True, slots=True)
class Nodig:
    """Where money is needed: the largest lines and the others, which together are all that is not covered."""

    regels: list[Tekort]
    andere: list[Tekort]

    @property
    def som_andere(self) -> Decimal:
        return sum((tekort.bedrag for tekort in self.andere), Decimal(0))
