"""Look whether every edition that is vastgesteld is still what was adopted."""

from django.core.management.base import BaseCommand, CommandError

from monitor.echtheid import fouten_van
from monitor.models import Publicatie


class Command(BaseCommand):
    help = "Rekent van elke vastgestelde editie de controlegetallen na: van de gegevens en van de pdf’s."

    def handle(self, *args, **opties):
        edities = Publicatie.objects.vastgesteld().order_by("pk")
        self.stdout.write(f"Ik kijk na: {_telling(edities.count())}.")
        fouten = []
        # One at a time: a snapshot may be large.
        for editie in edities.iterator(chunk_size=1):
            eigen = list(fouten_van(editie))
            fouten += eigen
            self.stdout.write(f"{editie}: {'klopt' if not eigen else ' '.join(eigen)}")
        if fouten:
            raise CommandError(
                f"{len(fouten)} keer klopt iets niet. Zet dat bestand of die gegevens terug uit een back-up."
            )


def _telling(aantal: int) -> str:
    return "1 vastgestelde editie" if aantal == 1 else f"{aantal} vastgestelde edities"
