"""Money: amounts as people write them, and the form that adds and changes them."""

from decimal import Decimal
from itertools import count

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from acties.models import Geldstroom, Zichtbaarheid
from sterkvoornoord.bedragveld import HOOGSTE, lees_bedrag
from sterkvoornoord.models import Logregel
from tests.factories import maak_actie, maak_geldstroom, maak_partner

ADRES, NIEUW = reverse("monitor:geld"), reverse("monitor:geld-nieuw")


def tekst(antwoord) -> str:
    return antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ")


# ── Amounts as people write them ─────────────────────────────────────────────


@pytest.mark.parametrize(
    ("geschreven", "bedrag"),
    [
        ("€ 1.000,50", "1000.50"),
        ("1000,5", "1000.5"),
        ("1.000", "1000"),
        ("1 000", "1000"),
        ("1.000,-", "1000"),
        ("€1.234.567,89", "1234567.89"),
        ("250 euro", "250"),
        ("EUR 12", "12"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_een_nederlands_bedrag_wordt_gelezen(geschreven, bedrag):
    assert lees_bedrag(geschreven) == Decimal(bedrag)


@pytest.mark.parametrize(
    ("geschreven", "zin"),
    [
        ("1000.50", "centen met een komma"),
        ("1,000", "hoogstens twee cijfers"),
        ("-5", "nooit lager dan 0"),
        ("n.v.t.", "in cijfers"),
        ("1.00.000", "in cijfers"),
        ("1e5", "in cijfers"),
        ("NaN", "in cijfers"),
        ("12 appels", "in cijfers"),
    ],
)
def test_een_ander_bedrag_is_een_fout_die_helpt(geschreven, zin):
    with pytest.raises(ValueError, match=zin):
        lees_bedrag(geschreven)


@given(st.integers(0, int(HOOGSTE * 100)))
def test_wat_wij_tonen_lezen_wij_weer(centen):
    from sterkvoornoord.getallen import toon_euro, toon_getal

    bedrag = Decimal(centen).scaleb(-2)
    assert lees_bedrag(toon_euro(bedrag)) == lees_bedrag(toon_getal(bedrag)) == bedrag


# ── Adding and changing ──────────────────────────────────────────────────────

_jaren = count(2020)


def invoer(van, **kw) -> dict:
    return {"opgave": van.pk, "bron": "Gemeente", "begroot": "€ 1.000,50", "jaar": next(_jaren)} | kw


def test_projectleider_voegt_een_bedrag_toe(als_client, projectleider, actie):
    partner = maak_partner()
    gegevens = invoer(actie.plan.opgave, actie=actie.pk, toegezegd="0", ontvangers=[partner.pk])
    antwoord = als_client(projectleider).post(NIEUW, gegevens, follow=True)
    assert "Het bedrag is opgeslagen." in tekst(antwoord)
    rij = Geldstroom.objects.get()
    assert (rij.begroot, rij.toegezegd, rij.besteed) == (Decimal("1000.50"), Decimal(0), None)
    assert list(rij.ontvangers.all()) == [partner] and not rij.voorbeeld
    regel = Logregel.objects.van(actie).filter(content_type__model="geldstroom").last()
    assert (regel.functie, regel.rol) == (projectleider.functie, "Projectleider")


def test_programmateam_voegt_geld_toe_dat_niet_bij_een_actie_hoort(als_client, programmateam, opgave):
    als_client(programmateam).post(NIEUW, invoer(opgave))
    rij = Geldstroom.objects.get()
    assert rij.actie is None
    assert Logregel.objects.van(rij).filter(action=Logregel.Action.CREATE).exists()


def test_een_bron_krijgt_de_spelling_die_er_al_is(als_client, programmateam, opgave):
    client = als_client(programmateam)
    for bron in ("Fonds Noord", " fonds  noord "):
        client.post(NIEUW, invoer(opgave, bron=bron))
    assert set(Geldstroom.objects.values_list("bron", flat=True)) == {"Fonds Noord"}


@pytest.mark.parametrize(
    ("velden", "veld", "zin"),
    [
        ({"begroot": "n.v.t."}, "begroot", "in cijfers"),
        ({"begroot": "99.999.999.999"}, "begroot", "te groot"),
        ({"jaar": "24"}, "jaar", "tussen 1990 en 2100"),
        ({"jaar": "morgen"}, "jaar", "tussen 1990 en 2100"),
        ({"bron": " "}, "bron", "Vul in wie betaalt."),
        ({"opgave": "0"}, "opgave", "Kies iets uit de lijst."),
        ({"ontvangers": ["0"]}, "ontvangers", "0"),
        ({"eenheidsbedrag": "5"}, "eenheid", "per school per jaar"),
        ({"eenheid": "per school"}, "eenheidsbedrag", "per eenheid"),
    ],
)
def test_een_fout_blijft_staan_met_wat_er_was_ingevuld(als_client, programmateam, opgave, velden, veld, zin):
    antwoord = als_client(programmateam).post(NIEUW, invoer(opgave, omschrijving="Voor de zaal", **velden))
    assert antwoord.status_code == 200 and not Geldstroom.objects.exists()
    assert zin in str(antwoord.context["form"].errors[veld])
    assert "Voor de zaal" in tekst(antwoord) and "<title>Fout:" in tekst(antwoord)


def test_een_actie_van_een_andere_opgave_mag_niet(als_client, programmateam, actie, andere_opgave):
    antwoord = als_client(programmateam).post(NIEUW, invoer(andere_opgave, actie=actie.pk))
    assert "hoort bij een andere opgave" in str(antwoord.context["form"].errors["actie"])


def test_projectleider_kan_geen_andere_opgave_kiezen(als_client, projectleider, andere_opgave):
    antwoord = als_client(projectleider).post(NIEUW, invoer(andere_opgave))
    assert "opgave" in antwoord.context["form"].errors and not Geldstroom.objects.exists()


@pytest.fixture
def rij(actie):
    return maak_geldstroom(actie=actie, begroot="1234.50", toegezegd=100, bron="Rijk", jaar=2024)


def adres(rij) -> str:
    return reverse("monitor:geldstroom", args=[rij.pk])


def huidig(client, rij) -> dict:
    """What the form of `rij` shows, as the browser sends it back."""
    formulier = client.get(adres(rij)).context["form"]
    return {veld.html_name: "" if veld.value() is None else veld.value() for veld in formulier}


def test_wijzigen_laat_zien_wat_er_stond_en_bewaart_de_geschiedenis(als_client, projectleider, rij):
    client = als_client(projectleider)
    assert 'value="1.234,5"' in tekst(client.get(adres(rij))) or 'value="1.234,50"' in tekst(client.get(adres(rij)))
    assert client.post(adres(rij), huidig(client, rij) | {"toegezegd": "1.234,50"}).status_code == 302
    rij.refresh_from_db()
    assert rij.toegezegd == Decimal("1234.50")
    html = tekst(client.get(adres(rij)))
    assert "Wat er het laatst veranderde" in html and projectleider.functie in html


def test_wie_intussen_iets_wijzigde_wordt_niet_overschreven(als_client, projectleider, programmateam, rij):
    mijn, ander = als_client(projectleider), als_client(programmateam)
    gelezen = huidig(mijn, rij)
    ander.post(adres(rij), huidig(ander, rij) | {"besteed": "77"})
    antwoord = mijn.post(adres(rij), gelezen | {"toegezegd": "500"})
    assert "Iemand anders wijzigde dit bedrag" in tekst(antwoord) and programmateam.functie in tekst(antwoord)
    rij.refresh_from_db()
    assert (rij.toegezegd, rij.besteed) == (100, 77)
    opnieuw = gelezen | {"toegezegd": "500", "gelezen": antwoord.context["form"]["gelezen"].value()}
    assert mijn.post(adres(rij), opnieuw).status_code == 302


def test_een_voorbeeldcijfer_wijzigt_niemand(als_client, programmateam, actie):
    rij = maak_geldstroom(actie=actie, begroot=1, voorbeeld=True)
    assert als_client(programmateam).get(adres(rij)).status_code == 403


@pytest.mark.parametrize(
    "rol", ["zonder_rol", "partner", "trekker", "bestuurder", "andere_projectleider", "beheerder"]
)
def test_wie_niet_over_de_opgave_gaat_wijzigt_niets(als_client, request, rij, rol):
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(rij)).status_code == 403
    assert client.post(adres(rij), {"begroot": "1"}).status_code == 403
    rij.refresh_from_db()
    assert rij.begroot == Decimal("1234.50")


def test_een_rij_die_er_niet_is_of_die_men_niet_mag_zien_is_een_404(als_client, trekker, opgave):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    for pad in (adres(maak_geldstroom(actie=concept)), reverse("monitor:geldstroom", args=[999_999])):
        assert als_client(trekker).get(pad).status_code == 404


def test_verkeerde_methode(als_client, programmateam, rij):
    client = als_client(programmateam)
    assert client.post(ADRES).status_code == 405
    assert client.delete(adres(rij)).status_code == 405


# ── Removing ─────────────────────────────────────────────────────────────────


def weg(rij) -> str:
    return reverse("monitor:geldstroom-verwijderen", args=[rij.pk])


def bevestig(client, rij) -> dict:
    """What the page that asks sends back."""
    return {"gelezen": client.get(weg(rij)).context["form"]["gelezen"].value()}


def test_de_vraag_zegt_wat_er_weggaat_en_pas_de_knop_haalt_het_weg(als_client, projectleider, rij):
    rij.ontvangers.add(maak_partner(naam="Woonstichting"))
    client = als_client(projectleider)
    assert weg(rij) in tekst(client.get(adres(rij)))
    html = tekst(client.get(weg(rij)))
    for woord in (rij.actie.titel, "Rijk", "2024", "€ 1.234,50", "€ 100", "niet bekend", "Woonstichting"):
        assert woord in html
    assert Geldstroom.objects.filter(pk=rij.pk).exists()
    antwoord = client.post(weg(rij), bevestig(client, rij), follow=True)
    assert "is verwijderd" in tekst(antwoord) and not Geldstroom.objects.exists()


def test_de_geschiedenis_bewaart_wat_er_stond_en_wie_het_kreeg(als_client, projectleider, rij):
    rij.ontvangers.add(maak_partner(naam="Woonstichting"))
    client = als_client(projectleider)
    client.post(weg(rij), bevestig(client, rij))
    regels = Logregel.objects.van(rij.actie).filter(content_type__model="geldstroom", object_id=rij.pk)
    verwijderd = regels.get(action=Logregel.Action.DELETE)
    assert verwijderd.changes["begroot"][0] == "1234.50" and verwijderd.functie == projectleider.functie
    assert any("Woonstichting" in str(regel.changes.get("ontvangers")) for regel in regels)
    geschiedenis = tekst(client.get(reverse("acties:geschiedenis", args=[rij.actie.nummer])))
    assert "1.234,5" in geschiedenis and "Woonstichting" in geschiedenis
    assert "2024" in geschiedenis and "2.024" not in geschiedenis


def test_een_tweede_klik_een_tweede_tab_en_een_oude_link_zeggen_dat_het_al_weg_is(als_client, projectleider, rij):
    client = als_client(projectleider)
    gegevens, formulier = bevestig(client, rij), huidig(client, rij)
    client.post(weg(rij), gegevens)
    for antwoord in (
        client.post(weg(rij), gegevens, follow=True),
        client.get(weg(rij), follow=True),
        client.get(adres(rij), follow=True),
    ):
        assert antwoord.status_code == 200 and "Dit bedrag is al verwijderd." in tekst(antwoord)
    antwoord = client.post(adres(rij), formulier | {"omschrijving": "Nog aan het typen"})
    assert antwoord.status_code == 409 and "Nog aan het typen" in tekst(antwoord)
    assert f'action="{NIEUW}"' in tekst(antwoord) and not Geldstroom.objects.exists()


def test_wat_intussen_is_gewijzigd_gaat_niet_ongezien_weg(als_client, projectleider, programmateam, rij):
    mijn, ander = als_client(projectleider), als_client(programmateam)
    gelezen = bevestig(mijn, rij)
    ander.post(adres(rij), huidig(ander, rij) | {"besteed": "77"})
    antwoord = mijn.post(weg(rij), gelezen)
    assert "Er is niets verwijderd" in tekst(antwoord) and "€ 77" in tekst(antwoord)
    assert Geldstroom.objects.filter(pk=rij.pk).exists()
    assert mijn.post(weg(rij), {"gelezen": antwoord.context["form"]["gelezen"].value()}).status_code == 302


@pytest.mark.parametrize("gelezen", ["", "1", "1:verzonnen"])
def test_zonder_de_vraag_te_hebben_gezien_gaat_er_niets_weg(als_client, programmateam, rij, gelezen):
    assert als_client(programmateam).post(weg(rij), {"gelezen": gelezen}).status_code == 200
    assert Geldstroom.objects.filter(pk=rij.pk).exists()


def test_wie_niet_mag_wijzigen_mag_niet_verwijderen(als_client, bestuurder, andere_projectleider, programmateam, rij):
    voorbeeld = maak_geldstroom(actie=rij.actie, begroot=1, voorbeeld=True)
    for gebruiker, bedrag in ((bestuurder, rij), (andere_projectleider, rij), (programmateam, voorbeeld)):
        client = als_client(gebruiker)
        assert client.get(weg(bedrag)).status_code == client.post(weg(bedrag)).status_code == 403
    assert Geldstroom.objects.count() == 2
    client = als_client(programmateam)
    client.post(weg(rij), bevestig(client, rij))
    # Who may not remove it is not told that it was there.
    assert als_client(bestuurder).get(weg(rij)).status_code == 404
    assert client.get(reverse("monitor:geldstroom-verwijderen", args=[999_999])).status_code == 404
    assert client.put(weg(rij)).status_code == client.delete(weg(voorbeeld)).status_code == 405
