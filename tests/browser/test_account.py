"""Accounts from invitation to sign-out in a real browser, with and without script."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail

from acties.models import Voortgang
from sterkvoornoord.celery import app as celery
from sterkvoornoord.models import Gebruiker
from tests.factories import WACHTWOORD

NIEUW = "vier losse woorden samen"


@pytest.fixture(autouse=True)
def worker():
    """Jobs run at once, as a worker would run them."""
    celery.conf.update(task_always_eager=True)
    yield
    celery.conf.update(task_always_eager=False)


def log_in(venster, email: str, wachtwoord: str) -> None:
    venster.get_by_label("E-mailadres").fill(email)
    venster.get_by_label("Wachtwoord").fill(wachtwoord)
    venster.locator("main").get_by_role("button", name="Inloggen").click()


@pytest.mark.parametrize("js", [True, False])
def test_van_uitnodiging_tot_uitloggen(pagina_voor, beheerder, js):
    """A beheerder invites; the new colleague chooses a password by the mail, signs in and out again."""
    beheer = pagina_voor(beheerder)
    beheer.goto("/beheer/sterkvoornoord/gebruiker/add/")
    beheer.get_by_label("E-mailadres").fill("Nieuw@sterkvoornoord.example")
    beheer.get_by_label("Functie").fill("Projectleider wonen")
    beheer.get_by_role("button", name="Opslaan", exact=True).click()
    beheer.get_by_text("De uitnodiging voor nieuw@sterkvoornoord.example is onderweg.").wait_for()

    [brief] = mail.outbox
    link = re.search(r"https?://[^/]+(/\S+)", brief.body)[1]
    venster = pagina_voor(js=js)
    venster.goto(link)
    venster.get_by_label("Nieuw wachtwoord", exact=True).fill(NIEUW)
    venster.get_by_label("Nieuw wachtwoord, nog een keer").fill(NIEUW)
    venster.get_by_role("button", name="Bewaar mijn wachtwoord").click()
    venster.get_by_role("link", name="Naar inloggen").click()
    log_in(venster, "nieuw@sterkvoornoord.example", NIEUW)
    venster.wait_for_url("**/mijn-werk/")
    venster.get_by_role("button", name="Uitloggen").first.click()
    venster.get_by_text("U bent uitgelogd.").wait_for()
    assert Gebruiker.objects.get(email="nieuw@sterkvoornoord.example").check_password(NIEUW)


@pytest.mark.parametrize("js", [True, False])
def test_wat_getypt_was_overleeft_een_verlopen_sessie(pagina_voor, projectleider, actie, js):
    """Signed out while typing: after signing in the text is there, and one press sends it."""
    venster = pagina_voor(projectleider, js=js)
    venster.goto("/acties/3.22/voortgang/")
    venster.get_by_label(re.compile("Volgens verwachting")).check()
    venster.get_by_label(re.compile("Wat is er gebeurd")).fill("De Tuinkamer is geverfd.")
    Session.objects.all().delete()
    venster.locator("main").get_by_role("button", name=re.compile("Opslaan|Meld|Verstuur|Bewaar")).first.click()
    venster.get_by_text("Uw tekst is bewaard").wait_for()
    log_in(venster, projectleider.email, WACHTWOORD)
    tekst = venster.get_by_label(re.compile("Wat is er gebeurd"))
    tekst.wait_for()
    assert tekst.input_value() == "De Tuinkamer is geverfd."
    venster.locator("main").get_by_role("button", name=re.compile("Opslaan|Meld|Verstuur|Bewaar")).first.click()
    venster.get_by_text("De Tuinkamer is geverfd.").first.wait_for()
    assert Voortgang.objects.get(actie=actie).toelichting == "De Tuinkamer is geverfd."


def test_na_inloggen_is_terug_in_de_browser_geen_lek(pagina_voor, trekker):
    """Whoever signs out on a shared computer leaves no page behind the back button."""
    venster = pagina_voor(trekker)
    venster.goto("/mijn-werk/")
    venster.get_by_role("button", name="Uitloggen").first.click()
    venster.get_by_text("U bent uitgelogd.").wait_for()
    venster.go_back()
    assert "/account/login/" in venster.url
