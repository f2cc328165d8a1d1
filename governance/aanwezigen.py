"""Who was at a meeting, or who may be expected there, and what the members answered."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from governance.models import Aanmelding, Aanwezigheid, Lidmaatschap, Vergadering, Verslagreactie

Komst = Aanmelding.Stand


@dataclass(frozen=True)
class Aanwezig:
    """A seat at a meeting: `stand` is empty as long as nobody wrote down whether it was taken; `komst` and `reactie`
    are what the account of the seat answered to the invitation, and said of the verslag."""

    lid: Lidmaatschap
    stand: str = ""
    vervanger: str = ""
    komst: Aanmelding | None = None
    reactie: Verslagreactie | None = None


@dataclass(frozen=True)
class Aanwezigen:
    #: What the page shows: the seats of the day, and those that were recorded all the same.
    rijen: list[Aanwezig]
    #: Every seat that the body has or had.
    zetels: list[Aanwezig] = field(default_factory=list)

    @property
    def zijn_vastgelegd(self) -> bool:
        return any(rij.stand for rij in self.rijen)

    @property
    def aantal(self) -> int:
        """How many seats were taken, also by somebody instead."""
        return sum(rij.stand in (Aanwezigheid.Stand.AANWEZIG, Aanwezigheid.Stand.VERVANGEN) for rij in self.rijen)

    @property
    def verwacht(self) -> str:
        """What the members answered so far, in a sentence."""
        telling = Counter(rij.komst.stand if rij.komst else "" for rij in self.rijen)
        komen, niet = telling[Komst.KOMT] + telling[Komst.VERVANGEN], telling[Komst.KOMT_NIET]
        delen = [f"{komen} {'komt' if komen == 1 else 'komen'}"]
        if niet:
            delen.append(f"{niet} {'komt' if niet == 1 else 'komen'} niet")
        if telling[""]:
            delen.append(f"van {telling['']} is er nog geen antwoord")
        return ", ".join(delen) + "."


#: What comes along with a seat of the answers that its account gave, by the name it has in the query.
VAN_AANMELDING = ("stand", "vervanger", "versie")
VAN_REACTIE = ("pk", "als", "akkoord", "tekst", "op", "oordeel", "antwoord", "versie")


def aanwezigen_van(vergadering: Vergadering) -> Aanwezigen:
    """The seats that are held on the day, and those of which it was recorded whether they were taken, each with the
    answers of its account; one query."""
    van_nu = FilteredRelation("aanwezigheden", condition=Q(aanwezigheden__vergadering=vergadering))
    leden = Lidmaatschap.objects.filter(orgaan=vergadering.orgaan_id).select_related("partner")
    leden = leden.annotate(hier=van_nu, stand=F("hier__stand"), vervanger=F("hier__vervanger"))
    for naam, relatie, velden in (
        ("komst", "gebruiker__aanmeldingen", VAN_AANMELDING),
        ("reactie", "gebruiker__verslagreacties", VAN_REACTIE),
    ):
        van_haar = FilteredRelation(relatie, condition=Q(**{f"{relatie}__vergadering": vergadering}))
        leden = leden.annotate(**{naam: van_haar, **{f"{naam}_{v}": F(f"{naam}__{v}") for v in velden}})
    zetels = [
        Aanwezig(
            lid,
            lid.stand or "",
            lid.vervanger or "",
            _antwoord(lid, Aanmelding, "komst", VAN_AANMELDING),
            _antwoord(lid, Verslagreactie, "reactie", VAN_REACTIE),
        )
        for lid in leden.order_by("volgorde", "pk")
    ]
    return Aanwezigen([rij for rij in zetels if rij.stand or rij.lid.geldt_op(vergadering.datum)], zetels)


def _antwoord(lid, soort, naam: str, velden: tuple[str, ...]):
    """The answer that came along with a seat, to read only; None when there is none."""
    if getattr(lid, f"{naam}_versie") is None:
        return None
    return soort(gebruiker_id=lid.gebruiker_id, **{veld: getattr(lid, f"{naam}_{veld}") for veld in velden})
