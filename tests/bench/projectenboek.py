"""Measure the projectenboek: ``python -m tests.bench.projectenboek [AANTAL ...]``.

Per size, each in a process of its own: one plain tagged WeasyPrint document of the same HTML, headless Chromium that
prints it, and the book as the portal makes it: with nothing kept, with everything kept, and after one actie changed.
Machines differ, so the ratios count. 2,000 acties as one document take 2 GB and minutes: ask for it by number. Prints
JSON lines and a table.
"""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

AANTALLEN = (65, 500)
SOORTEN = ("vastleggen", "kaal", "chromium", "koud", "bewaard", "gewijzigd", "kort")


def verbruikt() -> float:
    """CPU seconds of this process and of those that it started."""
    delen = (resource.getrusage(wie) for wie in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(deel.ru_utime + deel.ru_stime for deel in delen)


def inhoud_van(aantal: int, map_: Path) -> dict:
    """A snapshot of `aantal` acties, from that of the real programme, which is frozen once."""
    from tests.bench.inhoud import vermenigvuldig

    return vermenigvuldig(json.loads((map_ / "programma.json").read_text()), aantal)


def vastleggen(aantal: int, map_: Path, uit: Path) -> dict:
    """Freeze a database of this size, and keep the snapshot of the programme itself for the others."""
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from monitor.laden import laad_programma
    from monitor.models import editie
    from monitor.vastleggen import leg_vast
    from tests.bench.gegevens import vul

    call_command("migrate", verbosity=0)
    laad_programma()
    (map_ / "programma.json").write_text(json.dumps(leg_vast(editie(date(2026, 10, 1)))))
    vul(aantal)
    reset_queries()  # the log is full of what was loaded, and then counts no more
    begin = verbruikt()
    with CaptureQueriesContext(connection) as vragen:
        leg_vast(editie(date(2026, 10, 1)))
    return {"vragen": len(vragen), "cpu_s": round(verbruikt() - begin, 2)}


def kaal(aantal: int, map_: Path, uit: Path) -> dict:
    """One tagged document by WeasyPrint, with nothing of ours but the HTML and the styles."""
    from weasyprint import HTML

    from monitor import opmaak, pdf

    html = opmaak.als_html(inhoud_van(aantal, map_))
    begin = verbruikt()
    document = HTML(string=html, base_url=pdf.BASIS).render(pdf_variant="pdf/ua-1")
    document.write_pdf(uit, pdf_variant="pdf/ua-1")
    return {"cpu_s": verbruikt() - begin}


def chromium(aantal: int, map_: Path, uit: Path) -> dict:
    """The same HTML printed by a browser."""
    from monitor import opmaak, pdf

    blad = map_ / "boek.html"
    html = opmaak.als_html(inhoud_van(aantal, map_))
    blad.write_text(html.replace("<head>", f'<head><base href="{pdf.BASIS}">', 1))
    programma = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not programma:
        raise SystemExit("chromium ontbreekt (apt-get install chromium)")
    vlaggen = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--no-pdf-header-footer",
    ]
    opdracht = [programma, *vlaggen, f"--user-data-dir={map_}/chromium", f"--print-to-pdf={uit}", blad.as_uri()]
    proces = subprocess.Popen(opdracht, stderr=subprocess.DEVNULL, start_new_session=True)
    tijden: dict[str, float] = {}
    geheugen: dict[str, int] = {}
    # Its processes do not wait for one another, so their parent never learns what they used.
    while proces.poll() is None:
        for pid, seconden, megabytes in van_sessie(proces.pid):
            tijden[pid], geheugen[pid] = seconden, max(megabytes, geheugen.get(pid, 0))
        time.sleep(0.02)
    if proces.returncode:
        raise SystemExit(f"chromium stopte met code {proces.returncode}")
    return {"cpu_s": sum(tijden.values()), "MB": max(geheugen.values())}


def van_sessie(leider: int) -> Iterator[tuple[str, float, int]]:
    """Per process of a session its number, CPU seconds and memory in MB now."""
    tikken, bladzijde = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    for pad in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            velden = pad.read_text().rpartition(")")[2].split()
            if int(velden[3]) == leider:
                yield pad.parent.name, (int(velden[11]) + int(velden[12])) / tikken, int(velden[21]) * bladzijde >> 20


def boek(aantal: int, map_: Path, uit: Path, anders: str = "") -> dict:
    """The book as the portal makes it, from snapshot to file, checks included."""
    from django.conf import settings

    from monitor import opmaak

    settings.ZETSEL_MAP = map_ / f"zetsel-{aantal}"
    inhoud = inhoud_van(aantal, map_)
    inhoud["acties"][aantal // 2]["omschrijving"] += anders
    zetters = [0]
    begin = verbruikt()
    opgemaakt = opmaak.maak_op(inhoud, meld=lambda *_: zetters.append(meeste_van_kinderen()))
    opmaak.schrijf(inhoud, opgemaakt, uit, meld=lambda *_: zetters.append(meeste_van_kinderen()))
    opmaak.controleer(inhoud, opgemaakt)
    cpu = verbruikt() - begin
    if not opmaak.gaat_in_delen(inhoud):
        return {"cpu_s": cpu}
    # The process that leads a book in parts lays out nothing itself.
    return {"cpu_s": cpu, "MB": max(zetters), "MB_leider": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def meeste_van_kinderen() -> int:
    """The most memory, in MB, that any process started by this one has used so far."""
    meeste = 0
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        with contextlib.suppress(OSError):  # it ended meanwhile
            for regel in Path(f"/proc/{pid}/status").read_text().splitlines():
                if regel.startswith("VmHWM:"):
                    meeste = max(meeste, int(regel.split()[1]) // 1024)
    return meeste


def gewijzigd(aantal: int, map_: Path, uit: Path) -> dict:
    return boek(aantal, map_, uit, " Dit is er later bij gekomen.")


def kort(aantal: int, map_: Path, uit: Path) -> dict:
    """The short edition, with the memory of who lays it out and of who has that done."""
    from monitor import opmaak

    inhoud = inhoud_van(aantal, map_)
    zetters = [0]
    begin = verbruikt()
    opmaak.schrijf_kort(inhoud, uit, nog_gewenst=lambda: zetters.append(meeste_van_kinderen()))
    eigen = {"cpu_s": verbruikt() - begin}
    if not opmaak.gaat_in_delen(inhoud):
        return eigen
    zetters.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    return {**eigen, "MB": max(zetters), "MB_leider": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


METINGEN = {
    "vastleggen": vastleggen,
    "kaal": kaal,
    "chromium": chromium,
    "koud": boek,
    "bewaard": boek,
    "gewijzigd": gewijzigd,
    "kort": kort,
}


def los(aantal: int, soort: str, map_: Path) -> None:
    """Measure in this process; print one line."""
    instellingen = {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "sterkvoornoord.settings", "LOG_LEVEL": "ERROR"}
    os.environ |= instellingen | {"VAR_DIR": str(map_ / str(aantal))}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    uit = map_ / f"{soort}-{aantal}.pdf"
    eigen: dict = METINGEN[soort](aantal, map_, uit)
    rij = {"acties": aantal, "soort": soort, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, **eigen}
    if uit.exists():
        import pikepdf

        with pikepdf.open(uit) as document:
            rij["bladzijden"] = len(document.pages)
        rij["kB"] = round(uit.stat().st_size / 1000)
    sys.stdout.write(json.dumps(rij) + "\n")


def tabel(rijen: list[dict]) -> str:
    """The rows as a Markdown table, as ratios to the plain document of the same size."""
    regels = [
        "| acties | wat | bladzijden | CPU, maal kaal | per 100 bladzijden | geheugen per proces | per bladzijde |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rij in rijen:
        if rij["soort"] == "vastleggen":
            continue
        basis = next(r["cpu_s"] for r in rijen if r["soort"] == "kaal" and r["acties"] == rij["acties"])
        getallen = [
            f"{rij['cpu_s'] / basis:.2f} ×",
            f"{rij['cpu_s'] / rij['bladzijden'] * 100:.1f} s",
            f"{rij['MB']} MB",
            f"{rij['kB'] / rij['bladzijden']:.1f} kB",
        ]
        cellen = " | ".join(getallen).replace(".", ",")
        regels.append(f"| {rij['acties']} | {rij['soort']} | {rij['bladzijden']} | {cellen} |")
    return "\n".join(regels)


def main() -> None:
    if sys.argv[1:2] == ["--los"]:
        return los(int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    rijen = []
    with tempfile.TemporaryDirectory(prefix="svn-bench-") as map_:
        for aantal in [int(a) for a in sys.argv[1:]] or AANTALLEN:
            (Path(map_) / str(aantal)).mkdir()
            for soort in SOORTEN:
                opdracht = [sys.executable, "-m", "tests.bench.projectenboek", "--los", str(aantal), soort, map_]
                uit = subprocess.run(opdracht, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1]
                sys.stdout.write(uit + "\n")
                sys.stdout.flush()
                rijen.append(json.loads(uit))
    sys.stdout.write("\n" + tabel(rijen) + "\n")


if __name__ == "__main__":
    main()
