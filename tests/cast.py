"""The fixed cast: one account for every role, so that a rule can be tried on all of them.

tests/conftest.py hands each out as a fixture; the role matrix and the browser tests take them all at once.
"""

from datetime import timedelta

from django.utils import timezone

from opgaven.models import Bemensing, Opgave
from sterkvoornoord.models import Gebruiker, Partner
from tests import factories

#: Everyone who may knock on a door; `bezoeker` has no account.
ROLLEN = (
    "bezoeker",
    "zonder_rol",
    "afgelopen_rol",
    "partner",
    "trekker",
    "bestuurder",
    "andere_projectleider",
    "projectleider",
    "programmateam",
    "beheerder",
)
DOMEIN = "sterkvoornoord.example"


def zonder_rol() -> Gebruiker:
    """An account to which nobody gave a role yet."""
    return factories.maak_gebruiker(email=f"zonder.rol@{DOMEIN}", functie="Nieuwe medewerker")


def afgelopen_rol(*, opgave: Opgave, bureau: Partner) -> Gebruiker:
    """Someone who was projectleider of `opgave` until yesterday: today is the first day without the role."""
    gebruiker = factories.maak_gebruiker(email=f"vertrokken@{DOMEIN}", functie="Vertrokken projectleider")
    vandaag = timezone.localdate()
    factories.maak_bemensing(
        opgave=opgave, partner=bureau, gebruiker=gebruiker, van=vandaag - timedelta(days=400), tot=vandaag
    )
    return gebruiker


def partner() -> Gebruiker:
    """Account of a partner that has nothing to do with the actie of the tests."""
    return factories.maak_gebruiker(
        email=f"partner.ander@{DOMEIN}", functie="Medewerker", partner=factories.maak_partner()
    )


def trekker(*, organisatie: Partner) -> Gebruiker:
    """Account of the partner that is penvoerder of the actie of the tests."""
    return factories.maak_gebruiker(
        email=f"partner.vidomes@{DOMEIN}", functie="Trekker van Vidomes", partner=organisatie
    )


def bestuurder(*, organisatie: Partner) -> Gebruiker:
    gebruiker = factories.maak_gebruiker(email=f"bestuur@{DOMEIN}", functie="Lid algemeen bestuur")
    factories.maak_bemensing(rol=Bemensing.Rol.BESTUURSLID, partner=organisatie, gebruiker=gebruiker)
    return gebruiker


def projectleider(*, opgave: Opgave, bureau: Partner, onderwerp: str = "wonen") -> Gebruiker:
    gebruiker = factories.maak_gebruiker(
        email=f"projectleider.{onderwerp}@{DOMEIN}", functie=f"Projectleider {onderwerp}"
    )
    factories.maak_bemensing(opgave=opgave, partner=bureau, gebruiker=gebruiker)
    return gebruiker


def programmateam(*, bureau: Partner) -> Gebruiker:
    gebruiker = factories.maak_gebruiker(email=f"programmateam@{DOMEIN}", functie="Programmamanager")
    factories.maak_bemensing(rol=Bemensing.Rol.PROGRAMMAMANAGER, partner=bureau, gebruiker=gebruiker)
    return gebruiker


def beheerder() -> Gebruiker:
    return factories.maak_gebruiker(email=f"beheer@{DOMEIN}", functie="Beheerder", is_staff=True, is_superuser=True)


def maak_allen(*, opgave: Opgave, andere_opgave: Opgave, organisatie: Partner, bureau: Partner) -> dict:
    """Make the whole cast around one opgave; return role name with account, None for the bezoeker."""
    return {
        "bezoeker": None,
        "zonder_rol": zonder_rol(),
        "afgelopen_rol": afgelopen_rol(opgave=opgave, bureau=bureau),
        "partner": partner(),
        "trekker": trekker(organisatie=organisatie),
        "bestuurder": bestuurder(organisatie=organisatie),
        "andere_projectleider": projectleider(opgave=andere_opgave, bureau=bureau, onderwerp="jeugd"),
        "projectleider": projectleider(opgave=opgave, bureau=bureau),
        "programmateam": programmateam(bureau=bureau),
        "beheerder": beheerder(),
    }
