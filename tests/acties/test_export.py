"""The download of acties: exactly what is filtered and visible, in the order of the page."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from acties.models import Actie, Betrokkenheid, Dwarsverband, Zichtbaarheid
from tests.factories import maak_actie, maak_betrokkenheid, maak_doel, maak_gebied, maak_partner

URL = "/acties/"


def lees(antwoord) -> list[dict]:
    tekst = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst, newline=""), delimiter=";"))


def csv_van(client, vraag: str = "") -> list[dict]:
    return lees(client.get(f"{URL}?export=csv{vraag}"))


def blad_van(client, vraag: str = ""):
    antwoord = client.get(f"{URL}?export=xlsx{vraag}")
    return load_workbook(io.BytesIO(b"".join(antwoord.streaming_content))).active


@pytest.fixture
def veertig(opgave):
    return [
        maak_actie(opgave=opgave, titel=f"Nummer {n:02}", status="idee" if n % 2 else "afgerond") for n in range(40)
    ]


def test_csv_en_excel_zijn_alle_paginas_van_de_lijst_in_dezelfde_volgorde(als_client, veertig):
    client = als_client()
    vraag = "&status=idee&sorteer=-actie"
    pagina = [rij["titel"] for rij in client.get(f"{URL}?{vraag[1:]}").context["object_list"]]
    assert [rij["Titel"] for rij in csv_van(client, vraag)] == pagina
    assert [cel.value for cel in blad_van(client, vraag)["C"][1:]] == pagina
    assert len(csv_van(client, "&pagina=2")) == 40


@pytest.mark.parametrize(
    "rol",
    ["bewoner", "partner", "bestuurder", "projectleider", "andere_projectleider", "programmateam", "beheerder"],
)
@pytest.mark.parametrize("soort", [csv_van, lambda client: list(blad_van(client).values)[1:]])
def test_download_bevat_wat_de_rol_mag_zien_en_niets_anders(rol, soort, request, als_client, opgave):
    gebruiker = request.getfixturevalue(rol)
    for z in Zichtbaarheid:
        maak_actie(opgave=opgave, titel=z.label, zichtbaarheid=z)
    assert len(soort(als_client(gebruiker))) == Actie.objects.zichtbaar_voor(gebruiker).count()


def test_aantekening_staat_in_geen_enkele_download(als_client, beheerder, actie):
    actie.aantekening = "GEHEIM"
    actie.save()
    for client in (als_client(), als_client(beheerder)):
        assert "GEHEIM" not in str(csv_van(client))
        assert "GEHEIM" not in str(list(blad_van(client).values))


def test_zichtbaarheid_staat_er_alleen_voor_wie_intern_leest(als_client, partner, actie):
    assert "Zichtbaarheid" not in csv_van(als_client())[0]
    assert csv_van(als_client(partner))[0]["Zichtbaarheid"] == "Openbaar"


def test_rij_van_een_actie(als_client, actie, opgave, organisatie, settings):
    settings.SITE_URL = "https://portaal.example"
    doel = maak_doel(opgave=opgave, nummer="3.6", volgnummer=6, korte_naam="Verbonden")
    Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=opgave, nummer="3.1", volgnummer=1))
    maak_betrokkenheid(actie=actie, partner=maak_partner(naam="Avalex"), rol=Betrokkenheid.Rol.FINANCIER)
    actie.gebieden.add(maak_gebied(naam="Prinsenhof"))
    actie.doel, actie.koers, actie.omschrijving = doel, "bijsturen", "=1+1"
    actie.stand_op = date(2024, 10, 29)
    actie.begindatum, actie.begin_precisie = date(2024, 5, 16), "dag"
    actie.einddatum, actie.eind_precisie = date(2025, 12, 31), "jaar"
    actie.full_clean()
    actie.save()
    [rij] = csv_van(als_client())
    verwacht = {
        "Nummer": "3.22",
        "Titel": "Tuinkamer van Noord",
        "Opgave": "Fijn en veilig wonen",
        "Doel": "3.6 Verbonden",
        "Ook voor doel": "3.1",
        "Status": "In uitvoering",
        "Koers": "Bijsturen",
        "Stand van": "2024-10-29",
        "Penvoerder": "Vidomes",
        "Partners": "Vidomes (penvoerder), Avalex (financier)",
        "Wijken": "Prinsenhof",
        "Begin": "2024-05-16",
        "Eind": "2025",
        "Omschrijving": "'=1+1",
        "Adres": "https://portaal.example/acties/3.22/",
    }
    assert {kop: rij[kop] for kop in verwacht} == verwacht
    kop, waarden = list(blad_van(als_client()).rows)
    excel = dict(zip([cel.value for cel in kop], waarden, strict=True))
    assert excel["Begin"].is_date
    assert excel["Begin"].value.date() == date(2024, 5, 16)
    assert excel["Eind"].value == "2025"
    assert excel["Omschrijving"].data_type == "s"


def test_wat_niet_bekend_is_staat_er_als_niet_bekend(als_client, opgave):
    maak_actie(opgave=opgave)
    [rij] = csv_van(als_client())
    assert rij["Doel"] == "nog geen doel"
    assert rij["Penvoerder"] == "nog geen penvoerder"
    assert rij["Koers"] == rij["Begin"] == rij["Stand van"] == rij["Wijken"] == ""


def test_download_kost_evenveel_vragen_bij_meer_acties(als_client, opgave, organisatie):
    client = als_client()
    aantallen = []
    for erbij in (3, 27):
        for _ in range(erbij):
            maak_betrokkenheid(actie=maak_actie(opgave=opgave, penvoerder=maak_partner()), partner=organisatie)
        with CaptureQueriesContext(connection) as vragen:
            assert len(csv_van(client)) in (3, 30)
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1] <= 10
