"""Who answers for what, with how many hours: sums that add up whichever way, and nothing of what one may not see."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from acties.inzet import services
from acties.inzet.overzicht import Inzetoverzicht
from acties.inzet.sommen import Behoefte, Uren, afgesproken
from acties.models import Actie, Betrokkenheid, Inzetafspraak, Status, Zichtbaarheid
from acties.models.inzet import loopt_in
from sterkvoornoord.models import Partner
from tests import factories

PAD, ROL = "/inzet/", Betrokkenheid.Rol
GETAL = st.none() | st.integers(0, 10_000)
UREN = st.builds(Uren, GETAL, GETAL, GETAL, GETAL)


@pytest.mark.een_ronde
@given(rijen=st.lists(UREN, max_size=6), deel=st.integers(0, 6))
def test_sommen_tellen_op_in_elke_volgorde_en_onbekend_is_geen_nul(rijen, deel):
    heel = sum(rijen, Uren())
    assert heel == sum(reversed(rijen), Uren()) == sum(rijen[:deel], Uren()) + sum(rijen[deel:], Uren())
    for naam in ("afgesproken", "gevraagd", "te_vragen", "geleverd"):
        bekend = [getattr(rij, naam) for rij in rijen if getattr(rij, naam) is not None]
        assert getattr(heel, naam) == (sum(bekend) if bekend else None)


@pytest.mark.een_ronde
@given(acties=st.lists(st.tuples(GETAL, GETAL), max_size=6))
def test_een_tekort_wordt_niet_verrekend_met_te_veel_elders(acties):
    som = sum((Behoefte.van(*paar) for paar in acties), Behoefte())
    opgegeven = [(nodig, ja or 0) for nodig, ja in acties if nodig is not None]
    assert (som.acties, som.opgegeven) == (len(acties), len(opgegeven))
    assert som.tekort == (sum(max(nodig - ja, 0) for nodig, ja in opgegeven) if opgegeven else None)
    assert som.nodig is None or som.tekort <= som.nodig


@pytest.mark.een_ronde
@given(van=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)), dagen=st.none() | st.integers(0, 900))
def test_een_jaar_telt_als_de_rol_er_een_dag_in_valt(van, dagen):
    tot = None if dagen is None else date.fromordinal((van or date(2022, 1, 1)).toordinal() + dagen)
    for jaar in range(2019, 2034):
        dag, laatste = date(jaar, 1, 1).toordinal(), date(jaar, 12, 31).toordinal()
        begin = van.toordinal() if van else dag
        eind = tot.toordinal() - 1 if tot else laatste
        valt = max(dag, begin) <= min(laatste, eind)
        # A role that ended on the day it began covers no day at all, yet is of that year.
        leeg = van is not None and van == tot
        assert leeg or loopt_in(Betrokkenheid(van=van, tot=tot), jaar) == valt


def test_van_elk_jaar_telt_het_laatste_ja_van_toen():
    def ja(uren, jaar, stand="vervangen"):
        dag = datetime(jaar, 6, 1, tzinfo=UTC)
        return Inzetafspraak(pk=jaar, uren=uren, stand=stand, antwoord_op=dag)

    rij = Betrokkenheid(uren_per_jaar=60)
    vragen = [ja(60, 2026, "ja"), ja(40, 2024), Inzetafspraak(pk=1, uren=99, stand="nee")]
    assert [afgesproken(rij, jaar, vragen) for jaar in (2023, 2024, 2025, 2026, 2027)] == [None, 40, 40, 60, 60]
    assert afgesproken(rij, 2023, []) == 60


@pytest.fixture
def wereld(opgave, andere_opgave, projectleider, programmateam, organisatie):
    """Three acties of one opgave and one of another, with a partner that has a part in each."""
    een = factories.maak_actie(opgave=opgave, penvoerder=organisatie, uren_nodig=100)
    twee = factories.maak_actie(opgave=opgave, uren_nodig=10, status=Status.DOORLOPEND)
    drie = factories.maak_actie(opgave=andere_opgave, status=Status.AFGEROND, uren_nodig=500)
    geheim = factories.maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT, uren_nodig=7)
    gemeente = factories.maak_partner(soort=Partner.Soort.AFDELING)
    rijen = {
        "een": een.betrokkenheden.get(),
        "twee": factories.maak_betrokkenheid(actie=twee, partner=organisatie, uren_per_jaar=30),
        "drie": factories.maak_betrokkenheid(actie=drie, partner=gemeente, rol=ROL.COORDINATOR),
        "geheim": factories.maak_betrokkenheid(actie=geheim, partner=gemeente, rol=ROL.PENVOERDER, uren_per_jaar=5),
    }
    vraag = services.vraag(betrokkenheid=rijen["een"], door=projectleider, uren=40)
    services.antwoord(afspraak=vraag, door=projectleider, versie=1, ja=True, namens=True)
    services.vraag(betrokkenheid=rijen["een"], door=projectleider, uren=90, gezien=services.laatste(rijen["een"]))
    vandaag = timezone.localdate()
    for naam, uren in (("een", 12), ("twee", 0)):
        services.meld_geleverd(
            betrokkenheid=rijen[naam], door=projectleider, jaar=vandaag.year, uren=uren, tot_en_met=vandaag.month
        )
    return rijen


def overzicht(wie, **kw):
    return Inzetoverzicht(wie, Partner.objects.order_by("naam"), **({"jaar": timezone.localdate().year} | kw))


def test_per_partner_en_per_opgave_met_tekort_en_spreiding(wereld, programmateam, organisatie, opgave):
    beeld = overzicht(programmateam)
    regel = next(r for r in beeld.regels() if r.partner == organisatie)
    assert (len(regel.penvoerder), len(regel.coordinator), len(regel.deelnemer)) == (1, 0, 1)
    assert regel.uren == Uren(afgesproken=70, gevraagd=90, geleverd=12)
    wonen = beeld.opgaven[opgave.code]
    # 100 - 40, 10 - 30 (more than needed) and 7 - 5: what is too much does not make up for what is short.
    assert wonen.behoefte == Behoefte(3, 3, 117, 62) and wonen.zonder_penvoerder == 1
    assert beeld.totaal.behoefte == Behoefte(3, 3, 117, 62)
    assert [(naam, n) for naam, n, _ in beeld.spreiding] == [
        ("Programmabureau", 0), ("Gemeente en afdelingen", 1), ("Andere partners", 1), ("Nog geen penvoerder", 1),
    ]  # fmt: skip
    # All partners together are what the opgaven are together.
    assert sum((r.uren for r in beeld.regels()), Uren()) == beeld.totaal.uren
    smal = overzicht(programmateam, opgaven=[opgave.code])
    assert list(smal.opgaven) == [opgave.code] and smal.totaal.behoefte == wonen.behoefte
    eerder = overzicht(programmateam, jaar=2021)
    assert eerder.totaal.uren.geleverd is None and eerder.totaal.uren.gevraagd is None


def test_wat_iemand_niet_mag_zien_telt_niet_mee(wereld, partner, trekker, bestuurder, organisatie):
    for wie in (partner, trekker, bestuurder):
        beeld = overzicht(wie)
        assert beeld.totaal.behoefte.nodig == 110 and beeld.totaal.uren.afgesproken == 70
    # What another partner was asked is not for a partner; what it agreed to is.
    assert overzicht(partner).totaal.uren.gevraagd is None
    assert overzicht(trekker).totaal.uren.gevraagd == overzicht(bestuurder).totaal.uren.gevraagd == 90


def test_filters_volgorde_chips_en_bestanden(als_client, wereld, programmateam, organisatie, andere_opgave):
    client = als_client(programmateam)
    pagina = client.get(PAD, {"soort": "organisatie", "sorteer": "-geleverd"})
    assert [r.partner for r in pagina.context["regels"]] == [organisatie]
    assert [label for label, _ in pagina.context["paneel"].chips()] == ["Organisatie"]
    namen = [r.partner for r in client.get(PAD, {"sorteer": "-geleverd"}).context["regels"]]
    assert namen[0] == organisatie and len(namen) == 2
    csv = b"".join(client.get(PAD, {"export": "csv", "soort": "organisatie"}).streaming_content).decode()
    assert "Vidomes;Organisatie;1;0;1;70;90;;12" in csv
    assert client.get(PAD, {"export": "xlsx"}).status_code == 200
    assert client.get(PAD, {"export": "pdf"}).status_code == 400
    for fout in ({"jaar": "x"}, {"jaar": "1900"}, {"opgave": "weg"}, {"soort": "\x00"}, {"sorteer": "drop"}):
        antwoord = client.get(PAD, fout)
        assert antwoord.status_code == 200 and "Deze vraag begrijpen wij niet" in antwoord.content.decode()
        assert client.get(PAD, fout | {"export": "csv"}).status_code == 400
    assert client.get(PAD, {"opgave": andere_opgave.code}).context["overzicht"].totaal.behoefte == Behoefte()


def test_op_de_pagina_van_een_partner_ziet_de_bezoeker_alleen_wat_is_afgesproken(
    client, als_client, wereld, organisatie, trekker
):
    pad = organisatie.get_absolute_url()
    html = client.get(pad).content.decode()
    assert "<b>70 uur</b>" in html and "geleverd" not in html.lower() and "90" not in html
    eigen = als_client(trekker).get(pad).content.decode()
    assert "<b>12</b> van 40 afgesproken" in eigen and "12 uur" in eigen and "90 uur gevraagd" in eigen


@pytest.mark.parametrize("aantal", [1, 300])
def test_het_overzicht_kost_evenveel_queries_bij_meer(
    als_client, wereld, programmateam, plan_vol, aantal, django_assert_max_num_queries
):
    plan_vol(aantal)
    client = als_client(programmateam)
    with django_assert_max_num_queries(10):
        assert client.get(PAD).status_code == 200


@pytest.fixture
def plan_vol(opgave):
    def vul(aantal: int) -> None:
        partners = [factories.maak_partner() for _ in range(5)]
        plan = factories.maak_plan(opgave=opgave)
        acties = Actie.objects.bulk_create(
            Actie(
                plan=plan, titel=f"Vol {n}", nummer=f"3.9{n:04}", nummer_sortering=900_000 + n, zichtbaarheid="intern"
            )
            for n in range(aantal)
        )
        rijen = Betrokkenheid.objects.bulk_create(
            Betrokkenheid(actie=actie, partner=partners[n % 5], uren_per_jaar=n) for n, actie in enumerate(acties)
        )
        Inzetafspraak.objects.bulk_create(Inzetafspraak(betrokkenheid=rij, uren=3) for rij in rijen)

    return vul
