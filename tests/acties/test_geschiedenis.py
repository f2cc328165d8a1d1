"""The history of an actie: who may read it, and that it says in words who changed what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Koers, Mijlpaal, Status, Zichtbaarheid
from acties.services import meld_voortgang
from opgaven.models import Gebied
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Logregel
from sterkvoornoord.sloten import open_sloten
from sterkvoornoord.wijzigingen import in_woorden, momenten
from tests.factories import (
    maak_actie,
    maak_betrokkenheid,
    maak_doel,
    maak_gebied,
    maak_mijlpaal,
    maak_onderdeel,
    maak_prestatie,
)

pytestmark = pytest.mark.django_db
MEEST_QUERIES = 15


def adres(actie, vraag="") -> str:
    return f"/acties/{actie.nummer}/geschiedenis/{vraag}"


def pagina(client, actie, vraag="") -> str:
    antwoord = client.get(adres(actie, vraag))
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def vertel(actie, **kw) -> list:
    regels = Logregel.objects.van(actie)
    return in_woorden(actie, regels, momenten(regels), **kw)


def velden(momenten_) -> dict:
    """Every told field by its name, the newest last."""
    return {veld.naam: veld for m in reversed(momenten_) for regel in m.regels for veld in regel.velden}


@pytest.fixture
def schone_actie(actie):
    """The actie with an empty history: what a test sees is what the test did."""
    with open_sloten(Logregel):
        Logregel.objects.all().delete()
    return Actie.objects.get(pk=actie.pk)


# Who may read it -----------------------------------------------------------------------------------

LEEST = {
    "zonder_rol": 403,
    "afgelopen_rol": 403,
    "partner": 200,
    "trekker": 200,
    "bestuurder": 200,
    "andere_projectleider": 200,
    "projectleider": 200,
    "programmateam": 200,
    "beheerder": 200,
}


@pytest.mark.parametrize(("rol", "status"), LEEST.items())
def test_wie_een_rol_heeft_leest_de_geschiedenis(rol, status, actie, als_client, request):
    assert als_client(request.getfixturevalue(rol)).get(adres(actie)).status_code == status


def test_een_bezoeker_moet_eerst_inloggen(actie, als_client):
    antwoord = als_client().get(adres(actie))
    assert antwoord.status_code == 302
    assert antwoord.url == f"/account/login/?next={adres(actie)}"


@pytest.mark.parametrize(
    "rol", ["zonder_rol", "afgelopen_rol", "partner", "trekker", "bestuurder", "andere_projectleider"]
)
def test_van_een_concept_dat_men_niet_mag_zien_is_er_geen_geschiedenis(rol, opgave, als_client, request):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    assert als_client(request.getfixturevalue(rol)).get(adres(concept)).status_code == 404


def test_een_actie_die_niet_bestaat_is_404(als_client, programmateam):
    assert als_client(programmateam).get("/acties/9.99/geschiedenis/").status_code == 404


@pytest.mark.parametrize("vraag", ["?pagina=0", "?pagina=99", "?pagina=x"])
def test_een_bladzijde_die_niet_bestaat_is_404(vraag, actie, als_client, programmateam):
    assert als_client(programmateam).get(adres(actie, vraag)).status_code == 404


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lezen_is_het_enige_dat_kan(methode, actie, als_client, programmateam):
    assert getattr(als_client(programmateam), methode)(adres(actie)).status_code == 405


@pytest.mark.parametrize("rol", [rol for rol, status in LEEST.items() if status == 200])
def test_aantekening_alleen_voor_wie_haar_mag_lezen(rol, schone_actie, als_client, request):
    gebruiker = request.getfixturevalue(rol)
    schone_actie.aantekening = "Vertrouwelijk voor het bureau"
    schone_actie.save()
    maak_prestatie(actie=schone_actie, aantekening="Ook vertrouwelijk")
    html = pagina(als_client(gebruiker), schone_actie)
    mag = rol in ("projectleider", "programmateam", "beheerder")
    assert ("Vertrouwelijk voor het bureau" in html) is mag
    assert ("Ook vertrouwelijk" in html) is mag
    # That it changed is told to all: the history has no holes.
    assert "Aantekening" in html
    assert ("lezen dit veld" in html) is not mag


# Who did it ----------------------------------------------------------------------------------------


def test_functie_en_rol_zijn_die_van_toen(schone_actie, projectleider):
    with als(projectleider):
        schone_actie.titel = "Nieuwe titel"
        schone_actie.save()
    projectleider.functie = "Iets heel anders"
    projectleider.save()
    (moment,) = vertel(schone_actie)
    assert (moment.wie, moment.rol) == ("Projectleider wonen", "Projectleider")


def test_wat_het_systeem_deed_heeft_geen_persoon(schone_actie):
    with als(functie="Systeem: programma geladen"):
        schone_actie.titel = "Nieuwe titel"
        schone_actie.save()
    (moment,) = vertel(schone_actie)
    assert (moment.wie, moment.rol) == ("Systeem: programma geladen", "")


def test_wat_niemand_deed_is_van_het_systeem(schone_actie):
    schone_actie.titel = "Nieuwe titel"
    schone_actie.save()
    assert vertel(schone_actie)[0].wie == "Systeem"


def test_een_melding_is_een_moment_met_de_actie_voorop(schone_actie, trekker):
    meld_voortgang(
        actie=schone_actie,
        door=trekker,
        versie=schone_actie.versie,
        status=Status.IN_UITVOERING,
        koers=Koers.BIJSTUREN,
        oorzaak="Geen plek",
        maatregel="Wij zoeken",
    )
    # The two writes may fall on both sides of a second; put them in one.
    with open_sloten(Logregel):
        Logregel.objects.update(timestamp=timezone.now())
    (moment,) = vertel(schone_actie)
    assert moment.wie == "Trekker van Vidomes"
    assert [(regel.soort, regel.handeling) for regel in moment.regels] == [
        ("Actie", "gewijzigd"),
        ("Voortgang", "toegevoegd"),
    ]


def test_twee_mensen_in_dezelfde_seconde_zijn_twee_momenten(schone_actie, trekker, projectleider):
    for gebruiker, titel in ((trekker, "Een"), (projectleider, "Twee")):
        with als(gebruiker):
            schone_actie.titel = titel
            schone_actie.save()
    with open_sloten(Logregel):
        Logregel.objects.update(timestamp=timezone.now())
    assert {(m.wie, m.regels[0].velden[0].naar) for m in vertel(schone_actie)} == {
        ("Trekker van Vidomes", "Een"),
        ("Projectleider wonen", "Twee"),
    }


# What changed --------------------------------------------------------------------------------------


def test_waarden_staan_er_in_woorden(schone_actie, opgave):
    doel = maak_doel(opgave=opgave, korte_naam="Verbonden met de wijk")
    schone_actie.status = Status.DOORLOPEND
    schone_actie.begindatum = date(2024, 5, 16)
    schone_actie.doel = doel
    schone_actie.doel_afgeleid = True
    schone_actie.save()
    verteld = velden(vertel(schone_actie))
    assert (verteld["Status"].van, verteld["Status"].naar) == ("In uitvoering", "Doorlopend")
    assert (verteld["Begindatum"].van, verteld["Begindatum"].naar) == ("", "16 mei 2024")
    assert verteld["Doel"].naar == f"{doel.nummer} Verbonden met de wijk"
    assert (verteld["Doel afgeleid"].van, verteld["Doel afgeleid"].naar) == ("nee", "ja")


def test_getallen_en_tijden_staan_er_in_het_nederlands(schone_actie, trekker):
    prestatie = maak_prestatie(actie=schone_actie, waarde=1500)
    prestatie.waarde = 1750
    prestatie.save()
    verteld = velden(vertel(schone_actie))
    assert (verteld["Waarde"].van, verteld["Waarde"].naar) == ("1.500", "1.750")


def test_ingetrokken_melding_staat_er_met_de_tijd_van_hier(schone_actie, trekker):
    melding = meld_voortgang(
        actie=schone_actie,
        door=trekker,
        versie=schone_actie.versie,
        status=Status.IN_UITVOERING,
        koers=Koers.VOLGENS_VERWACHTING,
    )
    melding.ingetrokken_op = timezone.make_aware(timezone.datetime(2024, 7, 1, 14, 30))
    melding.save()
    assert velden(vertel(schone_actie))["Ingetrokken op"].naar == "1 juli 2024, 14:30"


def test_een_record_dat_er_niet_meer_is_heet_verwijderd(schone_actie, opgave):
    doel = maak_doel(opgave=opgave)
    schone_actie.doel = doel
    schone_actie.save()
    schone_actie.doel = None
    schone_actie.save()
    sleutel = doel.pk
    doel.delete()
    laatste = vertel(schone_actie)[0].regels[0].velden
    assert f"verwijderd ({sleutel})" in (laatste[0].van, laatste[0].naar)


def test_wijken_erbij_en_eraf_met_hun_naam(schone_actie):
    schone_actie.gebieden.add(maak_gebied(naam="Prinsenhof"), maak_gebied(naam="De Heuvel"))
    verteld = velden(vertel(schone_actie))
    assert set(verteld["Wijken"].erbij) == {"Prinsenhof", "De Heuvel"}
    with open_sloten(Logregel):
        Logregel.objects.all().delete()
    schone_actie.gebieden.remove(Gebied.objects.get(naam="Prinsenhof"))
    assert velden(vertel(schone_actie))["Wijken"].eraf == ("Prinsenhof",)


def test_een_nieuw_onderdeel_zegt_alleen_wat_is_ingevuld(schone_actie):
    maak_betrokkenheid(actie=schone_actie, rol=Betrokkenheid.Rol.UITVOERDER, inzet="Gastvrouwen", uren_per_jaar=1200)
    (moment,) = vertel(schone_actie)
    (regel,) = moment.regels
    assert (regel.soort, regel.handeling) == ("Betrokken partner", "toegevoegd")
    assert regel.naam.endswith(": Uitvoerder")
    assert [(veld.naam, veld.naar) for veld in regel.velden] == [
        ("Wat doet de partner?", "Gastvrouwen"),
        ("Uren per jaar", "1.200"),
    ]


def test_wat_is_verwijderd_blijft_met_zijn_naam_in_de_geschiedenis(schone_actie):
    mijlpaal = maak_mijlpaal(actie=schone_actie, titel="Opening", toelichting="In de kantine")
    with open_sloten(Logregel):
        Logregel.objects.all().delete()
    mijlpaal.delete()
    (regel,) = vertel(schone_actie)[0].regels
    assert (regel.soort, regel.naam, regel.handeling) == ("Mijlpaal", "Opening", "verwijderd")
    assert [(veld.naam, veld.van) for veld in regel.velden] == [("Toelichting", "In de kantine")]


def test_het_woord_none_in_een_tekst_is_niet_leeg(schone_actie):
    schone_actie.locatie = "None"
    schone_actie.save()
    assert velden(vertel(schone_actie))["Plek"].naar == "None"


def test_lange_tekst_krijgt_een_verschil_per_woord(schone_actie, als_client, programmateam):
    oud = "De Tuinkamer is open. " * 10
    Actie.objects.filter(pk=schone_actie.pk).update(resultaat=oud)
    schone_actie.refresh_from_db()
    schone_actie.resultaat = oud.replace("open", "dicht", 1)
    schone_actie.save()
    veld = velden(vertel(schone_actie))["Wat is er al bereikt?"]
    assert veld.lang
    assert [(s.soort, s.tekst) for s in veld.stukken if s.soort != "gelijk"] == [("weg", "open."), ("bij", "dicht.")]
    html = pagina(als_client(programmateam), schone_actie)
    assert "Bekijk wat er veranderde" in html and "<del>open.</del><ins>dicht.</ins>" in html


def test_tekst_van_gebruikers_wordt_onschadelijk(schone_actie, als_client, programmateam):
    gevaar = "<script>alert(1)</script>"
    schone_actie.titel = gevaar
    schone_actie.resultaat = gevaar * 10
    schone_actie.save()
    maak_onderdeel(actie=schone_actie, titel=gevaar, omschrijving=gevaar)
    schone_actie.gebieden.add(maak_gebied(naam=gevaar))
    html = pagina(als_client(programmateam), schone_actie)
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;") > 12


# Many ---------------------------------------------------------------------------------------------


def test_lege_geschiedenis_zegt_dat(schone_actie, als_client, programmateam):
    assert "Er is nog niets vastgelegd over deze actie." in pagina(als_client(programmateam), schone_actie)


def test_bladzijden_breken_geen_moment_af(schone_actie, als_client, programmateam):
    begin = timezone.now() - timedelta(days=100)
    with open_sloten(Logregel):
        for nr in range(21):
            Mijlpaal.objects.create(actie=schone_actie, titel=f"Stap {nr}a")
            Mijlpaal.objects.create(actie=schone_actie, titel=f"Stap {nr}b")
            nieuw = Logregel.objects.filter(timestamp__gt=begin + timedelta(days=50))
            nieuw.update(timestamp=begin + timedelta(days=nr))
    client = als_client(programmateam)
    eerste, tweede = pagina(client, schone_actie), pagina(client, schone_actie, "?pagina=2")
    assert "Stap 20a" in eerste and "Stap 20b" in eerste and "Stap 1a" in eerste and "Stap 1b" in eerste
    assert "Stap 0a" not in eerste
    assert "Stap 0a" in tweede and "Stap 0b" in tweede and "Stap 1a" not in tweede
    assert "?pagina=2" in eerste


def _wijzig(actie, trekker, hoeveel: int) -> None:
    for _ in range(hoeveel):
        actie.doel = maak_doel(opgave=actie.plan.opgave)
        actie.save()
        maak_betrokkenheid(actie=actie, contactpersoon=trekker)
        maak_prestatie(actie=actie, onderdeel=maak_onderdeel(actie=actie))
        actie.gebieden.add(maak_gebied())


@pytest.mark.parametrize("rol", ["trekker", "programmateam"])
def test_aantal_queries_hangt_niet_af_van_de_geschiedenis(rol, actie, trekker, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    tellingen = []
    for hoeveel in (2, 8):
        _wijzig(actie, trekker, hoeveel)
        with CaptureQueriesContext(connection) as queries:
            pagina(client, actie)
        tellingen.append(len(queries))
    assert tellingen[0] == tellingen[1] <= MEEST_QUERIES


def test_een_ander_record_staat_niet_in_de_geschiedenis(schone_actie, opgave):
    maak_prestatie(actie=maak_actie(opgave=opgave))
    assert vertel(schone_actie) == []
