"""A series from a rhythm: on the days that people expect, none in a holiday, and none twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from governance.agenda import lees_agenda
from governance.forms.reeks import RITMES
from governance.models import Agendapunt, Vergadering
from governance.ritme import MEESTE, dagen_van, zonder_rooster
from governance.services import maak_vergadering, zet_op_agenda, zet_stand
from governance.services.reeksen import maak_reeks
from tests import factories

Stand = Vergadering.Status


@pytest.fixture
def orgaan(db):
    return factories.maak_orgaan(
        naam="Algemeen bestuur", slug="algemeen-bestuur", afkorting="AB", ritme="FREQ=WEEKLY;INTERVAL=6"
    )


# Days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ritme", "van", "verwacht"),
    [
        ("FREQ=WEEKLY;INTERVAL=6", "2027-01-13", ["2027-01-13", "2027-02-24", "2027-04-07"]),
        ("RRULE:FREQ=MONTHLY", "2027-01-13", ["2027-01-13", "2027-02-10", "2027-03-10"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2027-01-29", ["2027-01-29", "2027-04-30", "2027-07-30"]),
        ("FREQ=MONTHLY;INTERVAL=6", "2027-03-04", ["2027-03-04", "2027-09-02", "2028-03-02"]),
        ("FREQ=YEARLY", "2027-06-10", ["2027-06-10", "2028-06-08", "2029-06-14"]),
        ("FREQ=MONTHLY;BYDAY=1MO", "2027-01-13", ["2027-02-01", "2027-03-01", "2027-04-05"]),
    ],
)
def test_een_ritme_houdt_de_dag_van_de_week(ritme, van, verwacht):
    begin = date.fromisoformat(van)
    dagen = dagen_van(ritme, begin, begin + timedelta(days=1000))
    assert [dag.datum.isoformat() for dag in dagen[:3]] == verwacht


def test_feestdagen_en_schoolvakanties_van_de_regio_zijn_een_bezwaar(settings):
    def bezwaar(dag: str, **kw) -> str:
        return dagen_van("FREQ=YEARLY", date.fromisoformat(dag), date.fromisoformat(dag), **kw)[0].bezwaar

    assert bezwaar("2027-05-06") == "Hemelvaartsdag" and bezwaar("2027-05-06", feestdagen=False) == ""
    assert bezwaar("2027-02-24") == "Voorjaarsvakantie" and bezwaar("2027-02-24", schoolvakanties=False) == ""
    assert bezwaar("2027-03-06") == "weekend" and bezwaar("2027-03-03") == ""
    settings.VAKANTIEREGIO = "Zuid"
    assert bezwaar("2027-02-24") == "" and bezwaar("2027-02-17") == "Voorjaarsvakantie"


def test_van_een_jaar_zonder_rooster_wordt_dat_gezegd():
    assert zonder_rooster(date(2027, 1, 1), date(2028, 1, 1)) == []
    assert 2099 in zonder_rooster(date(2099, 1, 1), date(2099, 2, 1))


@given(
    ritme=st.sampled_from(sorted(RITMES)),
    van=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    dagen=st.integers(0, 1500),
)
def test_elke_dag_ligt_binnen_de_tijd_in_volgorde_en_op_de_goede_weekdag(ritme, van, dagen):
    tot = van + timedelta(days=dagen)
    gevonden = [dag.datum for dag in dagen_van(ritme, van, tot)]
    assert gevonden[0] == van and len(gevonden) <= MEESTE
    assert gevonden == sorted(set(gevonden)) and gevonden[-1] <= tot
    assert {dag.weekday() for dag in gevonden} == {van.weekday()}


@pytest.mark.parametrize("onzin", ["", "elke maand", "FREQ=NOOIT", "FREQ=WEEKLY;INTERVAL=x"])
def test_een_onleesbaar_ritme_is_een_fout_en_geen_storing(onzin):
    with pytest.raises(ValueError, match="geen regel"):
        dagen_van(onzin, date(2027, 1, 1), date(2027, 12, 31))


# Meetings ------------------------------------------------------------------------------------------------


def test_een_tweede_klik_maakt_niets_dubbel(orgaan, programmateam, bestuurder):
    dagen = [date(2027, 3, 3), date(2027, 3, 31)]
    nieuw = maak_reeks(door=programmateam, orgaan=orgaan, dagen=dagen, begin="15:30", plaats="Raadszaal")
    assert [v.nummer for v in nieuw] == ["AB-V2027-01", "AB-V2027-02"]
    assert maak_reeks(door=programmateam, orgaan=orgaan, dagen=[*dagen, date(2027, 5, 12)])[0].datum.month == 5
    assert Vergadering.objects.count() == 3
    Vergadering.objects.filter(datum=dagen[0]).update(status=Stand.GEANNULEERD)
    assert len(maak_reeks(door=programmateam, orgaan=orgaan, dagen=dagen)) == 1
    with pytest.raises(PermissionDenied):
        maak_reeks(door=bestuurder, orgaan=orgaan, dagen=dagen)


def test_de_vaste_punten_staan_erop_en_de_rondvraag_blijft_laatst(orgaan, programmateam):
    [vergadering] = maak_reeks(door=programmateam, orgaan=orgaan, dagen=[date(2027, 3, 3)])
    for titel, sectie in (("Plan", ""), ("Geld", "Plannen"), ("Later", "Plannen")):
        zet_op_agenda(door=programmateam, orgaan=orgaan, vergadering=vergadering, titel=titel, sectie=sectie)
    agenda = lees_agenda(vergadering, programmateam)
    titels = [regel.punt.titel for sectie in agenda.secties for regel in sectie.punten]
    vast = ["Besluitenlijst van de vorige vergadering", "Lijst van actiepunten"]
    assert titels == [*vast, "Plan", "Geld", "Later", "Rondvraag"]
    zet_stand(vergadering=vergadering, door=programmateam, versie=vergadering.versie, naar=Stand.GEANNULEERD)
    assert {punt.titel for punt in Agendapunt.objects.all()} == {"Plan", "Geld", "Later"}, "fixed items do not wait"


def test_bij_de_vaste_punten_staat_de_vorige_vergadering_en_wat_nog_moet(orgaan, programmateam, als_client):
    vorige = factories.maak_vergadering(orgaan=orgaan, datum="2027-01-13", status=Stand.VASTGESTELD)
    factories.maak_vergadering(orgaan=orgaan, datum="2027-02-03", status=Stand.GEANNULEERD)
    factories.maak_actiepunt(vergadering=vorige, tekst="Nog te doen")
    factories.maak_actiepunt(vergadering=factories.maak_vergadering(datum="2027-01-13"), tekst="Van een ander overleg")
    dag = date(2027, 3, 3)
    nieuw = maak_vergadering(door=programmateam, orgaan=orgaan, datum=dag, vaste_punten=True)
    html = als_client(programmateam).get(nieuw.get_absolute_url()).text
    assert "Vergadering van 13 januari 2027" in html and "Nog te doen" in html
    assert "Van een ander overleg" not in html


# The page ------------------------------------------------------------------------------------------------


def invoer(**kw) -> dict:
    return {
        "ritme": "FREQ=WEEKLY;INTERVAL=6", "van_0": "13", "van_1": "1", "van_2": "2027", "tot_0": "30", "tot_1": "6",
        "tot_2": "2027", "begin": "15:30", "eind": "17:00", "plaats": "Raadszaal", "feestdagen": "on",
        "schoolvakanties": "on", **kw,
    }  # fmt: skip


def test_eerst_de_dagen_en_dan_de_vergaderingen(orgaan, programmateam, als_client):
    client, pad = als_client(programmateam), reverse("overleg:reeks", args=[orgaan.slug])
    assert "Het ritme van dit overleg" in client.get(pad).text
    html = client.post(pad, invoer(kies="1")).text
    assert "Voorjaarsvakantie" in html and "4 van 5 dagen zijn vrij" in html
    assert 'value="2027-01-13" checked' in html and 'value="2027-02-24" checked' not in html
    assert not Vergadering.objects.exists()
    dagen = ["2027-01-13", "2027-04-07", "2027-12-31"]
    assert client.post(pad, invoer(maak="1", dag=dagen)).url == orgaan.get_absolute_url()
    gemaakt = Vergadering.objects.order_by("datum").values_list("datum", "status", "plaats")
    assert [(str(d), s, p) for d, s, p in gemaakt] == [(d, Stand.CONCEPT, "Raadszaal") for d in dagen[:2]]


@pytest.mark.parametrize(
    "fout", [{"van_0": "31", "van_1": "2"}, {"tot_2": "2026"}, {"tot_2": "2035"}, {"ritme": "hack"}, {"eind": "15:00"}]
)
def test_een_fout_formulier_maakt_niets_en_verliest_niets(orgaan, programmateam, als_client, fout):
    pad = reverse("overleg:reeks", args=[orgaan.slug])
    html = als_client(programmateam).post(pad, invoer(maak="1", dag=["2027-01-13"], **fout)).text
    assert "svn-foutlijst" in html and 'value="Raadszaal"' in html
    assert not Vergadering.objects.exists()


def test_zonder_gekozen_dag_of_afkorting_komt_er_geen_vergadering(orgaan, programmateam, als_client):
    client, ander = als_client(programmateam), factories.maak_orgaan()
    assert (
        "Kies ten minste een dag" in client.post(reverse("overleg:reeks", args=[orgaan.slug]), invoer(maak="1")).text
    )
    antwoord = client.post(reverse("overleg:reeks", args=[ander.slug]), invoer(maak="1", dag=["2027-01-13"]))
    assert "afkorting" in antwoord.text and not Vergadering.objects.exists()
