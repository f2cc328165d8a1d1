"""The demo: example accounts, once, with the right role; and a portal that really serves."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from acties.models import Initiatief
from monitor.voorbeeldaccounts import ACCOUNTS, DOMEIN, WACHTWOORD, maak_voorbeeldaccounts
from monitor.voorbeeldideeen import maak_voorbeeldideeen
from sterkvoornoord.models import Bericht, Gebruiker
from sterkvoornoord.rollen import rollen_van

pytestmark = pytest.mark.een_ronde
ROLLEN = {
    "beheer": "Beheerder",
    "programmateam": "Programmateam",
    "projectleider.jeugd": "Projectleider",
    "projectleider.financien": "Projectleider",
    "projectleider.wonen": "Projectleider",
    "bestuur": "Bestuur",
    "partner.vidomes": "Partner",
}


@pytest.fixture
def met_debug(settings):
    settings.DEBUG = True


def test_elk_voorbeeldaccount_heeft_zijn_rol(programma, met_debug):
    maak_voorbeeldaccounts()
    rollen = {g.email.split("@")[0]: rollen_van(g).naam for g in Gebruiker.objects.all()}
    assert rollen == ROLLEN


def test_projectleider_wonen_leidt_alleen_wonen(programma, met_debug):
    maak_voorbeeldaccounts()
    rollen = rollen_van(Gebruiker.objects.get(email=f"projectleider.wonen@{DOMEIN}"))
    assert rollen.opgavenamen == ("Fijn en veilig wonen",)


def test_accounts_maken_kan_twee_keer(programma, met_debug):
    assert maak_voorbeeldaccounts() == len(ACCOUNTS) + 1
    assert maak_voorbeeldaccounts() == 0


def test_voorbeeldideeen_zijn_er_een_keer_en_mailen_niemand(programma, met_debug):
    maak_voorbeeldaccounts()
    assert maak_voorbeeldideeen() == 5
    assert maak_voorbeeldideeen() == 0
    for idee in Initiatief.objects.all():
        idee.full_clean()
        assert "(voorbeeld)" in idee.titel
    assert Initiatief.objects.te_laat().count() == Initiatief.objects.wacht_op_indiener().count() == 1
    assert not Bericht.objects.exists()


def test_zonder_debug_geen_bekende_wachtwoorden(programma, settings):
    settings.DEBUG = False
    with pytest.raises(RuntimeError):
        maak_voorbeeldaccounts()
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", alleen_gegevens=True)
    assert not Gebruiker.objects.exists()


def test_bezette_poort_geeft_een_zin(met_debug):
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        with pytest.raises(CommandError, match=f"Poort {poort} is bezet"):
            call_command("demo", poort=poort)


def _vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


@pytest.mark.traag
def test_de_demo_start_dient_op_mailt_op_het_scherm_en_stopt(tmp_path):
    poort, scherm = _vrije_poort(), tmp_path / "scherm.txt"
    omgeving = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")
    }
    omgeving |= {"DEBUG": "true", "VAR_DIR": str(tmp_path / "var")}
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--poort", str(poort)],
        cwd=settings.BASE_DIR,
        env=omgeving,
        stdout=scherm.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wacht_op(f"http://127.0.0.1:{poort}/gezondheid/", demo, scherm)
        inlog = urllib.request.urlopen(f"http://127.0.0.1:{poort}/account/login/", timeout=20)
        assert inlog.status == 200
        with pytest.raises(urllib.error.HTTPError) as fout:
            urllib.request.urlopen(f"http://127.0.0.1:{poort}/bestaat-niet/", timeout=20)
        assert fout.value.code == 404
        _vraag_om_mail(f"http://127.0.0.1:{poort}/initiatieven/nieuw/", scherm)
        assert "URLconf" not in fout.value.read().decode(), "a visitor sees our page, not Django's technical one"
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(40)
        uitvoer = scherm.read_text()
    assert f"http://127.0.0.1:{poort}" in uitvoer
    assert WACHTWOORD in uitvoer
    assert demo.returncode == 0, uitvoer


def _vraag_om_mail(url: str, scherm) -> None:
    """Have the link of a form sent, and wait until it is on the screen such that it can be opened."""
    gegevens = urllib.parse.urlencode({"email": "bewoner@voorbeeld.example", "naar": "later"}).encode()
    link = urllib.request.urlopen(url, gegevens, timeout=20).url.partition("?")[0]
    for _ in range(150):
        if link in scherm.read_text():
            return
        time.sleep(0.2)
    pytest.fail(f"{link} staat niet op het scherm:\n{scherm.read_text()}")


def _wacht_op(url: str, demo: subprocess.Popen, scherm) -> None:
    for _ in range(450):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except OSError:
            assert demo.poll() is None, scherm.read_text()
            time.sleep(0.2)
    pytest.fail(f"{url} antwoordt niet")
