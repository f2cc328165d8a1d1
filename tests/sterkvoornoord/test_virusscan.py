"""Files pass a scanner that speaks the protocol of clamd; what it does not clear is not kept."""

import os
import socketserver
import struct
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from acties.models import Bijlage, Concept
from sterkvoornoord import virusscan
from tests.bestanden import beeld, pdf
from tests.initiatieven import maak_concept

#: The test file that every scanner knows, in two halves so that no scanner stops at this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Clamd(socketserver.BaseRequestHandler):
    """INSTREAM as man clamd has it, down to the limit of its length."""

    def handle(self) -> None:
        if self.server.stuk:
            return
        assert self._lees(10) == b"zINSTREAM\0"
        inhoud = b""
        while lengte := struct.unpack("!L", self._lees(4))[0]:
            inhoud += self._lees(lengte)
            if len(inhoud) > self.server.hoogstens:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.gezien.append(inhoud)
        gevonden = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in inhoud else b"stream: OK\0"
        self.request.sendall(gevonden)

    def _lees(self, aantal: int) -> bytes:
        uit = b""
        while len(uit) < aantal and (deel := self.request.recv(aantal - len(uit))):
            uit += deel
        return uit


class _Dienst(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True
    hoogstens, stuk = 1_000_000, False


@pytest.fixture
def clamd(settings):
    with _Dienst(("127.0.0.1", 0), _Clamd) as dienst:
        dienst.gezien = []
        threading.Thread(target=dienst.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{dienst.server_address[1]}"
        yield dienst
        dienst.shutdown()


@pytest.fixture
def stuur(client):
    _, sleutel = maak_concept(antwoorden={"1": {"naam": ["Voorbeeld Bewoner"]}})

    def doe(inhoud: bytes, taal: str = "nl"):
        bestand = SimpleUploadedFile("foto.jpg", inhoud)
        return client.post(f"/initiatieven/bijlagen/{sleutel}/?taal={taal}", {"bestand": bestand})

    return doe


@pytest.mark.een_ronde
def test_de_scanner_ziet_alles_en_zijn_oordeel_geldt(clamd):
    groot = os.urandom(3 * virusscan.BROK + 7)
    virusscan.scan(groot)
    virusscan.scan(b"")
    assert clamd.gezien == [groot, b""], "whole, in pieces"
    with pytest.raises(ValidationError, match="virus") as fout:
        virusscan.scan(b"%PDF-" + EICAR)
    assert not isinstance(fout.value, virusscan.ScannerStil)
    for wat in ("te groot", "zwijgt", "weg"):
        clamd.hoogstens, clamd.stuk = (10 if wat == "te groot" else 1_000_000), wat == "zwijgt"
        if wat == "weg":
            clamd.shutdown()
            clamd.server_close()
        with pytest.raises(virusscan.ScannerStil):
            virusscan.scan(groot)


@pytest.mark.django_db
def test_wat_niet_is_nagekeken_wordt_niet_bewaard_en_kost_geen_tekst(clamd, stuur):
    assert stuur(beeld()).status_code == 302
    antwoord = stuur(pdf() + EICAR, "en")
    assert (antwoord.status_code, "There is a virus in this file" in antwoord.content.decode()) == (200, True)
    clamd.shutdown()
    clamd.server_close()
    antwoord = stuur(pdf())
    assert (antwoord.status_code, "nu niet nakijken op virussen" in antwoord.content.decode()) == (503, True)
    assert Bijlage.objects.count() == 1
    assert Concept.objects.get().antwoorden["1"]["naam"] == ["Voorbeeld Bewoner"]
