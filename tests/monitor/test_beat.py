"""The schedule in real processes: two schedulers and two workers at once, and the worker that schedules by itself.

What the schedule does with a round comes up twice a second in each. What has to happen today happens, once.
"""

import re
import time
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.utils import timezone

from monitor.models import Publicatie, Rapportageronde, editie
from sterkvoornoord.models import Bericht
from tests.initiatieven import EMAIL, maak_initiatief
from tests.werkplaats import open_werkplaats

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.traag, pytest.mark.timeout(120)]
GEDULD = 60  # seconds; a quiet machine needs five
#: So often each of the tasks has to be done before we believe that nothing happens twice.
VAAK = 5


@pytest.fixture(params=[pytest.param("bestanden", marks=pytest.mark.een_ronde), "redis"])
def werkplaats(request, tmp_path):
    """A place where today is opening day, deadline and peildatum at once, and the mail goes to a folder."""
    vandaag = timezone.localdate()
    if (vandaag.month, vandaag.day) == (2, 29):
        pytest.skip("Op 29 februari valt geen peildatum.")
    ander = date(vandaag.year, 11 if vandaag.month <= 6 else 5, 1)
    with open_werkplaats(tmp_path, request.param) as plaats:
        plaats.omgeving |= {
            "DJANGO_SETTINGS_MODULE": "tests.rooster_settings",
            "RONDE_PEILDAGEN": f"{vandaag:%m-%d},{ander:%m-%d}",
            "RONDE_OPEN_DAGEN": "0",
            "RONDE_DEADLINE_DAGEN": "0",
            "RONDE_HERINNERDAGEN": "0",
            "EMAIL_URL": f"filemail:///{tmp_path}/post",
        }
        yield plaats


def _processen(plaats):
    """With Redis as in production, schedulers apart from workers; without it as the demo: a worker that schedules."""
    if plaats.in_delen:
        for nr in (1, 2):
            yield plaats.celery("beat", f"--schedule={plaats.map}/beat{nr}", "--pidfile=")
            yield plaats.celery("worker", "--concurrency=1", "--without-mingle", "--loglevel=INFO")
    else:
        yield plaats.celery(
            "worker",
            "--beat",
            f"--schedule={plaats.map}/beat",
            "--concurrency=1",
            "--without-mingle",
            "--loglevel=INFO",
        )


def _vaak_genoeg(log: str) -> bool:
    return all(len(re.findall(rf"{taak}\S+ succeeded", log)) >= VAAK for taak in ("houd_ronde_bij", "herinneringen"))


def _wat_er_is() -> tuple[int, int, int]:
    verstuurd = Bericht.objects.filter(verstuurd_op__isnull=False).count()
    return Rapportageronde.objects.count(), Publicatie.objects.count(), verstuurd


def test_wat_vandaag_moet_gebeurt_een_keer(werkplaats, projectleider, trekker, actie):
    vandaag = timezone.localdate()
    # Besides the round: an idea of which the answer is late, and a submitter who was asked something.
    lang = vandaag - timedelta(days=10)
    maak_initiatief(opgave=actie.plan.opgave, behandelaar=projectleider, antwoord_voor=vandaag - timedelta(days=1))
    maak_initiatief(status="aanvulling_gevraagd", wacht_sinds=lang, beantwoord_op=timezone.now())
    with ExitStack() as stapel:
        for proces in _processen(werkplaats):
            stapel.enter_context(proces)
        einde = time.monotonic() + GEDULD
        while not (_wat_er_is() >= (1, 1, 4) and _vaak_genoeg(werkplaats.log())):
            assert time.monotonic() < einde, werkplaats.log()[-3000:]
            time.sleep(0.2)
    ronde, boek = Rapportageronde.objects.get(), Publicatie.objects.get()
    assert (ronde.peildatum, ronde.status, boek.titel) == (vandaag, "open", editie(vandaag)["titel"])
    assert _wat_er_is() == (1, 1, 4)
    post = "".join(pad.read_text() for pad in (werkplaats.map / "post").iterdir())
    aan = sorted(regel.removeprefix("To: ") for regel in post.splitlines() if regel.startswith("To: "))
    assert aan == sorted([projectleider.email, projectleider.email, trekker.email, EMAIL])
