"""Files of Excel and Word are ZIPs: what one unpacks to is weighed before a byte of it is parsed."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from monitor.importeren.tabel import LeesFout

MAX_DELEN = 1_000


@dataclass(frozen=True, slots=True)
class Pakket:
    """What a file has to be: how its parts are called, what it may unpack to, and what is said when it is not so."""

    hoort: Callable[[set[str]], bool]
    past: Callable[[list[zipfile.ZipInfo]], bool]
    macros: str
    iets_anders: str
    te_groot: str
    kapot: str

    def weeg(self, inhoud: bytes) -> None:
        """Raise LeesFout unless this is such a file, without macros, that unpacks to what can be read."""
        try:
            with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
                delen = pak.infolist()
                namen = {deel.filename.lower() for deel in delen}
                if any(naam.endswith("vbaproject.bin") for naam in namen):
                    raise LeesFout(self.macros)
                if not self.hoort(namen):
                    raise LeesFout(self.iets_anders)
                if len(delen) > MAX_DELEN or not self.past(delen):
                    raise LeesFout(self.te_groot)
                for deel in delen:
                    if deel.filename.lower().endswith((".xml", ".rels")):
                        self._keur_xml(pak, deel)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as fout:
            raise LeesFout(self.kapot) from fout

    def _keur_xml(self, pak: zipfile.ZipFile, deel: zipfile.ZipInfo) -> None:
        """Excel and Word write no document types; entities that multiply themselves need one."""
        with pak.open(deel) as stroom:
            begin = stroom.read(4096)
        if b"<!" in begin.replace(b"<!--", b"") or b"\0" in begin:
            raise LeesFout(self.kapot)
