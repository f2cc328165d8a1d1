"""Askers and workers at the same moment, each with a connection of its own: one edition, one worker."""

from itertools import count
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from monitor import tasks
from monitor.models import Publicatie
from monitor.services import levensloop, publicaties, taken
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
AANTAL = 6


@pytest.fixture(autouse=True)
def gebeld(monkeypatch):
    lijst = []
    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", lambda args, **_: lijst.append(args[0]))
    return lijst


def _tegelijk(daad) -> list:
    """Results of `daad` in threads that start together; an error in one of them is an error of the test."""
    start, uitkomsten = Barrier(AANTAL), []

    def doe():
        try:
            start.wait(timeout=10)
            uitkomsten.append(daad())
        finally:
            connection.close()

    draden = [Thread(target=doe) for _ in range(AANTAL)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert len(uitkomsten) == AANTAL
    return uitkomsten


def test_zes_aanvragen_tegelijk_geven_een_editie(programmateam, gebeld):
    uitkomsten = _tegelijk(lambda: publicaties.vraag_aan(door=programmateam))
    assert Publicatie.objects.count() == 1
    assert sorted(nieuw for _, nieuw in uitkomsten) == [False] * (AANTAL - 1) + [True]
    assert gebeld == [Publicatie.objects.get().pk]


def test_zes_werkers_tegelijk_en_een_krijgt_de_taak(programmateam):
    publicatie, _ = publicaties.vraag_aan(door=programmateam)
    gekregen = [taak for taak in _tegelijk(lambda: taken.eis_op(publicatie.pk)) if taak]
    assert len(gekregen) == 1
    publicatie.refresh_from_db()
    assert (publicatie.token, publicatie.pogingen) == (gekregen[0].token, 1)


def test_zes_vegers_tegelijk_bellen_een_keer(programmateam, gebeld):
    publicatie, _ = publicaties.vraag_aan(door=programmateam)
    Publicatie.objects.update(gebeld_op=None)
    gebeld.clear()
    assert sorted(_tegelijk(taken.veeg)) == [0] * (AANTAL - 1) + [1]
    assert gebeld == [publicatie.pk]


def test_zes_keer_tegelijk_vaststellen_is_een_keer(programmateam):
    """Each has the page open and presses the button, some on another concept of the same half year."""
    concepten = [factories.maak_publicatie(aangevraagd_door=programmateam) for _ in range(2)]
    beurt, besluit = count(), factories.maak_besluit()

    def stel():
        nummer = next(beurt)
        try:
            levensloop.stel_vast(publicatie=concepten[nummer % 2], besluit=besluit, door=programmateam)
        except ValidationError as fout:
            assert "al vastgesteld" in fout.message
            return False
        return True

    assert sum(_tegelijk(stel)) == 1
    assert Publicatie.objects.vastgesteld().count() == 1
