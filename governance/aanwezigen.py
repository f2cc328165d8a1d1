"""Who was at a meeting, or who may be expected there."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from governance.models import Aanwezigheid, Lidmaatschap, Vergadering


@dataclass(frozen=True)
class Aanwezig:
    """A seat at a meeting: `stand` is empty as long as nobody wrote down who was there."""

    lid: Lidmaatschap
    stand: str = ""
    vervanger: str = ""


@dataclass(frozen=True)
class Aanwezigen:
    rijen: list[Aanwezig]

    @property
    def zijn_vastgelegd(self) -> bool:
        return any(rij.stand for rij in self.rijen)

    @property
    def aantal(self) -> int:
        """How many seats were taken, also by somebody instead."""
        return sum(rij.stand in (Aanwezigheid.Stand.AANWEZIG, Aanwezigheid.Stand.VERVANGEN) for rij in self.rijen)


def aanwezigen_van(vergadering: Vergadering) -> Aanwezigen:
    """The seats of which it was recorded whether they were taken, else those that are held on the day; one query."""
    van_nu = FilteredRelation("aanwezigheden", condition=Q(aanwezigheden__vergadering=vergadering))
    leden = Lidmaatschap.objects.filter(orgaan=vergadering.orgaan_id).select_related("partner")
    leden = leden.annotate(hier=van_nu, stand=F("hier__stand"), vervanger=F("hier__vervanger"))
    rijen = list(leden.order_by("volgorde", "pk"))
    if vastgelegd := [Aanwezig(lid, lid.stand, lid.vervanger) for lid in rijen if lid.stand]:
        return Aanwezigen(vastgelegd)
    return Aanwezigen([Aanwezig(lid) for lid in rijen if lid.geldt_op(vergadering.datum)])
