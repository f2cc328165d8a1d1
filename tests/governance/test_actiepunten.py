"""Actiepunten: one list, closed once and by who has to do it, reminders once, and besloten ones through no door."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.herinneren import van_actiepunten
from governance.models import Actiepunt
from governance.services import (
    Gewijzigd,
    bewerk_actiepunt,
    geef_actiepunt,
    heropen_actiepunt,
    sluit_actiepunt,
)
from sterkvoornoord import herinneren
from sterkvoornoord.models import Bericht, Logregel
from tests.factories import (
    maak_actiepunt,
    maak_agendapunt,
    maak_besluit,
    maak_gebruiker,
    maak_lidmaatschap,
    maak_orgaan,
    maak_partner,
    maak_vergadering,
)

pytestmark = pytest.mark.django_db
LIJST = reverse("actiepunten:lijst")
GEHEIM = "Zwijgplicht"


def vandaag(dagen: int = 0):
    return timezone.localdate() + timedelta(days=dagen)


def stand(punt: Actiepunt) -> str:
    return reverse("actiepunten:stand", args=[punt.nummer])


def lees(client, pad: str) -> str:
    antwoord = client.get(pad)
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    # What one types comes back in the box.
    return inhoud.decode().replace(GEHEIM.lower(), "")


# Services ------------------------------------------------------------------------------------------------


def test_uitdelen_geeft_een_nummer_en_de_vergadering_van_het_punt(programmateam):
    agendapunt = maak_agendapunt()
    punt = geef_actiepunt(door=programmateam, tekst="Bel.", functie="Programmamanager", agendapunt=agendapunt)
    assert (punt.nummer, punt.vergadering) == (f"AP-{vandaag().year}-01", agendapunt.vergadering)
    assert Logregel.objects.get_for_object(punt).get().actor == programmateam
    for velden in ({}, {"functie": "X", "agendapunt": agendapunt, "vergadering": maak_vergadering()}):
        with pytest.raises(ValidationError):
            geef_actiepunt(door=programmateam, tekst="Bel.", **velden)
    assert geef_actiepunt(door=programmateam, tekst="Bel.", functie="X").nummer.endswith("-02"), "no gap"


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "projectleider", "beheerder", "zonder_rol"])
def test_alleen_het_programmateam_deelt_uit_en_alleen_wie_het_moet_doen_sluit_af(request, rol):
    door, punt = request.getfixturevalue(rol), maak_actiepunt()
    for daad in (
        lambda: geef_actiepunt(door=door, tekst="Bel.", functie="X"),
        lambda: bewerk_actiepunt(actiepunt=punt, door=door, versie=1, tekst="Anders."),
        lambda: sluit_actiepunt(actiepunt=punt, door=door, versie=1, status="gedaan", afsluiting="Ja."),
    ):
        with pytest.raises(PermissionDenied):
            daad()
    punt.gebruiker = door
    punt.save()
    if rol == "zonder_rol":
        with pytest.raises(PermissionDenied):
            sluit_actiepunt(actiepunt=punt, door=door, versie=1, status="gedaan", afsluiting="Ja.")
    else:
        assert not sluit_actiepunt(actiepunt=punt, door=door, versie=1, status="gedaan", afsluiting="Ja.").is_open


def test_twee_keer_klikken_is_een_keer_en_een_ander_verliest_niets(programmateam):
    punt = maak_actiepunt()
    wie = {"actiepunt": punt, "door": programmateam, "versie": 1}
    for _ in range(2):
        nu = sluit_actiepunt(**wie, status="gedaan", afsluiting="Gebeld.")
    assert (nu.versie, nu.afgesloten_op) == (2, vandaag())
    assert Logregel.objects.get_for_object(punt).filter(action=Logregel.Action.UPDATE).count() == 1
    with pytest.raises(Gewijzigd):
        sluit_actiepunt(**wie, status="gedaan", afsluiting="Iets anders.")
    with pytest.raises(ValidationError):
        sluit_actiepunt(**{**wie, "versie": 2}, status="open", afsluiting="Hm.")


def test_heropenen_vraagt_waarom_en_de_geschiedenis_houdt_hoe_het_eerst_afliep(programmateam, als_client):
    punt = sluit_actiepunt(
        actiepunt=maak_actiepunt(), door=programmateam, versie=1, status="gedaan", afsluiting="Dacht ik."
    )
    with pytest.raises(ValidationError, match="waarom"):
        heropen_actiepunt(actiepunt=punt, door=programmateam, versie=2, heropening=" ")
    nu = heropen_actiepunt(actiepunt=punt, door=programmateam, versie=2, heropening="Toch niet klaar.")
    assert (nu.is_open, nu.afsluiting, nu.afgesloten_op) == (True, "", None)
    html = als_client(programmateam).get(nu.get_absolute_url()).text
    assert "Toch niet klaar." in html and "Dacht ik." in html


@pytest.mark.parametrize(
    ("eigen", "van_mij"),
    [
        ({"functie": "Programmamanager"}, False),
        ({"functie": "bestuurder"}, True),
        ({"partner": "mijn"}, True),
        ({"partner": "mijn", "functie": "bestuurder"}, True),
        ({"partner": "mijn", "functie": "Administratie"}, False),
        ({"partner": "ander", "functie": "Bestuurder"}, False),
        ({"gebruiker": "ik", "functie": ""}, True),
        ({"gebruiker": "ander", "partner": "mijn", "functie": "Bestuurder"}, False),
    ],
)
def test_van_wie_een_actiepunt_is(eigen, van_mij):
    ik = maak_gebruiker(partner=maak_partner(), functie="Bestuurder")
    rijen = {"mijn": ik.partner, "ik": ik}
    velden = {"functie": "", **eigen}
    if "partner" in eigen:
        velden["partner"] = rijen.get(eigen["partner"]) or maak_partner()
    if "gebruiker" in eigen:
        velden["gebruiker"] = rijen.get(eigen["gebruiker"]) or maak_gebruiker()
    maak_actiepunt(**velden)
    assert Actiepunt.objects.van(ik).exists() is van_mij


# Pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def drie():
    """One of each kind, of two bodies; the first is too late."""
    orgaan = maak_orgaan(naam="Algemeen bestuur", slug="ab")
    return [
        maak_actiepunt(
            tekst="Eerste taak", vergadering=maak_vergadering(orgaan=orgaan), uiterlijk=vandaag(-2), functie="Teamchef"
        ),
        maak_actiepunt(tekst="Tweede taak", besluit=maak_besluit(orgaan=orgaan), uiterlijk=vandaag(2)),
        maak_actiepunt(
            tekst="Derde taak",
            agendapunt=maak_agendapunt(orgaan=maak_orgaan(slug="wg")),
            status="gedaan",
            afsluiting="Gedaan.",
            afgesloten_op=vandaag(),
        ),
    ]


def test_filters_en_bestand_geven_hetzelfde(drie, programmateam, als_client):
    client = als_client(programmateam)
    for vraag, verwacht in {
        "": {"Eerste", "Tweede", "Derde"},
        "q=tweede+taak": {"Tweede"},
        "orgaan=ab": {"Eerste", "Tweede"},
        "orgaan=wg": {"Derde"},
        "status=gedaan": {"Derde"},
        "eigenaar=Teamchef": {"Eerste"},
        "te-laat=1": {"Eerste"},
        "van-mij=1": {"Tweede", "Derde"},
    }.items():
        for pad in (f"{LIJST}?{vraag}", f"{LIJST}?{vraag}&export=csv"):
            tekst = lees(client, pad)
            assert {woord for woord in ("Eerste", "Tweede", "Derde") if f"{woord} taak" in tekst} == verwacht, pad
    html = lees(client, LIJST)
    assert html.index("Eerste taak") < html.index("Tweede taak") < html.index("Derde taak")
    assert "2 dagen te laat" in html
    assert client.get(f"{LIJST}?export=docx").status_code == 400
    assert client.get(f"{LIJST}?eigenaar=Niemand").status_code == 200


def test_afronden_vanuit_de_lijst_keert_terug_en_verliest_geen_tekst(drie, programmateam, als_client):
    client, punt = als_client(programmateam), drie[0]
    post = {"versie": "1", "terug": f"{LIJST}?te-laat=1", "afsluiting": "", "status": "gedaan"}
    assert "Schrijf op hoe het is afgelopen." in client.post(stand(punt), post).text
    ook = client.post(stand(punt), {**post, "status": "", "afsluiting": "Mijn tekst"}).text
    assert "Kies of het gedaan is of vervallen." in ook and "Mijn tekst" in ook
    antwoord = client.post(stand(punt), {**post, "afsluiting": "Gebeld."})
    assert (antwoord.status_code, antwoord.url) == (302, f"{LIJST}?te-laat=1")
    botsing = client.post(stand(punt), {**post, "afsluiting": "Gemaild."})
    assert botsing.status_code == 409 and "Gemaild." in botsing.text and "Gebeld." in botsing.text
    weer = client.post(stand(punt), {"versie": "2", "heropening": "Toch niet.", "terug": "//elders.example/"})
    assert weer.url == punt.get_absolute_url()
    punt.refresh_from_db()
    assert punt.is_open


def test_uitdelen_en_wijzigen(programmateam, als_client):
    client, nieuw = als_client(programmateam), reverse("actiepunten:nieuw")
    besluit = maak_besluit(vergadering=maak_vergadering())
    assert f'<option value="{besluit.pk}" selected>' in client.get(f"{nieuw}?besluit={besluit.nummer}").text
    leeg = client.post(nieuw, {"tekst": "", "uiterlijk_1": "5", "uiterlijk_2": "2027"}).text
    for zin in (
        "Vul in wat er moet gebeuren.",
        "Vul een functie in",
        "Vul de dag, de maand en het jaar in, of niets.",
    ):
        assert zin in leeg
    post = {"tekst": "Maak een opzet.", "functie": "Programmamanager", "besluit": besluit.pk}
    post |= {"uiterlijk_0": "1", "uiterlijk_1": "2", "uiterlijk_2": "2027"}
    client.post(nieuw, post)
    punt = Actiepunt.objects.get()
    assert (punt.vergadering, str(punt.uiterlijk)) == (besluit.vergadering, "2027-02-01")
    pad = reverse("actiepunten:bewerken", args=[punt.nummer])
    client.post(pad, {**post, "tekst": "Maak twee opzetten.", "versie": "1"})
    botsing = client.post(pad, {**post, "tekst": "Maak er drie.", "versie": "1"})
    assert botsing.status_code == 409 and "Maak er drie." in botsing.text and "Maak twee opzetten." in botsing.text
    punt.refresh_from_db()
    assert punt.tekst == "Maak twee opzetten."


@pytest.mark.parametrize("pad", ["detail", "bewerken", "stand"])
def test_een_onbekend_nummer_is_er_niet(pad, programmateam, als_client):
    assert als_client(programmateam).get(reverse(f"actiepunten:{pad}", args=["AP-1900-01"])).status_code == 404


@pytest.mark.parametrize("aantal", [2, 25])
def test_de_lijst_kost_een_vast_aantal_vragen(aantal, bestuurder, als_client, django_assert_max_num_queries):
    for _ in range(aantal):
        maak_actiepunt(vergadering=maak_vergadering(), gebruiker=maak_gebruiker(), partner=maak_partner())
    client = als_client(bestuurder)
    with django_assert_max_num_queries(12):
        client.get(LIJST)


# Besloten ------------------------------------------------------------------------------------------------


@pytest.fixture
def besloten():
    """An actiepunt of a besloten item, one of an item below it, and one of a besloten besluit."""
    vergadering = maak_vergadering(orgaan=maak_orgaan(naam=f"{GEHEIM} overleg", slug="geheim"))
    punt = maak_agendapunt(vergadering=vergadering, titel=f"{GEHEIM} punt", besloten=True)
    onder = maak_agendapunt(vergadering=vergadering, bovenliggend=punt, titel=f"{GEHEIM} onderdeel")
    besluit = maak_besluit(vergadering=vergadering, titel=f"{GEHEIM} besluit", besloten=True)
    kw = {"tekst": f"{GEHEIM} taak", "functie": f"{GEHEIM} functie"}
    return [
        maak_actiepunt(**kw, agendapunt=punt),
        maak_actiepunt(**kw, agendapunt=onder),
        maak_actiepunt(**kw, besluit=besluit),
    ]


def deuren(besloten) -> list[str]:
    return [
        LIJST,
        f"{LIJST}?q={GEHEIM.lower()}",
        f"{LIJST}?export=csv",
        reverse("monitor:mijn-werk"),
        "/zoeken/?q=" + GEHEIM.lower(),
        *(punt.get_absolute_url() for punt in besloten),
        *(stand(punt) for punt in besloten),
    ]


@pytest.mark.parametrize("rol", ["bewoner", "zonder_rol", "partner", "projectleider", "bestuurder"])
def test_besloten_lekt_door_geen_deur(besloten, als_client, request, rol):
    client = als_client(request.getfixturevalue(rol))
    assert not [pad for pad in deuren(besloten) if GEHEIM in lees(client, pad)]
    if rol in ("partner", "projectleider", "bestuurder"):
        assert {client.get(pad).status_code for pad in deuren(besloten)[-6:]} == {404}


def test_een_lid_leest_het_tot_het_vertrekt_en_wie_het_moet_doen_leest_niet_waar_het_vandaan_komt(
    besloten, als_client, partner
):
    lid = maak_gebruiker()
    zetel = maak_lidmaatschap(orgaan=besloten[0].agendapunt.vergadering.orgaan, gebruiker=lid)
    assert all(GEHEIM in lees(als_client(lid), pad) for pad in [LIJST, *deuren(besloten)[5:8]])
    zetel.tot = timezone.localdate()
    zetel.save()
    assert not any(GEHEIM in lees(als_client(lid), pad) for pad in deuren(besloten))
    punt = besloten[0]
    punt.gebruiker, punt.tekst, punt.functie = partner, "Schrijf een brief.", ""
    punt.save()
    eigen = lees(als_client(partner), punt.get_absolute_url())
    assert "Schrijf een brief." in eigen and f"{GEHEIM} punt" not in eigen


def test_een_organisatie_krijgt_geen_post_over_wat_besloten_is(besloten, partner):
    Actiepunt.objects.update(partner=partner.partner, functie="", uiterlijk=vandaag(-1))
    assert van_actiepunten(vandaag()) == []


# Reminders -----------------------------------------------------------------------------------------------


def test_een_week_vooraf_een_bericht_en_te_laat_een_per_week(partner, settings):
    settings.HERINNERINGEN = ["governance.herinneren.van_actiepunten"]
    kw = {"functie": "", "partner": partner.partner}
    for dagen in (-9, -1, 7, 8):
        maak_actiepunt(**kw, uiterlijk=vandaag(dagen))
    maak_actiepunt(**kw, uiterlijk=vandaag(-1), status="gedaan", afsluiting="Ja.", afgesloten_op=vandaag())
    maak_actiepunt(**kw)
    gestuurd = herinneren.stuur(herinneren.van_vandaag())
    assert sorted(h.waarover.partition(",")[0][:10] for h in gestuurd) == ["2 actiepun", "actiepunt "]
    assert {h.gebruiker for h in gestuurd} == {partner}
    assert herinneren.van_vandaag() == [], "once"
    teksten = " ".join(Bericht.objects.values_list("tekst", flat=True))
    assert teksten.count("/actiepunten/AP-") == 3
    # A week later: the two that were late, and the one of which the term has come meanwhile, in one mail.
    volgende = herinneren.nog_niet_gestuurd(van_actiepunten(vandaag(8)))
    assert [h.waarover for h in volgende if "te laat" in h.waarover] == ["3 actiepunten te laat"]
