"""What the list of actiepunten shows of its filters, and the columns of its export."""

from collections import Counter

from django.conf import settings
from django.db.models import Count, Q

from governance.models import Actiepunt
from sterkvoornoord.export import Kolom
from sterkvoornoord.filterpaneel import Filterpaneel, Groep, Optie


class Actiepuntpaneel(Filterpaneel):
    route = "actiepunten:lijst"
    kolommen = ("termijn", "nummer")

    def vinkjes(self) -> list[Optie]:
        """The filters that are on or off, each with what it gives beside the other filters."""
        namen = ("van_mij", "te_laat")
        tellingen = {naam: Count("pk", getattr(self.filter, f"voorwaarde_{naam}")(True)) for naam in namen}
        telling = self._andere(*namen).aggregate(**tellingen)
        return [
            Optie(sleutel, self.titel(sleutel), telling[naam], naam in self.filter.gekozen)
            for naam in namen
            for sleutel in [self.filter.naamvorm(naam)]
        ]

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked, each with what it gives beside the other filters."""
        return [
            Groep("status", self.titel("status"), self.opties("status", self._telling("status", "status"))),
            Groep("orgaan", self.titel("orgaan"), self.opties("orgaan", self._telling("orgaan", "orgaan_slug"))),
        ]

    def eigenaars(self) -> Groep:
        return Groep("eigenaar", self.titel("eigenaar"), self.opties("eigenaar"), leeg="Iedereen")

    def _telling(self, naam: str, veld: str) -> Counter:
        return Counter(self._andere(naam).values_list(veld, flat=True))

    def _andere(self, *namen: str):
        """What the filters besides `namen` give."""
        voorwaarden: list[Q] = [q for naam, q in self.filter.voorwaarden.items() if naam not in namen]
        return self.filter.queryset.filter(*voorwaarden).order_by()


KOLOMMEN = [
    Kolom("Nummer", lambda p: p.nummer, 14),
    Kolom("Actiepunt", lambda p: p.tekst, 60),
    Kolom("Wie doet het", lambda p: p.eigenaar, 40),
    Kolom("Gevraagd door", lambda p: p.orgaan_naam or "", 30),
    Kolom("Uiterlijk", lambda p: p.uiterlijk, 14),
    Kolom("Stand", Actiepunt.get_status_display, 14),
    Kolom("Dagen te laat", lambda p: p.dagen_te_laat or None, 14),
    Kolom("Afgesloten op", lambda p: p.afgesloten_op, 14),
    Kolom("Hoe het afliep", lambda p: p.afsluiting, 60),
    Kolom("Adres", lambda p: settings.SITE_URL + p.get_absolute_url(), 44),
]
