"""Texts side by side and put together, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acties.verschil import als_tekst, in_woorden, voeg_samen, woordverschil

WAS = "Het Ping-loket draait. De eerste weken kwamen er 3 tot 5 mensen per keer."
MIJN = f"{WAS} We hangen posters op in 3 talen."
ANDER = (
    "Het Ping-loket draait. De eerste weken kwamen er gemiddeld 4 mensen per keer. "
    "De tijdelijke huiskamer blijft open tot januari."
)
TEKST = st.lists(st.sampled_from(["a", "b", "c", "d", "<b>", "\n", "é", "🙂"]), max_size=14).map(" ".join)


def test_wat_nieuw_is_staat_in_ins_en_wat_weg_is_in_del():
    assert str(woordverschil(WAS, ANDER)) == (
        "Het Ping-loket draait. De eerste weken kwamen er <del>3 tot 5</del><ins>gemiddeld 4</ins> mensen per keer."
        "<ins> De tijdelijke huiskamer blijft open tot januari.</ins>"
    )


def test_html_in_een_tekst_blijft_tekst():
    assert "<script" not in woordverschil("", "<script>alert(1)</script>")
    assert "<img" not in woordverschil("<img src=x onerror=y>", "")


def test_samenvoegen_neemt_beide_wijzigingen_over():
    assert voeg_samen(WAS, MIJN, ANDER) == (
        "Het Ping-loket draait. De eerste weken kwamen er gemiddeld 4 mensen per keer. "
        "We hangen posters op in 3 talen. De tijdelijke huiskamer blijft open tot januari."
    )


@pytest.mark.parametrize(
    ("was", "mijn", "ander", "samen"),
    [
        ("", "mijn tekst", "zijn tekst", "mijn tekst zijn tekst"),
        ("a b c", "a X c", "a b c", "a X c"),
        ("a b c", "a b c", "a Y c", "a Y c"),
        ("a b c", "a X c", "a X c", "a X c"),
        ("a b c", "a X c", "a Y c", "a X Y c"),
        ("a b c", "", "a b c d", "d"),
        ("a b c", "b c", "Z a b c", "Z b c"),
        ("a\nb", "a\nb\nc", "A\nb", "A\nb\nc"),
    ],
)
def test_samenvoegen_per_geval(was, mijn, ander, samen):
    assert voeg_samen(was, mijn, ander) == samen


@given(was=TEKST, mijn=TEKST, ander=TEKST)
def test_samenvoegen_verliest_geen_nieuw_woord(was, mijn, ander):
    samen = in_woorden(voeg_samen(was, mijn, ander))
    nieuw = (set(in_woorden(mijn)) | set(in_woorden(ander))) - set(in_woorden(was)) - {"\n"}
    assert nieuw <= set(samen)


@given(was=TEKST, wordt=TEKST)
def test_een_kant_die_niets_deed_telt_niet_mee(was, wordt):
    netjes = als_tekst(in_woorden(wordt))
    assert voeg_samen(was, wordt, was) == voeg_samen(was, was, wordt) == voeg_samen(was, wordt, wordt) == netjes


def test_regeleinden_blijven_regels():
    assert str(woordverschil("a\r\nb", "a\nb\nc")) == "a<br>b<ins><br>c</ins>"


@pytest.mark.parametrize("woorden", [2000, 200_000])
def test_een_lange_vijandige_tekst_kost_geen_seconden(woorden):
    begin = time.monotonic()
    was, mijn, ander = (" ".join(f"{letter}{nr % 150}" for nr in range(woorden)) for letter in ("a", "a", "b"))
    samen = voeg_samen(was, mijn[::-1], ander)
    woordverschil(was, ander)
    assert "b149" in samen
    assert time.monotonic() - begin < 5
