"""Files that people send: only what is what it says, whole, and without a program inside."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from sterkvoornoord import bestanden
from sterkvoornoord.bestanden import Soort, kijk_na, nette_naam
from sterkvoornoord.getallen import toon_grootte
from tests.bestanden import beeld, odf, office, pdf, zip_van

OOXML = "application/vnd.openxmlformats-officedocument"


def kijk(inhoud, **kw):
    vast = {"soorten": Soort.values, "max_mb": 1, "anders": "Dat kunnen wij niet lezen."}
    return kijk_na(SimpleUploadedFile("x.pdf", inhoud), **{**vast, **kw})


@pytest.mark.parametrize(
    ("inhoud", "achter"),
    [
        (beeld(), "jpg"),
        (beeld("PNG"), "png"),
        (beeld("WEBP"), "webp"),
        (pdf(), "pdf"),
        (office("wordprocessingml.document"), "docx"),
        (office("spreadsheetml.sheet"), "xlsx"),
        (office("presentationml.presentation"), "pptx"),
        (odf("text"), "odt"),
        (odf("spreadsheet"), "ods"),
        (odf("presentation"), "odp"),
    ],
)
def test_het_soort_volgt_uit_de_inhoud(inhoud, achter):
    goed = kijk(inhoud)
    assert (goed.achter, goed.soort.label, len(goed.sha256)) == (achter, achter, 64)
    assert achter in {"jpg", "png", "webp"} or goed.inhoud == inhoud, "een document blijft wat het is"


def test_een_echte_bibliotheek_schrijft_wat_wij_aannemen():
    from openpyxl import Workbook

    uit = BytesIO()
    Workbook().save(uit)
    assert kijk(uit.getvalue()).soort == Soort.XLSX


MACROS = {"word/vbaProject.bin": b"x"}
SLECHT = {
    "html": b"<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "programma": b"MZ" + bytes(200),
    "oud word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "halve foto": beeld(maat=(200, 200))[:700],
    "halve pdf": b"%PDF-1.7\n1 0 obj",
    "zip zonder document": zip_van({"a.txt": b"a"}),
    "half document": office("wordprocessingml.document")[:-40],
    "macro's in word": office("wordprocessingml.document", **MACROS),
    "word voor macro's": zip_van(
        {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": b"x"}
    ),
    "macro's in libreoffice": odf("text", **{"Basic/Standard/Module1.xml": b"x"}),
    "odf van iets anders": zip_van({"mimetype": b"application/vnd.oasis.opendocument.database"}),
    "alleen de eerste letters": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("inhoud", SLECHT.values(), ids=SLECHT)
def test_wat_niet_is_wat_het_zegt_wordt_geweigerd(inhoud, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    with pytest.raises(ValidationError, match="Dat kunnen wij niet lezen"):
        kijk(inhoud)


def test_een_pdf_met_een_wachtwoord_wordt_geweigerd():
    uit = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as boek:
        boek.save(uit, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ValidationError, match="niet lezen"):
        kijk(uit.getvalue())


def test_een_bom_wordt_niet_uitgepakt(monkeypatch):
    monkeypatch.setattr(bestanden, "MAX_UITGEPAKT", 100_000)
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as pak:
        pak.writestr("[Content_Types].xml", f"{OOXML}.wordprocessingml.document.main+xml")
        pak.writestr("word/document.xml", bytes(200_000))
    assert len(uit.getvalue()) < 1000
    with pytest.raises(ValidationError, match="niet lezen"):
        kijk(uit.getvalue())


def test_alleen_wat_de_vrager_aanneemt_en_niet_te_groot_of_leeg():
    with pytest.raises(ValidationError, match="niet lezen"):
        kijk(odf("text"), soorten=[Soort.PDF])
    with pytest.raises(ValidationError, match=r"te groot: hoogstens 0\.0001 MB"):
        kijk(pdf(), max_mb=0.0001)
    with pytest.raises(ValidationError, match="leeg"):
        kijk(b"")


def test_van_een_foto_gaat_niets_verborgens_mee():
    exif = Image.Exif()
    exif[0x010E] = "Kerkstraat 1"
    with Image.open(BytesIO(kijk(beeld(exif=exif)).inhoud)) as schoon:
        assert not dict(schoon.getexif())


@pytest.mark.parametrize(
    ("kern", "naam"),
    [("../../etc/passwd", "etc_passwd.pdf"), ('a "b" <c>\r\nX: y', "a _b_ _c_X_ y.pdf"), ("…", "stuk.pdf")],
)
def test_een_naam_is_nooit_een_pad_of_een_kop(kern, naam):
    assert nette_naam(kern, "pdf", anders="stuk") == naam


@pytest.mark.parametrize(
    ("aantal", "woorden"),
    [(1, "1 kB"), (240_000, "240 kB"), (999_499, "999 kB"), (999_500, "1 MB"), (1_100_000, "1,1 MB")],
)
def test_een_grootte_zoals_mensen_die_zeggen(aantal, woorden):
    assert toon_grootte(aantal) == woorden
