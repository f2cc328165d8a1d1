"""What gunicorn writes down holds no link that opens something."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from sterkvoornoord.toegangslog import Toegangslog

SLEUTEL = "A1b2-_" * 7 + "x"


@pytest.mark.parametrize(
    ("pad", "hoort"),
    [
        (f"/initiatieven/volg/{SLEUTEL}/?taal=ar", "/initiatieven/volg/***/?taal=ar"),
        (f"/initiatieven/volg/{SLEUTEL}/bevestigen/0a1b/", "/initiatieven/volg/***/"),
        (f"/initiatieven/nieuw/{SLEUTEL}/?stap=2", "/initiatieven/nieuw/***/?stap=2"),
        (f"/initiatieven/bijlagen/{SLEUTEL}/7/", "/initiatieven/bijlagen/***/7/"),
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
