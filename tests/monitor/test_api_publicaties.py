"""Editions in the API: what is public, and nothing else, whoever asks."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.monitor.test_schema import GEGEVENS

pytestmark = pytest.mark.django_db
PAD = "/api/v1/publicaties"


@pytest.fixture
def openbaar(programmateam):
    inhoud = json.loads((GEGEVENS / "projectenboek-schema-1.json").read_text())
    return factories.maak_publicatie(aangevraagd_door=programmateam, fase="gepubliceerd", inhoud=inhoud)


def _periode(jaar: int) -> dict:
    return {"periode_van": date(jaar, 1, 1), "periode_tot": date(jaar, 6, 30)}


def test_alleen_wat_vandaag_openbaar_is(openbaar, programmateam, als_client):
    straks = timezone.localdate() + timedelta(days=1)
    vast = {"aangevraagd_door": programmateam}
    verborgen = [
        factories.maak_publicatie(**vast),
        factories.maak_publicatie(**vast, fase="vastgesteld", **_periode(2024)),
        factories.maak_publicatie(**vast, fase="gepubliceerd", publicatiedatum=straks, **_periode(2023)),
    ]
    for client in (als_client(), als_client(programmateam)):
        gegevens = client.get(PAD).json()
        assert [rij["titel"] for rij in gegevens["resultaten"]] == [openbaar.titel]
        for editie in verborgen:
            assert client.get(f"{PAD}/{editie.pk}").status_code == 404


def test_editie_zegt_waar_haar_vormen_zijn_en_wat_hun_controlegetal_is(openbaar, als_client):
    rij = als_client().get(f"{PAD}/{openbaar.pk}").json()
    assert (rij["besluit"], rij["controlegetal"]) == (openbaar.besluit.nummer, openbaar.inhoud_sha256)
    assert rij["controlegetalPdf"] == openbaar.bestand_sha256
    assert rij["openbaarVanaf"] == timezone.localdate().isoformat()
    assert (rij["erratumNummer"], rij["erratumBij"], rij["vervangen"]) == (None, None, False)
    for vorm in ("pagina", "web", "json", "csv", "pdf"):
        assert als_client().get(rij[vorm].removeprefix("http://testserver")).status_code == 200


def test_erratum_en_wat_het_vervangt_wijzen_naar_elkaar(openbaar, programmateam, als_client):
    erratum = factories.maak_publicatie(
        aangevraagd_door=programmateam,
        fase="gepubliceerd",
        titel="Erratum 1",
        erratum_bij=openbaar,
        erratum_nummer=1,
        erratum_reden="Bij actie 3.22 stond een verkeerd bedrag.",
    )
    rij = als_client().get(f"{PAD}/{erratum.pk}").json()
    assert rij["erratumBij"] == f"http://testserver{PAD}/{openbaar.pk}"
    assert als_client().get(f"{PAD}/{openbaar.pk}").json()["vervangen"] is True


def test_soort_kiest_en_lijst_kost_een_vast_aantal_queries(
    openbaar, programmateam, als_client, django_assert_max_num_queries
):
    for jaar in range(2015, 2025):
        factories.maak_publicatie(aangevraagd_door=programmateam, fase="gepubliceerd", **_periode(jaar))
    with django_assert_max_num_queries(2) as gemeten:
        assert als_client().get(PAD, {"soort": "projectenboek"}).json()["aantal"] == 11
    assert not any('"inhoud"' in query["sql"] for query in gemeten.captured_queries)
    assert als_client().get(PAD, {"soort": "monitor"}).json()["aantal"] == 0
    assert als_client().get(PAD, {"soort": "folder"}).status_code == 400
