"""A running portal to read from: ``python -m tests.browser.portaal IMPRINT``, started by the fixture `portaal`.

A process of its own, with production settings and a database of its own that holds the real programme and
the cast, so that pages can be visited without a flush and a load for every test. Prints one line of JSON
with the address and a session key per role, serves until its standard input closes, and cleans up.
"""

import json
import os
import sys
import threading
from pathlib import Path

import django


def stille_handler():
    """Return the request handler of Django's development server without its log lines."""
    from django.core.servers.basehttp import WSGIRequestHandler

    return type("StilleHandler", (WSGIRequestHandler,), {"log_message": lambda *_: None})


def vul(afdruk: Path) -> dict[str, str]:
    """Load what the pages show; return a session key for every role with an account."""
    from django.test import Client

    from tests.browser.gegevens import laad

    sessies = {}
    for rol, gebruiker in laad(afdruk).items():
        if gebruiker is not None:
            client = Client()
            client.force_login(gebruiker)
            sessies[rol] = client.session.session_key
    return sessies


def dien_op(sessies: dict[str, str]) -> None:
    """Serve the portal on a free port, say where, and stop when standard input closes."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer

    server = ThreadedWSGIServer(("127.0.0.1", 0), stille_handler())
    server.set_app(StaticFilesHandler(WSGIHandler()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    adres = {"url": f"http://127.0.0.1:{server.server_port}", "sessies": sessies}
    sys.stdout.write(json.dumps(adres) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.instellingen"
    django.setup()
    from django.db import connection

    gewone_naam, naam = connection.settings_dict["NAME"], f"svn_lezen_{os.getpid()}"
    if connection.vendor == "sqlite":
        naam = str(Path(os.environ["VAR_DIR"]) / f"{naam}.sqlite3")
    connection.settings_dict["TEST"]["NAME"] = naam
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        dien_op(vul(Path(sys.argv[1])))
    finally:
        connection.creation.destroy_test_db(gewone_naam, verbosity=0)


if __name__ == "__main__":
    main()
