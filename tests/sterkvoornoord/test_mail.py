"""Mail through a real SMTP server on this machine, by the real task."""

import re

import pytest
from celery.exceptions import Retry
from django.urls import reverse

from sterkvoornoord import tasks
from tests.factories import maak_gebruiker


@pytest.fixture
def vraag_mail(client, django_capture_on_commit_callbacks):
    def vraag(adres: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("account_reset_password"), {"email": adres})

    return vraag


def test_wachtwoordmail_komt_aan_in_gewoon_nederlands(db, brievenbus, vraag_mail):
    gebruiker = maak_gebruiker(email="mens@sterkvoornoord.example")
    vraag_mail("Mens@Sterkvoornoord.example")
    [(envelop, brief)] = brievenbus.brieven
    assert envelop.rcpt_tos == [gebruiker.email]
    assert envelop.mail_from == "noord@sterkvoornoord.example"
    assert brief["Subject"] == "Kies een nieuw wachtwoord voor Sterk voor Noord"
    assert brief.get_content_type() == "text/plain"
    tekst = brief.get_content()
    assert "Deze link werkt 3 dagen en één keer." in tekst
    assert "uw wachtwoord blijft zoals het is" in tekst
    assert not re.search(r"\b(je|jij|jouw)\b", tekst)


def test_wie_nog_geen_wachtwoord_heeft_wordt_uitgenodigd(client, db, brievenbus, vraag_mail):
    gebruiker = maak_gebruiker(email="nieuw@sterkvoornoord.example", functie="Projectleider <wonen> & meer")
    gebruiker.set_unusable_password()
    gebruiker.save()
    vraag_mail(gebruiker.email)
    [(_, brief)] = brievenbus.brieven
    tekst = brief.get_content()
    assert brief["Subject"] == "Uw account voor het portaal van Sterk voor Noord"
    assert "als Projectleider <wonen> & meer." in tekst
    link = re.search(r"https?://[^/]+(/account/wachtwoord/nieuw/\S+)", tekst)[1]
    pad = client.get(link).url
    client.post(pad, {"password1": "vier losse woorden", "password2": "vier losse woorden"})
    gebruiker.refresh_from_db()
    assert gebruiker.check_password("vier losse woorden")


def test_onbekend_adres_krijgt_niets(db, brievenbus, vraag_mail):
    vraag_mail("niet@sterkvoornoord.example")
    assert brievenbus.brieven == []


def test_een_adres_met_regeleinde_voegt_geen_ontvanger_toe(db, brievenbus, vraag_mail):
    vraag_mail("mens@sterkvoornoord.example\r\nBcc: kwaad@kwaad.example")
    assert brievenbus.brieven == []


def test_een_mailserver_die_niet_antwoordt_wordt_later_opnieuw_geprobeerd(db, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    maak_gebruiker(email="mens@sterkvoornoord.example")
    opnieuw = []

    def later(**kw):
        opnieuw.append(kw["countdown"])
        raise Retry

    monkeypatch.setattr(tasks.wachtwoordmail, "retry", later)
    with pytest.raises(Retry):
        tasks.wachtwoordmail("mens@sterkvoornoord.example")
    assert len(opnieuw) == 1
