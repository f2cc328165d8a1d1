"""Make the pictures of the manual and the README anew: ``python scripts/schermbeelden.py``.

Starts the demo on a free port with a database of its own, walks through the portal as the manual tells it, and
writes docs/beelden/*.png. Needs the development requirements and Chromium.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WORTEL = Path(__file__).resolve().parent.parent
BEELDEN = WORTEL / "docs" / "beelden"
VLAGGEN = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


def wacht_op(url: str, demo: subprocess.Popen) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own address
            return
        except OSError:
            if demo.poll() is not None:
                raise SystemExit("De demo is gestopt; zie de regels hierboven.") from None
            time.sleep(0.2)
    raise SystemExit(f"{url} antwoordt niet.")


def bewaar(pagina: Page, naam: str, *, geheel: bool = False) -> None:
    pagina.screenshot(path=BEELDEN / f"{naam}.png", full_page=geheel)
    print(f"docs/beelden/{naam}.png")


def pagina_van(browser: Browser, basis: str, *, account: str = "", breedte: int = 1280, hoogte: int = 860) -> Page:
    """A page, signed in as an example account (or as nobody)."""
    pagina = browser.new_context(
        base_url=basis, viewport={"width": breedte, "height": hoogte}, locale="nl-NL", timezone_id="Europe/Amsterdam"
    ).new_page()
    if account:
        pagina.goto("/account/login/")
        pagina.get_by_label("E-mailadres").fill(f"{account}@sterkvoornoord.example")
        pagina.get_by_label("Wachtwoord").fill("noord-demo")
        pagina.get_by_role("button", name="Inloggen").click()
        pagina.wait_for_url("**/mijn-werk/")
    return pagina


def maak(browser: Browser, basis: str) -> None:
    bezoeker = pagina_van(browser, basis)
    bezoeker.goto("/")
    bewaar(bezoeker, "home")
    bezoeker.goto("/account/login/")
    bewaar(bezoeker, "inloggen")

    pagina = pagina_van(browser, basis, account="projectleider.wonen")
    pagina.get_by_role("button", name="Ongewijzigd").first.click()
    pagina.get_by_text("Ongedaan maken").first.wait_for()
    bewaar(pagina, "mijn-werk")
    pagina.goto("/acties/3.22/voortgang/")
    pagina.get_by_label("Aandachtspunt").check()
    bewaar(pagina, "voortgang-melden")
    pagina.goto("/acties/?opgave=FVW&status=in_uitvoering")
    bewaar(pagina, "acties")
    pagina.goto("/acties/3.22/")
    bewaar(pagina, "actie")
    pagina.goto("/acties/3.22/geschiedenis/")
    bewaar(pagina, "geschiedenis")

    telefoon = pagina_van(browser, basis, account="projectleider.wonen", breedte=390, hoogte=780)
    bewaar(telefoon, "mijn-werk-telefoon")

    team = pagina_van(browser, basis, account="programmateam")
    team.goto("/publicaties/")
    team.get_by_role("button", name="Nieuwe editie maken").click()
    # The picture shows the job while it runs.
    team.get_by_text("Bladzijden opmaken").first.wait_for()
    bewaar(team, "publicaties")


def main() -> None:
    BEELDEN.mkdir(parents=True, exist_ok=True)
    poort = vrije_poort()
    basis = f"http://127.0.0.1:{poort}"
    with tempfile.TemporaryDirectory() as map_:
        weg = ("DATABASE_URL", "REDIS_URL")
        omgeving = {k: v for k, v in os.environ.items() if k not in weg} | {"DEBUG": "true", "VAR_DIR": map_}
        opdracht = [sys.executable, "manage.py", "demo", "--poort", str(poort)]
        demo = subprocess.Popen(opdracht, cwd=WORTEL, env=omgeving)
        try:
            wacht_op(f"{basis}/gezondheid/", demo)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=VLAGGEN)
                maak(browser, basis)
                browser.close()
        finally:
            demo.terminate()
            demo.wait(30)


if __name__ == "__main__":
    main()
