"""Recommendations of the evaluatie: loaded as they are, followed up by the programmateam, and traced both ways."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from governance.models import Aanbeveling
from governance.services import Gewijzigd, volg_op
from sterkvoornoord.models import Logregel
from tests.factories import maak_aanbeveling, maak_besluit

pytestmark = pytest.mark.django_db
LIJST = reverse("aanbevelingen:lijst")
GEHEIM = "Zwijgplicht"


def lees(client, pad: str) -> str:
    antwoord = client.get(pad)
    return (b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content).decode()


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"status": "loopt"}, "Vul in wie het oppakt"),
        ({"status": "gedaan", "eigenaar": "Programmamanager"}, "Schrijf op wat ermee is gebeurd"),
        ({"status": "niet"}, "Schrijf op wat ermee is gebeurd"),
        ({"status": "niet", "opvolging": "Het bestuur wil dit niet."}, None),
        ({"status": "loopt", "eigenaar": "Programmamanager"}, None),
    ],
)
def test_wie_en_wat_horen_bij_de_stand(velden, fout, programmateam):
    aanbeveling = maak_aanbeveling()
    if fout:
        with pytest.raises(ValidationError, match=fout):
            volg_op(aanbeveling=aanbeveling, door=programmateam, versie=1, **velden)
    else:
        volg_op(aanbeveling=aanbeveling, door=programmateam, versie=1, **velden)
    assert Aanbeveling.objects.get().status == ("open" if fout else velden["status"])


def test_alleen_het_programmateam_en_alleen_op_wat_er_nu_staat(programmateam, bestuurder):
    aanbeveling = maak_aanbeveling()
    with pytest.raises(PermissionDenied):
        volg_op(aanbeveling=aanbeveling, door=bestuurder, versie=1, status="open")
    volg_op(aanbeveling=aanbeveling, door=programmateam, versie=1, status="loopt", eigenaar="Trekker")
    assert Logregel.objects.get_for_object(aanbeveling).filter(actor=programmateam).exists()
    with pytest.raises(Gewijzigd):
        volg_op(aanbeveling=aanbeveling, door=programmateam, versie=1, status="open")


def test_opvolgen_door_een_besluit_en_een_actie_en_terug(programmateam, als_client, actie):
    client, aanbeveling, besluit = als_client(programmateam), maak_aanbeveling(), maak_besluit()
    pad = reverse("aanbevelingen:opvolgen", args=[aanbeveling.nummer])
    post = {"versie": "1", "status": "loopt", "eigenaar": "Trekker", "acties": actie.nummer}
    mis = client.post(pad, post | {"besluiten": "AB-1900-01", "opvolging": "Mijn tekst"}).text
    assert "Wij kennen geen vastgesteld besluit" in mis and "Mijn tekst" in mis
    client.post(pad, post | {"besluiten": besluit.nummer})
    html = client.get(aanbeveling.get_absolute_url()).text
    assert besluit.nummer in html and actie.titel in html and "Trekker" in html
    for terug in (besluit.get_absolute_url(), actie.get_absolute_url()):
        assert aanbeveling.get_absolute_url() in client.get(terug).text
    assert aanbeveling.get_absolute_url() not in als_client(None).get(actie.get_absolute_url()).text
    botsing = client.post(pad, post | {"opvolging": "Van mij."})
    assert botsing.status_code == 409 and "Van mij." in botsing.text
    assert client.get(reverse("aanbevelingen:detail", args=["A-999"])).status_code == 404


def test_een_besloten_besluit_lekt_niet_als_opvolging(programmateam, partner, als_client):
    aanbeveling = maak_aanbeveling()
    besluit = maak_besluit(nummer="ZWIJG-1", titel=GEHEIM, besloten=True)
    volg_op(aanbeveling=aanbeveling, door=programmateam, versie=1, besluiten=[besluit])
    paden = [LIJST, f"{LIJST}?export=csv", aanbeveling.get_absolute_url()]
    assert not [pad for pad in paden if {w for w in (GEHEIM, "ZWIJG-1") if w in lees(als_client(partner), pad)}]
    assert all("ZWIJG-1" in lees(als_client(programmateam), pad) for pad in paden)


def test_filters_en_bestand_geven_hetzelfde(bestuurder, als_client):
    maak_aanbeveling(titel="Eerste raad", status="loopt", eigenaar="Trekker", thema="jeugd", paragrafen="9.9")
    maak_aanbeveling(titel="Tweede raad", soort="tip")
    client = als_client(bestuurder)
    for vraag, verwacht in {
        "": {"Eerste", "Tweede"},
        "q=9.9": {"Eerste"},
        "q=trekker": {"Eerste"},
        "status=loopt": {"Eerste"},
        "soort=tip": {"Tweede"},
        "thema=jeugd": {"Eerste"},
    }.items():
        for pad in (f"{LIJST}?{vraag}", f"{LIJST}?{vraag}&export=csv"):
            tekst = lees(client, pad)
            assert {woord for woord in ("Eerste", "Tweede") if f"{woord} raad" in tekst} == verwacht, pad


@pytest.mark.parametrize("aantal", [2, 25])
def test_de_lijst_kost_een_vast_aantal_vragen(aantal, bestuurder, als_client, django_assert_max_num_queries):
    for _ in range(aantal):
        maak_aanbeveling().besluiten.add(maak_besluit())
    client = als_client(bestuurder)
    with django_assert_max_num_queries(13):
        client.get(LIJST)
