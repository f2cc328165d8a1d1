"""Opening and closing a reporting round, and writing the stand of an opgave in it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from acties.services import RijWijziging, VersieConflict
from acties.services.rijen import zet_rij
from monitor.herinneren import aan_melders
from monitor.models import Nazicht, OpgaveStand, Rapportageronde, Risico, editie, mag_publiceren, trekkers
from opgaven.models import Opgave
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.herinneren import stuur
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

#: What a projectleider writes in a stand.
VELDEN = (
    *("totaalbeeld", "totaalbeeld_uitleg", "bestuur", "bestuur_uitleg"),
    *("planning", "planning_uitleg", "budget", "budget_uitleg"),
    *("risicoprofiel", "besluitvorming", "afwijking", "belangrijkste_wijzigingen"),
)
#: What a risk says of itself.
RISICOVELDEN = ("omschrijving", "kans", "gevolg", "maatregel")
GESLOTEN = "De ronde is intussen gesloten. Er is niets opgeslagen."
#: What changed in the round before is no news in this one.
NIET_OVERNEMEN = {"belangrijkste_wijzigingen": ""}


def _eis_team(door: Gebruiker) -> None:
    if not mag_publiceren(rollen_van(door)):
        raise PermissionDenied("Alleen het programmateam opent en sluit een ronde.")


def mag_invullen(door: Gebruiker, opgave: Opgave) -> bool:
    """The programmateam, and the projectleider of the opgave."""
    rollen = rollen_van(door)
    return rollen.programmateam or opgave.pk in rollen.opgaven


def _eis_stand(door: Gebruiker, opgave: Opgave) -> None:
    if not mag_invullen(door, opgave):
        raise PermissionDenied("Alleen de projectleider van de opgave en het programmateam vullen de stand in.")


@transaction.atomic
def open_ronde(*, peildatum: date, deadline: date, door: Gebruiker) -> Rapportageronde:
    """Open the round of the half year of `peildatum`; return it.

    What is reported counts from the day after the peildatum of the round before it, or from the first day of the half
    year. Raises PermissionDenied, and ValidationError when a round is open or the days do not fit.
    """
    _eis_team(door)
    ronde = nieuwe_ronde(peildatum=peildatum, deadline=deadline)
    with als(door):
        ronde.full_clean()
        ronde.save()
    return ronde


def nieuwe_ronde(*, peildatum: date, deadline: date) -> Rapportageronde:
    """The round of the half year of `peildatum`, with its name and its days; not saved."""
    deze = editie(peildatum)
    vorige = Rapportageronde.objects.filter(peildatum__lt=peildatum).first()
    seizoen = "voorjaar" if deze["periode_van"].month == 1 else "najaar"
    return Rapportageronde(
        naam=f"{seizoen} {peildatum.year}",
        periode_van=deze["periode_van"],
        periode_tot=deze["periode_tot"],
        vanaf=vorige.peildatum + timedelta(days=1) if vorige else deze["periode_van"],
        peildatum=peildatum,
        deadline=deadline,
    )


@transaction.atomic
def sluit_ronde(*, ronde: Rapportageronde, door: Gebruiker) -> Rapportageronde:
    """Close a round: nobody writes in its standen any more. A second click changes nothing."""
    _eis_team(door)
    rij = Rapportageronde.objects.select_for_update().get(pk=ronde.pk)
    if rij.status == Rapportageronde.Status.OPEN:
        rij.status = Rapportageronde.Status.GESLOTEN
        with als(door):
            rij.save(update_fields=["status"])
    return rij


def herinner_nu(*, ronde: Rapportageronde, door: Gebruiker) -> int:
    """Mail now who still owes something in an open round; return to how many. Nobody gets two on one day.

    Raises PermissionDenied, and ValidationError when the round is closed.
    """
    _eis_team(door)
    if ronde.status != Rapportageronde.Status.OPEN:
        raise ValidationError("De ronde is gesloten. Er is niemand gemaild.")
    vandaag = timezone.localdate()
    return len(stuur(aan_melders(ronde, dag=vandaag, vandaag=vandaag)))


@transaction.atomic
def bewaar_stand(
    *,
    ronde: Rapportageronde,
    opgave: Opgave,
    door: Gebruiker,
    versie: int,
    waarden: Mapping[str, Any],
    risicos: Sequence[RijWijziging] = (),
) -> OpgaveStand:
    """Save what `door` wrote in the stand of `opgave`; return it.

    `versie` is what the writer was looking at, 0 when nobody had saved anything; `risicos` are the rows that change.
    Raises PermissionDenied, ValidationError when the round is closed or an explanation is missing, and
    VersieConflict when somebody else was first.
    """
    _eis_stand(door, opgave)
    nieuw = {veld: waarden[veld] for veld in VELDEN} | {"ongewijzigd": False}
    return _schrijf(ronde, opgave, door, versie, nieuw, risicos)


@transaction.atomic
def bevestig_stand(*, ronde: Rapportageronde, opgave: Opgave, door: Gebruiker) -> OpgaveStand:
    """Take over the stand of the round before this one, with its risks, while nobody wrote in this one yet.

    A second click changes nothing. Raises what `bewaar_stand` raises, and ValidationError when there is nothing to
    take over.
    """
    _eis_stand(door, opgave)
    vorige = vorige_stand(ronde, opgave)
    if vorige is None or not vorige.is_ingevuld:
        raise ValidationError("Er is geen stand van een vorige ronde. Vul de vier onderdelen zelf in.")
    nieuw = {veld: getattr(vorige, veld) for veld in VELDEN} | {"ongewijzigd": True, **NIET_OVERNEMEN}
    risicos = [RijWijziging(Risico, None, rij) for rij in vorige.risicos.values(*RISICOVELDEN)]
    try:
        return _schrijf(ronde, opgave, door, 0, nieuw, risicos)
    except VersieConflict:
        nu = OpgaveStand.objects.get(ronde=ronde, opgave=opgave)
        if nu.ongewijzigd and nu.ingevuld_door_id == door.pk:
            return nu
        raise


def mag_nakijken(door: Gebruiker, opgave: Opgave) -> bool:
    """A partner that leads the opgave or one of its plans."""
    partner = rollen_van(door).partner_id
    van_deze = trekkers().filter(Q(opgave=opgave) | Q(plan__opgave=opgave), partner=partner)
    return partner is not None and van_deze.exists()


@transaction.atomic
def kijk_na(*, stand: OpgaveStand, door: Gebruiker, versie: int) -> Nazicht:
    """Keep that the partner of `door` read `versie` of the stand and finds it right; return that.

    A second click changes nothing. Raises PermissionDenied, ValidationError when the round is closed or the stand is
    not filled in, and VersieConflict when it changed since it was read.
    """
    if door.partner is None or not mag_nakijken(door, stand.opgave):
        raise PermissionDenied("Alleen een trekker van de opgave kijkt de stand na.")
    _eis_open(stand.ronde)
    nu = OpgaveStand.objects.select_for_update().get(pk=stand.pk)
    if not nu.is_ingevuld:
        raise ValidationError("De stand is nog niet helemaal ingevuld. Er is nog niets na te kijken.")
    if nu.versie != versie:
        raise VersieConflict(nu)
    nazicht = Nazicht.objects.filter(stand=nu, partner=door.partner).first()
    if nazicht is None:
        nazicht = Nazicht(stand=nu, partner=door.partner)
    elif nazicht.versie == versie:
        return nazicht
    nazicht.versie, nazicht.door, nazicht.door_als, nazicht.op = versie, door, door.functie, timezone.now()
    with als(door):
        nazicht.save()
    return nazicht


def _eis_open(ronde: Rapportageronde) -> None:
    """Under lock, so that a round is not closed while somebody saves. Raises ValidationError."""
    if Rapportageronde.objects.select_for_update().get(pk=ronde.pk).status != Rapportageronde.Status.OPEN:
        raise ValidationError(GESLOTEN)


def vorige_stand(ronde: Rapportageronde, opgave: Opgave) -> OpgaveStand | None:
    """The newest stand of `opgave` in a round before this one."""
    eerder = OpgaveStand.objects.filter(opgave=opgave, ronde__peildatum__lt=ronde.peildatum, versie__gt=0)
    return eerder.select_related("ronde").order_by("-ronde__peildatum").first()


def _schrijf(
    ronde: Rapportageronde,
    opgave: Opgave,
    door: Gebruiker,
    versie: int,
    waarden: Mapping[str, Any],
    risicos: Sequence[RijWijziging],
) -> OpgaveStand:
    _eis_open(ronde)
    rij, _ = OpgaveStand.objects.get_or_create(ronde=ronde, opgave=opgave)
    # Of two writers with the same version exactly one gets it: the UPDATE itself compares.
    geclaimd = OpgaveStand.objects.filter(pk=rij.pk, versie=versie).update(versie=F("versie") + 1)
    rij.refresh_from_db()
    if not geclaimd:
        raise VersieConflict(rij)
    for veld, waarde in waarden.items():
        setattr(rij, veld, waarde)
    rij.ingevuld_door, rij.ingevuld_als, rij.ingevuld_op = door, door.functie, timezone.now()
    with als(door):
        rij.full_clean()
        rij.save()
        for risico in risicos:
            zet_rij(risico, stand=rij)
    return rij
