"""Reading files of measurements.

No real file of the CBS comes with the portal. The shapes follow what the CBS itself describes: StatLine's CSV has
titles above the head and "Bron: CBS" below the figures, quotes every cell, parts them with a semicolon and begins
with a byte order mark; its open data pads codes with spaces to ten characters ("WK191602  ") and writes a year as
2023JJ00; a dot is a figure that is unknown, unreliable or secret, and a star follows a provisional one. The key
figures of wijken en buurten have a row per gemeente, wijk and buurt, and the columns gwb_code_10, gwb_code_8, regio
and gm_naam in front.
"""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from monitor.importeren import excel, tabel
from monitor.importeren.cellen import Decimaal, decimaalteken, jaar_in, lees_cel, lees_jaar
from monitor.importeren.lezen import lees
from monitor.importeren.tabel import Gebiedenlijst, LeesFout
from monitor.models import Meting

GEBIEDEN = Gebiedenlijst(
    {
        "gm1916": 1,
        "leidschendam-voorburg": 1,
        "wk191602": 2,
        "prinsenhof": 2,
        "wk191606": 3,
        "de heuvel/amstelwijk": 3,
    }
)
STATLINE = """"Kerncijfers wijken en buurten 2023"
"";"Regioaanduiding";"Inkomen";"Inkomen"
"Wijken en buurten";"Codering";"Laag inkomen";"Gemiddeld inkomen"
"";"code";"%";"x 1 000 euro"
"Nederland";"NL00      ";"7,5";"35,1"
"Leidschendam-Voorburg";"GM1916    ";"5,4";"38,9"
"Wijk 02 Prinsenhof";"WK191602  ";"11,2*";"."
"Aalsmeer";"GM0358    ";"3,9";"41,0"

"Bron: CBS"
"""


def lees_tekst(tekst: str, *, codering="utf-8-sig", naam="cijfers.csv"):
    return lees(io.BytesIO(tekst.encode(codering)), naam=naam, gebieden=GEBIEDEN)


def lees_bytes(inhoud: bytes, naam="cijfers.csv"):
    return lees(io.BytesIO(inhoud), naam=naam, gebieden=GEBIEDEN)


def werkmap(*rijen, boek=None) -> bytes:
    boek = boek or Workbook()
    for rij in rijen:
        boek.active.append(rij)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def test_statline_met_titel_drie_kopregels_en_bron_onderaan():
    gelezen = lees_tekst(STATLINE)
    assert gelezen.kop == [
        "Wijken en buurten",
        "Regioaanduiding / Codering / code",
        "Inkomen / Laag inkomen / %",
        "Inkomen / Gemiddeld inkomen / x 1 000 euro",
    ]
    assert gelezen.rijen == [
        (6, ["Leidschendam-Voorburg", "GM1916", "5,4", "38,9"]),
        (7, ["Wijk 02 Prinsenhof", "WK191602", "11,2*", "."]),
    ]
    assert gelezen.titel == "Kerncijfers wijken en buurten 2023"
    assert gelezen.bron == "CBS"
    assert gelezen.andere_gebieden == 2
    assert gelezen.andere_namen == ["Nederland (NL00)", "Aalsmeer (GM0358)"]
    assert gelezen.randregels == 3


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_elke_gewone_codering_geeft_dezelfde_tekst(codering):
    gelezen = lees_tekst("gebied;jaar;vóór de zomer\nPrinsenhof;2023;1,5\n", codering=codering)
    assert gelezen.kop == ["gebied", "jaar", "vóór de zomer"]
    assert gelezen.rijen == [(2, ["Prinsenhof", "2023", "1,5"])]


@pytest.mark.parametrize("teken", [";", ",", "\t", "|"])
def test_elk_gewoon_scheidingsteken_wordt_herkend(teken):
    tekst = "\n".join(teken.join(rij) for rij in (["gebied", "jaar", "a"], ["GM1916", "2023", "5"]))
    assert lees_tekst(tekst).rijen == [(2, ["GM1916", "2023", "5"])]


def test_komma_in_getallen_is_geen_scheidingsteken_naast_puntkommas():
    gelezen = lees_tekst("gebied;a;b\nPrinsenhof;1,5;2,5\nGM1916;1,6;2,6\n")
    assert gelezen.rijen[0][1] == ["Prinsenhof", "1,5", "2,5"]


def test_open_data_met_periode_en_opgevulde_codes():
    gelezen = lees_tekst(
        '"ID";"WijkenEnBuurten";"Perioden";"LaagInkomen_71"\n'
        '0;"NL00      ";"2022JJ00";7.5\n1;"WK191602  ";"2022JJ00";11.2\n'
    )
    assert gelezen.rijen == [(3, ["1", "WK191602", "2022JJ00", "11.2"])]
    assert gelezen.andere_gebieden == 1


def test_landelijke_tabel_zonder_codes_heeft_een_kop_van_een_regel():
    gelezen = lees_tekst("Regio;Score\nNederland;7,1\nZuid-Holland;7,0\nPrinsenhof;6,2\n")
    assert gelezen.kop == ["Regio", "Score"]
    assert gelezen.andere_gebieden == 2


def test_excel_met_samengevoegde_kop_datum_procent_en_formule():
    boek = Workbook()
    blad = boek.active
    blad.append(["Inkomens in de wijken"])
    blad.append(["Gebied", "Peildatum", "Inkomen", None])
    blad.merge_cells("C2:D2")
    blad.append([None, None, "laag", "hoog"])
    blad.append(["Prinsenhof", date(2023, 1, 1), 0.125, 0.1 + 0.2])
    blad["C4"].number_format = "0.0%"
    gelezen = lees_bytes(werkmap(boek=boek), "cijfers.xlsx")
    assert gelezen.kop == ["Gebied", "Peildatum", "Inkomen / laag", "Inkomen / hoog"]
    assert gelezen.rijen == [(4, ["Prinsenhof", "2023-01-01", "12,5", "0,3"])]
    assert gelezen.titel == "Inkomens in de wijken"


def test_excel_neemt_het_blad_met_gebieden_van_het_programma():
    boek = Workbook()
    boek.active.title = "Toelichting"
    boek.active.append(["Over dit bestand", "niets"])
    blad = boek.create_sheet("Cijfers")
    blad.append(["gebied", "a"])
    blad.append(["GM1916", 3])
    gelezen = lees_bytes(werkmap(boek=boek), "cijfers.xlsx")
    assert (gelezen.blad, gelezen.rijen) == ("Cijfers", [(2, ["GM1916", "3"])])


def _zip(**delen) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pak:
        for naam, inhoud in delen.items():
            pak.writestr(naam, inhoud)
    return uit.getvalue()


def _met_deel(naam: str, inhoud: bytes) -> bytes:
    """A sound workbook with one part more."""
    uit = io.BytesIO(werkmap(["gebied", "a"], ["GM1916", 3]))
    with zipfile.ZipFile(uit, "a", zipfile.ZIP_DEFLATED) as pak:
        pak.writestr(naam, inhoud)
    return uit.getvalue()


BOM = b"\x00" * (excel.MAX_OVERIG + 1)
LACHERS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><sst>&lol;</sst>'


@pytest.mark.parametrize(
    ("inhoud", "naam", "zegt"),
    [
        (b"", "a.csv", "leeg"),
        (b"  \r\n", "a.csv", "leeg"),
        (b"gebied;a\n", "a.csv", "geen rijen"),
        (b"alleen maar tekst\nzonder kolommen\n", "a.csv", "1 kolom"),
        (b"gebied;a\nGM1916;\x00\n", "a.csv", "geen tekstbestand"),
        (b"x" * (tabel.MAX_BYTES + 1), "a.csv", "groter dan 20 MB"),
        ((";".join("k" * 10_000) + "\n").encode() * 2, "a.csv", "500 kolommen"),
        (b'gebied;a\nGM1916;"' + b"x" * 200_000, "a.csv", "aanhalingsteken"),
        (b"%PDF-1.7", "a.pdf", "alleen CSV"),
        (b"gebied;a\nGM1916;1\n", "a.xlsx", "geen Excel"),
        (_zip(**{"a.txt": b"x"}), "a.csv", "eindigt op .csv"),
        (_zip(**{"a.txt": b"x"}), "a.xlsx", "geen Excel-bestand"),
        (b"PK\x03\x04kapot", "a.xlsx", "beschadigd"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "a.xls", "oud Excel"),
        (_met_deel("xl/vbaProject.bin", b"x"), "a.xlsx", "macro"),
        (b"PK\x03\x04", "a.xlsm", "macro"),
        (_met_deel("xl/media/bom.bin", BOM), "a.xlsx", "uitgepakt te groot"),
        (_met_deel("xl/extra.xml", LACHERS), "a.xlsx", "beschadigd"),
        (werkmap(["gebied", "a"]), "a.xlsx", "geen rijen"),
    ],
)
def test_wat_geen_bestand_met_cijfers_is_geeft_een_duidelijke_zin(inhoud, naam, zegt):
    with pytest.raises(LeesFout) as fout:
        lees_bytes(inhoud, naam)
    assert zegt in str(fout.value)
    assert str(fout.value).endswith((".", "?"))


def test_zipbom_van_bladen_wordt_niet_uitgepakt():
    rij = b"<row><c><v>1</v></c></row>" * 1_000_000
    bom = _met_deel("xl/worksheets/sheet2.xml", b"<worksheet>" + rij * 7 + b"</worksheet>")
    assert len(bom) < 2_000_000
    with pytest.raises(LeesFout, match="uitgepakt te groot"):
        lees_bytes(bom, "a.xlsx")


def test_te_veel_rijen_houdt_op_met_lezen(monkeypatch):
    monkeypatch.setattr(tabel, "MAX_RIJEN", 100)
    with pytest.raises(LeesFout, match="rijen"):
        lees_tekst("gebied;a\n" + "GM0001;1\n" * 101)


def test_vorm_is_dezelfde_voor_een_ander_jaar_en_anders_voor_andere_kolommen():
    basis = lees_tekst("gebied;Inkomen 2022\nGM1916;1\n").vorm
    assert lees_tekst("Gebied ;inkomen  2023\nGM1916;2\n").vorm == basis
    assert lees_tekst("gebied;Inkomen\nGM1916;1\n").vorm != basis


@pytest.mark.parametrize(
    ("tekst", "decimaal", "waarde"),
    [
        ("12,5", Decimaal.ONBEKEND, "12.5"),
        ("12.5", Decimaal.ONBEKEND, "12.5"),
        ("1.234,5", Decimaal.ONBEKEND, "1234.5"),
        ("1,234.5", Decimaal.ONBEKEND, "1234.5"),
        ("1 234", Decimaal.ONBEKEND, "1234"),
        ("-3", Decimaal.ONBEKEND, "-3"),
        ("12,5 %", Decimaal.ONBEKEND, "12.5"),
        ("1.234.567", Decimaal.ONBEKEND, "1234567"),
        ("1.234", Decimaal.KOMMA, "1234"),
        ("1.234", Decimaal.PUNT, "1.234"),
        ("1,234", Decimaal.PUNT, "1234"),
        ("0,12345", Decimaal.KOMMA, "0.123"),
        ("0,0005", Decimaal.KOMMA, "0.001"),
    ],
)
def test_getallen_van_nederlanders_en_van_computers(tekst, decimaal, waarde):
    assert lees_cel(tekst, decimaal).waarde == Decimal(waarde)


def test_drie_cijfers_na_een_teken_is_onzeker_tot_het_bestand_het_verraadt():
    assert lees_cel("1.234").onzeker
    assert not lees_cel("1.234", decimaalteken(["1.234", "5,6"])).onzeker
    assert decimaalteken(["1.234", "5,6", "."]) is Decimaal.KOMMA
    assert decimaalteken(["1.234.567"]) is Decimaal.KOMMA
    assert decimaalteken(["5.6", "7,8"]) is Decimaal.ONBEKEND


@pytest.mark.parametrize(
    ("tekst", "reden"),
    [(".", Meting.Reden.NIET_BESCHIKBAAR), ("x", Meting.Reden.TE_KLEIN), (" X ", Meting.Reden.TE_KLEIN)],
)
def test_tekens_van_het_cbs_voor_wat_ontbreekt(tekst, reden):
    assert lees_cel(tekst).reden == reden


def test_een_ster_is_voorlopig_en_niets_is_leeg():
    assert lees_cel("11,2*").voorlopig
    assert lees_cel("11,2**").waarde == Decimal("11.2")
    assert lees_cel("  ").leeg


@pytest.mark.parametrize("tekst", ["n.v.t.", "nvt", "-", "1,2,3", "1.23.4", "1e5", "#N/B", "٣", "<b>1</b>", "9" * 30])
def test_wat_geen_getal_is_is_een_fout_en_geen_tekst(tekst):
    cel = lees_cel(tekst)
    assert cel.fout
    assert cel.waarde is None
    assert not cel.reden


@given(st.text(max_size=40))
def test_elke_tekst_is_precies_een_van_de_vier(tekst):
    cel = lees_cel(tekst)
    assert sum([cel.waarde is not None, bool(cel.reden), bool(cel.fout), cel.leeg]) == 1


@given(st.decimals(min_value=-99_999_999, max_value=99_999_999, places=2))
def test_een_getal_op_zn_nederlands_komt_heel_terug(getal):
    assert lees_cel(f"{getal:,}".translate(str.maketrans(",.", ".,")), Decimaal.KOMMA).waarde == getal


@pytest.mark.parametrize("tekst", ["2023", "2023JJ00", " 2023* ", "2023-01-01"])
def test_jaren(tekst):
    assert lees_jaar(tekst) == 2023


@pytest.mark.parametrize("tekst", ["2023KW01", "2023MM05", "2022/2023", "2021SJ00", "23", "1850", ""])
def test_geen_kalenderjaar(tekst):
    assert lees_jaar(tekst) is None


def test_jaar_in_een_naam():
    assert jaar_in("kwb-2023.csv") == 2023
    assert jaar_in("2022 en 2023") is None
    assert jaar_in("120231") is None
