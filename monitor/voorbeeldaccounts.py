"""Example accounts of the demo: one per role, all with the same known password."""

from django.conf import settings
from django.db import transaction

from governance.models import Lidmaatschap
from opgaven.models import Bemensing
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker, Partner

DOMEIN = "sterkvoornoord.example"
WACHTWOORD = "noord-demo"

#: The seat in the bestuur of the example account of a bestuurslid.
ZETEL = "algemeen-bestuur:gemeente-lv:wethouder"

#: Local part of the address, function, source code of the Bemensing or seat that gives the role, slug of the partner.
ACCOUNTS = [
    ("programmateam", "Programmamanager", "M-04", None),
    ("projectleider.jeugd", "Projectleider jeugd", "M-13", None),
    ("projectleider.financien", "Projectleider financiën", "M-18", None),
    ("projectleider.wonen", "Projectleider wonen", "M-23", None),
    ("bestuur", "Bestuurslid", ZETEL, None),
    ("partner.vidomes", "Medewerker Vidomes", None, "vidomes"),
]


@transaction.atomic
def maak_voorbeeldaccounts() -> int:
    """Make the accounts that are not there yet and give them their role; returns how many were made.

    Raises RuntimeError where DEBUG is off: a known password has no place on a real portal.
    """
    if not settings.DEBUG:
        raise RuntimeError("Voorbeeldaccounts zijn er alleen met DEBUG=true.")
    gemaakt = 0
    with als(functie="Systeem: demo"):
        if not Gebruiker.objects.filter(email=f"beheer@{DOMEIN}").exists():
            Gebruiker.objects.create_superuser(f"beheer@{DOMEIN}", WACHTWOORD, functie="Beheerder")
            gemaakt += 1
        for naam, functie, code, slug in ACCOUNTS:
            if Gebruiker.objects.filter(email=f"{naam}@{DOMEIN}").exists():
                continue
            partner = Partner.objects.get(slug=slug) if slug else None
            gebruiker = Gebruiker.objects.create_user(f"{naam}@{DOMEIN}", WACHTWOORD, functie=functie, partner=partner)
            if code:
                rol = (Lidmaatschap if code == ZETEL else Bemensing).objects.get(bron_code=code)
                rol.gebruiker = gebruiker
                rol.save()
            gemaakt += 1
    return gemaakt
