"""What the bestuur focuses on: few at a time, two of its members, and who left stays in the history."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.gids import zetels_op
from governance.models import Focusonderwerp
from governance.services import Gewijzigd, bewaar_focus
from sterkvoornoord.models import Logregel
from tests.factories import maak_gebruiker, maak_lidmaatschap, maak_opgave, maak_orgaan, maak_partner

pytestmark = pytest.mark.django_db
LIJST = reverse("focus:lijst")


def over(dagen: int):
    return timezone.localdate() + timedelta(days=dagen)


@pytest.fixture
def zetels():
    orgaan = maak_orgaan(naam="Algemeen bestuur", slug="algemeen-bestuur")
    return [maak_lidmaatschap(orgaan=orgaan, functie=f"Bestuurder {nr}", partner=maak_partner()) for nr in (1, 2, 3)]


def test_een_werkgroep_is_twee_bestuursleden(programmateam, bestuurder, zetels):
    velden = {"titel": "Taal", "van": over(0), "tot": over(100)}
    with pytest.raises(PermissionDenied):
        bewaar_focus(door=bestuurder, **velden)
    for leden in (zetels[:1], zetels):
        with pytest.raises(ValidationError, match="twee bestuursleden"):
            bewaar_focus(door=programmateam, werkgroep=leden, **velden)
    assert not Focusonderwerp.objects.exists()
    focus = bewaar_focus(door=programmateam, werkgroep=zetels[:2], opgaven=[maak_opgave()], **velden)
    assert focus.werkgroep.count() == 2
    with pytest.raises(ValidationError):
        bewaar_focus(focus=focus, door=programmateam, versie=1, realisatie=101)
    nu = bewaar_focus(focus=focus, door=programmateam, versie=1, realisatie=40, werkgroep=zetels[:2])
    assert Logregel.objects.get_for_object(nu).filter(changes__realisatie=["0", "40"]).exists()
    with pytest.raises(Gewijzigd):
        bewaar_focus(focus=focus, door=programmateam, versie=1, realisatie=50)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(perioden=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8)), max_size=12))
def test_er_zijn_nooit_meer_dan_vijf_tegelijk(perioden, programmateam):
    Focusonderwerp.objects.all().delete()
    for begin, duur in perioden:
        velden = {"titel": "Taal", "van": over(begin), "tot": over(begin + duur)}
        tegelijk = [Focusonderwerp.objects.op(over(dag)).count() for dag in range(begin, begin + duur + 1)]
        if max(tegelijk) < Focusonderwerp.MEEST:
            bewaar_focus(door=programmateam, **velden)
        else:
            with pytest.raises(ValidationError, match="tegelijk"):
                bewaar_focus(door=programmateam, **velden)


def test_wie_vertrekt_blijft_in_de_geschiedenis_en_de_opvolger_heeft_de_rechten(programmateam, zetels, als_client):
    """Of a seat that changes hands nothing is lost: not in the guide of then, not in the working group."""
    oud, orgaan = zetels[0], zetels[0].orgaan
    focus = bewaar_focus(door=programmateam, titel="Taal", van=over(-50), tot=over(50), werkgroep=zetels[:2])
    oud.gebruiker, oud.van, oud.tot = maak_gebruiker(), over(-400), over(0)
    oud.save()
    opvolger = maak_lidmaatschap(
        orgaan=orgaan, functie="Bestuurder nieuw", partner=oud.partner, gebruiker=maak_gebruiker(), van=over(0)
    )
    toen, nu = ({z.lid.pk for z in zetels_op([orgaan], over(d))[orgaan.pk]} for d in (-10, 0))
    assert oud.pk in toen and oud.pk not in nu and opvolger.pk in nu and opvolger.pk not in toen
    assert "Bestuurder 1" in als_client(programmateam).get(LIJST).text
    pad = reverse("focus:bewerken", args=[focus.pk])
    html = als_client(programmateam).get(pad).text
    assert "Bestuurder 1" in html and "Bestuurder nieuw" in html
    assert als_client(oud.gebruiker).get(LIJST).status_code == 403
    assert als_client(opvolger.gebruiker).get(LIJST).status_code == 200


def test_kiezen_wijzigen_en_lezen(programmateam, bestuurder, zetels, als_client):
    client, opgave = als_client(programmateam), maak_opgave(naam="Jeugd")
    dag, eind = over(0), over(200)
    post = {
        "titel": "Taal op straat", "realisatie": "25", "opgaven": [opgave.pk], "werkgroep": [zetels[0].pk],
        "van_0": dag.day, "van_1": dag.month, "van_2": dag.year, "tot_0": eind.day, "tot_1": eind.month, "tot_2": "",
    }  # fmt: skip
    mis = client.post(reverse("focus:nieuw"), post | {"realisatie": "140"}).text
    assert "Vul ook het jaar in" in mis and "Vul een getal in van 0 tot en met 100." in mis
    post["tot_2"] = eind.year
    assert "Kies er twee, of geen." in client.post(reverse("focus:nieuw"), post).text
    client.post(reverse("focus:nieuw"), post | {"werkgroep": [zetels[0].pk, zetels[1].pk]})
    focus = Focusonderwerp.objects.get()
    pad = reverse("focus:bewerken", args=[focus.pk])
    client.post(pad, post | {"werkgroep": [zetels[0].pk, zetels[1].pk], "realisatie": "60", "versie": "1"})
    botsing = client.post(pad, post | {"werkgroep": [zetels[1].pk, zetels[2].pk], "titel": "Van mij", "versie": "1"})
    assert botsing.status_code == 409 and "Van mij" in botsing.text and "Bestuurder 1" in botsing.text
    for pagina in (LIJST, reverse("overleg:gids")):
        html = als_client(bestuurder).get(pagina).text
        assert "Taal op straat" in html and "60" in html
    assert "Taal op straat" not in als_client(bestuurder).get(reverse("overleg:gids") + "?op=2020-01-01").text
    assert als_client(bestuurder).get(pad).status_code == 403
    assert client.get(reverse("focus:bewerken", args=[0])).status_code == 404
