"""What is promised about the files around the code: pins, image, compose file, publiccode."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

WORTEL = Path(__file__).parents[2]
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text())["project"]
COMPOSE = yaml.safe_load((WORTEL / "docker-compose.yml").read_text())
PUBLICCODE = yaml.safe_load((WORTEL / "publiccode.yml").read_text())


def _pins(naam: str) -> dict[str, str]:
    """Return each pinned package with its line, and check that every line is a pin or a hash."""
    pins, huidig = {}, None
    for regel in (WORTEL / "requirements" / f"{naam}.txt").read_text().splitlines():
        if pin := re.fullmatch(r"([a-z0-9-]+)==([\w.]+)( ; [\w .<>=!'()]+)? \\", regel):
            huidig = pin[1]
            pins[huidig] = [pin[2]]
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", regel), f"geen pin en geen hash: {regel}"
            pins[huidig].append(regel)
    assert all(len(regels) > 1 for regels in pins.values()), "een pin zonder hash"
    return {pakket: regels[0] for pakket, regels in pins.items()}


@pytest.mark.parametrize("naam", ["basis", "ontwikkeling", "verapdf"])
def test_pins_zijn_namen_versies_en_hashes(naam):
    assert _pins(naam)


def test_ontwikkeling_bevat_de_basis_in_dezelfde_versies():
    assert _pins("basis").items() <= _pins("ontwikkeling").items()


def test_alles_wat_het_project_noemt_is_vastgezet():
    genoemd = {
        re.match(r"[\w-]+", eis)[0].lower()
        for eis in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    }
    assert genoemd <= _pins("ontwikkeling").keys()


def test_compose_heeft_de_afgesproken_diensten_met_een_vaste_versie():
    diensten = COMPOSE["services"]
    assert {"db", "redis", "web", "worker", "beat", "proxy"} <= diensten.keys()
    for naam, dienst in diensten.items():
        assert re.fullmatch(r"[a-z]+:[\w.-]+", dienst["image"]), f"{naam}: {dienst['image']}"
        assert not dienst["image"].endswith(":latest")


def test_compose_bevat_geen_geheimen_en_start_niet_zonder():
    tekst = (WORTEL / "docker-compose.yml").read_text()
    for naam in ("SECRET_KEY", "ALLOWED_HOSTS", "DB_WACHTWOORD", "EMAIL_URL"):
        assert f"${{{naam}:?" in tekst
        assert re.search(rf"^{naam}=$", (WORTEL / ".env.voorbeeld").read_text(), re.M)


def test_alles_wat_compose_vraagt_staat_in_het_voorbeeld():
    gevraagd = set(re.findall(r"\$\{(\w+)", (WORTEL / "docker-compose.yml").read_text()))
    gegeven = set(re.findall(r"^(\w+)=", (WORTEL / ".env.voorbeeld").read_text(), re.M))
    assert gevraagd == gegeven


def test_alleen_de_proxy_is_van_buiten_te_bereiken():
    assert [naam for naam, dienst in COMPOSE["services"].items() if "ports" in dienst] == ["proxy"]
    for naam in ("db", "redis"):
        assert COMPOSE["services"][naam]["networks"] == ["binnen"]
    assert COMPOSE["networks"]["binnen"]["internal"] is True


def test_portaal_draait_zonder_rechten():
    for naam in ("migratie", "web", "worker", "beat"):
        dienst = COMPOSE["services"][naam]
        assert (dienst["read_only"], dienst["cap_drop"]) == (True, ["ALL"])
    gebruikers = re.findall(r"^USER (\S+)", (WORTEL / "Dockerfile").read_text(), re.M)
    assert gebruikers == ["10001:10001"]


def test_publiccode_voldoet_aan_de_norm():
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.4"
    verplicht = {"name", "url", "platforms", "categories", "developmentStatus", "softwareType", "description", "legal"}
    assert verplicht | {"maintenance", "localisation"} <= PUBLICCODE.keys()
    for taal in PUBLICCODE["description"].values():
        assert len(taal["shortDescription"]) <= 150
        assert 150 <= len(taal["longDescription"]) <= 10_000
        assert taal["features"]


def test_versie_en_licentie_zijn_overal_dezelfde():
    assert str(PUBLICCODE["softwareVersion"]) == PROJECT["version"]
    assert PUBLICCODE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (WORTEL / "LICENSE").read_text()
