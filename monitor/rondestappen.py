"""The steps of a reporting round, from its opening to the bestuur."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from governance.models import Overlegorgaan, Vergadering
from monitor.models import Rapportageronde


@dataclass(frozen=True)
class Stap:
    """One step: what, from when till when (None: not known), and `stand` (af, nu, open) as the page draws it."""

    wat: str
    van: date | None
    tot: date | None
    stand: str

    @property
    def tijd(self) -> str:
        """When, as short as the list has room for: "13 nov", "t/m 4 dec"."""
        if self.tot is None:
            return "nog geen dag"
        return date_format(self.tot, "j b") if self.van == self.tot else f"t/m {date_format(self.tot, 'j b')}"


def eerste_bestuursvergadering(peildatum: date) -> date | None:
    """The first meeting of the bestuur on or after `peildatum`; None when none is planned."""
    vergaderingen = Vergadering.objects.geldig().filter(
        orgaan__soort=Overlegorgaan.Soort.BESTUUR, datum__gte=peildatum
    )
    return vergaderingen.order_by("datum").values_list("datum", flat=True).first()


def stappen(ronde: Rapportageronde, vandaag: date, bestuur: date | None) -> list[Stap]:
    """The steps in order; at most one is going on. Who closes early ends what people do. Pure."""
    morgen = timedelta(days=1)
    dagen = [("Melden en beoordelen", ronde.geopend_op, ronde.deadline)]
    if ronde.peildatum > ronde.deadline + morgen:
        dagen.append(("Nakijken", ronde.deadline + morgen, ronde.peildatum - morgen))
    dagen.append(("Concept van het projectenboek", ronde.peildatum, ronde.peildatum))
    is_open = ronde.status == ronde.Status.OPEN
    begonnen = "af" if ronde.geopend_op <= vandaag or not is_open else "open"
    uit = [Stap("Ronde open", ronde.geopend_op, ronde.geopend_op, begonnen)]
    for wat, van, tot in dagen:
        klaar = tot < vandaag or (not is_open and tot != ronde.peildatum)
        bezig = van <= vandaag and uit[-1].stand == "af"
        uit.append(Stap(wat, van, tot, "af" if klaar else "nu" if bezig else "open"))
    na = bestuur is not None and bestuur < vandaag and uit[-1].stand == "af"
    return [*uit, Stap("Naar het bestuur", bestuur, bestuur, "af" if na else "open")]
