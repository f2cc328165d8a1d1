"""Taking part in an idea: nobody counts twice, nobody learns who takes part, and who leaves is gone."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acties.initiatieven import meedoen, openbaar, services
from acties.initiatieven.opruimen import ruim_op
from acties.models import Deelname, Initiatief, InitiatiefLog, InitiatiefStatus
from sterkvoornoord.models import Bericht, Logregel
from tests import factories
from tests.initiatieven import EMAIL, maak_initiatief, maak_openbaar_idee

pytestmark = pytest.mark.django_db
S = InitiatiefStatus
ANNA = {
    "soort": "bewoner",
    "organisatie": "",
    "naam": "Voorbeeld Deelnemer",
    "email": "anna@voorbeeld.example",
    "brengt": "Een schep",
    "mag_naam": "ja",
    "toont": "Anna",
}


def pad(initiatief, deel="meedoen/") -> str:
    return f"/ideeen/{initiatief.nummer}/{deel}"


def link() -> str:
    """The secret link in the newest mail."""
    return re.search(r"/ideeen/deelname/[\w-]{43}/", Bericht.objects.latest("pk").tekst)[0]


def doe_mee(client, initiatief, **anders) -> str:
    """Fill it in and confirm it with the link of the mail; returns the link."""
    assert client.post(pad(initiatief), {**ANNA, **anders}).status_code == 302
    adres = link()
    assert client.post(adres, {"daad": "bevestig"}).status_code == 302
    return adres


def telt(initiatief) -> int:
    return Initiatief.objects.met_aantal().get(pk=initiatief.pk).aantal


@pytest.mark.parametrize(("taal", "richting"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_een_bewoner_doet_mee_en_stopt_weer_zonder_account(client, taal, richting):
    initiatief = maak_openbaar_idee()
    html = client.get(f"{pad(initiatief)}?taal={taal}").content.decode()
    assert f'<html lang="{taal}" dir="{richting}"' in html
    antwoord = client.post(f"{pad(initiatief)}?taal={taal}", ANNA)
    assert antwoord.url == pad(initiatief, "") + ("" if taal == "nl" else f"?taal={taal}")
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.taal, bericht.geheim) == (ANNA["email"], taal, True)
    assert ANNA["naam"] not in bericht.onderwerp + bericht.tekst, "wie het adres heeft, vroeg nog niets"
    assert telt(initiatief) == 0
    adres = link()
    html = client.get(adres).content.decode()
    assert f'dir="{richting}"' in html and Deelname.objects.get().bevestigd_op is None, "kijken bevestigt niet"
    client.post(adres, {"daad": "bevestig"})
    client.post(adres, {"daad": "bevestig"})
    assert telt(initiatief) == 1
    client.post(adres, {"daad": "stop"})
    assert not Deelname.objects.exists() and client.get(adres).status_code == 404
    assert not Bericht.objects.exclude(aan="").exists()
    assert client.post(adres, {"daad": "bevestig"}).status_code == 404, "een oude link brengt niets terug"


def test_wie_al_meedoet_krijgt_hetzelfde_antwoord_en_dezelfde_mail(client):
    initiatief = maak_openbaar_idee()
    eerste = doe_mee(client, initiatief)

    def antwoord(email):
        kreeg = Client().post(pad(initiatief), {**ANNA, "email": email, "naam": "Een ander"}, follow=True)
        bericht = Bericht.objects.latest("pk")
        return kreeg.status_code, kreeg.content, bericht.onderwerp, re.sub(r"deelname/\S+", "", bericht.tekst)

    assert antwoord("anna@voorbeeld.example") == antwoord("nieuw@voorbeeld.example") == antwoord(EMAIL)
    assert Deelname.objects.tellen().get().naam == ANNA["naam"], "wat een ander typt verandert niets"
    # The newest that the owner of the address confirms, replaces what was there.
    nieuwe = doe_mee(client, initiatief, email="ANNA@voorbeeld.example", naam="Nieuwe naam")
    assert Deelname.objects.tellen().get().naam == "Nieuwe naam" and telt(initiatief) == 1
    assert client.get(eerste).status_code == 404 and client.get(nieuwe).status_code == 200


def test_een_ander_kan_niets_met_een_verkeerde_link(client):
    een, ander = maak_openbaar_idee(), maak_openbaar_idee()
    client.post(pad(een), ANNA)
    goed = link()
    slot = goed.split("/")[-2]
    for fout in (
        f"/ideeen/deelname/{slot[:-1]}{'A' if slot[-1] != 'A' else 'B'}/",
        f"/ideeen/deelname/{ander.sleutel}/",
    ):
        antwoord = client.post(fout, {"daad": "bevestig"})
        assert antwoord.status_code == 404 and b"This link does not work" in antwoord.content
    assert telt(een) == telt(ander) == 0
    assert slot not in str(list(Deelname.objects.values())), "de sleutel staat nergens"
    assert client.get(f"/initiatieven/volg/{slot}/").status_code == 404, "een deelname opent het idee niet"


def test_wie_het_idee_instuurde_telt_niet_als_deelnemer(client):
    initiatief = maak_openbaar_idee()
    client.post(pad(initiatief), {**ANNA, "email": EMAIL})
    html = client.post(link(), {"daad": "bevestig"}, follow=True).content.decode()
    assert "Dit is uw eigen idee" in html and telt(initiatief) == 0


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"email": ""}, "email"),
        ({"email": "geen adres"}, "email"),
        ({"naam": ""}, "naam"),
        ({"soort": "organisatie"}, "organisatie"),
        ({"mag_naam": ""}, "mag_naam"),
        ({"toont": ""}, "toont"),
        ({"toont": "Bel 0612345678"}, "toont"),
        ({"toont": "kijk op www.kwaad.example"}, "toont"),
        ({"brengt": "x" * 2001}, "brengt"),
        ({"controle": "ik ben een programma"}, "controle"),
        ({"naam": "a\0"}, "naam"),
    ],
)
def test_wat_niet_klopt_komt_terug_met_wat_er_stond(client, anders, veld):
    antwoord = client.post(pad(maak_openbaar_idee()), {**ANNA, **anders})
    assert list(antwoord.context["form"].errors) == [veld]
    assert not Deelname.objects.exists() and not Bericht.objects.exists()
    if veld != "brengt":
        assert "Een schep" in antwoord.content.decode()


def test_een_andere_taal_houdt_wat_er_stond_en_te_vaak_is_te_vaak(client, settings):
    initiatief = maak_openbaar_idee()
    antwoord = client.post(f"{pad(initiatief)}?taal=ar", {**ANNA, "email": "half", "daad": "taal-ar"})
    html = antwoord.content.decode()
    assert 'dir="rtl"' in html and 'value="half"' in html and 'role="alert"' not in html
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_meedoen": "9/h/ip,1/d/key"}
    codes = [
        client.post(pad(initiatief), ANNA | {"email": e}).status_code
        for e in ("a@b.example", "A@b.example", "c@b.example")
    ]
    assert codes == [302, 429, 302]


@pytest.mark.parametrize("status", [S.AFGEROND, S.DOORVERWEZEN])
def test_met_wat_voorbij_is_kan_men_niet_meer_meedoen(client, status):
    initiatief = maak_openbaar_idee()
    client.post(pad(initiatief), ANNA)
    Initiatief.objects.update(status=status, gesloten_op=factories.timezone.now())
    assert client.get(pad(initiatief)).status_code == 302
    assert client.post(pad(initiatief), ANNA).context["form"].non_field_errors()
    assert "gestopt of klaar" in client.post(link(), {"daad": "bevestig"}, follow=True).content.decode()
    assert telt(initiatief) == 0


def test_een_naam_staat_er_pas_met_toestemming_en_na_een_collega(client, als_client, projectleider, opgave):
    initiatief = maak_openbaar_idee(opgave=opgave)
    adres = doe_mee(client, initiatief)
    doe_mee(client, initiatief, email="bob@voorbeeld.example", mag_naam="nee", toont="Bob")

    def html():
        return client.get(pad(initiatief, "")).content.decode()

    assert "2 doen mee" in html() and "Anna" not in html()
    deelname = Deelname.objects.get(toont="Anna")
    collega, website = als_client(projectleider), f"{initiatief.get_absolute_url()}website/"
    gezien = {"daad": "naam", "deelname": deelname.pk}
    assert "anna@voorbeeld.example" in collega.get(initiatief.get_absolute_url()).content.decode()
    collega.post(website, {**gezien, "toont": "Een andere naam"})
    assert "Anna" not in html(), "een andere naam dan de collega zag"
    collega.post(website, {**gezien, "toont": "Anna"})
    assert "Anna" in html() and "van wie 1 zonder naam" in html()
    for geheim in ("anna@", "Een schep", "Voorbeeld Deelnemer", "Bob"):
        assert geheim not in html()
    client.post(adres, {"daad": "geen-naam"})
    assert "Anna" not in html()
    client.post(adres, {"daad": "naam"})
    assert "Anna" not in html(), "wie terugkomt wordt weer nagekeken"
    collega.post(website, {"daad": "weg", "deelname": deelname.pk})
    assert telt(initiatief) == 1 and client.get(adres).status_code == 404


def test_een_partner_doet_mee_met_zijn_account_eens_en_zonder_mail(als_client, trekker):
    initiatief, client = maak_openbaar_idee(), als_client(trekker)
    for _ in range(2):
        client.post(pad(initiatief), {"brengt": "Een busje", "mag_naam": "ja"})
    assert telt(initiatief) == 1 and not Bericht.objects.exists()
    html = client.get(pad(initiatief, "")).content.decode()
    assert "Vidomes" in html and "Niet meer meedoen" in html
    with pytest.raises(meedoen.KanNiet):
        meedoen.doe_mee_als_partner(
            initiatief=maak_openbaar_idee(partner=trekker.partner), door=trekker, velden={}, taal="nl"
        )
    client.post(pad(initiatief), {"daad": "stop"})
    assert not Deelname.objects.exists()
    # The person of the account joined as a resident before: one, now with the partner.
    doe_mee(Client(), initiatief, email=trekker.email)
    client.post(pad(initiatief), {"brengt": "", "mag_naam": "nee"})
    assert telt(initiatief) == 1 and Deelname.objects.tellen().get().partner == trekker.partner


def test_na_samenvoegen_telt_iedereen_een_keer_en_werkt_elke_link(client, programmateam):
    een, ander = (
        maak_openbaar_idee(),
        maak_openbaar_idee(indiener={"naam": "Ander", "email": "ander@voorbeeld.example"}),
    )
    links = [doe_mee(client, een), doe_mee(client, ander)]
    doe_mee(client, een, email="ander@voorbeeld.example")
    doe_mee(client, een, email="bob@voorbeeld.example")
    services.voeg_samen(dubbel=een, met=ander, door=programmateam)
    assert (telt(een), telt(ander)) == (0, 2), "Anna en Bob; wie het instuurde telt niet"
    assert [client.get(adres).status_code for adres in links] == [200, 200]
    assert client.get(pad(een, "")).url == pad(ander, "")
    # Its submitter stops: who joined the first one is not stopped with it.
    services.trek_in(initiatief=Initiatief.objects.get(pk=ander.pk))
    assert (telt(een), telt(ander)) == (3, 1)
    assert client.get(pad(ander, "")).status_code == 404
    gehoord = Bericht.objects.filter(tekst__contains="is ermee gestopt").values_list("aan", flat=True)
    assert list(gehoord) == ["anna@voorbeeld.example"]
    client.post(links[0], {"daad": "stop"})
    assert telt(een) == 2 and client.get(links[1]).status_code == 200


DAAD = st.tuples(
    st.sampled_from(["meld", "bevestig", "stop", "partner", "samen", "los"]), st.integers(0, 2), st.integers(0, 3)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(daden=st.lists(DAAD, min_size=3, max_size=14))
def test_het_aantal_klopt_na_elke_reeks_van_daden(trekker, programmateam, daden):
    """Whatever is done in whatever order: who counts are the different people and partners that confirmed."""
    Deelname.objects.all().delete()
    ideeen = [maak_openbaar_idee(indiener={"naam": "X", "email": f"p{nr}@voorbeeld.example"}) for nr in range(3)]
    for daad, nr, wie in daden:
        idee, email = Initiatief.objects.get(pk=ideeen[nr].pk), f"p{wie}@voorbeeld.example"
        rij = Deelname.objects.filter(initiatief=idee, email=email).last()
        try:
            if daad == "meld":
                velden = {"soort": "bewoner", "naam": "X", "email": email}
                meedoen.meld_aan(initiatief=idee, velden=velden, taal="nl")
            elif daad == "partner":
                meedoen.doe_mee_als_partner(initiatief=idee, door=trekker, velden={}, taal="nl")
            elif daad == "samen":
                services.voeg_samen(dubbel=idee, met=ideeen[(nr + 1) % 3], door=programmateam)
            elif daad == "los":
                services.trek_in(initiatief=idee)
            elif rij is not None:
                {"bevestig": meedoen.bevestig, "stop": meedoen.stop}[daad](deelname=rij)
        except services.ValidationError:
            continue
        for rij in ideeen:
            bevestigd = rij.deelnames.bevestigd()
            verwacht = {r.partner_id or r.email for r in bevestigd} - {rij.indiener.email}
            assert telt(rij) == len(verwacht)
    assert not Deelname.objects.filter(telt=True, bevestigd_op=None).exists()


@pytest.mark.django_db(transaction=True)
def test_twintig_tegelijk_zijn_twintig_en_dezelfde_tegelijk_is_een(trekker):
    initiatief = maak_openbaar_idee()
    velden = [{"soort": "bewoner", "naam": "X", "email": f"p{nr % 20}@voorbeeld.example"} for nr in range(60)]
    rijen = [meedoen.meld_aan(initiatief=initiatief, velden=v, taal="nl") for v in velden]

    def doe(rij):
        try:
            if rij is None:
                meedoen.doe_mee_als_partner(initiatief=initiatief, door=trekker, velden={}, taal="nl")
            else:
                meedoen.bevestig(deelname=rij)
        except meedoen.KanNiet:
            pass  # another row of the same person was confirmed first
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as ploeg:
        list(ploeg.map(doe, [*rijen, None, None, None]))
    assert telt(initiatief) == 21 == Deelname.objects.count()


def test_de_klok_wist_wie_niet_bevestigde_en_later_wie_het_waren(client, settings, trekker, als_client):
    initiatief = maak_openbaar_idee()
    adres = doe_mee(client, initiatief)
    als_client(trekker).post(pad(initiatief), {"brengt": "", "mag_naam": "ja"})
    client.post(pad(initiatief), ANNA | {"email": "traag@voorbeeld.example"})
    assert ruim_op().deelnames == 0
    Deelname.objects.update(aangemeld_op=factories.timezone.now() - factories.timedelta(days=8))
    assert ruim_op(proef=True).deelnames == 1 == ruim_op().deelnames
    assert not Bericht.objects.filter(aan="traag@voorbeeld.example").exists() and telt(initiatief) == 2
    dag = factories.timezone.now() - factories.timedelta(days=settings.INITIATIEF_BEWAREN_DAGEN + 1)
    Initiatief.objects.update(status=S.AFGEROND, gesloten_op=dag)
    assert ruim_op().geanonimiseerd == 1
    alles = str(list(Deelname.objects.values())) + str(list(Bericht.objects.values()))
    assert "anna@" not in alles and "Voorbeeld Deelnemer" not in alles and trekker.email not in alles
    assert telt(initiatief) == 2 and client.get(adres).status_code == 404
    html = client.get(pad(initiatief, "")).content.decode()
    assert "2 doen mee" in html and "Vidomes" in html and "Klaar" in html


def test_de_indiener_hoort_een_keer_per_dag_hoeveel_er_meedoen(client):
    initiatief = maak_openbaar_idee(taal="en")
    for nr in range(3):
        doe_mee(client, initiatief, email=f"p{nr}@voorbeeld.example")
    naar_indiener = Bericht.objects.filter(aan=EMAIL)
    assert not naar_indiener.exists(), "niet bij elke aanmelding"
    assert (meedoen.meld_indieners(), meedoen.meld_indieners()) == (1, 0)
    assert "3 people and organisations" in naar_indiener.get().tekst
    assert "3 take part" in client.get(f"/initiatieven/volg/{initiatief.sleutel}/").content.decode()
    Deelname.objects.first().delete()
    assert meedoen.meld_indieners() == 0 and naar_indiener.count() == 1, "minder is geen nieuws"


# ── On the website ───────────────────────────────────────────────────────────


def zet_op_website(client, initiatief, **anders):
    velden = {"daad": "openbaar", **openbaar.begin(initiatief), "nagekeken": "on", **anders}
    return client.post(f"{initiatief.get_absolute_url()}website/", velden)


def test_een_collega_zet_een_idee_op_de_website_en_haalt_het_er_weer_af(client, als_client, projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave, mag_openbaar=True, waarom="Voor de buren.")
    collega = als_client(projectleider)
    assert client.get(pad(initiatief, "")).status_code == 404
    begin = openbaar.begin(initiatief)
    assert (begin["titel"], begin["tekst"]) == (initiatief.titel, "Kruiden en aardbeien planten.\n\nVoor de buren.")
    assert zet_op_website(collega, initiatief, nagekeken="").context["openbaar"].errors
    for tekst in (f"Mail {EMAIL}", "Bel Voorbeeld Bewoner", "Bel 06 12 34 56 78", "Mail ander@kwaad.example"):
        assert zet_op_website(collega, initiatief, tekst=tekst).context["openbaar"].errors["tekst"]
    assert zet_op_website(collega, initiatief, titel="Kruiden voor iedereen").status_code == 302
    html = client.get(pad(initiatief, "")).content.decode()
    for woord in ("Kruiden voor iedereen", "Voor de buren.", "Nieuw idee"):
        assert woord in html
    for geheim in ("Voorbeeld Bewoner", EMAIL, "Plukgroen"):
        assert geheim not in html
    # In another window somebody still has the page of before.
    oud = zet_op_website(collega, initiatief, titel="Uit een oud venster")
    assert "Een collega was u voor" in str(oud.context["openbaar"].errors)
    collega.post(f"{initiatief.get_absolute_url()}website/", {"daad": "afhalen"})
    assert client.get(pad(initiatief, "")).status_code == 404
    notities = InitiatiefLog.objects.filter(soort="notitie").values_list("tekst", flat=True)
    assert list(notities) == ["Op de website gezet.", "Van de website gehaald."]
    assert "Kruiden voor iedereen" not in str(list(Logregel.objects.values()))


def test_zonder_toestemming_of_recht_komt_niets_op_de_website(
    als_client, projectleider, andere_projectleider, partner, opgave
):
    initiatief = maak_initiatief(opgave=opgave, mag_openbaar=False)
    assert "geen toestemming" in str(zet_op_website(als_client(projectleider), initiatief).context["openbaar"].errors)
    for wie in (andere_projectleider, partner):
        assert zet_op_website(als_client(wie), initiatief).status_code in (403, 404)
    assert not Initiatief.objects.openbaar().exists()


def test_de_indiener_haalt_het_idee_van_de_website_en_geeft_later_weer_toestemming(client):
    initiatief = maak_openbaar_idee()
    volg = f"/initiatieven/volg/{initiatief.sleutel}/"
    client.post(volg, {"daad": "geen-website"})
    assert client.get(pad(initiatief, "")).status_code == 404
    client.post(volg, {"daad": "website"})
    assert client.get(pad(initiatief, "")).status_code == 404, "eerst kijkt een collega"
    assert Initiatief.objects.get().mag_openbaar


@pytest.mark.parametrize("naar", [S.AFGEWEZEN, S.DOORVERWEZEN])
def test_wie_meedoet_hoort_dat_het_niet_doorgaat(client, naar, programmateam):
    initiatief = maak_openbaar_idee(status=S.INTAKE)
    doe_mee(client, initiatief)
    services.neem_stap(initiatief=initiatief, door=programmateam, naar=naar, vanaf=S.INTAKE, tekst="Daarom.")
    mail = Bericht.objects.filter(aan=ANNA["email"]).last()
    assert "/ideeen/deelname/" in mail.tekst and "Daarom." not in mail.tekst
    assert client.get(pad(initiatief, "")).status_code == (404 if naar == S.AFGEWEZEN else 200)
    services.neem_stap(initiatief=initiatief, door=programmateam, naar=S.INTAKE, vanaf=naar)
    assert client.get(pad(initiatief, "")).status_code == (404 if naar == S.AFGEWEZEN else 200), "niet vanzelf terug"
