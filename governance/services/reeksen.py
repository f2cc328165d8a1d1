"""A series of meetings of one body, in one go."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from governance.models import Overlegorgaan, Vergadering
from governance.services.vergaderingen import maak_vergadering
from governance.services.versies import eis_programmateam
from sterkvoornoord.models import Gebruiker


@transaction.atomic
def maak_reeks(*, door: Gebruiker, orgaan: Overlegorgaan, dagen: Iterable[date], **velden: Any) -> list[Vergadering]:
    """Plan a meeting of `orgaan` on each of `dagen`, as concepts with the fixed items, and return the new ones.

    A day on which the body meets already is left out, so a second click makes nothing twice. `velden` and errors as
    `maak_vergadering`; all or none are made.
    """
    eis_programmateam(door)
    # Two who press at the same time: the second waits here, and then finds the meetings of the first.
    Overlegorgaan.objects.select_for_update().get(pk=orgaan.pk)
    bezet = set(Vergadering.objects.geldend_of_concept().filter(orgaan=orgaan).values_list("datum", flat=True))
    vrij = [dag for dag in sorted(set(dagen)) if dag not in bezet]
    return [maak_vergadering(door=door, orgaan=orgaan, datum=dag, vaste_punten=True, **velden) for dag in vrij]
