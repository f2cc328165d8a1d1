"""The fixed cast. Every role is there once; `bewoner` is the visitor without an account."""

import gc
import os

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from acties.models import Betrokkenheid
from sterkvoornoord import sloten
from tests import afdruk, cast, factories

pytest_plugins = ["tests.plugins.verslag", "tests.plugins.s3", "tests.plugins.brievenbus"]


def pytest_collection_modifyitems(items):
    """Mark what reaches the database through a fixture of its module: else pytest-django makes none when run alone."""
    for item in items:
        if "django_db_setup" in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker("django_db")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of the tests, without the table of auditlog's own model, which `Logregel` replaces.

    No model knows that table any more, so a test that empties the database stumbles over its foreign keys.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS auditlog_logentry")
    # Looking for garbage among all that is imported takes a seventh of the time of a test. Not before this: Django
    # walks through the models of every migration that are still in memory.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    if connection.vendor == "sqlite":
        # PostgreSQL empties tables with TRUNCATE; SQLite with a DELETE, which the locks refuse.
        # On the class: a live server and a thread have a connection of their own.
        soort = type(connection.ops)
        leeg = soort.execute_sql_flush

        def zonder_sloten(ops, sql_list):
            sloten.haal_weg()
            leeg(ops, sql_list)
            sloten.zet()

        soort.execute_sql_flush = zonder_sloten


@pytest.fixture(autouse=True)
def eigen_map(settings, tmp_path):
    """Uploads, cache and queue of a test stay in its own folder; passwords hash fast."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WERKMAP = tmp_path / "werk"
    settings.ZETSEL_MAP = tmp_path / "zetsel"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def programma_afdruk(tmp_path_factory):
    """Where the imprint of the programme lies, for all workers of this run."""
    map_ = tmp_path_factory.getbasetemp()
    return (map_.parent if "PYTEST_XDIST_WORKER" in os.environ else map_) / "programma.afdruk"


@pytest.fixture(scope="module")
def _programma_geladen(django_db_setup, django_db_blocker, programma_afdruk):
    """The real programme, loaded once a module inside a transaction that is rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        afdruk.laad_programma_vlug(programma_afdruk)
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)


@pytest.fixture
def programma(_programma_geladen, db):
    """The real programme; what a test changes is undone after it."""


@pytest.fixture
def opgave(db):
    return factories.maak_opgave(nummer=3, naam="Fijn en veilig wonen", slug="fijn-en-veilig-wonen")


@pytest.fixture
def andere_opgave(db):
    return factories.maak_opgave(nummer=1, naam="Jeugd en onderwijs", slug="jeugd-en-onderwijs")


@pytest.fixture
def organisatie(db):
    return factories.maak_partner(naam="Vidomes", slug="vidomes")


@pytest.fixture
def programmabureau(db):
    return factories.maak_partner(naam="Programmateam Sterk voor Noord", slug="programmateam")


@pytest.fixture
def beheerder(db):
    return cast.beheerder()


@pytest.fixture
def programmateam(programmabureau):
    return cast.programmateam(bureau=programmabureau)


@pytest.fixture
def projectleider(opgave, programmabureau):
    return cast.projectleider(opgave=opgave, bureau=programmabureau)


@pytest.fixture
def andere_projectleider(andere_opgave, programmabureau):
    return cast.projectleider(opgave=andere_opgave, bureau=programmabureau, onderwerp="jeugd")


@pytest.fixture
def bestuurder(organisatie):
    return cast.bestuurder(organisatie=organisatie)


@pytest.fixture
def trekker(organisatie):
    """Account of the partner that is penvoerder of `actie`."""
    return cast.trekker(organisatie=organisatie)


@pytest.fixture
def partner(db):
    """Account of a partner that has nothing to do with `actie`."""
    return cast.partner()


@pytest.fixture
def zonder_rol(db):
    return cast.zonder_rol()


@pytest.fixture
def afgelopen_rol(opgave, programmabureau):
    """Projectleider of `opgave` until today."""
    return cast.afgelopen_rol(opgave=opgave, bureau=programmabureau)


@pytest.fixture
def bewoner():
    return AnonymousUser()


@pytest.fixture
def actie(opgave, organisatie):
    actie = factories.maak_actie(opgave=opgave, titel="Tuinkamer van Noord", nummer="3.22", nummer_sortering=300022)
    factories.maak_betrokkenheid(actie=actie, partner=organisatie, rol=Betrokkenheid.Rol.PENVOERDER)
    return actie


@pytest.fixture
def als_client():
    """Returns a function: a test client signed in as the given account (or as nobody, for a visitor)."""

    def maak(gebruiker=None, **kw) -> Client:
        client = Client(**kw)
        if gebruiker is not None and gebruiker.is_authenticated:
            client.force_login(gebruiker)
        return client

    return maak
