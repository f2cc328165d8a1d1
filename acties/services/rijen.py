"""Rows that are edited along with the record that they are a part of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


@dataclass(frozen=True)
class RijWijziging:
    """One row of a part of a record: without `pk` it is added, with `velden` None it is removed."""

    model: type[models.Model]
    pk: int | None
    velden: Mapping[str, Any] | None


def zet_rij(rij: RijWijziging, **ouder: models.Model) -> None:
    """Add, change or remove one row of a record, `ouder`: the foreign key to it and the record itself.

    Raises ValidationError, with Dutch sentences, when the row is gone or when it may not be so.
    """
    # Locked: what another act writes in the same row meanwhile, such as agreed hours, is not written over.
    rijen = rij.model._default_manager.select_for_update()
    bestaand = rijen.filter(pk=rij.pk, **ouder).first() if rij.pk else None
    if rij.pk and bestaand is None:
        raise ValidationError("Een rij die u wijzigde is er niet meer. Open de pagina opnieuw.")
    if rij.velden is None:
        if bestaand is not None:
            _haal_weg(bestaand)
        return
    record = bestaand or rij.model(**ouder)
    for naam, waarde in rij.velden.items():
        setattr(record, naam, waarde)
    try:
        record.full_clean()
    except ValidationError as fout:
        raise ValidationError([f"{record}: {zin}" for zin in fout.messages]) from None
    record.save()


def _haal_weg(rij: models.Model) -> None:
    try:
        rij.delete()
    except models.ProtectedError:
        zin = f"{rij}: hier horen afspraken of gemelde uren bij, en die blijven staan. Vul een einddatum in."
        raise ValidationError(zin) from None
