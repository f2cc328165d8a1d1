"""Reading a large file with measurements by the worker, with progress; a small one is read at once.

Reading changes no measurement, so an attempt that dies is simply done again.
"""

import io
import logging
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from monitor.importeren.tabel import MAX_BYTES, TE_VEEL_BYTES, LeesFout
from monitor.models import Importbestand
from monitor.services import importeren, taken
from monitor.services.taken import Afgebroken, Taak, Uitkomst
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker

logger = logging.getLogger(__name__)

#: A file of more bytes takes longer than one waits for a page: Excel packs about ten times as much in a byte.
DIRECT_CSV, DIRECT_EXCEL = 1_500_000, 150_000


def neem_aan(*, bestand: File, naam: str, door: Gebruiker) -> Importbestand:
    """Read a small file, or leave a large one to the worker; the status of what is returned tells which.

    Raises PermissionDenied, and LeesFout when it cannot be read.
    """
    direct = DIRECT_EXCEL if PurePath(naam).suffix.lower() == ".xlsx" else DIRECT_CSV
    stroom = cast(BinaryIO, bestand)
    if bestand.size <= direct:
        return importeren.bewaar_bestand(bestand=stroom, naam=naam, door=door)
    return zet_klaar(bestand=stroom, naam=naam, door=door)


@transaction.atomic
def zet_klaar(*, bestand: BinaryIO, naam: str, door: Gebruiker) -> Importbestand:
    """Keep the bytes of a file until the worker has read them.

    Raises PermissionDenied, and LeesFout when it is too large.
    """
    importeren.eis_recht(door)
    ruw = bestand.read(MAX_BYTES + 1)
    if len(ruw) > MAX_BYTES:
        raise LeesFout(TE_VEEL_BYTES)
    with als(door):
        importeren.ruim_op()
        rij = Importbestand.objects.create(
            **importeren.kenmerken(naam=naam, inhoud=ruw, door=door),
            status=Importbestand.Status.WACHT,
            ruw=ruw,
            gebeld_op=timezone.now(),
        )
    transaction.on_commit(lambda: taken.bel(rij.pk, soort=Importbestand))
    return rij


def lees_in(pk: int) -> Uitkomst:
    """Read the file of this row, unless that is done or another worker is at it. What goes wrong ends in the row."""
    taak = taken.eis_op(pk, Importbestand)
    if taak is None:
        return Uitkomst.BEZET if Importbestand.objects.lopend().filter(pk=pk).exists() else Uitkomst.NIETS
    try:
        with taken.hartslag(taak):
            _werk(taak)
    except Afgebroken:
        logger.info("Importbestand %s is geannuleerd of overgenomen.", pk)
    except LeesFout as fout:
        taak.mislukt(str(fout))
    except Exception:
        logger.exception("Importbestand %s is niet gelezen.", pk)
        taak.mislukt("Er ging iets mis bij het lezen. De beheerder vindt in het logboek wat.")
    return Uitkomst.GEDAAN


def _werk(taak: Taak) -> None:
    rij = Importbestand.objects.defer("inhoud").get(pk=taak.pk)
    taak.vorder(1, meteen=True)
    gelezen = importeren.lees_alles(
        bestand=io.BytesIO(rij.ruw or b""), naam=rij.naam, bij_deel=lambda deel: taak.vorder(1 + int(deel * 98))
    )
    klaar: dict[str, Any] = {"status": Importbestand.Status.OPEN, "voortgang": 100, "token": "", "ruw": None}
    taak.schrijf(**gelezen, **klaar)
