"""The gap, in both directions, with everything that makes it hard: a moving reference, no gap, missing years."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.kloof import Kloof, Richting, Schema, Trend, bereken

waarde = st.decimals(min_value=0, max_value=1000, places=1)
richting = st.sampled_from(list(Richting))
reeks = st.dictionaries(st.integers(2022, 2026), waarde | st.none(), max_size=5)


def spiegel(getallen: dict) -> dict:
    """The same development seen from the other side: 30 % with becomes 970 per thousand without."""
    return {jaar: None if w is None else 1000 - w for jaar, w in getallen.items()}


def test_het_voorbeeld_van_de_ontwerppagina():
    """Social cohesion: from 5.2 to 5.5 against 6.3; 27 % of the gap is gone, 11 % would have been enough."""
    kloof = bereken(
        "hoger",
        {2022: D("5.2"), 2023: D("5.3"), 2024: D("5.5")},
        dict.fromkeys((2022, 2023, 2024), D("6.3")),
        decimalen=1,
    )
    assert (kloof.toen, kloof.nu) == (D("1.1"), D("0.8"))
    assert round(kloof.deel_weg * 100) == 27
    assert round(kloof.verwacht_deel(2041) * 100) == 11
    assert kloof.trend == Trend.KLEINER
    assert kloof.schema(2041) == Schema.OP_KOERS


def test_lager_is_beter():
    kloof = bereken("lager", {2022: D("15.1"), 2024: D("14.1")}, {2022: D(6), 2024: D(6)}, decimalen=1)
    assert (kloof.toen, kloof.nu, kloof.trend) == (D("9.1"), D("8.1"), Trend.KLEINER)


def test_de_gemeente_beweegt_mee():
    """The area gains 2, the municipality 3: better, and yet further behind."""
    kloof = bereken("hoger", {2022: D(50), 2024: D(52)}, {2022: D(60), 2024: D(63)})
    assert (kloof.winst, kloof.beweging) == (2, 3)
    assert kloof.trend == Trend.GROTER
    assert kloof.deel_weg < 0


def test_de_wijk_haalt_de_gemeente_in():
    kloof = bereken("hoger", {2022: D(50), 2024: D(62)}, {2022: D(60), 2024: D(60)})
    assert kloof.ingehaald
    assert kloof.deel_weg > 1
    assert kloof.schema(2041) == Schema.OP_KOERS


@pytest.mark.parametrize("verschil", ["0", "0.05", "-3"])
def test_zonder_achterstand_bij_de_start_is_er_geen_percentage(verschil):
    kloof = bereken("hoger", {2022: D(60) - D(verschil), 2024: D(60)}, {2022: D(60), 2024: D(61)}, decimalen=1)
    assert kloof.deel_weg is None
    assert kloof.trend == Trend.GROTER
    assert kloof.schema(2041) == Schema.ACHTER


@pytest.mark.parametrize(
    ("toen", "nu", "trend"),
    [
        ("-5", "-3", Trend.GEEN_KLOOF), ("-3", "-5", Trend.GEEN_KLOOF), ("0", "0", Trend.GEEN_KLOOF),
        ("0.04", "0.06", Trend.GEEN_KLOOF), ("-5", "0.04", Trend.GEEN_KLOOF), ("-5", "2", Trend.GROTER),
        ("5", "-2", Trend.KLEINER), ("5", "0", Trend.KLEINER), ("0.08", "0.1", Trend.GELIJK),
    ],
)  # fmt: skip
def test_een_voorsprong_is_geen_kloof(toen, nu, trend):
    """A lead that shrinks is not "falling behind", and one that grows does not close a gap."""
    gemeente = {2022: D(60), 2024: D(60)}
    kloof = bereken("hoger", {2022: 60 - D(toen), 2024: 60 - D(nu)}, gemeente, decimalen=1)
    assert kloof.trend == trend
    if trend == Trend.GEEN_KLOOF:
        assert (kloof.deel_weg, kloof.schema(2041)) == (None, Schema.OP_KOERS)


def test_een_meting_is_te_vroeg():
    kloof = bereken("hoger", {2022: D(50)}, {2022: D(60)})
    assert (kloof.toen, kloof.nu, kloof.deel_weg, kloof.tempo) == (10, 10, None, None)
    assert (kloof.trend, kloof.schema(2041)) == (Trend.TE_VROEG, Schema.TE_VROEG)


def test_jaren_die_niet_samenvallen_worden_niet_vergeleken():
    kloof = bereken("hoger", {2022: D(50), 2024: D(55)}, {2023: D(60), 2025: D(60)})
    assert (kloof.trend, kloof.schema(2041), kloof.nu) == (Trend.GEEN_METING, Schema.GEEN_METING, None)


def test_een_ontbrekende_nulmeting_schuift_het_begin_op():
    kloof = bereken(
        "hoger", {2022: None, 2023: D(50), 2024: D(55)}, dict.fromkeys((2022, 2023, 2024), D(60)), nuljaar=2022
    )
    assert (kloof.nuljaar, kloof.deel_weg) == (2023, D("0.5"))


def test_een_klein_verschil_telt_als_gelijk():
    gemeente = {2022: D(60), 2024: D(60)}
    assert bereken("hoger", {2022: D(50), 2024: D("50.2")}, gemeente).trend == Trend.GELIJK
    assert bereken("hoger", {2022: D(50), 2024: D("50.3")}, gemeente).trend == Trend.KLEINER


@given(richting, reeks, reeks)
def test_afname_is_winst_min_beweging(kant, gebied, gemeente):
    kloof = bereken(kant, gebied, gemeente, decimalen=1)
    if len(kloof.jaren) > 1:
        assert kloof.toen - kloof.nu == kloof.winst - kloof.beweging
    else:
        assert kloof.winst is kloof.beweging is None


@given(reeks, reeks)
def test_de_richting_spiegelt(gebied, gemeente):
    """Higher-is-better on a value says the same as lower-is-better on what is missing from the whole."""
    een = bereken("hoger", gebied, gemeente, decimalen=1)
    ander = bereken("lager", spiegel(gebied), spiegel(gemeente), decimalen=1)
    for veld in ("jaren", "toen", "nu", "deel_weg", "winst", "beweging", "tempo", "trend", "ingehaald"):
        assert getattr(een, veld) == getattr(ander, veld), veld
    assert een.schema(2041) == ander.schema(2041)


@given(richting, reeks, reeks, waarde)
def test_een_even_grote_verschuiving_van_beide_verandert_niets_aan_de_kloof(kant, gebied, gemeente, stap):
    een = bereken(kant, gebied, gemeente, decimalen=1)
    hoger = bereken(
        kant,
        {j: None if w is None else w + stap for j, w in gebied.items()},
        {j: None if w is None else w + stap for j, w in gemeente.items()},
        decimalen=1,
    )
    assert (een.toen, een.nu, een.deel_weg, een.trend) == (hoger.toen, hoger.nu, hoger.deel_weg, hoger.trend)


@given(richting, reeks, reeks)
def test_wat_er_gezegd_wordt_spreekt_zichzelf_niet_tegen(kant, gebied, gemeente):
    kloof = bereken(kant, gebied, gemeente, decimalen=1)
    assert (kloof.trend == Trend.GEEN_METING) == (not kloof.jaren) == (kloof.schema(2041) == Schema.GEEN_METING)
    if kloof.deel_weg is not None:
        assert kloof.toen > 0
        assert (kloof.deel_weg >= 1) == kloof.ingehaald
        assert (kloof.trend == Trend.KLEINER) == (kloof.deel_weg > D("0.02"))
        assert (kloof.trend == Trend.GROTER) == (kloof.deel_weg < D("-0.02"))
    if kloof.trend == Trend.GROTER:
        assert not kloof.ingehaald and kloof.schema(2041) != Schema.OP_KOERS
    if kloof.trend == Trend.GEEN_KLOOF:
        assert kloof.deel_weg is None and kloof.schema(2041) == Schema.OP_KOERS


@given(richting, reeks, reeks)
def test_alleen_gemeten_jaren_tellen(kant, gebied, gemeente):
    kloof = bereken(kant, gebied, gemeente)
    assert all(gebied[j] is not None and gemeente[j] is not None for j in kloof.jaren)
    assert list(kloof.jaren) == sorted(set(kloof.jaren))


def test_een_lege_kloof_weet_niets():
    kloof = Kloof(Richting.HOGER, ())
    velden = ("nuljaar", "jaar", "toen", "nu", "winst", "beweging", "deel_weg", "tempo")
    assert {getattr(kloof, veld) for veld in velden} == {None}
