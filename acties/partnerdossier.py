"""What the page of a partner tells: its acties, its roles in the programme, and its latest reports."""

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone

from acties.inzet.sommen import plus
from acties.models import Actie, Betrokkenheid, GeleverdeUren, Inzetafspraak, Voortgang
from opgaven.models import Bemensing
from sterkvoornoord.models import Gebruiker, Partner
from sterkvoornoord.rollen import rollen_van

AANTAL_MELDINGEN = 5
#: The order of roles on the page: who answers for an actie comes first.
_ROLVOLGORDE = {rol: plek for plek, rol in enumerate(Betrokkenheid.Rol.values)}


@dataclass
class Deelname:
    """The part of one partner in one actie; it may have more than one role."""

    actie: Actie
    betrokkenheden: list[Betrokkenheid]
    #: What was delivered this year and asked, for who may read that; None when nobody said.
    geleverd: int | None = None
    gevraagd: int | None = None

    @property
    def uren(self) -> int | None:
        """Hours a year agreed in roles that are not over; None when nobody agreed on hours."""
        vandaag = timezone.localdate()
        lopend = [b for b in self.betrokkenheden if b.tot is None or b.tot > vandaag]
        afgesproken = [b.uren_per_jaar for b in lopend if b.uren_per_jaar is not None]
        return sum(afgesproken) if afgesproken else None


@dataclass
class Rol:
    """One role in the programme, with the other partners that hold it for the same plan or opgave."""

    bemensing: Bemensing
    samen_met: list[Partner] = field(default_factory=list)

    @property
    def naam(self) -> str:
        """Role and what it is for, such as "Trekker Jongeren"."""
        return f"{self.bemensing.rolnaam[:1].upper()}{self.bemensing.rolnaam[1:]} {self.waar}".rstrip()

    @property
    def waar(self) -> str:
        """Name of the plan or opgave; empty for a role in the whole programme."""
        b = self.bemensing
        return b.plan.korte_naam if b.plan else b.opgave.naam if b.opgave else ""


def deelnames(partner: Partner, gebruiker) -> list[Deelname]:
    """Return the acties of `partner` that `gebruiker` may see: what it answers for first, then what runs."""
    rijen = (
        Betrokkenheid.objects.filter(partner=partner, actie__in=Actie.objects.zichtbaar_voor(gebruiker))
        .select_related("actie__plan__opgave")
        .order_by("actie__nummer_sortering", "pk")
    )
    gevonden = [
        Deelname(actie, sorted(groep, key=lambda b: _ROLVOLGORDE[b.rol]))
        for actie, groep in groupby(rijen, key=lambda b: b.actie)
    ]
    return sorted(gevonden, key=lambda d: (_ROLVOLGORDE[d.betrokkenheden[0].rol], not d.actie.loopt))


@dataclass
class Inzet:
    """Hours of a partner in one year: sums over its acties, up to which month, and when it last said yes."""

    jaar: int
    afgesproken: int | None
    geleverd: int | None
    gevraagd: int | None
    #: Up to which month, when that is the same for all that was delivered.
    tot_en_met: str
    bevestigd_op: date | None

    @property
    def is_meer(self) -> bool:
        return self.geleverd is not None and self.afgesproken is not None and self.geleverd > self.afgesproken


def inzet_van(deelnames: list[Deelname], gebruiker) -> Inzet:
    """The hours of this year; gives each deelname what was delivered and asked. Two queries for who reads what is
    intern, none for others: they see only what was agreed."""
    jaar, maanden = timezone.localdate().year, set()
    if rollen_van(gebruiker).intern:
        van = {b.pk: deelname for deelname in deelnames for b in deelname.betrokkenheden}
        for gemeld in GeleverdeUren.objects.filter(betrokkenheid__in=van, jaar=jaar):
            deelname = van[gemeld.betrokkenheid_id]
            deelname.geleverd = plus(deelname.geleverd, gemeld.uren)
            maanden.add(gemeld.get_tot_en_met_display())
        vragen = Inzetafspraak.objects.zichtbaar_voor(gebruiker).filter(betrokkenheid__in=van)
        for vraag in vragen.filter(stand=Inzetafspraak.Stand.GEVRAAGD):
            deelname = van[vraag.betrokkenheid_id]
            deelname.gevraagd = plus(deelname.gevraagd, vraag.uren)
    dagen = [b.toegezegd_op for deelname in deelnames for b in deelname.betrokkenheden if b.toegezegd_op]
    sommen = {naam: reduce(plus, (getattr(d, naam) for d in deelnames), None) for naam in ("geleverd", "gevraagd")}
    return Inzet(
        jaar=jaar,
        afgesproken=reduce(plus, (deelname.uren for deelname in deelnames), None),
        tot_en_met=maanden.pop() if len(maanden) == 1 else "",
        bevestigd_op=max(dagen, default=None),
        **sommen,
    )


def rollen(partner: Partner) -> tuple[list[Rol], list[Rol]]:
    """Return the roles that `partner` holds today, and those that are over. Two queries."""
    nu = Bemensing.objects.nu()
    eigen = (
        Bemensing.objects.filter(partner=partner)
        .select_related("opgave", "plan")
        .annotate(is_nu=Exists(nu.filter(pk=OuterRef("pk"))))
    )
    delers: dict[tuple, list[Partner]] = {}
    for rij in nu.filter(rol=Bemensing.Rol.TREKKER).exclude(partner=partner).select_related("partner"):
        delers.setdefault(_zelfde(rij), []).append(rij.partner)
    lopend = [Rol(b, delers.get(_zelfde(b), [])) for b in eigen if b.is_nu]
    return lopend, [Rol(b) for b in eigen if not b.is_nu]


def functies(rollen: list[Rol]) -> dict[str, list[str]]:
    """Return whom to ask for, by function, with the roles of each; roles without a function are left out."""
    per_functie: dict[str, list[str]] = {}
    for rol in rollen:
        if rol.bemensing.functie:
            per_functie.setdefault(rol.bemensing.functie, []).append(rol.naam)
    return per_functie


def _zelfde(rij: Bemensing) -> tuple:
    return rij.rol, rij.rol_omschrijving, rij.opgave_id, rij.plan_id


def meldingen(partner: Partner, gebruiker):
    """Return the newest reports on acties of `partner` that `gebruiker` may see."""
    eigen = Actie.objects.zichtbaar_voor(gebruiker).filter(betrokkenheden__partner=partner)
    return (
        Voortgang.objects.geldig()
        .filter(actie__in=eigen.order_by().values("pk"))
        .select_related("actie")
        .order_by("-peildatum", "-pk")[:AANTAL_MELDINGEN]
    )


def accounts(partner: Partner):
    """Return the active accounts of `partner`: for colleagues only."""
    return Gebruiker.objects.filter(partner=partner, is_active=True)
