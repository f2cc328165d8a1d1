"""The machinery of the API: errors, headers, pages and its description."""

import re

import pytest
from django.core.management import call_command

from opgaven import api as opgaven_api
from sterkvoornoord.api import VERSIE
from sterkvoornoord.api_schema import schema
from tests import factories
from tests.api import PROBLEEM, V1, haal, problemen

pytestmark = pytest.mark.django_db


# Errors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("/bestaat-niet", 404),
        ("/acties/", 404),
        ("/acties/abc", 404),
        ("/acties/9.99", 404),
        ("/opgaven/bestaat-niet", 404),
        ("/doelen?kleur=rood", 400),
        ("/partners?pagina=2", 400),
    ],
)
def test_elke_fout_is_een_probleem(client, pad, status):
    antwoord = client.get(V1 + pad)

    assert (antwoord.status_code, antwoord["Content-Type"]) == (status, PROBLEEM)
    velden = antwoord.json()
    assert velden["status"] == status and velden["title"] and velden["detail"]
    assert int(antwoord["Content-Length"]) == len(antwoord.content)


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("pad", ["/opgaven", "/acties/3.22", "/openapi.json", "/documentatie"])
def test_schrijven_kan_niet(client, methode, pad):
    antwoord = getattr(client, methode)(V1 + pad)

    assert (antwoord.status_code, antwoord["Content-Type"]) == (405, PROBLEEM)
    assert "GET" in antwoord["Allow"]


def test_een_fout_bij_ons_verraadt_niets(client, monkeypatch):
    def ontplof(self):
        raise RuntimeError("geheim wachtwoord")

    monkeypatch.setattr(opgaven_api.Opgaven, "get_queryset", ontplof)
    client.raise_request_exception = False

    antwoord = client.get(f"{V1}/opgaven")

    assert (antwoord.status_code, antwoord["Content-Type"]) == (500, PROBLEEM)
    assert "geheim" not in antwoord.content.decode()
    assert antwoord["API-Version"] == VERSIE


def test_andere_vorm_dan_json_is_er_niet(client):
    antwoord = client.get(f"{V1}/opgaven", headers={"Accept": "text/csv"})

    assert (antwoord.status_code, antwoord["Content-Type"]) == (406, PROBLEEM)


def test_een_verkeerde_host_is_ook_onder_de_api_een_probleem(client):
    antwoord = client.get(f"{V1}/opgaven", headers={"Host": "elders.example"})

    assert (antwoord.status_code, antwoord["Content-Type"]) == (400, PROBLEEM)


def test_buiten_de_api_blijft_een_fout_een_pagina(client):
    antwoord = client.get("/bestaat-niet/")

    assert antwoord.status_code == 404
    assert antwoord["Content-Type"].startswith("text/html")
    assert "API-Version" not in antwoord


def test_onbekende_parameters_staan_er_allemaal_bij(client):
    assert set(problemen(client, "/acties", oppgave="x", kleur="rood")) == {"oppgave", "kleur"}


# Headers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pad", ["/opgaven", "/openapi.json", "/documentatie", "/bestaat-niet", "/acties?x=1"])
def test_elk_antwoord_heeft_de_versie_en_mag_overal_gelezen_worden(client, pad):
    antwoord = client.get(V1 + pad)

    assert antwoord["API-Version"] == VERSIE
    assert antwoord["Access-Control-Allow-Origin"] == "*"


def test_head_en_options_antwoorden(client):
    assert client.head(f"{V1}/opgaven").status_code == 200
    antwoord = client.options(f"{V1}/opgaven")
    assert (antwoord.status_code, antwoord["Allow"]) == (200, "GET, HEAD, OPTIONS")


# Pages --------------------------------------------------------------------------------------------------


def test_paginas_volgen_elkaar_zonder_gat_of_dubbel(client):
    for nummer in range(5):
        factories.maak_partner(naam=f"Partner {nummer}", slug=f"p-{nummer}")

    gezien, adres = [], f"{V1}/partners?perPagina=2"
    while adres:
        antwoord = client.get(adres)
        velden = antwoord.json()
        gezien += [rij["slug"] for rij in velden["resultaten"]]
        assert velden["aantal"] == 5
        assert ('rel="next"' in antwoord.get("Link", "")) == bool(velden["volgende"])
        assert ('rel="prev"' in antwoord.get("Link", "")) == bool(velden["vorige"])
        adres = velden["volgende"]

    assert gezien == [f"p-{nummer}" for nummer in range(5)]


@pytest.mark.parametrize("waarde", ["0", "-1", "1.5", "abc", "", "٣", "9" * 5000])
@pytest.mark.parametrize("naam", ["pagina", "perPagina"])
def test_onmogelijke_pagina_is_een_fout(client, naam, waarde):
    assert set(problemen(client, "/opgaven", **{naam: waarde})) == {naam}


def test_hoogstens_tweehonderd_per_pagina(client):
    assert haal(client, "/opgaven", perPagina=200)["perPagina"] == 200
    assert haal(client, "/opgaven")["perPagina"] == 50
    assert "200" in problemen(client, "/opgaven", perPagina=201)["perPagina"]
    grenzen = {p["name"]: p["schema"] for p in schema()["paths"]["/opgaven"]["get"]["parameters"]}
    assert grenzen["perPagina"] == {"type": "integer", "minimum": 1, "maximum": 200}
    assert grenzen["pagina"] == {"type": "integer", "minimum": 1}


# Description --------------------------------------------------------------------------------------------


def test_beschrijving_is_geldig_en_zonder_waarschuwing(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "openapi.yaml"))


def test_beschrijving_is_openbaar_en_gelijk_aan_wat_de_code_zegt(client):
    antwoord = client.get(f"{V1}/openapi.json")

    assert antwoord.status_code == 200
    assert antwoord.json() == schema()
    assert antwoord.json()["info"]["version"] == VERSIE


def test_beschrijving_houdt_zich_aan_de_regels_van_de_overheid():
    beschrijving = schema()
    assert beschrijving["servers"][0]["url"].endswith("/api/v1")
    for pad, operaties in beschrijving["paths"].items():
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-z]+\}))+", pad)
        assert set(operaties) == {"get"}
        antwoorden = operaties["get"]["responses"]
        assert {"200", "400", "404", "500"} <= set(antwoorden)
        assert "API-Version" in antwoorden["200"]["headers"]
        for parameter in operaties["get"].get("parameters", []):
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", parameter["name"])
    for naam, fout in beschrijving["components"]["responses"].items():
        assert list(fout["content"]) == [PROBLEEM], naam
        assert "API-Version" in fout["headers"]
    for naam, vorm in beschrijving["components"]["schemas"].items():
        for veld in vorm["properties"]:
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", veld), f"{naam}.{veld}"


def test_elke_parameter_uit_de_beschrijving_wordt_gelezen(client):
    for pad, operaties in schema()["paths"].items():
        if "{" in pad:
            continue
        for parameter in operaties["get"]["parameters"]:
            antwoord = client.get(V1 + pad, {parameter["name"]: "\x00"})
            assert parameter["name"] in str(antwoord.json().get("invalidParams")), parameter


def test_bladzijde_voor_mensen_noemt_elk_adres_elke_parameter_en_elk_veld(client):
    antwoord = client.get(f"{V1}/documentatie")
    html = antwoord.content.decode()

    assert antwoord.status_code == 200
    for pad, operaties in schema()["paths"].items():
        assert f"<code>GET {pad}</code>" in html
        for parameter in operaties["get"]["parameters"]:
            assert parameter["in"] == "path" or f"<code>{parameter['name']}</code>" in html
    for naam in ("Actie", "ActieDetail", "Doel", "Opgave", "Partner", "PartnerDetail"):
        for veld in schema()["components"]["schemas"][naam]["properties"]:
            assert f"<code>{veld}</code>" in html


def test_voet_van_elke_pagina_wijst_naar_de_bladzijde(client):
    assert f'href="{V1}/documentatie"' in client.get("/opgaven/").content.decode()
