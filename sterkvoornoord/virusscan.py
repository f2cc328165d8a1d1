"""Files that people send pass a virus scanner first, where there is one: clamd, at ``settings.CLAMAV_URL``.

Its INSTREAM command takes the content in pieces, each behind its length in four bytes, up to an empty one, and answers
with one line (man clamd). Content that was not scanned is not kept: who sends a file hears that it has to wait.
"""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

#: Seconds that the scanner may be silent, and bytes in a piece.
GEDULD, BROK = 20, 64 * 1024


class ScannerStil(ValidationError):
    """The scanner does not answer, or not in a way that we know."""


def scan(inhoud: bytes) -> None:
    """Return when nothing was found, or when there is no scanner. Raises ValidationError, with a sentence for the
    sender, when there is a virus in it, and ScannerStil when that cannot be told."""
    if not settings.CLAMAV_URL:
        return
    try:
        antwoord = _vraag(inhoud)
    except OSError as fout:
        antwoord = f"{type(fout).__name__}: {fout}"
    if antwoord.endswith(" FOUND"):
        # Which virus, not which file: names of files are words of people.
        logger.warning("De virusscanner weigert een bestand: %s", antwoord)
        raise ValidationError(_("In dit bestand zit een virus. Wij hebben het niet bewaard. Kies een ander bestand."))
    if antwoord != "stream: OK":
        logger.error("De virusscanner geeft geen oordeel: %s", antwoord)
        fout = _("Wij kunnen bestanden nu niet nakijken op virussen. Uw bestand is niet bewaard. Probeer het straks.")
        raise ScannerStil(fout)


def _vraag(inhoud: bytes) -> str:
    with _verbinding() as lijn:
        lijn.sendall(b"zINSTREAM\0")
        for begin in range(0, len(inhoud), BROK):
            brok = inhoud[begin : begin + BROK]
            lijn.sendall(struct.pack("!L", len(brok)) + brok)
        lijn.sendall(struct.pack("!L", 0))
        antwoord = b""
        while not antwoord.endswith(b"\0") and (deel := lijn.recv(4096)):
            antwoord += deel
    return antwoord.rstrip(b"\0").decode(errors="replace")


def _verbinding() -> socket.socket:
    """To tcp://machine:3310, or to a socket on this machine, unix:///run/clamav/clamd.ctl."""
    adres = urlsplit(settings.CLAMAV_URL)
    if adres.scheme != "unix":
        return socket.create_connection((adres.hostname, adres.port or 3310), timeout=GEDULD)
    lijn = socket.socket(socket.AF_UNIX)
    lijn.settimeout(GEDULD)
    try:
        lijn.connect(adres.path)
    except OSError:
        lijn.close()
        raise
    return lijn
