"""The validator itself: a gate that lets everything through would prove nothing."""

import pytest
from weasyprint import HTML

from tests.verapdf import keur, keur_alle

pytestmark = pytest.mark.verapdf

PAGINA = """<html lang="nl"><head><title>Proef</title><meta name="description" content="Proef"></head>
<body><h1>Kop</h1>{}<p>Tekst.</p></body></html>"""
PRENT = """<img alt="" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'>
<rect width='5' height='5'/></svg>">"""


@pytest.fixture
def maak_pdf(tmp_path):
    def maak(naam, inhoud="", **opties):
        pad = tmp_path / f"{naam}.pdf"
        HTML(string=PAGINA.format(inhoud)).write_pdf(pad, **opties)
        return pad

    return maak


def test_getagd_document_slaagt(maak_pdf):
    paren = [
        ("ua1", maak_pdf("toegankelijk", pdf_variant="pdf/ua-1")),
        ("2a", maak_pdf("archief", pdf_variant="pdf/a-2a")),
    ]
    assert keur_alle(paren) == [[], []]


def test_document_zonder_tags_wordt_afgekeurd(maak_pdf):
    fouten = keur(maak_pdf("kaal"), "ua1")
    assert [fout.split()[0] for fout in fouten] == ["6.2-1", "7.1-10", "7.1-11", "7.1-3", "7.1-8"]


def test_afbeelding_zonder_alternatief_wordt_afgekeurd(maak_pdf):
    (fout,) = keur(maak_pdf("prent", PRENT, pdf_variant="pdf/ua-1"), "ua1")
    assert fout.startswith("7.3-1 Figure tags shall include an alternative")


def test_elk_bestand_houdt_zijn_eigen_uitslag(maak_pdf):
    kaal, goed = maak_pdf("kaal"), maak_pdf("goed", pdf_variant="pdf/ua-1")
    eerste, tweede, derde = keur_alle([("ua1", kaal), ("ua1", goed), ("2a", kaal)])
    assert eerste and derde and eerste != derde
    assert tweede == []


@pytest.mark.parametrize("profiel", ["onzin", "ua1"])
def test_wat_niet_te_keuren_is_geeft_een_fout(tmp_path, profiel):
    geen_pdf = tmp_path / "geen.pdf"
    geen_pdf.write_text("dit is geen pdf")
    with pytest.raises(RuntimeError, match="veraPDF failed"):
        keur(geen_pdf, profiel)
