"""Mijn werk: what has to be reported first, and a useful page for who reports nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from acties.models import Betrokkenheid, Koers, Status, Zichtbaarheid
from acties.services import bevestig_ongewijzigd, meld_voortgang
from monitor.mijn_werk import groet
from tests.factories import maak_actie, maak_bemensing, maak_betrokkenheid, maak_gebruiker, maak_opgave

ADRES = reverse("monitor:mijn-werk")


def dagen_geleden(dagen):
    return timezone.localdate() - timedelta(days=dagen)


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


def titels(antwoord):
    return [actie.titel for actie in antwoord.context["pagina"]]


# ── What to report ───────────────────────────────────────────────────────────


def test_de_oudste_stand_komt_eerst_en_nooit_gemeld_nog_eerder(client, opgave):
    for titel, stand_op in (("nieuw", dagen_geleden(101)), ("oud", dagen_geleden(300)), ("nooit", None)):
        maak_actie(opgave=opgave, titel=titel, stand_op=stand_op)
    assert titels(client.get(ADRES)) == ["nooit", "oud", "nieuw"]


def test_alleen_lopende_acties_zonder_actuele_stand_staan_erop(client, opgave, andere_opgave, settings):
    maak_actie(opgave=opgave, titel="net actueel", stand_op=dagen_geleden(settings.ACTUEEL_DAGEN))
    maak_actie(opgave=opgave, titel="net te oud", stand_op=dagen_geleden(settings.ACTUEEL_DAGEN + 1))
    maak_actie(opgave=opgave, titel="klaar", status=Status.AFGEROND)
    maak_actie(opgave=andere_opgave, titel="van een ander")
    antwoord = client.get(ADRES)
    assert titels(antwoord) == ["net te oud"]
    stand = antwoord.context["stand"]
    assert (stand.totaal, stand.lopend, stand.te_melden, stand.actueel) == (3, 2, 1, 1)
    html = antwoord.content.decode()
    assert "Nog te melden (1)" in html
    assert "1 van je 2 lopende acties heeft een actuele stand" in html


def test_een_rij_noemt_status_koers_en_leeftijd(client, opgave):
    maak_actie(opgave=opgave, koers=Koers.BIJSTUREN, stand_op=dagen_geleden(171))
    html = client.get(ADRES).content.decode()
    for woord in ("In uitvoering", "Bijsturen", "171 dagen geleden", "Ongewijzigd", "Bijwerken"):
        assert woord in html


def test_zonder_javascript_is_bijwerken_een_gewone_link(client, actie):
    html = client.get(ADRES).content.decode()
    assert f'href="{reverse("acties:voortgang", args=[actie.nummer])}?terug=%2Fmijn-werk%2F"' in html


def test_bevestigen_brengt_terug_met_de_bevestiging_en_ongedaan_maken(client, actie):
    antwoord = client.post(
        reverse("acties:ongewijzigd", args=[actie.nummer]), {"versie": 1, "terug": ADRES}, follow=True
    )
    html = antwoord.content.decode()
    assert "“Tuinkamer van Noord” is bevestigd. De stand is van vandaag." in html
    assert "Nog te melden (0)" in html and "Net gemeld" in html
    assert html.count("Ongedaan maken") == 2  # in the message and in the list of what was reported just now
    assert "Je hebt niets te melden" in html


def test_wat_net_gemeld_is_blijft_een_uur_ongedaan_te_maken(client, actie, projectleider):
    melding = bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    assert list(client.get(ADRES).context["zojuist"]) == [melding]
    melding.gemeld_op = timezone.now() - timedelta(minutes=61)
    melding.save()
    assert not client.get(ADRES).context["zojuist"]


def test_een_melding_van_een_ander_staat_bij_de_laatste_maar_niet_bij_de_mijne(client, actie, trekker):
    meld_voortgang(
        actie=actie,
        door=trekker,
        versie=1,
        status=Status.IN_UITVOERING,
        koers=Koers.VOLGENS_VERWACHTING,
        toelichting="<b>Het Ping-loket draait.</b>",
    )
    antwoord = client.get(ADRES)
    assert not antwoord.context["zojuist"]
    html = antwoord.content.decode()
    assert "Trekker van Vidomes" in html and "&lt;b&gt;Het Ping-loket draait." in html


def test_de_lijst_heeft_bladzijden(client, opgave):
    for nr in range(20):
        maak_actie(opgave=opgave, titel=f"Actie nr {nr:02}")
    assert len(titels(client.get(ADRES))) == 15
    assert titels(client.get(ADRES, {"pagina": 2}))[-1] == "Actie nr 19"
    assert "Pagina 1 van 2" in client.get(ADRES).content.decode()


@pytest.mark.parametrize("bladzijde", ["0", "-1", "abc", "99", "\x00", "9" * 40])
def test_een_bladzijde_die_niet_bestaat_geeft_de_dichtstbijzijnde(bladzijde, client, actie):
    assert client.get(ADRES, {"pagina": bladzijde}).status_code == 200


# ── Roles ────────────────────────────────────────────────────────────────────


def test_een_bezoeker_logt_eerst_in(als_client):
    assert als_client().get(ADRES).url.startswith(reverse("account_login"))


def test_een_partner_ziet_waarvan_hij_penvoerder_of_coordinator_is(als_client, trekker, actie, opgave, organisatie):
    ander = maak_actie(opgave=opgave, titel="Alleen deelnemer")
    maak_betrokkenheid(actie=ander, partner=organisatie)
    mede = maak_actie(opgave=opgave, titel="Coördinator")
    maak_betrokkenheid(actie=mede, partner=organisatie, rol=Betrokkenheid.Rol.COORDINATOR)
    maak_actie(opgave=opgave, titel="Concept", penvoerder=organisatie, zichtbaarheid=Zichtbaarheid.CONCEPT)
    antwoord = als_client(trekker).get(ADRES)
    assert set(titels(antwoord)) == {"Coördinator", "Tuinkamer van Noord"}
    assert "Vidomes is penvoerder of coördinator van deze acties" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("rol", "zin"),
    [
        ("partner", "van geen enkele actie penvoerder of coördinator"),
        ("bestuurder", "Je hoeft zelf niets te melden"),
        ("programmateam", "Je hoeft zelf niets te melden"),
        ("beheerder", "Je hoeft zelf niets te melden"),
        ("andere_projectleider", "Je opgave heeft nog geen acties"),
    ],
)
def test_wie_niets_meldt_leest_waarom_en_waar_hij_verder_leest(rol, zin, als_client, actie, request):
    antwoord = als_client(request.getfixturevalue(rol)).get(ADRES)
    html = antwoord.content.decode()
    assert zin in html
    assert "Lopende acties zonder actuele stand (1 van 1)" in html
    assert "Nog te melden" not in html


def test_wie_leest_ziet_de_laatste_meldingen_die_hij_mag_zien(als_client, bestuurder, actie, opgave, projectleider):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    for een in (actie, concept):
        bevestig_ongewijzigd(actie=een, door=projectleider, versie=1)
    assert [m.actie for m in als_client(bestuurder).get(ADRES).context["laatste"]] == [actie]


def test_een_account_zonder_rol_hoort_waar_het_terechtkan(als_client, db):
    html = als_client(maak_gebruiker()).get(ADRES).content.decode()
    assert "geen rol in het programma" in html


def test_wie_alles_gemeld_heeft_ziet_dat(client, opgave):
    maak_actie(opgave=opgave, stand_op=timezone.localdate())
    html = client.get(ADRES).content.decode()
    assert "Je lopende actie heeft een actuele stand" in html
    assert "Je hebt niets te melden" in html


def test_zonder_lopende_acties_is_er_niets_te_melden(client, opgave):
    maak_actie(opgave=opgave, status=Status.AFGEROND)
    assert "Er loopt nu geen actie van je" in client.get(ADRES).content.decode()


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_mijn_werk_is_alleen_om_te_lezen(methode, client):
    assert getattr(client, methode)(ADRES).status_code == 405


# ── Greeting and cost ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("uur_utc", "woord"),
    [
        (3, "Goedenacht"),
        (4, "Goedemorgen"),
        (9, "Goedemorgen"),
        (10, "Goedemiddag"),
        (16, "Goedenavond"),
        (22, "Goedenacht"),
    ],
)
def test_de_groet_past_bij_de_tijd_in_nederland(uur_utc, woord):
    assert groet(datetime(2024, 7, 1, uur_utc, tzinfo=UTC)) == woord


@pytest.mark.parametrize("rol", ["projectleider", "trekker", "bestuurder", "programmateam"])
def test_mijn_werk_kost_hoogstens_twaalf_queries(
    rol, als_client, request, opgave, organisatie, projectleider, django_assert_max_num_queries
):
    for nr in range(12):
        actie = maak_actie(opgave=opgave, penvoerder=organisatie)
        if nr % 2:
            bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    client = als_client(request.getfixturevalue(rol))
    with django_assert_max_num_queries(12):
        assert client.get(ADRES).status_code == 200


def test_meer_opgaven_geven_meer_acties(als_client, projectleider, programmabureau, actie):
    tweede = maak_opgave(nummer=2, naam="Financiële zelfredzaamheid", slug="financieel")
    maak_bemensing(opgave=tweede, partner=programmabureau, gebruiker=projectleider)
    maak_actie(opgave=tweede, titel="Tweede opgave")
    assert set(titels(als_client(projectleider).get(ADRES))) == {"Tuinkamer van Noord", "Tweede opgave"}
