"""Processes that lay out parts: as many as there are cores, each for a bounded number of parts.

They are no pool of `multiprocessing`, which may not start inside a Celery worker. They end with the work: when it is
done, stopped or failed, and by themselves when the process that gave the orders was killed.
"""

import contextlib
import json
import logging
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from monitor.zetten.basis import STATIC, ZetFout

logger = logging.getLogger(__name__)

WORTEL = STATIC.parent
#: A process is replaced after this many parts, so that memory that is not given back stays little.
PER_PROCES = 40
#: How often a part is tried when its process dies without a word.
POGINGEN = 2
#: Seconds between two looks at whether the work is still wanted.
KIJK_ELKE = 1.0


class Proces:
    """One process and the order that it is busy with."""

    def __init__(self, soort: str) -> None:
        # Unbuffered: a line that was read too early would be in nobody's pipe any more, and waited for in vain.
        self.proces = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "monitor.zetten", soort],
            cwd=WORTEL,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self.opdracht: Any = None
        self.gedaan = 0

    def geef(self, opdracht: Any) -> None:
        self.opdracht = opdracht
        rest = memoryview(json.dumps(opdracht).encode() + b"\n")
        with contextlib.suppress(BrokenPipeError):  # it died; reading its answer finds out
            while rest:  # a signal may cut a write short
                rest = rest[self.proces.stdin.write(rest) :]

    def antwoord(self) -> dict[str, Any] | None:
        """The next answer; None when the process died. Raises what went wrong there."""
        regel = self.proces.stdout.readline()
        if not regel.endswith(b"\n"):
            return None
        antwoord = json.loads(regel)
        if "zetfout" in antwoord:
            raise ZetFout(antwoord["zetfout"])
        if "errno" in antwoord:
            raise OSError(antwoord["errno"], antwoord["tekst"])
        if "onverwacht" in antwoord:
            raise RuntimeError(antwoord["onverwacht"])
        return antwoord

    def stop(self) -> None:
        self.proces.kill()
        for pijp in (self.proces.stdin, self.proces.stdout):
            with contextlib.suppress(OSError):
                pijp.close()
        self.proces.wait()


class Ploeg:
    """Use as a context; its processes end with it, however that ends."""

    def __init__(self, aantal: int, nog_gewenst: Callable[[], None] = lambda: None) -> None:
        """`nog_gewenst` is called every second of waiting; what it raises ends the work."""
        self.aantal, self.nog_gewenst = aantal, nog_gewenst
        self.kiezer = selectors.DefaultSelector()
        self.processen: list[Proces] = []

    def __enter__(self) -> "Ploeg":
        return self

    def __exit__(self, *_: object) -> None:
        while self.processen:
            self._weg(self.processen[-1])
        self.kiezer.close()

    def zet(self, opdrachten: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Have parts laid out; yield each order when it is done. Raises ZetFout or OSError."""
        wachtrij = list(reversed(opdrachten))
        pogingen: dict[str, int] = {}
        while wachtrij or any(proces.opdracht for proces in self.processen):
            for proces in self._vrij(len(wachtrij)):
                opdracht = wachtrij.pop()
                pogingen[opdracht["pad"]] = pogingen.get(opdracht["pad"], 0) + 1
                proces.geef(opdracht)
            for proces in self._klaar():
                opdracht = proces.opdracht
                if proces.antwoord():
                    proces.opdracht, proces.gedaan = None, proces.gedaan + 1
                    if proces.gedaan >= PER_PROCES:
                        self._weg(proces)
                    yield opdracht
                    continue
                self._weg(proces)
                logger.warning("Een zetter stopte halverwege met code %s.", proces.proces.returncode)
                if pogingen[opdracht["pad"]] >= POGINGEN:
                    raise ZetFout("Het opmaken stopte onverwacht. Misschien heeft de server te weinig geheugen.")
                wachtrij.append(opdracht)

    def voeg(self, opdracht: dict[str, Any]) -> Iterator[int]:
        """Have parts put together; yield how many are. Raises ZetFout or OSError."""
        while self.processen:
            self._weg(self.processen[-1])  # their memory is needed now
        for antwoord in self._antwoorden(self._nieuw("voeg"), opdracht):
            if "klaar" not in antwoord:
                yield antwoord["aantal"]

    def heel(self, opdracht: dict[str, Any]) -> dict[str, Any]:
        """Have a whole document laid out, or the one of the order before written. Raises ZetFout or OSError."""
        proces = self.processen[0] if self.processen else self._nieuw("heel")
        *_, antwoord = self._antwoorden(proces, opdracht)
        return antwoord

    def _antwoorden(self, proces: Proces, opdracht: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """All answers to one order, the last of which says that it is done."""
        proces.geef(opdracht)
        while True:
            for _ in self._klaar():
                antwoord = proces.antwoord()
                if antwoord is None:
                    raise ZetFout("Het opmaken stopte onverwacht. Misschien heeft de server te weinig geheugen.")
                yield antwoord
                if "klaar" in antwoord:
                    return

    def _vrij(self, nodig: int) -> list[Proces]:
        """Processes without an order, at most `nodig`; starts them when there are too few."""
        vrij = [proces for proces in self.processen if proces.opdracht is None]
        while len(vrij) < nodig and len(self.processen) < self.aantal:
            vrij.append(self._nieuw("zet"))
        return vrij[:nodig]

    def _klaar(self) -> list[Proces]:
        klaar = [sleutel.data for sleutel, _ in self.kiezer.select(KIJK_ELKE)]
        if not klaar:
            self.nog_gewenst()
        return klaar

    def _nieuw(self, soort: str) -> Proces:
        proces = Proces(soort)
        self.processen.append(proces)
        self.kiezer.register(proces.proces.stdout, selectors.EVENT_READ, proces)
        return proces

    def _weg(self, proces: Proces) -> None:
        self.processen.remove(proces)
        self.kiezer.unregister(proces.proces.stdout)
        proces.stop()
