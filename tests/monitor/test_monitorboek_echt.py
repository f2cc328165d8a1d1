"""The monitor of the real doelen with the example numbers: complete, honest about them, accessible and archivable."""

import re
from datetime import date

import pikepdf
import pytest
from django.db import transaction

from monitor import opmaak
from monitor.models import monitor_editie
from monitor.monitorboek.boek import maak_boek
from monitor.vastleggen import leg_vast
from monitor.voorbeeldset import er_zijn_voorbeeldcijfers, laad_voorbeeldcijfers
from tests import factories
from tests.verapdf import keur_alle

pytestmark = pytest.mark.een_ronde
DAG = date(2026, 11, 25)


@pytest.fixture(scope="module")
def echt(_programma_geladen, django_db_blocker) -> dict:
    """Frozen with the example set, and with a monitor before it; both are gone again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        laad_voorbeeldcijfers()
        eerder = monitor_editie(DAG, (2021, 2022))
        factories.maak_publicatie(**eerder, inhoud=leg_vast(eerder))
        inhoud = leg_vast(monitor_editie(DAG, (2023, 2024), date(2026, 12, 10)))
        transaction.set_rollback(True)
    return inhoud


@pytest.fixture(scope="module")
def boek(echt):
    return maak_boek(echt, "abc")


@pytest.fixture(scope="module")
def opgemaakt(echt):
    """Laid out without a database: pytest-django refuses every query here."""
    return opmaak.maak_op(echt)


@pytest.fixture(scope="module")
def pad(echt, opgemaakt, tmp_path_factory):
    pad = tmp_path_factory.mktemp("monitor") / "monitor.pdf"
    opmaak.schrijf(echt, opgemaakt, pad)
    return pad


@pytest.fixture(scope="module")
def bladzijden(opgemaakt) -> list[str]:
    """The words of each page, running heads included."""
    return [
        " ".join(vak.text for vak in bladzijde._page_box.descendants() if getattr(vak, "text", None))
        for bladzijde in opgemaakt.document.pages
    ]


def test_alle_doelen_staan_erin_ook_zonder_meting(echt, boek, opgemaakt):
    assert len(boek.doelen) == 18
    opmaak.controleer(echt, opgemaakt)
    labels = [label for label in opgemaakt.bladwijzers if label.startswith("Doel ")]
    assert [label.split()[1] for label in labels] == [doel.nummer for doel in boek.doelen]
    zonder = [doel for doel in boek.doelen if doel.trend == "geen_meting"]
    assert [doel.rij["waarom_niet"] for doel in zonder] == ["Er is nog geen meting."] * 3


def test_de_voorbeeldcijfers_blijven_niet_achter(echt, programma):
    assert "Voorbeeldcijfers" in str(echt)
    assert not er_zijn_voorbeeldcijfers()


def test_tellingen_zijn_aantallen_en_kloppen(boek):
    assert [(code, aantal) for code, _, aantal in boek.tellingen] == [
        ("kleiner", 9),
        ("gelijk", 3),
        ("groter", 3),
        ("te_vroeg", 0),
        ("geen_meting", 3),
    ]
    assert [sum(kolom) for kolom in zip(*(aantallen for _, aantallen in boek.tellingrijen), strict=True)] == [
        aantal for *_, aantal in boek.tellingen
    ]
    assert boek.samenvatting.startswith("Het programma heeft 18 doelen. Bij 9 is de kloof kleiner geworden, bij 3")


def test_bladzijde_met_een_voorbeeldcijfer_zegt_het_en_een_andere_niet(boek, opgemaakt, bladzijden):
    start = {
        label.split()[1]: plek
        for label, (plek, *_), *_ in _plat(opgemaakt.document.make_bookmark_tree())
        if label.startswith("Doel ")
    }
    beloofd = {doel.nummer: doel.voorbeeld for doel in boek.doelen}
    assert set(beloofd.values()) == {True, False}
    for nummer, eerste in start.items():
        tekst = bladzijden[eerste]
        assert ("voorbeeldcijfers" in tekst.lower()) is beloofd[nummer], nummer
        volgende = bladzijden[eerste + 1] if eerste + 1 not in start.values() else ""
        if beloofd[nummer] and "Opgave " not in volgende and "Colofon" not in volgende and volgende:
            assert "voorbeeldcijfers" in volgende
    assert "voorbeeldcijfers" in bladzijden[0]
    assert "voorbeeldcijfers" in bladzijden[2]


def _plat(knopen):
    for knoop in knopen:
        yield knoop
        yield from _plat(knoop[2])


def test_drie_datums_staan_apart_op_omslag_en_in_colofon(bladzijden):
    for tekst in (bladzijden[0], bladzijden[-1]):
        for datum in ("2023 en 2024", "25 november 2026", "10 december 2026"):
            assert datum in tekst


def test_jaren_zijn_geen_bedragen(bladzijden):
    assert not [tekst for tekst in bladzijden if re.search(r"\b2\.0\d\d\b", tekst)]


def test_tabel_en_zinnen_naast_de_grafiek(boek):
    doel = next(doel for doel in boek.doelen if doel.nummer == "3.6")
    (indicator,) = doel.indicatoren
    assert [jaar for jaar, _ in indicator["rijen"]] == [2022, 2023, 2024]
    assert re.match(r"<svg [^>]*><title ", indicator["grafiek"])
    assert "Noord ging er 0,3 op vooruit sinds 2022." in indicator["kloof"][0]["zinnen"]
    assert doel.duiding_van.endswith("over 2022 tot en met 2024")
    assert doel.acties


def test_groter_geworden_kloof_leest_niet_als_winst(boek):
    zinnen = {doel.nummer: doel.deel_weg_zin for doel in boek.doelen}
    assert (zinnen["1.3"], zinnen["1.4"], zinnen["1.5"]) == ("De kloof is 10% groter", "63% van de kloof is weg", "")


def test_titel_taal_en_letters(pad):
    with pikepdf.open(pad) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Monitor 2023–2024, Sterk voor Noord"
        letters = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert letters and all("Source-Sans-3" in naam for naam in letters), letters


@pytest.mark.verapdf
def test_monitor_voldoet_aan_pdf_ua_en_pdf_a(pad):
    assert keur_alle([("ua1", pad), ("2a", pad)]) == [[], []]
