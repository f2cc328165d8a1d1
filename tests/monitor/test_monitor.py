"""The page of the monitor: every doel, with or without a number."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from monitor.kloof import Trend
from monitor.models import Meting
from monitor.voorbeeldset import er_zijn_voorbeeldcijfers
from tests import factories

pytestmark = pytest.mark.django_db
ADRES = "/monitor/"


@pytest.fixture
def gebieden(db):
    return [
        factories.maak_gebied(naam="Leidschendam-Noord", slug="noord", soort="programma"),
        factories.maak_gebied(naam="De gemeente", slug="gemeente", soort="gemeente"),
    ]


def _maak(opgave, gebieden, noord, gemeente, **kw):
    """A doel with an indicator and two series from 2022 on."""
    kw.setdefault("voorbeeld", False)
    indicator = factories.maak_indicator(doel=factories.maak_doel(opgave=opgave))
    for gebied, waarden in zip(gebieden, (noord, gemeente), strict=True):
        for jaar, waarde in enumerate(waarden, 2022):
            factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=waarde, **kw)
    return indicator


def test_bezoeker_ziet_alle_doelen_en_telt_ze(als_client, opgave, gebieden):
    factories.maak_programma()
    for noord in ((40, 44), (40, 40), (40, 36), (40,)):
        _maak(opgave, gebieden, noord, (60, 60))
    factories.maak_doel(opgave=opgave, titel="Doel zonder iets")

    antwoord = als_client().get(ADRES)

    assert {trend: aantal for trend, aantal, *_ in antwoord.context["kernen"]} == {
        Trend.KLEINER: 1, Trend.GELIJK: 1, Trend.GROTER: 1, Trend.TE_VROEG: 1, Trend.GEEN_METING: 1,
    }  # fmt: skip
    html = antwoord.content.decode()
    for tekst in ("Hoe gaat het met de 5 doelen?", "Doel zonder iets", "Er is nog geen indicator gekozen.", "20%"):
        assert tekst in html
    assert html.count('class="svn-vonk"') == 4
    assert "voorbeeldcijfers" not in html


def test_wijken_zonder_geheel_hebben_elk_een_rij(als_client, opgave, gebieden):
    wijken = [factories.maak_gebied(naam=naam) for naam in ("Prinsenhof", "De Heuvel")]
    indicator = _maak(opgave, gebieden, (), (60, 60))
    for wijk in wijken:
        for jaar in (2022, 2023):
            factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=jaar, waarde=40)
    html = als_client().get(ADRES).content.decode()
    assert ": Prinsenhof" in html and ": De Heuvel" in html
    assert html.count('class="svn-vonk"') == 2


def test_zonder_gegevens_is_de_pagina_leesbaar(als_client):
    assert "Er zijn nog geen doelen." in als_client().get(ADRES).content.decode()


def test_alleen_om_te_lezen(als_client, programmateam):
    for methode in ("post", "put", "patch", "delete"):
        assert getattr(als_client(programmateam), methode)(ADRES).status_code == 405


@pytest.mark.parametrize("wie", [None, "programmateam"])
def test_aantal_queries_staat_vast(als_client, request, opgave, gebieden, django_assert_max_num_queries, wie):
    client = als_client(request.getfixturevalue(wie) if wie else None)
    aantallen = []
    for _ in range(2):
        for _ in range(4):
            _maak(opgave, gebieden, (40, 44), (60, 60))
        with django_assert_max_num_queries(10) as gevangen:
            client.get(ADRES)
        aantallen.append(len(gevangen))
    assert aantallen[0] == aantallen[1]


# Export -------------------------------------------------------------------------------------------------


def _csv(antwoord) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(antwoord.streaming_content).decode("utf-8-sig")), delimiter=";"))


def test_csv_heeft_een_rij_per_waarde(als_client, opgave, gebieden):
    _maak(opgave, gebieden, ("40.5", 44), (60, 61))
    rijen = _csv(als_client().get(ADRES, {"export": "csv"}))
    assert [(r["Gebied"], r["Jaar"], r["Waarde"]) for r in rijen] == [
        ("Leidschendam-Noord", "2022", "40,500"), ("Leidschendam-Noord", "2023", "44,000"),
        ("De gemeente", "2022", "60,000"), ("De gemeente", "2023", "61,000"),
    ]  # fmt: skip


def test_export_laat_kleine_aantallen_weg(als_client, opgave, gebieden):
    _maak(opgave, gebieden, (40, 44), (60, 61))
    Meting.objects.filter(gebied__slug="noord", peiljaar=2022).update(aantal_personen=4)
    rijen = _csv(als_client().get(ADRES, {"export": "csv"}))
    assert (rijen[0]["Waarde"], rijen[0]["Waarom geen waarde"]) == ("", "Te weinig mensen")


def test_excel_heeft_getallen(als_client, opgave, gebieden):
    _maak(opgave, gebieden, (40, 44), (60, 61))
    inhoud = b"".join(als_client().get(ADRES, {"export": "xlsx"}).streaming_content)
    rijen = list(load_workbook(io.BytesIO(inhoud)).active.iter_rows(values_only=True))
    kolom = rijen[0].index("Waarde")
    assert [rij[kolom] for rij in rijen[1:]] == [40, 44, 60, 61]


# The example set ----------------------------------------------------------------------------------------


def test_programmateam_haalt_de_voorbeelden_weg_en_anderen_zien_de_knop_niet(
    als_client, opgave, gebieden, programmateam, projectleider
):
    _maak(opgave, gebieden, (40, 44), (60, 60), voorbeeld=True)
    weg = reverse("monitor:voorbeeldcijfers-weg")
    assert weg not in als_client(projectleider).get(ADRES).content.decode()
    assert als_client(projectleider).post(weg).status_code == 403
    client = als_client(programmateam)
    assert weg in client.get(ADRES).content.decode()

    html = client.post(weg, follow=True).content.decode()

    assert "De voorbeeldcijfers zijn weg (4 regels)." in html and weg not in html
    assert not er_zijn_voorbeeldcijfers()
    assert "Er stonden geen voorbeeldcijfers meer." in client.post(weg, follow=True).content.decode()
