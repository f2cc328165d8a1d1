"""What the page of a doel says about its numbers."""

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from monitor.models import Duiding, Meting, Streefwaarde
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def gebieden(db):
    return {
        "noord": factories.maak_gebied(naam="Leidschendam-Noord", slug="noord", soort="programma"),
        "gemeente": factories.maak_gebied(naam="De gemeente", slug="gemeente", soort="gemeente"),
        "prinsenhof": factories.maak_gebied(naam="Prinsenhof", slug="prinsenhof"),
    }


@pytest.fixture
def indicator(opgave, gebieden):
    factories.maak_programma()
    doel = factories.maak_doel(opgave=opgave, volgnummer=6)
    return factories.maak_indicator(
        doel=doel, naam="Sociale samenhang", eenheid="schaal 0 tot 10", decimalen=1, frequentie="elke 2 jaar"
    )


@pytest.fixture
def gemeten(indicator, gebieden):
    for slug, waarden in (("noord", ("5.2", "5.3", "5.5")), ("gemeente", ("6.3", "6.3", "6.3"))):
        for jaar, waarde in enumerate(waarden, 2022):
            factories.maak_meting(
                indicator=indicator, gebied=gebieden[slug], peiljaar=jaar, waarde=waarde, bron="Leefbaarheidsmonitor"
            )
    return indicator


def _html(client, indicator) -> str:
    antwoord = client.get(indicator.doel.get_absolute_url())
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def _rijen(html: str) -> list[str]:
    html = html.replace("\N{SOFT HYPHEN}", "")
    return [" ".join(re.sub(r"<[^>]+>", " ", rij).split()) for rij in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]


def test_waarom_een_vak_leeg_is_staat_er_voor_iedereen(als_client, gemeten, gebieden):
    """Not only for who hears the page: a dash alone does not say why."""
    Meting.objects.filter(gebied=gebieden["noord"], peiljaar=2023).update(aantal_personen=6)
    Meting.objects.filter(gebied=gebieden["gemeente"], peiljaar=2022).update(waarde=None, reden="onbetrouwbaar")
    html = _html(als_client(), gemeten)
    assert "Niet betrouwbaar genoeg: Gemeente 2022. Te weinig mensen: Noord 2023." in html
    assert "Noord 2024" not in html


def test_een_aantal_mensen_heeft_geen_kloof_met_de_hele_gemeente(als_client, gemeten):
    """However many people of Noord take part, there are more in all of the municipality."""
    gemeten.telt_personen, gemeten.decimalen, gemeten.eenheid = True, 0, "aantal mensen"
    gemeten.save()
    for meting in gemeten.metingen.select_related("gebied"):
        meting.waarde = {"noord": 140, "gemeente": 402}[meting.gebied.slug] + meting.peiljaar - 2022
        meting.save()
    html = _html(als_client(), gemeten)
    assert "Dit is een aantal mensen. Dat vergelijken wij niet met de hele gemeente." in html
    assert "kloof nu" not in html and "svn-gap" not in html
    assert _rijen(html)[:2] == ["Jaar Noord Gemeente", "2022 140 402"]
    monitor = als_client().get("/monitor/").content.decode()
    assert "Dat vergelijken wij niet met de hele gemeente." in monitor


def test_wie_de_gemeente_inhaalt_heeft_geen_kloof_meer(als_client, gemeten, gebieden):
    Meting.objects.filter(gebied=gebieden["noord"], peiljaar=2024).update(waarde="6.8")
    html = _html(als_client(), gemeten)
    assert "<b>kloof weg</b>" in html and "de gemeente is ingehaald" in html
    assert "Noord heeft de gemeente ingehaald." in html and "voorsprong nu 0,5" in html
    assert "van de kloof is weg" not in html


def test_grafiek_tabel_en_zin_zeggen_hetzelfde(als_client, gemeten):
    Streefwaarde.objects.create(indicator=gemeten, jaar=2031, waarde="5.8")
    html = _html(als_client(), gemeten)

    assert "<b>27%</b> van de kloof is weg" in html and "op schema zou 11% genoeg zijn" in html
    rijen = _rijen(html)
    for rij in ("2022 nulmeting 5,2 6,3 1,1", "2024 5,5 6,3 0,8", "2031 streefwaarde 5,8 – –"):
        assert rij in rijen
    assert html.count("svn-grafiek--breed") == html.count("svn-grafiek--smal") == 1
    assert "Noord ging er 0,3 op vooruit sinds 2022." in html
    assert "De gemeente staat op hetzelfde als in 2022." in html
    for tekst in ("De as begint bij 5,0.", "Bron: Leefbaarheidsmonitor.", "Hoe vaak gemeten: elke 2 jaar."):
        assert tekst in html
    assert "voorbeeldcijfers" not in html


def test_zonder_meting_staan_de_indicator_en_de_bron_er_wel(als_client, indicator):
    indicator.bron = "CBS, Veiligheidsmonitor"
    indicator.save()
    html = _html(als_client(), indicator)
    assert "Er is nog geen meting." in html and "Waarschijnlijke bron van de echte cijfers: CBS" in html
    assert "<figure" not in html


def test_kloof_die_groter_wordt_is_geen_goed_nieuws(als_client, gemeten):
    Meting.objects.filter(gebied__slug="noord", peiljaar=2024).update(waarde="4.9")
    html = _html(als_client(), gemeten)
    assert "svn-gap--let" in html and "kloof groter" in html and "achter op schema" in html


def test_te_weinig_mensen_staat_er_als_reden_en_niet_als_getal(als_client, gemeten):
    Meting.objects.filter(gebied__slug="noord", peiljaar=2023).update(aantal_personen=7)
    html = _html(als_client(), gemeten)
    assert "2023 – te weinig mensen 6,3 –" in _rijen(html)
    assert "5,3" not in html


def test_andere_bron_staat_ernaast(als_client, gemeten, gebieden):
    factories.maak_meting(
        indicator=gemeten,
        gebied=gebieden["noord"],
        peiljaar=2024,
        waarde="6.1",
        bron="GGD",
        methode="enquête",
        geldt=False,
    )
    html = _html(als_client(), gemeten)
    assert "Een andere bron zegt iets anders." in html and "GGD: Noord 2024, <b>6,1</b> (enquête)" in html
    assert "27%" in html


def test_wijken_naast_noord_krijgen_een_eigen_tabel(als_client, gemeten, gebieden):
    factories.maak_meting(indicator=gemeten, gebied=gebieden["prinsenhof"], peiljaar=2024, waarde="5.8")
    html = _html(als_client(), gemeten)
    assert "Per wijk" in html and "2024 5,8" in _rijen(html)


def test_duiding_zegt_wat_wij_zien_en_wie_het_schreef(als_client, gemeten):
    Duiding.objects.create(
        doel=gemeten.doel, periode_van=2022, periode_tot=2023, tekst="Oud.", geschreven_als="Projectleider wonen"
    )
    Duiding.objects.create(
        doel=gemeten.doel, periode_van=2022, periode_tot=2024, tekst="Buren kennen elkaar.", bijgedragen="deels",
        geschreven_als="Projectleider wonen", geschreven_op=date(2024, 10, 14),
    )  # fmt: skip
    html = _html(als_client(), gemeten)
    assert "Buren kennen elkaar." in html and "Oud." not in html
    assert "De acties hebben een beetje geholpen." in html
    assert "Geschreven door Projectleider wonen, 14 oktober 2024." in html


def test_voorbeelden_zijn_gemerkt(als_client, gemeten):
    Meting.objects.filter(peiljaar=2022).update(voorbeeld=True)
    assert 'class="svn-voorbeeld"' in _html(als_client(), gemeten)


def test_cijfers_als_csv(als_client, gemeten):
    antwoord = als_client().get(f"{gemeten.doel.get_absolute_url()}cijfers.csv")
    rijen = list(csv.DictReader(io.StringIO(b"".join(antwoord).decode("utf-8-sig")), delimiter=";"))
    assert len(rijen) == 6 and {rij["Doel"] for rij in rijen} == {"3.6"}


def test_cijfers_als_excel(als_client, gemeten):
    antwoord = als_client().get(f"{gemeten.doel.get_absolute_url()}cijfers.xlsx")
    kop, *rijen = load_workbook(io.BytesIO(b"".join(antwoord))).active.values
    assert len(rijen) == 6 and {rij[kop.index("Doel")] for rij in rijen} == {"3.6"}


def test_csv_van_een_onbekend_doel_is_404(als_client, db):
    assert als_client().get("/doelen/9.9/cijfers.csv").status_code == 404
    assert als_client().post("/doelen/9.9/cijfers.csv").status_code == 405
