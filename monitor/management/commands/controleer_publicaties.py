"""Look whether every edition and every besluitenlijst that is vastgesteld is still what was adopted."""

from django.core.management.base import BaseCommand, CommandError

from monitor.echtheid import fouten_van, fouten_van_lijst
from monitor.models import Besluitenlijst, Publicatie


class Command(BaseCommand):
    help = "Rekent van elke vastgestelde editie en besluitenlijst de controlegetallen na: van gegevens en pdf’s."

    def handle(self, *args, **opties):
        edities = Publicatie.objects.vastgesteld().order_by("pk")
        self.stdout.write(f"Ik kijk na: {_telling(edities.count())}.")
        fouten = []
        # One at a time: a snapshot may be large.
        for editie in edities.iterator(chunk_size=1):
            eigen = list(fouten_van(editie))
            fouten += eigen
            self.stdout.write(f"{editie}: {'klopt' if not eigen else ' '.join(eigen)}")
        lijsten = Besluitenlijst.objects.select_related("vergadering").order_by("pk")
        self.stdout.write(f"Ik kijk ook {lijsten.count()} keer een vastgestelde besluitenlijst na.")
        for lijst in lijsten.iterator(chunk_size=20):
            eigen = list(fouten_van_lijst(lijst))
            fouten += eigen
            self.stdout.write(f"{lijst}: {'klopt' if not eigen else ' '.join(eigen)}")
        if fouten:
            raise CommandError(
                f"{len(fouten)} keer klopt iets niet. Zet dat bestand of die gegevens terug uit een back-up."
            )


def _telling(aantal: int) -> str:
    return "1 vastgestelde editie" if aantal == 1 else f"{aantal} vastgestelde edities"
