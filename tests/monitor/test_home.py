"""The home page: true counts, real results, an honest date, and nothing that is not openbaar."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Actie, Status, Zichtbaarheid
from monitor.uitgelicht import standen, uit_de_wijk, uitgelicht
from opgaven.models import Programma
from tests.factories import (
    maak_actie,
    maak_activiteit,
    maak_betrokkenheid,
    maak_doel,
    maak_gebied,
    maak_opgave,
    maak_orgaan,
    maak_partner,
    maak_prestatie,
    maak_vergadering,
    maak_verhaal,
)

pytestmark = pytest.mark.django_db
MEEST_QUERIES = 10


def pagina(client) -> str:
    antwoord = client.get("/")
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def _maak_programma(**kw) -> Programma:
    kw = {"startjaar": 2021, "eindjaar": 2041, "gebied": "Leidschendam-Noord", "aantal_partners": 34} | kw
    return Programma.objects.create(
        naam="Sterk voor Noord", slug="sterk-voor-noord", ambitie="Geen achterstand.", **kw
    )


def test_iedereen_ziet_hetzelfde(opgave, programmateam, als_client):
    maak_actie(opgave=opgave, titel="Openbaar", resultaat="Dit mag iedereen lezen.")
    maak_actie(opgave=opgave, titel="Geheim plan", resultaat="Nog geheim.", zichtbaarheid=Zichtbaarheid.CONCEPT)
    maak_actie(opgave=opgave, titel="Voor collega's", resultaat="Intern.", zichtbaarheid=Zichtbaarheid.INTERN)
    for gebruiker in (None, programmateam):
        html = pagina(als_client(gebruiker))
        assert "Zo staat de 1 actie ervoor" in html and "Dit mag iedereen lezen." in html
        assert "Geheim plan" not in html and "Voor collega" not in html


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lezen_is_het_enige_dat_kan(methode, als_client):
    assert getattr(als_client(), methode)("/").status_code == 405


def test_een_leeg_portaal_zegt_dat_het_leeg_is(als_client):
    html = pagina(als_client())
    assert "Er staan nog geen opgaven in het portaal." in html
    assert "Er staan nog geen acties in het portaal." in html
    assert "Uit de wijk" not in html and "None" not in html


def test_getallen_komen_uit_het_programma(als_client):
    _maak_programma(eindjaar=2051, aantal_partners=12)
    html = pagina(als_client())
    assert "In 2051 doen kinderen, ouders en ouderen in Leidschendam-Noord" in html
    assert "Daar werken 12 partners" in html


def test_zonder_aantal_partners_staat_er_geen_getal(als_client):
    _maak_programma(aantal_partners=None)
    html = pagina(als_client())
    assert "Daar werken partners en bewoners samen aan." in html and "None" not in html


def test_opgavekaart_telt_doelen_en_acties(opgave, als_client):
    for _ in range(2):
        maak_doel(opgave=opgave)
    maak_actie(opgave=opgave, titel="Een voorbeeld")
    html = pagina(als_client())
    assert "2 doelen, 1 actie" in html
    assert "Een voorbeeld" in html


def test_zonder_melding_is_het_de_stand_van_de_evaluatie(opgave, als_client):
    maak_actie(opgave=opgave)
    html = pagina(als_client())
    assert "Stand volgens de evaluatie, najaar 2024" in html
    assert "In het portaal is nog geen voortgang gemeld." in html


def test_na_een_melding_staat_er_de_datum_van_de_nieuwste(opgave, als_client):
    for dag in (None, date(2025, 3, 1), date(2025, 5, 6)):
        maak_actie(opgave=opgave, stand_op=dag)
    html = pagina(als_client())
    assert "6 mei 2025" in html and "1 maart 2025" not in html
    assert "Van 2 acties is voortgang gemeld." in html
    assert "De stand van de andere acties komt uit de evaluatie" in html


def test_als_alles_is_gemeld_telt_de_evaluatie_niet_meer(opgave, als_client):
    maak_actie(opgave=opgave, stand_op=date(2025, 3, 1))
    assert "evaluatie, najaar 2024" not in pagina(als_client())


def test_standen_tellen_per_status_en_per_opgave(opgave, andere_opgave):
    for status in (Status.AFGEROND, Status.AFGEROND, Status.IN_UITVOERING):
        maak_actie(opgave=opgave, status=status)
    maak_actie(opgave=andere_opgave, status=Status.AFGEROND)
    stand, per_opgave = standen()
    assert stand.per_status == {Status.AFGEROND: 3, Status.IN_UITVOERING: 1}
    assert per_opgave == {opgave.pk: 3, andere_opgave.pk: 1}
    assert (stand.totaal, stand.gemeld, stand.laatste) == (4, 0, None)


# Uit de wijk ------------------------------------------------------------------------------------------


def test_resultaat_dat_het_laatst_is_gemeld_gaat_voor(opgave):
    gemeten = maak_actie(opgave=opgave, resultaat="Vaak gemeten.")
    maak_prestatie(actie=gemeten)
    maak_actie(opgave=opgave, resultaat="Niet gemeten.")
    maak_actie(opgave=opgave, resultaat="")
    assert uitgelicht()[0] == {opgave.pk: gemeten}
    gemeld = maak_actie(opgave=opgave, resultaat="Net gemeld.", stand_op=date(2025, 1, 1))
    assert uitgelicht()[0] == {opgave.pk: gemeld}


def test_een_actie_zonder_resultaat_staat_niet_bij_uit_de_wijk(opgave, als_client):
    maak_actie(opgave=opgave, resultaat="")
    assert "Uit de wijk" not in pagina(als_client())


def test_voorbeeld_is_een_andere_actie_dan_het_resultaat(opgave, als_client):
    veel = maak_actie(opgave=opgave, titel="Met veel partners", resultaat="Het lukt.")
    for _ in range(2):
        maak_betrokkenheid(actie=veel, partner=maak_partner())
    maak_actie(opgave=opgave, titel="Zonder partners")
    maak_actie(opgave=opgave, titel="Al klaar", status=Status.AFGEROND)
    html = pagina(als_client())
    kaart, wijk = html[html.index('id="opgaven"') : html.index('id="wijk"')], html[html.index('id="wijk"') :]
    assert "Zonder partners" in kaart and "Met veel partners" not in kaart
    assert "Met veel partners" in wijk


def test_verhaal_met_toestemming_gaat_voor_een_resultaat(opgave, andere_opgave, als_client):
    for een in (opgave, andere_opgave):
        maak_actie(opgave=een, titel=f"Resultaat van {een.code}", resultaat="Het lukt.")
    maak_verhaal(titel="Weer uitslapen", doel=maak_doel(opgave=opgave), toestemming=True)
    maak_verhaal(titel="Nog geheim", doel=maak_doel(opgave=opgave))
    kaarten, verhalen = uit_de_wijk(uitgelicht()[0])
    assert [kaart.titel for kaart in kaarten] == ["Weer uitslapen", "Resultaat van JO", "Resultaat van FVW"]
    assert verhalen
    html = pagina(als_client())
    assert "Alle verhalen" in html and "Nog geheim" not in html


def test_nooit_meer_dan_drie_kaarten(opgave):
    doel = maak_doel(opgave=opgave)
    for _ in range(5):
        maak_verhaal(doel=doel, toestemming=True)
    maak_actie(opgave=opgave, resultaat="Het lukt.")
    assert len(uit_de_wijk(uitgelicht()[0])[0]) == 3


def test_tekst_wordt_onschadelijk(opgave, als_client):
    gevaar = "<script>alert(1)</script>"
    maak_actie(opgave=opgave, titel=gevaar, resultaat=gevaar)
    html = pagina(als_client())
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html


# Links and speed ---------------------------------------------------------------------------------------


def test_elke_link_op_de_pagina_bestaat(opgave, als_client):
    _maak_programma()
    maak_actie(opgave=opgave, resultaat="Het lukt.")
    client = als_client()
    html = pagina(client)
    inhoud = html[html.index("<main") : html.index("</main>")]
    links = set(re.findall(r'href="([^"]+)"', inhoud))
    assert "#idee" in links and "#stand" in links
    for link in links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in inhoud
        elif not link.startswith("mailto:"):
            assert client.get(link).status_code not in (404, 500), link


@pytest.mark.parametrize("rol", ["bewoner", "trekker", "programmateam"])
def test_aantal_queries_hangt_niet_af_van_het_aantal_acties(rol, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    _maak_programma()
    tellingen = []
    for _ in range(2):
        for nummer in (1, 2, 3):
            actie = maak_actie(opgave=maak_opgave(nummer=nummer), resultaat="Het lukt.")
            maak_verhaal(doel=maak_doel(opgave=actie.plan.opgave), toestemming=True)
            maak_activiteit(gebieden=[maak_gebied()])
            maak_vergadering(orgaan=maak_orgaan(openbaar=True), datum=timezone.localdate())
        with CaptureQueriesContext(connection) as queries:
            pagina(client)
        tellingen.append(len(queries))
    assert tellingen[0] == tellingen[1] <= MEEST_QUERIES


def test_een_opgave_zonder_acties_blijft_zichtbaar(opgave, als_client):
    assert Actie.objects.count() == 0
    assert "0 doelen, 0 acties" in pagina(als_client())


def test_de_agenda_noemt_drie_keer_wat_doorgaat_en_nooit_een_besloten_overleg(als_client):
    assert "Nog niets in de agenda." in pagina(als_client())
    vandaag = timezone.localdate()

    def over(dagen: int) -> date:
        return vandaag + timedelta(days=dagen)

    open_ = maak_orgaan(naam="Netwerkbijeenkomst", openbaar=True)
    maak_activiteit(titel="Al begonnen", dag=over(-2), laatste_dag=over(2))
    maak_activiteit(titel="Gaat niet door", dag=over(1), afgelast=True)
    maak_vergadering(orgaan=open_, datum=over(2))
    maak_vergadering(orgaan=open_, datum=over(1), titel="Nog een concept", status="concept")
    maak_vergadering(orgaan=open_, datum=over(1), titel="Geannuleerd overleg", status="geannuleerd")
    maak_vergadering(orgaan=maak_orgaan(naam="Dicht overleg"), datum=over(1))
    for dag, titel in ((3, "Soep"), (4, "De vierde"), (-1, "Geweest")):
        maak_activiteit(titel=titel, dag=over(dag))
    html = pagina(als_client())
    rest = [html.index(titel) for titel in ("Al begonnen", "Netwerkbijeenkomst", "Soep")]
    assert rest == sorted(rest)
    weg = ("Gaat niet door", "Nog een concept", "Geannuleerd overleg", "Dicht overleg", "De vierde", "Geweest")
    assert not [titel for titel in weg if titel in html]
