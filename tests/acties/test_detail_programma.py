"""The pages of the real acties: nothing that the source knows is missing, nothing is invented."""

import pytest

from acties.models import Actie

pytestmark = pytest.mark.django_db


@pytest.fixture
def pagina(programma, client):
    """Returns a function: the public page of the actie with this source code."""

    def haal(bron_code: str) -> str:
        antwoord = client.get(Actie.objects.get(bron_code=bron_code).get_absolute_url())
        assert antwoord.status_code == 200
        return antwoord.content.decode()

    return haal


def test_alle_65_pagina_s_zijn_openbaar_en_tonen_geen_aantekening(programma, client):
    acties = list(Actie.objects.all())
    assert len(acties) == 65
    for actie in acties:
        html = client.get(actie.get_absolute_url()).content.decode()
        assert actie.get_status_display() in html
        assert not actie.aantekening or actie.aantekening not in html
        assert "None" not in html


def test_tegenspraak_toont_beide_waarden_met_hun_bron(pagina):
    html = pagina("B2-03")
    assert html.count("De bronnen spreken elkaar tegen.") == 1
    assert "<b>4</b> groepen" in html and "<b>2</b> groepen" in html
    assert "Bron: 3.1.2." in html and "Bron: B2." in html


def test_het_ene_bekende_bedrag(pagina):
    html = pagina("B2-08")
    assert "<b>€\xa05.000</b> per school per jaar" in html
    assert "nog geen bedragen" not in html
    geld = html[html.index('id="geld"') :]
    assert all(school in geld for school in ("De Margriet", "De Trampoline", "De Waterlelie"))


@pytest.mark.parametrize("bron_code", ["J-2", "J-4", "J-5"])
def test_drie_acties_hebben_nog_geen_doel(bron_code, pagina):
    assert "nog geen doel" in pagina(bron_code)


def test_jongeren_heeft_eigen_trekkers(pagina):
    html = pagina("J-1")
    feiten = html[html.index('id="feiten"') : html.index('id="geld"')]
    assert "Spinoza" in feiten and "Sport en Welzijn" in feiten
    assert "Vlietkinderen" not in feiten


def test_jongeren_stond_in_geen_tabel(pagina):
    assert "In het plan" not in pagina("J-1")


def test_leeg_vak_in_het_plan_blijft_zichtbaar(pagina):
    assert "leeg vak" in pagina("B3-03")


def test_looptijd_zo_precies_als_de_bron(pagina):
    assert "<dd>vanaf 16 mei 2024</dd>" in pagina("B4-22")
    assert "<dd>vanaf september 2024</dd>" in pagina("B3-04")
    assert "<dd>2024</dd>" in pagina("B4-28")
