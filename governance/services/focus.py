"""What the bestuur focuses on: a few subjects at a time, each with an end date and a working group of two."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.models import Focusonderwerp, Lidmaatschap, Overlegorgaan
from governance.models.orgaan import LidmaatschapQuerySet
from governance.services.versies import eis_programmateam, neem_versie
from opgaven.models import Opgave
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker


def zetels_in_bestuur() -> LidmaatschapQuerySet:
    """The seats from which a working group is made: those of a bestuur of the programme."""
    return Lidmaatschap.objects.filter(
        orgaan__soort=Overlegorgaan.Soort.BESTUUR, orgaan__binnen_programma=True
    ).select_related("orgaan", "partner")


@transaction.atomic
def bewaar_focus(
    *,
    focus: Focusonderwerp | None = None,
    door: Gebruiker,
    versie: int = 0,
    opgaven: Iterable[Opgave] = (),
    werkgroep: Iterable[Lidmaatschap] = (),
    **velden: Any,
) -> Focusonderwerp:
    """Make a subject, or change `focus` as it is at `versie`; returns it. `velden` are those of the model.

    Raises PermissionDenied for who is not of the programmateam, Gewijzigd when it is not at `versie`, and
    ValidationError, in Dutch, for a working group of another size, or more subjects at a time than make a focus.
    """
    eis_programmateam(door)
    nu = neem_versie(focus, versie) if focus else Focusonderwerp()
    for veld, waarde in velden.items():
        setattr(nu, veld, waarde)
    nu.full_clean()
    leden = list(werkgroep)
    if leden and len(leden) != Focusonderwerp.WERKGROEP:
        raise ValidationError({"werkgroep": "Een werkgroep heeft twee bestuursleden. Kies er twee, of geen."})
    _eis_ruimte(nu)
    with als(door):
        nu.save()
        nu.opgaven.set(opgaven)
        nu.werkgroep.set(leden)
    return nu


def _eis_ruimte(nu: Focusonderwerp) -> None:
    """On no day of its own more subjects than `MEEST`: the number can only rise on a day on which one begins."""
    # Who adds one at the same time waits here, and then counts what the other added.
    list(Focusonderwerp.objects.select_for_update().order_by("pk").values_list("pk"))
    andere = Focusonderwerp.objects.exclude(pk=nu.pk).filter(van__lte=nu.tot, tot__gte=nu.van)
    perioden = list(andere.values_list("van", "tot"))
    for dag in {nu.van, *(van for van, _ in perioden if van > nu.van)}:
        if sum(van <= dag <= tot for van, tot in perioden) >= Focusonderwerp.MEEST:
            raise ValidationError(
                f"Er zijn dan al {Focusonderwerp.MEEST} onderwerpen tegelijk. Sluit er een af of kies een andere tijd."
            )
