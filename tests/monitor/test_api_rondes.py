"""Reporting rounds in the API: what a public projectenboek printed, and nothing that was written since."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from monitor.models import ASPECTEN
from tests import factories

pytestmark = pytest.mark.django_db
PAD = "/api/v1/rapportagerondes"
GOED = {aspect.veld: "volgens_verwachting" for aspect in ASPECTEN}


@pytest.fixture
def ronde(db):
    """A round of 2025, closed."""
    return factories.maak_ronde(
        naam="voorjaar 2025",
        periode_van=date(2025, 1, 1),
        periode_tot=date(2025, 6, 30),
        vanaf=date(2025, 1, 1),
        peildatum=date(2025, 5, 1),
        status="gesloten",
    )


@pytest.fixture
def stand(ronde, opgave):
    stand = factories.maak_opgavestand(
        ronde=ronde,
        opgave=opgave,
        **GOED | {"budget": "bijsturen", "budget_uitleg": "De subsidie stopt."},
        ingevuld_op=timezone.now() - timedelta(days=1),
        ingevuld_als="Projectleider wonen",
        belangrijkste_wijzigingen="De kamer is open",
    )
    stand.risicos.create(omschrijving="Geen plek", kans="groot", gevolg="middel", maatregel="Zoeken")
    return stand


@pytest.fixture
def boek(stand, programmateam):
    """A public projectenboek with the data of that spring."""
    return factories.maak_publicatie(
        aangevraagd_door=programmateam,
        fase="gepubliceerd",
        peildatum=date(2025, 5, 2),
        periode_van=date(2025, 1, 1),
        periode_tot=date(2025, 6, 30),
    )


def test_een_ronde_in_een_openbaar_boek_heeft_haar_standen(als_client, ronde, boek, opgave):
    (rij,) = als_client().get(PAD).json()["resultaten"]
    assert (rij["naam"], rij["peildatum"], rij["voorbeeld"]) == ("voorjaar 2025", "2025-05-01", False)
    assert rij["publicatie"] == f"http://testserver/api/v1/publicaties/{boek.pk}"
    (stand,) = rij["standen"]
    assert stand["opgave"] == opgave.slug
    assert stand["aspecten"][3] == {"onderdeel": "budget", "oordeel": "bijsturen", "uitleg": "De subsidie stopt."}
    assert stand["risicos"] == [
        {"omschrijving": "Geen plek", "kans": "groot", "gevolg": "middel", "profiel": "hoog", "maatregel": "Zoeken"}
    ]
    assert (stand["belangrijksteWijzigingen"], stand["afwijking"]) == ("De kamer is open", None)
    assert "Projectleider" not in str(rij)
    assert als_client().get(f"{PAD}/{ronde.pk}").json() == rij


@pytest.mark.parametrize("wie", [None, "programmateam"])
def test_wat_nog_niet_openbaar_is_geeft_de_api_niemand(als_client, request, ronde, stand, programmateam, wie):
    """Neither with a projectenboek that is a concept, nor to who is signed in, nor the round that is open."""
    factories.maak_publicatie(aangevraagd_door=programmateam, peildatum=date(2025, 5, 2))
    open_ = factories.maak_ronde()
    client = als_client(*([request.getfixturevalue(wie)] if wie else []))
    assert client.get(PAD).json()["aantal"] == 0
    for rij in (ronde, open_):
        antwoord = client.get(f"{PAD}/{rij.pk}")
        assert (antwoord.status_code, antwoord["Content-Type"]) == (404, "application/problem+json")


def test_wat_na_het_boek_is_geschreven_is_nog_niet_openbaar(als_client, stand, boek):
    stand.ingevuld_op = timezone.now() + timedelta(days=1)
    stand.save()
    (rij,) = als_client().get(PAD).json()["resultaten"]
    assert rij["standen"] == []
    assert als_client().get(PAD, {"opgave": stand.opgave.slug}).json()["aantal"] == 0


def test_een_boek_is_van_de_nieuwste_ronde_van_zijn_dag(als_client, ronde, boek):
    later = factories.maak_ronde(
        naam="tussendoor", vanaf=date(2025, 5, 2), peildatum=date(2025, 5, 2), status="gesloten"
    )
    assert [rij["naam"] for rij in als_client().get(PAD).json()["resultaten"]] == ["tussendoor"]
    later.delete()
    assert [rij["naam"] for rij in als_client().get(PAD).json()["resultaten"]] == ["voorjaar 2025"]


def test_filters_kiezen_en_wat_niet_bestaat_is_een_fout(als_client, boek, opgave, andere_opgave):
    client = als_client()
    for vraag, aantal in (
        ({"jaar": 2025}, 1),
        ({"jaar": 2024}, 0),
        ({"opgave": opgave.slug}, 1),
        ({"opgave": andere_opgave.slug}, 0),
    ):
        assert client.get(PAD, vraag).json()["aantal"] == aantal, vraag
    for vraag in ({"jaar": "vorig"}, {"opgave": "onzin"}, {"status": "open"}):
        antwoord = client.get(PAD, vraag)
        assert (antwoord.status_code, antwoord["Content-Type"]) == (400, "application/problem+json")
    assert client.post(PAD).status_code == 405


def test_de_lijst_kost_een_vast_aantal_queries(
    als_client, boek, opgave, andere_opgave, programmateam, django_assert_num_queries
):
    for aantal in (1, 4):
        for nr in range(aantal):
            jaar = 2000 + 10 * aantal + nr
            dagen = {"periode_van": date(jaar, 1, 1), "periode_tot": date(jaar, 6, 30), "peildatum": date(jaar, 5, 1)}
            ronde = factories.maak_ronde(naam=str(jaar), vanaf=date(jaar, 1, 1), status="gesloten", **dagen)
            factories.maak_publicatie(aangevraagd_door=programmateam, fase="gepubliceerd", **dagen)
            for een in (opgave, andere_opgave):
                gemeld = factories.maak_opgavestand(
                    ronde=ronde, opgave=een, **GOED, ingevuld_op=timezone.now() - timedelta(days=1)
                )
                gemeld.risicos.create(omschrijving="Iets", kans="klein", gevolg="klein")
        with django_assert_num_queries(5):
            als_client().get(PAD)
