"""The real programme in an empty database, in a fraction of the time that its loader needs.

The loader checks every row and writes its history, which takes seconds; dozens of test modules want the outcome. So
the first that asks runs the loader and keeps an imprint of what it stored; all others, also those of another worker
and the portal of the browser tests, put those rows back. tests/test_afdruk.py holds that both give the same.
"""

import fcntl
import pickle
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction

from monitor.laden import laad_programma

#: Tables of Django itself, which a migration fills; the numbers of their rows differ from database to database.
VAN_DJANGO = ("contenttypes", "auth", "sessions")


def modellen() -> Iterator[type[models.Model]]:
    """Every table that the loader may write to, join tables included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in VAN_DJANGO:
            yield model


def _velden(model) -> list[str]:
    return [veld.attname for veld in model._meta.concrete_fields if not veld.generated]


def neem_af() -> dict:
    """Return all rows in the database, by label of the model, and what the numbers of the content types stand for."""
    return {
        "soorten": {soort.pk: soort.natural_key() for soort in ContentType.objects.all()},
        "rijen": {
            model._meta.label: rijen
            for model in modellen()
            if (rijen := list(model._base_manager.order_by("pk").values(*_velden(model))))
        },
    }


@transaction.atomic
def zet_terug(afdruk: dict) -> None:
    """Store the rows of an imprint, with the numbers they had, in a database that has none of them."""
    # Emptying a database between tests makes the content types anew, with other numbers.
    soorten = {
        pk: soort.pk
        for soort in ContentType.objects.all()
        for pk, sleutel in afdruk["soorten"].items()
        if sleutel == soort.natural_key()
    }
    gevuld = []
    for model in modellen():
        rijen = afdruk["rijen"].get(model._meta.label, [])
        for veld in model._meta.concrete_fields:
            if veld.related_model is ContentType:
                rijen = [rij | {veld.attname: soorten[rij[veld.attname]]} for rij in rijen]
        if rijen:
            model._base_manager.bulk_create([model(**rij) for rij in rijen])
            gevuld.append(model)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), gevuld):
            cursor.execute(sql)


def laad_programma_vlug(bestand: Path) -> None:
    """Load the programme into an empty database; `bestand` holds the imprint, or will after this.

    Raises RuntimeError when the database is not empty: that would be in the imprint too.
    """
    with bestand.with_suffix(".slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if not bestand.exists():
            if neem_af()["rijen"]:
                raise RuntimeError("The database is not empty; ask for the programme before anything else.")
            laad_programma()
            bestand.write_bytes(pickle.dumps(neem_af()))
            return
    zet_terug(pickle.loads(bestand.read_bytes()))
