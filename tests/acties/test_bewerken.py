"""The edit page of an actie: who gets which fields, what is kept, and what is refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acties.models import Actie, Betrokkenheid, Dwarsverband, Mijlpaal, Prestatie, Zichtbaarheid
from opgaven.models import Onderwerp
from sterkvoornoord.datums import Precisie
from sterkvoornoord.models import Logregel
from tests.acties.pagina import formulier
from tests.factories import WACHTWOORD, maak_actie, maak_betrokkenheid, maak_doel, maak_gebied, maak_partner

ROL = Betrokkenheid.Rol


def adres(actie):
    return reverse("acties:bewerken", args=[actie.nummer])


def vers(actie):
    return Actie.objects.get(pk=actie.pk)


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def verstuur(client, actie):
    """Returns a function: open the edit page, fill in what is given, press the button."""

    def doe(wie=None, bij=actie, **velden):
        browser = wie or client
        pagina = browser.get(adres(bij))
        return browser.post(adres(bij), formulier(pagina) | {k.replace("__", "-"): v for k, v in velden.items()})

    return doe


def test_openen_en_meteen_opslaan_verandert_niets(verstuur, actie, opgave, organisatie):
    doel = maak_doel(opgave=opgave)
    Actie.objects.update(begindatum=date(2023, 1, 1), begin_precisie=Precisie.JAAR, doel=doel)
    Mijlpaal.objects.create(actie=actie, titel="Opening", datum=date(2024, 5, 31), precisie=Precisie.MAAND)
    Prestatie.objects.create(actie=actie, omschrijving="Bezoekers", waarde="1234.50", streefwaarde=60, bron="B4")
    actie.gebieden.add(maak_gebied())
    Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=opgave))
    regels = Logregel.objects.count()
    antwoord = verstuur()
    assert antwoord.status_code == 302
    assert vers(actie).versie == 1
    assert Logregel.objects.count() == regels


def test_de_pagina_bewaart_alle_feiten(verstuur, actie, opgave):
    doel, ook, wijk = maak_doel(opgave=opgave), maak_doel(opgave=opgave), maak_gebied()
    onderwerp = Onderwerp.objects.create(opgave=opgave, naam="Ontmoeten", slug="ontmoeten")
    antwoord = verstuur(
        titel="Tuinkamer 🙂 <b>",
        omschrijving="Een plek.\r\nOverdag.",
        doel=doel.pk,
        onderwerp=onderwerp.pk,
        ook_doelen=[ook.pk],
        gebieden=[wijk.pk],
        begin_0="16",
        begin_1="5",
        begin_2="2024",
        eind_2="2026",
        locatie="De Fluit",
        betrokkenheid_niveau="meedoen",
        inwonersbetrokkenheid="Acht bewoners zijn gastvrouw.",
        uitkomst="loopt",
        vervolg="in_de_lijn",
        zichtbaarheid=Zichtbaarheid.INTERN,
    )
    assert antwoord.url == actie.get_absolute_url()
    na = vers(actie)
    assert (na.titel, na.omschrijving) == ("Tuinkamer 🙂 <b>", "Een plek.\nOverdag.")
    assert (na.doel, na.onderwerp, na.locatie, na.zichtbaarheid) == (doel, onderwerp, "De Fluit", Zichtbaarheid.INTERN)
    assert (na.begindatum, na.begin_precisie) == (date(2024, 5, 16), Precisie.DAG)
    assert (na.einddatum, na.eind_precisie) == (date(2026, 12, 31), Precisie.JAAR)
    assert list(na.ook_doelen.all()) == [ook] and list(na.gebieden.all()) == [wijk]
    assert (na.betrokkenheid_niveau, na.uitkomst, na.vervolg, na.versie) == ("meedoen", "loopt", "in_de_lijn", 2)


def test_rijen_erbij_anders_en_weg(verstuur, actie):
    partner, weg = maak_partner(), maak_betrokkenheid(actie=actie)
    verstuur(
        **{
            "partners-0-inzet": "Ruimte en beheer",
            "partners-1-DELETE": "on",
            "partners-2-partner": partner.pk,
            "partners-2-rol": ROL.FINANCIER,
            "mijlpalen-0-titel": "Opening",
            "mijlpalen-0-gepland_1": "5",
            "mijlpalen-0-gepland_2": "2024",
            "prestaties-0-omschrijving": "Bezoekers per week",
            "prestaties-0-waarde": "1.048,5",
            "prestaties-0-streefwaarde": "60",
        }
    )
    assert not Betrokkenheid.objects.filter(pk=weg.pk).exists()
    rijen = {(b.rol, b.inzet) for b in actie.betrokkenheden.all()}
    assert rijen == {(ROL.PENVOERDER, "Ruimte en beheer"), (ROL.FINANCIER, "")}
    mijlpaal, prestatie = actie.mijlpalen.get(), actie.prestaties.get()
    assert (mijlpaal.datum, mijlpaal.precisie) == (date(2024, 5, 31), Precisie.MAAND)
    assert (prestatie.waarde, prestatie.streefwaarde) == (prestatie.waarde.__class__("1048.5"), 60)


@pytest.mark.parametrize(
    ("velden", "naam", "woord"),
    [
        ({"titel": ""}, "titel", "Vul een titel in"),
        ({"titel": "x" * 121}, "titel", "120"),
        ({"omschrijving": "x" * 4001}, "omschrijving", "4000"),
        ({"omschrijving": "a\x00b"}, "omschrijving", "ull"),
        ({"begin_0": "31", "begin_1": "2", "begin_2": "2024"}, "begin", "bestaat niet"),
        ({"begin_0": "1", "begin_2": "2024"}, "begin", "ook de maand"),
        ({"begin_0": "1", "begin_1": "2"}, "begin", "ook het jaar"),
        ({"begin_2": "1"}, "begin", "vier cijfers"),
        ({"begin_1": "13", "begin_2": "2024"}, "begin", "tot en met 12"),
        ({"begin_2": "2025", "eind_2": "2024"}, "eind", "voor de begindatum"),
        ({"doel": "999999"}, "doel", ""),
        ({"doel": "abc"}, "doel", ""),
        ({"ook_doelen": ["999999"]}, "ook_doelen", ""),
        ({"gebieden": ["\x00"]}, "gebieden", ""),
        ({"uitkomst": "geweldig"}, "uitkomst", ""),
        ({"zichtbaarheid": "geheim"}, "zichtbaarheid", ""),
        ({"uren_nodig": "-1"}, "uren_nodig", ""),
        ({"uren_nodig": "9" * 30}, "uren_nodig", ""),
        ({"partners-0-van": "2024-02-01", "partners-0-tot": "2024-01-01"}, "partners-0-tot", "voor de begindatum"),
        ({"partners-0-partner": "999999"}, "partners-0-partner", ""),
        ({"partners-1-inzet": "Zonder partner"}, "partners-1-partner", ""),
        ({"mijlpalen-0-toelichting": "Zonder titel"}, "mijlpalen-0-titel", ""),
        ({"prestaties-0-omschrijving": "Leeg"}, "prestaties-0-waarde", "gehaald"),
        ({"prestaties-0-omschrijving": "Raar", "prestaties-0-waarde": "veel"}, "prestaties-0-waarde", ""),
        ({"partners-TOTAL_FORMS": "abc"}, "__all__", ""),
        ({"partners-TOTAL_FORMS": "99999999"}, "__all__", ""),
        ({"versie": "een"}, "__all__", "welke versie"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_er_verandert_niets(velden, naam, woord, client, verstuur, actie):
    antwoord = verstuur(**velden)
    assert antwoord.status_code == 200
    fouten = antwoord.context["form"].errors
    assert naam in fouten, fouten
    assert woord in " ".join(fouten[naam])
    assert "<title>Fout:" in antwoord.content.decode()
    assert vers(actie).versie == 1 and actie.betrokkenheden.count() == 1


def test_de_sectie_met_een_fout_staat_open(verstuur, client, actie):
    html = verstuur(begin_2="1").content.decode()
    assert html.count('<details class="svn-paneel svn-vouw" open>') == 1
    assert '<details class="svn-paneel svn-vouw" open>' not in client.get(adres(actie)).content.decode()


def test_twee_penvoerders_of_dezelfde_rol_twee_keer_kan_niet(verstuur, actie, organisatie):
    twee = verstuur(**{"partners-1-partner": maak_partner().pk, "partners-1-rol": ROL.PENVOERDER})
    assert "hoogstens een penvoerder" in twee.content.decode()
    dubbel = verstuur(**{"partners-1-partner": organisatie.pk, "partners-1-rol": ROL.PENVOERDER})
    assert "heeft deze rol al" in dubbel.content.decode()
    assert actie.betrokkenheden.count() == 1


def test_een_partner_heeft_geen_velden_die_hij_niet_mag_wijzigen(als_client, trekker, verstuur, actie):
    client = als_client(trekker)
    velden = formulier(client.get(adres(actie)))
    assert not {"plan", "zichtbaarheid", "partners-0-rol", "partners-0-DELETE"} & set(velden)
    antwoord = verstuur(
        client,
        titel="Van de trekker",
        zichtbaarheid=Zichtbaarheid.CONCEPT,
        **{"partners-0-rol": ROL.DEELNEMER, "partners-0-DELETE": "on", "partners-0-inzet": "Meer"},
    )
    assert antwoord.status_code == 302
    na, rij = vers(actie), actie.betrokkenheden.get()
    assert (na.titel, na.zichtbaarheid, rij.rol, rij.inzet) == (
        "Van de trekker",
        Zichtbaarheid.OPENBAAR,
        ROL.PENVOERDER,
        "",
    )
    kaper = verstuur(client, **{"partners-1-partner": maak_partner().pk, "partners-1-rol": ROL.COORDINATOR})
    assert "partners-1-rol" in kaper.context["form"].errors
    assert actie.betrokkenheden.count() == 1


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "andere_projectleider", "beheerder"])
def test_wie_ziet_maar_niet_bewerkt_krijgt_403(rol, actie, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(actie)).status_code == 403
    assert client.post(adres(actie), {"titel": "Anders"}).status_code == 403
    assert vers(actie).titel == "Tuinkamer van Noord"


def test_wat_iemand_niet_ziet_en_wat_niet_bestaat_geeft_404(als_client, partner, opgave, client):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    assert als_client(partner).get(adres(concept)).status_code == 404
    assert client.get(reverse("acties:bewerken", args=["9.99"])).status_code == 404


def test_andere_methoden_bestaan_niet(client, actie):
    for methode in ("put", "patch", "delete"):
        assert getattr(client, methode)(adres(actie)).status_code == 405


def test_wie_uitgelogd_raakte_vindt_zijn_hele_formulier_terug(als_client, client, projectleider, actie):
    velden = formulier(client.get(adres(actie)))
    velden |= {"omschrijving": "Lange tekst. 🙂", "partners-0-inzet": "Ruimte", "begin_2": "2024"}
    los = als_client()
    antwoord = los.post(adres(actie), velden)
    los.post(antwoord.url, {"login": projectleider.email, "password": WACHTWOORD})
    terug = formulier(los.get(adres(actie)))
    assert terug["omschrijving"] == ["Lange tekst. 🙂"]
    assert (terug["partners-0-inzet"], terug["begin_2"]) == (["Ruimte"], ["2024"])
    assert los.post(adres(actie), terug).status_code == 302
    assert vers(actie).omschrijving == "Lange tekst. 🙂"


def test_het_aantal_queries_hangt_niet_van_het_aantal_rijen_af(client, actie, opgave):
    def tel():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(adres(actie)).status_code == 200
        return len(queries)

    def vul():
        maak_betrokkenheid(actie=actie)
        Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=opgave))
        Mijlpaal.objects.create(actie=actie, titel="Stap")
        Prestatie.objects.create(actie=actie, omschrijving="Aantal", waarde=1)

    vul()
    een = tel()
    for _ in range(8):
        vul()
    assert tel() == een
    assert een <= 25
