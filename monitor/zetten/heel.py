"""A document in one piece: laid out in this process, or in one of its own that takes its memory with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.zetten.ploeg import Ploeg


@dataclass(frozen=True)
class Heel:
    """What is known of a document that is laid out."""

    bladzijden: int
    #: The bookmarks of the first level with the number of their page, in order.
    hoofdstukken: list[tuple[str, int]]


class Hier(AbstractContextManager):
    """Lays out in this process. `nog_gewenst` is called at every page; what it raises ends the work."""

    def __init__(self, nog_gewenst: Callable[[], None]) -> None:
        self.nog_gewenst = nog_gewenst
        self.opgemaakt: Any = None

    def __exit__(self, *_: object) -> None:
        self.opgemaakt = None

    def maak_op(self, html: str) -> Heel:
        """Lay out another document instead of the one before. Raises ZetFout."""
        from monitor import pdf  # WeasyPrint is heavy, and who lays out elsewhere needs none

        self.opgemaakt = pdf.maak_op(html, bij_bladzijde=lambda _: self.nog_gewenst())
        return Heel(self.opgemaakt.bladzijden, self.opgemaakt.hoofdstukken)

    def schrijf(self, doel: Path, *, kenmerk: str) -> None:
        """Write the last document, once. Raises ZetFout, and OSError."""
        from monitor import pdf

        pdf.schrijf(self.opgemaakt, doel, kenmerk=kenmerk, bij_bladzijde=lambda _: self.nog_gewenst())


class Elders(AbstractContextManager):
    """Does the same in a process that ends with it. `nog_gewenst` is called every second."""

    def __init__(self, nog_gewenst: Callable[[], None]) -> None:
        self.ploeg = Ploeg(1, nog_gewenst)

    def __exit__(self, *fout: object) -> None:
        self.ploeg.__exit__(*fout)

    def maak_op(self, html: str) -> Heel:
        """Lay out another document instead of the one before. Raises ZetFout."""
        antwoord = self.ploeg.heel({"html": html})
        return Heel(antwoord["bladzijden"], [tuple(hoofdstuk) for hoofdstuk in antwoord["hoofdstukken"]])

    def schrijf(self, doel: Path, *, kenmerk: str) -> None:
        """Write the last document, once. Raises ZetFout, and OSError."""
        self.ploeg.heel({"uit": str(doel), "kenmerk": kenmerk})
