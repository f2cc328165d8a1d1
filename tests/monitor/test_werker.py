"""A real Celery worker, killed half-way with SIGKILL: the book still comes, once and whole.

On the broker that needs no server, and on Redis where it answers. The page Rapporten, which looks at the job
every second, is what calls a new worker to a job that was left.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from acties.models import Actie, Zichtbaarheid
from monitor import tasks
from monitor.models import Publicatie
from opgaven.models import Bemensing
from tests import factories
from tests.afdruk import laad_programma_vlug
from tests.werkplaats import VERLATEN_NA, WORTEL, EigenRedis, Werkplaats, open_werkplaats

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.traag, pytest.mark.timeout(300)]
GEDULD = 120  # seconds; a quiet machine needs ten


@pytest.fixture
def gebeld_wordt(monkeypatch):
    """Returns a function: from now on the portal calls the workers of this place."""
    return lambda plaats: monkeypatch.setattr(tasks.maak_publicatie, "apply_async", plaats.bel)


@pytest.fixture(params=[pytest.param("bestanden", marks=pytest.mark.een_ronde), "redis"])
def werkplaats(request, tmp_path, settings, gebeld_wordt):
    settings.TAAK_VERLATEN_NA = VERLATEN_NA
    with open_werkplaats(tmp_path, request.param) as plaats:
        gebeld_wordt(plaats)
        yield plaats


def _wacht_tot(voorwaarde, werkplaats, kijk=lambda: None, elke=0.1) -> Publicatie:
    """The edition once it is so; until then `kijk` looks at it every so many seconds, as the page does."""
    einde = time.monotonic() + GEDULD
    while time.monotonic() < einde:
        kijk()
        publicatie = Publicatie.objects.get()
        if voorwaarde(publicatie):
            return publicatie
        time.sleep(elke)
    pytest.fail(f"{publicatie.status} {publicatie.stap} {publicatie.voortgang}%\n{werkplaats.log()[-3000:]}")


def _bestanden(map_: Path) -> list[Path]:
    return [pad for naam in ("media", "werk") for pad in (map_ / naam).rglob("*") if pad.is_file()]


@pytest.fixture
def programma(transactional_db, programma_afdruk):
    """The real programme where a worker sees it too: outside a transaction."""
    laad_programma_vlug(programma_afdruk)


@pytest.fixture
def client(als_client):
    """The browser of the programmateam."""
    team = factories.maak_gebruiker()
    factories.maak_bemensing(rol=Bemensing.Rol.PROGRAMMATEAM, gebruiker=team)
    return als_client(team)


def _zetsel(map_: Path) -> dict[str, int]:
    """The parts that are kept, each with what tells it from another of the same name."""
    return {pad.name: pad.stat().st_ino for pad in (map_ / "zetsel").glob("[!.]*")}


def test_werker_die_halverwege_wordt_gedood_kost_geen_boek(werkplaats, programma, client, tmp_path):
    # Two of the three opgaven: long enough to be killed half-way, and no longer.
    Actie.objects.filter(plan__opgave__code="FVW").update(zichtbaarheid=Zichtbaarheid.INTERN)
    with werkplaats.werker() as eerste:
        assert client.post(reverse("monitor:publicatie-nieuw")).status_code == 302
        halverwege = _wacht_tot(lambda p: p.voortgang >= 10, werkplaats)
        os.killpg(eerste.pid, signal.SIGKILL)
        eerste.wait(10)
    assert Publicatie.objects.get().status == Publicatie.Status.BEZIG
    assert not list((tmp_path / "media").rglob("*.pdf"))
    zetsel = _zetsel(tmp_path)
    assert bool(zetsel) == werkplaats.in_delen

    stand = reverse("monitor:publicatie-stand", args=[halverwege.pk])
    with werkplaats.werker():
        klaar = _wacht_tot(
            lambda p: not p.loopt, werkplaats, kijk=lambda: client.get(stand, headers={"HX-Request": "true"}), elke=0.5
        )
    assert klaar.status == Publicatie.Status.GEREED, klaar.foutmelding + werkplaats.log()[-3000:]
    assert klaar.pogingen == 2
    assert zetsel.items() <= _zetsel(tmp_path).items()  # no part was laid out twice
    assert klaar.inhoud_sha256 == halverwege.inhoud_sha256  # the data that was frozen before the blow
    namen = [Path(klaar.kort_bestand.name).name, Path(klaar.bestand.name).name]
    assert sorted(pad.name for pad in _bestanden(tmp_path)) == namen
    with pikepdf.open(tmp_path / "media" / klaar.bestand.name) as boek:
        assert len(boek.pages) == klaar.bladzijden > 15


def test_web_en_werker_hoeven_geen_schijf_te_delen(emmer, client, tmp_path, gebeld_wordt):
    """The worker keeps the book in an S3 store; the web, which has another disk, hands it out."""
    factories.maak_programma()
    factories.maak_actie()
    map_van_de_werker = tmp_path / "werker"
    map_van_de_werker.mkdir()
    plaats = Werkplaats(map_van_de_werker, "")
    plaats.omgeving["OPSLAG_URL"] = emmer.opslag_url
    gebeld_wordt(plaats)
    client.post(reverse("monitor:publicatie-nieuw"))
    with plaats.werker():
        klaar = _wacht_tot(lambda p: not p.loopt, plaats)
    assert klaar.status == Publicatie.Status.GEREED, klaar.foutmelding + plaats.log()[-3000:]
    namen = [klaar.kort_bestand.name, klaar.bestand.name]
    assert [deel.key for deel in emmer.objects.all()] == [f"noord/{naam}" for naam in namen]
    assert _bestanden(map_van_de_werker) == _bestanden(tmp_path) == []
    pdf = client.get(reverse("monitor:publicatie-pdf", args=[klaar.pk])).getvalue()
    assert len(pdf) == klaar.bestand_grootte
    assert pdf.startswith(b"%PDF-")


MAPPEN = ("sterkvoornoord", "opgaven", "acties", "governance", "monitor", "templates", "static")


@pytest.fixture
def breekbaar(tmp_path) -> Path:
    """A copy of the portal, for a worker that may be given broken files."""
    kopie = tmp_path / "portaal"
    for naam in MAPPEN:
        shutil.copytree(WORTEL / naam, kopie / naam, ignore=shutil.ignore_patterns("__pycache__"))
    return kopie


@contextmanager
def _stuk(pad: Path, inhoud: bytes | None = None) -> Iterator[None]:
    """Inside the block the file has this content, or is gone."""
    heel = pad.read_bytes()
    pad.unlink()
    if inhoud is not None:
        pad.write_bytes(inhoud)
    yield
    pad.write_bytes(heel)


@pytest.mark.een_ronde
def test_een_werker_en_redis_met_alles_wat_tegen_kan_zitten(breekbaar, client, tmp_path, settings, gebeld_wordt):
    """One worker, one edition: a broken template, a font that is gone, a full disk while Redis starts again empty.

    The user reads each time what happened; in the end there is one book, whole, from the data of the last request.
    """
    settings.TAAK_VERLATEN_NA = VERLATEN_NA
    factories.maak_programma()
    opgave = factories.maak_opgave()
    for _ in range(12):
        factories.maak_actie(opgave=opgave, doel=factories.maak_doel(opgave=opgave))
    with EigenRedis(tmp_path) as eigen_redis:
        plaats = Werkplaats(tmp_path, eigen_redis.url, breekbaar)
        gebeld_wordt(plaats)
        with plaats.werker():
            _mislukt_met_een_reden(client, plaats, breekbaar)
            halverwege = _volle_schijf_terwijl_redis_wegvalt(client, plaats, eigen_redis)
            # What it would wait for has passed; the call for the next attempt was lost with Redis.
            voorbij = timezone.now() - timedelta(seconds=VERLATEN_NA)
            Publicatie.objects.update(niet_voor=voorbij, gebeld_op=voorbij)
            eigen_redis.start()
            terug = timezone.now()
            klaar = _wacht_tot(lambda p: not p.loopt, plaats, kijk=lambda: _stand(client), elke=0.5)
    assert klaar.status == Publicatie.Status.GEREED, klaar.foutmelding + plaats.log()
    assert klaar.pogingen == 2
    assert klaar.gestart_op - terug < timedelta(seconds=2 * VERLATEN_NA + 5)
    assert klaar.inhoud_sha256 == halverwege.inhoud_sha256
    namen = [Path(klaar.kort_bestand.name).name, Path(klaar.bestand.name).name]
    assert sorted(pad.name for pad in _bestanden(tmp_path)) == namen
    with pikepdf.open(tmp_path / "media" / klaar.bestand.name) as boek:
        assert len(boek.pages) == klaar.bladzijden


def _mislukt_met_een_reden(client, plaats, portaal: Path) -> None:
    """What waiting does not mend ends the job at once, and the page of the editions says what it is."""
    with _stuk(portaal / "templates/monitor/pdf/kaart.html", b"{% if %}"):
        client.post(reverse("monitor:publicatie-nieuw"))
        assert "Er zit een fout in de opmaak van het boek." in _pagina_na_mislukken(client, plaats)
    with _stuk(portaal / "static/vendor/fonts/source-sans-3-latin-700-normal.woff2"):
        _opnieuw(client)
        assert "source-sans-3-latin-700-normal.woff2 ontbreekt" in _pagina_na_mislukken(client, plaats)


def _volle_schijf_terwijl_redis_wegvalt(client, plaats, eigen_redis) -> Publicatie:
    """Ask again, and take away both when the job is half-way; returns it as it was then."""
    _opnieuw(client)
    halverwege = _wacht_tot(lambda p: p.voortgang >= 10 or not p.loopt, plaats)
    werkmap = plaats.map / "werk"
    werkmap.mkdir(exist_ok=True)
    # The file that this attempt is going to write to, on a disk that is full.
    (werkmap / f"publicatie-{halverwege.pk}-{halverwege.token}.pdf").symlink_to("/dev/full")
    eigen_redis.stop()
    _wacht_tot(lambda p: p.wacht_op_herkansing or not p.loopt, plaats, kijk=lambda: _stand(client))
    assert "De schijf van de server is vol. Wij proberen het vanzelf nog een keer" in _stand(client)
    assert _bestanden(plaats.map) == []
    return halverwege


def _stand(client) -> str:
    """The progress of the job, as the page asks for it every second."""
    adres = reverse("monitor:publicatie-stand", args=[Publicatie.objects.get().pk])
    return client.get(adres, headers={"HX-Request": "true"}).content.decode()


def _opnieuw(client) -> None:
    antwoord = client.post(reverse("monitor:publicatie-opnieuw", args=[Publicatie.objects.get().pk]))
    assert antwoord.status_code == 302


def _pagina_na_mislukken(client, plaats) -> str:
    """What the page of the editions says once the job has failed."""
    publicatie = _wacht_tot(lambda p: not p.loopt, plaats)
    assert publicatie.status == Publicatie.Status.MISLUKT
    return client.get(reverse("monitor:publicaties")).content.decode()
