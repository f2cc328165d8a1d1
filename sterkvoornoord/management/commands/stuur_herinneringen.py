"""Send the reminders of today; see `sterkvoornoord.herinneren`."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from sterkvoornoord import herinneren
from sterkvoornoord.datums import toon_datum


class Command(BaseCommand):
    help = "Stuurt de herinneringen van vandaag. Wie er al een kreeg, krijgt niet nog een."

    def add_arguments(self, parser):
        parser.add_argument("--proef", action="store_true", help="laat zien wie wat zou krijgen en verstuur niets")

    def handle(self, *args, proef: bool, **opties):
        dag = toon_datum(timezone.localdate())
        wat = "laat zien wie vandaag een herinnering zou krijgen" if proef else "stuur de herinneringen van vandaag"
        self.stdout.write(f"Ik {wat}, {dag}.{' Er verandert niets.' if proef else ''}")
        herinneringen = herinneren.van_vandaag()
        if not proef:
            herinneringen = herinneren.stuur(herinneringen)
        for herinnering in herinneringen:
            self.stdout.write(f"  {herinnering.wie}: {herinnering.waarover}")
        if not herinneringen:
            self.stdout.write("Klaar. Vandaag krijgt niemand een herinnering.")
        elif proef:
            self.stdout.write(
                f"Klaar. Het zouden er {len(herinneringen)} zijn. Dit was een proef: er is niets verstuurd."
            )
        else:
            self.stdout.write(f"Klaar. Het zijn er {len(herinneringen)}; de worker verstuurt ze.")
