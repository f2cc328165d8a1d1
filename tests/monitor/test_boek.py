"""How a snapshot becomes chapters, and in which words."""

import copy

import pytest

from acties.models import Actie
from monitor import opmaak
from monitor.boekwoorden import OnbekendSchema
from monitor.projectenboek.boek import maak_boek
from sterkvoornoord.huisstijl import OnbekendeCode
from tests.monitor.conftest import vries

pytestmark = pytest.mark.django_db


@pytest.fixture
def boek(inhoud):
    return maak_boek(inhoud, "abc")


def _kaart(boek, titel):
    return next(kaart for kaart in boek.kaarten if kaart.titel == titel)


def test_acties_staan_onder_hun_doel_en_de_rest_apart(boek):
    (opgave,) = boek.opgaven
    assert [[kaart.titel for kaart in doel.kaarten] for doel in opgave.doelen] == [
        ["Tuinkamer van Noord", "Flatcoach"],
        [],
        [],
    ]
    assert [kaart.titel for kaart in opgave.zonder_doel] == ["Vrije tijd"]
    assert [kaart.titel for kaart in opgave.doelen[1].ook] == ["Tuinkamer van Noord"]


def test_actie_met_een_doel_van_een_andere_opgave_blijft_in_haar_eigen_hoofdstuk(inhoud):
    inhoud = copy.deepcopy(inhoud)
    anders = copy.deepcopy(inhoud["opgaven"][0]) | {"code": "JO", "nummer": 1, "naam": "Jeugd en onderwijs"}
    anders["doelen"] = [{"nummer": "1.1", "titel": "Kansen", "korte_naam": "Kansen"}]
    inhoud["opgaven"].insert(0, anders)
    inhoud["acties"][1]["doel_nummer"] = "1.1"
    jeugd, wonen = maak_boek(inhoud, "abc").opgaven
    assert jeugd.kaarten == []
    assert [kaart.titel for kaart in wonen.zonder_doel] == ["Flatcoach", "Vrije tijd"]


def test_opgave_zonder_doelen_en_zonder_acties(inhoud, tmp_path):
    inhoud = copy.deepcopy(inhoud)
    leeg = copy.deepcopy(inhoud["opgaven"][0]) | {
        "code": "JO",
        "nummer": 1,
        "naam": "Jeugd en onderwijs",
        "doelen": [],
    }
    inhoud["opgaven"].append(leeg)
    boek = maak_boek(inhoud, "abc")
    assert [opgave.doelenkop for opgave in boek.opgaven] == ["De 3 doelen", "Er zijn nog geen doelen"]
    opgemaakt = opmaak.maak_op(inhoud)
    opmaak.controleer(inhoud, opgemaakt)
    opmaak.schrijf(inhoud, opgemaakt, tmp_path / "boek.pdf")
    uitgave = opmaak.schrijf_kort(inhoud, tmp_path / "kort.pdf")
    assert uitgave.heel.hoofdstukken == [("Fijn en veilig wonen", 2), ("Jeugd en onderwijs", 4), ("Colofon", 6)]


def test_kaart_zegt_wie_wat_doet(boek):
    assert dict(_kaart(boek, "Tuinkamer van Noord").regels) == {
        "Penvoerder": "Vidomes",
        "Financier": "Fonds",
        "Partners": "Bibliotheek",
        "Ook voor": "doel 3.2 (Fijn en veilig wonen)",
    }
    assert dict(_kaart(boek, "Vrije tijd").regels) == {"Penvoerder": "nog geen penvoerder"}


def test_bijsturen_staat_er_met_reden_en_maatregel(boek):
    kaart = _kaart(boek, "Tuinkamer van Noord")
    assert kaart.waarom == [("Bijsturen", "Er is geen vaste plek."), ("Wat wij doen", "Wij zoeken een zaal.")]
    assert kaart.stand == "stand 9 oktober 2026"
    assert _kaart(boek, "Vrije tijd").stand == "nog geen stand gemeld"


def test_reden_van_een_oudere_koers_wordt_niet_gedrukt(klein_programma):
    Actie.objects.filter(titel="Tuinkamer van Noord").update(koers="volgens_verwachting")
    assert _kaart(maak_boek(vries(), "abc"), "Tuinkamer van Noord").waarom == []


def test_prestaties_in_woorden(boek):
    kaart = _kaart(boek, "Tuinkamer van Noord")
    assert [(p.wat, p.doel, p.behaald) for p in kaart.prestaties] == [
        ("Bezoekers", "60 per week", "48 per week"),
        ("Leesclub: deelnemers", "", "ongeveer 1.250,5"),
    ]
    assert kaart.onderdelen == [("Leesclub", "Afgerond")]


def test_koersen_in_enkelvoud_en_meervoud(klein_programma):
    Actie.objects.filter(titel="Tuinkamer van Noord").update(koers="aandachtspunt")
    assert maak_boek(vries(), "abc").opgaven[0].koersen == [("let", "aandachtspunt", 1)]
    Actie.objects.update(status="in_uitvoering", koers="aandachtspunt")
    assert maak_boek(vries(), "abc").opgaven[0].koersen == [("let", "aandachtspunten", 3)]


def test_samenvatting_telt_en_verzwijgt_niets(boek):
    assert boek.samenvatting == "Het programma telt 3 acties. Daarvan loopt er 1. Bij 1 is bijsturen nodig."
    assert boek.kerngetallen == [(3, "acties"), (1, "loopt nu"), (1, "afgerond"), (1, "bijsturen")]


@pytest.mark.parametrize(
    ("van", "tot", "woorden"),
    [
        ("2023-01-01", "2024-12-31", "2023 en 2024"),
        ("2021-01-01", "2024-12-31", "2021 tot en met 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2026-07-01", "2026-12-31", "juli tot en met december 2026"),
        ("2025-10-15", "2026-02-01", "15 oktober 2025 tot en met 1 februari 2026"),
    ],
)
def test_periode_in_woorden(inhoud, van, tot, woorden):
    assert maak_boek(inhoud | {"periode": {"van": van, "tot": tot}}, "abc").periode == woorden


def test_oude_editie_houdt_haar_eigen_woorden(inhoud):
    inhoud["woorden"]["status"]["afgerond"] = "Klaar"
    assert _kaart(maak_boek(inhoud, "abc"), "Flatcoach").status_woord == "Klaar"


def test_schema_van_nieuwere_code_wordt_geweigerd(inhoud):
    with pytest.raises(OnbekendSchema, match="schema 99"):
        maak_boek(inhoud | {"schema": 99}, "abc")


def test_status_zonder_beeld_komt_niet_in_druk(inhoud):
    inhoud["acties"][0]["status"] = "verzonnen"
    with pytest.raises(OnbekendeCode):
        maak_boek(inhoud, "abc")
