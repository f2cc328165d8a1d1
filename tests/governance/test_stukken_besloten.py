"""What is besloten is nowhere: every door at which a paper could come out, for everyone who may not have it."""

from datetime import timedelta
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from governance.models import Agendapunt, Stuk, Vergadering
from governance.services import zet_stand
from sterkvoornoord.models import Bericht
from tests import cast, factories

Stand = Vergadering.Status
pytestmark = pytest.mark.django_db
OPEN, GEHEIM = "Openstuk", "Zwijgplicht"


@pytest.fixture
def wereld(opgave, andere_opgave, organisatie, programmabureau):
    """The cast, a member of the body, and a meeting with papers that hide in each way that there is."""
    spelers = cast.maak_allen(
        opgave=opgave, andere_opgave=andere_opgave, organisatie=organisatie, bureau=programmabureau
    )
    orgaan = factories.maak_orgaan(naam="Algemeen bestuur", slug="algemeen-bestuur", afkorting="AB", openbaar=True)
    spelers["lid"] = factories.maak_gebruiker(email="lid@sterkvoornoord.example")
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=spelers["lid"])
    morgen = timezone.localdate() + timedelta(days=1)
    vergadering = factories.maak_vergadering(
        orgaan=orgaan, status=Stand.UITGENODIGD, nummer="AB-V2026-01", datum=morgen, begin="15:30"
    )
    maak = {"vergadering": vergadering, "soort": "besluit", "gevraagd_besluit": "Stem in."}
    punten = [
        factories.maak_agendapunt(**maak, volgorde=1, titel="Open punt"),
        factories.maak_agendapunt(**maak, volgorde=2, titel="Dicht punt", besloten=True),
    ]
    punten.append(factories.maak_agendapunt(**maak, bovenliggend=punten[1], titel="Onder een dicht punt"))
    factories.maak_stuk(agendapunt=punten[0], titel=OPEN)
    for nr, (punt, besloten) in enumerate([(punten[0], True), (punten[1], False), (punten[2], False)]):
        factories.maak_stuk(agendapunt=punt, titel=f"{GEHEIM} {nr}", besloten=besloten, volgorde=5)
    for punt in punten:
        factories.maak_besluit(orgaan=orgaan, vergadering=vergadering, agendapunt=punt, besloten=False)
    return spelers, vergadering


#: Who reads all of it; who reads what is open; the rest reads nothing.
ALLES = {"lid", "programmateam", "beheerder"}
NIETS = {"bezoeker", "zonder_rol", "afgelopen_rol"}


def test_elke_deur_voor_elke_rol(wereld, als_client):
    spelers, vergadering = wereld
    bladen = [
        vergadering.get_absolute_url(),
        vergadering.orgaan.get_absolute_url(),
        f"{reverse('monitor:zoeken')}?q=zwijgplicht",
        f"{reverse('monitor:zoeken')}?q=openstuk",
        reverse("agenda:lijst"),
        reverse("besluiten:lijst"),
        reverse("api:openapi"),
        "/",
        *(besluit.get_absolute_url() for besluit in vergadering.besluiten.all()),
    ]
    bestanden = [f"{reverse('besluiten:lijst')}?export=csv", reverse("vergaderingen:ics", args=[vergadering.nummer])]
    for rol, gebruiker in spelers.items():
        client, gezien = als_client(gebruiker), ""
        for pad in bladen:
            gezien += client.get(pad).text
        assert (GEHEIM in gezien) == (rol in ALLES), rol
        assert (f"{OPEN} (pdf, 1 kB)" in gezien) == (rol not in NIETS), rol
        for pad in bestanden:
            antwoord = client.get(pad)
            assert GEHEIM.encode() not in b"".join(antwoord), (rol, pad)
        _klop_op_bestanden(client, rol, vergadering)


def _klop_op_bestanden(client, rol, vergadering):
    """Guess every address of a file, and take the ZIP."""
    dicht = 404
    if rol in NIETS:
        dicht = 302 if rol == "bezoeker" else 403
    for stuk in Stuk.objects.all():
        hoort = 200 if rol in ALLES or (stuk.titel == OPEN and rol not in NIETS) else dicht
        assert client.get(stuk.get_absolute_url()).status_code == hoort, (rol, stuk)
        assert client.get(f"/media/{stuk.bestand.name}").status_code in (302, 404)
        assert client.get(f"/static/{stuk.bestand.name}").status_code == 404
    antwoord = client.get(reverse("vergaderingen:stukken", args=[vergadering.nummer]))
    if rol in NIETS:
        assert antwoord.status_code == dicht
        return
    with ZipFile(BytesIO(b"".join(antwoord.streaming_content))) as pak:
        namen = pak.namelist()
    assert len(namen) == (4 if rol in ALLES else 1)
    assert any(GEHEIM in naam for naam in namen) == (rol in ALLES)


def test_de_uitnodiging_noemt_alleen_wat_open_is(wereld):
    spelers, vergadering = wereld
    Vergadering.objects.update(status=Stand.GEPLAND)
    vergadering.refresh_from_db()
    factories.maak_stuk(
        agendapunt=factories.maak_agendapunt(
            vergadering=vergadering, bovenliggend=vergadering.agendapunten.get(titel="Open punt")
        ),
        titel="Bij het onderdeel",
    )
    zet_stand(vergadering=vergadering, door=spelers["programmateam"], versie=1, naar=Stand.UITGENODIGD)
    tekst = Bericht.objects.get().tekst
    assert GEHEIM not in tekst and "besloten punt" in tekst
    openstuk = Stuk.objects.get(titel=OPEN)
    assert f"   Stuk: {OPEN} (pdf, 1 kB)\n   http" in tekst and openstuk.get_absolute_url() in tekst
    assert tekst.index(OPEN) < tekst.index("Bij het onderdeel") < tekst.index("besloten punt")


def test_het_recht_volgt_het_punt_en_het_lidmaatschap(wereld, als_client):
    """An old link stops working the day that the right stops, and when the item becomes besloten."""
    spelers, _vergadering = wereld
    geheim, openstuk = Stuk.objects.filter(titel__startswith=GEHEIM)[0], Stuk.objects.get(titel=OPEN)
    lid, bestuurder = als_client(spelers["lid"]), als_client(spelers["bestuurder"])
    assert lid.get(geheim.get_absolute_url()).status_code == bestuurder.get(openstuk.get_absolute_url()).status_code
    openstuk.agendapunt.besloten = True
    openstuk.agendapunt.save()
    assert bestuurder.get(openstuk.get_absolute_url()).status_code == 404
    spelers["lid"].lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    assert lid.get(geheim.get_absolute_url()).status_code in (403, 404)


@pytest.mark.parametrize(("status", "wachtend"), [*product(Stand, [False]), (Stand.GEPLAND, True)])
def test_een_stuk_is_nooit_wijder_te_zien_dan_zijn_punt(wereld, status, wachtend):
    """Whatever the stand of the meeting: a paper is visible only where its item is."""
    spelers, vergadering = wereld
    Vergadering.objects.update(status=status)
    if wachtend:
        vergadering.agendapunten.update(vergadering=None, orgaan=vergadering.orgaan)
    for rol, gebruiker in spelers.items():
        if gebruiker is None:
            continue
        punten = set(Agendapunt.objects.zichtbaar_voor(gebruiker))
        for stuk in Stuk.objects.zichtbaar_voor(gebruiker):
            assert stuk.agendapunt in punten, rol
            assert rol in ALLES or not stuk.is_besloten, rol


def test_in_de_opslag_staat_geen_naam(wereld):
    assert not any(GEHEIM in naam or OPEN in naam for naam in default_storage.listdir("stukken")[1])


@pytest.mark.parametrize("wie", ["programmateam", "lid"])
def test_honderd_punten_met_stukken_kosten_evenveel_vragen(wereld, als_client, django_assert_max_num_queries, wie):
    spelers, vergadering = wereld
    client, pad = als_client(spelers[wie]), vergadering.get_absolute_url()
    for nr in range(100):
        punt = factories.maak_agendapunt(vergadering=vergadering, volgorde=10 + nr)
        factories.maak_stuk(agendapunt=punt, besloten=nr % 2 == 0)
    with django_assert_max_num_queries(15):
        html = client.get(pad).text
    assert html.count("Voorstel ") == 100
    with django_assert_max_num_queries(12):
        assert client.get(reverse("vergaderingen:stukken", args=[vergadering.nummer])).status_code == 200
    besluit = vergadering.besluiten.first()
    factories.maak_stuk(agendapunt=besluit.agendapunt)
    with django_assert_max_num_queries(15):
        client.get(besluit.get_absolute_url())
    if wie == "programmateam":
        hier = reverse("overleg:stukken", args=["algemeen-bestuur", besluit.agendapunt_id])
        with django_assert_max_num_queries(15):
            client.get(hier)
