"""The stand of an opgave in a real browser: from a phone, with and without script, and with two people at once."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from acties.models import Koers
from acties.services import meld_voortgang
from monitor.models import OpgaveStand
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
TELEFOON = {"breedte": 390, "hoogte": 844}
PAGINA = reverse("monitor:rapportage")
INVULLEN = reverse("monitor:opgavestand-invullen", args=["fijn-en-veilig-wonen"])


@pytest.fixture
def ronde(actie, projectleider):
    """An open round in which an actie went off course."""
    ronde = factories.maak_ronde(naam="najaar 2026")
    meld_voortgang(
        actie=actie,
        door=projectleider,
        versie=actie.versie,
        status=actie.status,
        koers=Koers.AANDACHTSPUNT,
        toelichting="",
        oorzaak="De zaal is dicht.",
        maatregel="Wij zoeken een zaal.",
    )
    return ronde


def kies(pagina, aspect: str, koers: str) -> None:
    pagina.get_by_role("group", name=re.compile(f"^{aspect}")).get_by_label(koers).check()


@pytest.mark.parametrize("js", [True, False])
def test_een_projectleider_vult_de_stand_in_op_een_telefoon(pagina_voor, projectleider, ronde, js):
    pagina = pagina_voor(projectleider, js=js, **TELEFOON)
    pagina.goto(PAGINA)
    pagina.get_by_role("link", name="Beoordeling invullen").click()
    for aspect in ("Totaalbeeld", "Bestuur en externe partijen", "Planning"):
        kies(pagina, aspect, "Volgens verwachting")
    kies(pagina, "Budget", "Bijsturen")
    pagina.get_by_label("Wat kan er misgaan?").first.fill("Geen vaste plek")
    pagina.get_by_label("Kans").first.select_option("groot")
    pagina.get_by_label("Gevolg").first.select_option("groot")
    pagina.get_by_label("Tuinkamer van Noord: koers nu Aandachtspunt").check()
    pagina.get_by_role("button", name="Opslaan").click()
    # Two things are missing; all the rest is still there.
    expect(pagina.get_by_role("heading", name="Er zijn 2 antwoorden die niet kloppen")).to_be_visible()
    assert pagina.evaluate("document.documentElement.scrollWidth") <= TELEFOON["breedte"]
    pagina.get_by_label("Uitleg bij budget").fill("De subsidie stopt.")
    pagina.get_by_label("Wat doen wij eraan?").first.fill("Wij zoeken een zaal")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_text("De stand van Fijn en veilig wonen is opgeslagen.")).to_be_visible()
    stand = OpgaveStand.objects.get()
    assert (stand.is_ingevuld, stand.budget_uitleg) == (True, "De subsidie stopt.")
    assert stand.belangrijkste_wijzigingen == "Tuinkamer van Noord: koers nu Aandachtspunt"
    assert str(stand.risicos.get()) == "Geen vaste plek"
    assert pagina.evaluate("document.documentElement.scrollWidth") <= TELEFOON["breedte"]


def test_wat_er_van_een_onderdeel_werd_volgt_de_keuze_zonder_script(pagina_voor, projectleider, opgave, ronde):
    goed = dict.fromkeys(("totaalbeeld", "bestuur", "planning", "budget"), Koers.VOLGENS_VERWACHTING)
    vorige = factories.maak_ronde(
        naam="voorjaar 2026", status="gesloten", vanaf="2020-01-01", peildatum="2020-05-01", deadline="2020-05-01"
    )
    factories.maak_opgavestand(ronde=vorige, opgave=opgave, versie=1, **goed)
    pagina = pagina_voor(projectleider, js=False)
    pagina.goto(INVULLEN)
    budget = pagina.get_by_role("group", name=re.compile("^Budget"))
    expect(budget.get_by_text("niet veranderd")).to_be_visible()
    kies(pagina, "Budget", "Aandachtspunt")
    expect(budget.get_by_text("veranderd, leg dat hieronder uit")).to_be_visible()
    expect(budget.get_by_text("niet veranderd")).to_be_hidden()


def test_twee_mensen_op_een_telefoon_en_de_tweede_kiest(pagina_voor, projectleider, programmateam, ronde, axe):
    ander, pagina = pagina_voor(programmateam), pagina_voor(projectleider, **TELEFOON)
    for een in (ander, pagina):
        een.goto(INVULLEN)
    ander.get_by_label("Afwijking van het plan").fill("Van het team.")
    ander.get_by_role("button", name="Opslaan").click()
    pagina.get_by_label("Afwijking van het plan").fill("Van de leider.")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_role("heading", name="Twee mensen wijzigden deze beoordeling")).to_be_visible()
    axe(pagina)
    assert pagina.evaluate("document.documentElement.scrollWidth") <= TELEFOON["breedte"]
    pagina.get_by_label("Mijn tekst").check()
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_text("is opgeslagen")).to_be_visible()
    assert OpgaveStand.objects.get().afwijking == "Van de leider."
