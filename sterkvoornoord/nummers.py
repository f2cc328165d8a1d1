"""Numbers of records: gapless per series, given once, never again."""

from django.db import transaction
from django.db.models import F

from sterkvoornoord.models import Nummerreeks


@transaction.atomic
def volgend_nummer(reeks: str, cijfers: int = 2) -> str:
    """Return the next number of `reeks`, such as ``AB-2024-07`` for ``AB-2024``; `cijfers` is its least length.

    The row of the series stays locked until the surrounding transaction ends: who writes at the same time waits, and
    a number whose row is not stored after all is given to the next one. So call it as late as possible.
    """
    Nummerreeks.objects.get_or_create(reeks=reeks)
    Nummerreeks.objects.filter(reeks=reeks).update(laatste=F("laatste") + 1)
    return f"{reeks}-{Nummerreeks.objects.values_list('laatste', flat=True).get(reeks=reeks):0{cijfers}}"
