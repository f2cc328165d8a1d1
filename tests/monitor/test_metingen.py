"""Entering numbers: who may, what is no number, one that counts, and nobody's work lost."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from monitor.models import Duiding, Meting, Streefwaarde
from monitor.services.metingen import Gewijzigd, leg_meting_vast, stand_van
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def noord(db):
    return factories.maak_gebied(naam="Leidschendam-Noord", slug="noord", soort="programma")


@pytest.fixture
def indicator(opgave):
    return factories.maak_indicator(
        doel=factories.maak_doel(opgave=opgave, volgnummer=6), code="samenhang", decimalen=1
    )


@pytest.fixture
def adres(indicator):
    return reverse("monitor:metingen", args=[indicator.code])


def _velden(noord, **kw) -> dict:
    return {"gebied": noord.pk, "peiljaar": "2024", "waarde": "5,5", "bron": "GGD", "geldt": "on"} | kw


# Measurements -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ["projectleider", "programmateam"])
def test_meting_invoeren_met_een_komma(als_client, request, adres, noord, rol):
    wie = request.getfixturevalue(rol)
    html = als_client(wie).post(adres, _velden(noord), follow=True).content.decode()
    assert "De meting van Leidschendam-Noord in 2024 is opgeslagen." in html
    meting = Meting.objects.get()
    assert (meting.waarde, meting.geldt, meting.voorbeeld) == (Decimal("5.5"), True, False)
    assert Logregel.objects.get(content_type__model="meting").actor == wie


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "andere_projectleider", "beheerder", "afgelopen_rol"])
def test_anderen_mogen_het_niet(als_client, request, adres, indicator, noord, rol):
    wie = request.getfixturevalue(rol)
    for methode in ("get", "post"):
        assert getattr(als_client(wie), methode)(adres, _velden(noord)).status_code == 403
    assert "Cijfers invoeren" not in als_client(wie).get(indicator.doel.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        leg_meting_vast(indicator=indicator, door=wie, waarden={})
    assert not Meting.objects.exists()


def test_de_pagina_van_het_doel_wijst_de_weg(als_client, projectleider, adres, indicator):
    html = als_client(projectleider).get(indicator.doel.get_absolute_url()).content.decode()
    assert adres in html and reverse("monitor:duiding", args=["3.6"]) in html


@pytest.mark.parametrize("waarde", ["n.v.t.", "nvt", "?", "5,5%", "NaN", "oneindig", "5,2345"])
def test_wat_geen_getal_is_is_een_fout(als_client, projectleider, adres, noord, waarde):
    antwoord = als_client(projectleider).post(adres, _velden(noord, waarde=waarde))
    assert antwoord.context["form"].errors["waarde"]
    assert waarde in antwoord.content.decode(), "wat getypt was blijft staan"
    assert not Meting.objects.exists()


def test_nvt_krijgt_een_zin_die_helpt(als_client, projectleider, adres, noord):
    html = als_client(projectleider).post(adres, _velden(noord, waarde="n.v.t.")).content.decode()
    assert "Dit is geen getal. Schrijf een getal, zoals 5,2." in html
    assert "<title>Fout: Cijfers invoeren" in html


@pytest.mark.parametrize("jaar", ["24", "2101", "vorig jaar"])
def test_een_jaar_dat_niet_kan_krijgt_een_zin_die_helpt(als_client, projectleider, adres, noord, jaar):
    antwoord = als_client(projectleider).post(adres, _velden(noord, peiljaar=jaar))
    assert antwoord.context["form"].errors["peiljaar"] == ["Schrijf een jaar in vier cijfers, zoals 2024."]


def test_wie_invoert_ziet_wat_niemand_anders_ziet(
    als_client, projectleider, adres, noord, indicator, django_assert_max_num_queries
):
    for jaar, mensen in ((2022, 9), (2023, 400)):
        factories.maak_meting(
            indicator=indicator, gebied=noord, peiljaar=jaar, waarde=Decimal("43.7"), aantal_personen=mensen
        )
    with django_assert_max_num_queries(25) as een:
        html = als_client(projectleider).get(adres).content.decode()
    assert html.count("te weinig mensen: staat er voor niemand") == 1 and html.count("43,7") == 2
    for jaar in range(2010, 2020):
        factories.maak_meting(indicator=indicator, gebied=noord, peiljaar=jaar)
    with django_assert_max_num_queries(len(een)):
        als_client(projectleider).get(adres)


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"waarde": ""}, "waarde"),
        ({"reden": "niet_gemeten"}, "reden"),
        ({"gebied": "999"}, "gebied"),
        ({"peiljaar": "24"}, "peiljaar"),
        ({"bron": ""}, "bron"),
        ({"aantal_personen": "-1"}, "aantal_personen"),
    ],
)
def test_een_onvolledige_meting_wordt_niet_bewaard(als_client, projectleider, adres, noord, velden, fout):
    antwoord = als_client(projectleider).post(adres, _velden(noord, **velden))
    assert fout in antwoord.context["form"].errors
    assert not Meting.objects.exists()


def test_geen_waarde_met_een_reden_mag(als_client, projectleider, adres, noord):
    als_client(projectleider).post(adres, _velden(noord, waarde="", reden="niet_gemeten"))
    meting = Meting.objects.get()
    assert meting.waarde is None and meting.get_reden_display() == "Niet gemeten"


def test_twee_keer_versturen_bewaart_een_keer(als_client, projectleider, adres, noord):
    client = als_client(projectleider)
    client.post(adres, _velden(noord))
    html = client.post(adres, _velden(noord), follow=True).content.decode()
    assert "stond er al zo" in html
    assert Meting.objects.count() == Logregel.objects.filter(content_type__model="meting").count() == 1


def test_wijzigen_begint_met_wat_er_staat_en_houdt_de_geschiedenis(als_client, projectleider, adres, indicator, noord):
    meting = factories.maak_meting(indicator=indicator, gebied=noord, waarde="5.5", bron="GGD")
    client = als_client(projectleider)
    formulier = client.get(adres, {"meting": meting.pk}).context["form"]
    assert formulier.initial["waarde"] == Decimal("5.5")

    client.post(adres, _velden(noord, waarde="5,7", stand=formulier.initial["stand"]))

    meting.refresh_from_db()
    assert meting.waarde == Decimal("5.7")
    assert Logregel.objects.latest("pk").changes["waarde"][1] == "5.7"


def test_wie_later_is_overschrijft_niet_zonder_het_te_weten(als_client, projectleider, adres, indicator, noord):
    meting = factories.maak_meting(indicator=indicator, gebied=noord, waarde="5.5", bron="GGD")
    oud = stand_van(Meting.objects.get())
    Meting.objects.update(waarde="5.6")
    client = als_client(projectleider)

    antwoord = client.post(adres, _velden(noord, waarde="5,9", stand=oud))

    assert antwoord.status_code == 409
    assert "intussen door iemand anders veranderd" in antwoord.content.decode() and "5,9" in antwoord.content.decode()
    meting.refresh_from_db()
    assert meting.waarde == Decimal("5.6")
    assert (
        client.post(adres, _velden(noord, waarde="5,9", stand=antwoord.context["form"]["stand"].value())).status_code
        == 302
    )
    meting.refresh_from_db()
    assert meting.waarde == Decimal("5.9")


def test_een_nieuwe_meting_van_dezelfde_bron_overschrijft_niet_ongemerkt(indicator, projectleider, noord):
    factories.maak_meting(indicator=indicator, gebied=noord, waarde="5.5", bron="GGD")
    waarden = {"gebied": noord, "peiljaar": 2024, "waarde": Decimal(6), "bron": "GGD"}
    with pytest.raises(Gewijzigd):
        leg_meting_vast(indicator=indicator, door=projectleider, waarden=waarden)


def test_van_twee_bronnen_geldt_er_een(als_client, projectleider, adres, indicator, noord):
    eerst = factories.maak_meting(indicator=indicator, gebied=noord, waarde="5.5", bron="CBS")
    als_client(projectleider).post(adres, _velden(noord))
    eerst.refresh_from_db()
    assert not eerst.geldt and Meting.objects.geldend().get().bron == "GGD"
    assert Meting.objects.count() == 2


def test_een_echte_meting_neemt_de_plaats_van_het_voorbeeld(als_client, projectleider, adres, indicator, noord):
    voorbeeld = factories.maak_meting(indicator=indicator, gebied=noord, bron="Voorbeeldcijfers", voorbeeld=True)
    als_client(projectleider).post(adres, _velden(noord))
    voorbeeld.refresh_from_db()
    assert not voorbeeld.geldt


def test_een_vreemde_of_voorbeeldmeting_is_niet_te_openen(als_client, projectleider, adres, indicator, noord):
    voorbeeld = factories.maak_meting(indicator=indicator, gebied=noord, voorbeeld=True)
    for pk in (voorbeeld.pk, 999_999):
        assert als_client(projectleider).get(adres, {"meting": pk}).status_code == 404
    assert als_client(projectleider).get("/indicatoren/bestaat-niet/metingen/").status_code == 404


def test_na_uitloggen_is_het_getypte_er_nog(als_client, projectleider, adres, noord):
    client = als_client()
    client.post(adres, _velden(noord, waarde="7,7"))
    client.force_login(projectleider)
    assert 'value="7,7"' in client.get(adres).content.decode()


# Targets ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [({"waarde": "5,8"}, (Decimal("5.8"), False)), ({"gemeentegemiddelde": "on"}, (None, True))],
)
def test_streefwaarde_is_een_getal_of_het_gemiddelde(als_client, projectleider, indicator, velden, verwacht):
    als_client(projectleider).post(reverse("monitor:streefwaarden", args=[indicator.code]), {"jaar": "2031", **velden})
    streef = Streefwaarde.objects.get()
    assert (streef.waarde, streef.gemeentegemiddelde) == verwacht


@pytest.mark.parametrize("velden", [{}, {"waarde": "5", "gemeentegemiddelde": "on"}, {"waarde": "n.v.t."}])
def test_een_streefwaarde_die_niet_klopt_is_een_fout(als_client, projectleider, indicator, velden):
    antwoord = als_client(projectleider).post(
        reverse("monitor:streefwaarden", args=[indicator.code]), {"jaar": "2031", **velden}
    )
    assert "waarde" in antwoord.context["form"].errors and not Streefwaarde.objects.exists()


def test_een_voorbeeldstreefwaarde_wordt_een_echte(als_client, projectleider, indicator):
    Streefwaarde.objects.create(indicator=indicator, jaar=2031, waarde=9, voorbeeld=True)
    als_client(projectleider).post(
        reverse("monitor:streefwaarden", args=[indicator.code]), {"jaar": "2031", "waarde": "5,8"}
    )
    assert Streefwaarde.objects.get(voorbeeld=False).waarde == Decimal("5.8")


# Duiding ------------------------------------------------------------------------------------------------


def _duiding(**kw) -> dict:
    return {"periode_van": "2022", "periode_tot": "2024", "tekst": "Het gaat beter.", "bijgedragen": "deels"} | kw


def test_duiding_bewaart_de_functie_van_de_schrijver(als_client, projectleider, indicator):
    als_client(projectleider).post("/doelen/3.6/duiding/", _duiding())
    duiding = Duiding.objects.get()
    assert duiding.geschreven_als == projectleider.functie and duiding.bijgedragen == "deels"


@pytest.mark.parametrize(("veld", "waarde"), [("tekst", ""), ("periode_tot", "2021"), ("bijgedragen", "misschien")])
def test_een_onvolledige_duiding_wordt_niet_bewaard(als_client, projectleider, indicator, veld, waarde):
    antwoord = als_client(projectleider).post("/doelen/3.6/duiding/", _duiding(**{veld: waarde}))
    assert veld in antwoord.context["form"].errors and not Duiding.objects.exists()


def test_duiding_wijzigen_met_een_oude_stand_geeft_409(als_client, projectleider, indicator):
    client = als_client(projectleider)
    client.post("/doelen/3.6/duiding/", _duiding())
    assert client.get("/doelen/3.6/duiding/").context["form"].initial["tekst"] == "Het gaat beter."
    antwoord = client.post("/doelen/3.6/duiding/", _duiding(tekst="Toch niet.", stand="oud"))
    assert antwoord.status_code == 409 and "Toch niet." in antwoord.content.decode()
    assert Duiding.objects.get().tekst == "Het gaat beter."


def test_duiding_van_een_ander_is_verboden(als_client, andere_projectleider, indicator):
    assert als_client(andere_projectleider).post("/doelen/3.6/duiding/", _duiding()).status_code == 403
    assert als_client(andere_projectleider).get("/doelen/9.9/duiding/").status_code == 404


# Queries ------------------------------------------------------------------------------------------------


def test_aantal_queries_van_de_invoer_staat_vast(
    als_client, projectleider, adres, indicator, noord, django_assert_max_num_queries
):
    client, aantallen = als_client(projectleider), []
    for begin in (2000, 2010):
        for jaar in range(begin, begin + 5):
            factories.maak_meting(indicator=indicator, gebied=noord, peiljaar=jaar)
        with django_assert_max_num_queries(15) as gevangen:
            client.get(adres)
        aantallen.append(len(gevangen))
    assert aantallen[0] == aantallen[1]


def test_wie_duiding_schrijft_ziet_de_cijfers_ernaast(als_client, projectleider, indicator, noord):
    factories.maak_meting(indicator=indicator, gebied=noord, peiljaar=2024, waarde=Decimal("5.7"))
    adres = reverse("monitor:duiding", args=["3.6"])
    html = als_client(projectleider).get(adres).content.decode()
    assert "5,7" in html and "De cijfers in een tabel" in html
    fout = als_client(projectleider).post(adres, {"tekst": ""}).content.decode()
    assert "<title>Fout: Duiding" in fout and "5,7" in fout
    Meting.objects.all().delete()
    assert "Er is nog geen meting." in als_client(projectleider).get(adres).content.decode()
