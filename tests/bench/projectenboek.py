"""Measure the projectenboek: ``python -m tests.bench.projectenboek [AANTAL ...]``.

Beside each book the same HTML through WeasyPrint without labels, checks and archive profile, in a process of its own:
machines differ, so the ratio is what counts. Prints JSON lines and a table.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

AANTALLEN = (65, 500)


def meet(aantal: int, soort: str, map_: Path) -> dict:
    """Make one book in this process; CPU seconds from snapshot to file, pages, bytes and the most memory used."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from weasyprint import HTML

    from monitor import opmaak, pdf
    from monitor.models import editie
    from monitor.projectenboek.snapshot import bouw_snapshot
    from tests.bench.gegevens import vul

    vul(aantal)
    wat = editie(date.today())
    begin = time.process_time()
    with CaptureQueriesContext(connection) as vragen:
        inhoud = bouw_snapshot(wat["peildatum"], titel=wat["titel"], periode=(wat["periode_van"], wat["periode_tot"]))
    vastgelegd = time.process_time()
    uit = map_ / "boek.pdf"
    if soort == "boek":
        opgemaakt = opmaak.maak_op(inhoud)
        opmaak.schrijf(inhoud, opgemaakt, uit)
        opmaak.controleer(inhoud, opgemaakt)
        bladzijden = opgemaakt.bladzijden
    else:
        document = HTML(string=opmaak.als_html(inhoud), base_url=f"{pdf.STATIC.as_uri()}/").render()
        document.write_pdf(uit)
        bladzijden = len(document.pages)
    klaar = time.process_time()
    return {
        "acties": aantal,
        "soort": soort,
        "vragen": len(vragen),
        "vastleggen_s": round(vastgelegd - begin, 2),
        "cpu_s": round(klaar - vastgelegd, 2),
        "bladzijden": bladzijden,
        "kB": round(uit.stat().st_size / 1024),
        "MB_geheugen": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def los(aantal: int, soort: str) -> None:
    """Measure in this process, on a database of its own."""
    os.environ |= {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "sterkvoornoord.settings", "LOG_LEVEL": "ERROR"}
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="svn-bench-") as map_:
        os.environ["VAR_DIR"] = map_
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        sys.stdout.write(json.dumps(meet(aantal, soort, Path(map_))) + "\n")


def tabel(rijen: list[dict]) -> str:
    """The rows as a Markdown table: one line per size."""
    regels = [
        "| acties | bladzijden | CPU, maal kaal | per 100 bladzijden | geheugen | bestand, per bladzijde | vragen |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for boek in (rij for rij in rijen if rij["soort"] == "boek"):
        kaal = next(rij for rij in rijen if rij["soort"] == "kaal" and rij["acties"] == boek["acties"])
        getallen = [
            f"{boek['cpu_s'] / kaal['cpu_s']:.2f} ×",
            f"{boek['cpu_s'] / boek['bladzijden'] * 100:.1f} s",
            f"{boek['MB_geheugen']} MB",
            f"{boek['kB'] / boek['bladzijden']:.1f} kB",
        ]
        cellen = " | ".join(getallen).replace(".", ",")
        regels.append(f"| {boek['acties']} | {boek['bladzijden']} | {cellen} | {boek['vragen']} |")
    return "\n".join(regels)


def main() -> None:
    if sys.argv[1:2] == ["--los"]:
        return los(int(sys.argv[2]), sys.argv[3])
    rijen = []
    for aantal in [int(a) for a in sys.argv[1:]] or AANTALLEN:
        for soort in ("kaal", "boek"):
            opdracht = [sys.executable, "-m", "tests.bench.projectenboek", "--los", str(aantal), soort]
            uit = subprocess.run(opdracht, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1]
            sys.stdout.write(uit + "\n")
            sys.stdout.flush()
            rijen.append(json.loads(uit))
    sys.stdout.write("\n" + tabel(rijen) + "\n")


if __name__ == "__main__":
    main()
