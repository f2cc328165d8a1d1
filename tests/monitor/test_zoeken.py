"""The page that searches everything: what it finds, for whom, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Verhaal, Zichtbaarheid
from monitor.zoeken import KORT, LANG
from tests.factories import (
    maak_aanbeveling,
    maak_actie,
    maak_actiepunt,
    maak_activiteit,
    maak_agendapunt,
    maak_besluit,
    maak_betrokkenheid,
    maak_doel,
    maak_gebruiker,
    maak_lidmaatschap,
    maak_opgave,
    maak_orgaan,
    maak_partner,
    maak_signaal,
    maak_vergadering,
)

URL = "/zoeken/"


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def over(dagen: int) -> date:
    return timezone.localdate() + timedelta(days=dagen)


def gevonden(client, **vraag) -> dict[str, list[str]]:
    """Addresses of the hits per kind."""
    resultaat = client.get(URL, vraag).context["resultaat"]
    return {soort.sleutel: [hit.url for hit in soort.hits] for soort in resultaat.soorten}


@pytest.fixture
def meeuwen(opgave):
    maak_doel(
        opgave=opgave, nummer="3.2", volgnummer=2, korte_naam="Minder afval", titel="Geen meeuwen meer op het dak"
    )
    verhaal = {"wie": "een bewoner", "tekst": "Vroeger waren er meeuwen.", "toestemming": True}
    Verhaal.objects.create(titel="Weer uitslapen", **verhaal)
    maak_actie(opgave=opgave, nummer="3.01", titel="Vogels", omschrijving="Prikkers tegen meeuwen")
    return maak_actie(opgave=opgave, nummer="3.02", titel="Meeuwennesten weghalen")


def test_vindt_alle_soorten_en_de_titel_gaat_voor_de_tekst(als_client, meeuwen):
    assert gevonden(als_client(), q="meeuwen") == {
        "acties": ["/acties/3.02/", "/acties/3.01/"],
        "doelen": ["/doelen/3.2/"],
        "verhalen": [Verhaal.objects.get().get_absolute_url()],
    }
    pagina = tekst(als_client().get(URL, {"q": "MEEUWEN"}))
    assert "<mark>Meeuwen</mark>nesten weghalen" in pagina
    assert "Prikkers tegen <mark>meeuwen</mark>" in pagina
    assert "4 resultaten voor MEEUWEN." in pagina


@pytest.mark.parametrize("naam", ["SenW", "S&W", "S & W", "Sport en Welzijn", "welzijn"])
def test_elke_naam_vindt_de_partner_en_zijn_acties(als_client, opgave, naam):
    sport = maak_partner(naam="Sport en Welzijn", slug="sport-en-welzijn", aliassen=("SenW", "S&W"))
    maak_betrokkenheid(actie=maak_actie(opgave=opgave, nummer="3.01"), partner=sport)
    maak_actie(opgave=opgave)
    client = als_client()
    assert gevonden(client, q=naam) == {"acties": ["/acties/3.01/"], "partners": ["/partners/sport-en-welzijn/"]}
    [actie] = client.get(URL, {"q": naam}).context["resultaat"].soorten[0].hits
    assert actie.bij == "Sport en Welzijn"
    [partner] = client.get(URL, {"q": naam}).context["resultaat"].soorten[1].hits
    assert partner.bij == "1 actie"
    assert "Ook bekend als:" in partner.tekst


def test_nummer_vindt_doel_en_actie(als_client, meeuwen):
    assert gevonden(als_client(), q="3.2")["doelen"] == ["/doelen/3.2/"]
    assert gevonden(als_client(), q="3.02") == {"acties": ["/acties/3.02/"]}


def test_opgave_wordt_gevonden(als_client, opgave):
    assert gevonden(als_client(), q="veilig wonen") == {"opgaven": ["/opgaven/fijn-en-veilig-wonen/"]}


@pytest.mark.parametrize(
    ("rol", "verwacht"), [("bewoner", 1), ("partner", 2), ("bestuurder", 2), ("projectleider", 3), ("beheerder", 3)]
)
def test_vindt_alleen_wat_de_bezoeker_mag_zien(rol, verwacht, request, als_client, opgave):
    for z in Zichtbaarheid:
        maak_actie(opgave=opgave, titel=f"Geheimzinnig {z}", zichtbaarheid=z)
    client = als_client(request.getfixturevalue(rol))
    assert len(gevonden(client, q="geheimzinnig")["acties"]) == verwacht


def test_verhaal_zonder_toestemming_is_alleen_intern(als_client, partner):
    Verhaal.objects.create(titel="Uitslapen", wie="een bewoner", tekst="Rust.", toestemming=None)
    assert gevonden(als_client(), q="uitslapen") == {}
    assert list(gevonden(als_client(partner), q="uitslapen")) == ["verhalen"]


def test_aantal_acties_van_een_partner_telt_alleen_zichtbare(als_client, opgave, beheerder):
    vidomes = maak_partner(naam="Vidomes")
    maak_actie(opgave=opgave, penvoerder=vidomes, zichtbaarheid=Zichtbaarheid.CONCEPT)
    for gebruiker, bij in ((None, "nog geen acties"), (beheerder, "1 actie")):
        soorten = als_client(gebruiker).get(URL, {"q": "vidomes"}).context["resultaat"].soorten
        [hit] = next(soort for soort in soorten if soort.sleutel == "partners").hits
        assert hit.bij == bij


# Spelling -----------------------------------------------------------------------------------------------------


def test_tikfout_geeft_de_bedoelde_resultaten_en_een_weg_terug(als_client, meeuwen):
    pagina = tekst(als_client().get(URL, {"q": "meuwen"}))
    assert "Bedoelde u <strong>meeuwen</strong>?" in pagina
    assert "Dit zijn 4 resultaten voor meeuwen." in pagina
    assert 'href="?q=meuwen&amp;precies=1">Zoek toch op ‘meuwen’' in pagina


def test_precies_verbetert_niets(als_client, meeuwen):
    pagina = tekst(als_client().get(URL, {"q": "meuwen", "precies": "1"}))
    assert "Niets gevonden voor ‘meuwen’" in pagina
    assert "Bedoelde" not in pagina


def test_verbetering_verraadt_geen_verborgen_titel(als_client, opgave, projectleider):
    maak_actie(opgave=opgave, titel="Zwemvijver", zichtbaarheid=Zichtbaarheid.CONCEPT)
    assert "Zwemvijver" not in tekst(als_client().get(URL, {"q": "zwemvyver"}))
    assert "Zwemvijver" in tekst(als_client(projectleider).get(URL, {"q": "zwemvyver"}))


def test_niets_gevonden_zegt_wat_u_kunt_doen(als_client, meeuwen):
    pagina = tekst(als_client().get(URL, {"q": "xylofoonles"}))
    assert "Niets gevonden voor ‘xylofoonles’" in pagina
    assert "Bekijk alle acties" in pagina


# The page -------------------------------------------------------------------------------------------------------


def test_zonder_vraag_is_er_een_zoekveld_en_geen_uitslag(als_client, db):
    for vraag in ({}, {"q": ""}, {"q": "   "}):
        antwoord = als_client().get(URL, vraag)
        assert antwoord.status_code == 200
        assert "resultaat" not in antwoord.context
        assert 'name="q"' in tekst(antwoord)
        assert "Niets gevonden" not in tekst(antwoord)


def test_veel_vondsten_eerst_een_paar_en_een_weg_naar_de_rest(als_client, opgave):
    for n in range(LANG + 2):
        maak_actie(opgave=opgave, titel=f"Boom {n}")
        maak_partner(naam=f"Boomclub {n}")
    antwoord = als_client().get(URL, {"q": "boom"})
    pagina = tekst(antwoord)
    assert pagina.count('class="svn-hit"') == 2 * KORT
    assert f"Acties ({LANG + 2})" in pagina
    assert 'href="/acties/?q=boom"' in pagina
    assert f"Alle {LANG + 2} partners" in pagina
    alleen = tekst(als_client().get(URL, {"q": "boom", "soort": "partners"}))
    assert alleen.count('class="svn-hit"') == LANG
    assert 'aria-labelledby="acties"' not in alleen


@pytest.mark.parametrize(
    ("vraag", "reden"),
    [
        ({"q": "x" * 5000}, "gebruik hoogstens 200 tekens."),
        ({"q": "a\0b"}, "deze tekens kunnen wij niet lezen."),
        ({"q": " ".join(f"woord{n}" for n in range(11))}, "gebruik hoogstens 10 woorden."),
        ({"q": "boom", "soort": "onzin"}, "deze soort bestaat niet."),
        ({"q": "boom", "soort": "\0"}, "deze soort bestaat niet."),
    ],
)
def test_vraag_die_niet_kan_krijgt_een_reden(als_client, db, vraag, reden):
    antwoord = als_client().get(URL, vraag)
    assert antwoord.status_code == 200
    pagina = tekst(antwoord)
    assert reden in pagina
    assert "<title>Fout:" in pagina
    assert "resultaat" not in antwoord.context
    assert len(pagina) < 50_000


def test_wat_de_bezoeker_typt_wordt_geen_opmaak(als_client, opgave):
    maak_actie(opgave=opgave, titel="<b>vet</b> script", omschrijving="<img src=x>")
    pagina = tekst(als_client().get(URL, {"q": "<script>"}))
    assert "<script>" not in pagina.split("</head>")[1]
    pagina = tekst(als_client().get(URL, {"q": "script"}))
    assert "<b>vet" not in pagina
    assert "<img src=x" not in pagina


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_zoeken_is_om_te_lezen(als_client, beheerder, methode):
    assert getattr(als_client(beheerder), methode)(URL).status_code == 405


@pytest.mark.parametrize(("vraag", "grens"), [("boom", 14), ("booom", 21), ("xylofoonles", 14)])
def test_aantal_vragen_aan_de_database_is_begrensd(als_client, trekker, vraag, grens):
    opgave = maak_opgave(nummer=3)
    client = als_client(trekker)
    aantallen = []
    for erbij in (LANG + 1, 30):
        for _ in range(erbij):
            maak_actie(opgave=opgave, titel="Boom planten", penvoerder=maak_partner(aliassen=("Boomclub",)))
            maak_doel(opgave=opgave, korte_naam="Meer bomen, een boom per huis")
        for _ in range(erbij // 30):
            vul_overleg("Boom")
        with CaptureQueriesContext(connection) as vragen:
            client.get(URL, {"q": vraag})
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1] <= grens


# Agenda and meetings --------------------------------------------------------------------------------------------


def vul_overleg(woord: str) -> dict[str, str]:
    """One of each kind with `woord` in it, and its address per kind."""
    besluit = maak_besluit(titel=f"{woord} vastgesteld", status="vastgesteld")
    return {
        "agenda": maak_activiteit(titel=f"{woord} in de buurtkamer").get_absolute_url(),
        "besluiten": besluit.get_absolute_url(),
        "aanbevelingen": maak_aanbeveling(titel=f"Meer {woord}").get_absolute_url(),
        "actiepunten": maak_actiepunt(tekst=f"Regel {woord}", besluit=besluit).get_absolute_url(),
        "signalen": maak_signaal(titel=f"Te weinig {woord}").get_absolute_url(),
    }


def test_overleg_vindt_wie_een_rol_heeft_en_een_bezoeker_alleen_de_agenda(als_client, partner, zonder_rol):
    adressen = vul_overleg("Taalles")
    for gebruiker, soorten in ((None, ["agenda"]), (zonder_rol, ["agenda"]), (partner, list(adressen))):
        hits = gevonden(als_client(gebruiker), q="taalles")
        assert hits == {soort: [adressen[soort]] for soort in soorten}
        for [adres] in hits.values():
            assert als_client(gebruiker).get(adres).status_code == 200
    assert "<mark>Taalles</mark>" in tekst(als_client().get(URL, {"q": "taalles"}))


def test_wat_besloten_of_concept_is_vindt_niemand(als_client, programmateam, beheerder):
    lid, orgaan = maak_gebruiker(partner=maak_partner()), maak_orgaan()
    maak_lidmaatschap(orgaan=orgaan, gebruiker=lid)
    vergadering = maak_vergadering(orgaan=orgaan)
    dicht = maak_agendapunt(vergadering=vergadering, besloten=True)
    onder = maak_agendapunt(vergadering=vergadering, bovenliggend=dicht)
    vast = {"titel": "Zwijgplicht", "orgaan": orgaan, "status": "vastgesteld"}
    maak_besluit(titel="Zwijgplicht", orgaan=orgaan, status="concept")
    maak_actiepunt(tekst="Zwijgplicht", gebruiker=lid, besluit=maak_besluit(besloten=True, **vast))
    maak_actiepunt(
        tekst="Zwijgplicht", gebruiker=lid, besluit=maak_besluit(agendapunt=onder, vergadering=vergadering, **vast)
    )
    maak_actiepunt(tekst="Zwijgplicht", gebruiker=lid, agendapunt=dicht, vergadering=vergadering)
    maak_signaal(titel="Zwijgplicht", besloten=True, indiener=lid)
    for gebruiker in (None, lid, programmateam, beheerder):
        assert gevonden(als_client(gebruiker), q="zwijgplicht") == {}


def test_andere_namen_van_een_organisatie_vinden_haar_activiteiten(als_client, partner):
    bieb = maak_partner(naam="Bibliotheek aan de Vliet", aliassen=("de bieb",))
    straks, eerst = (maak_activiteit(titel=t, dag=over(n), partner=bieb) for t, n in (("Lezen", 9), ("Rijmen", 2)))
    maak_activiteit(titel="Geweest", dag=over(-2), partner=bieb)
    maak_activiteit(titel="Van een ander")
    punt = maak_actiepunt(tekst="Vraag boeken aan", partner=bieb)
    hits = gevonden(als_client(partner), q="de bieb")
    assert hits["agenda"] == [eerst.get_absolute_url(), straks.get_absolute_url()]
    assert hits["actiepunten"] == [punt.get_absolute_url()]


def test_een_nummer_vindt_het_besluit_en_de_titel_gaat_voor_de_tekst(als_client, bestuurder):
    laag = maak_besluit(tekst="Iets met Lindenboom", datum=date(2026, 5, 1), status="vastgesteld")
    hoog = maak_besluit(titel="Lindenboom", datum=date(2020, 5, 1), status="vastgesteld")
    client = als_client(bestuurder)
    assert gevonden(client, q="lindenboom")["besluiten"] == [hoog.get_absolute_url(), laag.get_absolute_url()]
    assert gevonden(client, q=laag.nummer)["besluiten"] == [laag.get_absolute_url()]
