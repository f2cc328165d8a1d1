"""The fixed cast. Every role is there once; `bewoner` is the visitor without an account."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from acties.models import Betrokkenheid
from opgaven.models import Bemensing
from tests import factories

pytest_plugins = ["tests.plugins.verslag"]


@pytest.fixture(autouse=True)
def eigen_map(settings, tmp_path):
    """Uploads, cache and queue of a test stay in its own folder; passwords hash fast."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
    return factories.maak_gebruiker(
        email="beheer@sterkvoornoord.example", functie="Beheerder", is_staff=True, is_superuser=True
    )


@pytest.fixture
def programmateam(programmabureau):
    gebruiker = factories.maak_gebruiker(email="programmateam@sterkvoornoord.example", functie="Programmamanager")
    factories.maak_bemensing(rol=Bemensing.Rol.PROGRAMMAMANAGER, partner=programmabureau, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def projectleider(opgave, programmabureau):
    gebruiker = factories.maak_gebruiker(
        email="projectleider.wonen@sterkvoornoord.example", functie="Projectleider wonen"
    )
    factories.maak_bemensing(opgave=opgave, partner=programmabureau, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def andere_projectleider(andere_opgave, programmabureau):
    gebruiker = factories.maak_gebruiker(
        email="projectleider.jeugd@sterkvoornoord.example", functie="Projectleider jeugd"
    )
    factories.maak_bemensing(opgave=andere_opgave, partner=programmabureau, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def bestuurder(db, organisatie):
    gebruiker = factories.maak_gebruiker(email="bestuur@sterkvoornoord.example", functie="Lid algemeen bestuur")
    factories.maak_bemensing(rol=Bemensing.Rol.BESTUURSLID, partner=organisatie, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def trekker(organisatie):
    """Account of the partner that is penvoerder of `actie`."""
    return factories.maak_gebruiker(
        email="partner.vidomes@sterkvoornoord.example", functie="Trekker van Vidomes", partner=organisatie
    )


@pytest.fixture
def partner(db):
    """Account of a partner that has nothing to do with `actie`."""
    return factories.maak_gebruiker(
        email="partner.ander@sterkvoornoord.example", functie="Medewerker", partner=factories.maak_partner()
    )


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
            client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return maak
