"""Pages of the opgaven and the doelen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from acties.models import Dwarsverband, Status, Verhaal, Zichtbaarheid
from opgaven.models import Bemensing, Onderwerp
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def doel(opgave):
    return factories.maak_doel(opgave=opgave, volgnummer=6, titel="Bewoners voelen zich verbonden")


def _adressen(opgave, doel):
    return [reverse("opgaven:lijst"), opgave.get_absolute_url(), reverse("doelen:lijst"), doel.get_absolute_url()]


def _html(client, adres):
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


# Who sees what -------------------------------------------------------------------------------------------


def test_bewoner_leest_alle_paginas_zonder_in_te_loggen(als_client, opgave, doel):
    for adres in _adressen(opgave, doel):
        assert opgave.naam in _html(als_client(), adres)


def test_paginas_zijn_alleen_om_te_lezen(als_client, programmateam, opgave, doel):
    for adres in _adressen(opgave, doel):
        for methode in ("post", "put", "patch", "delete"):
            assert getattr(als_client(programmateam), methode)(adres).status_code == 405


@pytest.mark.parametrize("adres", ["/opgaven/bestaat-niet/", "/doelen/9.9/", "/doelen/3.06/", "/doelen/x/"])
def test_onbekend_adres_is_404(als_client, opgave, adres):
    assert als_client().get(adres).status_code == 404


@pytest.mark.parametrize(
    ("rol", "ziet"),
    [
        ("bewoner", {"openbaar"}),
        ("partner", {"openbaar", "intern"}),
        ("bestuurder", {"openbaar", "intern"}),
        ("andere_projectleider", {"openbaar", "intern"}),
        ("projectleider", {"openbaar", "intern", "concept"}),
        ("programmateam", {"openbaar", "intern", "concept"}),
        ("beheerder", {"openbaar", "intern", "concept"}),
    ],
)
def test_ieder_ziet_en_telt_alleen_wat_hij_mag_zien(als_client, request, opgave, doel, rol, ziet):
    for zichtbaarheid in Zichtbaarheid.values:
        titel = f"Actie die {zichtbaarheid} is"
        factories.maak_actie(opgave=opgave, doel=doel, titel=titel, zichtbaarheid=zichtbaarheid)
    client = als_client(request.getfixturevalue(rol))

    html = _html(client, doel.get_absolute_url())

    assert {z for z in Zichtbaarheid.values if f"Actie die {z} is" in html} == ziet
    assert f"Acties die hieraan bijdragen ({len(ziet)})" in html
    aantal = f"{len(ziet)} actie" + ("s" if len(ziet) > 1 else "")
    assert f"Doel 3.6: {aantal}." in _html(client, reverse("doelen:lijst"))
    assert f"{opgave.naam}: {aantal}." in _html(client, opgave.get_absolute_url())
    assert f"{opgave.naam}: {aantal}." in _html(client, reverse("opgaven:lijst"))


# Opgaven ------------------------------------------------------------------------------------------------


def test_opgave_noemt_wie_haar_nu_leidt_en_niet_wie_vertrok(als_client, opgave):
    nu, weg = factories.maak_partner(naam="Vidomes"), factories.maak_partner(naam="Oude Corporatie")
    factories.maak_bemensing(opgave=opgave, partner=nu, rol=Bemensing.Rol.TREKKER, functie="bestuurder")
    factories.maak_bemensing(
        opgave=opgave, partner=weg, rol=Bemensing.Rol.TREKKER, functie="teamchef", tot=timezone.localdate()
    )

    html = _html(als_client(), opgave.get_absolute_url())

    assert "Bestuurder, <a" in html and nu.get_absolute_url() in html
    assert "Oude Corporatie" not in html


def test_opgave_toont_nooit_het_account_achter_een_rol(als_client, opgave, projectleider, programmateam):
    for client in (als_client(), als_client(programmateam)):
        assert projectleider.email not in _html(client, opgave.get_absolute_url())


def test_plan_zegt_wat_de_bron_niet_zegt(als_client, opgave):
    factories.maak_plan(opgave=opgave, naam="Plan met jaren", startjaar=2022, eindjaar=2025, vastgesteld="eind 2022")
    factories.maak_plan(opgave=opgave, naam="Plan zonder jaren")

    html = _html(als_client(), opgave.get_absolute_url())

    assert "2022 tot en met 2025" in html and "eind 2022" in html
    assert html.count("nog niet bekend") == 2


def test_trekker_van_een_plan_staat_bij_dat_plan(als_client, opgave):
    plan = factories.maak_plan(opgave=opgave)
    partner = factories.maak_partner(naam="Spinoza")
    factories.maak_bemensing(plan=plan, partner=partner, rol=Bemensing.Rol.TREKKER)

    antwoord = als_client().get(opgave.get_absolute_url())

    assert antwoord.context["bemensing"] == []
    assert [rij.partner for rij in antwoord.context["plannen"][0]["bemensing"]] == [partner]


def test_acties_zonder_doel_staan_bij_hun_opgave(als_client, opgave, andere_opgave):
    factories.maak_actie(opgave=opgave, titel="Rolmodellen voor jongeren")

    assert "Acties zonder doel (1)" in _html(als_client(), opgave.get_absolute_url())
    assert "Acties zonder doel" not in _html(als_client(), andere_opgave.get_absolute_url())


def test_opgave_zonder_iets_zegt_dat(als_client, opgave):
    html = _html(als_client(), opgave.get_absolute_url())

    for zin in ("Nog niet bekend wie dit leidt.", "Er is nog geen uitvoeringsplan.", "Er zijn nog geen acties."):
        assert zin in html


def test_zonder_gegevens_blijven_de_lijsten_leesbaar(als_client):
    assert "Er zijn nog geen opgaven." in _html(als_client(), reverse("opgaven:lijst"))
    assert "Er zijn nog geen doelen." in _html(als_client(), reverse("doelen:lijst"))


# Doelen -------------------------------------------------------------------------------------------------


def test_doel_zonder_acties_blijft_zichtbaar_en_zegt_het(als_client, doel):
    assert "Nog geen acties" in _html(als_client(), reverse("doelen:lijst"))
    html = _html(als_client(), doel.get_absolute_url())
    assert doel.titel in html
    assert "Dit doel heeft nog geen eigen acties." in html
    assert "Er is nog geen indicator gekozen." in html


def test_acties_staan_onder_hun_onderwerp_ook_als_dat_leeg_is(als_client, opgave, doel):
    meeuwen = Onderwerp.objects.create(opgave=opgave, doel=doel, naam="Meeuwen", slug="meeuwen", volgorde=1)
    Onderwerp.objects.create(opgave=opgave, doel=doel, naam="Ratten", slug="ratten", volgorde=2)
    factories.maak_actie(opgave=opgave, doel=doel, onderwerp=meeuwen, titel="Prikkers op daken")
    factories.maak_actie(opgave=opgave, doel=doel, titel="Losse actie")

    html = _html(als_client(), doel.get_absolute_url())

    plekken = [html.index(tekst) for tekst in ("Meeuwen", "Prikkers op daken", "Ratten", "Losse actie")]
    assert plekken == sorted(plekken)
    assert "Over dit onderwerp zijn er nog geen acties." in html
    assert "Zonder onderwerp" in html


def test_actie_van_een_ander_doel_telt_als_dwarsverband(als_client, opgave, andere_opgave, doel):
    ander = factories.maak_doel(opgave=andere_opgave, korte_naam="Taal voor ouders")
    actie = factories.maak_actie(opgave=andere_opgave, doel=ander, titel="Taalles op zaterdag")
    geheim = factories.maak_actie(opgave=andere_opgave, doel=ander, zichtbaarheid=Zichtbaarheid.CONCEPT)
    for rij in (actie, geheim):
        Dwarsverband.objects.create(actie=rij, doel=doel, grond="Ouders leren elkaar kennen.", afgeleid=True)

    html = _html(als_client(), doel.get_absolute_url())

    assert "Taalles op zaterdag" in html and "Ouders leren elkaar kennen." in html
    assert geheim.titel not in html
    assert "Wel helpt 1 actie van een ander doel mee." in html
    assert "1 actie van een ander doel helpt ook" in _html(als_client(), reverse("doelen:lijst"))


def test_verhaal_zonder_toestemming_is_alleen_voor_collegas(als_client, doel, partner):
    Verhaal.objects.create(titel="Weer uitslapen", wie="een bewoner", tekst="Rust.", doel=doel)
    Verhaal.objects.create(titel="Koffie in de Tuinkamer", wie="een buur", tekst="Fijn.", doel=doel, toestemming=True)

    openbaar, intern = (_html(als_client(wie), doel.get_absolute_url()) for wie in (None, partner))

    assert "Koffie in de Tuinkamer" in openbaar and "Weer uitslapen" not in openbaar
    assert "Weer uitslapen" in intern and "geen toestemming bekend" in intern


def test_een_afgeronde_actie_heeft_geen_koers(als_client, opgave, doel):
    factories.maak_actie(opgave=opgave, doel=doel, status=Status.AFGEROND)

    assert "niet van toepassing" in _html(als_client(), doel.get_absolute_url())


# Queries ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("plek", "hoogstens"), [(0, 10), (1, 15), (2, 10), (3, 15)])
def test_aantal_queries_staat_vast(
    als_client, projectleider, opgave, doel, django_assert_max_num_queries, django_assert_num_queries, plek, hoogstens
):
    # Who reports has a counter in the menu, so this is the dearest reader; the doel has numbers.
    adres, client = _adressen(opgave, doel)[plek], als_client(projectleider)
    factories.maak_meting(indicator=factories.maak_indicator(doel=doel), gebied=factories.maak_gebied())
    _vul(opgave, doel)
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(adres)
    for _ in range(5):
        _vul(opgave, doel)
    with django_assert_num_queries(len(eerst)):
        client.get(adres)


def _vul(opgave, doel):
    ander = factories.maak_doel(opgave=opgave, volgnummer=20 + opgave.doelen.count())
    plan = factories.maak_plan(opgave=opgave)
    onderwerp = Onderwerp.objects.create(opgave=opgave, doel=doel, naam=plan.naam, slug=plan.slug)
    actie = factories.maak_actie(plan=plan, doel=doel, onderwerp=onderwerp)
    Dwarsverband.objects.create(actie=factories.maak_actie(plan=plan, doel=ander), doel=doel)
    factories.maak_actie(plan=plan)
    factories.maak_bemensing(plan=plan, rol=Bemensing.Rol.TREKKER)
    factories.maak_bemensing(opgave=opgave, rol=Bemensing.Rol.TREKKER)
    Verhaal.objects.create(titel=plan.naam, wie="een buur", tekst="Fijn.", doel=doel).acties.add(actie)
