"""Start the whole portal on this machine: data, example accounts, a worker and a web server."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from acties.models import Actie
from monitor.voorbeeldaccounts import ACCOUNTS, DOMEIN, WACHTWOORD, maak_voorbeeldaccounts
from monitor.voorbeeldideeen import maak_voorbeeldideeen
from monitor.voorbeeldset import laad_voorbeeldcijfers


class Command(BaseCommand):
    help = "Start het portaal op deze computer, met het echte programma, voorbeeldaccounts en een worker."

    def add_arguments(self, parser):
        parser.add_argument("--poort", type=int, default=8000)
        parser.add_argument("--opnieuw", action="store_true", help="Gooi de gegevens van de demo eerst weg.")
        parser.add_argument("--alleen-gegevens", action="store_true", help="Laad de gegevens en stop dan.")

    def handle(self, *args, poort: int, opnieuw: bool, alleen_gegevens: bool, **opties):
        if not settings.DEBUG:
            raise CommandError("De demo werkt alleen met DEBUG=true: de accounts hebben een bekend wachtwoord.")
        self.stdout.write(f"Ik start het portaal op http://127.0.0.1:{poort}, met het echte programma.")
        if not alleen_gegevens:
            self._controleer_poort(poort)
        if opnieuw:
            self._gooi_weg()
        call_command("migrate", verbosity=0)
        if not Actie.objects.exists():
            call_command("laad_programma", stdout=self.stdout)
        if maak_voorbeeldaccounts():
            self.stdout.write("De voorbeeldaccounts zijn gemaakt.")
        if maak_voorbeeldideeen():
            self.stdout.write("Er staan voorbeelden van ideeën op /initiatieven/.")
        if laad_voorbeeldcijfers():
            self.stdout.write("De voorbeeldcijfers zijn geladen; het programmateam haalt ze weg op /monitor/.")
        if not alleen_gegevens:
            self._dien_op(poort)

    def _controleer_poort(self, poort: int) -> None:
        with socket.socket() as proef:
            # Without this a port that was in use a moment ago would seem taken.
            proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                proef.bind(("127.0.0.1", poort))
            except OSError as fout:
                raise CommandError(f"Poort {poort} is bezet. Kies een andere, zoals: make demo PORT=8001.") from fout

    def _gooi_weg(self) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("Opnieuw beginnen kan alleen met de ingebouwde SQLite-database.")
        connection.close()
        bestand = Path(settings.DATABASES["default"]["NAME"])
        for pad in (bestand, *(bestand.with_name(bestand.name + staart) for staart in ("-wal", "-shm"))):
            pad.unlink(missing_ok=True)
        for map_ in (settings.MEDIA_ROOT, settings.VAR_DIR / "wachtrij", settings.VAR_DIR / "cache"):
            shutil.rmtree(map_, ignore_errors=True)
        (settings.VAR_DIR / "wachtrij" / "control").mkdir(parents=True, exist_ok=True)

    def _dien_op(self, poort: int) -> None:
        """Run worker and web server as children of this process until one asks to stop."""
        connection.close()
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{poort}")
        worker = [sys.executable, "-m", "celery", "--quiet", "--app", "sterkvoornoord", "worker", "--beat"]
        worker += ["--schedule", str(settings.VAR_DIR / "beat-schema")]
        worker += ["--concurrency", "1", "--loglevel", "WARNING"]
        web = [sys.executable, "-m", "gunicorn", "sterkvoornoord.wsgi", "--bind", f"127.0.0.1:{poort}"]
        # Threads, so that who downloads slowly is not taken for a process that hangs.
        web += ["--workers", "2", "--threads", "4", "--log-level", "warning", "--timeout", "60", "--no-control-socket"]
        kinderen = {"worker": _start(worker), "web": _start(web)}
        # Also where the shell started us with SIGINT ignored, as it does for a job in the background.
        for sein in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sein, _stop)
        try:
            self._wacht_tot_bereikbaar(poort, kinderen["web"])
            self._vertel(poort)
            while True:
                time.sleep(1)
                if kinderen["web"].poll() is not None:
                    raise CommandError("De webserver is gestopt.")
                if kinderen["worker"].poll() is not None:
                    self.stderr.write("De worker was gestopt en start opnieuw.")
                    kinderen["worker"] = _start(worker)
        except KeyboardInterrupt:
            self.stdout.write("\nHet portaal stopt. De gegevens blijven bewaard.")
        finally:
            for kind in kinderen.values():
                _beeindig(kind)

    def _wacht_tot_bereikbaar(self, poort: int, web: subprocess.Popen) -> None:
        for _ in range(300):
            if web.poll() is not None:
                raise CommandError("De webserver kon niet starten; zie de regels hierboven.")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", poort), timeout=1):
                return
            time.sleep(0.1)
        raise CommandError("De webserver antwoordt niet binnen 30 seconden.")

    def _vertel(self, poort: int) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nHet portaal staat klaar: http://127.0.0.1:{poort}"))
        self.stdout.write(f"Log in met het wachtwoord {WACHTWOORD} als een van:")
        for naam in ("beheer", *(account[0] for account in ACCOUNTS)):
            self.stdout.write(f"  {naam}@{DOMEIN}")
        self.stdout.write("Stoppen: Ctrl-C.")
        self.stdout.flush()


def _start(opdracht: list[str]) -> subprocess.Popen:
    omgeving = {**os.environ, "DEBUG": "true", "EIGEN_FOUTPAGINAS": "true"}
    return subprocess.Popen(opdracht, cwd=settings.BASE_DIR, env=omgeving)  # noqa: S603 - our own command line


def _stop(*_) -> None:
    raise KeyboardInterrupt


def _beeindig(kind: subprocess.Popen) -> None:
    if kind.poll() is None:
        kind.terminate()
        try:
            kind.wait(10)
        except subprocess.TimeoutExpired:
            kind.kill()
