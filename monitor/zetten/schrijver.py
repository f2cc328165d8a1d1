"""Write a PDF part by part: what is written is no longer in memory.

pikepdf holds a document as a whole, at 2 kB for each of its objects; a book of 1,000 pages has a hundred thousand.
"""

import hashlib
import re
import zlib
from array import array
from collections import deque
from typing import IO

from pikepdf import Object, Pdf, Stream

#: Objects that are compressed together.
PER_STROOM = 200
#: A string, in which nothing is a reference, or a reference.
_VERWIJZING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>|\b(\d+) 0 R\b", re.DOTALL)
_LENGTE = re.compile(rb"/Length \d+ ")


class Schrijver:
    """A PDF file in the making; objects are numbered when they are asked for, and written in any order."""

    def __init__(self, bestand: IO[bytes]) -> None:
        self.bestand, self.plek, self.som = bestand, 0, hashlib.sha256()
        # Per object: 1 with its place in the file, or 2 with the stream that it is in and its place there.
        self.soort, self.waar, self.volgnummer = array("B", [0]), array("Q", [0]), array("H", [65535])
        self.wachtend: list[tuple[int, bytes]] = []
        self._schrijf(b"%PDF-1.7\n%\xf0\x9f\x93\x98\n")

    def nieuw(self) -> int:
        """The number of an object that will be written later."""
        self.soort.append(0)
        self.waar.append(0)
        self.volgnummer.append(0)
        return len(self.soort) - 1

    def object(self, inhoud: bytes, nummer: int | None = None) -> int:
        """Write an object that is no stream; return its number."""
        nummer = nummer or self.nieuw()
        self.wachtend.append((nummer, inhoud))
        if len(self.wachtend) >= PER_STROOM:
            self._pak_in()
        return nummer

    def stroom(self, kop: bytes, inhoud: bytes, nummer: int | None = None) -> int:
        """Write a stream as it is; `kop` is its dictionary without brackets and length. Returns its number."""
        nummer = nummer or self.nieuw()
        self.soort[nummer], self.waar[nummer] = 1, self.plek
        self._schrijf(b"%d 0 obj\n<<%s /Length %d>>\nstream\n" % (nummer, kop, len(inhoud)))
        self._schrijf(inhoud)
        self._schrijf(b"\nendstream\nendobj\n")
        return nummer

    def sluit(self, wortel: int, info: int) -> None:
        """Write what is left, and the table that says where everything is."""
        self._pak_in()
        kenmerk = self.som.hexdigest()[:32].encode()
        self.soort[0] = 0
        tabel = self.nieuw()
        self.soort[tabel], self.waar[tabel] = 1, self.plek
        regels = b"".join(
            bytes((soort,)) + waar.to_bytes(5, "big") + volg.to_bytes(2, "big")
            for soort, waar, volg in zip(self.soort, self.waar, self.volgnummer, strict=True)
        )
        kop = b"/Type /XRef /W [1 5 2] /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /Filter /FlateDecode"
        begin = self.plek
        self.stroom(kop % (len(self.soort), wortel, info, kenmerk, kenmerk), zlib.compress(regels), tabel)
        self._schrijf(b"startxref\n%d\n%%%%EOF\n" % begin)

    def _pak_in(self) -> None:
        if not self.wachtend:
            return
        koppen, inhoud, plek = [], [], 0
        bak = self.nieuw()
        for volg, (nummer, stuk) in enumerate(self.wachtend):
            koppen.append(b"%d %d" % (nummer, plek))
            inhoud.append(stuk)
            plek += len(stuk) + 1
            self.soort[nummer], self.waar[nummer], self.volgnummer[nummer] = 2, bak, volg
        kop = b" ".join(koppen) + b"\n"
        gegevens = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(self.wachtend), len(kop))
        self.wachtend = []
        self.stroom(gegevens, zlib.compress(kop + b"\n".join(inhoud)), bak)

    def _schrijf(self, stuk: bytes) -> None:
        self.bestand.write(stuk)
        self.som.update(stuk)
        self.plek += len(stuk)


class Overname:
    """Copies objects of one document into the file, with all that they refer to, each once."""

    def __init__(self, schrijver: Schrijver, bron: Pdf) -> None:
        self.schrijver, self.bron = schrijver, bron
        self.nummers: dict[int, int] = {}
        self.rij: deque[int] = deque()

    def is_al(self, deel: Object, nummer: int) -> None:
        """Everything that refers to `deel` is to refer to object `nummer` of the file, which somebody else writes."""
        self.nummers[deel.objgen[0]] = nummer

    def neem(self, deel: Object) -> int:
        """Copy an object that has a number of its own; return its number in the file."""
        nummer = self._nummer(deel.objgen[0])
        self._werk_af()
        return nummer

    def tekst(self, waarde: Object) -> bytes:
        """How `waarde` is written in the file; what it refers to is copied."""
        geschreven = self._vernummer(waarde.unparse())
        self._werk_af()
        return geschreven

    def _nummer(self, oud: int) -> int:
        if oud not in self.nummers:
            self.nummers[oud] = self.schrijver.nieuw()
            self.rij.append(oud)
        return self.nummers[oud]

    def _vernummer(self, geschreven: bytes) -> bytes:
        return _VERWIJZING.sub(
            lambda vondst: b"%d 0 R" % self._nummer(int(vondst[1])) if vondst[1] else vondst[0], geschreven
        )

    def _werk_af(self) -> None:
        while self.rij:
            oud = self.rij.popleft()
            deel = self.bron.get_object(oud, 0)
            if isinstance(deel, Stream):
                self._stroom(deel, self.nummers[oud])
            else:
                self.schrijver.object(self._vernummer(deel.unparse(resolved=True)), self.nummers[oud])

    def _stroom(self, deel: Stream, nummer: int) -> None:
        kop, inhoud = _LENGTE.sub(b"", deel.stream_dict.unparse(resolved=True)[2:-2], count=1), deel.read_raw_bytes()
        if "/Filter" not in deel:
            kop, inhoud = kop + b"/Filter /FlateDecode", zlib.compress(inhoud)
        self.schrijver.stroom(self._vernummer(kop), inhoud, nummer)
