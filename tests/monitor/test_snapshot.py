"""The frozen data of a book: everything it needs, nothing private, and in a fixed number of queries."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Actie, Bestemming, Betrokkenheid, Zichtbaarheid
from monitor.bevriezen import GeenProgramma, als_json, controlegetal
from monitor.models import Publicatie
from opgaven.models import Bemensing
from tests import factories
from tests.monitor.conftest import vries
from tests.monitor.test_rondom import ALLES

pytestmark = pytest.mark.django_db


def _actie(inhoud, titel):
    return next(rij for rij in inhoud["acties"] if rij["titel"] == titel)


@pytest.mark.parametrize("zichtbaarheid", [Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN])
def test_wat_niet_openbaar_is_staat_er_nergens_in(klein_programma, zichtbaarheid, trekker, projectleider):
    actie = factories.maak_actie(opgave=klein_programma, titel="Nog geheim plan", zichtbaarheid=zichtbaarheid)
    factories.maak_betrokkenheid(actie=actie, partner=factories.maak_partner(naam="Geheime partner"))
    factories.maak_prestatie(actie=actie, omschrijving="Geheim getal")
    factories.maak_onderdeel(actie=actie, titel="Geheim onderdeel")
    factories.maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=date(2026, 1, 1), toelichting="Geheim")
    actie.bestemmingen.add(Bestemming.objects.create(code="geheim", naam="Geheime bestemming"))
    assert "eheim" not in als_json(vries()).decode()


def test_geen_aantekening_en_geen_account_in_de_inhoud(klein_programma, projectleider, trekker):
    for model in (Actie, Betrokkenheid):
        assert model.objects.exists()
    Actie.objects.update(aantekening="ALLEEN VOOR BEHEER", zonder_penvoerder_reden="ALLEEN VOOR BEHEER")
    klein_programma.doelen.update(aantekening="ALLEEN VOOR BEHEER")
    Betrokkenheid.objects.update(contactpersoon=trekker, uren_per_jaar=416)
    tekst = als_json(vries()).decode()
    assert "ALLEEN VOOR BEHEER" not in tekst
    assert "@" not in tekst
    assert "416" not in tekst
    assert projectleider.functie not in tekst


def test_aantal_queries_blijft_gelijk_hoe_groot_het_programma_ook_is(klein_programma, projectleider):
    _vul(klein_programma, projectleider, 1)
    with CaptureQueriesContext(connection) as klein:
        vries()
    _vul(klein_programma, projectleider, 30)
    with CaptureQueriesContext(connection) as groot:
        assert len(vries()["acties"]) == 34
    assert len(groot) == len(klein) <= 25


def _vul(opgave, projectleider, aantal):
    """More of everything that a snapshot holds."""
    gebied, nu = factories.maak_gebied(), timezone.localdate()
    ronde = factories.maak_ronde(peildatum=nu - timedelta(days=aantal), vanaf=date(2020, 1, 1), status="gesloten")
    factories.maak_opgavestand(ronde=ronde, opgave=opgave, **ALLES)
    for _ in range(aantal):
        partner = factories.maak_partner()
        actie = factories.maak_actie(opgave=opgave, penvoerder=partner)
        factories.maak_prestatie(actie=actie)
        factories.maak_onderdeel(actie=actie)
        factories.maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=date(2026, 1, 1))
        factories.maak_geldstroom(actie=actie, begroot=100, ontvangers=[partner])
        factories.maak_verhaal(acties=[actie], toestemming=True)
        factories.maak_bemensing(opgave=opgave, partner=partner, rol=Bemensing.Rol.TREKKER)
        indicator = factories.maak_indicator(doel=factories.maak_doel(opgave=opgave))
        factories.maak_meting(indicator=indicator, gebied=gebied, waarde=40)


def test_nieuwste_geldige_stand_telt(klein_programma, projectleider):
    actie = Actie.objects.get(titel="Flatcoach")
    for dag, tekst, weg in ((1, "oud", False), (20, "nieuw", False), (25, "teruggenomen", True)):
        factories.maak_voortgang(
            actie=actie,
            gemeld_door=projectleider,
            peildatum=date(2026, 5, dag),
            toelichting=tekst,
            ingetrokken_op=timezone.now() if weg else None,
        )
    assert _actie(vries(), "Flatcoach")["stand"]["toelichting"] == "nieuw"
    assert _actie(vries(), "Vrije tijd")["stand"] is None


def test_partner_die_weg_is_telt_niet_meer_mee(klein_programma):
    gisteren = timezone.localdate() - timedelta(days=1)
    Betrokkenheid.objects.filter(partner__naam="Bibliotheek").update(tot=gisteren)
    namen = [b["partner_naam"] for b in _actie(vries(), "Tuinkamer van Noord")["betrokken"]]
    assert namen == ["Vidomes", "Fonds"]


def test_controlegetal_blijft_gelijk_na_bewaren(inhoud, programmateam):
    voor = controlegetal(inhoud)
    publicatie = Publicatie.objects.create(
        titel="Proef",
        aangevraagd_door=programmateam,
        inhoud=inhoud,
        peildatum=date(2026, 1, 1),
        periode_van=date(2026, 1, 1),
        periode_tot=date(2026, 6, 30),
    )
    publicatie.refresh_from_db()
    assert controlegetal(publicatie.inhoud) == voor
    publicatie.inhoud["acties"][0]["titel"] += "!"
    assert controlegetal(publicatie.inhoud) != voor


def test_inhoud_is_gewone_json_met_getallen_tot_op_de_cent(inhoud):
    assert json.loads(als_json(inhoud)) == inhoud
    waarden = [p["waarde"] for p in _actie(inhoud, "Tuinkamer van Noord")["prestaties"]]
    assert waarden == ["48", "1250.5"]


def test_zonder_programma_geen_boek(db):
    with pytest.raises(GeenProgramma, match="Laad eerst het programma"):
        vries()
