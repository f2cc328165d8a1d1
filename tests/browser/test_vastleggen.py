"""Recording a meeting in a real browser: it saves itself, and a lost connection or a second writer costs no text."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from governance.models import Actiepunt, Agendapunt, Vergadering
from tests.factories import maak_agendapunt, maak_lidmaatschap, maak_orgaan, maak_vergadering

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def punt(db):
    orgaan = maak_orgaan(afkorting="AB")
    maak_lidmaatschap(orgaan=orgaan, functie="Wethouder")
    vergadering = maak_vergadering(orgaan=orgaan, status=Vergadering.Status.BEZIG)
    return maak_agendapunt(vergadering=vergadering, titel="Een plan", soort="besluit", gevraagd_besluit="Stem in.")


def test_tekst_overleeft_een_verbroken_verbinding_een_dicht_venster_en_een_tweede_schrijver(
    pagina_voor, programmateam, punt
):
    pagina = pagina_voor(programmateam)
    pad = reverse("vergaderingen:vastleggen", args=[punt.vergadering.nummer])
    pagina.goto(pad)
    vak = pagina.locator(f"#punt-p{punt.pk}")
    pagina.get_by_label("Conform voorstel").check()
    expect(vak.get_by_role("status")).to_contain_text("Opgeslagen om")
    vak.get_by_text("Actiepunt toevoegen").click()
    vak.get_by_label("Nieuw actiepunt").fill("Maak een opzet")
    vak.get_by_label("Wie doet het?").fill("Wethouder")
    vak.get_by_role("button", name="Voeg toe").click()
    expect(vak.get_by_text("Maak een opzet")).to_be_visible()
    expect(vak.get_by_label("Nieuw actiepunt")).to_have_value("")

    # The server says nothing any more: what is typed stays, also when the window closes. Somebody else writes too.
    stuk = re.compile(re.escape(pad) + "$")
    pagina.route(
        stuk, lambda route: route.fulfill(status=204) if route.request.method == "POST" else route.continue_()
    )
    vak.get_by_label("Verslag").fill("Van mij.")
    pagina.wait_for_timeout(1500)
    pagina.goto("/")
    Agendapunt.objects.filter(pk=punt.pk).update(verslag="Van de ander.")
    pagina.unroute(stuk)
    pagina.goto(pad)
    expect(vak.get_by_label("Verslag")).to_have_value("Van mij.")
    keuze = vak.get_by_role("group", name=re.compile("iemand anders schreef hier ook"))
    expect(keuze).to_contain_text("Van de ander.")
    keuze.get_by_label(re.compile("Van mij")).check()
    expect(vak.get_by_role("status")).to_contain_text("Opgeslagen om")
    nu = Agendapunt.objects.get(pk=punt.pk)
    assert (nu.uitkomst, nu.verslag, Actiepunt.objects.get().functie) == ("conform", "Van mij.", "Wethouder")
    _verlies_de_sessie(pagina, vak, punt)
    pagina.get_by_role("button", name="Sluit de vergadering").click()
    expect(pagina.get_by_text("De besluiten staan klaar als concept")).to_be_visible()


def _verlies_de_sessie(pagina, vak, punt):
    """The session has ended: after signing in again the page is opened anew, and has the text."""
    aangemeld = pagina.context.cookies()
    pagina.context.clear_cookies()
    vak.get_by_label("Verslag").fill("Van mij, en meer.")
    expect(vak.get_by_role("status")).to_contain_text("U bent uitgelogd")
    pagina.context.add_cookies(aangemeld)
    pagina.reload()
    expect(vak.get_by_role("status")).to_contain_text("Opgeslagen om")
    assert Agendapunt.objects.get(pk=punt.pk).verslag == "Van mij, en meer."


def test_een_agendapunt_sleept_men_naar_zijn_plek(pagina_voor, programmateam):
    """With a mouse; the place is kept by the server, and told on the page."""
    vergadering = maak_vergadering(orgaan=maak_orgaan(afkorting="AB"), status=Vergadering.Status.GEPLAND)
    punten = [maak_agendapunt(vergadering=vergadering, volgorde=nr, titel=f"Punt {nr}") for nr in (1, 2, 3)]
    pagina = pagina_voor(programmateam)
    pagina.goto(reverse("vergaderingen:agenda", args=[vergadering.nummer]))
    greep, boven = (pagina.locator(f"#punt-{punt.pk} [data-greep]").bounding_box() for punt in (punten[2], punten[0]))
    pagina.mouse.move(greep["x"] + 9, greep["y"] + 9)
    pagina.mouse.down()
    pagina.mouse.move(boven["x"] + 9, boven["y"] + 40, steps=8)
    pagina.mouse.move(boven["x"] + 9, boven["y"] - 25, steps=8)
    pagina.mouse.up()
    expect(pagina.get_by_role("status")).to_contain_text("“Punt 3” is nu punt 1.")
    assert [punt.titel for punt in vergadering.agendapunten.order_by("volgorde")] == ["Punt 3", "Punt 1", "Punt 2"]
