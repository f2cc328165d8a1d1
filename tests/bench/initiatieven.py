"""Many people hand in an idea at once: ``python -m tests.bench.initiatieven [AANTAL [TEGELIJK]]``, 1000 over 32.

Every one of them walks the four steps of the form over HTTP and presses the last button twice. Prints one line of
JSON: how many came through, how many numbers were given, whether those have gaps, and how long it took. Ends non-zero
when an idea got lost or a number was given twice.
"""

import json
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def serveer():
    """Return a server on a free port, with a thread for each request."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer

    from tests.browser.portaal import stille_handler

    class Server(ThreadedWSGIServer):
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), stille_handler())
    server.set_app(WSGIHandler())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def stuur_in(poort: int, stappen: dict[int, dict], nummer: int) -> str:
    """Walk the form as one person; return the address where the idea is followed, or what went wrong."""
    import http.client
    from urllib.parse import urlencode

    adres = hier = "/initiatieven/nieuw/"
    for stap, velden in [*stappen.items(), (4, stappen[4])]:
        vol = {**velden, "naar": "volgende"} | ({"email": f"bewoner{nummer}@voorbeeld.example"} if stap == 1 else {})
        lijn = http.client.HTTPConnection("127.0.0.1", poort, timeout=120)
        kop = {"Content-Type": "application/x-www-form-urlencoded"}
        # After the last step the same page is sent once more.
        hier = hier if "/volg/" in adres else adres
        lijn.request("POST", hier, urlencode(vol, doseq=True), kop)
        antwoord = lijn.getresponse()
        antwoord.read()
        lijn.close()
        if antwoord.status != 302:
            return f"stap {stap}: {antwoord.status}"
        adres = antwoord.headers["Location"]
    return adres


def meet(aantal: int, tegelijk: int) -> dict:
    from django.conf import settings
    from django.db import connection

    from acties.models import Indiener, Initiatief
    from tests.initiatieven import stappen

    # One machine plays them all, and no worker takes the mail.
    settings.ACCOUNT_RATE_LIMITS = {}
    server, velden = serveer(), stappen()
    poort, begin = server.server_port, time.monotonic()
    with ThreadPoolExecutor(tegelijk) as ploeg:
        uitkomsten = list(ploeg.map(lambda n: stuur_in(poort, velden, n), range(aantal)))
    duur = time.monotonic() - begin
    server.shutdown()
    nummers = sorted(int(n[7:]) for n in Initiatief.objects.values_list("nummer", flat=True))
    return {
        "database": connection.vendor,
        "mensen": aantal,
        "tegelijk": tegelijk,
        "aangekomen": len({u for u in uitkomsten if "/volg/" in u}),
        "mis": sorted({u for u in uitkomsten if "/volg/" not in u}),
        "initiatieven": len(nummers),
        "indieners": Indiener.objects.count(),
        "zonder_gat": nummers == list(range(1, aantal + 1)),
        "seconden": round(duur, 1),
    }


def main() -> None:
    aantal, tegelijk = (int(deel) for deel in (*sys.argv[1:3], *("1000", "32")[len(sys.argv) - 1 :]))
    os.environ |= {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "sterkvoornoord.settings", "CONN_MAX_AGE": "0"}
    with tempfile.TemporaryDirectory(prefix="svn-bench-") as map_:
        os.environ |= {"VAR_DIR": map_, "REDIS_URL": ""}
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        settings.ALLOWED_HOSTS, settings.DEBUG = ["127.0.0.1"], False
        naam = connection.settings_dict["NAME"]
        eigen = str(Path(map_) / "bench.sqlite3") if connection.vendor == "sqlite" else f"svn_bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = eigen
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            uitslag = meet(aantal, tegelijk)
        finally:
            connection.creation.destroy_test_db(naam, verbosity=0)
    sys.stdout.write(json.dumps(uitslag, ensure_ascii=False) + "\n")
    goed = uitslag["aangekomen"] == uitslag["initiatieven"] == aantal and uitslag["zonder_gat"]
    sys.exit(0 if goed else 1)


if __name__ == "__main__":
    main()
