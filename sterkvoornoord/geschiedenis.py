"""History: who changed which field of which record from what to what, kept by django-auditlog.

`Logregel` is auditlog's log entry with two things added: the function of the actor as it was that day (people
leave, the history keeps the function), and the record the entry belongs to, so that the history of an actie
holds its parts too, deleted ones included.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial

from auditlog import get_logentry_model
from auditlog.cid import get_cid
from auditlog.context import auditlog_value, set_extra_data
from auditlog.diff import model_instance_diff
from auditlog.middleware import AuditlogMiddleware
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import lazy

from sterkvoornoord.rollen import rollen_van


def bij(instance, *, pk=None) -> str:
    """Key of the record whose history an entry belongs to, such as ``acties.actie:22``."""
    return f"{instance._meta.label_lower}:{pk or instance.pk}"


def _wie(gebruiker) -> dict[str, str]:
    if gebruiker is None or not gebruiker.is_authenticated:
        return {"functie": "", "rol": ""}
    return {"functie": gebruiker.functie, "rol": rollen_van(gebruiker).naam}


#: A part of what `_wie` says, asked for when a log entry is written.
_later = lazy(lambda wie, deel: wie()[deel], str)


class GeschiedenisMiddleware(AuditlogMiddleware):
    """Ties every write during a request to the signed-in account and its function."""

    def get_extra_data(self, request):
        actor = self._get_actor(request)
        # Most requests write nothing; then nobody needs to ask the database which roles the account holds.
        wie = cache(partial(_wie, actor))
        return {"actor": actor, "functie": _later(wie, "functie"), "rol": _later(wie, "rol")}


@contextmanager
def als(gebruiker=None, *, functie: str = "") -> Iterator[None]:
    """Tie the writes inside the block to `gebruiker`, or to a system `functie` such as "Laden van het programma".

    May be nested, also inside a request: after the block the surrounding one holds again.
    """
    gegevens = {"actor": gebruiker, **_wie(gebruiker)}
    if functie:
        gegevens["functie"] = functie
    # auditlog leaves its own context behind on leaving, and then forgets to end the surrounding one.
    omringend = auditlog_value.set({})
    try:
        with set_extra_data(context_data=gegevens):
            yield
    finally:
        auditlog_value.reset(omringend)


def leg_vast_niet_gekozen(record, *, door, teksten: dict[str, str]) -> None:
    """Keep in the history of `record` what `door` wrote but did not choose, when two people had changed a text.

    `teksten` gives the text per field. The entry reads from that text to the one that stands there, and carries
    ``niet_gekozen`` in its additional data.
    """
    regels = get_logentry_model().objects
    with als(door):
        regels.log_create(
            record,
            action=regels.model.Action.UPDATE,
            changes={veld: [tekst, str(getattr(record, veld, ""))] for veld, tekst in teksten.items()},
            additional_data={**record.get_additional_data(), "niet_gekozen": True},
        )


def leg_vast_in_bulk(wijzigingen: Iterable[tuple], *, door=None, functie: str = "", **gegevens) -> int:
    """Keep the history of rows that were written in bulk, which auditlog does not see; return the number of entries.

    `wijzigingen` gives (row as it was or None, row as it is now), all of one model and with a primary key. The
    entries are those that `save()` would have left, with `gegevens` in their additional data. `functie` names the
    system where there is no account.
    """
    model = get_logentry_model()
    wie = {"actor": door, **_wie(door)} | ({"functie": functie} if functie else {})
    entries = []
    for oud, nieuw in wijzigingen:
        verschil = model_instance_diff(oud, nieuw)
        if not verschil:
            continue
        entries.append(
            model(
                content_type=ContentType.objects.get_for_model(nieuw),
                object_pk=str(nieuw.pk),
                object_id=nieuw.pk,
                object_repr=str(nieuw),
                action=model.Action.UPDATE if oud else model.Action.CREATE,
                changes=verschil,
                additional_data=gegevens or None,
                cid=get_cid(),
                **wie,
            )
        )
    model.objects.bulk_create(entries, batch_size=1_000)
    return len(entries)
