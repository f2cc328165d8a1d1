"""The home page of the real programme."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(programma, client) -> str:
    return client.get("/").content.decode()


def test_getallen_van_het_echte_programma(html):
    assert "In 2041 doen kinderen" in html and "34 partners" in html
    for telling in ("7 doelen, 17 acties", "5 doelen, 10 acties", "6 doelen, 38 acties"):
        assert telling in html
    assert "Zo staan de 65 acties ervoor" in html
    assert "4 in voorbereiding, 31 in uitvoering, 1 doorlopend, 23 afgerond, 5 overgedragen, 1 geen stand" in html
    assert "Bekijk de 18 doelen" in html


def test_elke_opgave_heeft_een_resultaat_en_geen_verhaal_zonder_toestemming(html):
    assert html.count("svn-verhaal__beeld") == 3
    assert "Alle verhalen" not in html
    assert "uitslapen" not in html
