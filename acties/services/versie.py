"""Optimistic locking: who writes says which version of the actie was seen, and never overwrites a newer one."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model

from acties.models import Actie, Voortgang
from sterkvoornoord.models import Gebruiker


class VersieConflict(Exception):
    """Somebody else changed `record` after the writer had read it; nothing was saved. It is as it is now."""

    def __init__(self, record: Model) -> None:
        super().__init__(f"{record} is ondertussen gewijzigd.")
        self.record = record


class ActieConflict(VersieConflict):
    """The same of an actie; `laatste` is its newest valid report, or None."""

    def __init__(self, actie: Actie) -> None:
        super().__init__(actie)
        self.actie = actie
        self.laatste = Voortgang.objects.nieuwste_van(actie)


def eis_bewerkbaar(*, actie: Actie, door: Gebruiker) -> None:
    """Raise PermissionDenied unless `door` may edit `actie` today."""
    if not Actie.objects.bewerkbaar_door(door).filter(pk=actie.pk).exists():
        raise PermissionDenied("Dit account mag deze actie niet wijzigen.")


def neem_versie(*, actie: Actie, versie: int) -> Actie:
    """Claim `versie` of the actie and return the actie as it is now, locked until the transaction ends.

    Of two writers with the same version exactly one gets it: the UPDATE itself compares. Raises ActieConflict
    for the other. Call it inside a transaction, before anything else is written.
    """
    geclaimd = Actie.objects.filter(pk=actie.pk, versie=versie).update(versie=F("versie") + 1)
    nu = Actie.objects.get(pk=actie.pk)
    if not geclaimd:
        raise ActieConflict(nu)
    return nu
