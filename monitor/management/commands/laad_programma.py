"""Load the programme's data; see `monitor.laden`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from monitor.laden import PROGRAMMA, laad_programma
from sterkvoornoord.laden import LaadFout


class Command(BaseCommand):
    help = "Laadt opgaven, doelen, plannen, partners en acties uit een JSON-bestand. Nog eens laden kan altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand", nargs="?", type=Path, default=PROGRAMMA, help="standaard: %(default)s")

    def handle(self, *args, bestand: Path, **opties):
        self.stdout.write(f"Ik laad het programma uit {bestand}.")
        try:
            lader = laad_programma(bestand)
        except LaadFout as fout:
            raise CommandError(f"Er is niets veranderd. {str(fout).strip()}") from fout
        for soort, telling in lader.tellingen.items():
            self.stdout.write(
                f"  {soort}: " + ", ".join(f"{aantal} {wat}" for wat, aantal in telling.items() if aantal)
            )
        for regel in lader.behouden:
            self.stdout.write(f"  Niet overgenomen, in het portaal anders: {regel}")
        self.stdout.write("Klaar." if lader.veranderd else "Klaar. Er is niets veranderd.")
