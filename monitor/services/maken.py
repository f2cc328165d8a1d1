"""Make an edition: freeze the data, lay out, write, check, keep. Loaded by workers only: typesetting is heavy."""

import errno
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, OperationalError
from django.template import TemplateSyntaxError
from django.template.exceptions import TemplateDoesNotExist
from django.utils import timezone

from monitor import opmaak
from monitor.bevriezen import GeenProgramma, controlegetal
from monitor.boekwoorden import OnbekendSchema
from monitor.models import Publicatie
from monitor.services.melden import meld_afloop
from monitor.services.taken import BEGIN, Afgebroken, Taak, Uitkomst, bel, eis_op, hartslag
from monitor.vastleggen import leg_vast, wijzigingen
from monitor.zetten.basis import ZetFout
from sterkvoornoord.huisstijl import OnbekendeCode

logger = logging.getLogger(__name__)

#: A full disk, a storage that does not answer, a database that starts again.
GAAT_MISSCHIEN_OVER = (OSError, OperationalError)

Stap, Status = Publicatie.Stap, Publicatie.Status

#: What the name of the short edition has more than that of the book.
KORT = "-kort"


def maak(pk: int) -> Uitkomst:
    """Make the edition, unless it is made already or another worker is at it. What goes wrong ends in the row."""
    taak = eis_op(pk)
    if taak is None:
        return Uitkomst.BEZET if Publicatie.objects.lopend().filter(pk=pk).exists() else Uitkomst.NIETS
    try:
        with hartslag(taak):
            _werk(taak)
    except Afgebroken:
        logger.info("Publicatie %s is gestopt of overgenomen.", pk)
    except Exception as fout:
        _na_een_fout(taak, fout)
    meld_afloop(pk)
    return Uitkomst.GEDAAN


def _na_een_fout(taak: Taak, fout: Exception) -> None:
    """Try again in a while what may go well by itself; the rest has failed, and its row says why."""
    if isinstance(fout, GAAT_MISSCHIEN_OVER) and taak.heeft_herkansing:
        logger.warning("Publicatie %s mislukte bij poging %s.", taak.pk, taak.poging, exc_info=fout)
        wachttijd = taak.later(reden_van(fout))
        if wachttijd:
            bel(taak.pk, over=wachttijd)
        return
    logger.error("Publicatie %s is mislukt.", taak.pk, exc_info=fout)
    taak.mislukt(reden_van(fout))


def _werk(taak: Taak) -> None:
    """The steps of the job."""
    if taak.vorige:
        _ruim_op(taak.pk, taak.vorige)
    inhoud = _leg_vast(taak)
    taak.meld(Stap.OPMAKEN)
    opgemaakt = opmaak.maak_op(inhoud, meld=_meter(taak, Stap.OPMAKEN))
    taak.meld(Stap.SCHRIJVEN)
    with _werkbestand(taak) as pad, _werkbestand(taak, KORT) as kort_pad:
        opmaak.schrijf(inhoud, opgemaakt, pad, meld=_meter(taak, Stap.SCHRIJVEN))
        kort = _maak_kort(taak, inhoud, kort_pad) if opmaak.heeft_korte_uitgave(inhoud) else {}
        taak.meld(Stap.CONTROLEREN)
        opmaak.controleer(inhoud, opgemaakt)
        klaar = {"bestand_grootte": pad.stat().st_size, "bladzijden": opgemaakt.bladzijden, **kort}
        _bewaar(taak, {"bestand": pad, **({"kort_bestand": kort_pad} if kort else {})}, klaar)


def _maak_kort(taak: Taak, inhoud: dict[str, Any], pad: Path) -> dict[str, Any]:
    """Write the short edition to `pad`; return what the row has to know of it."""

    def nog_gewenst() -> None:
        taak.meld(Stap.SCHRIJVEN, detail="korte uitgave", meteen=False)

    uitgave = opmaak.schrijf_kort(inhoud, pad, nog_gewenst=nog_gewenst)
    return {"kort_grootte": pad.stat().st_size, "kort_bladzijden": uitgave.heel.bladzijden}


def _bewaar(taak: Taak, bestanden: dict[str, Path], velden: dict[str, Any]) -> None:
    """Move the files into the storage and say so in the row, by the field of each; or leave none of them behind."""
    namen = {}
    try:
        for veld, pad in bestanden.items():
            opslagnaam = _opslagnaam(taak.pk, taak.token, "" if veld == "bestand" else KORT)
            namen[veld] = default_storage.save(opslagnaam, _KlaarBestand(pad))
        taak.schrijf(status=Status.GEREED, voortgang=100, token="", klaar_op=timezone.now(), **namen, **velden)
    except Exception:
        for naam in namen.values():
            default_storage.delete(naam)
        raise


def _meter(taak: Taak, stap: Publicatie.Stap) -> Callable[[float, str], None]:
    """Turns the share of a step that is done into progress of the job."""
    begin = BEGIN[stap]
    ruimte = min(grens for grens in (*BEGIN.values(), 100) if grens > begin) - begin - 1

    def meld(deel: float, waar: str) -> None:
        taak.meld(stap, begin + int(deel * ruimte), waar, meteen=False)

    return meld


def _leg_vast(taak: Taak) -> dict[str, Any]:
    """The frozen data of the edition: what an earlier attempt froze, else the programme as it is now."""
    taak.meld(Stap.VASTLEGGEN)
    rij = Publicatie.objects.select_related("erratum_bij").defer("erratum_bij__inhoud").get(pk=taak.pk)
    if rij.inhoud is not None:
        return rij.inhoud
    # Asked before midnight and frozen after it: the edition is of the day of its data.
    velden = rij.als_op(timezone.localdate())
    inhoud = leg_vast(velden, erratum=rij.erratum)
    taak.schrijf(
        **velden,
        inhoud=inhoud,
        inhoud_sha256=controlegetal(inhoud),
        schema_versie=inhoud["schema"],
        aantal_acties=len(inhoud["acties"]),
        wijzigingen=wijzigingen(inhoud),
    )
    return inhoud


class _KlaarBestand(File):
    """A complete file that a storage on the same disk may move into place in one step, instead of copying it."""

    def __init__(self, pad: Path) -> None:
        super().__init__(pad.open("rb"), name=pad.name)
        self.pad = pad

    def temporary_file_path(self) -> str:
        return str(self.pad)


@contextmanager
def _werkbestand(taak: Taak, deel: str = "") -> Iterator[Path]:
    """A place for the file while it is being written; gone afterwards, whatever happened."""
    pad = _werkpad(taak.pk, taak.token, deel)
    pad.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield pad
    finally:
        pad.unlink(missing_ok=True)


def _werkpad(pk: int, token: str, deel: str = "") -> Path:
    return Path(settings.WERKMAP) / f"publicatie-{pk}-{token}{deel}.pdf"


def _opslagnaam(pk: int, token: str, deel: str = "") -> str:
    return f"publicaties/{pk}-{token}{deel}.pdf"


def _ruim_op(pk: int, token: str) -> None:
    """Remove what a dead attempt left: its half files, and whole ones that the row never got to know."""
    for deel in ("", KORT):
        _werkpad(pk, token, deel).unlink(missing_ok=True)
        default_storage.delete(_opslagnaam(pk, token, deel))


def reden_van(fout: BaseException) -> str:
    """Why it went wrong, as one Dutch sentence for the user; the log has the rest."""
    if isinstance(fout, ZetFout | GeenProgramma | OnbekendSchema):
        return str(fout)
    if isinstance(fout, OnbekendeCode):
        return f"Een actie of opgave heeft een code die nog geen plek in het boek heeft: {fout}."
    if isinstance(fout, IntegrityError):
        return "Een nieuwere editie wordt al gemaakt."
    if isinstance(fout, SoftTimeLimitExceeded):
        return "Het maken duurde te lang en is daarom gestopt."
    if isinstance(fout, MemoryError):
        return "De server heeft te weinig geheugen voor dit boek."
    if isinstance(fout, OSError) and fout.errno in (errno.ENOSPC, errno.EDQUOT):
        return "De schijf van de server is vol."
    if isinstance(fout, OSError):
        return "Het bestand kon niet worden bewaard."
    if isinstance(fout, OperationalError):
        return "De gegevensbank antwoordde niet."
    if isinstance(fout, TemplateSyntaxError | TemplateDoesNotExist):
        return "Er zit een fout in de opmaak van het boek. De beheerder vindt in het logboek waar."
    return "Er ging iets mis wat wij niet kennen. De beheerder vindt in het logboek wat."
