"""An actie on paper: only what everybody may know, in two sizes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from acties.models import Betrokkenheid, Zichtbaarheid
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def actie(opgave):
    return factories.maak_actie(
        opgave=opgave,
        doel=factories.maak_doel(opgave=opgave, titel="Buren kennen elkaar"),
        titel="Tuinkamer van Noord",
        omschrijving="Buren ontmoeten elkaar.",
        locatie="Sporthal De Fluit",
        begindatum=date(2026, 5, 16),
        penvoerder=factories.maak_partner(naam="Vidomes"),
        aantekening="ALLEEN VOOR BEHEER",
    )


def _url(actie):
    return reverse("acties:poster", args=[actie.nummer])


def test_poster_zegt_wat_waar_wanneer_wie_en_waar_u_meer_leest(actie, als_client):
    tekst = als_client().get(_url(actie)).text
    for deel in (
        "Tuinkamer van Noord",
        "Buren ontmoeten elkaar.",
        "Sporthal De Fluit",
        "vanaf 16 mei 2026",
        "Vidomes",
    ):
        assert deel in tekst
    assert "Vidomes" in tekst
    assert f"testserver{actie.get_absolute_url()}" in tekst
    assert "Buren kennen elkaar" in tekst
    assert "ALLEEN VOOR BEHEER" not in tekst
    assert "svn-blad--poster" in tekst


def test_flyer_en_een_vorm_die_er_niet_is(actie, als_client):
    assert "svn-blad--flyer" in als_client().get(_url(actie), {"vorm": "flyer"}).text
    assert "svn-blad--poster" in als_client().get(_url(actie), {"vorm": "behang"}).text


def test_wie_alleen_ondersteunt_of_weg_is_staat_er_niet_op(actie, als_client):
    factories.maak_betrokkenheid(actie=actie, partner=factories.maak_partner(naam="Meedoener"))
    factories.maak_betrokkenheid(
        actie=actie,
        partner=factories.maak_partner(naam="Vroeger"),
        rol=Betrokkenheid.Rol.UITVOERDER,
        tot=timezone.localdate() - timedelta(days=1),
    )
    tekst = als_client().get(_url(actie)).text
    assert "Meedoener" not in tekst
    assert "Vroeger" not in tekst


@pytest.mark.parametrize("zichtbaarheid", [Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN])
def test_wat_niet_openbaar_is_komt_niet_op_papier(actie, als_client, programmateam, zichtbaarheid):
    type(actie).objects.update(zichtbaarheid=zichtbaarheid)
    client = als_client(programmateam)
    assert client.get(_url(actie)).status_code == 404
    assert "Poster of flyer" not in client.get(actie.get_absolute_url()).text


def test_weinig_queries(actie, als_client, django_assert_max_num_queries):
    client = als_client()
    with django_assert_max_num_queries(5):
        client.get(_url(actie))


def test_pagina_van_de_actie_wijst_de_weg(actie, als_client):
    assert _url(actie) in als_client().get(actie.get_absolute_url()).text
