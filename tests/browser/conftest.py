"""Tools of the browser tests: a portal to read from, pages per role, and a judge of accessibility.

Reading: `pagina_als("projectleider")` opens a page of the running portal with the real programme; such tests
change nothing. Writing: `pagina_voor(gebruiker)` opens a page on pytest-django's `live_server`, with what the
test's own fixtures made. Every page is watched: an error in the console, a breach of the content security
policy, a missing file or a request to another machine fails the test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import toezicht
from tests.browser.vensters import Ramen
from tests.plugins.verslag import zoek_chromium

WORTEL = Path(__file__).resolve().parents[2]
VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # The portal needs nobody else: every other name is unknown here.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever lives in this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    """One browser for each worker."""
    # Playwright keeps an event loop in this thread; Django must not take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=zoek_chromium(), args=VLAGGEN)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def portaal(tmp_path_factory, programma_afdruk):
    """The portal to read from: `url`, and `sessies` with a session key per role."""
    proces = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.portaal", str(programma_afdruk)],
        cwd=WORTEL,
        env={**os.environ, "VAR_DIR": str(tmp_path_factory.mktemp("portaal"))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    regel = proces.stdout.readline()
    if not regel:
        pytest.fail(
            f"Het portaal voor de browsertests startte niet (code {proces.wait(10)}); zie de uitvoer hierboven."
        )
    yield SimpleNamespace(**json.loads(regel))
    proces.stdin.close()
    try:
        proces.wait(20)
    except subprocess.TimeoutExpired:
        proces.kill()


@pytest.fixture(scope="session")
def ramen(chromium):
    return Ramen(chromium)


def keur_ramen(fouten: list[str]) -> None:
    assert not fouten, "De browser meldt:\n" + "\n".join(dict.fromkeys(fouten))


@pytest.fixture
def open_pagina(ramen):
    """Returns a function: a fresh page at the portal of `url`, with a session; watched until the test ends."""
    geleend = []

    def maak(url: str, sessie: str | None = None, *, breedte: int = 1280, hoogte: int = 900, js: bool = True, **kw):
        raam = ramen.leen(url, js, **kw)
        geleend.append(raam)
        raam.meld_aan(sessie)
        return raam.open(breedte, hoogte)

    yield maak
    keur_ramen([fout for raam in geleend for fout in ramen.neem_terug(raam)])


@pytest.fixture(scope="session")
def _bezoekraam(ramen, portaal):
    raam = ramen.leen(portaal.url)
    return raam, raam.open(1280, 900)


@pytest.fixture
def bezoek(portaal, _bezoekraam):
    """Returns a function: opens an address of the real programme as a role; gives the page and the answer.

    For looking only. One page of the browser serves every visit, for that is what makes visiting quick.
    """
    raam, pagina = _bezoekraam
    raam.fouten.clear()

    def ga(pad: str, rol: str = "bezoeker", *, breedte: int = 1280, hoogte: int = 900):
        raam.meld_aan(portaal.sessies.get(rol))
        pagina.set_viewport_size({"width": breedte, "height": hoogte})
        return pagina, pagina.goto(pad)

    yield ga
    keur_ramen(raam.fouten)


@pytest.fixture
def pagina_als(portaal, open_pagina):
    """Returns a function: a page of the real programme as seen by a role of the cast. For reading only.

    Arguments: the role, and optionally `breedte`, `hoogte`, `js` and what Playwright's new_context takes.
    """

    def maak(rol: str = "bezoeker", **kw):
        return open_pagina(portaal.url, portaal.sessies[rol] if rol != "bezoeker" else None, **kw)

    return maak


@pytest.fixture
def pagina_voor(live_server, open_pagina, als_client):
    """Returns a function: a page on the test's own database, signed in as an account (None: nobody).

    The database is emptied after the test, so the test may write; it sees what its own fixtures made.
    """

    def maak(gebruiker=None, **kw):
        sessie = als_client(gebruiker).session.session_key if gebruiker is not None else None
        return open_pagina(live_server.url, sessie, **kw)

    return maak


@pytest.fixture
def axe():
    """Returns a function that fails when axe finds anything against the accessibility rules on a page."""

    return toezicht.keur
