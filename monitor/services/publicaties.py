"""What people do with an edition: ask for it, stop it, try again. And what the schedule asks for."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitor.models import Publicatie, editie, jaren_voor, mag_publiceren, monitor_editie
from monitor.models.publicatie import Editie
from monitor.services.taken import bel
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

Soort = Publicatie.Soort

BEZET = "Deze editie wordt al gemaakt. Wacht tot zij klaar is, of stop haar eerst."

#: So many days after its day the schedule still asks, in case nothing ran on the day itself.
INHAALDAGEN = 28


@transaction.atomic
def vraag_aan(
    *,
    door: Gebruiker,
    soort: str = Soort.PROJECTENBOEK,
    publicatiedatum: date | None = None,
    vandaag: date | None = None,
) -> tuple[Publicatie, bool]:
    """Ask for an edition of today; a worker makes it. Return the edition and whether it is new.

    Asking while today's is being made gives that one: a double click makes one book. The data is that of the
    moment on which the job freezes it; an older date cannot be asked, because of most facts only the present
    is known. Only a monitor may say on which day it becomes public. Raises PermissionDenied for who may not
    publish, and ValidationError for a day that cannot be.
    """
    _eis_recht(door)
    dag = vandaag or timezone.localdate()
    try:
        wat = monitor_editie(dag, publicatiedatum=publicatiedatum) if soort == Soort.MONITOR else editie(dag)
    except ValueError as fout:
        raise ValidationError(str(fout)) from fout
    if Publicatie.objects.vastgesteld().filter(soort=soort, titel=wat["titel"]).exists():
        raise ValidationError(f"{wat['titel']} is vastgesteld. Vraag een erratum aan als er iets in moet veranderen.")
    publicatie = zet_klaar(wat, aangevraagd_door=door)
    if publicatie is None:
        return Publicatie.objects.zonder_inhoud().lopend().get(soort=soort, peildatum=dag), False
    return publicatie, True


@transaction.atomic
def vraag_volgens_rooster(*, vandaag: date | None = None) -> Publicatie | None:
    """Ask for the monitor of the two years before, when it is due; None when it is not, or was asked for already.

    Due: from its day in the year (settings.MONITOR_DAG) for INHAALDAGEN days, when no monitor is there or being
    made about either year. So it comes every two years, also when people made one themselves in between. It is
    asked for once, however many schedulers look: the name of what the schedule asked for is unique.
    """
    dag = vandaag or timezone.localdate()
    maand, dag_van_de_maand = settings.MONITOR_DAG
    begin = date(dag.year, maand, dag_van_de_maand)
    if not begin <= dag <= begin + timedelta(days=INHAALDAGEN):
        return None
    van, tot = jaren_voor(dag)
    rooster = f"monitor-{van}-{tot}"
    monitors = Publicatie.objects.filter(soort=Soort.MONITOR)
    er_is_er_een = monitors.van_de_jaren(van, tot).filter(status__in=[*Publicatie.LOPEND, Publicatie.Status.GEREED])
    if er_is_er_een.exists() or monitors.filter(rooster=rooster).exists():
        return None
    return zet_klaar(monitor_editie(dag), rooster=rooster)


def zet_klaar(wat: Editie, **velden: Any) -> Publicatie | None:
    """A row that a worker can take, and the call to it; None when the same is there already."""
    publicatie = Publicatie(gebeld_op=timezone.now(), **wat, **velden)
    try:
        with transaction.atomic():
            publicatie.save()
    except IntegrityError:
        return None
    _bel_straks(publicatie)
    return publicatie


@transaction.atomic
def stop(*, publicatie: Publicatie, door: Gebruiker) -> Publicatie:
    """Stop a job that waits or runs; its worker notices at the next page and leaves nothing behind.

    Raises PermissionDenied, and ValidationError when it is over already.
    """
    _eis_recht(door)
    rij = _op_slot(publicatie)
    if not rij.loopt:
        raise ValidationError("Deze editie wordt niet meer gemaakt. Er is niets te stoppen.")
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
        raise ValidationError("Alleen een editie die mislukt of gestopt is, kan opnieuw.")
    velden = {
        **rij.als_op(timezone.localdate()),
        "status": Publicatie.Status.WACHT,
        "gebeld_op": timezone.now(),
        "aangevraagd_op": timezone.now(),
        "inhoud": None,
        "foutmelding": "",
        "inhoud_sha256": "",
        "stap": "",
        "stap_detail": "",
        "voortgang": 0,
        "pogingen": 0,
        "niet_voor": None,
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
