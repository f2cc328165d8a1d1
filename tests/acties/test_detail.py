"""The page of one actie: who sees it, what it shows, and that it stays as quick with many parts as with few."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Actie, Dwarsverband, Koers, RaaktPlan, Status, Zichtbaarheid
from acties.services import meld_voortgang
from opgaven.models import Bemensing
from tests.factories import (
    maak_aanbeveling,
    maak_actie,
    maak_bemensing,
    maak_betrokkenheid,
    maak_doel,
    maak_gebied,
    maak_geldstroom,
    maak_mijlpaal,
    maak_onderdeel,
    maak_partner,
    maak_plan,
    maak_prestatie,
    maak_verhaal,
    maak_voortgang,
)

pytestmark = pytest.mark.django_db

CONCEPT, INTERN, OPENBAAR = Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN, Zichtbaarheid.OPENBAAR
MEEST_QUERIES = 15


def pagina(client, actie, vraag="") -> str:
    antwoord = client.get(f"/acties/{actie.nummer}/{vraag}")
    assert antwoord.status_code == 200
    return antwoord.content.decode()


# Who may see it ------------------------------------------------------------------------------------

ZIET = {
    "bewoner": {OPENBAAR},
    "zonder_rol": {OPENBAAR},
    "afgelopen_rol": {OPENBAAR},
    "partner": {INTERN, OPENBAAR},
    "trekker": {INTERN, OPENBAAR},
    "bestuurder": {INTERN, OPENBAAR},
    "andere_projectleider": {INTERN, OPENBAAR},
    "projectleider": {CONCEPT, INTERN, OPENBAAR},
    "programmateam": {CONCEPT, INTERN, OPENBAAR},
    "beheerder": {CONCEPT, INTERN, OPENBAAR},
}


@pytest.mark.parametrize("rol", ZIET)
@pytest.mark.parametrize("zichtbaarheid", Zichtbaarheid)
def test_wie_niet_mag_zien_krijgt_404(rol, zichtbaarheid, opgave, als_client, request):
    actie = maak_actie(opgave=opgave, zichtbaarheid=zichtbaarheid)
    antwoord = als_client(request.getfixturevalue(rol)).get(actie.get_absolute_url())
    assert antwoord.status_code == (200 if zichtbaarheid in ZIET[rol] else 404)


@pytest.mark.parametrize("pad", ["/acties/9.99/", "/acties/3/", "/acties/3.1/", "/acties/0.01/", "/acties/3.22x/"])
def test_een_nummer_dat_niet_bestaat_is_404(pad, actie, als_client):
    assert als_client().get(pad).status_code == 404


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lezen_is_het_enige_dat_kan(methode, actie, als_client, programmateam):
    assert getattr(als_client(programmateam), methode)(actie.get_absolute_url()).status_code == 405


# What may be done from it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "bewerken", "geschiedenis"),
    [
        ("bewoner", False, False),
        ("zonder_rol", False, False),
        ("partner", False, True),
        ("trekker", True, True),
        ("bestuurder", False, True),
        ("andere_projectleider", False, True),
        ("projectleider", True, True),
        ("programmateam", True, True),
        ("beheerder", False, True),
    ],
)
def test_knoppen_alleen_voor_wie_ze_mag_gebruiken(rol, bewerken, geschiedenis, actie, als_client, request):
    html = pagina(als_client(request.getfixturevalue(rol)), actie)
    assert (f"/acties/{actie.nummer}/bewerken/" in html) is bewerken
    assert (f"/acties/{actie.nummer}/geschiedenis/" in html) is geschiedenis
    assert (f'action="/acties/{actie.nummer}/voortgang/"' in html) is bewerken


@pytest.mark.parametrize("rol", ZIET)
def test_aantekening_alleen_voor_programmateam_beheerder_en_projectleider(rol, actie, als_client, request):
    actie.aantekening = "De bron is hier onduidelijk"
    actie.save()
    maak_prestatie(actie=actie, aantekening="Geteld uit de lijst")
    maak_onderdeel(actie=actie, aantekening="De stand is geraden")
    html = pagina(als_client(request.getfixturevalue(rol)), actie)
    mag = rol in ("projectleider", "programmateam", "beheerder")
    for tekst in ("De bron is hier onduidelijk", "Geteld uit de lijst", "De stand is geraden"):
        assert (tekst in html) is mag


# Head -----------------------------------------------------------------------------------------------


def test_kop_noemt_opgave_nummer_titel_en_status(actie, als_client):
    html = pagina(als_client(), actie)
    assert "<h1" in html and "Tuinkamer van Noord</h1>" in html
    assert "Actie 3.22" in html and "Fijn en veilig wonen" in html and "In uitvoering" in html
    assert "nog geen stand gemeld" in html


def test_een_actie_die_niet_loopt_heeft_geen_koers_en_mist_geen_stand(opgave, als_client):
    html = pagina(als_client(), maak_actie(opgave=opgave, status=Status.AFGEROND))
    assert "Geen koers" not in html and "nog geen stand gemeld" not in html


@pytest.mark.parametrize(("dagen", "oud"), [(settings.ACTUEEL_DAGEN, False), (settings.ACTUEEL_DAGEN + 1, True)])
def test_een_oude_stand_is_te_herkennen(dagen, oud, opgave, als_client):
    actie = maak_actie(opgave=opgave)
    Actie.objects.filter(pk=actie.pk).update(stand_op=timezone.localdate() - timedelta(days=dagen))
    html = pagina(als_client(), actie)
    assert "bijgewerkt op" in html
    assert ("svn-actueel--oud" in html) is oud


def test_aandachtspunt_zegt_oorzaak_en_maatregel(actie, als_client, trekker):
    meld_voortgang(
        actie=actie,
        door=trekker,
        versie=actie.versie,
        status=Status.IN_UITVOERING,
        koers=Koers.AANDACHTSPUNT,
        oorzaak="De plek bleek niet haalbaar",
        maatregel="Wij zoeken verder",
    )
    html = pagina(als_client(), actie)
    kop = html[html.index("<h1") : html.index('id="resultaat"')]
    assert "<strong>Aandachtspunt:</strong> De plek bleek niet haalbaar" in kop
    assert "Wij zoeken verder" in kop
    assert "Trekker van Vidomes" in html and "(Vidomes)" in html


def test_uitleg_van_een_eerdere_koers_staat_niet_in_de_kop(actie, als_client, trekker):
    gisteren = timezone.localdate() - timedelta(days=1)
    meld_voortgang(
        actie=actie,
        door=trekker,
        versie=actie.versie,
        status=Status.IN_UITVOERING,
        koers=Koers.BIJSTUREN,
        oorzaak="Oude oorzaak",
        maatregel="Oude maatregel",
        peildatum=gisteren,
    )
    actie.refresh_from_db()
    meld_voortgang(
        actie=actie,
        door=trekker,
        versie=actie.versie,
        status=Status.IN_UITVOERING,
        koers=Koers.VOLGENS_VERWACHTING,
        toelichting="Het gaat weer goed",
    )
    html = pagina(als_client(), actie)
    assert "Oude oorzaak" not in html[: html.index('id="resultaat"')]
    berichten = html[html.index('id="berichten"') :]
    assert berichten.index("Het gaat weer goed") < berichten.index("Oude oorzaak")
    assert "Koers veranderd:" in berichten


# Results --------------------------------------------------------------------------------------------


def test_balk_alleen_bij_een_streefwaarde(actie, als_client):
    maak_prestatie(actie=actie, omschrijving="Koppels", waarde=75, streefwaarde=70, eenheid="koppels")
    maak_prestatie(actie=actie, omschrijving="Plekken", waarde=8, eenheid="plekken", volgorde=1)
    html = pagina(als_client(), actie)
    assert html.count("svn-prestatie__balk") == 1
    assert "<title>Koppels: 75 van 70</title>" in html
    assert "<b>8</b> plekken" in html


def test_bereik_en_ongeveer_staan_er_in_woorden(actie, als_client):
    maak_prestatie(actie=actie, waarde=30, waarde_tot=40, ongeveer=True, periode="2023", bron="B3")
    html = pagina(als_client(), actie)
    assert "ongeveer 30 tot 40" in html
    assert "2023. Bron: B3." in html


def test_streefwaarde_zonder_stand_is_geen_nul(actie, als_client):
    maak_prestatie(actie=actie, waarde=None, streefwaarde=70, eenheid="koppels")
    html = pagina(als_client(), actie)
    assert "nog geen stand, afgesproken is 70 koppels" in html
    assert "svn-prestatie__balk" not in html


def test_onderdelen_hebben_hun_eigen_status_en_prestaties(actie, als_client):
    deel = maak_onderdeel(actie=actie, titel="Taalmaatjes", status=Status.AFGEROND, periode="2023")
    maak_prestatie(actie=actie, onderdeel=deel, omschrijving="Koppels", waarde=75)
    html = pagina(als_client(), actie)
    onderdelen = html[html.index('id="onderdelen"') : html.index('id="partners"')]
    for tekst in ("Taalmaatjes", "Afgerond", "Periode: 2023", "Koppels", "<b>75</b>"):
        assert tekst in onderdelen
    assert "Meetbare prestaties" not in html


def test_mijlpalen_zijn_klaar_te_laat_of_nog_te_doen(actie, als_client):
    vandaag = timezone.localdate()
    maak_mijlpaal(actie=actie, titel="Opening", datum=date(2024, 5, 16), bereikt_op=date(2024, 5, 20))
    maak_mijlpaal(actie=actie, titel="Plek gekozen", datum=vandaag - timedelta(days=1))
    maak_mijlpaal(actie=actie, titel="Dit jaar nog", datum=date(vandaag.year, 1, 1), precisie="jaar")
    html = pagina(als_client(), actie)
    assert "1 van 3 klaar" in html
    assert "Opening<span" in html and "20 mei 2024" in html
    for titel, stand in (("Opening", "klaar"), ("Plek gekozen", "te laat"), ("Dit jaar nog", "nog te doen")):
        assert f'{titel}<span class="visually-hidden"> ({stand})' in html


# People, residents, money -----------------------------------------------------------------------------


def test_zonder_penvoerder_staat_er_nog_geen_penvoerder(opgave, als_client):
    actie = maak_actie(opgave=opgave, zonder_penvoerder_reden="De bron wijst geen penvoerder aan.")
    html = pagina(als_client(), actie)
    assert "Nog geen penvoerder." in html and "De bron wijst geen penvoerder aan." in html


def test_penvoerder_staat_vooraan_en_in_de_feiten(actie, als_client, organisatie):
    maak_betrokkenheid(actie=actie, partner=maak_partner(naam="AAA eerst in het alfabet"))
    html = pagina(als_client(), actie)
    wie = html[html.index('id="partners"') : html.index('id="inwoners"')]
    assert wie.index("Vidomes") < wie.index("AAA eerst")
    assert "geen penvoerder" not in html


def test_een_penvoerder_die_is_gestopt_is_geen_penvoerder_meer(actie, als_client):
    actie.betrokkenheden.update(tot=timezone.localdate())
    html = pagina(als_client(), actie)
    assert "nog geen penvoerder" in html


def test_uren_die_niet_zijn_afgesproken_zijn_geen_nul(actie, als_client):
    assert "Er zijn nog geen uren afgesproken." in pagina(als_client(), actie)
    maak_betrokkenheid(actie=actie, uren_per_jaar=1200, inzet="Gastvrouwen")
    html = pagina(als_client(), actie)
    assert "Samen afgesproken: 1.200 uur per jaar." in html
    assert "Gastvrouwen" in html
    assert html.count("geen uren afgesproken") == 1


def test_contactpersoon_alleen_voor_wie_intern_leest(actie, als_client, trekker, bestuurder):
    actie.betrokkenheden.update(contactpersoon=trekker)
    assert "Trekker van Vidomes" in pagina(als_client(bestuurder), actie)
    assert "Trekker van Vidomes" not in pagina(als_client(), actie)


def test_wat_over_bewoners_ontbreekt_is_zichtbaar(actie, als_client):
    html = pagina(als_client(), actie)
    assert "Nog niet vastgelegd" in html[html.index('id="inwoners"') : html.index('id="berichten"')]


def test_verhaal_zonder_toestemming_ziet_alleen_wie_intern_leest(actie, als_client, bestuurder):
    maak_verhaal(acties=[actie], tekst="Met toestemming verteld", toestemming=True)
    maak_verhaal(acties=[actie], tekst="Toestemming onbekend")
    maak_verhaal(acties=[actie], tekst="Toestemming geweigerd", toestemming=False)
    openbaar = pagina(als_client(), actie)
    assert "Met toestemming verteld" in openbaar
    assert "Toestemming onbekend" not in openbaar and "Toestemming geweigerd" not in openbaar
    intern = pagina(als_client(bestuurder), actie)
    assert intern.count("toestemming niet bekend") == 1
    assert "Toestemming onbekend" in intern


def test_geld_zonder_bedrag_zegt_dat(actie, als_client):
    assert "Er zijn nog geen bedragen bekend." in pagina(als_client(), actie)
    maak_geldstroom(actie=actie, bron="Vidomes", omschrijving="Betaalt mee aan de functie.")
    html = pagina(als_client(), actie)
    assert "Er zijn nog geen bedragen bekend." in html
    assert "Betaalt mee aan de functie." in html


def test_bedragen_per_jaar(actie, als_client):
    maak_geldstroom(actie=actie, jaar=2024, begroot=Decimal(48000), besteed=Decimal("31500.50"))
    html = pagina(als_client(), actie)
    assert "€\xa048.000" in html and "€\xa031.500,50" in html and "<dd>2024</dd>" in html


# Facts ------------------------------------------------------------------------------------------------


def test_wat_de_bron_niet_zegt_staat_er_als_niet_genoemd(opgave, als_client):
    html = pagina(als_client(), maak_actie(opgave=opgave))
    feiten = html[html.index('id="feiten"') : html.index('id="geld"')]
    assert "nog geen doel" in feiten and "nog geen penvoerder" in feiten
    assert feiten.count("niet genoemd") == 2  # wijk, looptijd
    assert feiten.count("niemand") == 2  # trekker, projectleider
    assert "In het plan" not in feiten


@pytest.mark.parametrize(("gedrukt", "tekst"), [("", "leeg vak"), ("In uitvoering", "“In uitvoering”")])
def test_gedrukte_status_blijft_leesbaar(gedrukt, tekst, opgave, als_client):
    html = pagina(als_client(), maak_actie(opgave=opgave, status_gedrukt=gedrukt))
    assert tekst in html[html.index('id="feiten"') :]


# Text -------------------------------------------------------------------------------------------------


def test_tekst_van_gebruikers_wordt_onschadelijk(actie, als_client, trekker):
    gevaar = "<script>alert(1)</script>"
    Actie.objects.filter(pk=actie.pk).update(
        titel=gevaar, omschrijving=gevaar, resultaat=gevaar, locatie=gevaar, bron=gevaar, status_gedrukt=gevaar
    )
    maak_onderdeel(actie=actie, titel=gevaar, omschrijving=gevaar)
    maak_prestatie(actie=actie, omschrijving=gevaar, streefwaarde=10, bron=gevaar)
    maak_verhaal(acties=[actie], tekst=gevaar, wie=gevaar, toestemming=True)
    maak_voortgang(actie=actie, gemeld_door=trekker, toelichting=gevaar, peildatum=timezone.localdate())
    html = pagina(als_client(), actie)
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") > 8


def test_verwijzing_in_een_tekst_wordt_een_link(actie, opgave, als_client):
    ander = maak_actie(opgave=opgave, bron_code="B4-36")
    Actie.objects.filter(pk=actie.pk).update(resultaat="De ruimte is beschikbaar (zie B4-36).")
    assert f'href="/acties/{ander.nummer}/">B4-36' in pagina(als_client(), actie)


def test_eerst_drie_berichten_en_daarna_alle(actie, als_client, trekker):
    vandaag = timezone.localdate()
    for dag in range(5):
        maak_voortgang(
            actie=actie, gemeld_door=trekker, toelichting=f"Bericht {dag}.", peildatum=vandaag - timedelta(days=dag)
        )
    ingetrokken = maak_voortgang(actie=actie, gemeld_door=trekker, toelichting="Ingetrokken", peildatum=vandaag)
    ingetrokken.ingetrokken_op = timezone.now()
    ingetrokken.save()
    html = pagina(als_client(), actie)
    assert "Alle 5 berichten" in html and "Bericht 2." in html and "Bericht 3." not in html
    alle = pagina(als_client(), actie, "?berichten=alle")
    assert "Bericht 4." in alle and "Alle 5 berichten" not in alle and "Ingetrokken" not in alle


def test_wie_de_aanbeveling_mag_lezen_ziet_bij_de_actie_dat_zij_is_opgevolgd(
    actie, als_client, partner, bestuurder, projectleider, bewoner
):
    aanbeveling = maak_aanbeveling(titel="Betrek jongeren")
    aanbeveling.acties.add(actie)
    for gebruiker in (partner, bestuurder, projectleider):
        html = pagina(als_client(gebruiker), actie)
        assert "Betrek jongeren" in html and aanbeveling.get_absolute_url() in html
    for gebruiker in (None, bewoner):
        assert "Betrek jongeren" not in pagina(als_client(gebruiker), actie)


# Speed ------------------------------------------------------------------------------------------------


def vul(actie, trekker, hoeveel: int) -> None:
    """Give the actie `hoeveel` of everything."""
    for nr in range(hoeveel):
        deel = maak_onderdeel(actie=actie, omschrijving="zie B4-01")
        maak_prestatie(actie=actie, onderdeel=deel)
        maak_prestatie(actie=actie, tegenspraak=True)
        maak_mijlpaal(actie=actie)
        maak_betrokkenheid(actie=actie, contactpersoon=trekker)
        Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=actie.plan.opgave))
        RaaktPlan.objects.create(actie=actie, plan=maak_plan(opgave=actie.plan.opgave))
        actie.gebieden.add(maak_gebied())
        maak_aanbeveling().acties.add(actie)
        maak_geldstroom(actie=actie, ontvangers=[maak_partner(), maak_partner()])
        maak_verhaal(acties=[actie], toestemming=True)
        maak_voortgang(actie=actie, gemeld_door=trekker, peildatum=timezone.localdate() - timedelta(days=nr))
        maak_bemensing(opgave=actie.plan.opgave, rol=Bemensing.Rol.TREKKER)


@pytest.mark.parametrize("rol", ["bewoner", "trekker", "bestuurder", "projectleider", "programmateam"])
def test_aantal_queries_hangt_niet_af_van_de_onderdelen(rol, actie, trekker, als_client, request):
    maak_actie(opgave=actie.plan.opgave, bron_code="B4-01")
    client = als_client(request.getfixturevalue(rol))
    tellingen = []
    for hoeveel in (1, 6):
        vul(actie, trekker, hoeveel)
        with CaptureQueriesContext(connection) as queries:
            pagina(client, actie, "?berichten=alle")
        tellingen.append(len(queries))
    assert tellingen[0] == tellingen[1] <= MEEST_QUERIES


@pytest.mark.parametrize("status", [Status.IDEE, Status.IN_UITVOERING, Status.AFGEROND, Status.ONBEKEND])
def test_melden_kost_geen_extra_query(status, opgave, trekker, organisatie, als_client):
    """Also where the form has to know whether there is a penvoerder."""
    actie = maak_actie(opgave=opgave, status=status, penvoerder=organisatie)
    vul(actie, trekker, 2)
    maak_actie(opgave=opgave, bron_code="B4-01")
    client = als_client(trekker)
    with CaptureQueriesContext(connection) as queries:
        html = pagina(client, actie)
    assert 'id="melden"' in html
    assert len(queries) <= MEEST_QUERIES
