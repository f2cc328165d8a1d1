"""Import the printed tables of a plan (Activiteit, Resultaat, Status); see `acties.planimport`."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from acties.planimport.opslaan import Soort, Uitslag, importeer
from acties.planimport.regels import Gelezen
from monitor.importeren.plantabel import PlanFout, lees_plan
from monitor.importeren.tabel import LeesFout
from sterkvoornoord.laden import LaadFout


class Command(BaseCommand):
    help = "Importeert de plantabellen uit een bestand: alles of niets. Nog eens importeren verandert niets."

    def add_arguments(self, parser):
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--plan", metavar="SLUG", help="het plan van de tabel, als het bestand dat niet zegt")
        parser.add_argument("--proef", action="store_true", help="laat zien wat er zou gebeuren en verander niets")

    def handle(self, *args, bestand: Path, plan: str | None, proef: bool, **opties):
        doel = "Er verandert niets." if proef else "Nieuwe acties worden concept; wat er al is, blijft zoals het is."
        self.stdout.write(f"Ik {'lees' if proef else 'importeer'} de plantabellen uit {bestand}. {doel}")
        try:
            gelezen = self._lees(bestand, plan)
            uitslag = importeer(gelezen, bestand=bestand.name, proef=proef)
        except FileNotFoundError as fout:
            raise CommandError(f"Er is niets veranderd. Het bestand {bestand} is er niet.") from fout
        except OSError as fout:
            raise CommandError(f"Er is niets veranderd. Het bestand is niet te lezen: {fout.strerror}.") from fout
        except (LeesFout, LaadFout) as fout:
            raise CommandError(f"Er is niets veranderd. {fout}") from fout
        self._vertel(uitslag)
        if proef:
            self.stdout.write("Klaar. Dit was een proef: er is niets veranderd.")
        else:
            self.stdout.write("Klaar." if uitslag.van(Soort.NIEUW) else "Klaar. Er is niets veranderd.")

    def _lees(self, bestand: Path, slug: str | None) -> Gelezen:
        with bestand.open("rb") as stroom:
            try:
                gelezen = lees_plan(stroom, naam=bestand.name, slug=slug)
            except PlanFout as fout:
                raise LeesFout(f"{fout} Met --plan: {', '.join(fout.slugs) or 'er is nog geen plan'}.") from fout
        for naam, aantal in Counter(rij.plan.naam for rij in gelezen.rijen).items():
            self.stdout.write(f"  Gelezen: {aantal} rijen van {naam}.")
        if gelezen.andere:
            self.stdout.write(f"  Overgeslagen: {gelezen.andere} tabellen waarbij geen plan staat.")
        return gelezen

    def _vertel(self, uitslag: Uitslag) -> None:
        if gelijk := uitslag.van(Soort.GELIJK):
            self.stdout.write(f"  Al in het portaal: {len(gelijk)}")
        nieuw = [f"{r.wie}: {r.actie.nummer} {r.titel}, {r.label.status.label}" for r in uitslag.van(Soort.NIEUW)]
        for kop, regels in (("Nieuw", nieuw), ("Kijk dit na", uitslag.twijfels)):
            if regels:
                self.stdout.write(f"  {kop}: {len(regels)}")
                for regel in regels:
                    self.stdout.write(f"    {regel}")
