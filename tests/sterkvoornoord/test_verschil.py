import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sterkvoornoord.verschil import MEEST_WOORDPAREN, Stuk, verschil


def kant(stukken: tuple[Stuk, ...], *soorten: str) -> str:
    return "".join(stuk.tekst for stuk in stukken if stuk.soort in soorten)


def test_een_ander_woord_staat_op_zijn_plek():
    assert verschil("De zaal is duur.", "De zaal is goedkoop.") == (
        Stuk("gelijk", "De zaal is "),
        Stuk("weg", "duur."),
        Stuk("bij", "goedkoop."),
    )


def test_wijzigingen_met_alleen_een_spatie_ertussen_zijn_er_een():
    assert verschil("er kwamen 3 tot 5 mensen", "er kwamen gemiddeld 4 mensen") == (
        Stuk("gelijk", "er kwamen "),
        Stuk("weg", "3 tot 5"),
        Stuk("bij", "gemiddeld 4"),
        Stuk("gelijk", " mensen"),
    )


def test_een_zin_erbij_laat_de_rest_gelijk():
    assert verschil("Eerste zin.", "Eerste zin. Tweede zin.") == (
        Stuk("gelijk", "Eerste zin."),
        Stuk("bij", " Tweede zin."),
    )


@pytest.mark.parametrize(
    ("van", "naar", "soort"), [("", "nieuw", "bij"), ("oud", "", "weg"), ("gelijk", "gelijk", "gelijk")]
)
def test_alles_erbij_weg_of_gelijk(van, naar, soort):
    assert [stuk.soort for stuk in verschil(van, naar)] == [soort]


def test_twee_lege_teksten_verschillen_niet():
    assert verschil("", "") == ()


TEKST = st.text(alphabet="ab \n<", max_size=40)


@given(TEKST, TEKST)
def test_de_stukken_geven_beide_teksten_precies_terug(van, naar):
    stukken = verschil(van, naar)
    assert kant(stukken, "gelijk", "weg") == van
    assert kant(stukken, "gelijk", "bij") == naar
    assert all(stuk.tekst for stuk in stukken)


def test_lange_teksten_die_niets_delen_kosten_geen_minuten():
    van = " ".join(f"oud{nr}" for nr in range(3000))
    naar = " ".join(f"nieuw{nr}" for nr in range(3000))
    assert MEEST_WOORDPAREN < 3000 * 3000
    begin = time.perf_counter()
    stukken = verschil(van, naar)
    assert time.perf_counter() - begin < 1
    assert [stuk.soort for stuk in stukken] == ["weg", "bij"]
