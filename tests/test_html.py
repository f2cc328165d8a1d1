"""Every page is valid HTML, by the checker of the W3C (vnu), which needs Java and ``npm ci``."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests import cast
from tests.browser.paginas import PAGINAS

pytestmark = pytest.mark.een_ronde(ronde="laatste")
VNU = Path(settings.BASE_DIR) / "node_modules/vnu-jar/build/dist/vnu.jar"
#: The attributes with which htmx makes pages quicker are its own; everything else has to be HTML.
VAN_HTMX = "Attribute .hx-[a-z-]+. not allowed on element .*"
#: Who see pages that differ most.
LEZERS = ("bezoeker", "trekker", "projectleider", "programmateam")


@pytest.fixture(scope="module")
def keur():
    """Returns a function that gives the complaints of the checker about the files in a folder."""
    if not VNU.exists() or shutil.which("java") is None:
        pytest.skip("HTML-controle: vnu ontbreekt (npm ci) of Java ontbreekt (apt-get install default-jre-headless)")

    def draai(map_: Path) -> list[str]:
        opdracht = ["java", "-Xss4m", "-jar", str(VNU), "--Werror", "--format", "gnu", "--stdout"]
        opdracht += ["--filterpattern", VAN_HTMX, str(map_)]
        uitslag = subprocess.run(opdracht, capture_output=True, text=True, timeout=100)
        assert uitslag.stderr == "", uitslag.stderr
        return [regel.replace(f"file:{map_}/", "") for regel in uitslag.stdout.splitlines()]

    return draai


@pytest.fixture
def spelers(programma):
    """The cast around opgave 3 of the real programme."""
    from opgaven.models import Opgave
    from sterkvoornoord.models import Partner

    return cast.maak_allen(
        opgave=Opgave.objects.get(nummer=3),
        andere_opgave=Opgave.objects.get(nummer=1),
        organisatie=Partner.objects.get(slug="vidomes"),
        bureau=Partner.objects.get(slug="programmateam"),
    )


def test_elke_pagina_is_geldige_html(keur, spelers, als_client, tmp_path):
    """With the real programme, for the readers whose pages differ; error pages and forms in error included."""
    clients = {rol: als_client(spelers[rol]) for rol in LEZERS}
    for pagina in PAGINAS:
        for rol, client in clients.items():
            antwoord = client.get(pagina.pad)
            if antwoord.status_code == 200:
                bewaar(tmp_path, f"{pagina} voor {rol}", antwoord)
    bewaar(tmp_path, "404", clients["trekker"].get("/bestaat-niet/"))
    bewaar(tmp_path, "403", clients["trekker"].get("/beheer/"))
    bewaar(tmp_path, "zoek-niets", clients["bezoeker"].get("/acties/?q=xyzzy"))
    bewaar(tmp_path, "inloggen-fout", clients["bezoeker"].post("/account/login/", {"login": "x"}))
    wijzigen = reverse("account_change_password")
    bewaar(tmp_path, "wachtwoord-fout", clients["trekker"].post(wijzigen, {"password1": "kort"}))
    voortgang = reverse("acties:voortgang", args=["3.22"])
    bewaar(tmp_path, "voortgang-fout", clients["projectleider"].post(voortgang, {"koers": "bijsturen"}))
    assert len(list(tmp_path.iterdir())) > len(PAGINAS)
    klachten = keur(tmp_path)
    assert not klachten, "\n".join(klachten[:40])


def bewaar(map_: Path, naam: str, antwoord) -> None:
    (map_ / f"{re.sub('[^a-z0-9.]+', '-', naam)}.html").write_bytes(antwoord.content)


def test_de_controle_vindt_een_fout(keur, tmp_path):
    (tmp_path / "stuk.html").write_text("<!DOCTYPE html><html lang=nl><title>x</title><p><ul></p></html>")
    assert keur(tmp_path)
