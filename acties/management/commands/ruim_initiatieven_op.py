"""Remove personal data of submitters that is no longer needed; the scheduler does so every night."""

from django.core.management.base import BaseCommand

from acties.initiatieven.opruimen import ruim_op


class Command(BaseCommand):
    help = "Wist concepten, onbevestigde ideeën en de gegevens van indieners van gesloten initiatieven."

    def add_arguments(self, parser):
        parser.add_argument("--proef", action="store_true", help="Tel alleen; er verandert niets.")

    def handle(self, *args, proef: bool, **opties):
        wat = "Ik tel welke gegevens van indieners weg kunnen" if proef else "Ik wis gegevens die niet meer nodig zijn"
        self.stdout.write(f"{wat}.")
        self.stdout.write(str(ruim_op(proef=proef)))
