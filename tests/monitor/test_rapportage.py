"""The pages of the reporting round: opening, closing, who owes what, and filling in the stand of an opgave."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from acties.models import Status
from acties.services import bevestig_ongewijzigd
from monitor.models import ASPECTEN, OpgaveStand, Rapportageronde
from monitor.services import rondes
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db
PAGINA = reverse("monitor:rapportage")
LEZEN = reverse("monitor:opgavestand", args=["fijn-en-veilig-wonen"])
INVULLEN = reverse("monitor:opgavestand-invullen", args=["fijn-en-veilig-wonen"])
ONGEWIJZIGD = reverse("monitor:opgavestand-ongewijzigd", args=["fijn-en-veilig-wonen"])
GOED = {aspect.veld: "volgens_verwachting" for aspect in ASPECTEN}
LEEG = dict.fromkeys(rondes.VELDEN, "")
#: What a browser posts besides: no rows of risks.
GEEN_RIJEN = {"risicos-TOTAL_FORMS": "0", "risicos-INITIAL_FORMS": "0"}


@pytest.fixture
def ronde(db):
    return factories.maak_ronde(naam="najaar 2026")


@pytest.fixture
def vorige(ronde, opgave, projectleider):
    """The stand of the round before, saved once."""
    eerder = factories.maak_ronde(
        naam="voorjaar 2026",
        status="gesloten",
        vanaf=ronde.vanaf - timedelta(days=180),
        peildatum=ronde.vanaf - timedelta(days=1),
    )
    return factories.maak_opgavestand(
        ronde=eerder,
        opgave=opgave,
        versie=1,
        **{**GOED, "planning": "bijsturen", "planning_uitleg": "De plek is niet gevonden."},
    )


# ── Opening and closing ──────────────────────────────────────────────────────


def test_het_programmateam_opent_een_ronde_met_naam_en_begin(als_client, programmateam):
    client = als_client(programmateam)
    dagen = {"peildatum": "2026-05-01", "deadline": "2026-05-08"}
    assert client.post(reverse("monitor:ronde-openen"), dagen).url == PAGINA
    eerste = Rapportageronde.objects.get()
    assert (eerste.naam, str(eerste.vanaf), eerste.status) == ("voorjaar 2026", "2026-01-01", "open")
    client.post(reverse("monitor:ronde-sluiten"))
    client.post(reverse("monitor:ronde-sluiten"))
    client.post(reverse("monitor:ronde-openen"), {"peildatum": "2026-11-01", "deadline": "2026-11-08"})
    tweede = Rapportageronde.objects.open().get()
    assert (tweede.naam, str(tweede.vanaf)) == ("najaar 2026", "2026-05-02")
    assert Logregel.objects.filter(object_pk=str(tweede.pk), actor=programmateam).exists()


def test_twee_keer_openen_maakt_er_een(als_client, programmateam, ronde):
    antwoord = als_client(programmateam).post(
        reverse("monitor:ronde-openen"), {"peildatum": "2027-05-01", "deadline": "2027-05-08"}, follow=True
    )
    assert "Er is al een ronde open" in antwoord.content.decode()
    assert Rapportageronde.objects.get() == ronde


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        ({"peildatum": "morgen", "deadline": "2026-11-08"}, "Vul de datum in als dag, maand en jaar"),
        ({"peildatum": "2026-11-01", "deadline": "2025-11-08"}, "De deadline ligt niet voor"),
    ],
)
def test_dagen_die_niet_kloppen_komen_terug_in_het_formulier(als_client, programmateam, dagen, zin):
    html = als_client(programmateam).post(reverse("monitor:ronde-openen"), dagen).content.decode()
    assert zin in html
    assert dagen["deadline"] in html
    assert not Rapportageronde.objects.exists()


# ── Who owes what ────────────────────────────────────────────────────────────


def test_de_eigen_lijst_staat_boven_en_een_klik_haalt_een_actie_eraf(als_client, trekker, actie, ronde):
    client = als_client(trekker)
    antwoord = client.get(PAGINA)
    html = antwoord.content.decode()
    assert [rij.titel for rij in antwoord.context["page_obj"]] == ["Tuinkamer van Noord"]
    assert html.index("Door u te melden (1)") < html.index("Wie moet nog wat?")
    assert "Beoordeling invullen" not in html
    client.post(reverse("acties:ongewijzigd", args=[actie.nummer]), {"versie": actie.versie})
    antwoord = client.get(PAGINA)
    assert not antwoord.context["page_obj"]
    assert "U hebt voor deze ronde niets meer te melden." in antwoord.content.decode()


def test_per_opgave_staat_wie_wat_moet(als_client, projectleider, actie, opgave, ronde):
    klaar = factories.maak_actie(opgave=opgave)
    bevestig_ongewijzigd(actie=klaar, door=projectleider, versie=klaar.versie)
    factories.maak_actie(opgave=opgave, status=Status.AFGEROND)
    antwoord = als_client(projectleider).get(PAGINA)
    [rij] = antwoord.context["rijen"]
    assert (rij.lopend, rij.te_melden, rij.partners, rij.is_klaar) == (2, 1, ["Vidomes 1"], False)
    assert "1 actie en de beoordeling. Per penvoerder: Vidomes 1." in " ".join(antwoord.content.decode().split())
    factories.maak_opgavestand(ronde=ronde, opgave=opgave, **GOED)
    bevestig_ongewijzigd(actie=actie, door=projectleider, versie=actie.versie)
    assert "Klaar: alle acties zijn gemeld" in als_client(projectleider).get(PAGINA).content.decode()


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        (3, "De ronde sluit over 3 dagen"),
        (1, "sluit morgen"),
        (0, "sluit vandaag"),
        (-1, "uiterste dag is voorbij"),
    ],
)
def test_de_pagina_telt_de_dagen_af(als_client, bestuurder, dagen, zin):
    vandaag = timezone.localdate()
    deadline = vandaag + timedelta(days=dagen)
    factories.maak_ronde(vanaf=vandaag - timedelta(days=30), peildatum=vandaag, deadline=deadline)
    assert zin in als_client(bestuurder).get(PAGINA).content.decode()


def test_zonder_ronde_en_na_sluiten_staat_dat_er(als_client, bestuurder, ronde):
    client = als_client(bestuurder)
    Rapportageronde.objects.update(status="gesloten")
    assert "Deze ronde is gesloten." in client.get(PAGINA).content.decode()
    ronde.delete()
    assert "Er is nog geen rapportageronde geweest." in client.get(PAGINA).content.decode()


def test_de_pagina_kost_evenveel_queries_hoeveel_acties_er_ook_zijn(
    als_client, projectleider, organisatie, opgave, ronde, django_assert_max_num_queries
):
    client = als_client(projectleider)
    for aantal in (2, 60):
        for _ in range(aantal):
            factories.maak_actie(opgave=opgave, penvoerder=organisatie)
        with django_assert_max_num_queries(16):
            assert client.get(PAGINA).status_code == 200


# ── The stand of an opgave ───────────────────────────────────────────────────


def test_de_projectleider_vult_de_stand_in(als_client, projectleider, opgave, ronde):
    client = als_client(projectleider)
    assert client.get(INVULLEN).context["form"].hoofd["versie"].value() == 0
    gepost = {**GEEN_RIJEN, **LEEG, **GOED, "budget": "bijsturen", "budget_uitleg": "De subsidie stopt.", "versie": 0}
    assert client.post(INVULLEN, gepost).url == PAGINA
    stand = OpgaveStand.objects.get()
    assert (stand.budget, stand.budget_uitleg, stand.versie) == ("bijsturen", "De subsidie stopt.", 1)
    assert (stand.ingevuld_door, stand.ingevuld_als, stand.ongewijzigd) == (
        projectleider,
        "Projectleider wonen",
        False,
    )
    # A double click sends the same once more.
    assert client.post(INVULLEN, gepost).url == PAGINA
    stand.refresh_from_db()
    assert stand.versie == 1


def test_wat_nog_niet_is_gekozen_mag_later(als_client, projectleider, opgave, ronde):
    antwoord = als_client(projectleider).post(
        INVULLEN, {**GEEN_RIJEN, **LEEG, "versie": 0, "afwijking": "Geen."}, follow=True
    )
    assert "Nog niet alle vier de onderdelen zijn gekozen." in antwoord.content.decode()
    assert not OpgaveStand.objects.get().is_ingevuld


def test_zonder_uitleg_blijft_alles_staan(als_client, projectleider, opgave, ronde):
    gepost = {**GEEN_RIJEN, **LEEG, **GOED, "planning": "aandachtspunt", "afwijking": "Een lang verhaal.", "versie": 0}
    antwoord = als_client(projectleider).post(INVULLEN, gepost)
    html = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "Een lang verhaal." in html
    assert 'href="#id_planning_uitleg"' in html
    assert not OpgaveStand.objects.exists()


def test_de_vorige_ronde_is_het_begin_en_een_klik_neemt_haar_over(als_client, projectleider, opgave, ronde, vorige):
    client = als_client(projectleider)
    html = client.get(INVULLEN).content.decode()
    assert "De plek is niet gevonden." in html
    assert "Alles ongewijzigd" in html
    for _ in range(2):
        assert client.post(ONGEWIJZIGD).url == PAGINA
    stand = ronde.standen.get()
    assert (stand.planning, stand.planning_uitleg, stand.ongewijzigd) == ("bijsturen", vorige.planning_uitleg, True)
    assert stand.versie == 1
    assert "Alles ongewijzigd" not in client.get(INVULLEN).content.decode()


def test_zonder_vorige_ronde_valt_er_niets_over_te_nemen(als_client, projectleider, opgave, ronde):
    antwoord = als_client(projectleider).post(ONGEWIJZIGD, follow=True)
    assert "Er is geen stand van een vorige ronde." in antwoord.content.decode()
    assert not OpgaveStand.objects.exists()


def test_na_sluiten_schrijft_niemand_meer_en_staat_de_tekst_er_nog(als_client, projectleider, opgave, ronde):
    Rapportageronde.objects.update(status="gesloten")
    client = als_client(projectleider)
    assert client.get(INVULLEN).status_code == 404
    gepost = {**GEEN_RIJEN, **LEEG, **GOED, "versie": 0, "afwijking": "Een lang verhaal."}
    html = client.post(INVULLEN, gepost).content.decode()
    assert "intussen gesloten" in html
    assert "Een lang verhaal." in html
    assert not OpgaveStand.objects.exists()


@pytest.mark.parametrize("rol", ["partner", "trekker", "bestuurder", "beheerder"])
def test_de_services_weigeren_wie_het_niet_mag(rol, request, opgave, ronde):
    door = request.getfixturevalue(rol)
    dag = timezone.localdate()
    for doe in (
        lambda: rondes.open_ronde(peildatum=dag, deadline=dag, door=door),
        lambda: rondes.sluit_ronde(ronde=ronde, door=door),
        lambda: rondes.bewaar_stand(ronde=ronde, opgave=opgave, door=door, versie=0, waarden={**LEEG, **GOED}),
        lambda: rondes.bevestig_stand(ronde=ronde, opgave=opgave, door=door),
    ):
        with pytest.raises(PermissionDenied):
            doe()


def test_een_projectleider_schrijft_niet_in_de_stand_van_een_andere_opgave(projectleider, andere_opgave, ronde):
    with pytest.raises(PermissionDenied):
        rondes.bewaar_stand(ronde=ronde, opgave=andere_opgave, door=projectleider, versie=0, waarden={**LEEG, **GOED})


def test_mijn_werk_wijst_naar_de_open_ronde(als_client, projectleider, actie, ronde):
    client = als_client(projectleider)
    adres = reverse("monitor:mijn-werk")
    html = client.get(adres).content.decode()
    assert "Rapportage najaar 2026" in html
    assert f'href="{PAGINA}"' in html
    Rapportageronde.objects.update(status="gesloten")
    assert "Rapportage najaar 2026" not in client.get(adres).content.decode()
