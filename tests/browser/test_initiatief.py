"""A resident on a phone: an idea from the first question to the mail, without script, and in three languages."""

import re
import uuid
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from acties.models import Initiatief, InitiatiefStatus
from sterkvoornoord.models import Bericht
from tests.factories import maak_activiteit, maak_gebied
from tests.initiatieven import EMAIL, NIEUW

pytestmark = pytest.mark.django_db(transaction=True)
TELEFOON = {"breedte": 390, "hoogte": 844}


def verder(pagina, knop="Volgende stap"):
    pagina.locator("#stapformulier").get_by_role("button", name=knop).click()


def test_een_bewoner_stuurt_op_de_telefoon_zonder_script_een_idee_in(pagina_voor, bewoner):
    maak_gebied(naam="Prinsenhof")
    pagina = pagina_voor(bewoner, js=False, **TELEFOON)
    pagina.goto(NIEUW)
    pagina.get_by_label("Ik woon in de buurt").check()
    verder(pagina)
    expect(pagina.get_by_role("alert")).to_contain_text("Vul uw naam in.")
    pagina.get_by_label("Hoe heet u?").fill("Voorbeeld Bewoner")
    pagina.get_by_label("Uw e-mailadres").fill(EMAIL)
    pagina.get_by_label("Uw e-mailadres").press("Enter")
    expect(pagina.get_by_role("heading", name="Uw idee", level=1)).to_be_visible()
    pagina.get_by_label("Hoe heet uw idee?").fill("Plukgroen achter de flats")
    pagina.get_by_role("button", name="العربية").click()
    assert pagina.locator("html").get_attribute("dir") == "rtl"
    pagina.get_by_role("button", name="Nederlands").click()
    expect(pagina.get_by_label("Hoe heet uw idee?")).to_have_value("Plukgroen achter de flats")
    pagina.get_by_label("Wat wilt u gaan doen?").fill("Kruiden en aardbeien planten.")
    pagina.get_by_label("Prinsenhof").check()
    pagina.get_by_label("Iedereen").check()
    pagina.get_by_role("group", name="Wanneer wilt u beginnen?").get_by_label("Jaar").fill("2031")
    verder(pagina)
    pagina.get_by_label("Geld", exact=True).check()
    verder(pagina)
    pagina.get_by_role("button", name=re.compile("Aanpassen.*Uw idee")).click()
    pagina.go_back()
    pagina.get_by_label("Ja, zonder mijn naam").check()
    verder(pagina, "Versturen")
    expect(pagina.get_by_role("heading", name="Bijna klaar: bevestig uw idee")).to_be_visible()
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 390
    link = re.search(r"/initiatieven/volg/\S+/bevestigen/\S+", Bericht.objects.get().tekst)[0]
    pagina.goto(link)
    pagina.get_by_role("button", name="Ja, dit is mijn idee").click()
    expect(pagina.get_by_role("status")).to_contain_text("Uw idee is nu bij ons binnen")
    pagina.get_by_label("Stuur een bericht").fill("Er is ook een kraan.")
    pagina.get_by_role("button", name="Versturen").click()
    expect(pagina.get_by_text("Er is ook een kraan.")).to_be_visible()
    assert Initiatief.objects.get().status == InitiatiefStatus.INGEDIEND


def test_elke_stap_is_toegankelijk_in_drie_talen(pagina_voor, bewoner, axe):
    """One window: every step with its errors, the page of the mail, the one on which it is followed, the agenda."""
    maak_gebied(naam="Prinsenhof")
    activiteit = maak_activiteit(begin="10:00", reeks=uuid.uuid4(), voor=",ouders,ouderen,")
    maak_activiteit(dag=activiteit.dag + timedelta(days=7), reeks=activiteit.reeks, afgelast=True)
    pagina = pagina_voor(bewoner, breedte=320, hoogte=700)

    def keur():
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 320, pagina.url
        axe(pagina)

    for taal in ("nl", "en", "ar"):
        pagina.goto(f"{NIEUW}?taal={taal}")
        loop_door(pagina, keur)
        keur()
        pagina.goto(re.search(r"/initiatieven/volg/\S+/bevestigen/\S+", Bericht.objects.latest("pk").tekst)[0])
        keur()
        pagina.get_by_role("button").last.click()
        doe_mee(pagina, taal, keur)
        for pad in ("/agenda/", activiteit.get_absolute_url()):
            pagina.goto(f"{pad}?taal={taal}")
            keur()
    assert list(Initiatief.objects.values_list("taal", "status").order_by("pk")) == [
        (taal, InitiatiefStatus.INGEDIEND) for taal in ("nl", "en", "ar")
    ]


def doe_mee(pagina, taal: str, keur) -> None:
    """Somebody else takes part in the idea that was just handed in: list, idea, form with its errors, and the link."""
    initiatief = Initiatief.objects.latest("pk")
    openbaar = {"openbaar_titel": "Plukgroen", "openbaar_tekst": "Kruiden.", "openbaar_op": initiatief.ontvangen_op}
    Initiatief.objects.filter(pk=initiatief.pk).update(**openbaar)
    pagina.goto(f"/ideeen/?taal={taal}")
    keur()
    pagina.locator(f"main a[href*='{initiatief.nummer}']").click()
    keur()
    pagina.locator("main a.utrecht-button--primary-action").click()
    pagina.locator("#meedoenform [type=submit]").click()
    expect(pagina.get_by_role("alert")).to_be_visible()
    keur()
    pagina.locator("[name=soort]").first.check()
    pagina.locator("[name=naam]").fill("Voorbeeld")
    pagina.locator("[name=email]").fill("deelnemer@voorbeeld.example")
    pagina.locator("[name=mag_naam]").last.check()
    # The Enter key sends the form; it does not change the language.
    pagina.locator("[name=email]").press("Enter")
    pagina.locator("main a.utrecht-button--primary-action").wait_for()
    pagina.goto(re.search(r"/ideeen/deelname/\S+", Bericht.objects.latest("pk").tekst)[0])
    keur()
    pagina.locator("[value=bevestig]").click()
    pagina.locator("details summary").click()
    keur()
    pagina.locator("[value=stop]").click()
    pagina.goto("/initiatieven/volg/kort/")
    keur()


#: Per step a wrong answer, then what makes it right.
ANTWOORDEN = (
    ({}, {"soort_indiener": "bewoner", "naam": "Voorbeeld", "email": EMAIL}),
    ({"start_2": "31"}, {"naam_idee": "Plukgroen", "wat": "Kruiden.", "gebied": "", "voor_wie": "", "start_2": ""}),
    ({"bedrag": "veel"}, {"bedrag": "1500"}),
    ({}, {"mag_openbaar": "ja"}),
)


def loop_door(pagina, keur) -> None:
    """Answer each step wrongly, look at it, and then rightly; an answer without text is the first of its choices."""
    for pogingen in ANTWOORDEN:
        for goed, poging in enumerate(pogingen):
            for naam, waarde in poging.items():
                veld = pagina.locator(f"[name={naam}]").first
                veld.check() if veld.get_attribute("type") in ("radio", "checkbox") else veld.fill(waarde)
            pagina.locator("#stapformulier [value=volgende]").click()
            if not goed:
                expect(pagina.get_by_role("alert")).to_be_visible()
                keur()
        if "bedrag" in poging:
            pagina.locator("[name=mag_openbaar]").first.wait_for()
            pagina.locator("[value=vorige]").click()
            pagina.locator("[value=bijlagen]").click()
            keur()
            pagina.locator("main a.utrecht-button--secondary-action").click()
            pagina.locator("#stapformulier [value=volgende]").click()
