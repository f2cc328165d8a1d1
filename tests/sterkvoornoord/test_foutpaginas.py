"""Error pages: in our own words, with a way on, also when the database or the session is gone."""

import pytest
from django.db import OperationalError, connections
from django.test import Client, RequestFactory
from django.urls import path
from django.views.defaults import bad_request, server_error

from sterkvoornoord import settings as gewone
from sterkvoornoord.urls import urlpatterns as portaal


def stuk(request):
    raise RuntimeError("geheim-in-de-fout")


def database_weg(request):
    raise OperationalError("geheim-in-de-fout")


urlpatterns = [path("stuk/", stuk), path("database-weg/", database_weg), *portaal]


@pytest.fixture(autouse=True)
def productie(settings):
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def bezoek():
    """A client that gets the error page rather than the exception, as a browser does."""
    return Client(raise_request_exception=False)


def tekst(antwoord) -> str:
    return antwoord.content.decode()


def test_404_zegt_wat_er_is_en_helpt_verder(bezoek, db):
    antwoord = bezoek.get("/acties/tuinkamer-noord/")
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet (meer)" in tekst(antwoord)
    assert 'action="/zoeken/"' in tekst(antwoord)


def test_404_is_hetzelfde_voor_wat_niet_bestaat_en_wat_men_niet_mag_zien(als_client, partner, actie):
    """Nobody learns that a concept exists."""
    actie.zichtbaarheid = "concept"
    actie.save()
    client = als_client(partner)
    verborgen, niets = client.get("/acties/3.22/"), client.get("/acties/3.99/")
    assert (verborgen.status_code, niets.status_code) == (404, 404)
    kaal = [tekst(a).replace("3.22", "").replace("3.99", "") for a in (verborgen, niets)]
    assert [r for r in kaal[0].splitlines() if "csrf" not in r.lower()] == [
        r for r in kaal[1].splitlines() if "csrf" not in r.lower()
    ]


def test_404_herhaalt_geen_html_uit_het_adres(bezoek, db):
    assert "<script>alert" not in tekst(bezoek.get("/<script>alert(1)</script>/"))


def test_403_zegt_wat_er_is(als_client, partner):
    antwoord = als_client(partner).get("/beheer/")
    assert antwoord.status_code == 403
    assert "<h1" in tekst(antwoord)
    assert 'href="mailto:' in tekst(antwoord)


def test_csrf_zegt_dat_het_formulier_verlopen_is(db):
    antwoord = Client(enforce_csrf_checks=True).post("/account/logout/")
    assert antwoord.status_code == 403
    assert "Het formulier is verlopen" in tekst(antwoord)


@pytest.mark.urls("tests.sterkvoornoord.test_foutpaginas")
@pytest.mark.parametrize("pad", ["/stuk/", "/database-weg/"])
def test_500_is_van_ons_en_verklapt_niets(bezoek, als_client, beheerder, pad):
    for client in (bezoek, als_client(beheerder, raise_request_exception=False)):
        antwoord = client.get(pad)
        assert antwoord.status_code in (302, 500)
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in tekst(antwoord)
    assert "geheim-in-de-fout" not in tekst(antwoord)
    assert "default-src 'none'" in antwoord["Content-Security-Policy"]


def test_500_en_400_hebben_geen_database_nodig():
    """Rendered without the `db` fixture: a query would fail this test."""
    vraag = RequestFactory().get("/")
    for antwoord, status in ((server_error(vraag), 500), (bad_request(vraag, Exception()), 400)):
        assert antwoord.status_code == status
        assert '<html lang="nl"' in tekst(antwoord)
        assert "<h1" in tekst(antwoord)


def test_de_portaalpagina_zonder_database_is_een_500_van_ons(bezoek):
    """Without the `db` fixture every query fails, as with a server that is down."""
    bezoek.cookies["sessionid"] = "een-sessie-die-niemand-kan-opzoeken"
    antwoord = bezoek.get("/acties/")
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in tekst(antwoord)


def test_400_bij_een_verkeerde_host_is_van_ons(bezoek, db):
    antwoord = bezoek.get("/", headers={"host": "kwaad.example"})
    assert antwoord.status_code == 400
    assert '<html lang="nl"' in tekst(antwoord)


def test_gezondheid_zegt_wanneer_de_database_weg_is(bezoek, db, monkeypatch):
    assert bezoek.get("/gezondheid/").json() == {"status": "goed"}

    def weg():
        raise OperationalError

    with monkeypatch.context() as even:
        even.setattr(connections["default"], "cursor", weg)
        antwoord = bezoek.get("/gezondheid/")
    assert antwoord.status_code == 503
    assert antwoord.json() == {"status": "geen database"}


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_405_op_een_pagina_die_alleen_te_lezen_is(bezoek, db, methode):
    assert getattr(bezoek, methode)("/acties/").status_code == 405


def test_te_grote_inzending_wordt_geweigerd(bezoek, db):
    antwoord = bezoek.post("/account/login/", {"login": "x" * 2_000_000, "password": "y"})
    assert antwoord.status_code in (400, 413)


def test_te_veel_velden_wordt_geweigerd(bezoek, db):
    te_veel = {f"veld{n}": "x" for n in range(gewone.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert bezoek.post("/account/login/", te_veel).status_code == 400
