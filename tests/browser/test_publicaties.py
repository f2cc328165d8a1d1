"""Rapporten in a real browser: the job moves without a reload and takes nobody's focus away."""

import csv
import io
import json
import threading

import pytest
from django.db import connection
from django.urls import reverse

from monitor import tasks
from monitor.models import Publicatie
from monitor.services import maken
from tests import factories
from tests.browser.paginas import haal
from tests.rollenregels import GEPUBLICEERD

pytestmark = pytest.mark.django_db(transaction=True)
Status, Stap = Publicatie.Status, Publicatie.Stap


@pytest.fixture
def werker(monkeypatch):
    """A worker that answers the call, in a thread of its own."""
    draden = []

    def maak(pk):
        try:
            maken.maak(pk)
        finally:
            connection.close()

    def bel(args, **_):
        draden.append(threading.Thread(target=maak, args=args))
        draden[-1].start()

    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", bel)
    yield
    for draad in draden:
        draad.join(60)


def test_van_knop_tot_boek_zonder_verversen(pagina_voor, programmateam, actie, werker, axe):
    factories.maak_programma()
    pagina = pagina_voor(programmateam)
    pagina.goto("/publicaties/")
    axe(pagina)
    pagina.get_by_role("button", name="Nieuwe editie maken").click()
    pagina.evaluate("window.nietVerversd = true")
    pagina.get_by_role("heading", name="Klaar: projectenboek").wait_for(timeout=60_000)
    assert pagina.evaluate("window.nietVerversd")
    assert pagina.locator("#edities .svn-uitgave").count() == 1
    assert pagina.get_by_role("button", name="Nieuwe editie maken").is_visible()
    assert "klaar" in pagina.locator("#publicatie-melding").text_content()
    axe(pagina)
    with pagina.expect_download() as download:
        pagina.locator("#edities a.svn-vorm").first.click()
    assert download.value.suggested_filename.startswith("sterk-voor-noord-projectenboek-")


def test_balk_beweegt_en_de_knop_houdt_de_focus(pagina_voor, programmateam, axe):
    publicatie = factories.maak_publicatie(
        aangevraagd_door=programmateam, status=Status.BEZIG, stap=Stap.OPMAKEN, voortgang=20
    )
    pagina = pagina_voor(programmateam)
    pagina.goto("/publicaties/")
    axe(pagina)
    stoppen = pagina.get_by_role("button", name="Stoppen")
    stoppen.focus()
    Publicatie.objects.filter(pk=publicatie.pk).update(voortgang=80, stap=Stap.SCHRIJVEN)
    pagina.get_by_text("80%").wait_for()
    assert pagina.locator("[aria-current=step]").inner_text().startswith("Pdf schrijven")
    assert stoppen.evaluate("knop => knop === document.activeElement")


def test_mislukking_verschijnt_vanzelf_met_reden(pagina_voor, programmateam, axe):
    publicatie = factories.maak_publicatie(aangevraagd_door=programmateam, status=Status.BEZIG, stap=Stap.SCHRIJVEN)
    pagina = pagina_voor(programmateam)
    pagina.goto("/publicaties/")
    Publicatie.objects.filter(pk=publicatie.pk).update(
        status=Status.MISLUKT, foutmelding="De schijf van de server is vol.", klaar_op=publicatie.hartslag
    )
    pagina.get_by_text("De schijf van de server is vol.").wait_for()
    assert pagina.get_by_role("button", name="Opnieuw proberen").is_visible()
    axe(pagina)


@pytest.mark.parametrize("js", [True, False])
def test_op_een_telefoon_en_zonder_javascript(pagina_voor, programmateam, js, axe):
    factories.maak_publicatie(aangevraagd_door=programmateam)
    factories.maak_publicatie(aangevraagd_door=programmateam, status=Status.WACHT)
    pagina = pagina_voor(programmateam, breedte=320, js=js)
    pagina.goto("/publicaties/")
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 320 if js else True
    pagina.get_by_role("link", name="Stand verversen").click()
    pagina.get_by_role("button", name="Stoppen").click()
    pagina.get_by_text("wordt niet meer gemaakt").wait_for()
    assert Publicatie.objects.filter(status=Status.GESTOPT).count() == 1


def test_editie_met_veel_acties_is_als_bestand_even_compleet(portaal):
    """The edition whose pages test_bezoek opens, as every visitor can take it along."""
    adres = f"{portaal.url}{reverse('monitor:publicatie', kwargs=GEPUBLICEERD)}gegevens"
    acties = json.loads(haal(f"{adres}.json", None))["acties"]
    rijen = list(csv.DictReader(io.StringIO(haal(f"{adres}.csv", None).lstrip("\ufeff")), delimiter=";"))
    assert len(acties) == 200
    assert [rij["Nummer"] for rij in rijen] == [actie["nummer"] for actie in acties]
    assert [rij["Titel"] for rij in rijen] == [actie["titel"] for actie in acties]
