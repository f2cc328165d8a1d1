"""Nothing is skipped in silence: what the last lines of a test run say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
TESTS = """
import os, pytest

def test_goed():
    pass

@pytest.mark.skipif("DIENST" not in os.environ, reason="de dienst antwoordt niet")
def test_met_dienst():
    pass

@pytest.mark.skip(reason="nergens te draaien")
def test_nooit():
    pass

def test_alleen_met_dienst_goed():
    assert "DIENST" in os.environ

@pytest.mark.django_db
def test_met_database():
    pass

@pytest.mark.browser
@pytest.mark.django_db
def test_in_de_browser():
    pass

@pytest.mark.een_ronde
def test_drukt_een_boek():
    pass
"""


@pytest.fixture
def ronde(tmp_path):
    """Returns a function that runs the suite above as one round, and gives its last lines."""
    (tmp_path / "test_proef.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser\n  django_db\n  een_ronde\n")

    def draai(naam: str, pad: str = os.environ["PATH"], **omgeving: str) -> list[str]:
        schoon = {k: w for k, w in os.environ.items() if not k.startswith(("TEST_", "PYTEST_", "DJANGO_"))}
        opdracht = "-q -p no:django -p no:cacheprovider -p tests.plugins.verslag test_proef.py"
        eigen = {"PYTHONPATH": str(WORTEL), "PATH": pad, "TEST_RUN": naam}
        uit = subprocess.run(
            [sys.executable, "-m", "pytest", *opdracht.split()],
            cwd=tmp_path,
            env={**schoon, **eigen, "TEST_UITSLAGEN": str(tmp_path / "uitslagen.json"), **omgeving},
            capture_output=True,
            text=True,
        )
        return uit.stdout.splitlines()

    return draai


def test_wat_in_geen_ronde_draaide_staat_in_de_laatste_regels(ronde):
    ronde("SQLite", pad="/bestaat-niet")
    regels = ronde("PostgreSQL", pad="/bestaat-niet", DIENST="ja", TEST_NIET_GEDRAAID="alles met Redis: geen antwoord")
    assert regels[-4:-1] == [
        "Niet gedraaid: alles met Redis: geen antwoord",
        "Niet gedraaid: 1 x nergens te draaien",
        "Niet gedraaid: 1 x Chromium ontbreekt (apt-get install chromium)",
    ]
    assert regels[-1].startswith("5 passed, 2 skipped")


def test_fout_in_een_eerdere_ronde_staat_bij_de_laatste(ronde):
    ronde("SQLite")
    regels = ronde("PostgreSQL", DIENST="ja")
    kop = next(nr for nr, regel in enumerate(regels) if "eerder, op SQLite" in regel)
    assert regels[kop + 1] == "FAILED test_proef.py::test_alleen_met_dienst_goed"
    assert regels[-1].startswith(("6 passed", "5 passed"))


def test_wat_voor_elke_database_hetzelfde_is_draait_in_een_van_de_ronden(ronde):
    assert ronde("SQLite", TEST_RONDE="eerste")[-1].startswith("2 passed, 5 deselected")
    assert ronde("PostgreSQL", TEST_RONDE="laatste", DIENST="ja")[-1].startswith("4 passed, 1 skipped, 2 deselected")
    laatste = ronde("PostgreSQL", TEST_RONDE="browser", pad="/bestaat-niet")[-1]
    assert laatste.startswith("1 skipped, 6 deselected")
