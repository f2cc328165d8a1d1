"""Making an actie: its facts, its number, where it is, and who takes part, all at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acties.models import Actie, Betrokkenheid, Status
from acties.services.bewerken import AFGESPROKEN, FEITEN, mag_beheren
from acties.services.nummers import geef_nummer
from acties.services.rijen import RijWijziging, zet_rij
from opgaven.models import Gebied, Uitvoeringsplan
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker


@transaction.atomic
def maak_actie(
    *,
    door: Gebruiker,
    feiten: Mapping[str, Any],
    gebieden: Iterable[Gebied] = (),
    partners: Iterable[RijWijziging] = (),
    bron: str = "",
) -> Actie:
    """Make an actie in the plan that `feiten` names, with the next number of its opgave, and return it.

    `feiten` gives values per name in FEITEN, `partners` rows of Betrokkenheid without a pk. It begins in preparation:
    to start it, somebody reports that, which asks for a penvoerder.

    Raises PermissionDenied for who does not lead the opgave of the plan, or ValidationError with Dutch sentences, per
    field where there is one.
    """
    if onbekend := set(feiten) - FEITEN:
        raise ValueError(f"not a fact of an actie: {sorted(onbekend)}")
    actie = Actie(**feiten, status=Status.IN_VOORBEREIDING, bron=bron)
    if not mag_beheren(actie=actie, door=door):
        raise PermissionDenied("Dit plan hoort bij een andere opgave.")
    _eis_plan(actie)
    with als(door):
        # Only what somebody filled in has a field to show an error with; the number comes last, as it locks a series.
        actie.full_clean(exclude=["nummer", "nummer_sortering"])
        geef_nummer(actie)
        actie.save()
        actie.gebieden.set(gebieden)
        for rij in partners:
            if rij.model is not Betrokkenheid or rij.pk is not None or AFGESPROKEN & set(rij.velden or ()):
                raise ValueError(f"not a new partner: {rij}")
            zet_rij(rij, actie=actie)
    return actie


def _eis_plan(actie: Actie) -> None:
    """A plan that is over takes no new actie, and a doel belongs to the opgave of the plan."""
    if actie.plan.stand == Uitvoeringsplan.Stand.AFGELOPEN:
        raise ValidationError({"plan": "Dit plan is afgelopen. Kies een plan dat loopt."})
    if actie.doel is not None and actie.doel.opgave_id != actie.plan.opgave_id:
        raise ValidationError({"doel": "Dit doel hoort bij een andere opgave dan het plan. Kies een ander doel."})
