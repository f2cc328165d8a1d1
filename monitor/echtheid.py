"""Whether an edition is still what was adopted: its snapshot and its files against their checksums."""

import hashlib
from collections.abc import Iterator

from django.core.files import File
from django.db.models.fields.files import FieldFile

from monitor.bevriezen import controlegetal
from monitor.models import Besluitenlijst, Publicatie


class NietEcht(Exception):
    """What is kept is not what was adopted."""


def som_van(bestand: File) -> str:
    """SHA-256 of an open file, in hexadecimal; it is read in pieces and stands at its beginning afterwards."""
    som = hashlib.sha256()
    for stuk in bestand.chunks():
        som.update(stuk)
    bestand.seek(0)
    return som.hexdigest()


def som_van_bewaard(bestand: FieldFile) -> str:
    """SHA-256 of a kept file. Raises OSError (FileNotFoundError when it is gone)."""
    with bestand.open("rb") as inhoud:
        return som_van(inhoud)


def eis_echte_inhoud(publicatie: Publicatie) -> None:
    """Raises NietEcht when the snapshot of an edition that is vastgesteld no longer has its checksum."""
    if publicatie.is_vast and controlegetal(publicatie.inhoud) != publicatie.inhoud_sha256:
        raise NietEcht(f"De gegevens van {publicatie} (nummer {publicatie.pk}) horen niet bij het controlegetal.")


def fouten_van(publicatie: Publicatie) -> Iterator[str]:
    """What is wrong with an edition that is vastgesteld, as Dutch sentences; nothing when all is as it was."""
    try:
        eis_echte_inhoud(publicatie)
    except NietEcht as fout:
        yield str(fout)
    naam = f"{publicatie} (nummer {publicatie.pk})"
    yield from _fouten_van_bestand(publicatie.bestand, publicatie.bestand_sha256, f"De pdf van {naam}")
    if publicatie.kort_bestand:
        yield from _fouten_van_bestand(publicatie.kort_bestand, publicatie.kort_sha256, f"De korte uitgave van {naam}")


def fouten_van_lijst(lijst: Besluitenlijst) -> Iterator[str]:
    """The same of a besluitenlijst that is frozen; its file may still have to be made."""
    if controlegetal(lijst.inhoud) != lijst.inhoud_sha256:
        yield f"De gegevens van {lijst} (nummer {lijst.pk}) horen niet bij het controlegetal."
    if lijst.bestand:
        yield from _fouten_van_bestand(lijst.bestand, lijst.bestand_sha256, f"De pdf van {lijst} (nummer {lijst.pk})")


def _fouten_van_bestand(bestand: FieldFile, som: str, wat: str) -> Iterator[str]:
    try:
        gelijk = som_van_bewaard(bestand) == som
    except OSError:
        yield f"{wat} is niet te lezen: {bestand.name}."
        return
    if not gelijk:
        yield f"{wat} hoort niet bij het controlegetal."
