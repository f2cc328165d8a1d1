"""What a besluit changes of an actie: once, only when it holds, by who may, and to be read on both."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from acties.models import Actie, Betrokkenheid, Geldstroom, Status, Voortgang
from governance.models import Besluit, Gevolg
from governance.services import haal_gevolg_weg, stel_gevolg_voor, stel_vast, voer_door
from sterkvoornoord.models import Logregel
from sterkvoornoord.sloten import open_sloten
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept():
    orgaan = factories.maak_orgaan(naam="Algemeen bestuur", afkorting="AB")
    return factories.maak_besluit(orgaan=orgaan, status=Besluit.Status.CONCEPT, nummer="AB-2026-01")


@pytest.fixture
def stel(concept, actie, programmateam):
    def doe(**kw) -> Gevolg:
        vast = {"door": programmateam, "besluit": concept, "actie": actie, "soort": "status", "status": "afgerond"}
        if "soort" in kw:
            del vast["status"]
        return stel_gevolg_voor(**{**vast, **kw})

    return doe


def vast(concept, door) -> Besluit:
    return stel_vast(besluit=Besluit.objects.get(pk=concept.pk), door=door)


def test_een_nieuwe_status_wordt_gemeld_met_het_nummer_van_het_besluit(stel, concept, actie, programmateam):
    Actie.objects.update(status=Status.IN_UITVOERING, koers="bijsturen")
    uitleg = {"koers": "bijsturen", "oorzaak": "Geen geld", "maatregel": "Zoeken"}
    factories.maak_voortgang(actie=actie, gemeld_door=programmateam, peildatum="2026-01-05", **uitleg)
    gevolg = stel(status=Status.DOORLOPEND)
    vast(concept, programmateam)
    voer_door(gevolg=gevolg, door=programmateam)
    actie.refresh_from_db()
    nieuwste = Voortgang.objects.nieuwste_van(actie)
    assert (actie.status, actie.koers) == (Status.DOORLOPEND, "bijsturen")
    assert (nieuwste.toelichting, nieuwste.maatregel) == ("Volgens besluit AB-2026-01.", "Zoeken")


def test_een_andere_penvoerder_en_de_vorige_blijft_meedoen(stel, concept, actie, organisatie, programmateam):
    nieuw = factories.maak_partner(naam="Limor")
    gevolg = stel(soort="penvoerder", partner=nieuw)
    vast(concept, programmateam)
    voer_door(gevolg=gevolg, door=programmateam)
    rollen = dict(actie.betrokkenheden.values_list("partner", "rol"))
    assert rollen == {nieuw.pk: Betrokkenheid.Rol.PENVOERDER, organisatie.pk: Betrokkenheid.Rol.DEELNEMER}


def test_toegezegd_geld_komt_bij_de_actie(stel, concept, actie, programmateam):
    gevolg = stel(soort="geld", bedrag=1500, bron="Gemeente", jaar=2027)
    vast(concept, programmateam)
    voer_door(gevolg=gevolg, door=programmateam)
    stroom = Geldstroom.objects.get(actie=actie)
    assert (stroom.toegezegd, stroom.bron, stroom.jaar, stroom.begroot) == (1500, "Gemeente", 2027, None)
    assert stroom.omschrijving == "Volgens besluit AB-2026-01"


def test_een_tweede_klik_doet_niets(stel, concept, programmateam):
    gevolg = stel(soort="geld", bedrag=1500, bron="Gemeente")
    vast(concept, programmateam)
    for _ in range(2):
        voer_door(gevolg=gevolg, door=programmateam)
    assert Geldstroom.objects.count() == 1


def test_alleen_wat_geldt_en_is_aangenomen_wordt_doorgevoerd(stel, concept, actie, programmateam):
    gevolg = stel()
    with pytest.raises(ValidationError, match="dat geldt"):
        voer_door(gevolg=gevolg, door=programmateam)
    for uitkomst in ("afgewezen", "aangehouden", "ter_kennisneming"):
        with open_sloten(Besluit):
            Besluit.objects.update(uitkomst=uitkomst, status="vastgesteld")
        with pytest.raises(ValidationError, match="aangenomen"):
            voer_door(gevolg=gevolg, door=programmateam)
    with open_sloten(Besluit):
        Besluit.objects.update(uitkomst="conform")
    factories.maak_besluit(orgaan=concept.orgaan, vervangt=Besluit.objects.get(pk=concept.pk))
    with pytest.raises(ValidationError, match="dat geldt"):
        voer_door(gevolg=gevolg, door=programmateam)
    actie.refresh_from_db()
    assert actie.status != Status.AFGEROND


def test_wat_de_actie_niet_toestaat_gebeurt_niet_half(stel, concept, actie, programmateam):
    actie.betrokkenheden.all().delete()
    Actie.objects.update(status=Status.IDEE, zonder_penvoerder_reden="", koers="")
    gevolg = stel(status=Status.IN_UITVOERING)
    vast(concept, programmateam)
    with pytest.raises(ValidationError, match="penvoerder"), transaction.atomic():
        voer_door(gevolg=gevolg, door=programmateam)
    gevolg.refresh_from_db()
    assert gevolg.doorgevoerd_op is None and not Voortgang.objects.exists()


def test_na_vaststellen_ligt_het_voorstel_vast(stel, concept, programmateam):
    gevolg = stel()
    haal_gevolg_weg(gevolg=stel(soort="geld", bedrag=1, bron="Gemeente"), door=programmateam)
    vast(concept, programmateam)
    for daad in (lambda: haal_gevolg_weg(gevolg=gevolg, door=programmateam), stel):
        with pytest.raises(ValidationError, match="ligt nu ook vast"):
            daad()
    assert list(Gevolg.objects.all()) == [gevolg]


def test_alleen_het_programmateam_stelt_voor_en_voert_door(stel, concept, programmateam, projectleider, beheerder):
    gevolg = stel()
    vast(concept, programmateam)
    for door in (projectleider, beheerder):
        with pytest.raises(PermissionDenied):
            voer_door(gevolg=gevolg, door=door)
        with pytest.raises(PermissionDenied):
            stel(door=door)


@pytest.mark.parametrize(
    "velden",
    [
        {"status": ""},
        {"soort": "penvoerder"},
        {"soort": "geld", "bedrag": 0, "bron": "Gemeente"},
        {"soort": "geld", "bedrag": 5},
        {"status": "afgerond", "bedrag": 5},
        {"status": "hack"},
    ],
)
def test_een_half_voorstel_wordt_niet_bewaard(stel, velden):
    with pytest.raises(ValidationError):
        stel(**velden)
    assert not Gevolg.objects.exists()


def test_de_actie_hoort_er_pas_van_als_het_is_doorgevoerd_en_leest_geen_titel(stel, concept, actie, programmateam):
    Besluit.objects.update(titel="Zwijgplicht", tekst="Zwijgplicht", besloten=True)
    gevolg = stel()
    assert not Logregel.objects.van(actie).filter(object_repr__contains="AB-2026-01").exists()
    assert Logregel.objects.van(concept).filter(object_repr__contains="AB-2026-01").exists()
    vast(concept, programmateam)
    voer_door(gevolg=gevolg, door=programmateam)
    regels = Logregel.objects.van(actie)
    assert regels.filter(object_repr="Besluit AB-2026-01: actie 3.22 wordt afgerond").exists()
    assert "Zwijgplicht" not in str(list(regels.values()))


# Pages ---------------------------------------------------------------------------------------------------


def test_voorstellen_vaststellen_en_doorvoeren_op_de_pagina(concept, actie, programmateam, als_client, bestuurder):
    client, nieuw = als_client(programmateam), reverse("besluiten:gevolg-nieuw", args=[concept.nummer])
    assert "Gevolg toevoegen" in client.get(concept.get_absolute_url()).text
    for fout in ({"nummer": "9.99", "soort": "status", "status": "afgerond"}, {"nummer": "3.22", "soort": "status"}):
        assert "svn-foutlijst" in client.post(nieuw, fout).text
    assert not Gevolg.objects.exists()
    client.post(nieuw, {"nummer": "3.22", "soort": "geld", "bedrag": "1.500,50", "bron": "Gemeente", "jaar": "2027"})
    client.post(nieuw, {"nummer": "3.22", "soort": "status", "status": "afgerond", "bedrag": "99"})
    geld, status = Gevolg.objects.order_by("pk")
    assert (str(geld.bedrag), status.bedrag) == ("1500.50", None), "what belongs to another kind is left out"
    client.post(reverse("besluiten:gevolg", args=[concept.nummer, geld.pk]), {"doe": "weg"})
    door = reverse("besluiten:gevolg", args=[concept.nummer, status.pk])
    assert "dat geldt" in client.post(door, {"doe": "door"}, follow=True).text
    vast(concept, programmateam)
    assert "Voer door" in client.get(concept.get_absolute_url()).text
    assert client.post(nieuw, {"nummer": "3.22", "soort": "status", "status": "gestopt"}).status_code == 403
    client.post(door, {"doe": "door"})
    actie.refresh_from_db()
    assert actie.status == Status.AFGEROND
    html = als_client(bestuurder).get(concept.get_absolute_url()).text
    assert "Doorgevoerd op" in html and "Voer door" not in html
    ander = factories.maak_besluit()
    assert client.post(reverse("besluiten:gevolg", args=[ander.nummer, status.pk])).status_code == 404


def test_een_gevolg_voor_een_actie_die_men_niet_ziet_blijft_verborgen(stel, concept, actie, programmateam, als_client):
    stel()
    vast(concept, programmateam)
    Actie.objects.update(zichtbaarheid="concept", titel="Zwijgplicht")
    html = als_client(factories.maak_gebruiker(partner=factories.maak_partner())).get(concept.get_absolute_url()).text
    assert "Zwijgplicht" not in html and "3.22" not in html
