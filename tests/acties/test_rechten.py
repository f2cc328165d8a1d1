"""Who sees and who edits an actie: the table of roles, row by row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Zichtbaarheid
from tests.factories import maak_actie, maak_betrokkenheid

CONCEPT, INTERN, OPENBAAR = Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN, Zichtbaarheid.OPENBAAR

ZIET = {
    "bewoner": {OPENBAAR},
    "partner": {INTERN, OPENBAAR},
    "trekker": {INTERN, OPENBAAR},
    "bestuurder": {INTERN, OPENBAAR},
    "projectleider": {CONCEPT, INTERN, OPENBAAR},
    "andere_projectleider": {INTERN, OPENBAAR},
    "programmateam": {CONCEPT, INTERN, OPENBAAR},
    "beheerder": {CONCEPT, INTERN, OPENBAAR},
}
BEWERKT = {
    "bewoner": set(),
    "partner": set(),
    "trekker": {INTERN, OPENBAAR},
    "bestuurder": set(),
    "projectleider": {CONCEPT, INTERN, OPENBAAR},
    "andere_projectleider": set(),
    "programmateam": {CONCEPT, INTERN, OPENBAAR},
    "beheerder": set(),
}


@pytest.fixture
def drie_acties(opgave, organisatie):
    return {z: maak_actie(opgave=opgave, zichtbaarheid=z, penvoerder=organisatie) for z in (CONCEPT, INTERN, OPENBAAR)}


@pytest.mark.parametrize("rol", ZIET)
def test_wie_wat_ziet(rol, drie_acties, request):
    gebruiker = request.getfixturevalue(rol)
    assert {a.zichtbaarheid for a in Actie.objects.zichtbaar_voor(gebruiker)} == ZIET[rol]


@pytest.mark.parametrize("rol", BEWERKT)
def test_wie_wat_bewerkt(rol, drie_acties, request):
    gebruiker = request.getfixturevalue(rol)
    assert {a.zichtbaarheid for a in Actie.objects.bewerkbaar_door(gebruiker)} == BEWERKT[rol]


@pytest.mark.parametrize("rol", BEWERKT)
def test_bewerkbaar_is_altijd_zichtbaar(rol, drie_acties, request):
    gebruiker = request.getfixturevalue(rol)
    assert set(Actie.objects.bewerkbaar_door(gebruiker)) <= set(Actie.objects.zichtbaar_voor(gebruiker))


@pytest.mark.parametrize("rol", Betrokkenheid.Rol)
def test_alleen_penvoerder_en_coordinator_bewerken(rol, opgave, organisatie, trekker):
    actie = maak_actie(opgave=opgave)
    maak_betrokkenheid(actie=actie, partner=organisatie, rol=rol)
    mag = rol in (Betrokkenheid.Rol.PENVOERDER, Betrokkenheid.Rol.COORDINATOR)
    assert (actie in Actie.objects.bewerkbaar_door(trekker)) is mag


def test_partner_die_stopt_verliest_het_recht_die_dag(opgave, organisatie, trekker):
    actie = maak_actie(opgave=opgave)
    rol = maak_betrokkenheid(actie=actie, partner=organisatie, rol=Betrokkenheid.Rol.PENVOERDER)
    rol.tot = timezone.localdate()
    rol.save()
    assert actie not in Actie.objects.bewerkbaar_door(trekker)
    rol.tot += timedelta(days=1)
    rol.save()
    assert actie in Actie.objects.bewerkbaar_door(trekker)
