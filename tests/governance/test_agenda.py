"""The agenda in the making: items keep their order, a partner brings in its own, and a council agenda fits whole."""

import re
from itertools import groupby

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.agenda import lees_agenda
from governance.models import Agendapunt, Vergadering
from governance.services import (
    Gewijzigd,
    bewerk_punt,
    haal_weg,
    merk_van_agenda,
    verschuif,
    zet_op_agenda,
    zet_op_plek,
)
from tests import factories

Stand = Vergadering.Status
GEHEIM = "Zwijgplicht"
pytestmark = pytest.mark.django_db


@pytest.fixture
def vergadering(orgaan):
    return factories.maak_vergadering(orgaan=orgaan, status=Stand.GEPLAND, begin="19:30")


@pytest.fixture
def zet(orgaan, vergadering, programmateam):
    def doe(titel: str, **kw) -> Agendapunt:
        vast = {"door": programmateam, "orgaan": orgaan, "vergadering": vergadering}
        return zet_op_agenda(**{**vast, "titel": titel, **kw})

    return doe


def volgorde(vergadering) -> list[tuple[str, str]]:
    rijen = vergadering.agendapunten.filter(bovenliggend=None).order_by("volgorde", "pk")
    return list(rijen.values_list("sectie", "titel"))


# A council agenda ----------------------------------------------------------------------------------------

#: Shaped like the agenda of a council evening (example): heads, 45 items, sub-items, and heads among those.
RAAD = [
    ("Opening", ["Opening en mededelingen", "Vaststellen van de agenda", "Loting voor de volgorde van stemmen"]),
    ("Vragenhalfuur", [f"Mondelinge vragen van fractie {n} over de {w}" for n, w in enumerate(["haven", "bus"], 1)]),
    ("Ingekomen stukken", ["Lijst van ingekomen stukken"]),
    ("Hamerstukken", [f"Raadsvoorstel {n}: " + "vaststellen van de verordening " * 6 + str(n) for n in range(20)]),
    ("Bespreekstukken", [f"Kadernota deel {n}, met de moties" for n in range(10)]),
    ("Moties vreemd aan de orde van de dag", [f"Motie {n} (indiener: fractie {n})" for n in range(6)]),
    ("Sluiting", ["Rondvraag", "Vaststellen van de besluitenlijst", "Sluiting"]),
]
STUKKEN = {"A. Ter kennisneming": 30, "B. In handen van het college": 12, "C. Betrekken bij een agendapunt": 5}


def test_een_raadsagenda_van_45_punten_past_er_zonder_verlies_in(zet, vergadering, programmateam):
    verwacht = []
    for sectie, titels in RAAD:
        for titel in titels:
            soort = "hamerstuk" if sectie == "Hamerstukken" else "besluit" if "stuk" in sectie else "informatie"
            punt = zet(titel, sectie=sectie, soort=soort, minuten=5, gevraagd_besluit=f"Stem in met {titel}" * 40)
            onder = []
            if titel == "Lijst van ingekomen stukken":
                for kop, aantal in STUKKEN.items():
                    for n in range(aantal):
                        naam = f"{kop[0]}{n + 1}. Brief van een inwoner over punt {n}"
                        zet(naam, bovenliggend=punt, sectie=kop, soort="informatie")
                        onder.append((kop, naam))
            if sectie == "Bespreekstukken":
                for letter in "ab":
                    naam = f"Amendement {letter} bij {titel}"
                    zet(naam, bovenliggend=punt, soort="besluit", inbrenger="fractievoorzitter")
                    onder.append(("", naam))
            verwacht.append((sectie, titel, soort, f"Stem in met {titel}" * 40, onder))
    assert len(verwacht) == 45
    agenda = lees_agenda(vergadering, programmateam)
    gelezen = []
    for sectie in agenda.secties:
        for regel in sectie.punten:
            punt, onder = regel.punt, [(o.punt.sectie, o.punt.titel) for o in regel.onderdelen]
            gelezen.append((sectie.kop, punt.titel, punt.soort, punt.gevraagd_besluit, onder))
    assert gelezen == verwacht
    assert [s.kop for s in agenda.secties] == [sectie for sectie, _ in RAAD]
    lijst = agenda.secties[2].punten[0]
    assert (lijst.nummer, lijst.onderdelen[0].nummer, lijst.onderdelen[-1].nummer) == ("6", "6a", "6au")
    assert [o.kop for o in lijst.onderdelen if o.kop] == list(STUKKEN)
    assert str(agenda.secties[-1].punten[-1].om) == "23:10:00", "44 items of five minutes after half past seven"


# Order ---------------------------------------------------------------------------------------------------


def test_een_nieuw_punt_komt_achteraan_in_zijn_sectie(zet, vergadering):
    zet("Opening", sectie="Begin")
    zet("Plan", sectie="Midden")
    zet("Mededelingen", sectie="Begin")
    assert volgorde(vergadering) == [("Begin", "Opening"), ("Begin", "Mededelingen"), ("Midden", "Plan")]


def test_verschuiven_gaat_plek_voor_plek_en_over_de_rand_van_een_sectie(zet, vergadering, programmateam):
    zet("Een", sectie="A")
    twee = zet("Twee", sectie="A")
    zet("Drie", sectie="B")
    stappen = [
        (True, [("A", "Twee"), ("A", "Een"), ("B", "Drie")]),
        (True, [("A", "Twee"), ("A", "Een"), ("B", "Drie")]),
        (False, [("A", "Een"), ("A", "Twee"), ("B", "Drie")]),
        (False, [("A", "Een"), ("B", "Twee"), ("B", "Drie")]),
        (False, [("A", "Een"), ("B", "Drie"), ("B", "Twee")]),
        (True, [("A", "Een"), ("B", "Twee"), ("B", "Drie")]),
        (True, [("A", "Een"), ("A", "Twee"), ("B", "Drie")]),
    ]
    for omhoog, verwacht in stappen:
        verschuif(punt=twee, door=programmateam, omhoog=omhoog)
        assert volgorde(vergadering) == verwacht
    with pytest.raises(PermissionDenied):
        verschuif(punt=twee, door=factories.maak_gebruiker(), omhoog=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_waar_men_een_punt_ook_laat_vallen_er_raakt_geen_punt_of_kop_zoek(zet, vergadering, programmateam, data):
    """Any item after any other or first, under any head: it lands there or nothing happens, and heads stay in one
    piece."""
    with transaction.atomic():
        punten = [zet(f"{sectie}{nr}", sectie=sectie) for sectie in "AB" for nr in range(3)]
        onder = [zet(f"o{nr}", bovenliggend=punten[0]) for nr in range(2)]
        for _ in range(3):
            punt, na = (data.draw(st.sampled_from(rij)) for rij in ([*punten, *onder], [None, *punten, *onder]))
            sectie = data.draw(st.sampled_from(["A", "B", "C"]))
            kw = {"punt": punt, "door": programmateam, "na": na and na.pk, "sectie": sectie}
            with pytest.raises(Gewijzigd):
                zet_op_plek(gelezen="een oude pagina", **kw)
            oud = volgorde(vergadering)
            try:
                zet_op_plek(gelezen=merk_van_agenda(vergadering), **kw)
            except ValidationError:
                assert volgorde(vergadering) == oud
                continue
            nu = [
                p
                for p in vergadering.agendapunten.order_by("volgorde", "pk")
                if bool(p.bovenliggend_id) == (punt in onder)
            ]
            plek = nu.index(punt)
            assert (nu[plek - 1] if plek else None) == na or (na is None and nu[plek - 1].sectie != sectie)
            koppen = [kop for kop, _ in groupby(kop for kop, _ in volgorde(vergadering))]
            assert len(koppen) == len(set(koppen)), koppen
            assert sorted(titel for _, titel in volgorde(vergadering)) == sorted(titel for _, titel in oud)
        transaction.set_rollback(True)


def test_slepen_op_een_pagina_die_niet_meer_klopt_verandert_niets(zet, vergadering, programmateam, als_client):
    een, twee, drie = zet("Een"), zet("Twee"), zet("Drie")
    client, pad = als_client(programmateam), reverse("vergaderingen:agenda", args=[vergadering.nummer])
    merk = re.search(r'name="gelezen" value="(\w+)"', client.get(pad).text)[1]
    post = {"doe": f"plek:{drie.pk}", "gelezen": merk, "sectie": "", "na": een.pk}
    for onzin in ({"na": "x"}, {"na": "9" * 30}, {"na": drie.pk}, {"sectie": "Kop"}, {"gelezen": ""}):
        client.post(pad, post | onzin)
        assert [titel for _, titel in volgorde(vergadering)] == ["Een", "Twee", "Drie"]
    assert client.post(pad, post, follow=True).text.count("“Drie” is nu punt 2.") == 1
    assert [titel for _, titel in volgorde(vergadering)] == ["Een", "Drie", "Twee"]
    antwoord = client.post(pad, post | {"doe": f"plek:{twee.pk}", "na": ""}, follow=True)
    assert "Iemand anders heeft de agenda net gewijzigd" in antwoord.text
    assert [titel for _, titel in volgorde(vergadering)] == ["Een", "Drie", "Twee"]


def test_een_onderdeel_verschuift_binnen_zijn_punt(zet, vergadering, programmateam):
    punt = zet("Plan")
    zet("Ander")
    kosten, planning = zet("Kosten", bovenliggend=punt), zet("Planning", bovenliggend=punt)
    verschuif(punt=planning, door=programmateam, omhoog=True)
    assert list(punt.onderdelen.order_by("volgorde")) == [planning, kosten]
    assert [titel for _, titel in volgorde(vergadering)] == ["Plan", "Ander"]


# Change, move, remove ------------------------------------------------------------------------------------


def test_een_punt_verhuist_met_zijn_onderdelen_en_keert_terug(zet, vergadering, orgaan, programmateam):
    punt = zet("Plan", acties=[factories.maak_actie()])
    onder = zet("Kosten", bovenliggend=punt)
    for naar in (None, factories.maak_vergadering(orgaan=orgaan, status=Stand.CONCEPT), vergadering):
        punt.refresh_from_db()
        punt = bewerk_punt(
            punt=punt, door=programmateam, versie=punt.versie, vergadering=naar, acties=punt.acties.all()
        )
        onder.refresh_from_db()
        assert punt.vergadering == onder.vergadering == naar
        assert (punt.orgaan, onder.orgaan) == ((None, None) if naar else (orgaan, orgaan))
        assert punt.acties.count() == 1
    with pytest.raises(ValidationError, match="ander overleg"):
        bewerk_punt(punt=punt, door=programmateam, versie=punt.versie, vergadering=factories.maak_vergadering())


def test_twee_mensen_wijzigen_hetzelfde_punt(zet, programmateam):
    punt = zet("Plan")
    bewerk_punt(punt=punt, door=programmateam, versie=1, titel="Plan A")
    with pytest.raises(Gewijzigd) as botsing:
        bewerk_punt(punt=punt, door=programmateam, versie=1, titel="Plan B")
    assert botsing.value.nu.titel == "Plan A"


@pytest.mark.parametrize("status", [Stand.CONCEPT_BESLUITENLIJST, Stand.GEPUBLICEERD, Stand.GEANNULEERD])
def test_een_afgesloten_agenda_verandert_niet_meer(zet, vergadering, programmateam, status):
    punt = zet("Plan")
    Vergadering.objects.update(status=status)
    for daad in (
        lambda: zet("Nog een"),
        lambda: bewerk_punt(punt=punt, door=programmateam, versie=1, titel="Anders"),
        lambda: verschuif(punt=punt, door=programmateam, omhoog=True),
        lambda: haal_weg(punt=punt, door=programmateam),
    ):
        with pytest.raises(ValidationError, match="afgesloten"):
            daad()


def test_waar_iets_aan_hangt_gaat_niet_weg(zet, programmateam):
    punt = zet("Plan")
    onder = zet("Kosten", bovenliggend=punt)
    factories.maak_actiepunt(agendapunt=onder)
    with pytest.raises(ValidationError, match="actiepunten"):
        haal_weg(punt=punt, door=programmateam)
    haal_weg(punt=zet("Los"), door=programmateam)
    assert set(Agendapunt.objects.all()) == {punt, onder}


# A partner brings something in ---------------------------------------------------------------------------


def test_een_partner_brengt_in_onder_eigen_naam_tot_de_agenda_weg_is(vergadering, orgaan, partner, trekker):
    kw = {"door": partner, "orgaan": orgaan, "titel": "Onze vraag"}
    punt = zet_op_agenda(vergadering=vergadering, inbrengende_partner=trekker.partner, **kw)
    assert punt.inbrengende_partner == partner.partner
    bewerk_punt(punt=punt, door=partner, versie=1, titel="Onze betere vraag")
    with pytest.raises(PermissionDenied):
        bewerk_punt(punt=punt, door=trekker, versie=2, titel="Mijn vraag")
    for meer in ({"besloten": True}, {"bovenliggend": punt}):
        with pytest.raises(PermissionDenied):
            zet_op_agenda(vergadering=vergadering, **kw, **meer)
    Vergadering.objects.update(status=Stand.UITGENODIGD)
    with pytest.raises(PermissionDenied):
        zet_op_agenda(vergadering=vergadering, **kw)
    with pytest.raises(PermissionDenied):
        bewerk_punt(punt=punt, door=partner, versie=2, titel="Te laat")


def test_wat_een_partner_inbracht_en_besloten_werd_ziet_hij_niet_meer(orgaan, partner, als_client):
    punt = zet_op_agenda(door=partner, orgaan=orgaan, titel=f"{GEHEIM} vraag")
    pad, client = reverse("overleg:punt", args=[orgaan.slug, punt.pk]), als_client(partner)
    assert client.get(pad).status_code == 200 and GEHEIM in client.get(orgaan.get_absolute_url()).text
    Agendapunt.objects.update(besloten=True)
    assert client.get(pad).status_code == 404 and GEHEIM not in client.get(orgaan.get_absolute_url()).text


# Pages ---------------------------------------------------------------------------------------------------


def test_de_knoppen_van_de_agenda_werken_zonder_script(zet, vergadering, orgaan, programmateam, als_client):
    zet("Een")
    twee = zet("Twee")
    wacht = zet("Wacht", vergadering=None)
    client, pad = als_client(programmateam), reverse("vergaderingen:agenda", args=[vergadering.nummer])
    html = client.get(pad).text
    assert f'name="doe" value="op:{twee.pk}"' in html and f'value="erop:{wacht.pk}"' in html
    client.post(pad, {"doe": f"op:{twee.pk}"})
    client.post(pad, {"doe": f"erop:{wacht.pk}"})
    assert [titel for _, titel in volgorde(vergadering)] == ["Twee", "Een", "Wacht"]
    client.post(pad, {"doe": f"weg:{twee.pk}"})
    for onzin in ("", "op", "op:x", f"hack:{wacht.pk}", f"op:{twee.pk}", "op:" + "9" * 30):
        assert client.post(pad, {"doe": onzin}).status_code == 302
    assert [titel for _, titel in volgorde(vergadering)] == ["Een", "Wacht"]


def test_een_knop_raakt_geen_punt_van_een_andere_agenda(zet, vergadering, programmateam, als_client):
    ander = factories.maak_agendapunt()
    als_client(programmateam).post(
        reverse("vergaderingen:agenda", args=[vergadering.nummer]), {"doe": f"weg:{ander.pk}"}
    )
    assert Agendapunt.objects.filter(pk=ander.pk).exists()


def test_een_punt_toevoegen_en_wijzigen_op_de_pagina(vergadering, orgaan, programmateam, als_client, actie):
    client, nieuw = als_client(programmateam), reverse("overleg:punt-nieuw", args=[orgaan.slug])
    html = client.get(f"{nieuw}?vergadering={vergadering.nummer}").text
    assert f'<option value="{vergadering.pk}" selected>' in html
    post = {"titel": "Plan", "soort": "besluit", "vergadering": vergadering.pk, "acties": "3.22", "minuten": "25"}
    client.post(nieuw, {**post, "acties": "3.22, 9.99"})
    assert not Agendapunt.objects.exists()
    antwoord = client.post(nieuw, post)
    punt = Agendapunt.objects.get()
    assert antwoord.url == reverse("vergaderingen:agenda", args=[vergadering.nummer])
    assert (list(punt.acties.all()), punt.minuten) == ([actie], 25)
    pad = reverse("overleg:punt", args=[orgaan.slug, punt.pk])
    assert 'value="3.22"' in client.get(pad).text
    client.post(pad, {**post, "titel": "Beter plan", "acties": "", "versie": 1})
    antwoord = client.post(pad, {**post, "titel": "Mijn plan", "versie": 1})
    assert antwoord.status_code == 409 and "Beter plan" in antwoord.text and "Mijn plan" in antwoord.text
    punt.refresh_from_db()
    assert (punt.titel, punt.acties.count()) == ("Beter plan", 0)


def test_een_partner_ziet_een_kort_formulier_en_komt_niet_verder(vergadering, orgaan, partner, als_client):
    client, nieuw = als_client(partner), reverse("overleg:punt-nieuw", args=[orgaan.slug])
    html = client.get(nieuw).text
    velden = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', html.split("<main")[1]))
    assert not velden & {"besloten", "sectie", "bovenliggend", "inbrengende_partner"}
    post = {"titel": "Onze vraag", "soort": "bespreking", "vergadering": vergadering.pk, "besloten": "on"}
    antwoord = client.post(nieuw, post)
    assert antwoord.url == vergadering.get_absolute_url()
    assert not Agendapunt.objects.get().besloten
    verstuurd = factories.maak_vergadering(orgaan=orgaan, status=Stand.UITGENODIGD)
    assert client.post(nieuw, {**post, "vergadering": verstuurd.pk}).status_code == 200
    assert verstuurd.agendapunten.count() == 0


def test_het_adres_van_een_punt_hoort_bij_zijn_overleg(zet, programmateam, als_client):
    punt, ander = zet("Plan"), factories.maak_orgaan()
    client = als_client(programmateam)
    assert client.get(reverse("overleg:punt", args=[ander.slug, punt.pk])).status_code == 404
    assert client.get(reverse("overleg:punt", args=["algemeen-bestuur", 10**18])).status_code == 404
