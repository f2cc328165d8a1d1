"""What the register of besluiten shows of its filters, and the columns of its export."""

from collections import Counter

from django.conf import settings

from governance.models import Besluit
from sterkvoornoord.export import Kolom
from sterkvoornoord.filterpaneel import Filterpaneel, Groep


class Besluitpaneel(Filterpaneel):
    route = "besluiten:lijst"
    kolommen = ("-datum", "nummer")

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked, each with what it gives beside the other filters."""
        return [
            Groep("orgaan", self.titel("orgaan"), self.opties("orgaan", self._telling("orgaan", "orgaan__slug"))),
            Groep("uitkomst", self.titel("uitkomst"), self.opties("uitkomst", self._telling("uitkomst", "uitkomst"))),
        ]

    def jaren(self) -> Groep:
        return Groep("jaar", self.titel("jaar"), self.opties("jaar"), leeg="Alle jaren")

    def _telling(self, naam: str, veld: str) -> Counter:
        andere = [voorwaarde for filter_, voorwaarde in self.filter.voorwaarden.items() if filter_ != naam]
        return Counter(self.filter.queryset.filter(*andere).order_by().values_list(veld, flat=True))


def vervangen_door(besluit: Besluit) -> Besluit | None:
    """The vastgesteld besluit that came in its place; needs `vervangen_door` selected."""
    volgende = getattr(besluit, "vervangen_door", None)
    return volgende if volgende is not None and volgende.is_vastgesteld else None


KOLOMMEN = [
    Kolom("Nummer", lambda b: b.nummer, 14),
    Kolom("Titel", lambda b: b.titel, 40),
    Kolom("Besluit", lambda b: b.tekst, 60),
    Kolom("Genomen door", lambda b: b.orgaan.naam, 30),
    Kolom("Datum", lambda b: b.datum if b.datum_precisie == "dag" else b.wanneer, 14),
    Kolom("Vergadering", lambda b: b.vergadering.nummer if b.vergadering else "", 14),
    Kolom("Mandaat", lambda b: b.mandaat, 40),
    Kolom("Uitkomst", Besluit.get_uitkomst_display, 20),
    Kolom("Stand", Besluit.get_status_display, 14),
    Kolom("Vastgesteld op", lambda b: b.vastgesteld_op, 14),
    Kolom("Vervangt", lambda b: b.vervangt.nummer if b.vervangt else "", 14),
    Kolom("Besloten", lambda b: b.is_besloten, 10),
    Kolom("Adres", lambda b: settings.SITE_URL + b.get_absolute_url(), 44),
]
