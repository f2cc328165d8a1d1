"""The monitor: what is frozen, what stays out, and how acties are told apart."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acties.models import Status, Zichtbaarheid
from monitor import opmaak
from monitor.bevriezen import GeenProgramma, als_json
from monitor.boekwoorden import OnbekendSchema
from monitor.models import monitor_editie
from monitor.monitorboek.boek import maak_boek
from monitor.vastleggen import leg_vast
from opgaven.models import Gebied
from tests import factories

pytestmark = pytest.mark.django_db
DAG = date(2026, 11, 25)


def vries(**kw) -> dict:
    return leg_vast(monitor_editie(DAG, (2023, 2024), **kw))


@pytest.fixture
def gebieden():
    return [
        Gebied.objects.create(naam="Leidschendam-Noord", slug="noord", soort=Gebied.Soort.PROGRAMMA),
        Gebied.objects.create(naam="Leidschendam-Voorburg", slug="gemeente", soort=Gebied.Soort.GEMEENTE),
    ]


@pytest.fixture
def gemeten(klein_programma, gebieden):
    """The first doel with two years of numbers, and one year after the period."""
    indicator = factories.maak_indicator(doel=klein_programma.doelen.first(), naam="Sociale samenhang")
    for jaar, waarden in {2023: (50, 60), 2024: (54, 61), 2025: (77, 61)}.items():
        for gebied, waarde in zip(gebieden, waarden, strict=True):
            factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=waarde)
    return indicator


def test_alleen_jaren_tot_en_met_de_periode(gemeten):
    doel = vries()["doelen"][0]
    (indicator,) = doel["indicatoren"]
    assert indicator["jaren"] == [2023, 2024]
    assert (doel["trend"], doel["deel_weg"]) == ("kleiner", "30%")
    assert (indicator["kloof"][0]["winst"], indicator["kloof"][0]["beweging"]) == ("4,0", "1,0")
    assert "77" not in als_json({"deel": indicator["reeksen"]}).decode()


def test_de_kloof_staat_er_ook_als_de_eerste_wijk_er_geen_heeft(klein_programma, gebieden):
    indicator = factories.maak_indicator(doel=klein_programma.doelen.first())
    zonder, met = (factories.maak_gebied(naam=naam, slug=naam.lower()) for naam in ("Alfa", "Beta"))
    for gebied, jaren in ((zonder, (2022,)), (met, (2023, 2024)), (gebieden[1], (2023, 2024))):
        for jaar in jaren:
            factories.maak_meting(
                indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=40 if gebied == met else 60
            )
    html = opmaak.als_html(vries())
    assert (
        "<caption>De kloof met de gemeente</caption>" in html
        and '<th scope="row">Beta</th><td>20,0 (2023)</td>' in html
    )


def test_kleine_aantallen_komen_niet_in_de_inhoud(gemeten, gebieden):
    gemeten.telt_personen = True
    gemeten.save()
    gemeten.metingen.filter(gebied=gebieden[0], peiljaar=2024).update(waarde=Decimal("7.125"), bron="CBS klein")
    inhoud = vries()
    reeks = inhoud["doelen"][0]["indicatoren"][0]["reeksen"][0]
    assert reeks["waarden"][1] == {"waarde": "", "waarom_niet": "Te weinig mensen", "voorlopig": False}
    assert "7,1" not in als_json(inhoud).decode()


@pytest.mark.parametrize("zichtbaarheid", [Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN])
def test_wat_niet_openbaar_is_staat_er_nergens_in(gemeten, klein_programma, zichtbaarheid):
    actie = factories.maak_actie(
        opgave=klein_programma, doel=gemeten.doel, titel="Nog geheim plan", zichtbaarheid=zichtbaarheid
    )
    factories.maak_prestatie(actie=actie, omschrijving="Geheim getal")
    assert "eheim" not in als_json(vries()).decode()


def test_aantal_queries_blijft_gelijk(gemeten, klein_programma, gebieden):
    with CaptureQueriesContext(connection) as klein:
        vries()
    for nr in range(12):
        doel = factories.maak_doel(opgave=klein_programma)
        factories.maak_prestatie(actie=factories.maak_actie(opgave=klein_programma, doel=doel))
        indicator = factories.maak_indicator(doel=doel)
        for gebied in gebieden:
            factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=2010 + nr)
    with CaptureQueriesContext(connection) as groot:
        vries()
    assert len(groot) == len(klein) <= 25


def test_opmaken_vraagt_de_database_niets(gemeten):
    inhoud = vries()
    with CaptureQueriesContext(connection) as gevraagd:
        html = opmaak.als_html(inhoud)
    assert len(gevraagd) == 0
    assert html == opmaak.als_html(inhoud)
    assert "voorbeeldcijfers" not in html


def test_tekst_van_mensen_is_nooit_opmaak(gemeten):
    gemeten.naam = "<b>Vet</b> & co"
    gemeten.save()
    html = opmaak.als_html(vries())
    assert "<b>Vet</b>" not in html
    assert "&lt;b&gt;Vet&lt;/b&gt; &amp; co" in html


@pytest.mark.parametrize(
    ("status", "begin", "eind", "waar"),
    [
        (Status.IN_UITVOERING, None, None, "acties"),
        (Status.AFGEROND, date(2022, 1, 1), date(2023, 2, 1), "acties"),
        (Status.IDEE, None, None, "later"),
        (Status.IN_UITVOERING, date(2025, 1, 1), None, "later"),
        (Status.AFGEROND, date(2021, 1, 1), date(2022, 12, 31), "eerder"),
    ],
)
def test_actie_telt_mee_in_de_jaren_waarin_zij_liep(klein_programma, status, begin, eind, waar):
    doel = klein_programma.doelen.last()
    factories.maak_actie(
        opgave=klein_programma, doel=doel, titel="Proef", status=status, begindatum=begin, einddatum=eind
    )
    gedrukt = maak_boek(vries(), "abc").doelen[-1]
    assert [actie.titel for actie in getattr(gedrukt, waar)] == ["Proef"]
    assert len(gedrukt.acties) + len(gedrukt.later) + len(gedrukt.eerder) == 1


def test_dwarsverband_telt_bij_beide_doelen(klein_programma):
    eerste, tweede, _ = maak_boek(vries(), "abc").doelen
    assert "Tuinkamer van Noord" in [actie.titel for actie in eerste.acties]
    assert [actie.titel for actie in tweede.acties] == ["Tuinkamer van Noord"]


def test_zonder_dag_van_openbaar_worden_staat_dat_er(klein_programma):
    assert "nog niet bekend" in opmaak.als_html(vries())
    assert "10 december 2026" in opmaak.als_html(vries(publicatiedatum=date(2026, 12, 10)))


def test_onbekend_schema_en_leeg_programma(klein_programma):
    with pytest.raises(OnbekendSchema, match="schema 99"):
        maak_boek({**vries(), "schema": 99}, "abc")


def test_zonder_programma_geen_monitor(db):
    with pytest.raises(GeenProgramma, match="Laad eerst het programma"):
        vries()
