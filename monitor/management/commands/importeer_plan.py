"""Import the printed tables of a plan (Activiteit, Resultaat, Status); see `acties.planimport`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from acties.planimport.opslaan import Uitslag, importeer
from acties.planimport.regels import Gelezen, lees_tabellen
from monitor.importeren.plantabel import lees_lijnen
from monitor.importeren.tabel import LeesFout
from opgaven.models import Uitvoeringsplan
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
            self.stdout.write("Klaar." if uitslag.nieuw else "Klaar. Er is niets veranderd.")

    def _lees(self, bestand: Path, slug: str | None) -> Gelezen:
        plannen = list(Uitvoeringsplan.objects.select_related("opgave"))
        slugs = ", ".join(plan.slug for plan in plannen) or "er is nog geen plan"
        gekozen = next((plan for plan in plannen if plan.slug == slug), None)
        if slug and gekozen is None:
            raise LeesFout(f"Het plan “{slug}” bestaat niet. Kies uit: {slugs}.")
        with bestand.open("rb") as stroom:
            lijnen = lees_lijnen(stroom, naam=bestand.name)
        gelezen = lees_tabellen(lijnen, plannen, gekozen)
        per_plan: dict[str, int] = {}
        for rij in gelezen.rijen:
            per_plan[rij.plan.naam] = per_plan.get(rij.plan.naam, 0) + 1
        if not gelezen.rijen:
            raise LeesFout(_waarom_niets(gelezen, slugs))
        if anders := {rij.plan.slug for rij in gelezen.rijen if gekozen and rij.plan != gekozen}:
            raise LeesFout(f"Het bestand noemt zelf het plan van de tabel: {', '.join(anders)}. Laat --plan weg.")
        for naam, aantal in per_plan.items():
            self.stdout.write(f"  Gelezen: {aantal} rijen van {naam}.")
        if gelezen.andere:
            self.stdout.write(f"  Overgeslagen: {gelezen.andere} tabellen waarbij geen plan staat.")
        return gelezen

    def _vertel(self, uitslag: Uitslag) -> None:
        if uitslag.gelijk:
            self.stdout.write(f"  Al in het portaal: {uitslag.gelijk}")
        for kop, regels in (
            ("Nieuw", uitslag.nieuw),
            ("Weggehaald in het portaal", uitslag.weg),
            ("Kijk dit na", uitslag.twijfels),
        ):
            if regels:
                self.stdout.write(f"  {kop}: {len(regels)}")
                for regel in regels:
                    self.stdout.write(f"    {regel}")


def _waarom_niets(gelezen: Gelezen, slugs: str) -> str:
    if gelezen.andere:
        return f"Het bestand zegt niet bij welk plan de tabel hoort. Geef het plan met --plan: {slugs}."
    return "Wij vinden in dit bestand geen tabel met de kolommen Activiteit, Resultaat en Status."
