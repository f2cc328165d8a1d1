"""Put an initiatief on the agenda of a meeting, or among what waits for one: an item and a step in one act."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acties.initiatieven.services import neem_stap
from acties.models import Indiener, Initiatief, InitiatiefStatus
from acties.models.initiatiefkeuzes import STAPPEN
from governance.models import Agendapunt, Overlegorgaan, Vergadering
from governance.services.agenda import zet_punt
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van


@transaction.atomic
def agendeer(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    orgaan: Overlegorgaan,
    vergadering: Vergadering | None,
    tekst: str = "",
    **velden: Any,
) -> Agendapunt:
    """Make an agenda item of an initiatief and move it to geagendeerd; its submitter hears so, with `tekst` added.

    `velden` are titel, toelichting, gevraagd_besluit and besloten of the item. Who handles the initiatief may, a
    projectleider as long as the agenda was not sent. The very same again returns the item that is there.

    Raises PermissionDenied, or ValidationError when it is on an agenda already, may not go there, or the item would
    tell how to reach the submitter.
    """
    nu = Initiatief.objects.select_for_update().get(pk=initiatief.pk)
    _eis_recht(nu, door, besloten=velden.get("besloten", False))
    if staat_er := nu.agendapunten.open().select_related("vergadering__orgaan", "orgaan").first():
        if staat_er.titel == velden["titel"] and staat_er.vergadering == vergadering:
            return staat_er
        raise ValidationError(f"Dit idee staat al op een agenda: {waar_in_woorden(staat_er)}.")
    _eis_geen_contact(nu, velden)
    punt = zet_punt(
        door=door,
        orgaan=orgaan,
        vergadering=vergadering,
        doelen=[nu.doel] if nu.doel else [],
        initiatief=nu,
        soort=Agendapunt.Soort.BESLUIT,
        inbrenger=door.functie[:80],
        **velden,
    )
    # Who put it back by hand, or whose item was removed from a sent agenda, is there already.
    if nu.status != InitiatiefStatus.GEAGENDEERD:
        neem_stap(initiatief=nu, door=door, naar=InitiatiefStatus.GEAGENDEERD, vanaf=nu.status, tekst=tekst)
    return punt


def _eis_recht(initiatief: Initiatief, door: Gebruiker, *, besloten: bool) -> None:
    if not Initiatief.objects.bewerkbaar_door(door).filter(pk=initiatief.pk).exists():
        raise PermissionDenied("U behandelt dit initiatief niet.")
    if besloten and not rollen_van(door).programmateam:
        raise PermissionDenied("Alleen het programmateam maakt een punt besloten.")


def waar_in_woorden(punt: Agendapunt) -> str:
    """On which agenda an item is, as it stands in a sentence."""
    if punt.vergadering:
        return f"{punt.vergadering.orgaan.naam}, {punt.vergadering.dag_in_woorden}"
    return f"{punt.orgaan}, wacht op een vergadering"


def _eis_geen_contact(initiatief: Initiatief, velden: dict[str, Any]) -> None:
    """An agenda goes to more people than handle the initiatief."""
    indiener = Indiener.objects.filter(initiatief=initiatief).first()
    fouten = {
        naam: f"Hier staat {wat} van de indiener. Haal dat eruit: de agenda gaat naar alle leden."
        for naam, waarde in velden.items()
        if indiener and isinstance(waarde, str) and (wat := indiener.staat_in(waarde))
    }
    if fouten:
        raise ValidationError(fouten)


def mag_op_agenda(initiatief: Initiatief, *, staat_erop: bool) -> bool:
    """Its step may be taken, or it was taken already and no open item is left (`staat_erop`)."""
    geagendeerd = InitiatiefStatus.GEAGENDEERD
    if initiatief.geanonimiseerd_op or initiatief.actie_id:
        return False
    if initiatief.status == geagendeerd:
        return not staat_erop
    return geagendeerd in STAPPEN[initiatief.status]
