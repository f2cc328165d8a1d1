"""An initiatief on an agenda: one act, once; what was decided comes back; and the trace can be followed both ways."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from acties.initiatieven import services
from acties.models import Actie, InitiatiefStatus, Zichtbaarheid
from governance.herinneren import van_ideeen
from governance.models import Agendapunt, Vergadering
from governance.services import agendeer, haal_weg, neem_besluit, stel_vast
from sterkvoornoord.models import Bericht
from tests import factories
from tests.initiatieven import maak_initiatief

pytestmark = pytest.mark.django_db
S, Stand = InitiatiefStatus, Vergadering.Status


@pytest.fixture
def orgaan():
    return factories.maak_orgaan(naam="Algemeen bestuur", afkorting="AB")


@pytest.fixture
def straks(orgaan):
    dag = timezone.localdate() + timedelta(days=9)
    return factories.maak_vergadering(orgaan=orgaan, datum=dag, status=Stand.GEPLAND, nummer="AB-V2031-01")


@pytest.fixture
def idee(opgave):
    return maak_initiatief(
        opgave=opgave, doel=factories.maak_doel(opgave=opgave), status=S.IN_BEOORDELING, beantwoord_op=timezone.now()
    )


def adres(idee) -> str:
    return f"/overleg/initiatief/{idee.nummer}/"


def invoer(waar: str, **anders) -> dict:
    return {"waar": waar, "titel": "Idee: plukgroen", "gevraagd_besluit": "Meedoen.", "toelichting": "", **anders}


def velden(**anders) -> dict:
    return {"titel": "Idee: plukgroen", "toelichting": "", "gevraagd_besluit": "Meedoen."} | anders


def besluit(punt, door, uitkomst="conform", **kw):
    """What closing the meeting and setting the list fast make of the item."""
    soort = {"orgaan": punt.vergadering.orgaan, "datum": timezone.localdate(), "titel": punt.titel, "tekst": "Ja."}
    gelijk = {"vergadering": punt.vergadering, "agendapunt": punt, "uitkomst": uitkomst}
    return stel_vast(besluit=neem_besluit(door=door, **soort, **gelijk, **kw), door=door)


def test_in_een_daad_op_de_agenda_en_terug_naar_de_indiener(als_client, client, projectleider, idee, straks):
    baas = als_client(projectleider)
    assert "Zet op de agenda" in baas.get(idee.get_absolute_url()).content.decode()
    vraag = baas.get(adres(idee)).context["form"]
    assert vraag["toelichting"].value() == idee.wat and "besloten" not in vraag.fields
    for _ in range(2):  # the button is pressed twice
        assert baas.post(adres(idee), invoer(straks.nummer, tekst="Tot dan.")).status_code == 302
    punt = Agendapunt.objects.get(initiatief=idee)
    idee.refresh_from_db()
    assert (punt.vergadering, punt.soort, list(punt.doelen.all())) == (straks, "besluit", [idee.doel])
    assert (idee.status, Bericht.objects.count()) == (S.GEAGENDEERD, 1)
    assert "Tot dan." in Bericht.objects.get().tekst
    assert "Algemeen bestuur" in baas.get(idee.get_absolute_url()).content.decode()
    assert f"/initiatieven/{idee.nummer}/" in baas.get(straks.get_absolute_url()).content.decode()
    dag = f"Het overleg is op {straks.datum.day} "
    volg = f"/initiatieven/volg/{idee.sleutel}/"
    assert dag in client.get(volg).content.decode()
    Agendapunt.objects.update(besloten=True)
    assert dag not in client.get(volg).content.decode(), "of a besloten item nobody outside knows the day"
    Agendapunt.objects.update(besloten=False)
    Vergadering.objects.update(status=Stand.CONCEPT)
    assert dag not in client.get(volg).content.decode(), "nor of a meeting that is not planned yet"


def test_wat_niet_kan_of_niet_mag_verandert_niets(
    als_client, projectleider, andere_projectleider, bestuurder, trekker, idee, straks
):
    kan = {"initiatief": idee, "orgaan": straks.orgaan, "vergadering": straks}
    for wie in (andere_projectleider, bestuurder, trekker):
        with pytest.raises(PermissionDenied):
            agendeer(**kan, door=wie, **velden())
        assert als_client(wie).post(adres(idee), invoer(straks.nummer)).status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        agendeer(**kan, door=projectleider, **velden(besloten=True))
    baas = als_client(projectleider)
    Vergadering.objects.update(status=Stand.UITGENODIGD)
    with pytest.raises(PermissionDenied):
        agendeer(**kan, door=projectleider, **velden())
    fouten = {
        "waar": invoer(straks.nummer),  # that agenda was sent
        "toelichting": invoer(f"wacht-{straks.orgaan.pk}", toelichting=f"Bel {idee.indiener.email}"),
        "gevraagd_besluit": invoer(f"wacht-{straks.orgaan.pk}", gevraagd_besluit=" "),
    }
    for veld, data in fouten.items():
        antwoord = baas.post(adres(idee), data)
        assert list(antwoord.context["form"].errors) == [veld]
    data = {"daad": "antwoord", "naar": S.GEAGENDEERD, "vanaf": S.IN_BEOORDELING, "tekst": ""}
    baas.post(f"{idee.get_absolute_url()}behandelen/", data)
    type(idee).objects.update(status=S.INGEDIEND)
    assert baas.get(adres(idee)).status_code == 302
    assert baas.post(adres(idee), invoer(f"wacht-{straks.orgaan.pk}")).context["form"].errors
    idee.refresh_from_db()
    assert (idee.status, Agendapunt.objects.count(), Bericht.objects.count()) == (S.INGEDIEND, 0, 0)


@pytest.mark.parametrize(
    ("uitkomst", "voorbeeld"), [("gewijzigd", "ja"), ("afgewezen", "nee"), ("ter_kennisneming", "")]
)
def test_het_besluit_stelt_de_behandelaar_een_antwoord_voor(
    als_client,
    projectleider,
    programmateam,
    bestuurder,
    idee,
    straks,
    uitkomst,
    voorbeeld,
    django_assert_max_num_queries,
):
    services.wijs_toe(initiatief=idee, door=programmateam, behandelaar=projectleider, doel=idee.doel)
    punt = agendeer(initiatief=idee, orgaan=straks.orgaan, vergadering=straks, door=programmateam, **velden())
    genomen = besluit(punt, programmateam, uitkomst)
    baas = als_client(projectleider)
    with django_assert_max_num_queries(15):
        html = baas.get(idee.get_absolute_url()).content.decode()
    assert genomen.nummer in html and "Er is besloten." in html
    assert (f"?voorbeeld={voorbeeld}#antwoord" in html) is bool(voorbeeld)
    assert "Er is besloten." not in als_client(bestuurder).get(idee.get_absolute_url()).content.decode()
    [seintje] = van_ideeen(timezone.localdate())
    assert (seintje.gebruiker, seintje.waarover) == (projectleider, f"{idee.nummer}, er is besloten")
    assert f"Initiatief {idee.nummer}" in als_client(bestuurder).get(genomen.get_absolute_url()).content.decode()
    assert (
        f"Initiatief {idee.nummer}"
        not in als_client(factories.maak_gebruiker(partner=factories.maak_partner()))
        .get(genomen.get_absolute_url())
        .content.decode()
    )
    services.neem_stap(
        initiatief=idee, door=projectleider, naar=S.AFGEWEZEN, vanaf=S.GEAGENDEERD, tekst="Dit is waarom."
    )
    assert not [s for s in van_ideeen(timezone.localdate()) if "besloten" in s.waarover]


def test_intrekken_samenvoegen_en_van_de_agenda_halen(als_client, programmateam, opgave, idee, straks):
    punt = agendeer(initiatief=idee, orgaan=straks.orgaan, vergadering=straks, door=programmateam, **velden())
    ander = maak_initiatief(opgave=opgave, status=S.IN_BEOORDELING)
    wacht = agendeer(initiatief=ander, orgaan=straks.orgaan, vergadering=None, door=programmateam, **velden())
    assert van_ideeen(timezone.localdate()) == []
    services.trek_in(initiatief=idee)
    services.voeg_samen(dubbel=ander, met=maak_initiatief(opgave=opgave), door=programmateam)
    seintjes = van_ideeen(timezone.localdate())
    assert [(s.gebruiker, s.waarover) for s in seintjes] == [
        (programmateam, f"{idee.nummer} staat nog op een agenda en is ingetrokken"),
        (programmateam, f"{ander.nummer} staat nog op een agenda en is samengevoegd"),
    ]
    assert all(seintje.leg_klaar() for seintje in seintjes)
    html = als_client(programmateam).get(straks.get_absolute_url()).content.decode()
    assert "De indiener heeft dit idee ingetrokken." in html
    for rij in (punt, wacht):
        haal_weg(punt=rij, door=programmateam)
    assert van_ideeen(timezone.localdate()) == []
    idee.refresh_from_db()
    assert idee.status == S.INGETROKKEN, "taking it off moves nothing that moved already"


def test_wie_een_punt_weghaalt_geeft_het_idee_terug(programmateam, idee, straks):
    punt = agendeer(initiatief=idee, orgaan=straks.orgaan, vergadering=straks, door=programmateam, **velden())
    with pytest.raises(ValidationError, match="staat al op een agenda"):
        agendeer(initiatief=idee, orgaan=straks.orgaan, vergadering=None, door=programmateam, **velden())
    haal_weg(punt=punt, door=programmateam)
    idee.refresh_from_db()
    assert (idee.status, idee.agendapunten.count()) == (S.IN_BEOORDELING, 0)


def test_het_spoor_van_idee_tot_doel_is_voor_iedereen_zo_ver_te_volgen_als_mag(
    als_client, client, programmateam, projectleider, bestuurder, actie, idee, straks, django_assert_max_num_queries
):
    punt = agendeer(initiatief=idee, orgaan=straks.orgaan, vergadering=straks, door=programmateam, **velden())
    genomen = besluit(punt, programmateam)
    type(idee).objects.filter(pk=idee.pk).update(status=S.OMGEZET, actie=actie, taal="en")
    Actie.objects.filter(pk=actie.pk).update(doel=idee.doel)
    factories.maak_voortgang(
        actie=actie, gemeld_door=projectleider, peildatum=timezone.localdate(), toelichting="Het groeit."
    )
    for wie in (projectleider, bestuurder):
        lezer = als_client(wie)
        with django_assert_max_num_queries(15):
            html = lezer.get(actie.get_absolute_url()).content.decode()
        assert genomen.get_absolute_url() in html and idee.get_absolute_url() in html
        with django_assert_max_num_queries(15):
            html = lezer.get(idee.get_absolute_url()).content.decode()
        assert genomen.get_absolute_url() in html and actie.get_absolute_url() in html
    publiek = client.get(actie.get_absolute_url()).content.decode()
    assert genomen.nummer not in publiek and idee.nummer not in publiek
    volg = f"/initiatieven/volg/{idee.sleutel}/"
    html = client.get(volg).content.decode()
    for deel in (
        "It has begun.",
        "Het groeit.",
        actie.get_absolute_url(),
        f"/doelen/{idee.doel.nummer}/",
    ):
        assert deel in html
    Actie.objects.filter(pk=actie.pk).update(zichtbaarheid=Zichtbaarheid.INTERN)
    html = client.get(volg).content.decode()
    assert "Het groeit." not in html and actie.titel not in html
