"""Ideas on the website: what is there is what was released, wherever one looks for it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from acties.initiatieven import meedoen
from acties.initiatieven.coalities import coalities
from acties.initiatieven.forms_omzetten import Omzetten
from acties.models import Deelname, InitiatiefStatus
from tests.api import klopt_met_beschrijving
from tests.factories import maak_actie, maak_doel, maak_partner, timezone
from tests.initiatieven import EMAIL, maak_initiatief, maak_openbaar_idee

pytestmark = pytest.mark.django_db
S = InitiatiefStatus
#: What is in the form and not on the website.
ALLEEN_BIJ_COLLEGAS = (EMAIL, "Voorbeeld Bewoner", "aardbeien", "Zes buren")


def maak_deelname(initiatief, **kw) -> Deelname:
    kw.setdefault("email", f"d{Deelname.objects.count()}@voorbeeld.example" if "partner" not in kw else "")
    nu, nr = timezone.now(), Deelname.objects.count()
    deelname = Deelname.objects.create(
        initiatief=initiatief, soort="bewoner", sleutel_hash=f"x{nr}", bevestigd_op=nu, nagekeken_op=nu, **kw
    )
    meedoen.tel_opnieuw(initiatief)
    return deelname


@pytest.fixture
def wereld(opgave):
    """Three ideas on the website and two that are not, of two doelen."""
    doel, ander = maak_doel(opgave=opgave), maak_doel(opgave=opgave)
    kruiden = maak_openbaar_idee(doel=doel, opgave=opgave, nodig=["geld", "ruimte"], deelnemers="Zes buren")
    koffie = maak_openbaar_idee(doel=doel, opgave=opgave, openbaar_titel="Koffie", nodig=["mensen"])
    maak_openbaar_idee(doel=ander, opgave=opgave, openbaar_titel="Fietsles", status=S.TOEGEKEND)
    maak_initiatief(titel="Stil plan", openbaar_titel="Stil plan", doel=doel, opgave=opgave, mag_openbaar=True)
    maak_openbaar_idee(openbaar_titel="Weg", openbaar_op=None, mag_openbaar=False)
    bakker = maak_partner(naam="Bakker (voorbeeld)")
    for idee in (kruiden, koffie):
        maak_deelname(idee, partner=bakker, mag_naam=True)
        maak_deelname(idee, email="anna@voorbeeld.example", mag_naam=True, toont="Anna")
        maak_deelname(idee, toont="Stille deelnemer", mag_naam=False)
    return {"doel": doel, "ander": ander, "kruiden": kruiden, "koffie": koffie, "bakker": bakker}


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", {"Plukgroen", "Koffie", "Fietsles"}),
        ("?doel={doel}", {"Plukgroen", "Koffie"}),
        ("?doel={doel}&nodig=geld", {"Plukgroen"}),
        ("?nodig=mensen", {"Koffie"}),
        ("?opgave={opgave}", {"Plukgroen", "Koffie", "Fietsles"}),
        ("?doel=9.99", set()),
        ("?pagina=99", {"Plukgroen", "Koffie", "Fietsles"}),
    ],
)
def test_de_lijst_toont_wat_openbaar_is_en_gevraagd_werd(client, wereld, vraag, verwacht):
    doel = wereld["doel"]
    antwoord = client.get("/ideeen/" + vraag.format(doel=doel.nummer, opgave=doel.opgave.slug))
    assert {idee.openbaar_titel for idee in antwoord.context["ideeen"]} == verwacht
    html = antwoord.content.decode()
    assert not [woord for woord in (*ALLEEN_BIJ_COLLEGAS, "Stil plan", "Stille", "anna@") if woord in html]


def test_een_coalitie_telt_mensen_en_partners_over_ideeen_heen_een_keer(client, wereld):
    ideeen = [wereld["kruiden"], wereld["koffie"]]
    (samen,) = coalities(ideeen)
    assert (samen.doel, samen.ideeen, samen.aantal) == (wereld["doel"], 2, 4), "bakker, Anna en twee zonder naam"
    assert samen.namen == ["Bakker (voorbeeld)", "Anna"]
    html = client.get(f"/doelen/{wereld['doel'].nummer}/").content.decode()
    assert "4 doen mee: <bdi>Bakker (voorbeeld)</bdi>, <bdi>Anna</bdi>" in html
    assert "Koffie" in html and "Stil plan" not in html and "Fietsles" not in html


def test_een_idee_waar_nog_niemand_meedoet_staat_ook_bij_zijn_doel(client, wereld):
    html = client.get(f"/doelen/{wereld['ander'].nummer}/").content.decode()
    assert "Fietsles" in html and "<p>0 doen mee</p>" in html


def test_idee_en_actie_wijzen_naar_elkaar_als_beide_openbaar_zijn(client, opgave):
    actie = maak_actie(opgave=opgave, zichtbaarheid="openbaar")
    idee = maak_openbaar_idee(status=S.OMGEZET, actie=actie)
    stil = maak_actie(opgave=opgave, zichtbaarheid="intern")
    ander = maak_openbaar_idee(status=S.OMGEZET, actie=stil)
    assert actie.get_absolute_url() in client.get(f"/ideeen/{idee.nummer}/").content.decode()
    assert f"/ideeen/{idee.nummer}/" in client.get(actie.get_absolute_url()).content.decode()
    assert stil.titel not in client.get(f"/ideeen/{ander.nummer}/").content.decode()


def test_zoeken_vindt_openbare_ideeen_en_geen_andere(als_client, programmateam, wereld):
    for client in (als_client(), als_client(programmateam)):
        html = client.get("/zoeken/?q=koffie&precies=1").content.decode()
        assert f"/ideeen/{wereld['koffie'].nummer}/" in html
        assert "/ideeen/N-" not in client.get("/zoeken/?q=stil+plan&precies=1").content.decode()
        assert "/ideeen/N-" not in client.get("/zoeken/?q=aardbeien&precies=1").content.decode()


def test_de_api_geeft_openbare_ideeen_zonder_wie_ze_zijn(als_client, programmateam, wereld):
    client = als_client(programmateam)
    antwoord = client.get(f"/api/v1/initiatieven?doel={wereld['doel'].nummer}")
    rijen = {rij["titel"]: rij for rij in antwoord.json()["resultaten"]}
    assert set(rijen) == {"Plukgroen", "Koffie"}
    plukgroen = rijen["Plukgroen"]
    assert (plukgroen["aantalDeelnemers"], plukgroen["namen"]) == (3, ["Bakker (voorbeeld)", "Anna"])
    assert plukgroen["nodig"] == ["geld", "ruimte"] and plukgroen["actie"] is None
    assert not [woord for woord in (*ALLEEN_BIJ_COLLEGAS, "anna@", "Stille") if woord in antwoord.content.decode()]
    klopt_met_beschrijving("/initiatieven", antwoord.json())
    een = client.get(f"/api/v1/initiatieven/{wereld['koffie'].nummer}").json()
    assert een == rijen["Koffie"] and een["webpagina"].endswith(f"/ideeen/{wereld['koffie'].nummer}/")
    assert client.get("/api/v1/initiatieven?doel=9.99").status_code == 400


def test_de_lijst_van_collegas_is_ook_een_bestand_zonder_hoe_iemand_te_bereiken_is(
    als_client, projectleider, bestuurder, wereld
):
    antwoord = als_client(projectleider).get("/initiatieven/?weergave=alles&export=csv")
    tekst = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    rijen = list(csv.DictReader(io.StringIO(tekst), delimiter=";"))
    assert [(rij["Doen mee"], rij["Op de website"]) for rij in rijen if rij["Nummer"] == wereld["kruiden"].nummer] == [
        ("3", "ja")
    ]
    assert len(rijen) == 5
    blad = load_workbook(
        io.BytesIO(b"".join(als_client(bestuurder).get("/initiatieven/?export=xlsx").streaming_content))
    )
    cellen = str(list(blad.active.values))
    assert "Plukgroen" in cellen
    for inhoud in (tekst, cellen):
        assert EMAIL not in inhoud and "Voorbeeld Bewoner" not in inhoud and "anna@" not in inhoud


def test_partners_die_meedoen_zijn_voorstellen_bij_een_actie(programmateam, opgave):
    idee = maak_openbaar_idee(status=S.TOEGEKEND, opgave=opgave, doel=maak_doel(opgave=opgave))
    bakker = maak_partner(naam="Bakker (voorbeeld)")
    maak_deelname(idee, partner=bakker, brengt="Brood")
    maak_deelname(idee, naam="Een bewoner")
    deelnames = idee.deelnames.tellen()
    rijen = [rij.initial for rij in Omzetten(initiatief=idee, door=programmateam, deelnames=deelnames).partners.forms]
    assert {"rol": "ondersteuner", "partner": bakker.pk, "inzet": "Brood"} in rijen
    assert "Een bewoner" not in str(rijen)


def _toegekend(idee):
    """With the panel to make an actie of it."""
    type(idee).objects.filter(pk=idee.pk).update(status=S.TOEGEKEND)
    return idee


def test_het_aantal_vragen_groeit_niet_mee(client, als_client, projectleider, wereld, django_assert_max_num_queries):
    for nr in range(12):
        idee = maak_openbaar_idee(doel=wereld["doel"], opgave=wereld["doel"].opgave)
        maak_deelname(idee, partner=maak_partner(naam=f"Partner {nr}"), mag_naam=True)
        maak_deelname(wereld["kruiden"], partner=maak_partner(naam=f"Ander {nr}"), mag_naam=True)
    collega = als_client(projectleider)
    for wie, adres, hoogstens in (
        (client, "/ideeen/", 8),
        (client, f"/ideeen/{wereld['kruiden'].nummer}/", 5),
        (client, "/api/v1/initiatieven", 8),
        (client, f"/doelen/{wereld['doel'].nummer}/", 15),
        (collega, wereld["kruiden"].get_absolute_url(), 15),
        (collega, _toegekend(wereld["kruiden"]).get_absolute_url(), 15),
        (collega, "/initiatieven/", 10),
    ):
        with django_assert_max_num_queries(hoogstens):
            assert wie.get(adres).status_code == 200
