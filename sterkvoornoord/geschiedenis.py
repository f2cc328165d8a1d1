"""History: who changed which field of which record from what to what, kept by django-auditlog.

`Logregel` is auditlog's log entry with two things added: the function of the actor as it was that day (people
leave, the history keeps the function), and the record the entry belongs to, so that the history of an actie
holds its parts too, deleted ones included.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from auditlog.context import set_extra_data
from auditlog.middleware import AuditlogMiddleware

from sterkvoornoord.rollen import rollen_van


def bij(instance, *, pk=None) -> str:
    """Key of the record whose history an entry belongs to, such as ``acties.actie:22``."""
    return f"{instance._meta.label_lower}:{pk or instance.pk}"


def _wie(gebruiker) -> dict[str, str]:
    if gebruiker is None or not gebruiker.is_authenticated:
        return {"functie": "", "rol": ""}
    return {"functie": gebruiker.functie, "rol": rollen_van(gebruiker).naam}


class GeschiedenisMiddleware(AuditlogMiddleware):
    """Ties every write during a request to the signed-in account and its function."""

    def get_extra_data(self, request):
        actor = self._get_actor(request)
        return {"actor": actor, **_wie(actor)}


@contextmanager
def als(gebruiker=None, *, functie: str = "") -> Iterator[None]:
    """Tie the writes inside the block to `gebruiker`, or to a system `functie` such as "Laden van het programma"."""
    gegevens = {"actor": gebruiker, **_wie(gebruiker)}
    if functie:
        gegevens["functie"] = functie
    with set_extra_data(context_data=gegevens):
        yield
