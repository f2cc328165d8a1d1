"""Indicators and measurements in the API: the same numbers as on the pages, and the same protection."""

import pytest

from monitor.models import Meting, Streefwaarde
from tests import factories
from tests.api import V1, haal, klopt_met_beschrijving, problemen

pytestmark = pytest.mark.django_db


@pytest.fixture
def gebieden(db):
    return [
        factories.maak_gebied(naam="Noord", slug="noord", soort="programma", cbs_code=None),
        factories.maak_gebied(naam="Prinsenhof", slug="prinsenhof"),
        factories.maak_gebied(naam="De Heuvel", slug="heuvel"),
    ]


@pytest.fixture
def indicator(opgave, gebieden):
    indicator = factories.maak_indicator(doel=factories.maak_doel(opgave=opgave), code="samenhang", decimalen=1)
    for nr, gebied in enumerate(gebieden):
        for jaar in (2022, 2024):
            factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=40 + nr)
    Streefwaarde.objects.create(indicator=indicator, jaar=2041, gemeentegemiddelde=True)
    return indicator


def test_indicatoren_met_hun_streefwaarden(client, indicator):
    factories.maak_indicator(doel=indicator.doel, hoofd=False, actief=False)
    (rij,) = haal(client, "/indicatoren")["resultaten"]
    assert (rij["code"], rij["doel"], rij["bron"]) == ("samenhang", "3.1", None)
    assert rij["streefwaarden"] == [{"jaar": 2041, "waarde": None, "gemeentegemiddelde": True, "voorbeeld": False}]
    assert haal(client, "/indicatoren/samenhang") == rij
    assert client.get(f"{V1}/indicatoren/onbekend").status_code == 404


@pytest.mark.parametrize(
    ("filters", "aantal"),
    [
        ({}, 6), ({"gebied": "noord"}, 2), ({"jaar": "2024"}, 3), ({"gebied": ["noord", "heuvel"], "jaar": 2022}, 2),
        ({"indicator": "samenhang", "geldt": "ja"}, 5), ({"voorbeelden": "alleen"}, 1), ({"voorbeelden": "zonder"}, 5),
    ],
)  # fmt: skip
def test_metingen_filteren(client, indicator, filters, aantal):
    Meting.objects.filter(gebied__slug="heuvel", peiljaar=2022).update(geldt=False, voorbeeld=True)
    assert haal(client, "/metingen", **filters)["aantal"] == aantal


@pytest.mark.parametrize(
    ("pad", "filters"),
    [
        ("/metingen", {"gebied": "nergens"}), ("/metingen", {"jaar": "n.v.t."}), ("/metingen", {"indicator": "x"}),
        ("/metingen", {"waarde": "1"}), ("/metingen", {"voorbeelden": "soms"}), ("/indicatoren", {"doel": "9.9"}),
        ("/indicatoren", {"opgave": "nergens"}), ("/metingen", {"sorteer": "waarde"}),
    ],
)  # fmt: skip
def test_een_filter_dat_niet_klopt_is_een_fout(client, indicator, pad, filters):
    assert set(problemen(client, pad, **filters)) == set(filters)


def test_indicatoren_per_opgave_en_doel(client, indicator, andere_opgave):
    factories.maak_indicator(doel=factories.maak_doel(opgave=andere_opgave))
    assert haal(client, "/indicatoren", opgave="fijn-en-veilig-wonen")["aantal"] == 1
    assert haal(client, "/indicatoren", doel=["3.1", "1.1"])["aantal"] == 2


@pytest.mark.parametrize("filters", [{}, {"gebied": "noord"}, {"gebied": "heuvel"}, {"perPagina": 1, "pagina": 3}])
def test_kleine_aantallen_zijn_met_geen_filter_te_zien_of_terug_te_rekenen(client, indicator, filters):
    Meting.objects.filter(gebied__slug="heuvel", peiljaar=2022).update(aantal_personen=9)
    for rij in haal(client, "/metingen", **filters)["resultaten"]:
        verborgen = rij["jaar"] == 2022 and rij["gebied"] in ("noord", "heuvel")
        assert (rij["waarde"] is None) == verborgen
        assert rij["reden"] == ("te_klein" if verborgen else None)
        assert "aantalPersonen" not in rij


def test_de_antwoorden_zijn_zoals_beschreven(client, indicator):
    klopt_met_beschrijving("/metingen", haal(client, "/metingen", perPagina=2, pagina=2))
    klopt_met_beschrijving("/indicatoren", haal(client, "/indicatoren"))


@pytest.mark.parametrize("pad", ["/metingen", "/indicatoren"])
def test_aantal_queries_staat_vast(client, indicator, gebieden, pad, django_assert_max_num_queries):
    aantallen = []
    for _ in range(2):
        for _ in range(3):
            extra = factories.maak_indicator(doel=factories.maak_doel(opgave=indicator.doel.opgave))
            factories.maak_meting(indicator=extra, gebied=gebieden[0])
        with django_assert_max_num_queries(8) as gevangen:
            haal(client, pad)
        aantallen.append(len(gevangen))
    assert aantallen[0] == aantallen[1]
