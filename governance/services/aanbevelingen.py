"""How a recommendation of the evaluatie is followed up: by whom, how far, and by which besluiten and acties."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from acties.models import Actie
from governance.models import Aanbeveling, Besluit
from governance.services.versies import bewaar, eis_programmateam, neem_versie
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker


@transaction.atomic
def volg_op(
    *,
    aanbeveling: Aanbeveling,
    door: Gebruiker,
    versie: int,
    besluiten: Iterable[Besluit] = (),
    acties: Iterable[Actie] = (),
    **velden: Any,
) -> Aanbeveling:
    """Record the follow-up and return the recommendation. `velden` are status, eigenaar, partner and opvolging.

    Raises PermissionDenied for who is not of the programmateam, Gewijzigd when it is not at `versie`, and
    ValidationError, in Dutch, when nobody takes up what runs, or nothing is said of what is over.
    """
    eis_programmateam(door)
    nu = bewaar(neem_versie(aanbeveling, versie), door, **velden)
    with als(door):
        nu.besluiten.set(besluiten)
        nu.acties.set(acties)
    return nu
