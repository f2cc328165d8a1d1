"""Opgaven and doelen in the API."""

import json

import pytest

from opgaven.models import Onderwerp
from tests import factories
from tests.api import V1, haal, klopt_met_beschrijving, problemen

pytestmark = pytest.mark.django_db
GEHEIM = "Alleen voor beheer"


@pytest.fixture
def kader(opgave, andere_opgave):
    for nummer, rij in enumerate((opgave, andere_opgave), start=1):
        factories.maak_plan(opgave=rij, startjaar=2022, eindjaar=2025, aantekening=GEHEIM)
        doel = factories.maak_doel(opgave=rij, aantekening=GEHEIM, bron_code=f"BRON-{nummer}")
        Onderwerp.objects.create(
            opgave=rij, doel=doel, naam="Afval", slug=f"afval-{nummer}", samenvatting="", aantekening=GEHEIM
        )


def test_opgaven_staan_op_nummer_met_hun_doelen_en_plannen(client, kader):
    jeugd, wonen = haal(client, "/opgaven")["resultaten"]

    assert (jeugd["slug"], wonen["slug"]) == ("jeugd-en-onderwijs", "fijn-en-veilig-wonen")
    assert wonen["doelen"] == ["3.1"]
    assert wonen["plannen"][0]["eindjaar"] == 2025 and wonen["plannen"][0]["vastgesteld"] is None
    assert wonen["url"] == f"http://testserver{V1}/opgaven/fijn-en-veilig-wonen"
    assert wonen["webpagina"] == "http://testserver/opgaven/fijn-en-veilig-wonen/"


def test_een_opgave_op_slug(client, kader):
    assert haal(client, "/opgaven/fijn-en-veilig-wonen")["nummer"] == 3
    assert client.get(f"{V1}/opgaven/nergens").status_code == 404


def test_doelen_per_opgave(client, kader):
    assert [rij["nummer"] for rij in haal(client, "/doelen")["resultaten"]] == ["1.1", "3.1"]
    assert [rij["nummer"] for rij in haal(client, "/doelen", opgave="jeugd-en-onderwijs")["resultaten"]] == ["1.1"]
    andersom = haal(client, "/doelen", sorteer="-nummer")["resultaten"]
    assert [rij["nummer"] for rij in andersom] == ["3.1", "1.1"]
    beide = haal(client, "/doelen", opgave=["jeugd-en-onderwijs", "fijn-en-veilig-wonen"])
    assert beide["aantal"] == 2
    assert "opgave" in problemen(client, "/doelen", opgave="nergens")


def test_een_doel_op_nummer(client, kader):
    doel = haal(client, "/doelen/3.1")

    assert doel["opgave"] == "fijn-en-veilig-wonen"
    assert doel["onderwerpen"] == [{"slug": "afval-1", "naam": "Afval", "samenvatting": None}]
    assert client.get(f"{V1}/doelen/9.9").status_code == 404


@pytest.mark.parametrize(
    ("pad", "adres"),
    [
        ("/opgaven", "/opgaven"),
        ("/opgaven/{slug}", "/opgaven/fijn-en-veilig-wonen"),
        ("/doelen", "/doelen"),
        ("/doelen/{nummer}", "/doelen/3.1"),
    ],
)
def test_antwoord_heeft_precies_de_beschreven_velden(client, kader, pad, adres):
    antwoord = haal(client, adres)

    klopt_met_beschrijving(pad, antwoord)
    assert GEHEIM not in json.dumps(antwoord) and "BRON-" not in json.dumps(antwoord)


@pytest.mark.parametrize(("pad", "hoogstens"), [("/opgaven", 4), ("/doelen?opgave=jeugd-en-onderwijs", 4)])
def test_aantal_queries_staat_vast(
    client, kader, andere_opgave, django_assert_max_num_queries, django_assert_num_queries, pad, hoogstens
):
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(V1 + pad)
    for nummer in range(5):
        factories.maak_plan(opgave=andere_opgave)
        doel = factories.maak_doel(opgave=andere_opgave)
        Onderwerp.objects.create(opgave=andere_opgave, doel=doel, naam="Meer", slug=f"meer-{nummer}")
    with django_assert_num_queries(len(eerst)):
        client.get(V1 + pad)
