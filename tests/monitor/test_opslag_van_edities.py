"""Editions in an S3 store: kept, handed out behind the access rules, and not lost when the store is away."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from monitor import opmaak
from monitor.models import Publicatie
from monitor.services import maken, publicaties
from sterkvoornoord.opslag import opslag_van

# A bucket is the same whatever the database: one round.
pytestmark = [pytest.mark.django_db, pytest.mark.een_ronde, pytest.mark.usefixtures("geen_wachtrij")]
Status = Publicatie.Status


@pytest.fixture
def publicatie(emmer, klein_programma, programmateam):
    return publicaties.vraag_aan(door=programmateam)[0]


@pytest.fixture
def zonder_server(emmer, settings):
    """Returns a function: the store is away, or back."""
    met = settings.STORAGES
    dood = {**met, "default": opslag_van("s3://a:b@127.0.0.1:9/emmer?tls=nee")}

    def zet(weg: bool) -> None:
        settings.STORAGES = dood if weg else met

    return zet


def _sleutels(emmer) -> list[str]:
    return [deel.key for deel in emmer.objects.all()]


def test_editie_gaat_naar_de_emmer_en_niet_naar_de_schijf(publicatie, emmer, settings):
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert publicatie.status == Status.GEREED, publicatie.foutmelding
    assert _sleutels(emmer) == [f"noord/{naam}" for naam in (publicatie.kort_bestand.name, publicatie.bestand.name)]
    assert default_storage.size(publicatie.bestand.name) == publicatie.bestand_grootte
    schijf = [pad for map_ in (settings.MEDIA_ROOT, settings.WERKMAP) for pad in map_.rglob("*") if pad.is_file()]
    assert schijf == []


def test_ophalen_gaat_langs_de_toegangsregels(publicatie, als_client, programmateam, bewoner):
    maken.maak(publicatie.pk)
    url = reverse("monitor:publicatie-pdf", args=[publicatie.pk])
    antwoord = als_client(programmateam).get(url)
    assert antwoord.getvalue().startswith(b"%PDF-")
    assert "attachment" in antwoord["Content-Disposition"]
    assert als_client(bewoner).get(url).status_code == 404


def test_opslag_die_weg_is_kost_geen_boek(publicatie, emmer, zonder_server):
    zonder_server(weg=True)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding) == (Status.WACHT, "Het bestand kon niet worden bewaard.")
    zonder_server(weg=False)
    Publicatie.objects.update(niet_voor=timezone.now())
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.pogingen) == (Status.GEREED, 2)
    assert _sleutels(emmer) == [f"noord/{naam}" for naam in (publicatie.kort_bestand.name, publicatie.bestand.name)]


def test_ophalen_zonder_opslag_zegt_wat_er_is(publicatie, als_client, programmateam, zonder_server):
    maken.maak(publicatie.pk)
    zonder_server(weg=True)
    antwoord = als_client(programmateam).get(reverse("monitor:publicatie-pdf", args=[publicatie.pk]))
    assert (antwoord.status_code, antwoord["Retry-After"]) == (503, "120")
    assert "Het bestand is niet weg." in antwoord.text


def test_bestand_dat_uit_de_emmer_is_gehaald_geeft_404(publicatie, als_client, programmateam):
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    default_storage.delete(publicatie.bestand.name)
    assert als_client(programmateam).get(reverse("monitor:publicatie-pdf", args=[publicatie.pk])).status_code == 404


def test_stoppen_op_het_laatste_moment_laat_niets_in_de_emmer(publicatie, programmateam, emmer, monkeypatch):
    controleer = opmaak.controleer

    def stop_dan(*args):
        controleer(*args)
        publicaties.stop(publicatie=publicatie, door=programmateam)

    monkeypatch.setattr(opmaak, "controleer", stop_dan)
    maken.maak(publicatie.pk)
    assert Publicatie.objects.get().status == Status.GESTOPT
    assert _sleutels(emmer) == []
