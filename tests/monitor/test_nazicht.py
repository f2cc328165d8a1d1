"""The trekkers of an opgave look at its stand: who may, what counts, and what happens when it changes after that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from monitor.models import ASPECTEN, Nazicht, OpgaveStand, Rapportageronde, trekkers
from monitor.services import rondes
from opgaven.models import Bemensing
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db
LEZEN = reverse("monitor:opgavestand", args=["fijn-en-veilig-wonen"])
KNOP = reverse("monitor:opgavestand-nagekeken", args=["fijn-en-veilig-wonen"])
GOED = {aspect.veld: "volgens_verwachting" for aspect in ASPECTEN}


@pytest.fixture
def stand(opgave):
    return factories.maak_opgavestand(ronde=factories.maak_ronde(), opgave=opgave, versie=1, **GOED)


@pytest.fixture
def leidt(opgave, organisatie):
    """Vidomes leads the opgave."""
    return factories.maak_bemensing(rol=Bemensing.Rol.TREKKER, opgave=opgave, partner=organisatie)


def test_een_trekker_kijkt_na_en_een_tweede_klik_verandert_niets(als_client, trekker, leidt, stand):
    client = als_client(trekker)
    html = client.get(LEZEN).content.decode()
    assert "Vidomes: nog niet" in html
    assert "Nagekeken, dit klopt" in html
    for _ in range(2):
        assert client.post(KNOP, {"versie": 1}).url == LEZEN
    nazicht = Nazicht.objects.get()
    assert (nazicht.partner, nazicht.versie, nazicht.door_als) == (leidt.partner, 1, "Trekker van Vidomes")
    assert Logregel.objects.van(stand).filter(actor=trekker, object_repr="Nagekeken door Vidomes").count() == 1
    html = client.get(LEZEN).content.decode()
    assert "Nagekeken, dit klopt" not in html
    assert "Na te kijken" not in client.get(reverse("monitor:rapportage")).content.decode()


def test_na_een_wijziging_is_er_weer_iets_na_te_kijken(als_client, trekker, projectleider, leidt, stand):
    client = als_client(trekker)
    client.post(KNOP, {"versie": 1})
    waarden = {**dict.fromkeys(rondes.VELDEN, ""), **GOED}
    rondes.bewaar_stand(ronde=stand.ronde, opgave=stand.opgave, door=projectleider, versie=1, waarden=waarden)
    html = client.get(LEZEN).content.decode()
    assert "daarna is de stand gewijzigd" in html
    assert "Vidomes" in client.get(reverse("monitor:rapportage")).content.decode()
    # The page with the button was older than the change.
    assert "gewijzigd nadat u hem las" in client.post(KNOP, {"versie": 1}, follow=True).content.decode()
    client.post(KNOP, {"versie": 2})
    assert Nazicht.objects.get().versie == 2


@pytest.mark.parametrize("rol", ["partner", "trekker", "bestuurder", "projectleider", "programmateam", "beheerder"])
def test_wie_de_opgave_niet_trekt_kijkt_niet_na(als_client, request, rol, stand, organisatie, andere_opgave):
    """Nor who leads another opgave, nor who led this one until yesterday."""
    door = request.getfixturevalue(rol)
    vandaag = timezone.localdate()
    factories.maak_bemensing(rol=Bemensing.Rol.TREKKER, opgave=andere_opgave, partner=organisatie)
    factories.maak_bemensing(
        rol=Bemensing.Rol.TREKKER,
        opgave=stand.opgave,
        partner=organisatie,
        van=vandaag - timedelta(days=90),
        tot=vandaag,
    )
    client = als_client(door)
    assert client.post(KNOP, {"versie": 1}).status_code == 403
    assert "Nagekeken, dit klopt" not in client.get(LEZEN).content.decode()
    with pytest.raises(PermissionDenied):
        rondes.kijk_na(stand=stand, door=door, versie=1)
    assert not Nazicht.objects.exists()


def test_wie_een_plan_van_de_opgave_trekt_kijkt_mee(trekker, organisatie, opgave, stand):
    plan = factories.maak_plan(opgave=opgave)
    factories.maak_bemensing(rol=Bemensing.Rol.TREKKER, opgave=None, plan=plan, partner=organisatie)
    factories.maak_bemensing(rol=Bemensing.Rol.TREKKER, opgave=None, partner=factories.maak_partner())
    assert [rij.van_opgave for rij in trekkers()] == [opgave.pk]
    assert rondes.kijk_na(stand=stand, door=trekker, versie=1).partner == organisatie


def test_een_halve_stand_of_een_gesloten_ronde_is_niet_na_te_kijken(als_client, trekker, leidt, stand):
    client = als_client(trekker)
    OpgaveStand.objects.update(budget="")
    assert "nog niet helemaal ingevuld" in client.post(KNOP, {"versie": 1}, follow=True).content.decode()
    assert "Nagekeken door de trekkers" not in client.get(LEZEN).content.decode()
    OpgaveStand.objects.update(budget="volgens_verwachting")
    Rapportageronde.objects.update(status="gesloten")
    assert client.post(KNOP, {"versie": 1}).status_code == 404
    with pytest.raises(ValidationError, match="intussen gesloten"):
        rondes.kijk_na(stand=stand, door=trekker, versie=1)
    assert not Nazicht.objects.exists()
