"""What people do with an edition: ask for it, stop it, try again."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitor.models import Publicatie, editie, mag_publiceren
from monitor.services.taken import bel
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

BEZET = "Dit projectenboek wordt al gemaakt. Wacht tot het klaar is, of stop het eerst."


@transaction.atomic
def vraag_aan(*, door: Gebruiker, vandaag: date | None = None) -> tuple[Publicatie, bool]:
    """Ask for a projectenboek of today; a worker makes it. Return the edition and whether it is new.

    Asking while today's is being made gives that one: a double click makes one book. The data is that of the
    moment on which the job freezes it; an older date cannot be asked, because of most facts only the present
    is known. Raises PermissionDenied for who may not publish.
    """
    _eis_recht(door)
    dag = vandaag or timezone.localdate()
    publicatie = Publicatie(aangevraagd_door=door, gebeld_op=timezone.now(), **editie(dag))
    try:
        with transaction.atomic():
            publicatie.save()
    except IntegrityError:
        return Publicatie.objects.zonder_inhoud().lopend().get(soort=publicatie.soort, peildatum=dag), False
    _bel_straks(publicatie)
    return publicatie, True


@transaction.atomic
def stop(*, publicatie: Publicatie, door: Gebruiker) -> Publicatie:
    """Stop a job that waits or runs; its worker notices at the next page and leaves nothing behind.

    Raises PermissionDenied, and ValidationError when it is over already.
    """
    _eis_recht(door)
    rij = _op_slot(publicatie)
    if not rij.loopt:
        raise ValidationError("Dit projectenboek wordt niet meer gemaakt. Er is niets te stoppen.")
    rij.status, rij.klaar_op = Publicatie.Status.GESTOPT, timezone.now()
    rij.save(update_fields=["status", "klaar_op"])
    return rij


@transaction.atomic
def probeer_opnieuw(*, publicatie: Publicatie, door: Gebruiker) -> Publicatie:
    """Start again an edition that failed or was stopped, with the data of today.

    Raises PermissionDenied, and ValidationError when it did not fail or when today's is being made already.
    """
    _eis_recht(door)
    rij = _op_slot(publicatie)
    if rij.status not in (Publicatie.Status.MISLUKT, Publicatie.Status.GESTOPT):
        raise ValidationError("Alleen een projectenboek dat mislukt of gestopt is, kan opnieuw.")
    velden = {
        **editie(timezone.localdate()),
        "status": Publicatie.Status.WACHT,
        "gebeld_op": timezone.now(),
        "inhoud": None,
        "foutmelding": "",
        "inhoud_sha256": "",
        "stap": "",
        "stap_detail": "",
        "voortgang": 0,
        "pogingen": 0,
        "klaar_op": None,
        "gestart_op": None,
    }
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError as fout:
        raise ValidationError(BEZET) from fout
    _bel_straks(rij)
    return rij


def _eis_recht(door: Gebruiker) -> None:
    if not mag_publiceren(rollen_van(door)):
        raise PermissionDenied("Alleen het programmateam maakt edities.")


def _op_slot(publicatie: Publicatie) -> Publicatie:
    return Publicatie.objects.select_for_update().get(pk=publicatie.pk)


def _bel_straks(publicatie: Publicatie) -> None:
    pk = publicatie.pk
    transaction.on_commit(lambda: bel(pk))
