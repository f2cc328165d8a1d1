"""The chapters behind the opgaven, and what stands before the doelen: in which words, and whether it adds up."""

import copy
import random
from decimal import Decimal

import pytest

from acties.models import Actie
from monitor import opmaak
from monitor.geld import BEDRAGEN, Bedragen
from monitor.projectenboek.achterin import GELDKOLOMMEN, Geld, Geldregel
from monitor.projectenboek.boek import maak_boek
from monitor.projectenboek.kort import MATEN, maak_kort
from opgaven.models import Bemensing
from sterkvoornoord.getallen import toon_euro
from sterkvoornoord.huisstijl import OnbekendeCode
from tests import factories
from tests.monitor.boektekst import boektekst
from tests.monitor.conftest import vries

pytestmark = pytest.mark.django_db

STAND = {
    "opgave": "FVW",
    "ronde": "Vierde kwartaal 2026",
    "peildatum": "2026-11-01",
    "aspecten": [
        {"naam": "Totaalbeeld", "oordeel": "aandachtspunt", "woord": "Aandachtspunt", "toelichting": "Te laat."},
        {"naam": "Budget", "oordeel": "", "woord": "", "toelichting": ""},
    ],
    "risicos": [
        {
            "omschrijving": "Geen plek",
            "kans": "Groot",
            "gevolg": "Middel",
            "profiel": "hoog",
            "profiel_woord": "Hoog",
            "maatregel": "Zoeken",
        }
    ],
    "voorbeeld": False,
    "teksten": [{"kop": "Risicoprofiel", "tekst": "Weinig mensen."}, {"kop": "Afwijking", "tekst": ""}],
    "wijzigingen": ["De Tuinkamer is open"],
}


def _regels(inhoud):
    return boektekst(opmaak.als_html(inhoud)).splitlines()


@pytest.fixture
def code_van_opgave(inhoud):
    """The opgave of the tests has a code of its own; the stand is about that one."""
    return inhoud["opgaven"][0]["code"]


def test_zonder_stand_staat_er_dat_niets_is_gemeld(inhoud):
    (opgave,) = maak_boek(inhoud, "abc").opgaven
    assert opgave.stand is None
    regels = _regels(inhoud)
    assert "Voor deze opgave is nog geen stand gemeld." in regels
    assert "Voor geen enkele opgave is al een stand gemeld." in regels


def test_stand_per_opgave_en_naast_elkaar(inhoud, code_van_opgave):
    boek = maak_boek(inhoud | {"standen": [STAND | {"opgave": code_van_opgave}]}, "abc")
    (opgave,) = boek.opgaven
    assert [(a.naam, a.css, a.woord) for a in opgave.stand.aspecten] == [
        ("Totaalbeeld", "let", "Aandachtspunt"),
        ("Budget", "", ""),
    ]
    assert opgave.stand.teksten == [("Risicoprofiel", "Weinig mensen.")]
    assert [(naam, [a.woord for a in rij]) for naam, rij in boek.aspectrijen] == [
        ("Totaalbeeld", ["Aandachtspunt"]),
        ("Budget", [""]),
    ]


@pytest.mark.parametrize("voorbeeld", [True, False])
def test_risicos_staan_in_het_boek_en_de_hoge_in_de_korte_uitgave(inhoud, code_van_opgave, voorbeeld):
    inhoud = inhoud | {"standen": [STAND | {"opgave": code_van_opgave, "voorbeeld": voorbeeld}]}
    html = opmaak.als_html(inhoud)
    assert '<th scope="row">Geen plek</th><td>Groot</td><td>Middel</td>' in html
    assert '<td class="risico-hoog">Hoog</td><td>Zoeken</td>' in html
    assert ("voorbeeldcijfers" in html) is voorbeeld
    (opgave,) = maak_kort(maak_boek(inhoud, "abc"), MATEN[0]).opgaven
    assert opgave.teksten[0] == ("Hoge risico’s", "Geen plek.")


def test_oordeel_dat_er_niet_is_wordt_nooit_groen(inhoud, code_van_opgave):
    inhoud = inhoud | {"standen": [STAND | {"opgave": code_van_opgave}]}
    html = opmaak.als_html(inhoud)
    rij = html[html.index(">Budget</th>") :]
    assert rij[: rij.index("</tr>")].count("nog geen stand gemeld") == 1
    assert "ko-" not in rij[: rij.index("</tr>")]


def test_oordeel_zonder_beeld_komt_niet_in_druk(inhoud, code_van_opgave):
    stand = copy.deepcopy(STAND) | {"opgave": code_van_opgave}
    stand["aspecten"][0]["oordeel"] = "verzonnen"
    with pytest.raises(OnbekendeCode):
        maak_boek(inhoud | {"standen": [stand]}, "abc")


def test_wie_leidt_als_functie_en_organisatie(klein_programma):
    woej, vidomes = factories.maak_partner(naam="Woej"), factories.maak_partner(naam="Vidomes wonen")
    for partner in (woej, vidomes):
        factories.maak_bemensing(
            opgave=klein_programma, partner=partner, rol=Bemensing.Rol.TREKKER, functie="bestuurder"
        )
    factories.maak_bemensing(
        partner=woej, rol=Bemensing.Rol.OVERIG, rol_omschrijving="participatieconsulent", aantal=2
    )
    boek = maak_boek(vries(), "abc")
    assert ("Trekker", "bestuurder, Woej; bestuurder, Vidomes wonen") in boek.opgaven[0].leiding
    assert boek.leiding == [("Participatieconsulent", "Woej (2 mensen)")]


def test_partner_is_penvoerder_of_doet_mee(inhoud):
    boek = maak_boek(inhoud, "abc")
    assert [
        (p.naam, [k.titel for k in p.penvoerder], [k.titel for k in p.doet_mee], len(p.kaarten)) for p in boek.partners
    ] == [
        ("Bibliotheek", [], ["Tuinkamer van Noord"], 1),
        ("Fonds", [], ["Tuinkamer van Noord"], 1),
        ("Vidomes", ["Tuinkamer van Noord"], [], 1),
    ]
    assert [(rij.naam, rij.met, rij.zonder) for rij in boek.eigendom] == [
        ("Fijn en veilig wonen", 1, 2),
        ("Totaal", 1, 2),
    ]
    assert boek.eigendomzin == "3 partners doen mee. 1 actie heeft een penvoerder, 2 nog niet."


def test_partner_met_twee_rollen_staat_een_keer_bij_een_actie(klein_programma, organisatie):
    factories.maak_betrokkenheid(actie=Actie.objects.get(titel="Tuinkamer van Noord"), partner=organisatie)
    vidomes = next(p for p in maak_boek(vries(), "abc").partners if p.naam == "Vidomes")
    assert (len(vidomes.penvoerder), vidomes.doet_mee) == (1, [])


def test_afgesproken_naast_behaald(inhoud):
    boek = maak_boek(inhoud, "abc")
    ((_, rijen),) = boek.afgesproken
    assert [(kaart.titel, p.wat, p.doel, p.behaald) for kaart, p in rijen] == [
        ("Tuinkamer van Noord", "Bezoekers", "60 per week", "48 per week")
    ]
    assert boek.prestatiezin == (
        "Bij 1 van de 3 acties staat wat het opleverde: 2 prestaties. Bij 1 was vooraf een getal afgesproken."
    )


def test_verhaal_met_zijn_actie(klein_programma):
    actie = Actie.objects.get(titel="Flatcoach")
    factories.maak_verhaal(titel="Weer uitslapen", acties=[actie], doel=actie.doel, toestemming=True)
    inhoud = vries()
    regels = _regels(inhoud)
    assert ("verhalen", "Verhalen uit Noord") in maak_boek(inhoud, "abc").achterin
    wie = f"Verteld door een bewoner. Hoort bij doel {actie.doel.nummer}. Actie: {actie.nummer} Flatcoach ."
    assert regels[regels.index("Weer uitslapen") + 2] == wie


def test_zonder_verhalen_geen_hoofdstuk(inhoud):
    assert "Verhalen uit Noord" not in _regels(inhoud)


# Money ------------------------------------------------------------------------------------------------------


def _willekeurig(dobbel: random.Random) -> Bedragen:
    """The sums of one made-up row of money, in which anything may be unknown."""
    begroot, toegezegd, besteed = (
        None if dobbel.random() < 0.3 else dobbel.choice([0, 1, 99, dobbel.randrange(10**9)]) for _ in BEDRAGEN
    )
    weet = begroot is not None and toegezegd is not None
    return Bedragen(
        begroot,
        toegezegd,
        besteed,
        som_ongedekt=max(begroot - toegezegd, 0) if weet else 0,
        som_te_veel=max(toegezegd - begroot, 0) if weet else 0,
        som_onzeker=begroot or 0 if toegezegd is None else 0,
        som_zonder_begroting=toegezegd or 0 if begroot is None else 0,
        rijen=1,
        vergeleken=weet,
        regels=any(bedrag is not None for bedrag in (begroot, toegezegd, besteed)),
    )


@pytest.mark.parametrize("zaad", range(25))
def test_geld_telt_op_wat_er_ook_staat(zaad):
    dobbel = random.Random(zaad)
    per_opgave = [
        sum((_willekeurig(dobbel) for _ in range(dobbel.randrange(0, 6))), Bedragen())
        for _ in range(dobbel.randint(1, 4))
    ]
    geld = Geld([Geldregel(f"Opgave {nr}", "jo", bedragen, 0) for nr, bedragen in enumerate(per_opgave)])
    totaal = geld.totaal.bedragen
    for naam in GELDKOLOMMEN:
        bekend = [bedrag for bedragen in per_opgave if (bedrag := getattr(bedragen, naam)) is not None]
        assert getattr(totaal, naam) == (sum(bekend, Decimal(0)) if bekend else None)
    # What is budgeted is promised, or missing, or unknown; what was promised on top is set off against nothing.
    assert (totaal.som_begroot or 0) == (
        (totaal.som_toegezegd or 0)
        - totaal.som_zonder_begroting
        + totaal.som_ongedekt
        - totaal.som_te_veel
        + totaal.som_onzeker
    )


def test_gedrukte_regels_tellen_op_tot_het_gedrukte_totaal(klein_programma):
    for begroot, toegezegd in (("100.10", "60.05"), (None, "12.50"), ("0.01", None)):
        factories.maak_geldstroom(opgave=klein_programma, begroot=begroot, toegezegd=toegezegd)
    geld = maak_boek(vries(), "abc").geld
    assert geld.totaal.vakken == geld.regels[0].vakken == ["€\xa0100,11", "€\xa072,55", "niet bekend", "€\xa040,05"]
    assert geld.zin == f"Voor {toon_euro(Decimal('40.05'))} is nog geen geld."
    assert len(geld.noten) == 2


def test_zonder_bedragen_geen_tabel_met_nullen(inhoud):
    regels = _regels(inhoud)
    assert "Er zijn nog geen bedragen bekend." in regels
    assert "Geld per opgave" not in regels


def test_voorbeeldgeld_staat_als_voorbeeld_in_het_boek(klein_programma):
    factories.maak_geldstroom(opgave=klein_programma, begroot=100, voorbeeld=True)
    boek = maak_boek(vries(), "abc")
    assert boek.geld.voorbeeld and boek.voorbeeld
    assert "Geld per opgave, voorbeeldcijfers" in _regels(vries())
