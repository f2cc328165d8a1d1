"""A besluitenlijst that is vastgesteld: frozen in that moment, printed once, and never anything else after that."""

import hashlib
import logging
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from governance.models import Vergadering
from monitor.bevriezen import controlegetal
from monitor.echtheid import NietEcht
from monitor.models import Besluitenlijst
from monitor.vergaderpapier import gegevens, zetten

logger = logging.getLogger(__name__)


def bevries(vergadering: Vergadering) -> list[Besluitenlijst]:
    """Freeze the besluitenlijst of a meeting that was vastgesteld; see ``settings.NA_VASTSTELLEN``.

    One version without what is besloten, and a second with it where there is anything. What is frozen already stays
    as it is. Returns what is frozen now; a worker is asked to print it once the transaction is through.
    """
    with transaction.atomic():
        # Who comes second waits here, and finds the rows.
        Vergadering.objects.select_for_update().get(pk=vergadering.pk)
        rijen = list(Besluitenlijst.objects.filter(vergadering=vergadering))
        if rijen:
            return rijen
        versies = [gegevens.besluitenlijst(vergadering, besloten=False)]
        met = gegevens.besluitenlijst(vergadering, besloten=True)
        versies += [met] if met["vertrouwelijk"] else []
        nu = timezone.now()
        rijen = [
            Besluitenlijst.objects.create(
                vergadering=vergadering,
                besloten=inhoud["vertrouwelijk"],
                vastgesteld_op=nu,
                inhoud=inhoud,
                inhoud_sha256=controlegetal(inhoud),
            )
            for inhoud in versies
        ]
        transaction.on_commit(lambda: _bel([rij.pk for rij in rijen]))
    return rijen


def _bel(pks: list[int]) -> None:
    from monitor import tasks

    for pk in pks:
        try:
            tasks.druk_besluitenlijst.apply_async((pk,), retry_policy={"max_retries": 1, "interval_start": 0})
        except Exception:  # whatever the broker's client raises: the first reader, or the next sweep, has it printed
            logger.warning("De wachtrij antwoordt niet; besluitenlijst %s wacht.", pk, exc_info=True)


def druk_af(rij: Besluitenlijst) -> Besluitenlijst:
    """The same list with its file, which is made when it is not there yet; of two who make it at once, one is kept.

    Raises NietEcht when the frozen data is not what it was, and what `zetten.zet` raises.
    """
    if rij.bestand:
        return rij
    if controlegetal(rij.inhoud) != rij.inhoud_sha256:
        raise NietEcht(f"De gegevens van {rij} horen niet bij het controlegetal.")
    papier = zetten.zet(rij.inhoud)
    naam = default_storage.save(f"besluitenlijsten/{rij.pk}-{secrets.token_hex(16)}.pdf", ContentFile(papier.pdf))
    velden = {
        "bestand": naam,
        "bestand_sha256": hashlib.sha256(papier.pdf).hexdigest(),
        "bestand_grootte": len(papier.pdf),
        "bladzijden": papier.bladzijden,
    }
    try:
        gelukt = Besluitenlijst.objects.filter(pk=rij.pk).update(**velden)
    except Exception:
        default_storage.delete(naam)
        raise
    if not gelukt:
        default_storage.delete(naam)
    return Besluitenlijst.objects.select_related("vergadering").get(pk=rij.pk)


def druk_wat_wacht() -> int:
    """Print what is frozen and has no file yet, because a worker or the queue was away; return how many."""
    aantal = 0
    for rij in Besluitenlijst.objects.zonder_bestand().select_related("vergadering"):
        try:
            druk_af(rij)
            aantal += 1
        except Exception:
            logger.exception("%s kon niet worden gedrukt.", rij)
    return aantal
