"""Did you mean: near words are offered, good words are left alone."""

import pytest

from monitor.bedoelde import bedoelde

TEKSTEN = ["Prikkers tegen meeuwen", "Meeuwenlobby", "Sport en Welzijn", "Vidomes", "Bibliotheek aan de Vliet"]


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("meuwen", "meeuwen"),
        ("MEUWEN", "meeuwen"),
        ("vidomis", "Vidomes"),
        ("biblioteek", "Bibliotheek"),
        ("prikers tegen meuwen", "Prikkers tegen meeuwen"),
        ("sport wellzijn", "sport Welzijn"),
        ("meeuwen", ""),
        ("meeuw", ""),
        ("xylofoonles", ""),
        ("meeuwen xylofoonles", ""),
        ("vlt", ""),
        ("???", ""),
        ("", ""),
    ],
)
def test_bedoelde(vraag, verwacht):
    assert bedoelde(vraag, TEKSTEN) == verwacht


def test_kleine_letters_gaan_voor_omdat_een_hoofdletter_van_de_zin_kan_zijn():
    assert bedoelde("meuwen", ["Meeuwen vangen", "Tegen meeuwen"]) == "meeuwen"
    assert bedoelde("meuwen", ["Tegen meeuwen", "Meeuwen vangen"]) == "meeuwen"


def test_zonder_bekende_woorden_is_er_geen_voorstel():
    assert bedoelde("meuwen", []) == ""
