"""What changed since the monitor before: which one that is, what counts as a change, and in whose words."""

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import opmaak
from monitor.boekwoorden import OnbekendSchema
from monitor.models import Publicatie, monitor_editie
from monitor.monitorboek.boek import maak_boek
from monitor.monitorboek.schema import NIEUWSTE, als_nieuwste
from monitor.monitorboek.verandering import kort, maak_verschillen
from monitor.monitorboek.verschillen import GROTER, KLEINER, NIEUW, OMGESLAGEN, WEG, lees, vergelijk, wat_gebeurde
from monitor.vastleggen import leg_vast
from monitor.zinnen import getal
from tests import factories
from tests.monitor.boektekst import boektekst

GEGEVENS = Path(__file__).with_name("gegevens")
DAG = date(2026, 11, 25)
OORDELEN = {"op_koers": "op schema", "achter": "achter op schema", "geen_meting": "geen meting"}
TRENDS = {"kleiner": "kloof kleiner", "groter": "kloof groter", "geen_meting": "geen meting"}
OMGEKEERD = {KLEINER: GROTER, GROTER: KLEINER, OMGESLAGEN: OMGESLAGEN}


@pytest.fixture
def schema_1() -> dict:
    """Part of the real doelen with the example numbers, frozen by the code that wrote schema 1."""
    return json.loads((GEGEVENS / "monitor-schema-1.json").read_text())


# ── Snapshots that could be ──────────────────────────────────────────────────

getallen = st.integers(-2000, 2000).map(lambda n: getal(Decimal(n).scaleb(-1), 1))


@st.composite
def indicatoren(draw, code: str) -> dict:
    jaren = draw(st.lists(st.integers(2018, 2026), unique=True, min_size=1, max_size=3).map(sorted))
    gebieden = draw(st.lists(st.sampled_from(["Noord", "Prinsenhof", "De Heuvel"]), unique=True, max_size=2))
    oordeel = st.sampled_from(list(OORDELEN))
    kloof = []
    for gebied in gebieden:
        code_ = draw(oordeel)
        nu = draw(st.just("") | getallen)
        kloof.append({"naam": gebied, "nu": nu, "jaar": jaren[-1], "oordeel": code_, "schema": OORDELEN[code_]})
    waarden = [{"waarde": draw(st.just("") | getallen)} for _ in jaren]
    return {
        "code": draw(st.sampled_from([code, ""])),
        "naam": f"Indicator {code}",
        "eenheid": draw(st.sampled_from(["%", "%", "per 1.000"])),
        "richting": "Hoger is beter.",
        "jaren": jaren,
        "reeksen": [{"naam": "Noord", "waarden": waarden}],
        "kloof": kloof,
        "breuken": draw(st.lists(st.integers(2018, 2026), max_size=1)),
        "voorbeeld": draw(st.booleans()),
    }


@st.composite
def monitors(draw) -> dict:
    doelen = [
        {
            "nummer": nummer,
            "titel": f"Doel {nummer}",
            "trend": draw(st.sampled_from(list(TRENDS))),
            "indicatoren": [draw(indicatoren(code)) for code in draw(st.sets(st.sampled_from("ab")).map(sorted))],
        }
        for nummer in draw(st.sets(st.sampled_from(["1.1", "1.2", "3.10"])).map(sorted))
    ]
    vast = {"schema": NIEUWSTE, "titel": "Monitor 2021–2022", "peildatum": "2023-11-01", "woorden": {"trend": TRENDS}}
    return vast | {"doelen": doelen}


def _omgekeerd(rij: dict) -> dict:
    """The same differences, told from the other side."""
    ander = {NIEUW: WEG, WEG: NIEUW}

    def draai(deel: dict) -> dict:
        om = deel | {"van": deel["naar"], "naar": deel["van"]}
        if "van_jaar" in deel:
            om |= {"van_jaar": deel["naar_jaar"], "naar_jaar": deel["van_jaar"], "wat": OMGEKEERD[deel["wat"]]}
        return om

    indicatoren = [
        deel
        | {"wat": ander.get(deel["wat"], deel["wat"]), "erbij": deel["eraf"], "eraf": deel["erbij"]}
        | {veld: [draai(d) for d in deel[veld]] for veld in ("herzien", "kloof", "oordeel")}
        | {"maat": deel["maat"] and draai(deel["maat"])}
        for deel in rij["indicatoren"]
    ]
    trend = rij["trend"] and draai(rij["trend"])
    return rij | {"wat": ander.get(rij["wat"], rij["wat"]), "trend": trend, "indicatoren": indicatoren}


def _op_naam(doelen: list[dict]) -> list[dict]:
    """Without the order in which areas and indicatoren happen to stand."""
    doelen = copy.deepcopy(doelen)
    for doel in doelen:
        doel["indicatoren"].sort(key=lambda rij: (rij["naam"], rij["wat"]))
        for deel in doel["indicatoren"]:
            for veld in ("herzien", "kloof", "oordeel"):
                deel[veld].sort(key=str)
    return doelen


@given(monitors(), monitors())
def test_andersom_vertelt_hij_precies_het_omgekeerde(een, ander):
    heen, terug = vergelijk(een, ander)["doelen"], vergelijk(ander, een)["doelen"]
    assert _op_naam([_omgekeerd(rij) for rij in heen]) == _op_naam(terug)


@given(monitors())
def test_van_wat_gelijk_bleef_zegt_hij_niets(een):
    rij = vergelijk(een, copy.deepcopy(een))
    assert rij["doelen"] == []
    assert kort(rij) == "Vergeleken met Monitor 2021–2022, stand 1 november 2023. Er is niets veranderd."


@given(monitors(), monitors())
def test_wat_hij_zegt_is_altijd_te_vertellen_en_te_bewaren(een, ander):
    voor = copy.deepcopy((een, ander))
    rij = vergelijk(een, ander)
    assert (een, ander) == voor
    assert json.loads(json.dumps(rij)) == rij
    hoofdstuk = maak_verschillen(rij, {"1.1": "doel-1-1"})
    for doel in hoofdstuk.doelen:
        assert doel.zinnen or all(regel.zinnen for regel in doel.indicatoren)
    assert bool(hoofdstuk.doelen) != ("niets veranderd" in hoofdstuk.zin)


@given(getallen, getallen)
def test_wat_er_met_een_kloof_gebeurde_volgt_uit_de_getallen(van, naar):
    a, b = lees(van), lees(naar)
    wat = wat_gebeurde(a, b)
    assert getal(a, 1) == van  # what is printed is read back
    assert (wat == OMGESLAGEN) == (a < 0 < b or b < 0 < a)
    assert (wat == "") == (a == b)
    if wat in (KLEINER, GROTER):
        assert (b < a) == (wat == KLEINER)


# ── In words ─────────────────────────────────────────────────────────────────


def _een(schema_1: dict, **kw) -> tuple[dict, dict]:
    """The snapshot and another in which the first indicator differs so."""
    oud, nieuw = als_nieuwste(schema_1), copy.deepcopy(als_nieuwste(schema_1))
    nieuw["doelen"][0]["indicatoren"][0] |= kw
    return oud, nieuw


def _zinnen(oud: dict, nieuw: dict) -> list[str]:
    (doel,) = maak_verschillen(vergelijk(oud, nieuw), {}).doelen
    return [*doel.zinnen, *(zin for regel in doel.indicatoren for zin in regel.zinnen)]


def _met_kloof(schema_1: dict, van: str, naar: str, **kw) -> list[str]:
    oud, nieuw = _een(schema_1)
    for inhoud, nu, jaar in ((oud, van, 2023), (nieuw, naar, 2025)):
        inhoud["doelen"][0]["indicatoren"][0]["kloof"][0] |= {"nu": nu, "jaar": jaar}
    nieuw["doelen"][0]["indicatoren"][0] |= kw
    return _zinnen(oud, nieuw)


@pytest.mark.parametrize(
    ("van", "naar", "zin"),
    [
        ("9,8", "9,1", "De kloof van Noord werd kleiner: van 9,8 in 2023 naar 9,1 in 2025."),
        ("9,8", "1.010,0", "De kloof van Noord werd groter: van 9,8 in 2023 naar 1.010,0 in 2025."),
        ("0,2", "−0,3", "Noord lag achter op de gemeente (0,2 in 2023) en ligt nu voor (0,3 in 2025)."),
        ("−0,2", "0,3", "Noord lag voor op de gemeente (0,2 in 2023) en ligt nu achter (0,3 in 2025)."),
        ("−0,2", "−0,3", "De voorsprong van Noord werd groter: van 0,2 in 2023 naar 0,3 in 2025."),
        ("−0,2", "0,0", "De voorsprong van Noord werd kleiner: van 0,2 in 2023 naar 0,0 in 2025."),
    ],
)
def test_een_kloof_en_een_voorsprong_heten_anders(schema_1, van, naar, zin):
    assert _met_kloof(schema_1, van, naar) == [zin]


def test_over_een_breuk_in_de_reeks_wordt_niets_vergeleken(schema_1):
    with pytest.raises(ValueError, match="unpack"):  # nothing is told of any doel
        _met_kloof(schema_1, "9,8", "2,1", breuken=[2024])
    assert _met_kloof(schema_1, "9,8", "2,1", breuken=[2023]) != []


def test_een_andere_maat_zegt_dat_en_vergelijkt_geen_getallen(schema_1):
    assert _met_kloof(schema_1, "9,8", "2,1", eenheid="per 1.000") == [
        "Dit wordt anders gemeten. Eerder: %, lager is beter. Nu: per 1.000, lager is beter."
    ]


def test_een_herzien_cijfer_een_nieuw_jaar_en_een_ander_oordeel(schema_1):
    oud, nieuw = _een(schema_1)
    indicator = nieuw["doelen"][0]["indicatoren"][0]
    indicator["jaren"] = [*indicator["jaren"], 2024]
    for reeks in indicator["reeksen"]:
        reeks["waarden"] = [*reeks["waarden"], {"waarde": "14,0", "waarom_niet": "", "voorlopig": False}]
    indicator["reeksen"][0]["waarden"][1] = {"waarde": "15,7", "waarom_niet": "", "voorlopig": False}
    indicator["kloof"][0] |= {"oordeel": "op_koers", "schema": "op schema"}
    nieuw["doelen"][0]["trend"] = "gelijk"
    assert _zinnen(oud, nieuw) == [
        "Het oordeel was kloof kleiner en is nu kloof gelijk.",
        "Er zijn nieuwe cijfers over 2024.",
        "Noord was achter op schema en is nu op schema.",
        "Het cijfer van Noord over 2023 is herzien: was 15,8, is nu 15,7.",
    ]
    assert kort(vergelijk(oud, nieuw)).endswith(
        "Bij 1 doel zijn er nieuwe cijfers, bij 1 doel is het oordeel anders en bij 1 doel zijn cijfers herzien."
    )


def test_een_indicator_en_een_doel_erbij_en_eraf(schema_1):
    oud, nieuw = _een(schema_1, code="nieuw", naam="Een andere")
    nieuw["doelen"].pop()
    zin = kort(vergelijk(oud, nieuw))
    assert zin.endswith("1 indicator is nieuw, 1 indicator staat er niet meer in en 1 doel staat er niet meer in.")
    terug = kort(vergelijk(nieuw, oud))
    assert terug.endswith("1 indicator is nieuw, 1 doel is nieuw en 1 indicator staat er niet meer in.")


# ── Older schemas ────────────────────────────────────────────────────────────


def test_een_monitor_van_schema_1_zegt_nog_hetzelfde(schema_1):
    assert boektekst(opmaak.als_html(schema_1)) == (GEGEVENS / "monitor-schema-1.txt").read_text()


def test_bijwerken_laat_het_origineel_met_rust_en_kent_de_oordelen(schema_1):
    voor = copy.deepcopy(schema_1)
    nieuw = als_nieuwste(schema_1)
    assert schema_1 == voor and als_nieuwste(nieuw) == nieuw
    assert nieuw["schema"] == NIEUWSTE and nieuw["verschillen"] is None
    kloven = [kloof for doel in nieuw["doelen"] for deel in doel["indicatoren"] for kloof in deel["kloof"]]
    assert {kloof["oordeel"] for kloof in kloven} <= {"op_koers", "achter", "te_vroeg", "geen_meting"}
    with pytest.raises(OnbekendSchema, match="schema 99"):
        als_nieuwste(schema_1 | {"schema": 99})


# ── Frozen with the newer one ────────────────────────────────────────────────


def _bewaar(inhoud: dict, jaren: tuple[int, int], **kw) -> Publicatie:
    door = factories.maak_gebruiker(functie="Programmamanager")
    return factories.maak_publicatie(**monitor_editie(DAG, jaren), inhoud=inhoud, aangevraagd_door=door, **kw)


@pytest.fixture
def gemeten(klein_programma, gebieden):
    indicator = factories.maak_indicator(doel=klein_programma.doelen.first(), naam="Sociale samenhang")
    for jaar, (wijk, gemeente) in {2022: (50, 60), 2023: (51, 60), 2025: (56, 60)}.items():
        for gebied, waarde in ((gebieden["noord"], wijk), (gebieden["gemeente"], gemeente)):
            factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=waarde)
    return indicator


@pytest.mark.django_db
def test_de_eerste_monitor_heeft_geen_hoofdstuk(gemeten):
    inhoud = leg_vast(monitor_editie(DAG, (2022, 2023)))
    assert inhoud["verschillen"] == {"vorige": None, "doelen": []}
    assert maak_boek(inhoud, "abc").verschillen is None and "Wat er veranderde" not in opmaak.als_html(inhoud)


@pytest.mark.django_db
def test_de_monitor_zegt_wat_er_veranderde_in_boek_lijst_en_op_de_pagina(gemeten, client):
    eerder = leg_vast(monitor_editie(DAG, (2022, 2023)))
    _bewaar(eerder, (2022, 2023), fase="gepubliceerd")
    inhoud = leg_vast(monitor_editie(DAG, (2024, 2025)))
    regels = boektekst(opmaak.als_html(inhoud)).splitlines()
    for zin in (
        "Er zijn nieuwe cijfers over 2025.",
        "De kloof van Noord werd kleiner: van 9,0 in 2023 naar 4,0 in 2025.",
    ):
        assert any(zin in regel for regel in regels), zin
    zin = kort(inhoud["verschillen"])
    assert "Vergeleken met Monitor 2022–2023" in zin and "bij 1 doel werd een kloof kleiner" in zin
    nu = _bewaar(inhoud, (2024, 2025), fase="gepubliceerd", wijzigingen=zin)
    pagina = client.get(nu.get_absolute_url()).content.decode()
    assert "Wat er veranderde" in pagina and "bij 1 doel werd een kloof kleiner" in pagina


@pytest.mark.django_db
def test_de_vorige_is_de_laatste_vastgestelde_over_eerdere_jaren(gemeten):
    inhoud = leg_vast(monitor_editie(DAG, (2022, 2023)))

    def vorige() -> str:
        return leg_vast(monitor_editie(DAG, (2024, 2025)))["verschillen"]["vorige"]["titel"]

    _bewaar(inhoud | {"titel": "Monitor 2022"}, (2022, 2023))
    _bewaar(inhoud | {"titel": "van nu"}, (2024, 2025), fase="vastgesteld")
    assert vorige() == "Monitor 2022"  # a concept, where nothing was vastgesteld
    for jaar in (2020, 2018):
        _bewaar(inhoud | {"titel": f"Monitor {jaar}"}, (jaar, jaar + 1), fase="vastgesteld")
    assert vorige() == "Monitor 2020"
