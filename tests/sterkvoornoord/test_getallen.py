from datetime import date
from decimal import Decimal

import pytest

from sterkvoornoord.datums import Precisie, laatste_dag
from sterkvoornoord.getallen import toon_euro, toon_getal


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (None, ""),
        (Decimal("8.00"), "8"),
        (Decimal("0"), "0"),
        (Decimal("1500.00"), "1.500"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("-3.25"), "-3,25"),
        (896, "896"),
    ],
)
def test_getal_zonder_overbodige_decimalen(waarde, tekst):
    assert toon_getal(waarde) == tekst


@pytest.mark.parametrize(
    ("bedrag", "tekst"), [(None, ""), (Decimal("5000.00"), "€\xa05.000"), (Decimal("12.5"), "€\xa012,50")]
)
def test_bedrag_in_euro(bedrag, tekst):
    assert toon_euro(bedrag) == tekst


@pytest.mark.parametrize(
    ("precisie", "dag"),
    [
        (Precisie.DAG, date(2024, 2, 10)),
        (Precisie.MAAND, date(2024, 2, 29)),
        (Precisie.JAAR, date(2024, 12, 31)),
    ],
)
def test_laatste_dag_van_wat_een_datum_kan_betekenen(precisie, dag):
    assert laatste_dag(date(2024, 2, 10), precisie) == dag
