"""Money: five splits with one total, and unknown is not zero."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acties.models import Geldstroom, Zichtbaarheid
from monitor.geld import VERDELINGEN, Bedragen, Geld
from monitor.geldbalk import geldbalk, in_woorden
from tests.factories import maak_actie, maak_doel, maak_geldstroom, maak_opgave, maak_partner

ADRES = reverse("monitor:geld")
CENTEN = st.none() | st.integers(0, 999_999_999_999).map(lambda n: Decimal(n).scaleb(-2))


def tekst(antwoord) -> str:
    return antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def regels(geld: Geld, sleutel: str) -> dict[str, Bedragen]:
    return {regel.naam: regel.bedragen for regel in geld.verdeling(sleutel).regels}


@pytest.fixture
def kader(opgave, andere_opgave):
    """Two opgaven with a doel, an actie with that doel and one without; three partners."""
    acties = [maak_actie(opgave=o, doel=doel) for o in (opgave, andere_opgave) for doel in (maak_doel(opgave=o), None)]
    return {"acties": acties, "partners": [maak_partner() for _ in range(3)]}


# ── Totals that always add up ────────────────────────────────────────────────


RIJ = st.fixed_dictionaries(
    {
        "actie": st.none() | st.integers(0, 3),
        "opgave": st.integers(0, 1),
        "jaar": st.none() | st.integers(2022, 2025),
        "bron": st.sampled_from(["Gemeente", "gemeente ", "Fonds", "Rijk"]),
        "ontvangers": st.sets(st.integers(0, 2)),
        "begroot": CENTEN,
        "toegezegd": CENTEN,
        "besteed": CENTEN,
        "eenheidsbedrag": CENTEN,
    }
)


def bewaar(kader, rijen):
    Geldstroom.objects.all().delete()
    opgaven = [kader["acties"][0].plan.opgave, kader["acties"][2].plan.opgave]
    for rij in rijen:
        actie = None if rij["actie"] is None else kader["acties"][rij["actie"]]
        velden = {n: rij[n] for n in ("jaar", "bron", "begroot", "toegezegd", "besteed", "eenheidsbedrag")}
        geldstroom = Geldstroom.objects.create(
            **velden, actie=actie, opgave=actie.plan.opgave if actie else opgaven[rij["opgave"]]
        )
        geldstroom.ontvangers.set([kader["partners"][nr] for nr in rij["ontvangers"]])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rijen=st.lists(RIJ, max_size=8))
def test_elke_verdeling_telt_op_de_cent_op_tot_hetzelfde_totaal(kader, beheerder, rijen):
    bewaar(kader, rijen)
    geld = Geld(beheerder)
    for naam in ("begroot", "toegezegd", "besteed"):
        bekend = [rij[naam] for rij in rijen if rij[naam] is not None]
        assert getattr(geld.totaal, naam) == (sum(bekend) if bekend else None)
    beide = [r["begroot"] - r["toegezegd"] for r in rijen if None not in (r["begroot"], r["toegezegd"])]
    assert geld.totaal.ongedekt == (sum(v for v in beide if v > 0) if beide else None)
    assert geld.totaal.te_veel == sum(-v for v in beide if v < 0)
    for sleutel in VERDELINGEN:
        verdeling = geld.verdeling(sleutel)
        for naam in ("begroot", "toegezegd", "besteed", "ongedekt", "te_veel", "onzeker", "zonder_begroting"):
            assert getattr(verdeling.totaal, naam) == getattr(geld.totaal, naam), (sleutel, naam)
        assert verdeling.ingekort(2).totaal == verdeling.totaal
    nodig = geld.nodig()
    assert sum((t.bedrag for t in nodig.regels), nodig.som_andere) == (geld.totaal.ongedekt or 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rijen=st.lists(RIJ, max_size=6))
def test_begroot_is_toegezegd_plus_niet_gedekt(kader, beheerder, rijen):
    """The identity of monitor/geld.py, for the whole and for every line."""
    bewaar(kader, rijen)
    geld = Geld(beheerder)
    for bedragen in [geld.totaal, *(r.bedragen for s in VERDELINGEN for r in geld.verdeling(s).regels)]:
        gezegd = (bedragen.toegezegd or 0) - bedragen.zonder_begroting
        rest = (bedragen.ongedekt or 0) - bedragen.te_veel + bedragen.onzeker
        assert (bedragen.begroot or 0) == gezegd + rest


# ── What a split says about what cannot be split ─────────────────────────────


def test_meer_ontvangers_of_geen_staan_op_een_eigen_regel(kader, beheerder):
    een, twee, _ = kader["partners"]
    actie = kader["acties"][0]
    for ontvangers, bedrag in (((een,), 100), ((een, twee), 200), ((), 400)):
        maak_geldstroom(actie=actie, begroot=bedrag, toegezegd=0, ontvangers=ontvangers)
    per_partner = {naam: b.begroot for naam, b in regels(Geld(beheerder), "partner").items()}
    assert per_partner == {
        een.naam: 100,
        "Meer partners samen, nog niet verdeeld": 200,
        "Nog geen partner bekend": 400,
    }


def test_zonder_jaar_doel_of_actie_staat_op_een_eigen_regel(kader, beheerder):
    met, zonder = kader["acties"][:2]
    maak_geldstroom(actie=met, begroot=1, jaar=2024)
    maak_geldstroom(actie=zonder, begroot=2)
    maak_geldstroom(actie=None, opgave=met.plan.opgave, begroot=4)
    geld = Geld(beheerder)
    assert {n: b.begroot for n, b in regels(geld, "jaar").items()} == {"2024": 1, "Jaar niet bekend": 6}
    assert {n: b.begroot for n, b in regels(geld, "doel").items()} == {
        str(met.doel): 1,
        "Acties zonder doel": 2,
        "Nog niet verdeeld over acties": 4,
    }


def test_een_overschot_verbergt_geen_tekort(kader, beheerder, als_client):
    actie = kader["acties"][0]
    maak_geldstroom(actie=actie, begroot=100, toegezegd=40)
    maak_geldstroom(actie=actie, begroot=100, toegezegd=150)
    totaal = Geld(beheerder).totaal
    assert (totaal.ongedekt, totaal.te_veel, totaal.gedekt) == (60, 50, False)
    assert "€ 50 meer toegezegd dan begroot" in tekst(als_client(beheerder).get(ADRES))


def test_onbekend_is_geen_nul(kader, beheerder, als_client):
    maak_geldstroom(actie=kader["acties"][0], begroot=700, bron="Rijk")
    totaal = Geld(beheerder).totaal
    assert (totaal.toegezegd, totaal.besteed, totaal.ongedekt, totaal.onzeker) == (None, None, None, 700)
    html = tekst(als_client(beheerder).get(ADRES))
    assert "Van € 700 is niet bekend of het is toegezegd." in html
    assert "dekking niet bekend" in html and "alles gedekt" not in html


def test_nul_is_wel_bekend(kader, beheerder):
    maak_geldstroom(actie=kader["acties"][0], begroot=0, toegezegd=0)
    totaal = Geld(beheerder).totaal
    assert (totaal.begroot, totaal.ongedekt, totaal.gedekt) == (0, 0, True)


def test_een_bedrag_per_eenheid_telt_nergens_bij_op(kader, beheerder, als_client):
    maak_geldstroom(actie=kader["acties"][0], eenheidsbedrag=5000, eenheid="euro per school per jaar")
    maak_geldstroom(actie=kader["acties"][0], bron="Vidomes")
    geld = Geld(beheerder)
    assert geld.totaal.leeg and geld.totaal.begroot is None and len(geld.los()) == 2
    html = tekst(als_client(beheerder).get(ADRES))
    assert "€ 5.000 per school per jaar" in html and "bedrag niet bekend" in html
    assert "Er zijn nog geen bedragen bekend." in html


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([(100, 40, 2025)], "Voor € 60 is nog geen geld. Dat is nodig in 2025."),
        ([(100, 40, 2025), (30, 0, 2024)], "Voor € 90 is nog geen geld. Het meeste daarvan is nodig in 2025."),
        ([(100, 50, 2025), (50, 0, 2024)], "Voor € 100 is nog geen geld."),
        ([(100, 40, None)], "Voor € 60 is nog geen geld."),
        ([(100, 100, 2025)], "Al het geld dat nodig is, is toegezegd."),
        ([(None, 100, 2025)], "Niemand schreef op hoeveel geld er nodig is."),
    ],
)
def test_in_het_kort(kader, beheerder, rijen, zin):
    for begroot, toegezegd, jaar in rijen:
        maak_geldstroom(actie=kader["acties"][0], begroot=begroot, toegezegd=toegezegd, jaar=jaar)
    assert Geld(beheerder).zin.replace("\N{NO-BREAK SPACE}", " ") == zin


# ── The bar ──────────────────────────────────────────────────────────────────


def test_de_balk_zegt_wat_hij_tekent():
    bedragen = Bedragen(som_begroot=10000, som_toegezegd=6000, som_besteed=3000, som_ongedekt=4000, vergeleken=1)
    assert in_woorden(bedragen, "Jeugd") == (
        "Jeugd: begroot 100 euro, toegezegd 60 euro, besteed 30 euro, nog 40 euro niet gedekt."
    )
    svg = geldbalk(bedragen, Decimal(200), "b", "Jeugd")
    assert 'x="30.00%" y="2" width="20.00%"' in svg and "url(#b-p)" in svg and "stroke-dasharray" in svg


@given(*(st.none() | st.integers(0, 10**12) for _ in range(3)))
def test_een_balk_past_altijd_binnen_zijn_breedte(begroot, toegezegd, besteed):
    beide = begroot is not None and toegezegd is not None
    bedragen = Bedragen(
        begroot,
        toegezegd,
        besteed,
        som_ongedekt=max(begroot - toegezegd, 0) if beide else 0,
        som_onzeker=begroot or 0 if toegezegd is None else 0,
        vergeleken=int(beide),
    )
    breed = bedragen.lengte
    stukken = [(bedragen.toegezegd or 0) + (bedragen.ongedekt or 0) + bedragen.onzeker, bedragen.besteed or 0]
    assert all(stuk <= breed for stuk in stukken)
    assert "svg" in geldbalk(bedragen, breed, "b")


# ── The page ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sleutel", [*VERDELINGEN, "alles"])
def test_elke_verdeling_heeft_een_pagina(als_client, bestuurder, kader, sleutel):
    for nr, actie in enumerate(kader["acties"]):
        maak_geldstroom(actie=actie, begroot=1000, toegezegd=250, jaar=2022 + nr, ontvangers=kader["partners"][:nr])
    antwoord = als_client(bestuurder).get(ADRES, {"verdeling": sleutel})
    assert antwoord.status_code == 200
    assert f'href="?verdeling={sleutel}" aria-current="page"' in tekst(antwoord)
    if sleutel != "alles":
        assert tekst(antwoord).count("€ 3.000") >= 4  # the same total below every split


def test_een_vreemde_verdeling_of_export_zegt_wat_er_mis_is(als_client, bestuurder):
    for vraag, zin in (({"verdeling": "kleur"}, "Deze verdeling kennen wij niet"), ({"export": "pdf"}, "Kies Excel")):
        antwoord = als_client(bestuurder).get(ADRES, vraag)
        assert antwoord.status_code == 400 and zin in tekst(antwoord)
        assert "<title>Fout:" in tekst(antwoord)


def test_geld_van_een_concept_ziet_alleen_wie_het_concept_ziet(als_client, kader, bestuurder, programmateam):
    concept = maak_actie(opgave=kader["acties"][0].plan.opgave, zichtbaarheid=Zichtbaarheid.CONCEPT, titel="Geheim")
    maak_geldstroom(actie=concept, begroot=999, toegezegd=0)
    assert Geld(bestuurder).totaal.leeg and Geld(programmateam).totaal.begroot == 999
    for verdeling in ("opgave", "alles"):
        assert "Geheim" not in tekst(als_client(bestuurder).get(ADRES, {"verdeling": verdeling}))
    assert "Geheim" in tekst(als_client(programmateam).get(ADRES))


def test_voorbeeldcijfers_heten_zo(als_client, bestuurder, kader):
    maak_geldstroom(actie=kader["acties"][0], begroot=100)
    client = als_client(bestuurder)
    assert "voorbeeldcijfers" not in tekst(client.get(ADRES))
    maak_geldstroom(actie=kader["acties"][0], begroot=100, voorbeeld=True)
    assert "voorbeeldcijfers" in tekst(client.get(ADRES))
    assert "voorbeeldcijfers" in tekst(client.get(ADRES, {"verdeling": "alles"}))
    assert "voorbeeldcijfers" in tekst(client.get(kader["acties"][0].get_absolute_url()))


@pytest.mark.parametrize("sleutel", ["opgave", "doel", "partner", "alles"])
@pytest.mark.een_ronde(ronde="laatste")
def test_het_aantal_vragen_groeit_niet(als_client, bestuurder, kader, sleutel, django_assert_max_num_queries):
    def vul(aantal):
        for nr in range(aantal):
            actie = maak_actie(opgave=kader["acties"][nr % 4].plan.opgave, doel=kader["acties"][nr % 4].doel)
            maak_geldstroom(actie=actie, begroot=10, toegezegd=5, ontvangers=[maak_partner()], bron=f"Bron {nr}")

    client = als_client(bestuurder)
    vul(3)
    with django_assert_max_num_queries(10) as weinig:
        client.get(ADRES, {"verdeling": sleutel})
    vul(40)
    with django_assert_max_num_queries(10) as veel:
        client.get(ADRES, {"verdeling": sleutel})
    assert len(weinig) == len(veel)


# ── Export ───────────────────────────────────────────────────────────────────


def test_csv_geeft_elke_rij_met_een_komma_voor_de_centen(als_client, bestuurder, kader):
    een, twee, _ = kader["partners"]
    maak_geldstroom(
        actie=kader["acties"][0], begroot="1000.50", toegezegd=200, bron="=Fonds", jaar=2024, ontvangers=[een, twee]
    )
    maak_geldstroom(actie=None, opgave=maak_opgave(), voorbeeld=True)
    antwoord = als_client(bestuurder).get(ADRES, {"export": "csv"})
    bestand = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    rijen = list(csv.DictReader(io.StringIO(bestand), delimiter=";"))
    vol = next(rij for rij in rijen if rij["Actie"])
    assert (vol["Begroot"], vol["Begroot min toegezegd"], vol["Besteed"]) == ("1000,50", "800,50", "")
    assert vol["Wie betaalt"] == "'=Fonds" and vol["Wie krijgt het"] == ", ".join(sorted([een.naam, twee.naam]))
    assert [rij["Voorbeeldcijfer"] for rij in rijen].count("ja") == 1


def test_excel_is_een_excelbestand(als_client, bestuurder, kader):
    maak_geldstroom(actie=kader["acties"][0], begroot=1)
    antwoord = als_client(bestuurder).get(ADRES, {"export": "xlsx"})
    assert b"".join(antwoord.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("sleutel", VERDELINGEN)
def test_csv_van_een_verdeling_telt_op_tot_het_totaal(als_client, bestuurder, kader, sleutel):
    for nr, actie in enumerate(kader["acties"]):
        ontvangers = kader["partners"][: nr % 3]
        maak_geldstroom(
            actie=actie, begroot="0.10", toegezegd="0.07", jaar=2022 + nr, bron="=F", ontvangers=ontvangers
        )
    maak_geldstroom(actie=kader["acties"][0], begroot=None, toegezegd="5.05", besteed="1.01")
    antwoord = als_client(bestuurder).get(ADRES, {"verdeling": sleutel, "export": "csv"})
    assert f"geld-per-{sleutel}-" in antwoord["Content-Disposition"]
    bestand = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    *rijen, totaal = csv.DictReader(io.StringIO(bestand), delimiter=";")
    assert totaal[VERDELINGEN[sleutel][1]] == "Totaal"
    geld = Geld(bestuurder).totaal
    for kop, bedrag in (("Begroot", geld.begroot), ("Toegezegd", geld.toegezegd), ("Niet gedekt", geld.ongedekt)):
        cellen = [Decimal(rij[kop].replace(",", ".") or 0) for rij in rijen]
        assert sum(cellen) == Decimal(totaal[kop].replace(",", ".")) == bedrag
    if sleutel == "bron":
        assert "'=F" in {rij["Bron"] for rij in rijen}
