"""Reading a large file by the worker: progress, stopping, dying half-way, and what goes wrong."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from monitor import tasks
from monitor.importeren import lezen
from monitor.models import Importbestand
from monitor.services import inlezen, taken
from monitor.services.taken import Uitkomst
from tests import factories

pytestmark = pytest.mark.django_db
Status = Importbestand.Status
HTMX = {"HX-Request": "true"}
CSV = "Gebied;Jaar;Laag inkomen\nGM1916;2020;5\n" + "".join(
    f"WK191602;{jaar};11,{jaar % 10}\n" for jaar in range(2000, 2024)
)


@pytest.fixture(autouse=True)
def gebeld(monkeypatch):
    lijst = []
    monkeypatch.setattr(tasks.lees_importbestand, "apply_async", lambda args, **_: lijst.append(args[0]))
    return lijst


@pytest.fixture(autouse=True)
def alles_is_groot(monkeypatch):
    monkeypatch.setattr(inlezen, "DIRECT_CSV", 10)
    monkeypatch.setattr(inlezen, "DIRECT_EXCEL", 10)


@pytest.fixture
def client(als_client, programmateam):
    factories.maak_gebied(naam="Prinsenhof", cbs_code="WK191602")
    factories.maak_gebied(naam="Leidschendam-Voorburg", cbs_code="GM1916", soort="gemeente")
    factories.maak_indicator(naam="Laag inkomen", code="laag-inkomen")
    return als_client(programmateam)


@pytest.fixture
def stuur(client, django_capture_on_commit_callbacks):
    def doe(inhoud=CSV, naam="cijfers.csv"):
        inhoud = inhoud.encode() if isinstance(inhoud, str) else inhoud
        with django_capture_on_commit_callbacks(execute=True):
            antwoord = client.post(reverse("monitor:importeren"), {"bestand": SimpleUploadedFile(naam, inhoud)})
        return antwoord, Importbestand.objects.latest("pk")

    return doe


def excel() -> bytes:
    boek = Workbook()
    for rij in (["Gebied", "Jaar", "Laag inkomen"], ["WK191602", 2023, 11.2], ["GM1916", 2023, 5.4]):
        boek.active.append(rij)
    stroom = io.BytesIO()
    boek.save(stroom)
    return stroom.getvalue()


@pytest.mark.parametrize(("naam", "inhoud", "rijen"), [("c.csv", CSV, 25), ("c.xlsx", excel(), 2)])
def test_groot_bestand_gaat_naar_de_werker_en_is_daarna_na_te_kijken(client, stuur, gebeld, naam, inhoud, rijen):
    antwoord, rij = stuur(inhoud, naam)
    assert antwoord.url == rij.get_absolute_url()
    assert (rij.status, gebeld, rij.inhoud) == (Status.WACHT, [rij.pk], None)
    pagina = client.get(antwoord.url).text
    assert "Wij lezen uw bestand" in pagina
    assert "Stand verversen" in pagina
    assert rij.naam in client.get(reverse("monitor:importeren")).text

    assert inlezen.lees_in(rij.pk) is Uitkomst.GEDAAN
    rij.refresh_from_db()
    assert (rij.status, rij.ruw, rij.voortgang, rij.token) == (Status.OPEN, None, 100, "")
    assert len(rij.inhoud["rijen"]) == rijen
    assert client.get(antwoord.url).url == reverse("monitor:import-koppelen", args=[rij.pk])


def test_klein_bestand_wacht_op_niemand(client, stuur, gebeld, monkeypatch):
    monkeypatch.setattr(inlezen, "DIRECT_CSV", len(CSV))
    _, rij = stuur()
    assert (rij.status, gebeld) == (Status.OPEN, [])


def test_groot_en_klein_geven_hetzelfde(client, stuur, monkeypatch):
    _, groot = stuur()
    inlezen.lees_in(groot.pk)
    monkeypatch.setattr(inlezen, "DIRECT_CSV", len(CSV))
    _, klein = stuur()
    groot.refresh_from_db()
    assert (groot.inhoud, groot.sha256, groot.grootte) == (klein.inhoud, klein.sha256, klein.grootte)


def test_de_voortgang_loopt_op_en_de_pagina_laat_haar_zien(client, stuur, monkeypatch):
    monkeypatch.setattr(taken, "MELD_ELKE", 0)
    _, rij = stuur("Gebied;Jaar;Laag inkomen\n" + "WK191602;2020;5\n" * 1000)
    gezien = []

    def kijk(taak, **velden):
        schrijf(taak, **velden)
        if velden.get("status") is None and gezien[-1:] != [velden.get("voortgang")]:
            gezien.append(velden["voortgang"])
            assert f">{velden['voortgang']}%<" in client.get(rij.get_absolute_url(), headers=HTMX).text

    schrijf = taken.Taak.schrijf
    monkeypatch.setattr(taken.Taak, "schrijf", kijk)
    inlezen.lees_in(rij.pk)
    assert gezien == sorted(gezien)
    assert len(gezien) >= 4
    assert gezien[-1] > 50
    assert client.get(rij.get_absolute_url(), headers=HTMX)["HX-Redirect"] == rij.get_absolute_url()


@pytest.mark.parametrize(
    ("naam", "inhoud", "woorden"),
    [
        ("c.csv", "geen;tabel\n" * 3, "geen rijen over een gebied"),
        ("c.csv", b"Gebied;Jaar\n\0\0;2020\n", "geen tekstbestand"),
        ("c.xlsx", b"PK\x03\x04" + b"x" * 50, "beschadigd"),
        ("c.xlsx", CSV, "geen Excel-bestand"),
        ("c.csv", "Gebied;Jaar;Laag inkomen\nNL00;2020;5\n", "geen gebied van het programma"),
    ],
)
def test_wat_niet_te_lezen_is_zegt_waarom_en_laat_niets_achter(client, stuur, naam, inhoud, woorden):
    antwoord, rij = stuur(inhoud, naam)
    inlezen.lees_in(rij.pk)
    rij.refresh_from_db()
    assert (rij.status, rij.ruw, rij.inhoud) == (Status.MISLUKT, None, None)
    pagina = client.get(antwoord.url).text
    assert woorden in pagina
    assert "Er is niets opgeslagen." in pagina
    assert client.post(antwoord.url, {"afdruk": ""}).url == reverse("monitor:importeren")


def test_wat_wij_niet_kennen_staat_in_het_logboek_en_niet_op_de_pagina(client, stuur, monkeypatch):
    antwoord, rij = stuur()
    monkeypatch.setattr(lezen, "lees_rijen", lambda *_, **__: {}["geheim"])
    inlezen.lees_in(rij.pk)
    pagina = client.get(antwoord.url).text
    assert "De beheerder vindt in het logboek wat." in pagina
    assert "geheim" not in pagina


def test_stoppen_halverwege_laat_niets_achter(client, stuur, monkeypatch):
    _, rij = stuur()

    def stop_dan(*args, **kw):
        client.post(reverse("monitor:import-annuleren", args=[rij.pk]))
        return echt(*args, **kw)

    echt = lezen.lees_rijen
    monkeypatch.setattr(lezen, "lees_rijen", stop_dan)
    inlezen.lees_in(rij.pk)
    rij.refresh_from_db()
    assert (rij.status, rij.ruw, rij.inhoud) == (Status.GEANNULEERD, None, None)
    assert inlezen.lees_in(rij.pk) is Uitkomst.NIETS


def test_een_werker_die_doodgaat_wordt_opgevolgd(client, stuur, gebeld, settings):
    _, rij = stuur()
    assert taken.eis_op(rij.pk, Importbestand)
    assert inlezen.lees_in(rij.pk) is Uitkomst.BEZET
    stil = timezone.now() - timedelta(seconds=settings.TAAK_VERLATEN_NA + 1)
    Importbestand.objects.update(hartslag=stil, gebeld_op=stil)
    gebeld.clear()
    client.get(rij.get_absolute_url())
    assert gebeld == [rij.pk], "wie kijkt, roept een nieuwe werker"
    inlezen.lees_in(rij.pk)
    rij.refresh_from_db()
    assert (rij.status, rij.pogingen) == (Status.OPEN, 2)


def test_wie_werkers_blijft_doden_wordt_opgegeven(client, stuur):
    _, rij = stuur()
    stil = timezone.now() - timedelta(hours=1)
    Importbestand.objects.update(status=Status.BEZIG, hartslag=stil, pogingen=taken.MAX_POGINGEN)
    taken.veeg()
    rij.refresh_from_db()
    assert (rij.status, rij.ruw) == (Status.MISLUKT, None)
    assert "3 keer halverwege afgebroken" in rij.foutmelding


def test_tijdens_het_lezen_is_er_nog_niets_te_koppelen(client, stuur):
    _, rij = stuur()
    assert client.get(reverse("monitor:import-koppelen", args=[rij.pk])).url == reverse("monitor:importeren")


@pytest.mark.parametrize("rol", ["projectleider", "bestuurder", "partner"])
def test_een_ander_ziet_de_stand_niet(stuur, als_client, request, rol):
    _, rij = stuur()
    assert als_client(request.getfixturevalue(rol)).get(rij.get_absolute_url()).status_code == 403
