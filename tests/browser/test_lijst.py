"""The list of acties and the search page in a real browser: swaps, keyboard, phone, and no script at all."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from acties.models import Actie
from tests.factories import maak_actie, maak_partner

LIJST = "/acties/"
VOL = "/acties/?opgave=FVW&status=in_uitvoering&status=afgerond&wijk=prinsenhof&sorteer=-actie"
ZOEK = "/zoeken/?q=meuwen"
ADRESSEN = [
    "/acties/?q=xylofoonles",
    "/acties/?status=onzin&doel=9.9&pagina=3",
    "/zoeken/",
    "/zoeken/?q=school&soort=acties",
    "/zoeken/?q=xylofoonles",
    "/zoeken/?q=meeuwen&soort=onzin",
]


@pytest.mark.parametrize(
    ("rol", "adressen"), [("bezoeker", [LIJST, VOL, ZOEK, *ADRESSEN]), ("projectleider", [VOL, ZOEK])]
)
def test_axe_vindt_niets(pagina_als, axe, rol, adressen):
    pagina = pagina_als(rol)
    for adres in adressen:
        pagina.goto(adres)
        axe(pagina, f"{adres} als {rol}")


def test_axe_vindt_niets_in_het_filterpaneel_van_een_telefoon(pagina_als, axe):
    pagina = pagina_als(breedte=390, hoogte=844)
    pagina.goto(LIJST)
    pagina.get_by_role("button", name="Filters").click()
    axe(pagina)


@pytest.mark.parametrize(("breedte", "schaal"), [(320, 1), (640, 2)])
def test_niets_loopt_buiten_beeld(pagina_als, breedte, schaal):
    pagina = pagina_als(breedte=breedte, device_scale_factor=schaal)
    for adres in (VOL, ZOEK, *ADRESSEN[:2]):
        pagina.goto(adres)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, adres


@pytest.mark.parametrize("breedte", [770, 1026, 1230, 1266])
def test_tabel_past_in_zijn_vak_met_de_langste_woorden(pagina_voor, opgave, breedte):
    """Between phone and wide screen there is the least room: the filters stand beside five columns."""
    actie = maak_actie(
        opgave=opgave, koers="volgens_verwachting", status="in_voorbereiding", titel="Leefbaarheidsregisseur"
    )
    maak_actie(opgave=opgave, penvoerder=maak_partner(naam="Buurtpreventieteam en Bewonersinitiatief"))
    Actie.objects.filter(pk=actie.pk).update(stand_op=timezone.localdate() - timedelta(days=238))
    pagina = pagina_voor(breedte=breedte)
    pagina.goto(LIJST)
    vak, tabel = (pagina.locator(s).bounding_box() for s in (".svn-paneel--tabel", ".svn-tabel"))
    assert tabel["x"] + tabel["width"] <= vak["x"] + vak["width"] - 12


# Swaps, and the same without script ------------------------------------------------------------------------------


def laadt_niet_opnieuw(pagina):
    """Mark the page, so that a full load shows."""
    pagina.evaluate("window.dezelfde = true")
    return lambda: pagina.evaluate("window.dezelfde === true")


@pytest.mark.parametrize("js", [True, False])
def test_filteren_zoeken_sorteren_en_wissen(pagina_als, js):
    pagina = pagina_als(js=js)
    pagina.goto(LIJST)
    pagina.get_by_label("Fijn en veilig wonen").check()
    pagina.get_by_label("In uitvoering").check()
    pagina.get_by_role("button", name="Toon acties").click()
    expect(pagina).to_have_url(re.compile(r"/acties/\?opgave=FVW&status=in_uitvoering$"))
    expect(pagina.locator("#gevonden")).to_have_text("18 acties gevonden")
    pagina.get_by_role("searchbox").fill("meeuwen")
    pagina.get_by_role("searchbox").press("Enter")
    expect(pagina.locator("#gevonden")).to_have_text("2 acties gevonden")
    expect(pagina.get_by_label("Fijn en veilig wonen")).to_be_checked()
    pagina.get_by_role("link", name="Actie", exact=True).click()
    expect(pagina.get_by_role("columnheader", name="Actie")).to_have_attribute("aria-sort", "ascending")
    pagina.get_by_role("link", name="Verwijder filter In uitvoering").click()
    expect(pagina.locator("#gevonden")).to_have_text("5 acties gevonden")
    assert "sorteer=actie" in pagina.url
    pagina.get_by_role("link", name="Alles wissen").click()
    expect(pagina.locator("#gevonden")).to_have_text("65 acties gevonden")
    pagina.go_back()
    expect(pagina.locator("#gevonden")).to_have_text("5 acties gevonden")


def test_wissel_laadt_de_pagina_niet_opnieuw_en_werkt_alles_bij(pagina_als):
    pagina = pagina_als()
    pagina.goto(LIJST)
    zelfde_pagina = laadt_niet_opnieuw(pagina)
    pagina.get_by_label("Jeugd en onderwijs").check()
    pagina.get_by_role("button", name="Toon acties").click()
    expect(pagina.locator("#gevonden")).to_have_text("17 acties gevonden")
    assert zelfde_pagina()
    assert "opgave=JO" in pagina.get_by_role("link", name="CSV").get_attribute("href")
    pagina.get_by_role("link", name="Alles wissen").click()
    pagina.get_by_role("link", name="Pagina 2").click()
    expect(pagina.get_by_role("link", name="Pagina 2")).to_have_attribute("aria-current", "page")
    assert zelfde_pagina()
    expect(pagina).to_have_title(re.compile("^Acties, pagina 2"))


def test_focus_blijft_waar_hij_was_of_gaat_naar_de_kop(pagina_als):
    pagina = pagina_als()
    pagina.goto(LIJST)
    sorteer = pagina.get_by_role("link", name="Penvoerder")
    sorteer.focus()
    sorteer.press("Enter")
    expect(pagina.get_by_role("columnheader", name="Penvoerder")).to_have_attribute("aria-sort", "ascending")
    expect(pagina.get_by_role("link", name="Penvoerder")).to_be_focused()
    pagina.get_by_label("Jeugd en onderwijs").check()
    pagina.get_by_role("button", name="Toon acties").press("Enter")
    expect(pagina.locator("#gevonden")).to_have_text("17 acties gevonden")
    pagina.get_by_role("link", name="Verwijder filter Jeugd en onderwijs").press("Enter")
    expect(pagina.locator("#gevonden")).to_have_text("65 acties gevonden")
    expect(pagina.locator("#gevonden")).to_be_focused()


def test_alles_kan_met_het_toetsenbord(pagina_als):
    """From the top of the page with nothing but Tab, Space and Enter."""
    pagina = pagina_als(js=False)
    pagina.goto(LIJST)
    for _ in range(60):
        pagina.keyboard.press("Tab")
        if pagina.evaluate("document.activeElement.id") == "f-opgave-FZ":
            break
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#gevonden")).to_have_text("10 acties gevonden")


# Phone ----------------------------------------------------------------------------------------------------------


def test_filters_op_een_telefoon(pagina_als):
    pagina = pagina_als(breedte=390, hoogte=844)
    pagina.goto(LIJST)
    paneel = pagina.locator("form#filters")
    expect(paneel).to_be_hidden()
    pagina.get_by_role("button", name="Filters").click()
    expect(paneel).to_be_visible()
    pagina.get_by_role("button", name="Sluiten").click()
    expect(paneel).to_be_hidden()
    pagina.get_by_role("button", name="Filters").click()
    pagina.get_by_label("Afgerond").check()
    pagina.get_by_label("Sorteer op").select_option("actie")
    pagina.get_by_role("button", name="Toon acties").click()
    expect(pagina.locator("#gevonden")).to_have_text("23 acties gevonden")
    expect(paneel).to_be_hidden()
    expect(pagina.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert "sorteer=actie" in pagina.url


def test_sorteerlinks_op_een_telefoon_zijn_te_zien_als_ze_de_focus_hebben(pagina_als):
    pagina = pagina_als(breedte=390, hoogte=844)
    pagina.goto(LIJST)
    kop = pagina.locator("#sorteer-status")
    kop.focus()
    assert kop.bounding_box()["width"] > 40
    assert pagina.locator("thead").bounding_box()["height"] > 20


def test_download_komt_als_bestand(pagina_als):
    pagina = pagina_als()
    pagina.goto("/acties/?opgave=FZ")
    for naam, eind in (("Excel", ".xlsx"), ("CSV", ".csv")):
        with pagina.expect_download() as download:
            pagina.get_by_role("link", name=naam).click()
        assert download.value.suggested_filename.startswith("acties-")
        assert download.value.suggested_filename.endswith(eind)
        assert download.value.path().stat().st_size > 1000
