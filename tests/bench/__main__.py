"""Measure the pages at several sizes and print a table and JSON lines: ``python -m tests.bench [AANTAL ...]``."""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AANTALLEN = (65, 2_000, 20_000)
METINGEN = 15


def cpu(doe: Callable[[], object], keren: int = METINGEN) -> float:
    """Median CPU seconds of `doe`, after two runs that fill the caches."""
    doe(), doe()
    tijden = []
    for _ in range(keren):
        begin = time.process_time()
        doe()
        tijden.append(time.process_time() - begin)
    return statistics.median(tijden)


def paginas(client, bezoeker) -> dict[str, Callable]:
    """The requests that are measured, by the name they have in the table."""
    return {
        "home (bezoeker)": lambda: bezoeker.get("/"),
        "acties": lambda: client.get("/acties/"),
        "acties, gezocht en gefilterd": lambda: client.get("/acties/?q=afval&status=in_uitvoering&sorteer=-koers"),
        "acties, laatste pagina": lambda: client.get("/acties/?pagina=laatste"),
        "actie": lambda: client.get("/acties/3.22/"),
        "geschiedenis": lambda: client.get("/acties/3.22/geschiedenis/"),
        "mijn werk": lambda: client.get("/mijn-werk/"),
        "dashboard": lambda: client.get("/dashboard/"),
        "monitor": lambda: bezoeker.get("/monitor/"),
        "geld": lambda: client.get("/geld/"),
        "opgave": lambda: client.get("/opgaven/fijn-en-veilig-wonen/"),
        "doel": lambda: client.get("/doelen/3.6/"),
        "partners": lambda: client.get("/partners/"),
        "partner": lambda: client.get("/partners/vidomes/"),
        "inzet": lambda: client.get("/inzet/"),
        "zoeken": lambda: client.get("/zoeken/?q=tuinkamer"),
        "api acties": lambda: bezoeker.get("/api/v1/acties"),
        "voortgang melden": lambda: meld(client),
    }


def meld(client):
    """One report, as the form sends it."""
    from acties.models import Actie

    versie = Actie.objects.values_list("versie", flat=True).get(nummer="3.22")
    # Another text each time: the very same report twice is no second report.
    gegevens = {"versie": versie, "status": "in_uitvoering", "koers": "volgens_verwachting"}
    return client.post("/acties/3.22/voortgang/", gegevens | {"toelichting": f"Melding {versie}."})


def tekeningen() -> dict[str, Callable[[], list[str]]]:
    """What draws every drawing of the example set, by kind; each of a doel in its wide and in its narrow form."""
    from monitor.grafieken import teken_verloop
    from monitor.reeksen import standen_van_doelen
    from monitor.views.monitor import regels_van

    standen = standen_van_doelen()
    indicatoren = [rij for stand in standen for rij in stand.indicatoren]

    def van_doelen() -> list[str]:
        verlopen = filter(None, (teken_verloop(rij, id_="v") for rij in indicatoren))
        return [str(svg) for verloop in verlopen for svg in (verloop.breed, verloop.smal)]

    def in_lijsten() -> list[str]:
        return list(filter(None, (str(regel.vonk) for stand in standen for regel in regels_van(stand))))

    return {"1 tekening van een doel": van_doelen, "1 lijntje in een lijst": in_lijsten}


def meet(aantal: int) -> list[dict]:
    """Fill a fresh database with `aantal` acties and measure; one row per page."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from sterkvoornoord.models import Gebruiker
    from tests.bench.gegevens import vul

    vul(aantal)
    # DEBUG was needed for the example accounts; it would count the keeping of every query as the page's work.
    settings.DEBUG = False
    client, bezoeker = Client(), Client()
    client.force_login(Gebruiker.objects.get(email__startswith="projectleider.wonen"))
    rijen = []
    for naam, doe in paginas(client, bezoeker).items():
        # Measured beside each page, so that a machine that slows down slows both.
        kaal = cpu(lambda: client.get("/kaal/"))
        with CaptureQueriesContext(connection) as vragen:
            antwoord = doe()
        aantal_vragen = len(vragen)
        if antwoord.status_code not in (200, 302) or "login" in antwoord.headers.get("Location", ""):
            raise SystemExit(f"{naam}: onverwacht antwoord {antwoord.status_code}")
        rijen.append(
            {
                "acties": aantal,
                "pagina": naam,
                "keer_kaal": round(cpu(doe) / kaal, 1),
                "vragen": aantal_vragen,
                "kB": round(len(getattr(antwoord, "content", b"")) / 1024, 1),
            }
        )
    return rijen + [
        meet_tekening(aantal, naam, teken, lambda: client.get("/kaal/")) for naam, teken in tekeningen().items()
    ]


def meet_tekening(aantal: int, naam: str, teken: Callable[[], list[str]], kaal: Callable[[], object]) -> dict:
    """What one drawing costs, as the average of them all."""
    svg = teken()
    keer = cpu(teken) / len(svg) / cpu(kaal)
    kilo = sum(map(len, svg)) / len(svg) / 1024
    return {"acties": aantal, "pagina": naam, "keer_kaal": round(keer, 2), "vragen": 0, "kB": round(kilo, 1)}


def los(aantal: int) -> None:
    """Measure one size in this process, on a database of its own."""
    os.environ |= {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "sterkvoornoord.settings"}
    with tempfile.TemporaryDirectory(prefix="svn-bench-") as map_:
        os.environ["VAR_DIR"] = map_
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        settings.ROOT_URLCONF = "tests.bench.urls"
        settings.ALLOWED_HOSTS = ["testserver"]
        naam = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(map_) / "bench.sqlite3") if connection.vendor == "sqlite" else f"svn_bench_{os.getpid()}"
        )
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            for rij in meet(aantal):
                sys.stdout.write(json.dumps(rij, ensure_ascii=False) + "\n")
                sys.stdout.flush()
        finally:
            connection.creation.destroy_test_db(naam, verbosity=0)


def tabel(rijen: list[dict]) -> str:
    """The rows as a Markdown table: a line per page, a column per size."""
    groottes = sorted({r["acties"] for r in rijen})
    kop = "| pagina | vragen | " + " | ".join(f"{g:,} acties".replace(",", ".") for g in groottes) + " |"
    regels = [kop, "| --- | ---: |" + " ---: |" * len(groottes)]
    for naam in dict.fromkeys(r["pagina"] for r in rijen):
        van = {r["acties"]: r for r in rijen if r["pagina"] == naam}
        vragen = " / ".join(str(v) for v in dict.fromkeys(van[g]["vragen"] for g in groottes if g in van))
        cellen = " | ".join(f"{van[g]['keer_kaal']} ×".replace(".", ",") if g in van else "" for g in groottes)
        regels.append(f"| {naam} | {vragen} | {cellen} |")
    return "\n".join(regels)


def main() -> None:
    import subprocess

    if len(sys.argv) == 3 and sys.argv[1] == "--los":
        return los(int(sys.argv[2]))
    rijen = []
    for aantal in [int(a) for a in sys.argv[1:]] or AANTALLEN:
        # Each size in a process of its own: no caches from the one before.
        opdracht = [sys.executable, "-m", "tests.bench", "--los", str(aantal)]
        uit = subprocess.run(opdracht, stdout=subprocess.PIPE, text=True, check=True).stdout
        sys.stdout.write(uit)
        rijen += [json.loads(regel) for regel in uit.splitlines()]
    sys.stdout.write("\n" + tabel(rijen) + "\n")


if __name__ == "__main__":
    main()
