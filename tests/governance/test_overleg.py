"""The guide, a body and a meeting: readable on any date, and nothing that nobody wrote down."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.gids import maak_gids
from governance.models import Overlegorgaan, Vergadering
from governance.verloop import verloop_van
from opgaven.models import Bemensing, Opgave
from tests.factories import (
    maak_actie,
    maak_actiepunt,
    maak_agendapunt,
    maak_bemensing,
    maak_besluit,
    maak_gebruiker,
    maak_lidmaatschap,
    maak_orgaan,
    maak_partner,
    maak_vergadering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lezer(programma):
    return maak_gebruiker(partner=maak_partner())


@pytest.fixture
def team(programma):
    gebruiker = maak_gebruiker()
    maak_bemensing(gebruiker=gebruiker, rol=Bemensing.Rol.PROGRAMMAMANAGER)
    return gebruiker


def tekst(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main")[1]))


def test_de_gids_telt_zoals_de_bron(lezer, als_client):
    html = als_client(lezer).get(reverse("overleg:gids")).text
    assert "18 overleggen, waarvan 6 buiten het programma. 3 andere zijn gestopt of klaar." in tekst(html)
    assert "Dubbele rol: trekt ook" in html
    assert "Nog niet vastgelegd." in html


def test_de_gids_op_een_dag_in_het_verleden_zegt_wat_niet_zeker_is(lezer, als_client):
    html = tekst(als_client(lezer).get(reverse("overleg:gids") + "?op=2021-06-01").text)
    assert "U ziet de stand op 1 juni 2021" in html
    assert "Niet zeker op deze dag" in html and "Dagelijks bestuur" in html
    assert "Taalnetwerk LV" not in html, "it began in 2023"
    assert "Communicatieoverleg van partners" in html.split("Niet zeker op deze dag")[0], "it was there in 2021"


@pytest.mark.parametrize("op", ["gisteren", "2023-02-30", "1'--", "%00"])
def test_een_onleesbare_datum_wordt_gezegd(lezer, als_client, op):
    antwoord = als_client(lezer).get(reverse("overleg:gids") + f"?op={op}")
    assert antwoord.status_code == 200 and "Deze datum kennen wij niet" in antwoord.text


def test_wie_toen_lid_was_staat_er_toen_en_nu_niet(lezer, als_client):
    orgaan = maak_orgaan(naam="Proefbestuur")
    maak_lidmaatschap(orgaan=orgaan, functie="Vorige voorzitter", van="2020-01-01", tot="2023-01-01")
    maak_lidmaatschap(orgaan=orgaan, functie="Nieuwe voorzitter", van="2023-01-01")
    client = als_client(lezer)
    nu, toen = (
        client.get(orgaan.get_absolute_url()).text,
        client.get(f"{orgaan.get_absolute_url()}?op=2022-12-31").text,
    )
    assert "Nieuwe voorzitter" in nu and "Vorige voorzitter" not in nu
    assert "Vorige voorzitter" in toen and "Nieuwe voorzitter" not in toen


def test_het_dagelijks_bestuur_verwijst_naar_zijn_opvolger(lezer, als_client):
    html = als_client(lezer).get(Overlegorgaan.objects.get(slug="dagelijks-bestuur").get_absolute_url()).text
    assert "Het is opgevolgd door" in html and "wanneer is niet vastgelegd" in html


def test_de_vergadering_van_7_november_toont_drie_vragen_en_geen_uitkomst(lezer, als_client):
    html = tekst(als_client(lezer).get(Vergadering.objects.get(bron_code="G-57").get_absolute_url()).text)
    assert "3 punten" in html and "Wat heb je nodig om een goede bestuurder" in html
    assert html.count("De uitkomst is niet vastgelegd.") == 3
    assert "De tijd is niet bekend" in html


def test_de_dag_van_het_laden_is_geen_stap_van_een_vergadering(lezer):
    assert [stap.op for stap in verloop_van(Vergadering.objects.get(bron_code="G-57"))] == [None] * 6


def test_een_concept_is_alleen_voor_wie_het_voorbereidt(lezer, als_client, team):
    vergadering = maak_vergadering(status=Vergadering.Status.CONCEPT)
    assert als_client(lezer).get(vergadering.get_absolute_url()).status_code == 404
    assert als_client(team).get(vergadering.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", ["uitgenodigd", "bezig", "concept_besluitenlijst"])
@pytest.mark.parametrize("wie", ["team", "lezer"])
def test_een_agenda_van_honderd_punten_met_onderdelen(
    wie, status, team, lezer, als_client, django_assert_max_num_queries
):
    """A council agenda: sections, sub-items with letters, links, presence; at most 15 queries, for a member too."""
    gebruiker, actie = {"team": team, "lezer": lezer}[wie], maak_actie()
    vergadering = maak_vergadering(status=status)
    for stand in ("aanwezig", "afwezig"):
        lid = maak_lidmaatschap(orgaan=vergadering.orgaan, gebruiker=gebruiker, partner=maak_partner())
        vergadering.aanwezigheden.create(lid=lid, stand=stand)
    maak_lidmaatschap(orgaan=vergadering.orgaan, functie="lid van wie niemand iets opschreef")
    maak_lidmaatschap(orgaan=vergadering.orgaan, functie="lid van vroeger", tot="2001-01-01")
    maak_actiepunt(vergadering=maak_vergadering(orgaan=vergadering.orgaan, datum="2020-01-01"))
    for nr in range(45):
        punt = maak_agendapunt(vergadering=vergadering, volgorde=nr, titel=f"Stuk {nr}", sectie=f"Deel {nr // 15}")
        punt.acties.add(actie)
        maak_besluit(vergadering=vergadering, agendapunt=punt)
    vergadering.agendapunten.filter(volgorde=0).update(vast="besluitenlijst")
    vergadering.agendapunten.filter(volgorde=1).update(vast="actielijst")
    for nr in range(55):
        maak_agendapunt(vergadering=vergadering, bovenliggend=punt, volgorde=nr, titel=f"Onderdeel {nr}")
    client = als_client(gebruiker)
    with django_assert_max_num_queries(15):
        html = client.get(vergadering.get_absolute_url()).text
    assert "100 punten" in tekst(html) and "Aanwezig (1 van 3)" in tekst(html)
    assert "Lid van wie niemand iets opschreef (niet vastgelegd)" in tekst(html) and "Lid van vroeger" not in html
    nummers = re.findall(r'svn-agendapunt__nr">([^<]+)<', html)
    assert nummers[:2] == ["1", "2"] and nummers[44:47] == ["45", "45a", "45b"] and nummers[-1] == "45bc"
    assert html.count("Deel 1<") == 1


def test_een_verborgen_punt_verschuift_de_nummers_niet(lezer, als_client):
    vergadering = maak_vergadering()
    maak_agendapunt(vergadering=vergadering, volgorde=1, besloten=True)
    maak_agendapunt(vergadering=vergadering, volgorde=2)
    html = als_client(lezer).get(vergadering.get_absolute_url()).text
    assert re.findall(r'svn-agendapunt__nr">([^<]+)<', html) == ["2"]
    assert "Besloten punten ziet u hier niet." in html


def test_in_de_gids_zoekt_men_een_werkgroep_op_woord_soort_en_opgave(lezer, als_client):
    opgave = Opgave.objects.get(nummer=3)
    kw = {"soort": "werkgroep", "opgave": opgave, "mandaat": "Schone straat"}
    afval = maak_orgaan(naam="Afval en meeuwen (proef)", slug="afval-proef", **kw)
    maak_lidmaatschap(orgaan=afval, functie="Café-eigenaar")
    maak_orgaan(naam="Taalnetwerk (proef)", slug="taal-proef", soort="extern")
    client, gids = als_client(lezer), reverse("overleg:gids")
    for vraag, er in {
        "q=MEEUWEN": True,
        "q=schone+afval": True,
        "q=cafe": True,
        f"soort=werkgroep&opgave={opgave.slug}": True,
        "q=taal": False,
        "soort=bestuur": False,
        "soort=<script>": False,
        "opgave=bestaat-niet": False,
    }.items():
        html = client.get(f"{gids}?{vraag}").text
        assert ('id="afval-proef"' in html) is er, vraag
        assert "gevonden." in html and "<script>" not in html.split("<main")[1]


def test_de_gids_noemt_de_vergaderingen_die_komen_de_eerste_eerst(lezer, als_client):
    dag = timezone.localdate()
    for over, orgaan in ((30, "algemeen-bestuur"), (9, "programmateam"), (2, "algemeen-bestuur")):
        maak_vergadering(orgaan=Overlegorgaan.objects.get(slug=orgaan), datum=dag + timedelta(days=over))
    gids = maak_gids(lezer, dag)
    assert [(v.orgaan.slug, (v.datum - dag).days) for v in gids.volgende] == [
        ("algemeen-bestuur", 2),
        ("programmateam", 9),
    ]
    html = als_client(lezer).get(reverse("overleg:gids")).text
    paneel = html.partition("Volgende keer</h2>")[2].partition("</section>")[0]
    assert [v.get_absolute_url() in paneel for v in gids.volgende] == [True, True]
    assert "Volgende keer</h2>" not in als_client(lezer).get(reverse("overleg:gids"), {"q": "taalnetwerk"}).text


def test_de_gids_kost_een_vast_aantal_vragen(lezer, django_assert_num_queries):
    maak_gids(lezer, timezone.localdate())
    with django_assert_num_queries(4):
        maak_gids(lezer, timezone.localdate())
    for _ in range(10):
        maak_lidmaatschap()
    with django_assert_num_queries(4):
        maak_gids(lezer, timezone.localdate())
