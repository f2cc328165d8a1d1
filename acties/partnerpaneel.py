"""What the page of the partners shows of its filters."""

from sterkvoornoord.filterpaneel import Filterpaneel, Groep


class Partnerpaneel(Filterpaneel):
    route = "partners:lijst"
    kolommen = ("partner", "soort", "-acties")

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked."""
        return [Groep(naam, self.titel(naam), self.opties(naam)) for naam in ("opgave", "soort", "rol")]
