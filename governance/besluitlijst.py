"""What the register of besluiten shows of its filters, and the columns of its export."""

from collections import Counter

from django.conf import settings

from governance.models import Besluit
from governance.opvolging import Opvolging
from sterkvoornoord.export import Kolom
from sterkvoornoord.filterpaneel import Filterpaneel, Groep


class Besluitpaneel(Filterpaneel):
    route = "besluiten:lijst"
    kolommen = ("-datum", "nummer")

    #: Filters of which several values may be ticked, and the field that each asks about.
    GROEPEN = {"opvolging": "opvolging", "orgaan": "orgaan__slug", "uitkomst": "uitkomst"}

    def groepen(self) -> list[Groep]:
        """The filters to tick, each value with what it gives beside the other filters; one query for all of them."""
        andere = [voorwaarde for naam, voorwaarde in self.filter.voorwaarden.items() if naam not in self.GROEPEN]
        rijen = self.filter.queryset.filter(*andere).order_by().values_list(*self.GROEPEN.values())
        gekozen = [self.filter.gekozen.get(naam) for naam in self.GROEPEN]
        tellingen = [Counter() for _ in self.GROEPEN]
        for rij in rijen:
            past = [not waarden or waarde in waarden for waarde, waarden in zip(rij, gekozen, strict=True)]
            for nr, telling in enumerate(tellingen):
                if all(past[:nr] + past[nr + 1 :]):
                    telling[rij[nr]] += 1
        return [
            Groep(naam, self.titel(naam), self.opties(naam, telling))
            for naam, telling in zip(self.GROEPEN, tellingen, strict=True)
        ]

    def keuzes(self) -> list[Groep]:
        """The filters of which one value is chosen."""
        leeg = {"opgave": "Alle opgaven", "jaar": "Alle jaren"}
        return [Groep(naam, self.titel(naam), self.opties(naam), leeg=alles) for naam, alles in leeg.items()]


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
    Kolom("Opvolging", lambda b: Opvolging(b.opvolging).label, 24),
    Kolom("Stand", Besluit.get_status_display, 14),
    Kolom("Vastgesteld op", lambda b: b.vastgesteld_op, 14),
    Kolom("Vervangt", lambda b: b.vervangt.nummer if b.vervangt else "", 14),
    Kolom("Besloten", lambda b: b.is_besloten, 10),
    Kolom("Adres", lambda b: settings.SITE_URL + b.get_absolute_url(), 44),
]
