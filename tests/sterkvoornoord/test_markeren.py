"""Marking words in a text: every place, whatever case and accents, and never anything but text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sterkvoornoord.markeren import fragment, markeer, plekken
from sterkvoornoord.tekst import vouw


@pytest.mark.parametrize(
    ("tekst", "woorden", "verwacht"),
    [
        ("Oude meeuwennesten", ["meeuwen"], "Oude <mark>meeuwen</mark>nesten"),
        ("MEEUWEN en Meeuwen", ["meeuwen"], "<mark>MEEUWEN</mark> en <mark>Meeuwen</mark>"),
        ("Eén école", ["ecole", "een"], "<mark>Eén</mark> <mark>école</mark>"),
        ("Straße 5", ["strasse"], "<mark>Straße</mark> 5"),
        ("meeuwenlobby", ["meeuw", "uwenl"], "<mark>meeuwenl</mark>obby"),
        ("Ook bekend als: S&W.", ["s&w"], "Ook bekend als: <mark>S&amp;W</mark>."),
        ("Studenten in de wijk", ["de"], "Studenten in <mark>de</mark> wijk"),
        ("niets", ["iets anders"], "niets"),
        ("", ["woord"], ""),
        ("tekst", [], "tekst"),
        ("tekst", [""], "tekst"),
        ("<script>meeuwen</script>", ["meeuwen"], "&lt;script&gt;<mark>meeuwen</mark>&lt;/script&gt;"),
        ("a.b", ["a.b"], "<mark>a.b</mark>"),
        ("axb", ["a.b"], "axb"),
    ],
)
def test_markeer(tekst, woorden, verwacht):
    assert markeer(tekst, woorden) == verwacht


@given(st.text(), st.lists(st.text(min_size=1).map(vouw), max_size=4))
def test_markeren_verandert_nooit_een_letter_van_de_tekst(tekst, woorden):
    assert html.unescape(re.sub(r"</?mark>", "", markeer(tekst, woorden))) == html.unescape(html.escape(tekst))


@given(st.text(), st.text(min_size=1, max_size=5))
def test_wat_erin_staat_wordt_gevonden(tekst, woord):
    woord = vouw(woord)
    if len(woord) >= 4 and woord in vouw(tekst) and " " not in woord:
        assert plekken(tekst, [woord])


def test_fragment_staat_om_de_eerste_vondst_heen():
    tekst = "begin " * 50 + "hier zitten meeuwen op het dak " + "eind " * 50
    stuk = fragment(tekst, ["meeuwen"], 80)
    assert "<mark>meeuwen</mark>" in stuk
    assert stuk.startswith("… begin ")
    assert stuk.endswith("eind …")
    assert len(stuk) < 120


def test_korte_tekst_blijft_heel_en_zonder_vondst_is_het_het_begin():
    assert fragment("Korte\n tekst", ["x"]) == "Korte tekst"
    assert fragment("woord " * 100, ["x"], 50) == "woord woord woord woord woord woord woord woord …"


def test_fragment_van_een_woord_zonder_eind():
    stuk = fragment("x" * 1000 + "meeuwen" + "y" * 1000, ["meeuwen"], 100)
    assert "<mark>meeuwen</mark>" in stuk
    assert "&lt;" in fragment("<" + "x" * 1000, [], 50)
