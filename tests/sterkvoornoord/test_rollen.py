"""Roles follow Bemensing by date, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opgaven.models import Bemensing
from sterkvoornoord.rollen import Rollen, rollen_van
from tests.factories import maak_bemensing, maak_gebruiker


def test_bezoeker_heeft_geen_rol(bewoner):
    assert rollen_van(bewoner) == Rollen()
    assert not rollen_van(bewoner).intern


def test_account_zonder_rol_is_een_bezoeker(db):
    assert not rollen_van(maak_gebruiker()).intern


def test_elke_rol_heeft_zijn_naam(beheerder, programmateam, projectleider, bestuurder, trekker):
    namen = [rollen_van(g).naam for g in (beheerder, programmateam, projectleider, bestuurder, trekker)]
    assert namen == ["Beheerder", "Programmateam", "Projectleider", "Bestuur", "Partner"]


@pytest.mark.parametrize(
    ("van", "tot", "geldt"),
    [
        (None, None, True),
        (0, None, True),
        (1, None, False),
        (None, 0, False),
        (None, 1, True),
        (-9, -1, False),
    ],
)
def test_wie_weggaat_verliest_het_recht_die_dag(opgave, van, tot, geldt):
    vandaag = timezone.localdate()
    gebruiker = maak_gebruiker()
    maak_bemensing(
        opgave=opgave,
        gebruiker=gebruiker,
        van=None if van is None else vandaag + timedelta(days=van),
        tot=None if tot is None else vandaag + timedelta(days=tot),
    )
    assert (rollen_van(gebruiker).opgaven == {opgave.pk}) is geldt


def test_afgelopen_rol_zonder_datum_geeft_geen_recht(opgave):
    gebruiker = maak_gebruiker()
    maak_bemensing(opgave=opgave, gebruiker=gebruiker, afgelopen=True)
    assert not rollen_van(gebruiker).intern


def test_inactief_account_heeft_geen_rol(projectleider):
    projectleider.is_active = False
    assert rollen_van(projectleider) == Rollen()


def test_trekker_zijn_geeft_op_zichzelf_geen_rechten(opgave):
    gebruiker = maak_gebruiker()
    maak_bemensing(opgave=opgave, gebruiker=gebruiker, rol=Bemensing.Rol.TREKKER)
    assert rollen_van(gebruiker) == Rollen()


def test_rollen_kosten_een_vraag_per_account(projectleider, django_assert_num_queries):
    with django_assert_num_queries(1):
        rollen_van(projectleider)
        rollen_van(projectleider)
