"""The shell scripts on machines that lack something: one clear line, and nothing half done."""

import os
import subprocess
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]


@pytest.fixture
def machine(tmp_path):
    """Returns functions to put a stand-in for a command on the path, and to run a line of shell there."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()

    def zet(naam: str, *regels: str) -> None:
        (bin_ / naam).write_text("\n".join(["#!/bin/sh", *regels, ""]))
        (bin_ / naam).chmod(0o755)

    def draai(regel: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["bash", "-euc", f". scripts/gemeen.sh; {regel}"],
            cwd=WORTEL,
            env={"PATH": f"{bin_}:/usr/bin:/bin", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
        )

    return zet, draai


def test_te_oude_python_geeft_een_regel(machine):
    zet, draai = machine
    for naam in ("python3.13", "python3.12", "python3.11", "python3"):
        zet(naam, "exit 1")
    uit = draai("zoek_python")
    assert uit.returncode == 1
    assert uit.stdout == ""
    assert uit.stderr.splitlines() == [
        "Het portaal heeft Python 3.11 of nieuwer nodig. Installeer: sudo apt-get install python3 python3-venv"
    ]


def test_een_opdracht_die_niet_werkt_wordt_overgeslagen(machine):
    zet, draai = machine
    for naam in ("python3.13", "python3.11", "python3"):
        zet(naam, "exit 127")
    zet("python3.12", "exit 0")
    assert draai("zoek_python").stdout.strip().endswith("/bin/python3.12")


def test_zonder_rechten_zegt_apt_wat_u_moet_installeren(machine):
    zet, draai = machine
    zet("id", "echo 1000")
    zet("sudo", "exit 1")
    zet("apt-get", "exit 0")
    uit = draai("apt_installeer libpango-1.0-0 chromium")
    assert uit.returncode == 1
    assert uit.stderr.splitlines() == ["Installeer eerst: sudo apt-get install libpango-1.0-0 chromium"]


def test_met_rechten_installeert_apt_na_het_bijwerken_van_de_lijsten(machine, tmp_path):
    zet, draai = machine
    zet("id", "echo 0")
    zet("apt-get", f'echo "$@" >> {tmp_path}/opdrachten')
    assert draai("apt_installeer poppler-utils").returncode == 0
    assert (tmp_path / "opdrachten").read_text().splitlines() == [
        "update -qq",
        "install -qq -y --no-install-recommends poppler-utils",
    ]


def test_mislukte_installatie_toont_waarom(machine):
    zet, draai = machine
    zet("id", "echo 0")
    zet("apt-get", '[ "$1" = update ] || { echo "E: geen verbinding"; exit 100; }')
    uit = draai("apt_installeer poppler-utils")
    assert uit.returncode == 1
    assert uit.stderr.splitlines()[1:] == [
        "E: geen verbinding",
        "Dat lukte niet. Installeer zelf: sudo apt-get install poppler-utils",
    ]


def _make(*argumenten: str, **omgeving: str) -> str:
    """What make prints; as from a terminal, also when make itself runs these tests."""
    schoon = {k: w for k, w in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PORT")}
    opdracht = ["make", *argumenten]
    return subprocess.run(
        opdracht, cwd=WORTEL, env={**schoon, **omgeving}, capture_output=True, text=True, check=True
    ).stdout


def test_make_zonder_opdracht_toont_de_opdrachten():
    uit = _make()
    for opdracht in ("demo", "demo-opnieuw", "test", "check", "bench", "pins", "vendor"):
        assert f"make {opdracht} " in uit


def test_demo_raakt_geen_database_die_de_omgeving_kent():
    uit = _make("-n", "demo", "PORT=9", DATABASE_URL="postgres://ergens/echt", REDIS_URL="redis://ergens")
    assert "env -u DATABASE_URL -u REDIS_URL" in uit
    assert uit.rstrip().endswith("manage.py demo --poort 9")
