"""Numbers of meetings, besluiten and actiepunten: gapless per series, given once, never again."""

from django.db import transaction
from django.db.models import F

from governance.models import Nummerreeks


@transaction.atomic
def volgend_nummer(reeks: str) -> str:
    """Return the next number of `reeks`, such as ``AB-2024-07`` for ``AB-2024``.

    The row of the series stays locked until the surrounding transaction ends: who writes at the same time waits, and
    a number whose row is not stored after all is given to the next one. So call it as late as possible.
    """
    Nummerreeks.objects.get_or_create(reeks=reeks)
    Nummerreeks.objects.filter(reeks=reeks).update(laatste=F("laatste") + 1)
    return f"{reeks}-{Nummerreeks.objects.values_list('laatste', flat=True).get(reeks=reeks):02}"
