"""What every edition does to freeze its data: one moment of the database, one way to write it, one checksum."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

Rij = dict[str, Any]


class GeenProgramma(Exception):
    """There is nothing to make an edition of."""


def als_json(inhoud: Rij) -> bytes:
    """Return the one way in which a snapshot is written: sorted keys, no spaces, UTF-8."""
    return json.dumps(inhoud, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def controlegetal(inhoud: Rij) -> str:
    """SHA-256 of the snapshot, in hexadecimal."""
    return hashlib.sha256(als_json(inhoud)).hexdigest()


@contextmanager
def een_moment() -> Iterator[None]:
    """All queries inside see the same data, also while others write."""
    eigen = not connection.in_atomic_block
    with transaction.atomic():
        if eigen and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def per_sleutel(rijen: Iterable[Rij]) -> dict[Any, list[Rij]]:
    """Group rows by their `sleutel`, which they lose."""
    groepen: dict[Any, list[Rij]] = defaultdict(list)
    for rij in rijen:
        groepen[rij.pop("sleutel")].append(rij)
    return groepen
