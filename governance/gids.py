"""The guide "wie gaat waarover": every body with its members and its next meeting, as it was on a date."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from governance.models import Lidmaatschap, Overlegorgaan, Vergadering
from opgaven.models import Bemensing

Soort = Overlegorgaan.Soort
#: Heads of the guide, each with the kinds of bodies below it.
GROEPEN = [
    ("Bestuur", (Soort.BESTUUR,)),
    ("Afstemming en uitvoering", (Soort.AFSTEMMING, Soort.PROGRAMMATEAM, Soort.WERKGROEP)),
    ("Netwerk en evaluatie", (Soort.NETWERK, Soort.EVALUATIE)),
    ("Buiten het programma", (Soort.EXTERN,)),
]
#: What people come to ask, which body is about it, and what to know before going there.
VRAGEN = [
    ("Hoe gaat het programma en wat komt eraan?", "algemeen-bestuur", "geeft een mening over de voortgang"),
    ("Ik wil een vraagstuk uit mijn werk bespreken", "algemeen-bestuur", "neem een plan van aanpak mee"),
    ("Mijn actie loopt vast", "trekkers-en-projectleider", "per opgave"),
    ("Ik heb hulp nodig bij de uitvoering", "programmateam", "steunt partners en inwoners"),
    ("Ik wil andere partners ontmoeten", "partnernetwerkbijeenkomst", "twee keer per jaar"),
    ("Wie weegt een idee van bewoners?", "gebiedstafel", "buiten het programma"),
]


@dataclass
class Zetel:
    """A seat, and what its partner leads in the execution: "" when it leads nothing."""

    lid: Lidmaatschap
    trekt: str = ""


@dataclass
class Regel:
    """One body on the date of the guide."""

    orgaan: Overlegorgaan
    leden: list[Zetel] = field(default_factory=list)
    volgende: Vergadering | None = None

    @property
    def dubbele_rollen(self) -> int:
        return sum(1 for zetel in self.leden if zetel.trekt)


@dataclass
class Gids:
    groepen: list[tuple[str, list[Regel]]]
    vragen: list[tuple[str, Overlegorgaan, str]]
    gestopt: list[Overlegorgaan]
    #: Bodies that have stopped while nobody wrote down when: they may have been there on the date.
    onzeker: list[Overlegorgaan]
    aantal: int
    buiten: int
    zonder_bestuur: str


def maak_gids(gebruiker, datum: date) -> Gids:
    """The guide as `gebruiker` may read it, on `datum`; five queries, however many bodies."""
    organen = list(Overlegorgaan.objects.zichtbaar_voor(gebruiker).select_related("opgave"))
    lopend = [o for o in organen if not (o.gestopt_op(datum) or o.onzeker_op(datum) or o.begint_na(datum))]
    zetels = zetels_op(lopend, datum)
    volgende = _volgende_vergaderingen(gebruiker, datum)
    regels = [Regel(orgaan, zetels[orgaan.pk], volgende.get(orgaan.pk)) for orgaan in lopend]
    per_slug = {orgaan.slug: orgaan for orgaan in lopend}
    team = per_slug.get("programmateam")
    return Gids(
        groepen=[(kop, [r for r in regels if r.orgaan.soort in soorten]) for kop, soorten in GROEPEN],
        vragen=[(vraag, per_slug[slug], bij) for vraag, slug, bij in VRAGEN if slug in per_slug],
        gestopt=[o for o in organen if o.gestopt_op(datum)],
        onzeker=[o for o in organen if o.onzeker_op(datum)],
        aantal=len(lopend),
        buiten=sum(1 for orgaan in lopend if not orgaan.binnen_programma),
        zonder_bestuur=team.zonder_bestuur if team else "",
    )


def zetels_op(organen: list[Overlegorgaan], datum: date) -> dict[int, list[Zetel]]:
    """The seats of each body on `datum`, by its key. In a bestuur they tell what the partner leads: a double role."""
    bestuur = {orgaan.pk for orgaan in organen if orgaan.soort == Soort.BESTUUR}
    trekkers = _trekkers(datum)
    zetels: dict[int, list[Zetel]] = defaultdict(list)
    leden = Lidmaatschap.objects.filter(orgaan__in=[orgaan.pk for orgaan in organen]).select_related("partner")
    for lid in leden.order_by("volgorde", "pk"):
        if lid.geldt_op(datum):
            trekt = trekkers.get(lid.partner_id, []) if lid.orgaan_id in bestuur else []
            zetels[lid.orgaan_id].append(Zetel(lid, " en ".join(trekt)))
    return zetels


def _trekkers(datum: date) -> dict[int, list[str]]:
    """Partner to the names of the opgaven and plans of which it is trekker on `datum`."""
    namen: dict[int, list[str]] = defaultdict(list)
    rijen = Bemensing.objects.actief_op(datum).filter(rol=Bemensing.Rol.TREKKER)
    for partner, opgave, plan in rijen.values_list("partner", "opgave__naam", "plan__korte_naam"):
        if (naam := opgave or plan) and naam not in namen[partner]:
            namen[partner].append(naam)
    return namen


def _volgende_vergaderingen(gebruiker, datum: date) -> dict[int, Vergadering]:
    komend = Vergadering.objects.zichtbaar_voor(gebruiker).geldig().filter(datum__gte=datum)
    volgende: dict[int, Vergadering] = {}
    for vergadering in komend.order_by("datum", "begin", "pk"):
        volgende.setdefault(vergadering.orgaan_id, vergadering)
    return volgende
