"""Who is reminded of the reporting round, when, and that nobody gets the same mail twice."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from acties.models import Status, Zichtbaarheid
from acties.services import bevestig_ongewijzigd
from monitor.herinneren import aan_melders, schulden, van_de_ronde
from monitor.models import ASPECTEN, Rapportageronde
from sterkvoornoord.models import Bericht
from tests import cast, factories

pytestmark = pytest.mark.django_db
GOED = {aspect.veld: "volgens_verwachting" for aspect in ASPECTEN}
KNOP = reverse("monitor:ronde-herinneren")


@pytest.fixture
def ronde(settings):
    """A round of which the deadline is a week from now, the day of a reminder."""
    vandaag = timezone.localdate()
    settings.RONDE_HERINNERDAGEN = [21, 7, 1, -3]
    return factories.maak_ronde(
        naam="najaar 2026", deadline=vandaag + timedelta(days=7), peildatum=vandaag + timedelta(days=14)
    )


@pytest.fixture
def gezelschap(opgave, andere_opgave, organisatie, programmabureau, actie):
    return cast.maak_allen(opgave=opgave, andere_opgave=andere_opgave, organisatie=organisatie, bureau=programmabureau)


def stuur(*argumenten) -> str:
    uit = StringIO()
    call_command("stuur_herinneringen", *argumenten, stdout=uit)
    return uit.getvalue()


# ── Who owes what ────────────────────────────────────────────────────────────


def test_wie_iets_moet_doen_en_een_account_heeft_krijgt_een_herinnering(ronde, gezelschap):
    aan = {schuld.gebruiker: str(schuld) for schuld in schulden(ronde)}
    assert aan == {
        gezelschap["trekker"]: "1 actie",
        gezelschap["projectleider"]: "1 actie en de beoordeling van Fijn en veilig wonen",
        gezelschap["andere_projectleider"]: "de beoordeling van Jeugd en onderwijs",
    }


def test_wie_klaar_is_of_weg_of_niet_mag_zien_krijgt_niets(ronde, gezelschap, opgave, organisatie, actie):
    factories.maak_actie(opgave=opgave, penvoerder=organisatie, zichtbaarheid=Zichtbaarheid.CONCEPT)
    factories.maak_actie(opgave=opgave, penvoerder=organisatie, status=Status.AFGEROND)
    leider, trekker, ander = (gezelschap[w] for w in ("projectleider", "trekker", "andere_projectleider"))
    bevestig_ongewijzigd(actie=actie, door=leider, versie=actie.versie)
    ander.is_active = False
    ander.save()
    factories.maak_opgavestand(ronde=ronde, opgave=opgave, **GOED)
    assert [(schuld.gebruiker, len(schuld.acties)) for schuld in schulden(ronde)] == [(leider, 1)]
    assert trekker not in {schuld.gebruiker for schuld in schulden(ronde)}


def test_het_kost_evenveel_queries_hoeveel_acties_er_ook_zijn(
    ronde, gezelschap, opgave, organisatie, django_assert_num_queries
):
    for aantal in (3, 300):
        for _ in range(aantal):
            factories.maak_actie(opgave=opgave, penvoerder=organisatie)
        with django_assert_num_queries(2 + 2 * 4):  # two partners and two projectleiders
            assert len(schulden(ronde)) == 3


# ── When ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (-21, "nog 21 dagen"),
        (-7, "nog 7 dagen"),
        (-4, "nog 4 dagen"),  # the machine was off on the day itself
        (-1, "morgen is de laatste dag"),
        (0, "vandaag is de laatste dag"),
        (3, "de laatste dag is voorbij"),
    ],
)
def test_op_de_dagen_gaat_de_herinnering_uit(ronde, trekker, actie, brievenbus, monkeypatch, dag, zin):
    op = ronde.deadline + timedelta(days=dag)
    monkeypatch.setattr(timezone, "localdate", lambda *_: op)
    assert [h.gebruiker for h in van_de_ronde(op)] == [trekker]
    stuur()
    assert zin in Bericht.objects.get().onderwerp


@pytest.mark.parametrize("dag", [-22, -14, 10])
def test_op_andere_dagen_krijgt_niemand_iets(ronde, trekker, actie, dag):
    assert van_de_ronde(ronde.deadline + timedelta(days=dag)) == []


def test_zonder_open_ronde_krijgt_niemand_iets(ronde, trekker, actie):
    Rapportageronde.objects.update(status="gesloten")
    assert van_de_ronde(timezone.localdate()) == []


def test_een_ronde_die_open_bleef_herinnert_het_team_eraan(ronde, programmateam, settings):
    assert van_de_ronde(ronde.peildatum) == []
    [een] = van_de_ronde(ronde.peildatum + timedelta(days=1))
    [twee] = van_de_ronde(ronde.peildatum + timedelta(days=30))
    assert (een.gebruiker, een.sleutel) == (programmateam, twee.sleutel)
    # Once more when the next has to wait for it.
    later = ronde.periode_tot + timedelta(days=100)
    settings.RONDE_PEILDAGEN = ((later.month, later.day),)
    settings.RONDE_OPEN_DAGEN, settings.RONDE_DEADLINE_DAGEN = 28, 7
    [drie] = van_de_ronde(later - timedelta(days=20))
    assert (drie.gegevens["wacht"], drie.sleutel) != (een.gegevens["wacht"], een.sleutel)


# ── The command ──────────────────────────────────────────────────────────────


def test_het_commando_zegt_wat_het_doet_en_doet_het_een_keer(
    ronde, trekker, actie, brievenbus, django_capture_on_commit_callbacks
):
    uit = stuur("--proef")
    assert uit.startswith("Ik laat zien wie vandaag een herinnering zou krijgen")
    assert f"{trekker.email}: Rapportage najaar 2026: 1 actie" in uit
    assert not Bericht.objects.exists()
    for keer in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            uit = stuur()
        assert uit.startswith("Ik stuur de herinneringen van vandaag")
        assert ("Het zijn er 1" in uit) is (keer == 0)
    assert "niemand een herinnering" in uit
    assert brievenbus.aan == [trekker.email]
    _, brief = brievenbus.brieven[0]
    tekst = brief.get_body("plain").get_content()
    assert f"- {actie.nummer} Tuinkamer van Noord" in tekst
    assert "beoordeling" not in tekst
    assert '/rapportage/" rel="nofollow">' in brief.get_body("html").get_content()


def test_met_veel_acties_noemt_de_brief_er_tien(ronde, opgave, projectleider):
    for _ in range(12):
        factories.maak_actie(opgave=opgave, titel='Koffie & thee "<op straat>"')
    [herinnering] = aan_melders(ronde, dag=timezone.localdate(), vandaag=timezone.localdate())
    stuur()
    tekst = Bericht.objects.get().tekst
    assert tekst.count('Koffie & thee "<op straat>"') == 10
    assert "- en nog 2 andere\n" in tekst
    assert "- Fijn en veilig wonen\n" in tekst
    assert herinnering.gebruiker == projectleider


def test_een_optie_die_er_niet_is_verstuurt_niets(ronde, trekker, actie):
    with pytest.raises(CommandError):
        stuur("--voor-de-zekerheid")
    assert not Bericht.objects.exists()


# ── The button ───────────────────────────────────────────────────────────────


def test_de_knop_stuurt_er_een_ook_bij_dubbel_klikken(ronde, programmateam, trekker, actie, als_client):
    client = als_client(programmateam)
    assert "Herinnering sturen" in client.get(reverse("monitor:rapportage")).content.decode()
    zinnen = [client.post(KNOP, follow=True).content.decode() for _ in range(2)]
    assert "De herinnering gaat naar 1 mens." in zinnen[0]
    assert "kreeg vandaag al een herinnering" in zinnen[1]
    assert Bericht.objects.get().aan == trekker.email
    # Nor does the schedule send another: today is a day on which it would.
    assert "niemand een herinnering" in stuur()


@pytest.mark.parametrize("rol", ["bestuurder", "projectleider", "trekker"])
def test_alleen_het_programmateam_heeft_de_knop(ronde, actie, rol, request, als_client):
    client = als_client(request.getfixturevalue(rol))
    assert "Herinnering sturen" not in client.get(reverse("monitor:rapportage")).content.decode()
    assert client.post(KNOP).status_code == 403
    assert not Bericht.objects.exists()


def test_na_sluiten_mailt_de_knop_niemand(ronde, programmateam, trekker, actie, als_client):
    Rapportageronde.objects.update(status="gesloten")
    assert "Er is niemand gemaild." in als_client(programmateam).post(KNOP, follow=True).content.decode()
    assert not Bericht.objects.exists()
