"""Typesetting: strict where WeasyPrint only warns, and reproducible."""

import http.server
import re
import threading

import pikepdf
import pytest
from django.utils import timezone, translation

from monitor import opmaak, pdf
from tests.monitor.conftest import vries
from tests.verapdf import keur_alle

pytestmark = pytest.mark.een_ronde
BLAD = """<!DOCTYPE html><html lang="nl"><head><title>Proef</title>
<link rel="stylesheet" href="css/pdf.css"></head><body><h2>Kop</h2>{}<p>Tekst.</p></body></html>"""


def test_zelfde_inhoud_geeft_dezelfde_bytes(inhoud, tmp_path):
    """The same snapshot gives the same file, also the second time and from another layout."""
    for naam in ("een", "twee"):
        opmaak.schrijf(inhoud, opmaak.maak_op(inhoud), tmp_path / naam)
    assert (tmp_path / "een").read_bytes() == (tmp_path / "twee").read_bytes()
    andere = inhoud | {"titel": "Projectenboek anders"}
    opmaak.schrijf(andere, opmaak.maak_op(andere), tmp_path / "drie")
    assert (tmp_path / "drie").read_bytes() != (tmp_path / "een").read_bytes()


@pytest.mark.django_db(transaction=True)
def test_opmaken_vraagt_de_database_niets(inhoud, tmp_path, django_db_blocker):
    with django_db_blocker.block():
        opgemaakt = opmaak.maak_op(inhoud)
        opmaak.schrijf(inhoud, opgemaakt, tmp_path / "boek.pdf")
    assert (tmp_path / "boek.pdf").stat().st_size > 10_000


def test_boek_is_nederlands_ook_voor_wie_engels_leest(klein_programma):
    with translation.override("en"), timezone.override("UTC"):
        inhoud = vries()
        html = opmaak.als_html(inhoud)
    assert "stand 9 oktober 2026" in html
    assert html == opmaak.als_html(inhoud)


def test_tekst_uit_het_programma_is_nooit_opmaak(inhoud):
    inhoud["acties"][0]["titel"] = "<img src='https://voorbeeld.example/x.png'> & <b>vet</b>"
    html = opmaak.als_html(inhoud)
    assert "<img" not in html
    assert "&lt;img" in html


def test_vreemde_tekens_houden_het_boek_niet_tegen(inhoud, tmp_path):
    inhoud["acties"][0]["omschrijving"] = "Samen 🎉 met Łukasz, Gökçe en مريم"
    opgemaakt = opmaak.maak_op(inhoud)
    opmaak.schrijf(inhoud, opgemaakt, tmp_path / "boek.pdf")
    assert "Samen ? met Łukasz, Gökçe en مريم" in opmaak.als_html(inhoud)
    assert {letter.family for letter in opgemaakt.document.fonts.values()} <= set(pdf.ONZE_LETTERS)


@pytest.mark.parametrize(
    ("stuk", "klacht"),
    [
        ('<img src="img/merk.svg">', "alt"),
        ('<img src="img/bestaat-niet.svg" alt="Weg">', "bestaat-niet.svg ontbreekt"),
        ('<img src="../manage.py" alt="Buiten">', "geen eigen bestand"),
        ('<img src="/etc/hostname" alt="Buiten">', "geen eigen bestand"),
        ('<link rel="stylesheet" href="css/weg.css">', "weg.css ontbreekt"),
        ("<style>p{font-family:Helvetica}</style>", "lettertype"),
        ("<style>p{kleur:rood}</style>", "kleur"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
            "geen tekst",
        ),
        ('<a href="#nergens">Link</a>', "nergens"),
        ('<a href="#kop"><b></b></a><h3 id="kop">Kop</h3>', "geen woorden"),
    ],
)
def test_wat_ontbreekt_of_niet_klopt_houdt_het_document_tegen(stuk, klacht, tmp_path):
    with pytest.raises(pdf.ZetFout, match=klacht):
        pdf.schrijf(pdf.maak_op(BLAD.format(stuk)), tmp_path / "x.pdf", kenmerk="x")


def test_gaaf_document_wordt_wel_gemaakt(tmp_path):
    pdf.schrijf(pdf.maak_op(BLAD.format('<img src="img/merk.svg" alt="Merk">')), tmp_path / "x.pdf", kenmerk="x")
    with pikepdf.open(tmp_path / "x.pdf") as document:
        assert len(document.pages) == 1


def test_een_link_is_er_een_keer_en_zegt_in_woorden_waarheen(tmp_path):
    """Also with something inside it or a page number behind it, which WeasyPrint makes links of as well."""
    stuk = """<style>.blz::after { content: " (blz. " target-counter(attr(href), page) ")" }</style>
    <h3 id="kop">Kop</h3><p><a class="blz" href="#kop">Naar <b>de</b>\n kop</a></p>
    <p><a class="blz" href="#kop" title="3.22 Tuinkamer">3.22</a></p><p><a href="https://noord.example/">Noord</a></p>"""
    pdf.schrijf(pdf.maak_op(BLAD.format(stuk)), tmp_path / "x.pdf", kenmerk="x")
    with pikepdf.open(tmp_path / "x.pdf") as document:
        links = document.pages[0].Annots
        assert [str(link.Contents) for link in links] == ["Naar de kop", "3.22 Tuinkamer", "Noord"]
        delen = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Link]
        assert [deel.K[0].Obj.objgen for deel in delen] == [link.objgen for link in links]
        # The words of the link, those inside it and its page number all belong to that one link.
        assert [len(deel.K) - 1 for deel in delen[1:]] == [2, 1]


def test_stippen_naar_een_bladzijde_zijn_versiering(tmp_path):
    """A screen reader hears the title and its page, and none of the dots between; a full stop stays what it is."""
    stuk = """<ol class="toc"><li><a href="#kop">Een titel</a></li></ol>
    <p>Zie <a href="#kop">de kop</a>. </p><h3 id="kop">Kop</h3>"""
    pdf.schrijf(pdf.maak_op(BLAD.format(stuk)), tmp_path / "x.pdf", kenmerk="x")
    with pikepdf.open(tmp_path / "x.pdf") as document:
        inhoud = document.pages[0].Contents.read_bytes()
        link = next(o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Link")
        ouders = list(document.Root.StructTreeRoot.ParentTree.Nums[1])
        assert inhoud.count(b"/Artifact\nBMC\nBT") > 50
        assert len(link.K) == 3  # which link it is, its words, and its page
        genoemd = {int(nummer) for nummer in re.findall(rb"<</MCID (\d+)>>", inhoud)}
        assert genoemd == {nummer for nummer, deel in enumerate(ouders) if deel is not None}


def test_getallen_zijn_zo_precies_als_papier(tmp_path):
    """Nothing moves that a printer could show, and a name with decimals in it stays what it is."""
    stuk = '<p style="margin-left: 33.3333333mm; color: #8086f2; opacity: .501961">Tekst</p>'
    pdf.schrijf(pdf.maak_op(BLAD.format(stuk)), tmp_path / "x.pdf", kenmerk="x")
    with pikepdf.open(tmp_path / "x.pdf") as document:
        stromen = [document.pages[0].Contents.read_bytes()]
        stromen += [vorm.read_bytes() for vorm in document.pages[0].Resources.XObject.values()]
    getallen = re.findall(rb"(?<![\w.])\d+\.(\d+)", b"\n".join(stromen))
    assert max(map(len, getallen)) <= 3
    assert b"0.502 0.525 0.949 rg" in b"\n".join(stromen)
    assert re.search(rb"/[aA]0\.501961 gs", b"\n".join(stromen))


@pytest.mark.parametrize("weg", [' lang="nl"', "<title>Proef</title>"])
def test_zonder_taal_of_titel_geen_document(weg):
    with pytest.raises(pdf.ZetFout, match="titel of geen taal"):
        pdf.maak_op(BLAD.format("").replace(weg, ""))


def test_document_haalt_niets_van_het_net(tmp_path):
    """A server that would answer is never asked."""
    gevraagd = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            gevraagd.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(pdf.ZetFout, match="geen eigen bestand"):
            pdf.maak_op(BLAD.format(f'<img src="http://127.0.0.1:{server.server_port}/x.png" alt="Ver weg">'))
    finally:
        server.shutdown()
    assert gevraagd == []


def test_voortgang_per_bladzijde_en_ophouden_halverwege():
    tekst = "<p>regel</p>" * 400
    gezien = []
    assert pdf.maak_op(BLAD.format(tekst), bij_bladzijde=gezien.append).bladzijden == max(gezien) > 3

    class Genoeg(Exception):
        pass

    def houd_op(nummer):
        if nummer == 2:
            raise Genoeg

    with pytest.raises(Genoeg):
        pdf.maak_op(BLAD.format(tekst), bij_bladzijde=houd_op)


def test_controle_merkt_dat_een_actie_ontbreekt(inhoud):
    opgemaakt = opmaak.maak_op(inhoud)
    opmaak.controleer(inhoud, opgemaakt)
    inhoud["acties"].append(inhoud["acties"][0] | {"nummer": "3.99"})
    with pytest.raises(pdf.ZetFout, match=r"3\.99 staat niet in het boek"):
        opmaak.controleer(inhoud, opgemaakt)


@pytest.mark.verapdf
def test_boek_met_koers_redenen_en_vreemde_letters_voldoet_aan_de_normen(inhoud, tmp_path):
    inhoud["acties"][0]["omschrijving"] = "Met Łukasz en مريم.\nTweede regel."
    opmaak.schrijf(inhoud, opmaak.maak_op(inhoud), tmp_path / "boek.pdf")
    assert keur_alle([("ua1", tmp_path / "boek.pdf"), ("2a", tmp_path / "boek.pdf")]) == [[], []]
