"""What is written down, by gunicorn and of an error, holds no link that opens something."""

import io
import logging
import logging.config
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings as van_de_tests
from django.test import Client
from gunicorn.config import Config

from acties.initiatieven.views import Volg
from sterkvoornoord import settings as van_het_portaal
from sterkvoornoord.toegangslog import Toegangslog
from tests.initiatieven import maak_initiatief

SLEUTEL = "A1b2-_" * 7 + "x"


@pytest.mark.parametrize(
    ("pad", "hoort"),
    [
        (f"/initiatieven/volg/{SLEUTEL}/?taal=ar", "/initiatieven/volg/***/?taal=ar"),
        (f"/initiatieven/volg/{SLEUTEL}/bevestigen/0a1b/", "/initiatieven/volg/***/"),
        (f"/initiatieven/nieuw/{SLEUTEL}/?stap=2", "/initiatieven/nieuw/***/?stap=2"),
        (f"/initiatieven/bijlagen/{SLEUTEL}/7/", "/initiatieven/bijlagen/***/7/"),
        (f"/ideeen/deelname/{SLEUTEL}/?taal=en", "/ideeen/deelname/***/?taal=en"),
        (f"/agenda/mijn/{SLEUTEL}.ics", "/agenda/mijn/***"),
        ("/initiatieven/nieuw/", "/initiatieven/nieuw/"),
        ("/acties/3.22/", "/acties/3.22/"),
    ],
)
def test_de_regel_in_het_log_noemt_geen_sleutel(pad, hoort):
    log = Toegangslog(Config())
    omgeving = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": pad,
        "PATH_INFO": pad,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://noord.example{pad}",
    }
    antwoord = SimpleNamespace(status="200 OK", sent=10, headers=[("Location", pad)])
    vraag = SimpleNamespace(headers=[("REFERER", f"https://noord.example{pad}")])
    regel = log.cfg.access_log_format % log.atoms_wrapper_class(
        log.atoms(antwoord, vraag, omgeving, timedelta(seconds=1))
    )
    assert SLEUTEL not in regel
    assert f'"GET {hoort} HTTP/1.1"' in regel and f"https://noord.example{hoort}" in regel


@pytest.fixture
def logboek(settings):
    """The log as the portal sets it up, in memory; afterwards that of the tests is back."""
    stroom = io.StringIO()
    logging.config.dictConfig(
        van_het_portaal.LOGGING
        | {"handlers": {"console": {**van_het_portaal.LOGGING["handlers"]["console"], "stream": stroom}}}
    )
    yield stroom
    logging.config.dictConfig(van_de_tests.LOGGING)


def test_een_fout_op_een_geheime_pagina_noemt_de_sleutel_niet_in_het_log(logboek, db, monkeypatch):
    initiatief = maak_initiatief()

    def stuk(self, **kwargs):
        raise RuntimeError(f"fout bij {self.request.path}")

    monkeypatch.setattr(Volg, "get_context_data", stuk)
    antwoord = Client(raise_request_exception=False).get(f"/initiatieven/volg/{initiatief.sleutel}/")
    regels = logboek.getvalue()
    assert antwoord.status_code == 500
    assert "Internal Server Error: /initiatieven/volg/***/" in regels
    assert "RuntimeError: fout bij /initiatieven/volg/***/" in regels, "ook de fout zelf"
    assert initiatief.sleutel not in regels
