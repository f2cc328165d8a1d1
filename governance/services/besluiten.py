"""Besluiten: take one, change its concept, make it vastgesteld. After that only a new one can replace it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from governance.models import Besluit, Overlegorgaan
from governance.services.versies import bewaar, neem_versie
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.nummers import volgend_nummer
from sterkvoornoord.rollen import rollen_van


@transaction.atomic
def neem_besluit(
    *,
    door: Gebruiker,
    orgaan: Overlegorgaan,
    datum: date,
    titel: str,
    tekst: str,
    vervangt: Besluit | None = None,
    **velden: Any,
) -> Besluit:
    """Record a besluit as a concept under the next number of `orgaan` in the year of `datum`, and return it.

    `velden` are uitkomst, mandaat, vergadering, agendapunt and besloten, each as in the model and none needed.
    Raises PermissionDenied for who is not of the programmateam, and ValidationError, in Dutch, when the body has no
    abbreviation for its numbers, what it hangs on does not fit, or `vervangt` cannot be replaced (any more).
    """
    if not rollen_van(door).programmateam:
        raise PermissionDenied
    if not orgaan.afkorting:
        raise ValidationError(
            {"orgaan": "Dit overleg heeft nog geen afkorting voor zijn nummers. Vraag de beheerder."}
        )
    if vervangt is not None:
        # Who replaces the same one at the same time waits here, and then reads that it is taken.
        vervangt = Besluit.objects.select_for_update().get(pk=vervangt.pk)
    besluit = Besluit(orgaan=orgaan, datum=datum, titel=titel, tekst=tekst, vervangt=vervangt, **velden)
    besluit.full_clean(exclude=["nummer"])
    besluit.nummer = volgend_nummer(f"{orgaan.afkorting}-{datum.year}")
    with als(door):
        besluit.save()
    return besluit


@transaction.atomic
def bewerk_besluit(*, besluit: Besluit, door: Gebruiker, versie: int, **velden: Any) -> Besluit:
    """Change a concept and return it. Number and body stay; raises as `neem_besluit`, also when it is vastgesteld,
    and Gewijzigd when it is no longer at `versie`."""
    return bewaar(_concept(besluit, door, versie), door, **velden)


@transaction.atomic
def stel_vast(*, besluit: Besluit, door: Gebruiker, op: date | None = None, versie: int | None = None) -> Besluit:
    """Make a concept vastgesteld on `op` (default: today) and return it; raises as `neem_besluit`.

    With the `versie` that was read it raises Gewijzigd when there is another text by now: nobody sets fast what he
    did not see.
    """
    besluit = _concept(besluit, door, versie)
    return bewaar(besluit, door, status=Besluit.Status.VASTGESTELD, vastgesteld_op=op or timezone.localdate())


def _concept(besluit: Besluit, door: Gebruiker, versie: int | None) -> Besluit:
    """The row as it is now, locked until the end of the transaction; with `versie` that version is claimed."""
    if not rollen_van(door).programmateam:
        raise PermissionDenied
    nu = Besluit.objects.select_for_update().get(pk=besluit.pk)
    if nu.is_vastgesteld:
        raise ValidationError("Dit besluit is vastgesteld. Neem een nieuw besluit dat dit besluit vervangt.")
    return nu if versie is None else neem_versie(nu, versie)
