"""Who answers for what and with how many hours: per partner, per opgave, and how that is spread. Four queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from acties.inzet.sommen import Behoefte, Uren, uren_van
from acties.models import Actie, Betrokkenheid, Inzetafspraak
from acties.models.inzet import OPEN, loopt_in
from acties.models.keuzes import LOPEND
from opgaven.models import Bemensing
from sterkvoornoord.export import Kolom
from sterkvoornoord.getallen import toon_getal
from sterkvoornoord.models import Partner

#: How many acties without penvoerder the page names.
MEESTE = 40
ROL, S = Betrokkenheid.Rol, Inzetafspraak.Stand
#: Whose partner is the programme office.
_BUREAU = (Bemensing.Rol.PROGRAMMATEAM, Bemensing.Rol.PROGRAMMAMANAGER, Bemensing.Rol.PROJECTLEIDER)
_GEMEENTE = (Partner.Soort.GEMEENTE, Partner.Soort.AFDELING)
#: The groups of the spread, in the order of the page; `niemand` is an actie without penvoerder.
GROEPEN = {
    "bureau": "Programmabureau",
    "gemeente": "Gemeente en afdelingen",
    "partner": "Andere partners",
    "niemand": "Nog geen penvoerder",
}


@dataclass
class Partnerregel:
    """What one partner does in a year: in how many acties it has which part, and its hours."""

    partner: Partner
    penvoerder: set[int] = field(default_factory=set)
    coordinator: set[int] = field(default_factory=set)
    alle: set[int] = field(default_factory=set)
    uren: Uren = field(default_factory=Uren)

    @property
    def deelnemer(self) -> set[int]:
        """Acties in which it takes part without answering for them."""
        return self.alle - self.penvoerder - self.coordinator


@dataclass
class Opgaveregel:
    naam: str
    code: str
    behoefte: Behoefte = field(default_factory=Behoefte)
    zonder_penvoerder: int = 0
    uren: Uren = field(default_factory=Uren)


class Inzetoverzicht:
    """Of the acties that `gebruiker` may see, in `jaar`, narrowed by opgave codes; of `partners` the rows."""

    def __init__(self, gebruiker, partners: Iterable[Partner], *, jaar: int, opgaven: Iterable[str] = ()):
        self.gebruiker, self.partners, self.jaar = gebruiker, list(partners), jaar
        acties = Actie.objects.zichtbaar_voor(gebruiker)
        if codes := list(opgaven):
            acties = acties.filter(plan__opgave__code__in=codes)
        self._acties = acties.order_by()
        self._tel()

    @cached_property
    def acties(self) -> dict[int, dict]:
        opgave = ("plan__opgave__naam", "plan__opgave__code")
        rijen = self._acties.values("pk", "nummer", "titel", "status", "uren_nodig", *opgave)
        return {rij["pk"]: rij for rij in rijen.order_by("plan__opgave__nummer", "nummer_sortering")}

    def _lees(self) -> tuple[list[Betrokkenheid], dict]:
        """The rows of partners, each with `uren_geleverd`, and what they were asked by the key of the row."""
        velden = ("actie", "partner", "rol", "uren_per_jaar", "van", "tot", "partner__soort")
        # There is at most one for a year, so this join makes no row twice.
        gemeld = FilteredRelation("geleverd", condition=Q(geleverd__jaar=self.jaar))
        rijen = Betrokkenheid.objects.filter(actie__in=self._acties.values("pk")).select_related("partner")
        rijen = rijen.annotate(gemeld=gemeld, uren_geleverd=F("gemeld__uren")).only(*velden)
        zichtbaar = Inzetafspraak.objects.zichtbaar_voor(self.gebruiker).filter(stand__in=OPEN)
        vragen = Inzetafspraak.objects.filter(Q(stand__in=[S.JA, S.VERVANGEN]) | Q(pk__in=zichtbaar.values("pk")))
        per_rij = defaultdict(list)
        for vraag in vragen.only("betrokkenheid", "uren", "stand", "antwoord_op", "van"):
            per_rij[vraag.betrokkenheid_id].append(vraag)
        return list(rijen), per_rij

    def _tel(self) -> None:
        rijen, vragen = self._lees()
        self._per_partner = {partner.pk: Partnerregel(partner) for partner in self.partners}
        per_actie: dict[int, Uren] = defaultdict(Uren)
        self._penvoerder: dict[int, Partner] = {}
        dit_jaar = timezone.localdate().year
        for rij in rijen:
            uren = uren_van(rij, self.jaar, vragen[rij.pk], rij.uren_geleverd, dit_jaar=dit_jaar)
            per_actie[rij.actie_id] += uren
            if loopt_in(rij, self.jaar):
                self._tel_rol(rij)
            if regel := self._per_partner.get(rij.partner_id):
                regel.uren += uren
        self._per_opgave(per_actie)

    def _tel_rol(self, rij: Betrokkenheid) -> None:
        if rij.rol == ROL.PENVOERDER:
            self._penvoerder[rij.actie_id] = rij.partner
        if regel := self._per_partner.get(rij.partner_id):
            regel.alle.add(rij.actie_id)
            if rij.rol in (ROL.PENVOERDER, ROL.COORDINATOR):
                getattr(regel, rij.rol).add(rij.actie_id)

    def _per_opgave(self, per_actie: dict[int, Uren]) -> None:
        self.opgaven: dict[str, Opgaveregel] = {}
        for pk, actie in self.acties.items():
            code = actie["plan__opgave__code"]
            regel = self.opgaven.setdefault(code, Opgaveregel(actie["plan__opgave__naam"], code))
            regel.uren += per_actie[pk]
            if actie["status"] in LOPEND:
                regel.behoefte += Behoefte.van(actie["uren_nodig"], per_actie[pk].afgesproken)
                regel.zonder_penvoerder += pk not in self._penvoerder

    @cached_property
    def totaal(self) -> Opgaveregel:
        """All opgaven together, of all partners."""
        som = Opgaveregel("Samen", "")
        for regel in self.opgaven.values():
            som.uren += regel.uren
            som.behoefte += regel.behoefte
            som.zonder_penvoerder += regel.zonder_penvoerder
        return som

    @property
    def zonder_penvoerder(self) -> list[dict]:
        """Running acties that nobody answers for, the first of them; how many there are, `totaal` tells."""
        wees = [a for pk, a in self.acties.items() if a["status"] in LOPEND and pk not in self._penvoerder]
        return wees[:MEESTE]

    @property
    def opgaveregels(self) -> list[Opgaveregel]:
        """The opgaven, and them all together when there is more than one."""
        regels = list(self.opgaven.values())
        return [*regels, self.totaal] if len(regels) > 1 else regels

    @property
    def zin(self) -> str:
        """The answer of the page in a sentence or two."""
        behoefte, uren = self.totaal.behoefte, self.totaal.uren
        zinnen = []
        if not behoefte.opgegeven:
            zinnen.append("Van geen enkele lopende actie is opgegeven hoeveel uur er nodig is.")
        elif behoefte.tekort:
            zinnen.append(f"Er is {toon_getal(behoefte.tekort)} uur te weinig afgesproken.")
        else:
            zinnen.append("Voor wat is opgegeven, zijn genoeg uren afgesproken.")
        if uren.gevraagd:
            zinnen.append(f"{toon_getal(uren.gevraagd)} uur is gevraagd en wacht op antwoord.")
        if zonder := self.totaal.zonder_penvoerder:
            hebben = "heeft" if zonder == 1 else "hebben"
            zinnen.append(f"{zonder} van {behoefte.acties} lopende acties {hebben} geen penvoerder.")
        return " ".join(zinnen)

    def regels(self) -> list[Partnerregel]:
        """The partners that take part, or delivered hours, in the order that they came in."""
        return [regel for regel in self._per_partner.values() if regel.alle or regel.uren != Uren()]

    @cached_property
    def spreiding(self) -> list[tuple[str, int, int]]:
        """Of the running acties, per group: its name, how many, and how many of a hundred."""
        bureau = set(Bemensing.objects.nu().filter(rol__in=_BUREAU).values_list("partner", flat=True))
        telling: Counter = Counter()
        for pk, actie in self.acties.items():
            if actie["status"] in LOPEND:
                telling[_groep(self._penvoerder.get(pk), bureau)] += 1
        totaal = sum(telling.values())
        return [
            (naam, telling[sleutel], round(telling[sleutel] * 100 / totaal) if totaal else 0)
            for sleutel, naam in GROEPEN.items()
        ]


def _groep(penvoerder: Partner | None, bureau: set[int]) -> str:
    if penvoerder is None:
        return "niemand"
    if penvoerder.pk in bureau:
        return "bureau"
    return "gemeente" if penvoerder.soort in _GEMEENTE else "partner"


KOLOMMEN = [
    Kolom("Partner", lambda r: r.partner.naam, 40),
    Kolom("Soort", lambda r: r.partner.get_soort_display(), 24),
    Kolom("Penvoerder van", lambda r: len(r.penvoerder), 12),
    Kolom("Coördinator van", lambda r: len(r.coordinator), 12),
    Kolom("Deelnemer in", lambda r: len(r.deelnemer), 12),
    Kolom("Uren afgesproken", lambda r: r.uren.afgesproken, 12),
    Kolom("Uren gevraagd", lambda r: r.uren.gevraagd, 12),
    Kolom("Uren nog te vragen", lambda r: r.uren.te_vragen, 12),
    Kolom("Uren geleverd", lambda r: r.uren.geleverd, 12),
    Kolom("Adres", lambda r: settings.SITE_URL + r.partner.get_absolute_url(), 44),
]
