"""importeer_plan: every kind of file gives the same rows, nothing is guessed in silence, and nothing is made twice."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from acties.models import Actie, Status, Zichtbaarheid
from acties.planimport.label import lees_label
from monitor.laden import PROGRAMMA
from opgaven.models import Onderwerp, Uitvoeringsplan
from sterkvoornoord.models import Logregel
from tests.factories import maak_actie, maak_doel, maak_plan

KOP = ("Activiteit", "Resultaat", "Status")
BOVEN = "Bijlage 9 Uitvoeringsplan Fijn wonen"
#: Made up for these tests: a doel, rows, one that goes on over a page, an empty, a free and a twofold status.
RIJEN = [
    ("Doel: Minder lawaai", "", ""),
    KOP,
    ("Stille bankjes plaatsen. Er komen er drie.", "Er staan er twee, bij de", "In uitvoering"),
    ("", "vijver en de school.", ""),
    ("Toeters inzamelen.", "", ""),
    ("Fluisterles geven.", "Twaalf kinderen fluisteren.", "Wordt uitgebreid"),
    ("Geluidmeter ophangen.", "De meter hangt.", "Afgerond Wordt voortgezet in de lijn"),
]


@pytest.fixture
def plan(opgave) -> Uitvoeringsplan:
    plan = maak_plan(opgave=opgave, naam="Uitvoeringsplan Fijn wonen", korte_naam="Fijn wonen", slug="fijn-wonen")
    maak_plan(opgave=opgave, naam="Uitvoeringsplan Fijn", korte_naam="Fijn", slug="fijn")
    Onderwerp.objects.create(
        opgave=opgave, doel=maak_doel(opgave=opgave), naam="Stil", slug="stil", naam_gedrukt="Minder lawaai"
    )
    return plan


def als_txt(pad: Path, rijen, boven: str) -> None:
    regels = ["\t".join(f"<p>{cel}</p>" if nr % 2 and cel else cel for cel in rij) for nr, rij in enumerate(rijen)]
    regels.insert(4, "--\t---\t---")
    pad.write_text("\n".join([f"## {boven}" if boven else "", "", *regels, "", "### Slot"]), "utf-8")


def als_csv(pad: Path, rijen, boven: str) -> None:
    with pad.open("w", encoding="cp1252", newline="") as stroom:
        csv.writer(stroom, delimiter=";").writerows([(boven, "", "")] * bool(boven) + rijen)


def als_xlsx(pad: Path, rijen, boven: str) -> None:
    boek = Workbook()
    for rij in [(boven,)] * bool(boven) + rijen:
        boek.active.append(rij)
    boek.save(pad)


def als_docx(pad: Path, rijen, boven: str) -> None:
    document = Document()
    document.add_heading(boven)
    tabel = document.add_table(rows=0, cols=3)
    for rij in rijen:
        cellen = tabel.add_row().cells
        if rij[0].startswith("Doel:"):
            cellen[0].merge(cellen[2]).text = rij[0]
            continue
        for cel, tekst in zip(cellen, rij, strict=True):
            cel.text = tekst
    document.save(pad)


SOORTEN = {"txt": als_txt, "csv": als_csv, "xlsx": als_xlsx, "docx": als_docx}


def schrijf(map_: Path, soort: str, rijen=RIJEN, boven: str = BOVEN) -> Path:
    pad = map_ / f"plan.{soort}"
    SOORTEN[soort](pad, list(rijen), boven)
    return pad


def importeer(*args) -> str:
    uit = io.StringIO()
    call_command("importeer_plan", *args, stdout=uit)
    return uit.getvalue()


@pytest.mark.parametrize("soort", SOORTEN)
def test_elk_bestand_geeft_dezelfde_acties_en_een_tweede_keer_niets(soort, tmp_path, plan):
    pad = schrijf(tmp_path, soort)
    proef = importeer(pad, "--proef")
    assert not Actie.objects.exists() and "Nieuw: 4" in proef and "er is niets veranderd" in proef
    uit = importeer(pad)
    assert uit.startswith(f"Ik importeer de plantabellen uit {pad}.") and uit.endswith("Klaar.\n")
    acties = {actie.bron_code: actie for actie in Actie.objects.all()}
    assert list(acties) == ["B9-01", "B9-02", "B9-03", "B9-04"]
    bankjes = acties["B9-01"]
    assert bankjes.titel == "Stille bankjes plaatsen"
    assert bankjes.omschrijving == "Stille bankjes plaatsen. Er komen er drie."
    assert bankjes.resultaat == "Er staan er twee, bij de vijver en de school."
    assert {(a.plan, a.onderwerp.slug, a.doel, a.zichtbaarheid) for a in acties.values()} == {
        (plan, "stil", bankjes.onderwerp.doel, Zichtbaarheid.CONCEPT)
    }
    assert [(a.status, a.status_gedrukt, a.status_afgeleid) for a in acties.values()] == [
        (Status.IN_UITVOERING, "In uitvoering", False),
        (Status.ONBEKEND, "", False),
        (Status.IN_UITVOERING, "Wordt uitgebreid", True),
        (Status.AFGEROND, "Afgerond Wordt voortgezet in de lijn", False),
    ]
    for zin in (
        "loopt door uit",
        "(B9-02): het vak van de status is leeg",
        "het vak van het resultaat is leeg",
        "(B9-03): de status is vrij geschreven: “Wordt uitgebreid”, gelezen als In uitvoering",
        "(B9-04): de status zegt twee dingen: “Afgerond” en “Wordt voortgezet in de lijn”",
    ):
        assert zin in proef and zin in uit
    voor = list(Actie.objects.order_by("pk").values())
    assert "Al in het portaal: 4" in (weer := importeer(pad)) and "Er is niets veranderd." in weer
    assert list(Actie.objects.order_by("pk").values()) == voor


def test_wat_er_al_is_blijft_en_een_ander_gedrukt_label_wordt_gezegd(tmp_path, plan):
    ander = maak_plan(opgave=plan.opgave)
    eigen = {"plan": plan, "opgave": plan.opgave, "titel": "Onze titel", "status": Status.AFGEROND}
    maak_actie(**eigen, bron_code="B9-01", status_gedrukt="In voorbereiding")
    maak_actie(opgave=plan.opgave, plan=ander, bron_code="B9-02")
    maak_actie(plan=plan, opgave=plan.opgave, titel="Fluisterles geven", status_gedrukt="Wordt uitgebreid")
    uit = importeer(schrijf(tmp_path, "txt"))
    assert "gedrukte status is in het portaal “In voorbereiding”, in het bestand “In uitvoering”" in uit
    assert "staat in een ander plan" in uit and "Al in het portaal: 1" in uit and "Nieuw: 1" in uit
    assert Actie.objects.get(bron_code="B9-01").titel == "Onze titel"
    assert not Actie.objects.filter(bron_code="B9-03").exists(), "known by its title in this plan"


def test_een_tabel_zonder_bijlage_heeft_plan_nodig_en_verschoven_rijen_blijven_dezelfde(tmp_path, plan):
    pad = schrijf(tmp_path, "csv", boven="")
    with pytest.raises(CommandError, match=r"Kies het plan\. Met --plan: .*fijn-wonen"):
        importeer(pad)
    importeer(pad, "--plan", "fijn-wonen")
    assert Actie.objects.filter(plan=plan).count() == 4
    anders = [*RIJEN[:2], ("Nieuw bord.", "Het staat.", "Afgerond"), *RIJEN[:1:-1][:3], RIJEN[2]]
    assert "Nieuw: 1" in importeer(schrijf(tmp_path, "csv", anders, boven=""), "--plan", "fijn-wonen")
    Actie.objects.get(titel="Toeters inzamelen").delete()
    uit = importeer(pad, "--plan", "fijn-wonen")
    assert "in het portaal weggehaald en komt niet terug" in uit and Actie.objects.count() == 4
    with pytest.raises(CommandError, match="noemt zelf het plan"):
        importeer(schrijf(tmp_path, "txt"), "--plan", "fijn")


def test_een_rij_die_nergens_bij_hoort_wordt_niet_stil_overgeslagen(tmp_path, plan):
    rijen = [
        *RIJEN[:2],
        ("", "Van een rij op de vorige bladzijde.", "Afgerond"),
        RIJEN[6],
        (),
        ("losse zin", "x", "y"),
    ]
    uit = importeer(schrijf(tmp_path, "csv", rijen))
    assert "een rij zonder activiteit, en geen rij ervoor: overgeslagen" in uit
    assert "begint na een witregel met een kleine letter" in uit
    document = Document()
    document.add_heading(BOVEN)
    for rij in (KOP, RIJEN[6]):
        tabel = document.add_table(rows=1, cols=3)
        for cel, tekst in zip(tabel.rows[0].cells, rij, strict=True):
            cel.text = tekst
        document.add_paragraph("Tussenzin.")
    document.save(tmp_path / "los.docx")
    with pytest.raises(CommandError):
        importeer(tmp_path / "los.docx")


def _zip(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pak:
        for naam, inhoud in delen.items():
            pak.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


BOM = _zip(word__document_xml=b" " * 60_000_000)
ENTITEITEN = _zip(word__document_xml=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("plan.txt", b"  \n ", "leeg"),
        ("plan.doc", b"\xd0\xcf\x11\xe0", "Wij lezen alleen"),
        ("plan.docx", b"geen zip", "de inhoud is iets anders"),
        ("plan.txt", _zip(a=b"b"), "de inhoud is iets anders"),
        ("plan.docx", BOM, "uitgepakt te groot"),
        ("plan.docx", ENTITEITEN, "beschadigd"),
        ("plan.docx", _zip(word__document_xml=b"<a/>"), "beschadigd"),
        ("plan.docx", _zip(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"), "macro's"),
        ("plan.xlsx", BOM, "geen Excel-bestand"),
        ("plan.docx", b"PK\x03\x04kapot", "beschadigd"),
        ("plan.txt", b"\0\1\2\tx", "geen tekstbestand"),
        ("plan.txt", b"Alleen een zin.", "geen tabel met de kolommen"),
        ("plan.csv", b"Activiteit;Resultaat;Status\n" + b"x" * 30_000 + b";y;z", "te groot voor een plan"),
    ],
)
def test_een_bestand_dat_niet_deugt_krijgt_een_zin_en_verandert_niets(naam, inhoud, zin, tmp_path, plan):
    (tmp_path / naam).write_bytes(inhoud)
    with pytest.raises(CommandError, match=zin) as fout:
        importeer(tmp_path / naam)
    assert str(fout.value).startswith("Er is niets veranderd. ") and "\n" not in str(fout.value)
    assert not Actie.objects.exists()


def test_wat_er_niet_is_wordt_gezegd(tmp_path, plan):
    with pytest.raises(CommandError, match="is er niet"):
        importeer(tmp_path / "weg.txt")
    with pytest.raises(CommandError, match=r"“onzin” bestaat niet\. Met --plan: "):
        importeer(schrijf(tmp_path, "txt"), "--plan", "onzin")


def test_een_rij_die_niet_past_houdt_alles_tegen(tmp_path, plan, monkeypatch):
    lang = [*RIJEN, ("Een " + "heel " * 30 + "lange zin.", "Ja.", "Afgerond")]
    monkeypatch.setattr("acties.planimport.opslaan.TITEL", 300)
    with pytest.raises(CommandError, match=r"Er is niets veranderd\. regel 11 \(B9-05\): titel: "):
        importeer(schrijf(tmp_path, "txt", lang))
    assert not Actie.objects.exists()
    monkeypatch.undo()
    assert "de titel is ingekort tot" in importeer(schrijf(tmp_path, "txt", lang))
    assert Actie.objects.count() == 5


# The page ------------------------------------------------------------------------------------------------


def test_op_de_pagina_kijkt_men_eerst_en_slaat_dan_op(tmp_path, plan, als_client, programmateam):
    client, adres = als_client(programmateam), reverse("monitor:importeren-plan")
    pad = schrijf(tmp_path, "docx")
    with pad.open("rb") as stroom:
        html = client.post(adres, {"bestand": stroom}).text
    assert not Actie.objects.exists() and "4 acties opslaan" in html
    assert "(B9-03)" in html and "Wordt uitgebreid" in html and "de status zegt twee dingen" in html
    pak = re.search(r'name="pak" value="([^"]+)"', html)[1]
    geknoeid = client.post(adres, {"pak": pak[:-3] + "abc"}, follow=True)
    assert "Er is niets veranderd. Wat u wilde opslaan, is te oud." in geknoeid.text and not Actie.objects.exists()
    antwoord = client.post(adres, {"pak": pak}, follow=True)
    assert "4 acties zijn gemaakt, als concept." in antwoord.text and "Fluisterles geven" in antwoord.text
    assert Logregel.objects.get_for_object(Actie.objects.first()).get().actor == programmateam
    assert "alle acties staan er al" in client.post(adres, {"pak": pak}, follow=True).text, "a double click"
    assert Actie.objects.count() == 4


def test_op_de_pagina_kiest_men_het_plan_als_het_bestand_dat_niet_zegt(tmp_path, plan, als_client, programmateam):
    client, adres = als_client(programmateam), reverse("monitor:importeren-plan")
    for bestand, kw, zin in (
        (schrijf(tmp_path, "csv", boven="").read_bytes(), {}, "Kies het plan."),
        (schrijf(tmp_path, "csv", boven="").read_bytes(), {"plan": "fijn-wonen"}, "4 acties opslaan"),
        (schrijf(tmp_path, "csv", boven="").read_bytes(), {"plan": "onzin"}, "Kies iets uit de lijst."),
        (schrijf(tmp_path, "csv").read_bytes(), {"plan": "fijn"}, "noemt zelf het plan"),
        (b"kapot", {}, "heeft maar 1 kolom"),
    ):
        html = client.post(adres, {"bestand": SimpleUploadedFile("plan.csv", bestand), **kw}).text
        assert zin in html
    assert not Actie.objects.exists()


# The printed status --------------------------------------------------------------------------------------


def test_elk_gedrukt_label_van_het_programma_wordt_gelezen_zoals_het_programma_het_las():
    acties = [a for a in json.loads(PROGRAMMA.read_text("utf-8"))["acties"] if a["status_gedrukt"] is not None]
    assert len(acties) == 60
    for actie in acties:
        label = lees_label(actie["status_gedrukt"])
        assert (label.gedrukt, label.status, label.afgeleid) == (
            actie["status_gedrukt"],
            actie["status"],
            actie["status_afgeleid"],
        ), actie["code"]


@given(st.text(max_size=80))
def test_elke_tekst_is_een_label_dat_blijft_zoals_het_is(tekst):
    label = lees_label(tekst)
    assert label.gedrukt == " ".join(tekst.split()) and lees_label(label.gedrukt) == label
    assert label.twijfel or label.gedrukt, "an empty box is told"
