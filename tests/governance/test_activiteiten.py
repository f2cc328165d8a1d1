"""The public agenda: who adds what, what is missing in it, and feeds that another parser reads, without a leak."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Activiteit, Agendafeed, Vergadering
from governance.models.activiteit import samen
from governance.services import Gewijzigd, bewerk_activiteit, maak_agenda_adres, zet_in_agenda
from sterkvoornoord.models import Logregel
from tests.factories import (
    maak_activiteit,
    maak_agendapunt,
    maak_gebied,
    maak_gebruiker,
    maak_lidmaatschap,
    maak_orgaan,
    maak_partner,
    maak_vergadering,
)

pytestmark = pytest.mark.django_db
AGENDA, ICS = reverse("agenda:lijst"), reverse("agenda:ics")
ABONNEMENT = reverse("agenda:abonnement")
GEHEIM = "Zwijgplicht"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def over(dagen: int) -> date:
    return timezone.localdate() + timedelta(days=dagen)


def lees_ics(client, pad: str = ICS) -> dict[str, vobject.base.Component]:
    """The events of a feed by their summary, as vobject reads them; it did not write them."""
    antwoord = client.get(pad)
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    kalender = vobject.readOne(antwoord.content.decode())
    return {punt.summary.value: punt for punt in kalender.contents.get("vevent", [])}


def eigen_adres(gebruiker) -> str:
    return reverse("agenda:feed", args=[maak_agenda_adres(gebruiker=gebruiker)])


# Who adds and changes ------------------------------------------------------------------------------------


def test_een_partner_zet_alleen_iets_van_de_eigen_organisatie_in_de_agenda(partner, programmateam, bestuurder):
    velden = {"titel": "Soep", "dagen": [over(2)], "plaats": "Buurtkamer"}
    [eigen] = zet_in_agenda(door=partner, partner=partner.partner, **velden)
    assert Logregel.objects.get_for_object(eigen).get().actor == partner
    ander = maak_partner()
    for door, wie in ((partner, ander), (bestuurder, ander)):
        with pytest.raises(PermissionDenied):
            zet_in_agenda(door=door, partner=wie, **velden)
    [van_ander] = zet_in_agenda(door=programmateam, partner=ander, **velden)
    with pytest.raises(PermissionDenied):
        bewerk_activiteit(activiteit=van_ander, door=partner, versie=1, titel="Van mij")
    with pytest.raises(PermissionDenied):
        bewerk_activiteit(activiteit=eigen, door=partner, versie=1, partner=ander)
    assert bewerk_activiteit(activiteit=eigen, door=partner, versie=1, titel="Snert").versie == 2
    with pytest.raises(Gewijzigd):
        bewerk_activiteit(activiteit=eigen, door=partner, versie=1, titel="Bouillon")


@pytest.mark.parametrize(
    "velden", [{"eind": time(10)}, {"begin": time(10), "eind": time(9)}, {"laatste_dag": date(2020, 1, 1)}]
)
def test_tijden_en_dagen_passen_bij_elkaar(velden, partner):
    with pytest.raises(ValidationError):
        zet_in_agenda(door=partner, partner=partner.partner, titel="Soep", dagen=[over(2)], plaats="Hier", **velden)
    assert not Activiteit.objects.exists()


def test_toevoegen_wijzigen_en_afzeggen(partner, als_client):
    client, dag, wijk = als_client(partner), over(3), maak_gebied(naam="De Heuvel")
    post = {
        "titel": "Soep", "partner": partner.partner.pk, "voor": "ouderen", "plaats": "Buurtkamer", "taal": "nl",
        "dag_0": dag.day, "dag_1": dag.month, "dag_2": dag.year, "begin": "9.30", "gebieden": [wijk.pk],
    }  # fmt: skip
    mis = client.post(reverse("agenda:nieuw"), {**post, "dag_0": "", "plaats": "", "eind": "9.00"}).text
    for zin in ("Vul de dag, de maand en het jaar in.", "Vul in waar het is.", "De eindtijd ligt na"):
        assert zin in mis
    assert "Kies iets uit de lijst." in client.post(reverse("agenda:nieuw"), {**post, "partner": 0}).text
    antwoord = client.post(reverse("agenda:nieuw"), post)
    activiteit = Activiteit.objects.get()
    assert antwoord.url == activiteit.get_absolute_url() and list(activiteit.gebieden.all()) == [wijk]
    pad = reverse("agenda:bewerken", args=[activiteit.pk])
    assert 'value="09:30"' in client.get(pad).text
    client.post(pad, {**post, "afgelast": "on", "versie": "1"})
    botsing = client.post(pad, {**post, "titel": "Snert", "versie": "1"})
    assert botsing.status_code == 409 and "Snert" in botsing.text
    assert "Dit gaat niet door." in als_client().get(activiteit.get_absolute_url()).text


# Groups and series ---------------------------------------------------------------------------------------


@given(groepen=st.sets(st.sampled_from(Activiteit.Voor.values)))
def test_groepen_komen_terug_zoals_zij_zijn_gekozen(groepen):
    activiteit = Activiteit(voor=samen(groepen))
    assert set(activiteit.groepen) == groepen
    assert len(activiteit.voor) <= Activiteit._meta.get_field("voor").max_length
    activiteit.clean()
    labels = {str(Activiteit.Voor(groep).label) for groep in groepen} or {"Iedereen"}
    assert set(activiteit.voor_wie.split(", ")) == labels


@pytest.mark.parametrize("voor", ["ouders", ",onzin,", ",ouders,kinderen,", ",ouders", ","])
def test_een_andere_opschrijfwijze_van_groepen_kan_niet(voor):
    with pytest.raises(ValidationError):
        Activiteit(voor=voor).clean()


def test_meer_groepen_tellen_elk_mee_in_filter_en_gaten(als_client):
    maak_activiteit(titel="Samen koken", voor=samen(["ouders", "ouderen"]))
    html = als_client().get(AGENDA).text
    assert "Ouders, Ouderen" in html
    gat = html.split("Niets speciaal voor:")[1].split("</li>")[0]
    assert "kinderen" in gat and "ouders" not in gat and "ouderen" not in gat
    for groep, erin in (("ouders", True), ("ouderen", True), ("kinderen", False)):
        assert ("Samen koken" in als_client().get(AGENDA, {"voor": groep}).text) is erin


def in_reeks(door, *dagen: int, **velden) -> list[Activiteit]:
    velden = {"titel": "Taalcafé", "plaats": "Bieb", "begin": time(10), "partner": door.partner} | velden
    return zet_in_agenda(door=door, dagen=[over(dag) for dag in dagen], **velden)


def test_een_reeks_is_per_keer_te_verzetten_af_te_zeggen_en_samen_te_wijzigen(partner, client):
    heuvel = maak_gebied(naam="De Heuvel")
    keren = in_reeks(partner, 3, 10, 17, 24)
    eerst = {punt.uid.value: punt for punt in lees_reeks(client)}
    assert len(eerst) == 4 and len({keer.reeks for keer in keren}) == 1
    bewerk_activiteit(activiteit=keren[1], door=partner, versie=1, dag=over(11))
    bewerk_activiteit(activiteit=keren[2], door=partner, versie=1, afgelast=True, plaats="Kerk")
    bewerk_activiteit(
        activiteit=keren[1],
        door=partner,
        versie=2,
        begin=time(11),
        plaats="Bieb",
        gebieden=[heuvel],
        ook_volgende=True,
    )
    nu = list(Activiteit.objects.order_by("dag"))
    assert [keer.dag for keer in nu] == [over(3), over(11), over(17), over(24)]
    assert [keer.begin for keer in nu] == [time(10), time(11), time(11), time(11)]
    assert [keer.afgelast for keer in nu] == [False, False, True, False]
    assert [keer.plaats for keer in nu] == ["Bieb", "Bieb", "Kerk", "Bieb"], "what was changed of one time stays"
    assert [keer.gebieden.count() for keer in nu] == [0, 1, 1, 1]
    daarna = {punt.uid.value: punt for punt in lees_reeks(client)}
    assert daarna.keys() == eerst.keys(), "one event for each time, and its UID never changes"
    verwacht = [(str(keer.versie - 1), "CANCELLED" if keer.afgelast else "CONFIRMED", keer.dag) for keer in nu]
    punten = sorted(daarna.values(), key=lambda punt: punt.dtstart.value)
    assert [(p.sequence.value, p.status.value, p.dtstart.value.date()) for p in punten] == verwacht
    assert [keer.versie for keer in nu] == [1, 3, 3, 2]


def lees_reeks(client) -> list[vobject.base.Component]:
    return list(vobject.readOne(client.get(ICS).content.decode()).contents["vevent"])


def test_twee_keer_klikken_maakt_niets_dubbel_en_een_keer_duurt_een_dag(partner):
    in_reeks(partner, 3, 10)
    with pytest.raises(ValidationError, match="staat al in de agenda"):
        in_reeks(partner, 3, 10)
    assert len(in_reeks(partner, 3, 10, 17)) == 1
    with pytest.raises(ValidationError, match="één dag"):
        in_reeks(partner, 30, 37, laatste_dag=over(38))
    assert Activiteit.objects.count() == 3


def test_het_formulier_maakt_een_reeks_en_wijzigt_de_volgende_keren(als_client, partner):
    client, dag = als_client(partner), over(9)
    post = {
        "titel": "Taalcafé",
        "plaats": "Bieb",
        "partner": partner.partner_id,
        "taal": "nl",
        "herhaal": "FREQ=WEEKLY",
    }
    post |= {"dag_0": dag.day, "dag_1": dag.month, "dag_2": dag.year, "voor": ["ouders", "ouderen"]}
    zonder_einde = client.post(reverse("agenda:nieuw"), post)
    assert "Vul een dag in die na de eerste dag ligt." in zonder_einde.text and 'value="Taalcafé"' in zonder_einde.text
    eeuwig = {"tot_0": 1, "tot_1": 1, "tot_2": 2090}
    assert "Dit is vaker dan 59 keer." in client.post(reverse("agenda:nieuw"), post | eeuwig).text
    assert not Activiteit.objects.exists()
    tot = over(9 + 21)
    einde = {"tot_0": tot.day, "tot_1": tot.month, "tot_2": tot.year}
    antwoord = client.post(reverse("agenda:nieuw"), post | einde, follow=True)
    keren = list(Activiteit.objects.order_by("dag"))
    assert [keer.dag for keer in keren] == [dag + timedelta(weeks=week) for week in range(4)]
    assert "staat 4 keer in de agenda." in antwoord.text and keren[3].get_absolute_url() in antwoord.text
    pad = reverse("agenda:bewerken", args=[keren[1].pk])
    formulier = client.get(pad).text
    assert 'name="ook_volgende"' in formulier and 'name="herhaal"' not in formulier
    dag = keren[1].dag
    post |= {"dag_0": dag.day, "dag_1": dag.month, "dag_2": dag.year, "plaats": "Kerk", "ook_volgende": "on"}
    assert client.post(pad, {**post, "versie": "1"}).status_code == 302
    assert [keer.plaats for keer in Activiteit.objects.order_by("dag")] == ["Bieb", "Kerk", "Kerk", "Kerk"]
    zoek = als_client().get("/zoeken/", {"q": "taalcafé"}).context["resultaat"].soorten
    assert [hit.url for hit in zoek[0].hits] == [keren[0].get_absolute_url()], "a series is found once"


# The page ------------------------------------------------------------------------------------------------


def test_iedereen_leest_de_agenda_en_filters_houden_wat_voor_iedereen_is(als_client):
    heuvel, prinsenhof = maak_gebied(naam="De Heuvel", slug="heuvel"), maak_gebied(slug="prinsenhof")
    maak_activiteit(titel="Soep voor ouderen", voor=",ouderen,", gebieden=[heuvel])
    maak_activiteit(titel="Feest overal")
    maak_activiteit(titel="Geweest", dag=over(-1))
    maak_activiteit(titel="Bezig", dag=over(-1), laatste_dag=over(1), gebieden=[prinsenhof])
    client = als_client()
    for vraag, verwacht in {
        "": {"Soep voor", "Feest overal", "Bezig"},
        "wijk=heuvel": {"Soep voor", "Feest overal"},
        "voor=jongeren": {"Feest overal", "Bezig"},
        "q=soep": {"Soep voor"},
        "wijk=elders": set(),
    }.items():
        html = client.get(f"{AGENDA}?{vraag}").text
        assert {w for w in ("Soep voor", "Feest overal", "Geweest", "Bezig") if w in html} == verwacht, vraag


def test_de_agenda_in_een_andere_taal_zegt_wat_niet_vertaald_is_en_houdt_filters(als_client):
    soep = maak_activiteit(titel="Soep", plaats="Buurtkamer", voor=",ouders,", begin="10:00")
    thee = maak_activiteit(titel="Tea", taal="en")
    html = als_client().get(AGENDA, {"taal": "en", "voor": "ouders"}).text
    assert '<html lang="en" dir="ltr"' in html and "Nothing in the calendar yet." in html
    assert '<strong lang="nl" dir="ltr">Soep</strong>' in html and "In Dutch" in html
    assert f'href="{soep.get_absolute_url()}?taal=en"' in html and "10.00 hrs" in html
    assert '<input type="hidden" name="taal" value="en">' in html
    assert 'href="/agenda/?taal=en"><span class="visually-hidden">Remove filter' in html
    assert "voor=ouders&amp;taal=ar" in html or "taal=ar&amp;voor=ouders" in html
    assert "<strong>Tea</strong>" in html, "in the language of the page nothing has to be said"
    html = als_client().get(thee.get_absolute_url(), {"taal": "ar"}).text
    assert '<html lang="ar" dir="rtl"' in html and 'lang="en" dir="ltr">Tea</h1>' in html
    assert "باللغة الإنجليزية" in html and 'href="/agenda/?taal=ar"' in html
    assert 'lang="en" dir="ltr">Tea</h1>' in als_client().get(thee.get_absolute_url(), {"taal": "onzin"}).text


def test_gaten_zijn_zichtbaar(als_client):
    heuvel = maak_gebied(naam="De Heuvel")
    maak_gebied(naam="Prinsenhof")
    leeg = als_client().get(AGENDA).text
    assert leeg.count("Nog niets in de agenda.") == 8 and "8 weken zonder activiteit" in leeg
    assert "De Heuvel, Prinsenhof" in leeg
    maak_activiteit(voor=",jongeren,", dag=over(7), gebieden=[heuvel])
    maak_activiteit(voor=",ouders,", dag=over(14), afgelast=True)
    maak_activiteit(voor=",ouders,", dag=over(200))
    html = als_client().get(AGENDA).text
    assert "7 weken zonder activiteit" in html, "what is called off fills no week"
    assert "Niets speciaal in:</span> Prinsenhof" in html or "Niets speciaal in: Prinsenhof" in html
    assert (
        "ouders" in html.split("Niets speciaal voor:")[1] and "jongeren" not in html.split("Niets speciaal voor:")[1]
    )


def test_alleen_vergaderingen_van_een_openbaar_overleg_staan_erin(als_client):
    open_ = maak_orgaan(naam="Netwerkbijeenkomst", openbaar=True)
    vergadering = maak_vergadering(orgaan=open_, datum=over(4))
    maak_agendapunt(vergadering=vergadering, titel=f"{GEHEIM} punt")
    maak_vergadering(orgaan=open_, datum=over(5), titel="In voorbereiding", status=Vergadering.Status.CONCEPT)
    maak_vergadering(orgaan=maak_orgaan(naam="Dicht overleg"), datum=over(4))
    html = als_client().get(AGENDA).text
    assert "Netwerkbijeenkomst" in html
    assert not {w for w in ("Dicht overleg", "In voorbereiding", GEHEIM) if w in html}
    assert set(lees_ics(als_client())) == {"Netwerkbijeenkomst"}


@pytest.mark.parametrize("aantal", [2, 30])
def test_de_agenda_kost_een_vast_aantal_vragen(aantal, client, django_assert_max_num_queries):
    orgaan = maak_orgaan(openbaar=True)
    for n in range(aantal):
        maak_activiteit(dag=over(n), gebieden=[maak_gebied()])
        maak_vergadering(orgaan=orgaan, datum=over(n))
    with django_assert_max_num_queries(9):
        client.get(AGENDA)
    with django_assert_max_num_queries(2):
        client.get(ICS)


# Feeds ---------------------------------------------------------------------------------------------------


def test_de_feed_zegt_tijden_in_amsterdam_met_haar_eigen_tijdzone(client):
    zomer, winter = date(timezone.localdate().year + 1, 7, 1), date(timezone.localdate().year + 1, 1, 15)
    for titel, dag in (("Zomer", zomer), ("Winter", winter)):
        maak_activiteit(titel=titel, dag=dag, begin="10:00", eind="11:30")
    tekst = client.get(ICS).content
    assert tekst.count(b"BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam") == 1
    assert all(len(regel) <= 75 for regel in tekst.split(b"\r\n"))
    punten = lees_ics(client)
    for titel, dag in (("Zomer", zomer), ("Winter", winter)):
        begin = punten[titel].dtstart.value
        assert begin == datetime.combine(dag, time(10), AMSTERDAM), "the offset comes from the VTIMEZONE of the file"
        assert punten[titel].dtend.value - begin == timedelta(minutes=90)


def test_hele_dagen_en_bijzondere_tekens_komen_over(client):
    maak_activiteit(titel="Kermis; ouders, kinderen \\ ü", dag=over(2), laatste_dag=over(4), begin="10:00")
    maak_activiteit(titel="Dag", dag=over(2), omschrijving="Regel een\nRegel twee: " + "x" * 200)
    punten = lees_ics(client)
    kermis = punten["Kermis; ouders, kinderen \\ ü"]
    assert (kermis.dtstart.value, kermis.dtend.value) == (over(2), over(5)), "the end is the first day without it"
    assert "Regel een\nRegel twee: " + "x" * 200 in punten["Dag"].description.value


def test_een_wijziging_en_een_afzegging_houden_de_uid_en_tellen_op(client, partner):
    activiteit = maak_activiteit(titel="Soep", partner=partner.partner)
    eerst = lees_ics(client)["Soep"]
    bewerk_activiteit(activiteit=activiteit, door=partner, versie=1, dag=over(5))
    bewerk_activiteit(activiteit=activiteit, door=partner, versie=2, afgelast=True)
    daarna = lees_ics(client)["Soep"]
    assert eerst.uid.value == daarna.uid.value
    assert (eerst.sequence.value, daarna.sequence.value) == ("0", "2")
    assert (eerst.status.value, daarna.status.value) == ("CONFIRMED", "CANCELLED")


def test_de_eigen_feed_volgt_het_lidmaatschap_en_zegt_niets_van_de_agenda(als_client):
    lid = maak_gebruiker(partner=maak_partner())
    orgaan = maak_orgaan(naam="Mijn overleg")
    zetel = maak_lidmaatschap(orgaan=orgaan, gebruiker=lid)
    vergadering = maak_vergadering(orgaan=orgaan, datum=over(4))
    maak_agendapunt(vergadering=vergadering, titel=f"{GEHEIM} punt", besloten=True)
    maak_vergadering(orgaan=maak_orgaan(naam="Ander overleg"), datum=over(4))
    maak_vergadering(orgaan=orgaan, datum=over(6), titel="In voorbereiding", status=Vergadering.Status.CONCEPT)
    maak_activiteit(titel="Soep")
    adres, client = eigen_adres(lid), als_client()
    assert set(lees_ics(client, adres)) == {"Mijn overleg", "Soep"}
    assert GEHEIM not in client.get(adres).content.decode()
    assert set(lees_ics(client)) == {"Soep"}
    Vergadering.objects.filter(pk=vergadering.pk).update(status=Vergadering.Status.GEANNULEERD)
    assert lees_ics(client, adres)["Mijn overleg"].status.value == "CANCELLED"
    zetel.tot = timezone.localdate()
    zetel.save()
    assert set(lees_ics(client, adres)) == {"Soep"}


def test_het_geheime_adres_werkt_tot_een_nieuw_of_geen(als_client, partner):
    client = als_client(partner)
    gebruik = als_client()
    assert "Maak een adres" in client.get(ABONNEMENT).text
    html = client.post(ABONNEMENT).text
    oud = "/agenda/mijn/" + html.split("/agenda/mijn/")[1].split('"')[0]
    sleutel = oud.removeprefix("/agenda/mijn/").removesuffix(".ics")
    assert len(sleutel) >= 43, "256 bits"
    assert gebruik.get(oud).status_code == 200
    assert sleutel not in client.get(ABONNEMENT).text, "told once"
    assert sleutel not in str(list(Agendafeed.objects.values())), "a hash is kept"
    nieuw = "/agenda/mijn/" + client.post(ABONNEMENT).text.split("/agenda/mijn/")[1].split('"')[0]
    assert [gebruik.get(pad).status_code for pad in (oud, nieuw)] == [404, 200]
    client.post(ABONNEMENT, {"stop": "1"})
    assert gebruik.get(nieuw).status_code == 404


def test_wie_geen_rol_of_account_meer_heeft_krijgt_niets(client, partner):
    adres = eigen_adres(partner)
    assert client.get(adres)["Cache-Control"].startswith("max-age=0")
    verzonnen = client.get(reverse("agenda:feed", args=["verzonnen"]))
    partner.is_active = False
    partner.save()
    antwoord = client.get(adres)
    assert antwoord.status_code == verzonnen.status_code == 404
    partner.is_active, partner.partner = True, None
    partner.save()
    assert client.get(adres).status_code == 404
