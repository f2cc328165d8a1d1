"""Invitations: to members with an account, through a real mail server, read back by another parser."""

from datetime import time, timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from governance.models import Lidmaatschap, Vergadering
from governance.services import bewerk_vergadering, verplaats_vergadering, zet_stand
from sterkvoornoord.models import Bericht
from sterkvoornoord.post import veeg, wis_oude_berichten
from tests import factories

Stand = Vergadering.Status
GEHEIM = "Zwijgplicht"


@pytest.fixture
def lid(orgaan):
    wie = factories.maak_gebruiker(email="lid@sterkvoornoord.example")
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=wie)
    return wie


@pytest.fixture
def vergadering(orgaan, lid):
    wanneer = {"datum": "2027-07-01", "begin": time(15, 30), "eind": time(17)}
    vergadering = factories.maak_vergadering(orgaan=orgaan, status=Stand.GEPLAND, plaats="Raadszaal; 1e", **wanneer)
    factories.maak_agendapunt(vergadering=vergadering, volgorde=1, titel="Het plan")
    factories.maak_agendapunt(vergadering=vergadering, volgorde=2, titel=f"{GEHEIM} punt", besloten=True)
    return Vergadering.objects.get(pk=vergadering.pk)


def stand(vergadering, door, naar):
    nu = Vergadering.objects.get(pk=vergadering.pk)
    return zet_stand(vergadering=nu, door=door, versie=nu.versie, naar=naar)


def verstuurd(brievenbus) -> list[tuple[str, str, vobject.base.Component, str]]:
    """Send all that waits; returns of each mail its address, subject, calendar and text."""
    brievenbus.brieven.clear()
    veeg()
    uit = []
    for envelop, mail in brievenbus.brieven:
        deel = next(deel for deel in mail.walk() if deel.get_content_type() == "text/calendar")
        kalender = vobject.readOne(deel.get_content())
        assert deel["Content-Type"].params["method"] == kalender.method.value
        tekst = mail.get_body(("plain",)).get_content()
        uit.append((envelop.rcpt_tos[0], mail["Subject"], kalender, tekst))
    return uit


@pytest.mark.django_db
def test_leden_met_een_account_krijgen_een_uitnodiging_die_een_agenda_begrijpt(
    vergadering, orgaan, lid, programmateam, brievenbus
):
    factories.maak_lidmaatschap(orgaan=orgaan)
    weg = factories.maak_gebruiker(is_active=False)
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=weg)
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=factories.maak_gebruiker(), tot="2027-07-01")
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=lid, functie="Tweede plek")
    stand(vergadering, programmateam, Stand.UITGENODIGD)
    [(aan, onderwerp, kalender, tekst)] = verstuurd(brievenbus)
    assert (aan, onderwerp) == (lid.email, "Uitnodiging: Algemeen bestuur, 1 juli 2027")
    afspraak = kalender.vevent
    begin = afspraak.dtstart.value
    assert (kalender.method.value, afspraak.sequence.value, afspraak.status.value) == ("REQUEST", "0", "CONFIRMED")
    assert begin.isoformat() == "2027-07-01T15:30:00+02:00", "summer time, from the VTIMEZONE in the file"
    assert "DTSTART;TZID=Europe/Amsterdam:20270701T153000" in kalender.serialize()
    assert afspraak.dtend.value - begin == timedelta(hours=1, minutes=30)
    assert afspraak.location.value == "Raadszaal; 1e" and vergadering.get_absolute_url() in afspraak.url.value
    assert afspraak.attendee.value == f"mailto:{lid.email}" and afspraak.organizer.value.startswith("mailto:")
    assert "1. Het plan" in tekst and "2. besloten punt" in tekst
    assert GEHEIM not in tekst + kalender.serialize()


@pytest.mark.django_db
def test_wijzigen_verplaatsen_en_afzeggen_houden_dezelfde_afspraak_bij(vergadering, lid, programmateam, brievenbus):
    stand(vergadering, programmateam, Stand.UITGENODIGD)
    nu = Vergadering.objects.get(pk=vergadering.pk)
    wie = {"door": programmateam}
    nu = bewerk_vergadering(vergadering=nu, versie=nu.versie, omschrijving="Geen nieuws voor een agenda.", **wie)
    nu = bewerk_vergadering(vergadering=nu, versie=nu.versie, plaats="De Heuvel", **wie)
    nieuw = verplaats_vergadering(
        vergadering=nu, versie=nu.versie, datum=timezone.localdate() + timedelta(days=60), **wie
    )
    stand(nieuw, programmateam, Stand.GEANNULEERD)
    brieven = verstuurd(brievenbus)
    kalenders = [kalender for _aan, _onderwerp, kalender, _tekst in brieven]
    assert [k.method.value for k in kalenders] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [k.vevent.sequence.value for k in kalenders] == ["0", "1", "2", "3"]
    assert len({k.vevent.uid.value for k in kalenders}) == 1
    assert kalenders[1].vevent.location.value == "De Heuvel"
    assert kalenders[2].vevent.dtstart.value.date() == nieuw.datum
    assert kalenders[3].vevent.status.value == "CANCELLED"
    woorden = [onderwerp.split(":")[0] for _aan, onderwerp, _kalender, _tekst in brieven]
    assert woorden == ["Uitnodiging", "Gewijzigd", "Verplaatst", "Gaat niet door"]


@pytest.mark.django_db
def test_wie_geen_lid_meer_is_hoort_dat_en_een_nieuw_lid_wordt_uitgenodigd(
    vergadering, orgaan, lid, programmateam, brievenbus
):
    stand(vergadering, programmateam, Stand.UITGENODIGD)
    Lidmaatschap.objects.update(tot=timezone.localdate())
    nieuw = factories.maak_gebruiker(email="nieuw@sterkvoornoord.example")
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=nieuw)
    verstuurd(brievenbus)
    for plaats, verwacht in (
        ("A", {lid.email: "CANCEL", nieuw.email: "REQUEST"}),
        ("B", {nieuw.email: "REQUEST"}),
    ):
        nu = Vergadering.objects.get(pk=vergadering.pk)
        bewerk_vergadering(vergadering=nu, door=programmateam, versie=nu.versie, plaats=plaats)
        assert {aan: kalender.method.value for aan, _, kalender, _ in verstuurd(brievenbus)} == verwacht


@pytest.mark.django_db
def test_voor_er_is_uitgenodigd_gaat_er_geen_mail(vergadering, programmateam):
    bewerk_vergadering(vergadering=vergadering, door=programmateam, versie=1, plaats="De Heuvel")
    nieuw = verplaats_vergadering(
        vergadering=Vergadering.objects.get(pk=vergadering.pk), door=programmateam, versie=2,
        datum=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    stand(nieuw, programmateam, Stand.GEANNULEERD)
    assert not Bericht.objects.exists()


@pytest.mark.django_db
def test_de_bijlage_wordt_met_het_bericht_gewist(vergadering, programmateam, brievenbus):
    stand(vergadering, programmateam, Stand.UITGENODIGD)
    verstuurd(brievenbus)
    Bericht.objects.update(verstuurd_op=timezone.now() - timedelta(days=365))
    assert wis_oude_berichten() == 1
    assert Bericht.objects.get().bijlage == ""


@pytest.mark.django_db
def test_in_mijn_agenda_is_dezelfde_afspraak(vergadering, programmateam, als_client, brievenbus):
    stand(vergadering, programmateam, Stand.UITGENODIGD)
    [(_, _, kalender, _)] = verstuurd(brievenbus)
    antwoord = als_client(programmateam).get(reverse("vergaderingen:ics", args=[vergadering.nummer]))
    eigen = vobject.readOne(antwoord.content.decode())
    assert antwoord["Content-Type"].startswith("text/calendar")
    assert (eigen.method.value, eigen.vevent.uid.value) == ("PUBLISH", kalender.vevent.uid.value)
    assert not hasattr(eigen.vevent, "attendee") and b"\r\n" in antwoord.content


@pytest.mark.django_db
def test_zonder_tijd_is_het_een_afspraak_voor_de_hele_dag(programmateam, als_client):
    vergadering = factories.maak_vergadering(datum="2027-01-15")
    antwoord = als_client(programmateam).get(reverse("vergaderingen:ics", args=[vergadering.nummer]))
    assert str(vobject.readOne(antwoord.content.decode()).vevent.dtstart.value) == "2027-01-15"
