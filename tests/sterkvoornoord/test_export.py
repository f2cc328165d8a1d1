"""CSV and Excel: what is written comes back the same, nothing runs as a formula, and memory stays small."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from sterkvoornoord.export import MAX_CEL, SOORTEN, Kolom, csv_regels, exporteer

GEVAARLIJK = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+31 6",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    '=HYPERLINK("http://kwaad.example","klik")',
]
GEWOON = [
    "Tuinkamer van Noord",
    "Eén; twee, drie",
    'Hij zei "ja"',
    "regel een\nregel twee",
    "1 = 1",
    "é ë ü عربي 🐦",
    " spatie voorop",
    "'s avonds",
]


def kolom_waarde(rij):
    return rij


KOLOM = [Kolom("Waarde", kolom_waarde)]


def inhoud(antwoord) -> bytes:
    return b"".join(antwoord.streaming_content)


def lees_csv(kolommen, rijen) -> list[list[str]]:
    tekst = inhoud(exporteer("csv", "proef", kolommen, rijen)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(tekst, newline=""), delimiter=";"))


def lees_blad(kolommen, rijen):
    return load_workbook(io.BytesIO(inhoud(exporteer("xlsx", "proef", kolommen, rijen)))).active


# CSV ------------------------------------------------------------------------------------------------------


def test_csv_begint_met_de_markering_waar_excel_op_let():
    ruw = inhoud(exporteer("csv", "proef", [Kolom("Één", kolom_waarde)], ["twee"]))
    assert ruw == "\ufeffÉén\r\ntwee\r\n".encode()


@pytest.mark.parametrize("tekst", GEWOON)
def test_gewone_tekst_komt_onveranderd_terug(tekst):
    assert lees_csv(KOLOM, [tekst]) == [["Waarde"], [tekst]]
    assert lees_blad(KOLOM, [tekst])["A2"].value == tekst


@pytest.mark.parametrize("tekst", GEVAARLIJK)
def test_csv_voert_geen_formule_uit(tekst):
    [_, [cel]] = lees_csv(KOLOM, [tekst])
    assert cel == "'" + tekst


def test_een_formule_in_een_kop_is_ook_tekst():
    assert lees_csv([Kolom("=1+1", kolom_waarde)], [])[0] == ["'=1+1"]
    assert lees_blad([Kolom("=1+1", kolom_waarde)], [])["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        (None, ""),
        (0, "0"),
        (-5, "-5"),
        (Decimal("-1234.50"), "-1234,50"),
        (2.5, "2,5"),
        (True, "ja"),
        (False, "nee"),
        (date(2024, 10, 29), "2024-10-29"),
        (datetime(2024, 7, 1, 10, 0, tzinfo=UTC), "2024-07-01 12:00"),
        ("nul\0byte", "nulbyte"),
    ],
)
def test_csv_waarden(waarde, verwacht):
    assert lees_csv(KOLOM, [waarde])[1] == [verwacht]


def test_csv_leest_de_rijen_pas_als_ze_nodig_zijn():
    gelezen = []

    def rijen():
        for n in range(1000):
            gelezen.append(n)
            yield n

    regels = csv_regels(KOLOM, rijen())
    assert next(regels) == "\ufeffWaarde\r\n"
    assert gelezen == []
    assert next(regels) == "0\r\n"
    assert gelezen == [0]


# Excel ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tekst", GEVAARLIJK)
def test_excel_houdt_een_formule_als_tekst(tekst):
    cel = lees_blad(KOLOM, [tekst])["A2"]
    assert cel.data_type == "s"
    assert cel.value.replace("\r", "\n") == tekst.replace("\r", "\n")
    assert cel.quotePrefix


def test_excel_houdt_getallen_en_datums():
    blad = lees_blad(
        [Kolom("Getal", lambda r: r[0]), Kolom("Bedrag", lambda r: r[1]), Kolom("Dag", lambda r: r[2])],
        [(42, Decimal("12.5"), date(2024, 10, 29)), (None, None, None)],
    )
    getal, bedrag, dag = blad[2]
    assert (getal.value, bedrag.value) == (42, 12.5)
    assert dag.is_date
    assert dag.value.date() == date(2024, 10, 29)
    assert dag.number_format == "DD-MM-YYYY"
    assert [cel.value for cel in blad[3]] == [None, None, None]


def test_excel_tijd_is_die_van_de_klok_in_nederland():
    cel = lees_blad(KOLOM, [datetime(2024, 7, 1, 10, 0, tzinfo=UTC)])["A2"]
    assert cel.value == datetime(2024, 7, 1, 12, 0)


def test_excel_kop_is_vet_en_blijft_staan_en_elke_kolom_heeft_een_filter():
    blad = lees_blad([Kolom("A", lambda r: r, 30), Kolom("B", lambda r: r)], ["x", "y"])
    assert blad.freeze_panes == "A2"
    assert all(cel.font.bold for cel in blad[1])
    assert not blad["A2"].font.bold
    assert blad.auto_filter.ref == "A1:B3"
    assert blad.column_dimensions["A"].width == 30


def test_excel_zonder_rijen_heeft_een_kop():
    blad = lees_blad(KOLOM, [])
    assert [[cel.value for cel in rij] for rij in blad] == [["Waarde"]]
    assert blad.auto_filter.ref == "A1:A1"


def test_excel_verdraagt_tekens_die_het_niet_kent_en_lange_tekst():
    blad = lees_blad(KOLOM, ["a\0b\x0bc", "x" * (MAX_CEL + 10)])
    assert blad["A2"].value == "abc"
    assert len(blad["A3"].value) == MAX_CEL


# The answer -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("soort", "type_"), [("csv", "text/csv"), ("xlsx", "spreadsheetml.sheet")])
def test_antwoord_is_een_bestand_met_de_datum_in_de_naam(soort, type_):
    antwoord = exporteer(soort, "acties", KOLOM, ["x"])
    assert antwoord.streaming
    assert type_ in antwoord["Content-Type"]
    assert antwoord["Content-Disposition"] == f'attachment; filename="acties-{timezone.localdate():%Y-%m-%d}.{soort}"'


def test_onbekend_soort():
    assert set(SOORTEN) == {"csv", "xlsx"}
    with pytest.raises(KeyError):
        exporteer("pdf", "acties", KOLOM, [])
