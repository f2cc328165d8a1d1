"""The guide "wie gaat waarover": every body with its members and its next meeting, as it was on a date."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time

from governance.models import Lidmaatschap, Overlegorgaan, Vergadering
from opgaven.models import Bemensing
from sterkvoornoord.tekst import vouw

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


@dataclass(frozen=True)
class Zoekvraag:
    """What somebody looks for in the guide: words, a kind of body, an opgave (its slug)."""

    q: str = ""
    soort: str = ""
    opgave: str = ""

    def __bool__(self) -> bool:
        return bool(self.q or self.soort or self.opgave)

    def past(self, orgaan: Overlegorgaan, leden: list[Zetel]) -> bool:
        """Whether a body answers it: every word is in its names, what it is about, or who sits in it."""
        if self.soort and orgaan.soort != self.soort:
            return False
        if self.opgave and (orgaan.opgave is None or orgaan.opgave.slug != self.opgave):
            return False
        over = (orgaan.naam, orgaan.ook_bekend_als, orgaan.afkorting or "", orgaan.mandaat, orgaan.beslist_over)
        waarin = vouw(" ".join([*over, *(str(zetel.lid) for zetel in leden)]))
        return all(woord in waarin for woord in vouw(self.q).split())


#: How many meetings to come the guide names.
MEESTE_VOLGENDE = 5


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
    #: Opgaven that a body belongs to: slug and name.
    opgaven: list[tuple[str, str]]
    #: How many bodies were found.
    gevonden: int

    @property
    def volgende(self) -> list[Vergadering]:
        """The next meeting of each body that was found and has one, the first of them."""
        komend = [regel.volgende for _kop, regels in self.groepen for regel in regels if regel.volgende]
        return sorted(komend, key=lambda v: (v.datum, v.begin or time.max))[:MEESTE_VOLGENDE]


def maak_gids(gebruiker, datum: date, zoek: Zoekvraag | None = None) -> Gids:
    """The guide as `gebruiker` may read it, on `datum`; with `zoek` only the bodies that it asks for. Five queries,
    however many bodies."""
    zoek = zoek or Zoekvraag()
    organen = list(Overlegorgaan.objects.zichtbaar_voor(gebruiker).select_related("opgave"))
    lopend = [o for o in organen if not (o.gestopt_op(datum) or o.onzeker_op(datum) or o.begint_na(datum))]
    zetels = zetels_op(lopend, datum)
    volgende = _volgende_vergaderingen(gebruiker, datum)
    regels = [Regel(orgaan, zetels[orgaan.pk], volgende.get(orgaan.pk)) for orgaan in lopend]
    per_slug = {orgaan.slug: orgaan for orgaan in lopend}
    gevonden = [regel for regel in regels if zoek.past(regel.orgaan, regel.leden)]
    team = per_slug.get("programmateam")
    return Gids(
        groepen=[(kop, [r for r in gevonden if r.orgaan.soort in soorten]) for kop, soorten in GROEPEN],
        vragen=[(vraag, per_slug[slug], bij) for vraag, slug, bij in VRAGEN if slug in per_slug],
        gestopt=[o for o in organen if o.gestopt_op(datum) and zoek.past(o, [])],
        onzeker=[o for o in organen if o.onzeker_op(datum) and zoek.past(o, [])],
        aantal=len(lopend),
        buiten=sum(1 for orgaan in lopend if not orgaan.binnen_programma),
        zonder_bestuur=team.zonder_bestuur if team else "",
        opgaven=sorted({(o.opgave.slug, o.opgave.naam) for o in organen if o.opgave}, key=lambda paar: paar[1]),
        gevonden=len(gevonden),
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
    komend = Vergadering.objects.zichtbaar_voor(gebruiker).geldig().filter(datum__gte=datum).select_related("orgaan")
    volgende: dict[int, Vergadering] = {}
    for vergadering in komend.order_by("datum", "begin", "pk"):
        volgende.setdefault(vergadering.orgaan_id, vergadering)
    return volgende
