"""What is gathered for the page of an actie: grouped results, the penvoerder of today, and its ties."""

import pytest
from django.utils import timezone

from acties.dossier import dossier_van, groepeer
from acties.feiten import feiten_van
from acties.models import Betrokkenheid, Dwarsverband, RaaktPlan
from opgaven.models import Bemensing
from tests.factories import maak_bemensing, maak_doel, maak_gebied, maak_partner, maak_plan, maak_prestatie

pytestmark = pytest.mark.django_db


def test_bronnen_die_elkaar_tegenspreken_staan_naast_elkaar(actie):
    rijen = [
        maak_prestatie(actie=actie, eenheid="plekken"),
        maak_prestatie(actie=actie, eenheid="groepen", waarde=4, tegenspraak=True, bron="3.1.2"),
        maak_prestatie(actie=actie, eenheid="groepen", waarde=2, tegenspraak=True, bron="B2"),
        maak_prestatie(actie=actie, eenheid="gezinnen", tegenspraak=True),
    ]
    groepen = groepeer(rijen)
    assert [groep.rijen for groep in groepen] == [[rijen[0]], [rijen[1], rijen[2]], [rijen[3]]]
    assert [groep.tegenspraak for groep in groepen] == [False, True, True]


def test_dossier_kent_niemand_die_niet_meer_penvoerder_is(actie, trekker):
    assert dossier_van(actie, trekker).penvoerder.rol == Betrokkenheid.Rol.PENVOERDER
    actie.betrokkenheden.update(tot=timezone.localdate())
    assert dossier_van(actie, trekker).penvoerder is None


def test_feiten_komen_per_soort_in_een_query(actie, opgave, andere_opgave, django_assert_num_queries):
    doel = maak_doel(opgave=andere_opgave)
    Dwarsverband.objects.create(actie=actie, doel=doel, afgeleid=True, grond="Ouders doen mee")
    RaaktPlan.objects.create(actie=actie, plan=maak_plan(opgave=andere_opgave, korte_naam="Jongeren"))
    actie.gebieden.set([maak_gebied(naam="Prinsenhof"), maak_gebied(naam="De Heuvel")])
    with django_assert_num_queries(1):
        feiten = feiten_van(actie)
    assert [feit.naam for feit in feiten["gebied"]] == ["De Heuvel", "Prinsenhof"]
    assert [(f.sleutel, f.opgave, f.bij, f.uitleg, f.afgeleid) for f in feiten["doel"]] == [
        (doel.nummer, "JO", "Jeugd en onderwijs", "Ouders doen mee", True)
    ]
    assert [(f.naam, f.afgeleid) for f in feiten["plan"]] == [("Jongeren", False)]


def test_trekkers_van_het_plan_gaan_voor_die_van_de_opgave(actie, opgave):
    trekker = Bemensing.Rol.TREKKER
    maak_bemensing(opgave=opgave, rol=trekker, partner=maak_partner(naam="Van de opgave"))
    assert [feit.naam for feit in feiten_van(actie)["trekker"]] == ["Van de opgave"]
    maak_bemensing(plan=actie.plan, rol=trekker, partner=maak_partner(naam="Van het plan"))
    assert [feit.naam for feit in feiten_van(actie)["trekker"]] == ["Van het plan"]


def test_wie_vandaag_is_gestopt_staat_er_niet_meer(actie, opgave, projectleider):
    assert len(feiten_van(actie)["projectleider"]) == 1
    Bemensing.objects.update(tot=timezone.localdate())
    assert "projectleider" not in feiten_van(actie)
