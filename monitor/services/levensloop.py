"""What happens to an edition once it is made: adopted, published, corrected by an erratum.

Each step looks at the row as it is in the database, under lock: who comes second, from another tab or at the same
time, is told what the first one did, and nothing changes.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from governance.models import Besluit
from governance.models.besluit import BesluitQuerySet
from monitor.bevriezen import controlegetal
from monitor.echtheid import som_van_bewaard
from monitor.models import Publicatie, mag_publiceren
from monitor.models.publicatie import Editie
from monitor.services.publicaties import BEZET, zet_klaar
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

Fase, Status = Publicatie.Fase, Publicatie.Status


@transaction.atomic
def stel_vast(*, publicatie: Publicatie, besluit: Besluit, door: Gebruiker) -> Publicatie:
    """Freeze a concept for good, on this besluit; return it.

    What is frozen is what the bestuur saw: the same snapshot and the same files, with their checksums. Raises
    PermissionDenied, and ValidationError, with a sentence, when it is no concept that is ready, when another
    edition of its period was adopted already, when the besluit does not hold, or when what is kept cannot be read or
    is not what was made.
    """
    _eis_recht(door)
    rij = _op_slot(publicatie)
    if rij.is_vast:
        nummer = rij.besluit.nummer if rij.besluit else ""
        raise ValidationError(f"{rij.titel} is al vastgesteld, met besluit {nummer}. Er is niets veranderd.")
    if rij.status != Status.GEREED:
        raise ValidationError(f"{rij.titel} is nog niet klaar. Wacht tot de pdf er is, en stel haar dan vast.")
    if not kiesbare_besluiten(door=door).filter(pk=besluit.pk).exists():
        raise ValidationError(f"Met besluit {besluit.nummer} kan dit niet: het is niet vastgesteld of het geldt niet.")
    if controlegetal(rij.inhoud or {}) != rij.inhoud_sha256:
        raise ValidationError("De gegevens zijn niet meer die van het boek. Maak een nieuw concept.")
    try:
        rij.bestand_sha256 = som_van_bewaard(rij.bestand)
        rij.kort_sha256 = som_van_bewaard(rij.kort_bestand) if rij.kort_bestand else ""
    except OSError as fout:
        raise ValidationError(
            "De pdf is niet te lezen. Probeer het straks nog eens. Blijft dit zo? Maak dan een nieuw concept."
        ) from fout
    rij.besluit, rij.fase, rij.vastgesteld_op = besluit, Fase.VASTGESTELD, timezone.now()
    rij.vastgesteld_door, rij.vastgesteld_als = door, door.functie
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError as fout:
        raise ValidationError(_er_is_er_al_een(rij)) from fout
    return rij


def kiesbare_besluiten(*, door: Gebruiker) -> BesluitQuerySet:
    """Besluiten on which this account can adopt an edition: those that hold, and that said yes."""
    uitkomsten = (Besluit.Uitkomst.CONFORM, Besluit.Uitkomst.GEWIJZIGD, "")
    return Besluit.objects.zichtbaar_voor(door).geldend().filter(uitkomst__in=uitkomsten)


def _er_is_er_al_een(rij: Publicatie) -> str:
    if rij.erratum_bij:
        return f"Erratum {rij.erratum_nummer} is al vastgesteld. Vraag een nieuw erratum aan."
    return f"{rij.titel} is al vastgesteld, in een andere editie. Alleen een erratum kan die vervangen."


@transaction.atomic
def publiceer(
    *, publicatie: Publicatie, publicatiedatum: date, door: Gebruiker, vandaag: date | None = None
) -> Publicatie:
    """Let everybody read an edition from this day on; return it. Until that day the day can be changed.

    Raises PermissionDenied, and ValidationError when it is not vastgesteld, when it is public already, or when the
    day is over or lies before the end of what a monitor measures.
    """
    _eis_recht(door)
    dag = vandaag or timezone.localdate()
    rij = _op_slot(publicatie)
    if not rij.is_vast:
        raise ValidationError(f"{rij.titel} is nog een concept. Stel haar eerst vast.")
    openbaar_op = rij.publicatiedatum if rij.fase == Fase.GEPUBLICEERD else None
    if openbaar_op and openbaar_op <= dag:
        raise ValidationError(f"{rij.titel} is al openbaar sinds {toon(openbaar_op)}. Er is niets veranderd.")
    if publicatiedatum < dag:
        raise ValidationError("Deze dag is al voorbij. Kies vandaag of een dag daarna.")
    if openbaar_op == publicatiedatum:
        raise ValidationError(f"{rij.titel} wordt al openbaar op {toon(publicatiedatum)}. Er is niets veranderd.")
    rij.fase, rij.publicatiedatum = Fase.GEPUBLICEERD, publicatiedatum
    rij.gepubliceerd_op, rij.gepubliceerd_door, rij.gepubliceerd_als = timezone.now(), door, door.functie
    rij.save(update_fields=["fase", "publicatiedatum", "gepubliceerd_op", "gepubliceerd_door", "gepubliceerd_als"])
    return rij


@transaction.atomic
def vraag_erratum(*, publicatie: Publicatie, reden: str, door: Gebruiker) -> Publicatie:
    """Ask for a corrected edition, with the data of today and the next number; return it. A worker makes it.

    It is a concept like any other, until it is vastgesteld itself. Raises PermissionDenied, and ValidationError
    when the edition is not vastgesteld, is an erratum itself, or when an edition of its kind is being made.
    """
    _eis_recht(door)
    rij = _op_slot(publicatie)
    if not rij.is_vast:
        raise ValidationError(f"{rij.titel} is nog een concept. Maak gewoon een nieuw concept.")
    if rij.erratum_bij_id:
        raise ValidationError("Vraag een volgend erratum aan bij de editie waar dit erratum bij hoort.")
    nummer = 1 + rij.errata.vastgesteld().count()
    wat = Editie(
        soort=rij.soort,
        titel=f"Erratum {nummer} bij {rij.titel}",
        peildatum=timezone.localdate(),
        periode_van=rij.periode_van,
        periode_tot=rij.periode_tot,
        publicatiedatum=None,
    )
    erratum = zet_klaar(wat, aangevraagd_door=door, erratum_bij=rij, erratum_nummer=nummer, erratum_reden=reden)
    if erratum is None:
        raise ValidationError(BEZET)
    return erratum


def toon(dag: date) -> str:
    return date_format(dag, "j F Y")


def _eis_recht(door: Gebruiker) -> None:
    if not mag_publiceren(rollen_van(door)):
        raise PermissionDenied("Alleen het programmateam stelt edities vast en publiceert ze.")


def _op_slot(publicatie: Publicatie) -> Publicatie:
    # Only the row itself: PostgreSQL does not lock what an outer join may have left empty.
    return Publicatie.objects.select_for_update().get(pk=publicatie.pk)
