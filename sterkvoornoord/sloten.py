"""Locks in the database itself: rows that no UPDATE or DELETE changes, whoever sends it.

A layer names what it locks in a list of `Slot`; ``settings.SLOTEN`` holds the dotted paths of those lists. Each lock
is a pair of triggers, on PostgreSQL and on SQLite. The command ``migrate`` sets them, not a migration: SQLite makes a
table anew to change a column, and its triggers are gone then (docs/adr/0046).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.module_loading import import_string

BEGIN = "slot_"


@dataclass(frozen=True)
class Slot:
    """Rows of `model` that stay as they are; `zin` is what a refused writer reads.

    `wanneer` is an SQL condition on the old row, "" for every row. With `velden` only those columns are locked, and
    the row may be removed. `mag` names columns that may still be changed into one value, as SQL.
    """

    naam: str
    model: str
    zin: str
    wanneer: str = ""
    velden: tuple[str, ...] = ()
    mag: dict[str, str] = field(default_factory=dict)


def alle() -> list[Slot]:
    return [slot for pad in settings.SLOTEN for slot in import_string(pad)]


def zet(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the triggers what the locks say; what is there already stays, so a second time costs one query."""
    connection = connections[using]
    gewenst = {naam: sql for slot in alle() for naam, sql in _triggers(connection, slot)}
    er = _aanwezig(connection)
    nieuw = gewenst.keys() - er.keys()
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _verwijder(connection, cursor, {naam: er[naam] for naam in er.keys() - gewenst.keys()})
        if nieuw and connection.vendor == "postgresql":
            cursor.execute(_WEIGER)
        for naam in sorted(nieuw):
            cursor.execute(gewenst[naam])


def haal_weg(using: str = DEFAULT_DB_ALIAS, *, van: Iterable[type[models.Model]] = ()) -> None:
    """Remove the triggers of the models in `van`, or all of them, until `zet`."""
    connection = connections[using]
    tabellen = {model._meta.db_table for model in van}
    weg = {naam: tabel for naam, tabel in _aanwezig(connection).items() if not tabellen or tabel in tabellen}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _verwijder(connection, cursor, weg)


@contextmanager
def open_sloten(*modellen: type[models.Model]) -> Iterator[None]:
    """Leave the rows of `modellen` without their locks inside the block, in one transaction: to make examples look
    older, or to repair by hand. Others wait for the table meanwhile; no page of the portal does this."""
    with transaction.atomic():
        haal_weg(van=modellen)
        yield
        zet()


#: What the history holds is never changed. An account that is removed leaves its function there, not its address.
LOGBOEK = [
    Slot(
        "logregel",
        "sterkvoornoord.Logregel",
        "De geschiedenis verandert niet: regels worden alleen toegevoegd.",
        mag={"actor_id": "NULL"},
    )
]

_WEIGER = """
CREATE OR REPLACE FUNCTION svn_slot_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_ARGV[0]; END $$
"""


def _aanwezig(connection) -> dict[str, str]:
    """Name to table of the triggers that are there."""
    vraag = {
        "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE NOT tgisinternal AND pg_table_is_visible(c.oid)",
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(vraag)
        return {naam: tabel for naam, tabel in cursor.fetchall() if naam.startswith(BEGIN)}


def _verwijder(connection, cursor, weg: dict[str, str]) -> None:
    if weg and connection.vendor == "postgresql":
        # Checks of foreign keys that wait for the commit would keep the table.
        connection.check_constraints()
    for naam, tabel in weg.items():
        op = f' ON "{tabel}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{naam}"{op}')


def _triggers(connection, slot: Slot) -> Iterator[tuple[str, str]]:
    """Name and SQL of the triggers of a lock; none when its table or a column of it is not there (yet)."""
    model = apps.get_model(slot.model)
    tabel = model._meta.db_table
    er = _kolommen(connection, tabel)
    alles = [v.column for v in model._meta.local_concrete_fields if not isinstance(v, models.GeneratedField)]
    kolommen = [kolom for kolom in (slot.velden or alles) if kolom in er]
    if not kolommen or not set(slot.velden) <= er:
        return
    anders = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    delen = []
    for kolom in kolommen:
        deel = f'NEW."{kolom}" {anders} OLD."{kolom}"'
        if kolom in slot.mag:
            deel = f'({deel} AND NEW."{kolom}" {anders} {slot.mag[kolom]})'
        delen.append(deel)
    eerst = f"({slot.wanneer}) AND " if slot.wanneer else ""
    yield _trigger(connection, slot, "UPDATE", tabel, f"{eerst}({' OR '.join(delen)})")
    if not slot.velden:
        yield _trigger(connection, slot, "DELETE", tabel, slot.wanneer)


def _kolommen(connection, tabel: str) -> set[str]:
    with connection.cursor() as cursor:
        if tabel not in connection.introspection.table_names(cursor):
            return set()
        return {kolom.name for kolom in connection.introspection.get_table_description(cursor, tabel)}


def _trigger(connection, slot: Slot, daad: str, tabel: str, als: str) -> tuple[str, str]:
    zin = slot.zin.replace("'", "''")
    als = f"WHEN ({als}) " if als else ""
    if connection.vendor == "postgresql":
        doe = f"FOR EACH ROW {als}EXECUTE FUNCTION svn_slot_weiger('{zin}')"
    else:
        doe = f"FOR EACH ROW {als}BEGIN SELECT RAISE(ABORT, '{zin}'); END"
    romp = f'BEFORE {daad} ON "{tabel}" {doe}'
    naam = f"{BEGIN}{slot.naam}_{daad.lower()}_{sha256(romp.encode()).hexdigest()[:8]}"
    return naam, f'CREATE TRIGGER "{naam}" {romp}'
