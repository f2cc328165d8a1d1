"""Make a book from the programme as it is now and write it to a file, without the queue."""

import contextlib
import os
import re
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from monitor.bevriezen import GeenProgramma, controlegetal
from monitor.models import Publicatie, editie, monitor_editie
from monitor.models.publicatie import Editie
from monitor.vastleggen import leg_vast

SOORTEN = tuple(Publicatie.Soort.values)


def lees_periode(tekst: str) -> tuple[int, int]:
    """ "2023" or "2023-2024" as first and last year; raises CommandError with a Dutch sentence."""
    deel = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", tekst)
    van, tot = (int(deel[1]), int(deel[2] or deel[1])) if deel else (0, 0)
    if not 2000 <= van <= tot <= 2100:
        raise CommandError(f"{tekst!r} is geen periode. Schrijf een jaar of twee jaren, zoals 2024 of 2023-2024.")
    return van, tot


def lees_editie(soort: str, periode: str) -> Editie:
    """What is to be made; raises CommandError with a Dutch sentence when that cannot be."""
    dag, jaren = timezone.localdate(), lees_periode(periode) if periode else None
    if soort == Publicatie.Soort.MONITOR:
        try:
            return monitor_editie(dag, jaren)
        except ValueError as fout:
            raise CommandError(str(fout)) from fout
    wat = editie(dag)
    if jaren:
        wat["titel"] = f"{Publicatie.Soort.PROJECTENBOEK.label} {periode}"
        wat["periode_van"], wat["periode_tot"] = date(jaren[0], 1, 1), date(jaren[1], 12, 31)
    return wat


class Command(BaseCommand):
    help = "Maakt het projectenboek of de monitor als pdf, met de gegevens van nu, en schrijft het naar een bestand."

    def add_arguments(self, parser):
        parser.add_argument("soort", help=" of ".join(SOORTEN))
        parser.add_argument(
            "--periode",
            default="",
            help="jaren, zoals 2023-2024; anders dit halfjaar, of voor de monitor de 2 jaren ervoor",
        )
        parser.add_argument("--uit", type=Path, metavar="PAD", help="bestand dat ik schrijf")

    def handle(self, *args, soort: str, periode: str, uit: Path | None, **opties):
        if soort not in SOORTEN:
            raise CommandError(f"{soort!r} ken ik niet. Kies uit: {', '.join(SOORTEN)}.")
        if uit is None:
            raise CommandError("Zeg met --uit PAD waar het bestand moet komen.")
        wat = lees_editie(soort, periode)
        self.stdout.write(f"Ik maak {wat['titel']} en schrijf {uit}.")
        if uit.is_dir() or not uit.parent.is_dir():
            raise CommandError(f"{uit} is geen bestand dat ik kan maken: kies een bestaande map en een bestandsnaam.")
        try:
            inhoud = leg_vast(wat)
        except GeenProgramma as fout:
            raise CommandError(str(fout)) from fout
        bladzijden = self._maak(inhoud, uit)
        self.stdout.write(f"  gegevens: {len(inhoud['acties'])} acties, controlegetal {controlegetal(inhoud)}")
        self.stdout.write(f"Klaar: {bladzijden} bladzijden, {uit.stat().st_size} bytes.")

    def _maak(self, inhoud: dict, uit: Path) -> int:
        """Write the book beside its place, and put it there when it is whole; return its number of pages."""
        from monitor import opmaak  # typesetting takes a second to load
        from monitor.services.maken import reden_van

        half = None
        try:
            self.stdout.write("  bladzijden opmaken…")
            opgemaakt = opmaak.maak_op(inhoud)
            with NamedTemporaryFile(dir=uit.parent, prefix=".publicatie-", suffix=".pdf", delete=False) as bestand:
                half = Path(bestand.name)
            self.stdout.write("  pdf schrijven…")
            opmaak.schrijf(inhoud, opgemaakt, half)
            opmaak.controleer(inhoud, opgemaakt)
            half.chmod(0o666 & ~_umask())
            half.replace(uit)
        except Exception as fout:
            raise CommandError(f"Er is niets geschreven. {reden_van(fout)}") from fout
        finally:
            if half:
                with contextlib.suppress(OSError):
                    half.unlink(missing_ok=True)
        return opgemaakt.bladzijden


def _umask() -> int:
    masker = os.umask(0)
    os.umask(masker)
    return masker
