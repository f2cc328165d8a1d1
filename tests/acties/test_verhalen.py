"""Stories: public with consent only, the others for colleagues and marked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acties.models import Verhaal, Zichtbaarheid
from tests.factories import maak_actie, maak_doel, maak_verhaal

pytestmark = pytest.mark.django_db
MEEST_QUERIES = 10


def pagina(client, vraag="") -> str:
    antwoord = client.get(f"/verhalen/{vraag}")
    assert antwoord.status_code == 200
    return antwoord.content.decode()


@pytest.fixture
def drie_verhalen(db):
    return [maak_verhaal(titel=f"Toestemming {ja}", toestemming=ja) for ja in (None, True, False)]


@pytest.mark.parametrize("rol", ["bewoner", "zonder_rol", "afgelopen_rol"])
def test_een_bezoeker_ziet_alleen_verhalen_met_toestemming(rol, drie_verhalen, als_client, request):
    html = pagina(als_client(request.getfixturevalue(rol)))
    assert "Toestemming True" in html
    assert "Toestemming None" not in html and "Toestemming False" not in html


@pytest.mark.parametrize(
    "rol",
    ["partner", "trekker", "bestuurder", "andere_projectleider", "projectleider", "programmateam", "beheerder"],
)
def test_wie_intern_leest_ziet_de_andere_gemarkeerd_en_achteraan(rol, drie_verhalen, als_client, request):
    html = pagina(als_client(request.getfixturevalue(rol)))
    volgorde = [html.index(f"Toestemming {ja}") for ja in (True, False, None)]
    assert volgorde == sorted(volgorde)
    assert html.count("Nog niet openbaar: toestemming niet bekend") == 1
    assert html.count("Niet openbaar: geen toestemming") == 1


def test_zonder_verhalen_zegt_de_pagina_dat(als_client):
    assert "Er zijn nog geen verhalen die openbaar mogen zijn." in pagina(als_client())


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lezen_is_het_enige_dat_kan(methode, als_client, programmateam):
    assert getattr(als_client(programmateam), methode)("/verhalen/").status_code == 405


@pytest.mark.parametrize("vraag", ["?pagina=0", "?pagina=2", "?pagina=x"])
def test_een_bladzijde_die_niet_bestaat_is_404(vraag, drie_verhalen, als_client):
    assert als_client().get(f"/verhalen/{vraag}").status_code == 404


def test_verhaal_verraadt_geen_actie_die_de_lezer_niet_mag_zien(opgave, als_client, programmateam):
    open_actie = maak_actie(opgave=opgave, titel="Voor iedereen")
    concept = maak_actie(opgave=opgave, titel="Nog een concept", zichtbaarheid=Zichtbaarheid.CONCEPT)
    maak_verhaal(acties=[open_actie, concept], toestemming=True)
    html = pagina(als_client())
    assert "Voor iedereen" in html and "Nog een concept" not in html
    assert "Nog een concept" in pagina(als_client(programmateam))


def test_tekst_wordt_onschadelijk(als_client):
    gevaar = "<script>alert(1)</script>"
    maak_verhaal(titel=gevaar, wie=gevaar, tekst=gevaar, toestemming=True)
    html = pagina(als_client())
    assert "<script>alert" not in html and html.count("&lt;script&gt;") == 3


def test_adres_van_een_verhaal_wijst_naar_zijn_plek_op_de_pagina(als_client):
    verhaal = maak_verhaal(toestemming=True)
    pad, anker = verhaal.get_absolute_url().split("#")
    assert pad == "/verhalen/"
    assert f'id="{anker}"' in pagina(als_client())


@pytest.mark.parametrize("rol", ["bewoner", "trekker"])
def test_aantal_queries_hangt_niet_af_van_het_aantal_verhalen(rol, opgave, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    tellingen = []
    for _ in range(2):
        for _ in range(4):
            maak_verhaal(doel=maak_doel(opgave=opgave), acties=[maak_actie(opgave=opgave)], toestemming=True)
        with CaptureQueriesContext(connection) as queries:
            pagina(client)
        tellingen.append(len(queries))
    assert Verhaal.objects.count() == 8
    assert tellingen[0] == tellingen[1] <= MEEST_QUERIES


def test_meer_dan_een_bladzijde(als_client):
    for nr in range(21):
        maak_verhaal(titel=f"Verhaal nummer {nr}.", toestemming=True)
    eerste, tweede = pagina(als_client()), pagina(als_client(), "?pagina=2")
    assert "Verhaal nummer 20." in eerste and "Verhaal nummer 0." not in eerste and "?pagina=2" in eerste
    assert "Verhaal nummer 0." in tweede and "Verhaal nummer 1." not in tweede
