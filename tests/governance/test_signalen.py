"""Signalen: who raises one, its run step by step with a log that stays, and besloten ones for whom they are."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Signaal, Signaalstap
from governance.services import Gewijzigd, bewerk_signaal, dien_signaal_in, zet_signaal
from governance.services.signalen import OVERGANGEN
from sterkvoornoord.models import Bericht, Logregel
from tests.factories import (
    maak_agendapunt,
    maak_besluit,
    maak_doel,
    maak_gebruiker,
    maak_orgaan,
    maak_signaal,
    maak_vergadering,
)

pytestmark = pytest.mark.django_db
LIJST = reverse("signalen:lijst")
GEHEIM = "Zwijgplicht"
Status = Signaal.Status


def stap(signaal: Signaal, naar: str) -> str:
    return reverse("signalen:stap", args=[signaal.nummer, naar])


def lees(client, pad: str) -> str:
    antwoord = client.get(pad)
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    return inhoud.decode().replace(GEHEIM.lower(), "")


# Services ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "mag"),
    [("bestuurder", True), ("partner", True), ("programmateam", True), ("beheerder", False), ("zonder_rol", False)],
)
def test_wie_een_signaal_indient(request, rol, mag):
    door = request.getfixturevalue(rol)
    if not mag:
        with pytest.raises(PermissionDenied):
            dien_signaal_in(door=door, titel="Te hard rijden", wat="Er wordt te hard gereden.")
        return
    signaal = dien_signaal_in(door=door, titel="Te hard rijden", wat="Er wordt te hard gereden.", doelen=[maak_doel()])
    assert signaal.opgaven.get() == signaal.doelen.get().opgave
    assert (signaal.nummer, signaal.ingediend_als) == (f"SG-{timezone.localdate().year}-01", door.functie)
    assert [(s.van, s.naar, s.door) for s in signaal.stappen.all()] == [("", "ingediend", door)]


def test_het_programmateam_en_wie_indiende_krijgen_bericht(bestuurder, programmateam):
    signaal = dien_signaal_in(door=bestuurder, titel="Te hard rijden", wat="Er wordt te hard gereden.")
    zet_signaal(signaal=signaal, door=programmateam, versie=1, naar="in_behandeling", toelichting="Wij bellen.")
    post = list(Bericht.objects.order_by("pk").values_list("aan", "tekst"))
    assert [aan for aan, _ in post] == [programmateam.email, bestuurder.email]
    assert signaal.get_absolute_url() in post[0][1] and "Wij bellen." in post[1][1]


def test_een_stap_twee_keer_is_een_keer_en_een_oud_venster_doet_niets(programmateam):
    signaal = maak_signaal()
    wie = {"signaal": signaal, "door": programmateam, "versie": 1}
    for _ in range(2):
        zet_signaal(**wie, naar="in_behandeling", toelichting="Goed.")
    assert Signaalstap.objects.count() == 1
    with pytest.raises(Gewijzigd):
        zet_signaal(**wie, naar="in_behandeling", toelichting="Ook goed.")


def test_naar_de_agenda_maakt_een_punt_met_de_woorden_van_het_signaal(programmateam, bestuurder):
    orgaan = maak_orgaan()
    signaal = maak_signaal(status="in_behandeling", plan="Zet er een paal.", besloten=True, indiener=bestuurder)
    nu = zet_signaal(signaal=signaal, door=programmateam, versie=1, naar="geagendeerd", orgaan=orgaan)
    punt = nu.agendapunt
    assert (punt.orgaan, punt.titel, punt.inbrenger, punt.besloten) == (
        orgaan,
        signaal.titel,
        bestuurder.functie,
        True,
    )
    assert "Zet er een paal." in punt.toelichting
    with pytest.raises(ValidationError):
        zet_signaal(signaal=nu, door=programmateam, versie=2, naar="besloten", besluit=maak_besluit(status="concept"))
    besluit = maak_besluit()
    assert zet_signaal(signaal=nu, door=programmateam, versie=2, naar="besloten", besluit=besluit).besluit == besluit


def test_alleen_wie_indiende_trekt_in_en_doet_verder_niets(bestuurder, partner, programmateam):
    signaal = maak_signaal(indiener=bestuurder)
    for door, naar in ((partner, "ingetrokken"), (programmateam, "ingetrokken"), (bestuurder, "in_behandeling")):
        with pytest.raises(PermissionDenied):
            zet_signaal(signaal=signaal, door=door, versie=1, naar=naar)
    assert zet_signaal(signaal=signaal, door=bestuurder, versie=1, naar="ingetrokken").is_afgelopen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begin=st.sampled_from([Status.INGEDIEND, Status.GENOEMD]),
    pogingen=st.lists(
        st.tuples(st.sampled_from(Status.values), st.sampled_from(["team", "indiener"]), st.booleans()), max_size=8
    ),
)
def test_de_loop_klopt_welke_knoppen_men_ook_drukt(begin, pogingen, programmateam, bestuurder):
    with transaction.atomic():
        punt, besluit = maak_agendapunt(vergadering=maak_vergadering()), maak_besluit()
        signaal = maak_signaal(indiener=bestuurder, status=begin)
        for naar, wie, met in pogingen:
            door = programmateam if wie == "team" else bestuurder
            velden = {"toelichting": "Omdat.", "agendapunt": punt, "besluit": besluit} if met else {}
            versie = Signaal.objects.get(pk=signaal.pk).versie
            with suppress(ValidationError, PermissionDenied), transaction.atomic():
                zet_signaal(signaal=signaal, door=door, versie=versie, naar=naar, **velden)
        nu, stappen = Signaal.objects.get(pk=signaal.pk), list(signaal.stappen.all())
        standen = [begin, *(s.naar for s in stappen)]
        assert [s.van for s in stappen] == standen[:-1], "the log is one chain"
        assert standen[-1] == nu.status
        assert all(s.naar in OVERGANGEN[s.van] for s in stappen)
        assert all(s.door == bestuurder for s in stappen if s.naar == Status.INGETROKKEN)
        assert all(s.toelichting for s in stappen if s.naar == Status.AFGEHANDELD)
        assert nu.status != Status.BESLOTEN or nu.besluit
        assert nu.status != Status.GEAGENDEERD or nu.agendapunt
        transaction.set_rollback(True)


def test_uit_elke_stand_is_er_een_weg_naar_het_einde():
    for begin in Status.values:
        bereikt, rand = {begin}, [begin]
        while rand:
            nieuw = set(OVERGANGEN.get(rand.pop(), ())) - bereikt
            bereikt |= nieuw
            rand += nieuw
        assert bereikt & set(Signaal.AFGELOPEN), begin


def test_het_log_verandert_niet(programmateam, bestuurder):
    signaal = dien_signaal_in(door=bestuurder, titel="Te hard rijden", wat="Er wordt te hard gereden.")
    regel = signaal.stappen.get()
    regel.toelichting = "Anders."
    for daad in (regel.save, regel.delete):
        with pytest.raises(TypeError):
            daad()
    assert signaal.stappen.get().toelichting == ""


def test_de_woorden_zijn_van_wie_indiende_tot_het_op_een_agenda_staat(bestuurder, programmateam):
    signaal = maak_signaal(indiener=bestuurder)
    with pytest.raises(PermissionDenied):
        bewerk_signaal(signaal=signaal, door=programmateam, versie=1, wat="Anders.")
    assert bewerk_signaal(signaal=signaal, door=bestuurder, versie=1, wat="Anders.").wat == "Anders."
    assert Logregel.objects.get_for_object(signaal).filter(actor=bestuurder).exists()
    Signaal.objects.update(status="geagendeerd", agendapunt=maak_agendapunt())
    with pytest.raises(PermissionDenied):
        bewerk_signaal(signaal=signaal, door=bestuurder, versie=2, wat="Toch weer.")


# Pages ---------------------------------------------------------------------------------------------------


def test_indienen_en_volgen(bestuurder, als_client):
    client, nieuw = als_client(bestuurder), reverse("signalen:nieuw")
    doel = maak_doel()
    leeg = client.post(nieuw, {"titel": "", "wat": "Mijn tekst", "plan": "", "doelen": "9.9"}).text
    for zin in ("Vul in een regel in", "Schrijf op wat u voorstelt.", "Wij kennen geen doel", "Mijn tekst"):
        assert zin in leeg
    post = {"titel": "Te hard rijden", "wat": "Er wordt gereden.", "plan": "Een drempel.", "doelen": doel.nummer}
    antwoord = client.post(nieuw, post | {"opgaven": [doel.opgave.pk]})
    signaal = Signaal.objects.get()
    assert antwoord.url == signaal.get_absolute_url() and list(signaal.doelen.all()) == [doel]
    pad = reverse("signalen:bewerken", args=[signaal.nummer])
    assert "Een drempel." in client.get(pad).text
    client.post(pad, post | {"plan": "Twee drempels.", "versie": "1"})
    botsing = client.post(pad, post | {"plan": "Geen drempel.", "versie": "1"})
    assert botsing.status_code == 409
    assert "Geen drempel." in botsing.text and "Twee drempels." in botsing.text
    client.post(stap(signaal, "ingetrokken"), {"versie": "2", "toelichting": "Het is over."})
    html = client.get(signaal.get_absolute_url()).text
    assert "Ingetrokken" in html and "Het is over." in html


def test_het_programmateam_brengt_een_signaal_naar_een_besluit(programmateam, als_client):
    client, signaal = als_client(programmateam), maak_signaal(status="in_behandeling")
    orgaan, besluit = maak_orgaan(naam="Algemeen bestuur"), maak_besluit()
    assert "Kies een overleg, of een punt" in client.post(stap(signaal, "geagendeerd"), {"versie": "1"}).text
    assert "Algemeen bestuur" in client.get(stap(signaal, "geagendeerd")).text
    client.post(stap(signaal, "geagendeerd"), {"versie": "1", "orgaan": orgaan.pk})
    oud = client.post(stap(signaal, "afgehandeld"), {"versie": "1", "toelichting": "Klaar."})
    assert oud.status_code == 409 and "Klaar." in oud.text and "Op de agenda" in oud.text
    client.post(stap(signaal, "besloten"), {"versie": "2", "besluit": besluit.pk})
    html = client.get(signaal.get_absolute_url()).text
    assert besluit.nummer in html
    assert signaal.nummer in client.get(besluit.get_absolute_url()).text
    assert "Dat kan niet (meer)" in client.post(stap(signaal, "afgehandeld"), {"versie": "3"}).text
    assert client.get(stap(signaal, "verzonnen")).status_code == 404
    assert client.get(reverse("signalen:detail", args=["SG-1900-01"])).status_code == 404


def test_filters_en_bestand_geven_hetzelfde(bestuurder, als_client):
    doel = maak_doel()
    eerste = maak_signaal(titel="Eerste zaak", indiener=bestuurder)
    eerste.opgaven.add(doel.opgave)
    maak_signaal(titel="Tweede zaak", status="afgehandeld")
    client = als_client(bestuurder)
    for vraag, verwacht in {
        "": {"Eerste", "Tweede"},
        "q=tweede": {"Tweede"},
        f"opgave={doel.opgave.code}": {"Eerste"},
        "status=afgehandeld": {"Tweede"},
        "van-mij=1": {"Eerste"},
        "loopt=1": {"Eerste"},
    }.items():
        for pad in (f"{LIJST}?{vraag}", f"{LIJST}?{vraag}&export=csv"):
            tekst = lees(client, pad)
            assert {woord for woord in ("Eerste", "Tweede") if f"{woord} zaak" in tekst} == verwacht, pad


def test_een_besloten_signaal_is_voor_het_bestuur_en_wie_het_indiende(als_client, request):
    eigen = maak_signaal(titel=GEHEIM, besloten=True, indiener=request.getfixturevalue("partner"))
    paden = [
        LIJST,
        f"{LIJST}?q={GEHEIM.lower()}",
        f"{LIJST}?export=csv",
        eigen.get_absolute_url(),
        "/zoeken/?q=zwijgplicht",
    ]
    for rol, leest in {
        "bewoner": 0,
        "zonder_rol": 0,
        "projectleider": 0,
        "trekker": 0,
        "bestuurder": 4,
        "partner": 4,
    }.items():
        client = als_client(request.getfixturevalue(rol))
        assert sum(GEHEIM in lees(client, pad) for pad in paden) == leest, rol


def test_een_open_signaal_verraadt_geen_besloten_punt_of_besluit(partner, als_client):
    punt = maak_agendapunt(titel=f"{GEHEIM} punt", besloten=True)
    besluit = maak_besluit(titel=f"{GEHEIM} besluit", besloten=True)
    signaal = maak_signaal(status="besloten", agendapunt=punt, besluit=besluit)
    html = lees(als_client(partner), signaal.get_absolute_url())
    assert signaal.titel in html and GEHEIM not in html and besluit.nummer not in html


@pytest.mark.parametrize("aantal", [2, 25])
def test_de_lijst_kost_een_vast_aantal_vragen(aantal, bestuurder, als_client, django_assert_max_num_queries):
    doel = maak_doel()
    for _ in range(aantal):
        signaal = maak_signaal(indiener=maak_gebruiker())
        signaal.doelen.add(doel)
    client = als_client(bestuurder)
    with django_assert_max_num_queries(12):
        client.get(LIJST)
