"""How the making of an edition ended, told by mail to who is not looking any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitor.models import Publicatie
from monitor.services import taken
from monitor.services.melden import meld_afloop
from opgaven.models import Bemensing
from tests import factories

pytestmark = pytest.mark.django_db
Status = Publicatie.Status


@pytest.fixture
def editie(programmateam, brievenbus, settings, django_capture_on_commit_callbacks):
    """Returns a function: an edition that ended after so many minutes, and whoever is told is told."""
    settings.SITE_URL = "https://noord.example"

    def maak(status=Status.GEREED, minuten=5, **kw) -> Publicatie:
        klaar = timezone.now()
        velden = {"aangevraagd_door": programmateam, "klaar_op": klaar, **kw}
        publicatie = factories.maak_publicatie(status=status, **velden)
        Publicatie.objects.update(aangevraagd_op=klaar - timedelta(minutes=minuten))
        with django_capture_on_commit_callbacks(execute=True):
            meld_afloop(publicatie.pk)
        return publicatie

    return maak


def test_wie_lang_wachtte_krijgt_een_mail(editie, brievenbus, programmateam):
    publicatie = editie()
    [(envelop, mail)] = brievenbus.brieven
    assert envelop.rcpt_tos == [programmateam.email]
    assert mail["Subject"] == f"Klaar: {publicatie.titel}"
    tekst = next(mail.iter_parts()).get_content()
    assert f"{publicatie.titel} is klaar, als concept" in tekst
    assert "https://noord.example/publicaties/" in tekst


def test_wie_nog_kijkt_krijgt_geen_mail(editie, brievenbus):
    editie(minuten=0)
    assert brievenbus.brieven == []


def test_mislukken_zegt_waarom(editie, brievenbus):
    editie(status=Status.MISLUKT, foutmelding="De schijf van de server is vol.")
    assert "is mislukt. De schijf van de server is vol." in next(brievenbus.brieven[0][1].iter_parts()).get_content()


@pytest.mark.parametrize("status", [Status.GESTOPT, Status.WACHT, Status.BEZIG])
def test_wat_niet_is_afgelopen_wordt_niet_gemeld(editie, brievenbus, status):
    editie(status=status)
    assert brievenbus.brieven == []


def test_niemand_hoort_hetzelfde_twee_keer(editie, brievenbus, django_capture_on_commit_callbacks):
    publicatie = editie()
    with django_capture_on_commit_callbacks(execute=True):
        meld_afloop(publicatie.pk)
    assert len(brievenbus.brieven) == 1


def test_wat_het_rooster_vroeg_hoort_het_programmateam_van_vandaag(editie, brievenbus, programmateam, bestuurder):
    weg = factories.maak_gebruiker(email="weg@sterkvoornoord.example")
    factories.maak_bemensing(rol=Bemensing.Rol.PROGRAMMATEAM, gebruiker=weg, tot=timezone.localdate())
    uit = factories.maak_gebruiker(email="uit@sterkvoornoord.example", is_active=False)
    factories.maak_bemensing(rol=Bemensing.Rol.PROGRAMMATEAM, gebruiker=uit)
    editie(minuten=0, aangevraagd_door=None, rooster="monitor-2024-2025")
    assert brievenbus.aan == [programmateam.email]


def test_wie_uit_dienst_is_krijgt_niets(editie, brievenbus, programmateam):
    programmateam.is_active = False
    programmateam.save()
    editie()
    assert brievenbus.brieven == []


def test_wat_wordt_opgegeven_omdat_werkers_sterven_wordt_gemeld(
    programmateam, brievenbus, django_capture_on_commit_callbacks
):
    lang_geleden = timezone.now() - timedelta(minutes=10)
    factories.maak_publicatie(
        status=Status.BEZIG,
        aangevraagd_door=programmateam,
        pogingen=taken.MAX_POGINGEN,
        hartslag=lang_geleden,
        gestart_op=lang_geleden,
    )
    Publicatie.objects.update(aangevraagd_op=lang_geleden)
    with django_capture_on_commit_callbacks(execute=True):
        taken.veeg()
    assert brievenbus.brieven[0][1]["Subject"].startswith("Mislukt: ")
    assert brievenbus.aan == [programmateam.email]
