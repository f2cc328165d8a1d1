"""Meetings: each stand leads only where it may, two windows never overwrite each other, and nothing gets lost."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Agendapunt, Besluit, Vergadering
from governance.services import (
    Gewijzigd,
    bewerk_vergadering,
    maak_vergadering,
    verplaats_vergadering,
    zet_stand,
)
from governance.services.vergaderingen import OVERGANGEN
from tests import factories

Stand = Vergadering.Status
pytestmark = pytest.mark.django_db


@pytest.fixture
def vergadering(orgaan, programmateam):
    dag = timezone.localdate()
    rij = maak_vergadering(door=programmateam, orgaan=orgaan, datum=dag, begin="15:30", plaats="Raadszaal")
    factories.maak_agendapunt(vergadering=rij, titel="Opening", soort="informatie")
    return Vergadering.objects.get(pk=rij.pk)


def zet(rij: Vergadering, status: str) -> Vergadering:
    """Put a meeting in a stand without asking anybody."""
    Vergadering.objects.filter(pk=rij.pk).update(status=status)
    return Vergadering.objects.get(pk=rij.pk)


def test_een_vergadering_krijgt_het_volgende_nummer_van_haar_jaar(vergadering, orgaan, programmateam):
    dag = vergadering.datum
    assert vergadering.nummer == f"AB-V{dag.year}-01"
    assert maak_vergadering(door=programmateam, orgaan=orgaan, datum=dag).nummer == f"AB-V{dag.year}-02"
    with pytest.raises(ValidationError, match="afkorting"):
        maak_vergadering(door=programmateam, orgaan=factories.maak_orgaan(), datum=dag)


def test_alleen_het_programmateam_plant_en_wijzigt(vergadering, orgaan, bestuurder, projectleider, partner, beheerder):
    gewoon = {"vergadering": vergadering, "versie": vergadering.versie}
    for door in (bestuurder, projectleider, partner, beheerder):
        for daad in (
            lambda door=door: maak_vergadering(door=door, orgaan=orgaan, datum=vergadering.datum),
            lambda door=door: bewerk_vergadering(door=door, plaats="Elders", **gewoon),
            lambda door=door: zet_stand(door=door, naar=Stand.GEPLAND, **gewoon),
            lambda door=door: verplaats_vergadering(door=door, datum=vergadering.datum + timedelta(1), **gewoon),
        ):
            with pytest.raises(PermissionDenied):
                daad()
    assert Vergadering.objects.get().versie == 1


def test_elke_stand_leidt_alleen_naar_waar_het_mag(vergadering, programmateam):
    """Every pair of stands: the service goes where the table says, and says no to the rest without a trace."""
    for van in Stand.values:
        for naar in Stand.values:
            nu = zet(vergadering, van)
            mag = naar in OVERGANGEN.get(van, ()) and naar != Stand.VERPLAATST
            with transaction.atomic():
                try:
                    zet_stand(vergadering=nu, door=programmateam, versie=nu.versie, naar=naar)
                    gelukt = True
                except ValidationError:
                    gelukt = False
                assert gelukt is mag, (van, naar)
                transaction.set_rollback(True)
    assert set(OVERGANGEN) | {Stand.GEPUBLICEERD, Stand.GEANNULEERD, Stand.VERPLAATST} == set(Stand.values)


STAPPEN = st.lists(st.tuples(st.sampled_from([*Stand.values, "hack", ""]), st.sampled_from([0, 0, 0, 1])), max_size=10)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stappen=STAPPEN)
def test_in_welke_volgorde_men_ook_drukt_elke_stap_staat_in_de_tabel(vergadering, programmateam, stappen):
    """Whatever is pressed, in an old window too: the path through the stands follows the table."""
    with transaction.atomic():
        pad = [Vergadering.objects.get(pk=vergadering.pk).status]
        for naar, achter in stappen:
            nu = Vergadering.objects.get(pk=vergadering.pk)
            with suppress(ValidationError, Gewijzigd), transaction.atomic():
                zet_stand(vergadering=nu, door=programmateam, versie=nu.versie - achter, naar=naar)
                assert not achter, "an old window moved it"
            pad.append(Vergadering.objects.get(pk=vergadering.pk).status)
        for van, naar in pairwise(pad):
            assert naar == van or naar in OVERGANGEN[van]
        transaction.set_rollback(True)


def test_een_tweede_venster_kan_niets_meer(vergadering, programmateam):
    oud = Vergadering.objects.get(pk=vergadering.pk)
    bewerk_vergadering(vergadering=vergadering, door=programmateam, versie=1, plaats="De Heuvel")
    with pytest.raises(Gewijzigd) as botsing:
        bewerk_vergadering(vergadering=oud, door=programmateam, versie=1, plaats="Prinsenhof")
    assert botsing.value.nu.plaats == "De Heuvel"
    with pytest.raises(Gewijzigd):
        zet_stand(vergadering=oud, door=programmateam, versie=1, naar=Stand.UITGENODIGD)


def test_uitnodigen_vraagt_een_tijd_en_een_agenda(vergadering, programmateam):
    Agendapunt.objects.all().delete()
    with pytest.raises(ValidationError, match="agenda is leeg"):
        zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.UITGENODIGD)
    bewerk_vergadering(vergadering=vergadering, door=programmateam, versie=1, begin=None)
    with pytest.raises(ValidationError, match="hoe laat"):
        zet_stand(vergadering=vergadering, door=programmateam, versie=2, naar=Stand.UITGENODIGD)


def test_een_vergadering_begint_niet_voor_haar_dag(vergadering, programmateam):
    zet(vergadering, Stand.UITGENODIGD)
    Vergadering.objects.update(datum=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="Verplaats"):
        zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.BEZIG)


def test_verplaatsen_neemt_alles_mee_en_de_oude_dag_vertelt_waarheen(vergadering, programmateam, als_client):
    punt = vergadering.agendapunten.get()
    onder = factories.maak_agendapunt(vergadering=vergadering, bovenliggend=punt, titel="Onderdeel")
    actiepunt = factories.maak_actiepunt(vergadering=vergadering)
    nu = zet(vergadering, Stand.UITGENODIGD)
    dag = timezone.localdate() + timedelta(days=400)
    nieuw = verplaats_vergadering(vergadering=nu, door=programmateam, versie=1, datum=dag, plaats="Elders")
    oud = Vergadering.objects.get(pk=nu.pk)
    assert (oud.status, oud.verplaatst_naar) == (Stand.VERPLAATST, nieuw)
    assert (nieuw.status, nieuw.datum, nieuw.plaats, str(nieuw.begin)) == (
        Stand.UITGENODIGD, dag, "Elders", "15:30:00",
    )  # fmt: skip
    assert nieuw.nummer == f"AB-V{dag.year}-01"
    assert set(nieuw.agendapunten.all()) == {punt, onder} and list(nieuw.actiepunten.all()) == [actiepunt]
    html = als_client(programmateam).get(oud.get_absolute_url()).text
    assert "is verplaatst naar" in html and nieuw.get_absolute_url() in html
    assert "Besluit vastleggen" not in html, "nothing was decided in a meeting that was not held that day"
    with pytest.raises(ValidationError, match="Verplaatst"):
        verplaats_vergadering(vergadering=oud, door=programmateam, versie=oud.versie, datum=dag + timedelta(1))


@pytest.mark.parametrize("dagen", [0, -1])
def test_naar_dezelfde_of_een_voorbije_dag_verplaatsen_kan_niet(vergadering, programmateam, dagen):
    dag = vergadering.datum + timedelta(days=dagen)
    with pytest.raises(ValidationError), transaction.atomic():
        verplaats_vergadering(vergadering=vergadering, door=programmateam, versie=1, datum=dag)
    assert Vergadering.objects.count() == 1 and Vergadering.objects.get().versie == 1


def test_na_een_besluit_wordt_een_vergadering_niet_meer_verplaatst_of_afgezegd(vergadering, programmateam):
    factories.maak_besluit(vergadering=vergadering)
    dag = vergadering.datum + timedelta(days=7)
    with pytest.raises(ValidationError, match="besluiten"), transaction.atomic():
        verplaats_vergadering(vergadering=vergadering, door=programmateam, versie=1, datum=dag)
    with pytest.raises(ValidationError, match="besluiten"), transaction.atomic():
        zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.GEANNULEERD)


def test_wat_op_een_afgezegde_agenda_stond_wacht_op_een_andere(vergadering, programmateam, orgaan):
    punt = vergadering.agendapunten.get()
    factories.maak_agendapunt(vergadering=vergadering, bovenliggend=punt, titel="Onderdeel")
    zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.GEANNULEERD)
    wachtend = Agendapunt.objects.wachtend().filter(orgaan=orgaan)
    assert {rij.titel for rij in wachtend} == {"Opening", "Onderdeel"}
    assert wachtend.get(titel="Onderdeel").bovenliggend == punt


def test_vaststellen_legt_alle_besluiten_vast_of_geen(vergadering, programmateam):
    nu = zet(vergadering, Stand.CONCEPT_BESLUITENLIJST)
    kw = {"vergadering": nu, "status": Besluit.Status.CONCEPT}
    goed, zonder = factories.maak_besluit(**kw), factories.maak_besluit(uitkomst="", **kw)
    with pytest.raises(ValidationError, match="uitkomst"), transaction.atomic():
        zet_stand(vergadering=nu, door=programmateam, versie=1, naar=Stand.VASTGESTELD)
    assert not Besluit.objects.vastgesteld().exists()
    Besluit.objects.filter(pk=zonder.pk).update(uitkomst="conform")
    zet_stand(vergadering=nu, door=programmateam, versie=1, naar=Stand.VASTGESTELD)
    assert set(Besluit.objects.vastgesteld()) == {goed, zonder}


# Pages ---------------------------------------------------------------------------------------------------


def invoer(dag, **kw) -> dict:
    return {
        "datum_0": dag.day, "datum_1": dag.month, "datum_2": dag.year, "begin": "15.30", "eind": "17:00",
        "plaats": "Raadszaal", "titel": "", "omschrijving": "", "soort": "voortgang", **kw,
    }  # fmt: skip


def test_plannen_wijzigen_en_verplaatsen_op_de_pagina(orgaan, programmateam, als_client):
    client, dag = als_client(programmateam), timezone.localdate().replace(month=6, day=1)
    pad = reverse("vergaderingen:nieuw")
    assert f'<option value="{orgaan.pk}" selected>' in client.get(f"{pad}?orgaan={orgaan.slug}").text
    antwoord = client.post(pad, invoer(dag, orgaan=orgaan.pk))
    rij = Vergadering.objects.get()
    assert antwoord.url == reverse("vergaderingen:agenda", args=[rij.nummer])
    assert (str(rij.begin), str(rij.eind), rij.status) == ("15:30:00", "17:00:00", Stand.CONCEPT)
    bewerken = reverse("vergaderingen:bewerken", args=[rij.nummer])
    client.post(bewerken, invoer(dag + timedelta(days=1), versie=1))
    rij.refresh_from_db()
    assert rij.datum == dag + timedelta(days=1), "a concept simply gets another day"
    zet(rij, Stand.GEPLAND)
    ver = timezone.localdate() + timedelta(days=30)
    antwoord = client.post(bewerken, invoer(ver, versie=rij.versie))
    nieuw = Vergadering.objects.exclude(pk=rij.pk).get()
    assert (antwoord.url, nieuw.datum) == (nieuw.get_absolute_url(), ver)


def test_een_botsing_toont_wat_er_nu_staat_en_bewaart_wat_men_schreef(vergadering, programmateam, als_client):
    pad, client = reverse("vergaderingen:bewerken", args=[vergadering.nummer]), als_client(programmateam)
    bewerk_vergadering(vergadering=vergadering, door=programmateam, versie=1, plaats="De Heuvel")
    antwoord = client.post(pad, invoer(vergadering.datum, plaats="Prinsenhof", versie=1))
    assert antwoord.status_code == 409
    assert "De Heuvel" in antwoord.text and 'value="Prinsenhof"' in antwoord.text
    assert 'name="versie" value="2"' in antwoord.text, "the next press counts"
    client.post(pad, invoer(vergadering.datum, plaats="Prinsenhof", versie=2))
    assert Vergadering.objects.get().plaats == "Prinsenhof"


@pytest.mark.parametrize("gegeven", [{"begin": "half vier"}, {"eind": "15:00"}, {"begin": ""}, {"datum_0": ""}])
def test_een_fout_formulier_verliest_niets(orgaan, programmateam, als_client, gegeven):
    post = invoer(timezone.localdate(), orgaan=orgaan.pk, plaats="Mijn plek") | gegeven
    html = als_client(programmateam).post(reverse("vergaderingen:nieuw"), post).text
    assert "Mijn plek" in html and "svn-foutlijst" in html
    assert not Vergadering.objects.exists()


def test_de_knoppen_lopen_de_hele_weg_en_een_oude_knop_doet_niets(vergadering, programmateam, als_client):
    client, pad = als_client(programmateam), reverse("vergaderingen:stand", args=[vergadering.nummer])
    for naar in (Stand.GEPLAND, Stand.UITGENODIGD, Stand.BEZIG):
        html = client.get(vergadering.get_absolute_url()).text
        assert f'name="naar" value="{naar}"' in html
        vergadering.refresh_from_db()
        client.post(pad, {"naar": naar, "versie": vergadering.versie})
    vergadering.refresh_from_db()
    assert vergadering.status == Stand.BEZIG
    for oud in ({"naar": Stand.UITGENODIGD, "versie": 2}, {"naar": Stand.GEPLAND, "versie": vergadering.versie}, {}):
        antwoord = client.post(pad, oud, follow=True)
        assert "svn-mededeling" in antwoord.text
    vergadering.refresh_from_db()
    assert vergadering.status == Stand.BEZIG


def test_de_stappen_noemen_de_dag_waarop_het_gebeurde(vergadering, programmateam, als_client):
    zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.GEPLAND)
    zet_stand(vergadering=vergadering, door=programmateam, versie=2, naar=Stand.UITGENODIGD)
    html = als_client(programmateam).get(vergadering.get_absolute_url()).text
    stap = html.split('aria-current="step"')[1].split("</li>")[0]
    assert "Agenda verstuurd" in stap and str(timezone.localdate().day) in stap
