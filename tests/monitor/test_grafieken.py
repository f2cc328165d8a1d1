"""The drawings: readable without colour or sight, Dutch numbers, and labels that never overlap."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import zinnen
from monitor.grafieken import teken_verloop, teken_vonk
from monitor.grafieken.schaal import Schaal, ronde_stappen
from monitor.grafieken.verloop import achterstanden
from monitor.kloof import Schema, bereken
from monitor.models import Indicator, Meting, Streefwaarde
from monitor.reeksen import IndicatorStand, Vergelijking, maak_reeksen
from opgaven.models import Doel, Gebied, Opgave
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR, OPGAVE_KLEUR

SVG = "{http://www.w3.org/2000/svg}"
NOORD = Gebied(pk=1, naam="Leidschendam-Noord", slug="noord", soort="programma")
GEMEENTE = Gebied(pk=2, naam="De gemeente", slug="gemeente", soort="gemeente")
WIJKEN = [Gebied(pk=nr, naam=naam, slug=naam, soort="wijk") for nr, naam in ((3, "Prinsenhof"), (4, "De Heuvel"))]


def _stand(waarden: dict, *, streven=(), breuk=None, decimalen=1, naam="Sociale samenhang") -> IndicatorStand:
    """The stand of an indicator from {gebied: {jaar: waarde}}, without a database."""
    doel = Doel(pk=1, nummer="3.6", opgave=Opgave(pk=1, code="FVW", nummer=3))
    indicator = Indicator(
        pk=1, doel=doel, code="x", naam=naam, eenheid="schaal 0 tot 10", richting="hoger", decimalen=decimalen
    )
    metingen = [
        Meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=Decimal(str(waarde)), bron="x",
               reeksbreuk=jaar == breuk)
        for gebied, reeks in waarden.items() for jaar, waarde in reeks.items()
    ]  # fmt: skip
    reeksen = maak_reeksen(metingen, wijken=len(WIJKEN))
    gemeente = next((r for r in reeksen if r.gebied is GEMEENTE), None)
    gebieden = [
        Vergelijking(
            r,
            bereken("hoger", r.waarden, gemeente.waarden if gemeente else {}, nuljaar=breuk),
            Schema.TE_VROEG,
            None,
        )
        for r in reeksen
        if r.gebied is not GEMEENTE
    ]
    streefwaarden = [
        Streefwaarde(indicator=indicator, jaar=jaar, waarde=waarde, gemeentegemiddelde=waarde is None)
        for jaar, waarde in streven
    ]
    return IndicatorStand(indicator, gemeente, gebieden, streefwaarden=streefwaarden, doeljaar=2041)


VOORBEELD = {NOORD: {2022: "5.2", 2023: "5.3", 2024: "5.5"}, GEMEENTE: {2022: "6.3", 2023: "6.3", 2024: "6.3"}}
STREVEN = ((2031, Decimal("5.8")), (2041, None))


def _boom(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def _teksten(svg: str) -> list[str]:
    return [el.text for el in _boom(svg).iter(f"{SVG}text")]


# What every drawing keeps to ----------------------------------------------------------------------------


def _alle() -> list[str]:
    verloop = teken_verloop(_stand(VOORBEELD, streven=STREVEN), id_="a")
    vonk = teken_vonk({2022: Decimal(1)}, {2022: Decimal(2)}, id_="v", titel="T", omschrijving="O", kleur="#12587a")
    return [verloop.breed, verloop.smal, vonk]


@pytest.mark.parametrize("nr", range(3))
def test_titel_en_omschrijving_staan_vooraan_en_worden_genoemd(nr):
    boom = _boom(_alle()[nr])
    titel, omschrijving = list(boom)[:2]
    assert (titel.tag, omschrijving.tag) == (f"{SVG}title", f"{SVG}desc")
    assert boom.get("aria-labelledby") == f"{titel.get('id')} {omschrijving.get('id')}"
    assert boom.get("role") == "img" and titel.text and omschrijving.text


def test_alle_ids_zijn_verschillend():
    ids = [el.get("id") for svg in _alle() for el in _boom(svg).iter() if el.get("id")]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize("nr", range(3))
def test_de_csp_laat_alles_toe(nr):
    svg = _alle()[nr]
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href=", svg)


def test_tekst_uit_de_gegevens_wordt_onschadelijk_gemaakt():
    stand = _stand(VOORBEELD, naam='<script>alert("x")</script>')
    assert "<script" not in teken_verloop(stand, id_="a").breed


# The path -----------------------------------------------------------------------------------------------


def test_omschrijving_vertelt_het_verloop_met_nederlandse_getallen():
    omschrijving = list(_boom(teken_verloop(_stand(VOORBEELD, streven=STREVEN), id_="a").breed))[1].text
    assert omschrijving == (
        "Noord van 5,2 in 2022 naar 5,5 in 2024. Gemeente van 6,3 in 2022 naar 6,3 in 2024. "
        "De streefwaarde voor 2031 is 5,8. De streefwaarde voor 2041 is het gemiddelde van de gemeente. "
        "De as begint bij 5,0."
    )


@pytest.mark.parametrize("welke", ["breed", "smal"])
def test_namen_staan_bij_de_lijnen(welke):
    teksten = _teksten(getattr(teken_verloop(_stand(VOORBEELD, streven=STREVEN), id_="a"), welke))
    for label in ("Noord 5,5", "Gemeente 6,3", "kloof nu 0,8", "streef 2031: 5,8", "streef 2041: gemeente"):
        assert label in teksten
    assert {"2022", "2041"} <= set(teksten)


def test_lijnen_verschillen_ook_zonder_kleur():
    boom = _boom(teken_verloop(_stand(VOORBEELD, streven=STREVEN), id_="a").breed)
    strepen = [lijn.get("stroke-dasharray") for lijn in boom.iter(f"{SVG}polyline")]
    assert len(strepen) == len(set(strepen)) == 3
    assert len(list(boom.iter(f"{SVG}circle"))) == 3


def test_twee_wijken_krijgen_elk_een_eigen_streep_en_merk_en_geen_kloofvlak():
    reeksen = {wijk: {2022: 5, 2024: 5 + nr} for nr, wijk in enumerate(WIJKEN)} | {GEMEENTE: {2022: 7, 2024: 7}}
    svg = teken_verloop(_stand(reeksen), id_="a").breed
    assert len({lijn.get("stroke-dasharray") for lijn in _boom(svg).iter(f"{SVG}polyline")}) == 3
    assert "#fff3d6" not in svg


def test_de_lijn_loopt_niet_door_over_een_breuk():
    heel = teken_verloop(_stand({NOORD: {2021: 5, 2022: 5, 2023: 6, 2024: 6}}), id_="a").breed
    breuk = teken_verloop(_stand({NOORD: {2021: 5, 2022: 5, 2023: 6, 2024: 6}}, breuk=2023), id_="a").breed
    lijnen = [[el.get("stroke") for el in _boom(svg).iter(f"{SVG}polyline")] for svg in (heel, breuk)]
    assert [kleuren.count(OPGAVE_KLEUR["FVW"]) for kleuren in lijnen] == [1, 2]
    assert "anders gemeten vanaf 2023" in _teksten(breuk)


def test_het_vlak_van_de_kloof_houdt_op_waar_de_wijk_de_gemeente_inhaalt():
    achter, voor = (0.0, 100.0, 50.0, Decimal(50)), (10.0, 20.0, 70.0, Decimal(-50))
    assert achterstanden([achter, voor]) == [[(0.0, 100.0), (5.0, 60.0), (0.0, 50.0)]]
    assert achterstanden([voor, (20.0, 100.0, 50.0, Decimal(50))]) == [[(15.0, 60.0), (20.0, 100.0), (20.0, 50.0)]]
    assert achterstanden([voor, voor]) == []
    assert achterstanden([achter, (10.0, 90.0, 50.0, Decimal(40))]) == [
        [(0.0, 100.0), (10.0, 90.0), (10.0, 50.0), (0.0, 50.0)]
    ]


def test_voorsprong_heet_geen_kloof_en_gelijk_heeft_geen_label():
    voor = teken_verloop(_stand({NOORD: {2022: 5, 2024: 8}, GEMEENTE: {2022: 6, 2024: 6}}), id_="a")
    gelijk = teken_verloop(_stand({NOORD: {2022: 5, 2024: 6}, GEMEENTE: {2022: 6, 2024: 6}}), id_="a")
    assert "voorsprong nu 2,0" in _teksten(voor.breed) and "voorsprong nu 2,0" in _teksten(voor.smal)
    assert not [tekst for tekst in _teksten(gelijk.breed) if "nu" in tekst]


def test_onder_nul_staat_een_echt_minteken_en_een_lijn_bij_nul():
    svg = teken_verloop(_stand({NOORD: {2022: -4, 2024: 3}}), id_="a").breed
    assert "−6,0" in _teksten(svg) and not [tekst for tekst in _teksten(svg) if "-" in tekst]
    assert (
        len(
            [
                lijn
                for lijn in _boom(svg).iter(f"{SVG}line")
                if lijn.get("stroke") == GRAFIEK_KLEUR["as"] and lijn.get("y1") == lijn.get("y2")
            ]
        )
        == 2
    )


def test_een_oudere_laatste_waarde_zegt_haar_jaar():
    svg = teken_verloop(_stand({NOORD: {2022: 5, 2023: 6}, GEMEENTE: {2022: 7, 2024: 7}}), id_="a").breed
    assert "Noord 6,0 (2023)" in _teksten(svg) and "Gemeente 7,0" in _teksten(svg)


def test_zonder_waarde_is_er_geen_tekening():
    assert teken_verloop(_stand({}), id_="a") is None
    assert teken_vonk({}, {2022: None}, id_="a", titel="T", omschrijving="O", kleur="#000000") == ""


def test_een_enkele_meting_is_te_tekenen():
    assert teken_verloop(_stand({NOORD: {2024: 5}}), id_="a").breed


def test_as_vanaf_nul_hoeft_niet_gezegd():
    assert teken_verloop(_stand({NOORD: {2022: 10, 2024: 40}}, decimalen=0), id_="a").as_begin == ""


def test_vonk_laat_zien_welke_kant_het_opging():
    svg = teken_vonk(
        {2022: Decimal("5.2"), 2024: Decimal("5.5")}, {2022: Decimal("6.3"), 2024: Decimal("6.3")},
        id_="a", titel="T", omschrijving="O", kleur="#37479f",
    )  # fmt: skip
    start, _gemeente, noord = (lijn.get("points").split() for lijn in _boom(svg).iter(f"{SVG}polyline"))
    begin, eind = (float(punt.split(",")[1]) for punt in noord)
    assert begin - eind > 5, "van 5,2 naar 5,5 is te zien"
    assert all(float(punt.split(",")[1]) == begin for punt in start)


# Scale --------------------------------------------------------------------------------------------------

GETALLEN = st.decimals(min_value=-1000, max_value=1000, places=1)


@given(st.lists(GETALLEN, min_size=1, max_size=6))
@settings(deadline=None)
def test_de_as_heeft_ronde_stappen_en_alle_waarden_liggen_erbinnen(waarden):
    stappen = ronde_stappen(waarden)
    assert stappen[0] <= min(waarden) and max(waarden) <= stappen[-1]
    assert len({round(b - a, 6) for a, b in pairwise(stappen)}) == 1
    assert 2 <= len(stappen) <= 8


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [("5.27", 1, "5,3"), ("62.5", 0, "63"), ("-0.04", 1, "0,0"), ("-3", 0, "−3"), ("1234567.5", 0, "1.234.568")],
)
def test_een_getal_wordt_afgerond_en_niet_afgekapt(waarde, decimalen, tekst):
    assert zinnen.getal(Decimal(waarde), decimalen) == tekst


def test_schaal_zonder_bereik_zet_alles_in_het_midden():
    assert Schaal(5, 5, 0, 100)(5) == 50
