"""Everything the portal knows about one actie, gathered in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from acties.feiten import Feit, feiten_van
from acties.models import Actie, Betrokkenheid, Mijlpaal, Onderdeel, Prestatie, Verhaal, Voortgang
from acties.models.keuzes import VRAAGT_UITLEG
from acties.verwijzingen import Verwijzingen, zoek_verwijzingen

#: Reports that the page shows at first, and at most.
NIEUWSTE, MEESTE = 3, 200


@dataclass(frozen=True, slots=True)
class Prestatiegroep:
    """Measured results that belong side by side: one row, or rows of sources that contradict each other."""

    rijen: list[Prestatie]

    @property
    def tegenspraak(self) -> bool:
        return self.rijen[0].tegenspraak


@dataclass(frozen=True, slots=True)
class Deel:
    """A sub-activity with its own measured results."""

    onderdeel: Onderdeel
    prestaties: list[Prestatiegroep]


@dataclass(slots=True)
class Geld:
    """One flow of money with the partners that receive it."""

    omschrijving: str
    wie_betaalt: str
    jaar: int | None
    periode: str
    eenheidsbedrag: Decimal | None
    eenheid: str
    begroot: Decimal | None
    toegezegd: Decimal | None
    besteed: Decimal | None
    voorbeeld: bool
    ontvangers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def per(self) -> str:
        """What the amount is per; the source repeats the coin ("euro per school per jaar")."""
        return self.eenheid.removeprefix("euro ")

    @property
    def heeft_bedrag(self) -> bool:
        return any(b is not None for b in (self.eenheidsbedrag, self.begroot, self.toegezegd, self.besteed))


@dataclass(slots=True)
class Dossier:
    prestaties: list[Prestatiegroep]
    onderdelen: list[Deel]
    mijlpalen: list[Mijlpaal]
    betrokkenheden: list[Betrokkenheid]
    feiten: dict[str, list[Feit]]
    geld: list[Geld]
    verhalen: list[Verhaal]
    berichten: list[Voortgang]
    verwijzingen: Verwijzingen

    @property
    def penvoerder(self) -> Betrokkenheid | None:
        """Who is penvoerder today; None when nobody is."""
        vandaag = timezone.localdate()
        for rij in self.betrokkenheden:
            if rij.rol == Betrokkenheid.Rol.PENVOERDER and not (rij.tot and rij.tot <= vandaag):
                return rij
        return None

    @property
    def uren(self) -> int | None:
        """Hours per year that all partners agreed to together; None when none did."""
        afgesproken = [rij.uren_per_jaar for rij in self.betrokkenheden if rij.uren_per_jaar is not None]
        return sum(afgesproken) if afgesproken else None

    @property
    def toont_inzet(self) -> bool:
        """True when at least one partner said what it does, for how many hours, or since when it promised that."""
        return any(rij.inzet or rij.uren_per_jaar is not None or rij.toegezegd_op for rij in self.betrokkenheden)

    @property
    def mijlpalen_af(self) -> int:
        return sum(1 for mijlpaal in self.mijlpalen if mijlpaal.bereikt_op)

    @property
    def geld_bekend(self) -> bool:
        return any(geld.heeft_bedrag for geld in self.geld)

    @property
    def aantekeningen(self) -> list[Onderdeel | Prestatie]:
        """Parts with a note for the programme office."""
        onderdelen = [deel.onderdeel for deel in self.onderdelen]
        groepen = self.prestaties + [groep for deel in self.onderdelen for groep in deel.prestaties]
        return [r for r in onderdelen + [rij for groep in groepen for rij in groep.rijen] if r.aantekening]


def dossier_van(actie: Actie, gebruiker, *, alle_berichten: bool = False) -> Dossier:
    """Gather what `gebruiker` may read of `actie`, which must come with plan, opgave and doel.

    Nine queries, whatever the number of parts; eight when no text refers to another actie.
    """
    onderdelen = list(actie.onderdelen.order_by("volgorde", "pk"))
    prestaties, per_onderdeel = _prestaties(actie)
    verhalen = list(actie.verhalen.zichtbaar_voor(gebruiker))
    berichten = _berichten(actie, MEESTE if alle_berichten else NIEUWSTE)
    return Dossier(
        prestaties=prestaties,
        onderdelen=[Deel(onderdeel, per_onderdeel.get(onderdeel.pk, [])) for onderdeel in onderdelen],
        mijlpalen=list(actie.mijlpalen.all()),
        betrokkenheden=_betrokkenheden(actie),
        feiten=feiten_van(actie),
        geld=_geld(actie),
        verhalen=verhalen,
        berichten=berichten,
        verwijzingen=zoek_verwijzingen(_teksten(actie, onderdelen, verhalen, berichten), gebruiker),
    )


def _prestaties(actie: Actie) -> tuple[list[Prestatiegroep], dict[int, list[Prestatiegroep]]]:
    """Measured results of the actie itself, and those of its onderdelen by their key."""
    per_onderdeel: dict[int | None, list[Prestatie]] = defaultdict(list)
    for prestatie in actie.prestaties.order_by("volgorde", "pk"):
        per_onderdeel[prestatie.onderdeel_id].append(prestatie)
    groepen = {sleutel: groepeer(rijen) for sleutel, rijen in per_onderdeel.items()}
    return groepen.pop(None, []), groepen


def groepeer(rijen: list[Prestatie]) -> list[Prestatiegroep]:
    """Put neighbouring rows of one unit that contradict each other in one group; any other row stands alone."""

    def sleutel(genummerd: tuple[int, Prestatie]):
        nr, rij = genummerd
        return ("tegenspraak", rij.eenheid) if rij.tegenspraak else nr

    return [Prestatiegroep([rij for _, rij in groep]) for _, groep in groupby(enumerate(rijen), sleutel)]


def _betrokkenheden(actie: Actie) -> list[Betrokkenheid]:
    """Partners with the penvoerder first, then in the order of the roles."""
    volgorde = {rol: nr for nr, rol in enumerate(Betrokkenheid.Rol.values)}
    rijen = actie.betrokkenheden.select_related("partner", "contactpersoon")
    return sorted(rijen, key=lambda rij: (volgorde[rij.rol], rij.partner.naam.lower()))


def _berichten(actie: Actie, aantal: int) -> list[Voortgang]:
    return list(actie.voortgang.geldig().select_related("gemeld_door__partner")[:aantal])


def _geld(actie: Actie) -> list[Geld]:
    rijen: dict[int, Geld] = {}
    for rij in actie.geldstromen.order_by("jaar", "pk", "ontvangers__naam").values(
        "pk", "omschrijving", "bron", "jaar", "periode", "eenheidsbedrag", "eenheid",
        "begroot", "toegezegd", "besteed", "voorbeeld", "ontvangers__naam", "ontvangers__slug",
    ):  # fmt: skip
        naam, slug = rij.pop("ontvangers__naam"), rij.pop("ontvangers__slug")
        geld = rijen.setdefault(rij.pop("pk"), Geld(wie_betaalt=rij.pop("bron"), **rij))
        if naam:
            geld.ontvangers.append((naam, slug))
    return list(rijen.values())


def _teksten(actie: Actie, onderdelen, verhalen, berichten) -> list[str]:
    """Every text of the page that may refer to another actie."""
    teksten = [
        actie.omschrijving,
        actie.beoogd_resultaat,
        actie.resultaat,
        actie.inwonersbetrokkenheid,
        actie.zonder_penvoerder_reden,
        actie.aantekening,
    ]
    teksten += [deel.omschrijving for deel in onderdelen]
    teksten += [verhaal.tekst for verhaal in verhalen]
    for voortgang in berichten:
        teksten += [voortgang.toelichting, voortgang.oorzaak, voortgang.maatregel]
    return teksten


def uitleg_bij_koers(actie: Actie, berichten: list[Voortgang]) -> Voortgang | None:
    """The newest report, when it explains the koers that the actie has now."""
    if berichten and actie.koers in VRAAGT_UITLEG and berichten[0].koers == actie.koers:
        return berichten[0]
    return None
