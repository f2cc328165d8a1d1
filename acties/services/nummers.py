"""Numbers of acties: given once, never reused."""

from django.db import transaction
from django.db.models import F

from acties.models import Actie
from opgaven.models import Opgave

#: Room for this many acties per opgave in the sort key.
_RUIMTE = 100_000


@transaction.atomic
def geef_nummer(actie: Actie) -> None:
    """Give a new actie the next number of the opgave of its plan, such as 3.39.

    The opgave keeps the last number it gave, so a number stays taken when its actie moves or is removed.
    """
    opgave = actie.plan.opgave
    Opgave.objects.filter(pk=opgave.pk).update(laatste_actienummer=F("laatste_actienummer") + 1)
    volgnummer = Opgave.objects.values_list("laatste_actienummer", flat=True).get(pk=opgave.pk)
    actie.nummer = f"{opgave.nummer}.{volgnummer:02}"
    actie.nummer_sortering = opgave.nummer * _RUIMTE + volgnummer
