"""Reporting progress in a real browser: few steps, with and without script, from a phone, and nothing lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from acties.models import Actie, Koers, Status, Voortgang
from acties.services import bevestig_ongewijzigd, meld_voortgang
from tests.factories import maak_actie, maak_betrokkenheid

pytestmark = pytest.mark.django_db(transaction=True)

TELEFOON = {"breedte": 390, "hoogte": 844}
MIJN_WERK = "/mijn-werk/"


class Stappen:
    """Does what a person does, and counts it: a click, a choice, or typing a text is one step."""

    def __init__(self, pagina):
        self.pagina, self.aantal = pagina, 0

    def klik(self, doel):
        self.aantal += 1
        doel.click()

    def kies(self, label: str):
        self.aantal += 1
        self.pagina.get_by_label(label).check()

    def typ(self, label: str, tekst: str):
        self.aantal += 1
        self.pagina.get_by_label(label).fill(tekst)


def adres(actie, naam="voortgang"):
    return reverse(f"acties:{naam}", args=[actie.nummer])


def rij(pagina, titel: str):
    return pagina.locator(".svn-taak").filter(has_text=titel)


# ── Report ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("maat", [{}, TELEFOON], ids=["bureau", "telefoon"])
def test_koers_en_tekst_melden_kost_drie_stappen_en_is_ongedaan_te_maken(pagina_voor, projectleider, actie, maat, js):
    pagina = pagina_voor(projectleider, js=js, **maat)
    pagina.goto(actie.get_absolute_url())
    stappen = Stappen(pagina)
    stappen.kies("Volgens verwachting")
    stappen.typ("Wat is er gebeurd?", "Het Ping-loket draait.")
    stappen.klik(pagina.get_by_role("button", name="Melden", exact=True))
    melding = pagina.get_by_role("status").filter(has_text="is gemeld")
    expect(melding).to_be_visible()
    assert stappen.aantal <= 3
    assert Voortgang.objects.get().toelichting == "Het Ping-loket draait."
    assert pagina.evaluate("document.documentElement.scrollWidth") <= maat.get("breedte", 1280)
    melding.get_by_role("button", name="Ongedaan maken").click()
    expect(pagina.get_by_text("ongedaan gemaakt")).to_be_visible()
    assert Actie.objects.values_list("koers", "stand_op").get() == ("", None)


@pytest.mark.parametrize("js", [True, False])
def test_vanuit_mijn_werk_bijwerken_kost_ook_drie_stappen(pagina_voor, projectleider, actie, js):
    pagina = pagina_voor(projectleider, js=js, **TELEFOON)
    pagina.goto(MIJN_WERK)
    stappen = Stappen(pagina)
    stappen.klik(rij(pagina, actie.titel).get_by_role("link", name="Bijwerken"))
    expect(pagina.get_by_label("Wat is er gebeurd?")).to_be_visible()
    stappen.kies("Volgens verwachting")
    stappen.klik(pagina.get_by_role("button", name="Melden", exact=True))
    expect(pagina.get_by_role("heading", name="Nog te melden (0)")).to_be_visible()
    assert stappen.aantal <= 3
    assert pagina.url.endswith(MIJN_WERK)


def test_bijwerken_opent_in_de_rij_met_de_aandacht_op_de_koers(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider)
    pagina.goto(MIJN_WERK)
    rij(pagina, actie.titel).get_by_role("link", name="Bijwerken").click()
    expect(pagina.get_by_label("Volgens verwachting")).to_be_focused()
    assert pagina.url.endswith(MIJN_WERK)
    pagina.get_by_role("link", name="Annuleren").click()
    expect(pagina.get_by_label("Volgens verwachting")).to_have_count(0)


@pytest.mark.parametrize("js", [True, False])
def test_alleen_wat_nodig_is_wordt_gevraagd(pagina_voor, projectleider, actie, js):
    pagina = pagina_voor(projectleider, js=js)
    pagina.goto(adres(actie))
    oorzaak, koers = pagina.get_by_label("Wat is de oorzaak?"), pagina.get_by_role("group", name="Koers")
    expect(oorzaak).to_be_hidden()
    pagina.get_by_label("Aandachtspunt").check()
    expect(oorzaak).to_be_visible()
    pagina.get_by_label("Status").select_option("afgerond")
    expect(koers).to_be_hidden()
    expect(oorzaak).to_be_hidden()


def test_een_fout_krijgt_de_aandacht_en_de_tekst_blijft(pagina_voor, projectleider, actie, axe):
    pagina = pagina_voor(projectleider)
    pagina.goto(adres(actie))
    pagina.get_by_label("Bijsturen").check()
    pagina.get_by_label("Wat is er gebeurd?").fill("Er zijn 3 leden.")
    pagina.get_by_role("button", name="Melden", exact=True).click()
    expect(pagina.get_by_role("alert")).to_be_focused()
    assert pagina.title().startswith("Fout:")
    expect(pagina.get_by_label("Wat is er gebeurd?")).to_have_value("Er zijn 3 leden.")
    axe(pagina)
    pagina.get_by_role("link", name=re.compile("Wat is de oorzaak")).click()
    expect(pagina.get_by_label("Wat is de oorzaak?")).to_be_focused()


def test_alles_gaat_met_het_toetsenbord(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider)
    pagina.goto(adres(actie))
    pagina.get_by_role("button", name="Ongewijzigd bevestigen").focus()
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    expect(pagina.get_by_label("Volgens verwachting")).to_be_checked()
    for toets in ("Tab", "Tab", "H", "Tab", "Tab", "Enter"):
        pagina.keyboard.press(toets)
    expect(pagina.get_by_role("status").filter(has_text="is gemeld")).to_be_visible()
    assert Voortgang.objects.get().toelichting == "H"


# ── Confirm ──────────────────────────────────────────────────────────────────


def test_ongewijzigd_wisselt_de_rij_op_zijn_plek_en_telt_opnieuw(pagina_voor, projectleider, opgave, axe):
    for titel in ("Aanpak woonfraude", "Meeuwen"):
        maak_actie(opgave=opgave, titel=titel)
    pagina = pagina_voor(projectleider)
    pagina.goto(MIJN_WERK)
    pagina.evaluate("window.dezelfde = true")
    rij(pagina, "Aanpak woonfraude").get_by_role("button", name="Ongewijzigd").click()
    klaar = pagina.get_by_role("status").filter(has_text="Aanpak woonfraude is bevestigd. De stand is van vandaag.")
    expect(klaar).to_be_focused()
    expect(pagina.locator("#stand")).to_contain_text("1 van je 2 lopende acties heeft een actuele stand")
    expect(pagina.get_by_role("heading", name="Nog te melden (1)")).to_be_visible()
    expect(pagina.get_by_role("link", name="Mijn werk 1 te doen")).to_be_visible()
    expect(klaar).to_be_focused()
    axe(pagina)
    rij(pagina, "Aanpak woonfraude").get_by_role("button", name="Ongedaan maken").click()
    expect(rij(pagina, "Aanpak woonfraude").get_by_role("button", name="Ongewijzigd")).to_be_focused()
    expect(pagina.locator("#stand")).to_contain_text("0 van je 2")
    assert pagina.evaluate("window.dezelfde === true")
    assert not Voortgang.objects.geldig().exists()


def test_ongewijzigd_zonder_script_bevestigt_ook_in_een_klik(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider, js=False, **TELEFOON)
    pagina.goto(MIJN_WERK)
    rij(pagina, actie.titel).get_by_role("button", name="Ongewijzigd").click()
    melding = pagina.get_by_role("status").filter(has_text=f"“{actie.titel}” is bevestigd")
    melding.get_by_role("button", name="Ongedaan maken").click()
    expect(rij(pagina, actie.titel).get_by_role("button", name="Ongewijzigd")).to_be_visible()


def test_een_dubbele_klik_bevestigt_een_keer(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider)
    pagina.goto(MIJN_WERK)
    rij(pagina, actie.titel).get_by_role("button", name="Ongewijzigd").dblclick()
    expect(pagina.get_by_text("is bevestigd")).to_be_visible()
    assert Voortgang.objects.count() == 1


def test_wie_te_laat_klikt_ziet_op_een_hele_pagina_wat_er_veranderde(pagina_voor, projectleider, trekker, actie, axe):
    pagina = pagina_voor(projectleider)
    pagina.goto(MIJN_WERK)
    meld_voortgang(actie=actie, door=trekker, versie=1, status=Status.AFGEROND, koers="")
    rij(pagina, actie.titel).get_by_role("button", name="Ongewijzigd").click()
    expect(pagina.get_by_role("alert")).to_contain_text("net gewijzigd door Trekker van Vidomes")
    axe(pagina)
    assert Voortgang.objects.count() == 1


def test_wie_uitgelogd_is_komt_van_mijn_werk_op_het_inlogscherm(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider)
    pagina.goto(MIJN_WERK)
    pagina.context.clear_cookies(name="sessionid")
    rij(pagina, actie.titel).get_by_role("button", name="Ongewijzigd").click()
    expect(pagina.get_by_role("heading", name="Inloggen", exact=False).first).to_be_visible()
    assert not Voortgang.objects.exists()


def test_terug_in_de_browser_en_nog_eens_melden_houdt_beide_teksten(pagina_voor, projectleider, actie):
    pagina = pagina_voor(projectleider)
    pagina.goto(adres(actie))
    for tekst in ("Eerste tekst.", "Toch een andere tekst."):
        pagina.get_by_label("Volgens verwachting").check()
        pagina.get_by_label("Wat is er gebeurd?").fill(tekst)
        pagina.get_by_role("button", name="Melden", exact=True).click()
        expect(pagina.get_by_text("is gemeld")).to_be_visible()
        pagina.go_back()
    teksten = Voortgang.objects.geldig().order_by("pk").values_list("toelichting", flat=True)
    assert list(teksten) == ["Eerste tekst.", "Toch een andere tekst."]


def test_een_tweede_venster_overschrijft_het_eerste_niet(pagina_voor, projectleider, actie):
    een = pagina_voor(projectleider)
    twee = een.context.new_page()
    for venster in (een, twee):
        venster.goto(adres(actie))
        venster.get_by_label("Volgens verwachting").check()
    een.get_by_label("Wat is er gebeurd?").fill("Eerste tekst.")
    een.get_by_role("button", name="Melden", exact=True).click()
    expect(een.get_by_text("is gemeld")).to_be_visible()
    twee.get_by_label("Wat is er gebeurd?").fill("Tweede tekst.")
    twee.get_by_role("button", name="Melden", exact=True).click()
    expect(twee.get_by_text("U sloeg zelf iets op in een ander venster")).to_be_visible()
    expect(twee.get_by_label("Samengevoegde tekst")).to_have_value("Tweede tekst. Eerste tekst.")
    assert Voortgang.objects.count() == 1


# ── Two people ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("js", [True, False])
def test_twee_mensen_melden_en_de_tweede_voegt_samen(pagina_voor, projectleider, trekker, actie, js, axe):
    mijn, zijn = pagina_voor(projectleider, js=js, **TELEFOON), pagina_voor(trekker, js=js)
    for pagina in (mijn, zijn):
        pagina.goto(adres(actie))
        pagina.get_by_label("Volgens verwachting").check()
    zijn.get_by_label("Wat is er gebeurd?").fill("Er kwamen gemiddeld 4 mensen.")
    zijn.get_by_role("button", name="Melden", exact=True).click()
    expect(zijn.get_by_text("is gemeld")).to_be_visible()
    mijn.get_by_label("Wat is er gebeurd?").fill("We hangen posters op.")
    mijn.get_by_role("button", name="Melden", exact=True).click()
    expect(mijn.get_by_role("heading", name="Twee mensen wijzigden deze actie")).to_be_visible()
    assert mijn.evaluate("document.documentElement.scrollWidth") <= 390
    if js:
        expect(mijn.get_by_role("alert")).to_be_focused()
        axe(mijn)
    expect(mijn.get_by_label("Samenvoegen")).to_be_checked()
    mijn.get_by_role("button", name="Opslaan").click()
    expect(mijn.get_by_text("is gemeld")).to_be_visible()
    assert Voortgang.objects.nieuwste_van(actie).toelichting == "We hangen posters op. Er kwamen gemiddeld 4 mensen."
    assert Actie.objects.get().koers == Koers.VOLGENS_VERWACHTING


# ── Edit ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("js", [True, False])
def test_bewerken_met_rijen_en_fouten(pagina_voor, projectleider, actie, js, axe):
    maak_betrokkenheid(actie=actie)
    pagina = pagina_voor(projectleider, js=js, **TELEFOON)
    pagina.goto(adres(actie, "bewerken"))
    pagina.get_by_text("Wanneer en waar").click()
    pagina.get_by_role("group", name="Begin").get_by_label("Jaar").fill("1")
    pagina.get_by_text("Wie doet wat?").click()
    pagina.get_by_label("Wat doet de partner?").first.fill("Ruimte en beheer")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_role("alert")).to_contain_text("Vul het jaar in met vier cijfers")
    if js:
        for vouw in pagina.locator("details:not([open]) > summary").all()[::-1]:
            vouw.click()
        axe(pagina)
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 390
    pagina.get_by_role("group", name="Begin").get_by_label("Jaar").fill("2023")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_text("is opgeslagen")).to_be_visible()
    actie.refresh_from_db()
    assert actie.begindatum.year == 2023
    assert actie.betrokkenheden.get(rol="penvoerder").inzet == "Ruimte en beheer"


def test_axe_vindt_niets_op_mijn_werk_met_alles_erop(pagina_voor, projectleider, actie, opgave, axe):
    bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    for _ in range(20):
        maak_actie(opgave=opgave)
    pagina = pagina_voor(projectleider, breedte=320, hoogte=700)
    pagina.goto(MIJN_WERK)
    rij(pagina, "Actie").get_by_role("link", name="Bijwerken").first.click()
    expect(pagina.get_by_label("Wat is er gebeurd?")).to_be_visible()
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 320
    axe(pagina)
