"""Rights follow the seats by date: who leaves has no right that day, and nobody has one before it begins."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.models import Lidmaatschap, Overlegorgaan
from sterkvoornoord.rollen import Rollen, rollen_van
from tests.factories import maak_gebruiker, maak_lidmaatschap, maak_orgaan

pytestmark = pytest.mark.django_db
DAG = date(2025, 6, 1)
dagen = st.none() | st.integers(-3, 3).map(lambda n: DAG + timedelta(days=n))


def op(gebruiker, datum=DAG) -> Rollen:
    return rollen_van(gebruiker, op=datum)


@settings(max_examples=80, deadline=None)
@given(van=dagen, tot=dagen, afgelopen=st.booleans(), orgaan_van=dagen, orgaan_tot=dagen, orgaan_af=st.booleans())
def test_het_recht_geldt_precies_zolang_zetel_en_orgaan_er_zijn(
    van, tot, afgelopen, orgaan_van, orgaan_tot, orgaan_af
):
    if (van and tot and tot < van) or (orgaan_van and orgaan_tot and orgaan_tot < orgaan_van):
        return
    gebruiker = maak_gebruiker()
    orgaan = maak_orgaan(van=orgaan_van, tot=orgaan_tot, afgelopen=orgaan_af)
    maak_lidmaatschap(orgaan=orgaan, gebruiker=gebruiker, van=van, tot=tot, afgelopen=afgelopen)
    zetel = not afgelopen and (van is None or van <= DAG) and (tot is None or tot > DAG)
    bestaat = (orgaan_van is None or orgaan_van <= DAG) and (orgaan_tot >= DAG if orgaan_tot else not orgaan_af)
    assert op(gebruiker).bestuur is (zetel and bestaat)
    assert Overlegorgaan.objects.met_lid(gebruiker, DAG).exists() is (zetel and bestaat)


def test_wie_weggaat_verliest_het_recht_die_dag_en_de_opvolger_krijgt_het():
    orgaan = maak_orgaan()
    oud, nieuw = maak_gebruiker(), maak_gebruiker()
    maak_lidmaatschap(orgaan=orgaan, gebruiker=oud, tot=DAG)
    maak_lidmaatschap(orgaan=orgaan, gebruiker=nieuw, van=DAG)
    assert [op(oud, DAG - timedelta(days=1)).bestuur, op(oud).bestuur] == [True, False]
    assert [op(nieuw, DAG - timedelta(days=1)).bestuur, op(nieuw).bestuur] == [False, True]
    assert Lidmaatschap.objects.filter(orgaan=orgaan).count() == 2, "no history is lost"


@pytest.mark.parametrize(
    ("soort", "binnen", "bestuur"),
    [("bestuur", True, True), ("bestuur", False, False), ("werkgroep", True, False), ("programmateam", True, False)],
)
def test_alleen_een_zetel_in_een_bestuur_van_het_programma_geeft_een_rol(soort, binnen, bestuur):
    gebruiker = maak_gebruiker()
    maak_lidmaatschap(orgaan=maak_orgaan(soort=soort, binnen_programma=binnen), gebruiker=gebruiker)
    assert op(gebruiker) == Rollen(bestuur=bestuur)


def test_een_zetel_en_een_taak_tellen_op(projectleider, opgave):
    maak_lidmaatschap(gebruiker=projectleider)
    rollen = rollen_van(projectleider)
    assert rollen.bestuur and rollen.opgaven == {opgave.pk}
