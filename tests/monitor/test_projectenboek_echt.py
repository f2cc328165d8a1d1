"""The projectenboek of the real programme: all 65 acties, findable, accessible and archivable."""

import copy
import re
import shutil
import subprocess
from collections import defaultdict

import pikepdf
import pytest

from monitor import opmaak
from monitor.geld import Bedragen
from monitor.projectenboek.boek import maak_boek
from tests.monitor.conftest import vries
from tests.monitor.test_achterin import STAND
from tests.verapdf import keur_alle

pytestmark = pytest.mark.een_ronde


@pytest.fixture(scope="module")
def echt(_programma_geladen, django_db_blocker) -> dict:
    with django_db_blocker.unblock():
        return vries()


@pytest.fixture(scope="module")
def boek(echt):
    return maak_boek(echt, "abc")


@pytest.fixture(scope="module")
def opgemaakt(echt):
    """Laid out without a database: pytest-django refuses every query here."""
    return opmaak.maak_op(echt)


@pytest.fixture(scope="module")
def pad(echt, opgemaakt, tmp_path_factory):
    pad = tmp_path_factory.mktemp("boek") / "projectenboek.pdf"
    opmaak.schrijf(echt, opgemaakt, pad)
    return pad


@pytest.fixture(scope="module")
def pdf(pad):
    with pikepdf.open(pad) as pdf:
        yield pdf


@pytest.mark.django_db  # makes the database when this file runs by itself; nothing else here asks it anything
def test_alle_acties_doelen_en_delen_zijn_vastgelegd(echt):
    assert len(echt["acties"]) == 65
    assert [len(opgave["doelen"]) for opgave in echt["opgaven"]] == [7, 5, 6]
    assert sum(len(rij["prestaties"]) for rij in echt["acties"]) == 54
    assert sum(len(rij["onderdelen"]) for rij in echt["acties"]) == 28


def test_tegenspraak_noemt_beide_bronnen(boek):
    kaart = next(kaart for kaart in boek.kaarten if kaart.nummer == "1.03")
    assert kaart.tegenspraak
    assert [p.wat for p in kaart.prestaties][1:] == [
        "VE-groepen met zulke plekken, volgens bron 3.1.2",
        "VE-groepen met zulke plekken, volgens bron B2",
    ]


def test_verwijzing_uit_de_bron_noemt_het_nummer_in_dit_boek(boek):
    kaart = next(kaart for kaart in boek.kaarten if kaart.nummer == "3.27")
    assert any("(zie actie 3.36)" in alinea for alinea in kaart.alineas)


def test_zonder_gemelde_koers_staat_er_geen_geruststellende_nul(boek):
    assert boek.samenvatting.endswith("Bij 36 is nog geen koers gemeld.")
    assert boek.kerngetallen[-1] == (36, "zonder koers")


def test_tabel_en_balk_tellen_hetzelfde(boek):
    for opgave, aantallen in boek.statusrijen:
        assert sum(aantallen) == len(opgave.kaarten) == sum(n for _, n in opgave.standen)
    assert sum(sum(aantallen) for _, aantallen in boek.statusrijen) == 65


def test_elke_actie_en_elk_doel_heeft_een_bladwijzer(echt, opgemaakt, pdf):
    opmaak.controleer(echt, opgemaakt)
    with pdf.open_outline() as inhoudsopgave:
        hoofdstukken = [(knoop.title, knoop.children) for knoop in inhoudsopgave.root]
    assert [titel for titel, _ in hoofdstukken] == [
        "Inhoud",
        "In het kort",
        "Wat er veranderde",
        "Jeugd en onderwijs",
        "Financiële zelfredzaamheid",
        "Fijn en veilig wonen",
        "Wat het oplevert",
        "Wie doet wat",
        "Geld",
        "Alle acties op nummer",
        "Alle partners op naam",
        "Colofon",
    ]
    acties = [actie.title for _, doelen in hoofdstukken for doel in doelen for actie in doel.children]
    assert len(acties) == 65
    assert "3.22 Plek om elkaar te ontmoeten: de Tuinkamer van Noord" in acties


def test_titel_taal_en_labels(pdf):
    assert str(pdf.Root.Lang) == "nl"
    assert str(pdf.docinfo.Title).startswith("Projectenboek ")
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "/StructTreeRoot" in pdf.Root


def test_het_boek_is_klein(pad, pdf):
    assert pad.stat().st_size / len(pdf.pages) < 7_600


def test_links_zeggen_in_woorden_waarheen(pdf):
    """A number behind a partner says which actie that is; no link is told by the name of its anchor."""
    links = [link for bladzijde in pdf.pages for link in bladzijde.get("/Annots", [])]
    woorden = {str(link.Contents) for link in links}
    assert "3.22 Plek om elkaar te ontmoeten: de Tuinkamer van Noord" in woorden
    assert not woorden & {str(link.Dest) for link in links}
    assert all(" " in tekst or tekst in ("Colofon", "Geld") for tekst in woorden), woorden


def test_alleen_onze_lettertypen_zitten_erin(pdf):
    letters = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert letters
    assert all("Source-Sans-3" in naam for naam in letters), letters


def test_kaarten_breken_niet_af(boek, opgemaakt):
    """A card stands on one page, unless it is about a page long."""
    bladzijden = defaultdict(set)
    for nummer, bladzijde in enumerate(opgemaakt.document.pages, start=1):
        for vak in bladzijde._page_box.descendants():
            if vak.element is not None and "kaart" in vak.element.get("class", "").split():
                bladzijden[vak.element.get("id")].add(nummer)
    assert len(bladzijden) == 65
    lang = {kaart.anker for kaart in boek.kaarten if kaart.lang}
    assert {anker for anker, waar in bladzijden.items() if len(waar) > 1} <= lang
    assert len(lang) <= 2


def test_inhoudsopgave_noemt_de_juiste_bladzijden(opgemaakt, pad):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt (apt-get install poppler-utils)")
    tekst = subprocess.run(
        ["pdftotext", "-layout", "-f", "2", "-l", "2", str(pad), "-"], check=True, capture_output=True, text=True
    ).stdout
    genoemd = dict(re.findall(r"^\s*(\d\.\d) .*?[ .]+(\d+)$", tekst, re.M))
    bladwijzers = _bladzijden(opgemaakt.document.make_bookmark_tree())
    echt = {titel.split()[1]: str(blz) for titel, blz in bladwijzers if titel.startswith("Doel ")}
    assert len(echt) == 18
    # Doel 3.1 has a title of three lines; its number and its page stand on different ones.
    assert {**genoemd, "3.1": echt["3.1"]} == echt


def _bladzijden(knopen):
    for titel, (bladzijde, _, _), kinderen, _ in knopen:
        yield titel, bladzijde + 1
        yield from _bladzijden(kinderen)


@pytest.fixture(scope="module")
def kort(echt, tmp_path_factory):
    """The short edition of the real programme, and the file that it is in."""
    pad = tmp_path_factory.mktemp("kort") / "kort.pdf"
    return opmaak.schrijf_kort(echt, pad), pad


def test_korte_uitgave_heeft_twee_bladzijden_per_opgave_en_alle_acties(kort):
    uitgave, _ = kort
    assert uitgave.heel.hoofdstukken == [
        ("Jeugd en onderwijs", 2),
        ("Financiële zelfredzaamheid", 4),
        ("Fijn en veilig wonen", 6),
        ("Colofon", 8),
    ]
    assert uitgave.heel.bladzijden == 8
    assert [(len(opgave.acties), opgave.acties_rest) for opgave in uitgave.kort.opgaven] == [(17, 0), (10, 0), (38, 0)]


def _gevuld(echt) -> dict:
    """A few of the real acties with what the programme does not have yet: standen, stories, money and off course."""
    inhoud = copy.deepcopy(echt)
    inhoud["acties"] = inhoud["acties"][:6]
    inhoud["standen"] = [STAND | {"opgave": "JO"}]
    inhoud["verhalen"] = [
        {"titel": "Weer uitslapen", "wie": "een bewoner", "tekst": "Stil.", "doel_nummer": "1.5", "acties": ["1.06"]}
    ]
    bedragen = Bedragen(
        12_000_00, 9_000_00, 1_50, som_ongedekt=3_000_00, rijen=1, vergeleken=1, regels=1, voorbeelden=1
    )
    inhoud["geld"] = [{"opgave": "JO", "per_eenheid": 1, "bedragen": bedragen.als_rij()}]
    inhoud["acties"][0] |= {"koers": "bijsturen", "stand_op": "2026-10-14"}
    return inhoud


@pytest.mark.verapdf
def test_boek_voldoet_aan_pdf_ua_en_pdf_a(echt, pad, kort, tmp_path):
    """The real book and its short edition, and both with every kind of chapter filled; one Java process for all."""
    gevuld, paden = _gevuld(echt), [pad, kort[1], tmp_path / "gevuld.pdf", tmp_path / "gevuld-kort.pdf"]
    opmaak.schrijf(gevuld, opmaak.maak_op(gevuld), paden[2])
    opmaak.schrijf_kort(gevuld, paden[3])
    paren = [(profiel, deel) for deel in paden for profiel in ("ua1", "2a")]
    assert keur_alle(paren) == [[]] * len(paren)
