"""Acties and partners in the API: from openbaar data only, by the filters of their pages."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from acties.models import (
    Bestemming,
    Betrokkenheid,
    Dwarsverband,
    Koers,
    Onderdeel,
    Prestatie,
    RaaktPlan,
    Status,
    Zichtbaarheid,
)
from opgaven.models import Onderwerp
from sterkvoornoord.models import Partner
from tests import factories
from tests.api import V1, haal, klopt_met_beschrijving, problemen

pytestmark = pytest.mark.django_db
GEHEIM = "Alleen voor beheer"
NIEMAND = "Loket van iemand"


def _vul(actie, melder):
    """Give an actie one row in each of its relations."""
    doel, plan = factories.maak_doel(opgave=actie.plan.opgave), factories.maak_plan(opgave=actie.plan.opgave)
    Dwarsverband.objects.create(actie=actie, doel=doel, grond="Buren helpen elkaar.")
    RaaktPlan.objects.create(actie=actie, plan=plan, grond="Jongeren.")
    actie.gebieden.add(factories.maak_gebied())
    actie.bestemmingen.add(Bestemming.objects.create(code=plan.slug, naam="LEA"))
    deel = Onderdeel.objects.create(actie=actie, titel="Ratten", aantekening=GEHEIM)
    Prestatie.objects.create(
        actie=actie, onderdeel=deel, omschrijving="Nesten", waarde=Decimal("15.50"), aantekening=GEHEIM
    )
    contact = factories.maak_gebruiker(functie=NIEMAND)
    factories.maak_betrokkenheid(actie=actie, contactpersoon=contact, uren_per_jaar=40)
    factories.maak_voortgang(actie=actie, gemeld_door=melder, peildatum=date(2024, 10, 10), toelichting="Loopt.")


@pytest.fixture
def volle_actie(actie, projectleider):
    actie.aantekening, actie.bron_code = GEHEIM, "B4-22"
    actie.onderwerp = Onderwerp.objects.create(opgave=actie.plan.opgave, naam="Afval", slug="afval")
    actie.doel = factories.maak_doel(opgave=actie.plan.opgave)
    actie.save()
    _vul(actie, projectleider)
    return actie


# Acties -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ["bewoner", "partner", "projectleider", "programmateam", "beheerder"])
def test_ook_wie_is_ingelogd_krijgt_alleen_wat_openbaar_is(als_client, request, opgave, actie, rol):
    for zichtbaarheid in (Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN):
        factories.maak_actie(opgave=opgave, zichtbaarheid=zichtbaarheid, nummer=f"3.9{len(zichtbaarheid)}")
    client = als_client(request.getfixturevalue(rol))

    assert [rij["nummer"] for rij in haal(client, "/acties")["resultaten"]] == [actie.nummer]
    assert client.get(f"{V1}/acties/3.97").status_code == client.get(f"{V1}/acties/3.96").status_code == 404


def test_actie_noemt_haar_plek_in_het_programma(client, volle_actie, organisatie):
    rij = haal(client, "/acties/3.22")

    assert (rij["opgave"], rij["plan"]) == ("fijn-en-veilig-wonen", volle_actie.plan.slug)
    assert (rij["doel"], rij["onderwerp"]) == ("3.1", "afval")
    assert rij["partners"][0]["partner"] == organisatie.slug and rij["partners"][0]["rol"] == "penvoerder"
    assert rij["prestaties"][0]["waarde"] == 15.5 and rij["prestaties"][0]["onderdeel"] == "Ratten"
    assert rij["webpagina"] == "http://testserver/acties/3.22/"


def test_wat_de_bron_niet_zegt_is_null(client, opgave):
    actie = factories.maak_actie(opgave=opgave)

    rij = haal(client, f"/acties/{actie.nummer}")

    leeg = ("doel", "onderwerp", "koers", "standOp", "begindatum", "omschrijving", "resultaat", "statusGedrukt")
    assert [rij[veld] for veld in leeg] == [None] * len(leeg)
    assert rij["partners"] == rij["wijken"] == rij["voortgang"] == []


def test_leeg_gedrukt_vak_is_iets_anders_dan_geen_tabel(client, opgave):
    actie = factories.maak_actie(opgave=opgave, status_gedrukt="")

    assert haal(client, f"/acties/{actie.nummer}")["statusGedrukt"] == ""


def test_meldingen_zijn_geldig_en_in_utc(client, actie, projectleider):
    geldig = factories.maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=date(2024, 10, 10))
    factories.maak_voortgang(
        actie=actie, gemeld_door=projectleider, peildatum=date(2024, 10, 11), ingetrokken_op=timezone.now()
    )

    (melding,) = haal(client, "/acties/3.22")["voortgang"]

    assert melding["peildatum"] == "2024-10-10" and melding["gemeldAls"] == "Projectleider wonen"
    assert melding["gemeldOp"] == geldig.gemeld_op.isoformat().replace("+00:00", "Z")


def test_dezelfde_filters_als_de_pagina(client, opgave, andere_opgave, organisatie):
    doel = factories.maak_doel(opgave=opgave)
    wijk = factories.maak_gebied(naam="Prinsenhof", slug="prinsenhof")
    een = factories.maak_actie(
        opgave=opgave, doel=doel, koers=Koers.BIJSTUREN, titel="Éen loket", penvoerder=organisatie
    )
    een.gebieden.add(wijk)
    twee = factories.maak_actie(opgave=andere_opgave, status=Status.AFGEROND)

    def nummers(**vraag):
        return {rij["nummer"] for rij in haal(client, "/acties", **vraag)["resultaten"]}

    assert nummers() == {een.nummer, twee.nummer}
    for vraag in (
        {"opgave": opgave.slug},
        {"plan": een.plan.slug},
        {"doel": doel.nummer},
        {"status": ["in_uitvoering", "doorlopend"]},
        {"koers": "bijsturen"},
        {"partner": organisatie.slug},
        {"wijk": "prinsenhof"},
        {"q": "een LOKET"},
        {"geenActueleStand": "true"},
    ):
        assert nummers(**vraag) == {een.nummer}, vraag
    assert nummers(koers="geen", opgave=andere_opgave.slug) == {twee.nummer}
    volgorde = [rij["nummer"] for rij in haal(client, "/acties", sorteer="-nummer")["resultaten"]]
    assert volgorde == sorted(volgorde, key=lambda n: [int(deel) for deel in n.split(".")], reverse=True)


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("status", "klaar"),
        ("koers", "rood"),
        ("opgave", "JO"),
        ("doel", "9.9"),
        ("partner", "niemand"),
        ("wijk", "maan"),
        ("plan", "x"),
        ("sorteer", "kleur"),
        ("geenActueleStand", "misschien"),
        ("q", "\x00"),
        ("q", "a" * 10_000),
        ("vanMij", "true"),
        ("geen_actuele_stand", "true"),
    ],
)
def test_verkeerd_filter_is_een_fout_met_de_reden(client, opgave, andere_opgave, naam, waarde):
    (reden,) = (fout for sleutel, fout in problemen(client, "/acties", **{naam: waarde}).items() if sleutel == naam)

    assert reden


@pytest.mark.parametrize(("pad", "adres"), [("/acties", "/acties"), ("/acties/{nummer}", "/acties/3.22")])
def test_actie_heeft_precies_de_beschreven_velden(client, volle_actie, pad, adres):
    antwoord = haal(client, adres)

    klopt_met_beschrijving(pad, antwoord)
    tekst = json.dumps(antwoord)
    for geheim in (GEHEIM, NIEMAND, "B4-22", "@sterkvoornoord"):
        assert geheim not in tekst


@pytest.mark.parametrize("pad", ["/acties", "/acties?opgave=fijn-en-veilig-wonen&q=a", "/acties/3.22"])
def test_aantal_queries_van_acties_staat_vast(
    client, volle_actie, projectleider, django_assert_max_num_queries, django_assert_num_queries, pad
):
    with django_assert_max_num_queries(10) as eerst:
        client.get(V1 + pad)
    for _ in range(5):
        _vul(volle_actie, projectleider)
        _vul(factories.maak_actie(opgave=volle_actie.plan.opgave), projectleider)
    with django_assert_num_queries(len(eerst)):
        client.get(V1 + pad)


# Partners -----------------------------------------------------------------------------------------------


@pytest.fixture
def welzijn(opgave):
    partner = factories.maak_partner(
        naam="Sport en Welzijn", slug="sport-en-welzijn", aliassen=("S&W", "SenW"), aantekening=GEHEIM, bron_code="SW"
    )
    factories.maak_partner(naam="Focusgroep", onderdeel_van=partner)
    factories.maak_gebruiker(functie=NIEMAND, partner=partner)
    for zichtbaarheid in Zichtbaarheid.values:
        actie = factories.maak_actie(opgave=opgave, zichtbaarheid=zichtbaarheid)
        factories.maak_betrokkenheid(actie=actie, partner=partner, rol=Betrokkenheid.Rol.UITVOERDER)
    return partner


@pytest.mark.parametrize("q", ["SenW", "s & w", "sport en welzijn"])
def test_partner_is_te_vinden_op_elke_schrijfwijze(client, welzijn, q):
    (rij,) = haal(client, "/partners", q=q)["resultaten"]

    assert rij["slug"] == "sport-en-welzijn" and rij["andereNamen"] == ["S&W", "SenW"]


def test_partner_telt_alleen_openbare_acties(als_client, programmateam, welzijn, opgave):
    rij = haal(als_client(programmateam), "/partners/sport-en-welzijn")

    assert rij["aantalActies"] == len(rij["acties"]) == 1
    assert rij["opgaven"] == [opgave.slug]
    assert rij["acties"][0]["rol"] == "uitvoerder"


def test_filters_van_partners(client, welzijn, opgave, andere_opgave):
    def slugs(**vraag):
        return [rij["slug"] for rij in haal(client, "/partners", **vraag)["resultaten"]]

    bron = factories.maak_partner(soort=Partner.Soort.OVERHEID, rol=Partner.Rol.BRON)
    assert slugs(soort="andere_overheid") == slugs(rol="bron") == [bron.slug]
    assert slugs(opgave=opgave.slug) == [welzijn.slug]
    assert slugs(opgave=andere_opgave.slug) == []
    assert slugs(sorteer="-acties")[0] == welzijn.slug
    assert set(problemen(client, "/partners", soort="x", opgave="FVW")) == {"soort", "opgave"}
    assert client.get(f"{V1}/partners/niemand").status_code == 404


@pytest.mark.parametrize(("pad", "adres"), [("/partners", "/partners?q=senw"), ("/partners/{slug}", "")])
def test_partner_heeft_precies_de_beschreven_velden(client, welzijn, pad, adres):
    antwoord = client.get(V1 + (adres or "/partners/sport-en-welzijn")).json()

    klopt_met_beschrijving(pad, antwoord)
    tekst = json.dumps(antwoord)
    for geheim in (GEHEIM, NIEMAND, "bronCode", "@sterkvoornoord"):
        assert geheim not in tekst


def test_onderdeel_wijst_naar_het_geheel(client, welzijn):
    deel = welzijn.onderdelen.get()

    assert haal(client, f"/partners/{deel.slug}")["onderdeelVan"] == welzijn.slug
    assert haal(client, f"/partners/{welzijn.slug}")["onderdelen"] == [deel.slug]


@pytest.mark.parametrize(("pad", "hoogstens"), [("/partners", 5), ("/partners/sport-en-welzijn", 6)])
def test_aantal_queries_van_partners_staat_vast(
    client, welzijn, django_assert_max_num_queries, django_assert_num_queries, pad, hoogstens
):
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(V1 + pad)
    for nummer in range(5):
        partner = factories.maak_partner(onderdeel_van=welzijn, aliassen=(f"Naam {nummer}",))
        for rij in (partner, welzijn):
            factories.maak_betrokkenheid(actie=factories.maak_actie(), partner=rij)
    with django_assert_num_queries(len(eerst)):
        client.get(V1 + pad)
