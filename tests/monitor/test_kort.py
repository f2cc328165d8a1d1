"""The short edition: what it says, what it leaves out and says so, and that it fits whatever is in it."""

import copy
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from monitor import opmaak, pdf
from monitor.projectenboek.boek import maak_boek
from monitor.projectenboek.kort import BLADZIJDEN, MATEN, Maat, kap, maak_kort
from tests.monitor.test_achterin import STAND

pytestmark = pytest.mark.django_db

RUIM, KRAP = MATEN[0], Maat(acties=1, doelen=1, vast=0, levert=1, titel=12, tekst=20)
VIJANDIG = [
    "<script>alert('x')</script> & <b>vet</b> {{ niet }} {% echt %}",
    "مرحبا بكم في الحي " * 40,
    "🏘️👩‍👩‍👧 buurt 🎉" * 20,
    "Donaudampfschifffahrtsgesellschaft" * 60,
    "Heel veel woorden over deze actie. " * 150,
    "",
]


def _kort(inhoud, maat=RUIM):
    (opgave,) = maak_kort(maak_boek(inhoud, "abc"), maat).opgaven
    return opgave


def test_wat_gebeurt_er_wat_levert_het_op_wat_loopt_vast(inhoud):
    opgave = _kort(inhoud)
    assert [(rij.titel, rij.waarom) for rij in opgave.hapert] == [
        (
            "Tuinkamer van Noord",
            [("Bijsturen", "Er is geen vaste plek."), ("Wat wij doen", "Wij zoeken een zaal.")],
        )
    ]
    assert opgave.punten == ["2 acties hebben nog geen penvoerder.", "2 doelen hebben nog geen acties."]
    assert [(rij.wat, rij.doel, rij.behaald) for rij in opgave.levert] == [
        ("Bezoekers", "60 per week", "48 per week"),
        ("Leesclub: deelnemers", "", "ongeveer 1.250,5"),
    ]
    assert [(titel, doel) for _, titel, doel in opgave.acties] == [
        ("Tuinkamer van Noord", "3.1"),
        ("Flatcoach", "3.1"),
        ("Vrije tijd", "–"),
    ]


def test_lijst_zegt_hoeveel_zij_weglaat_en_houdt_het_dringendste(inhoud):
    opgave = _kort(inhoud, KRAP)
    assert [kaart.titel for kaart, _, _ in opgave.acties] == ["Tuinkamer van Noord"]
    assert (opgave.acties_rest, opgave.hapert_rest, opgave.levert_rest, opgave.doelen_rest) == (2, 1, 1, 2)
    ruim = _kort(inhoud)
    assert (ruim.acties_rest, ruim.hapert_rest, ruim.levert_rest, ruim.doelen_rest) == (0, 0, 0, 0)


def test_tegengesproken_cijfer_is_geen_resultaat(inhoud):
    for rij in inhoud["acties"][0]["prestaties"]:
        rij["tegenspraak"] = True
    assert _kort(inhoud).levert == []


@pytest.mark.parametrize(
    ("tekst", "lengte", "kort"),
    [
        ("Kort genoeg.", 20, "Kort genoeg."),
        ("Precies", 7, "Precies"),
        ("Een zin die te lang is.", 14, "Een zin die…"),
        ("Een zin, en dan nog meer", 10, "Een zin…"),
        ("Donaudampfschiff", 8, "Donauda…"),
        ("A Donaudampfschifffahrt", 10, "A Donauda…"),
        ("twee\nregels", 20, "twee regels"),
    ],
)
def test_kappen_gebeurt_bij_een_woord(tekst, lengte, kort):
    assert kap(tekst, lengte) == kort
    assert len(kort) <= lengte


def _bladzijden(uitgave):
    begin = [bladzijde for _, bladzijde in uitgave.heel.hoofdstukken]
    return [tot - van for van, tot in pairwise(begin)]


@pytest.fixture
def vijandig(inhoud) -> dict:
    """Every text as long and as strange as it gets, and 300 acties."""
    inhoud = copy.deepcopy(inhoud)
    opgave = inhoud["opgaven"][0]
    opgave["ambitie"] = VIJANDIG[4]
    for nr, doel in enumerate(opgave["doelen"]):
        doel["titel"] = VIJANDIG[nr]
    eerste = inhoud["acties"][0]
    acties = []
    for nr in range(300):
        tekst = VIJANDIG[nr % len(VIJANDIG)]
        actie = copy.deepcopy(eerste) | {"nummer": f"3.{nr + 100}", "titel": tekst[:400], "resultaat": tekst}
        actie["stand"] |= {"oorzaak": tekst or "-", "maatregel": tekst}
        for prestatie in actie["prestaties"]:
            prestatie |= {"omschrijving": tekst[:200], "eenheid": tekst[:60]}
        acties.append(actie)
    inhoud["acties"] = acties
    stand = copy.deepcopy(STAND) | {"opgave": opgave["code"], "wijzigingen": VIJANDIG}
    stand["teksten"] = [{"kop": "Risicoprofiel", "tekst": tekst} for tekst in VIJANDIG[:4]]
    inhoud["standen"] = [stand]
    return inhoud


def test_wat_er_ook_staat_een_opgave_heeft_twee_bladzijden(vijandig, tmp_path):
    uitgave = opmaak.schrijf_kort(vijandig, tmp_path / "kort.pdf")
    assert _bladzijden(uitgave) == [BLADZIJDEN]
    assert uitgave.heel.hoofdstukken[0] == ("Fijn en veilig wonen", 2)  # what comes first takes one page
    (opgave,) = uitgave.kort.opgaven
    assert len(opgave.acties) + opgave.acties_rest == 300


def test_erratum_zegt_het_ook_op_de_korte_uitgave(inhoud):
    kort = maak_kort(
        maak_boek(inhoud | {"erratum": {"nummer": 1, "bij": "Het boek", "reden": "Een fout."}}, "abc"), RUIM
    )
    html = render_to_string("monitor/pdf/kort.html", {"kort": kort})
    assert "Dit erratum vervangt Het boek. Reden: Een fout." in html


def test_opgave_zonder_acties_en_zonder_stand(inhoud, tmp_path):
    inhoud["acties"] = inhoud["acties"][:0] or []
    inhoud["verhalen"], inhoud["partners"] = [], []
    uitgave = opmaak.schrijf_kort(inhoud, tmp_path / "kort.pdf")
    assert _bladzijden(uitgave) == [BLADZIJDEN]
    assert uitgave.kort.opgaven[0].punten == ["3 doelen hebben nog geen acties."]


def test_wat_niet_past_stopt_met_een_zin(vijandig, monkeypatch, tmp_path):
    monkeypatch.setattr(opmaak, "MATEN", [Maat(acties=300, doelen=3, vast=9, levert=9, titel=400, tekst=4000)])
    with pytest.raises(pdf.ZetFout, match="De opgave Fijn en veilig wonen past niet op 2 bladzijden"):
        opmaak.schrijf_kort(vijandig, tmp_path / "kort.pdf")
