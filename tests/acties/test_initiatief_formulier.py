"""The form of a resident: four steps, three languages, nothing typed is lost, and one idea is one initiatief."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import polib
import pytest
from django.conf import settings as settings_van_project
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import trans_real

from acties.initiatieven import concepten
from acties.initiatieven.meedoen import meld_indieners
from acties.initiatieven.post_meedoen import NIEUWS, nieuws
from acties.models import Concept, Indiener, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatiefkeuzes import OP_DE_WEBSITE
from sterkvoornoord.models import Bericht, Logregel
from tests.factories import maak_actie, maak_activiteit, maak_doel, maak_gebied, maak_orgaan, maak_vergadering
from tests.initiatieven import EMAIL, IDEE, NIEUW, maak_concept, maak_initiatief, stappen, vul_in

pytestmark = pytest.mark.django_db
S = InitiatiefStatus


@pytest.fixture
def client(als_client) -> Client:
    """A visitor whose browser brings no cookie and no CSRF token along."""
    return als_client(enforce_csrf_checks=True)


def pad(link: str) -> str:
    return urlsplit(link).path


@pytest.mark.parametrize(("taal", "richting"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_een_bewoner_stuurt_een_idee_in_en_bevestigt_het(
    client, taal, richting, brievenbus, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        volg = vul_in(client, taal=taal)
    initiatief = Initiatief.objects.get()
    assert re.fullmatch(r"N-20\d\d-001", initiatief.nummer)
    assert (initiatief.status, initiatief.taal, initiatief.begin_precisie) == (S.ONBEVESTIGD, taal, "jaar")
    assert (initiatief.bedrag, initiatief.mag_openbaar, initiatief.gebied.naam) == (1500, True, "Prinsenhof")
    pagina = client.get(volg)
    assert (pagina["X-Robots-Tag"], pagina["Referrer-Policy"]) == ("noindex", "strict-origin")
    html = pagina.content.decode()
    assert f'<html lang="{taal}" dir="{richting}"' in html
    assert EMAIL not in html
    [(envelop, mail)] = brievenbus.brieven
    assert envelop.rcpt_tos == [EMAIL]
    assert mail["Content-Language"] == taal
    link = re.search(r"https?://\S+", mail.get_body(("plain",)).get_content())[0]
    assert f'dir="{richting}"' in mail.get_body(("html",)).get_content()
    assert client.get(pad(link)).status_code == 200
    initiatief.refresh_from_db()
    assert initiatief.status == S.ONBEVESTIGD, "een programma dat links bekijkt, bevestigt niets"
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(pad(link)).url == volg
    initiatief.refresh_from_db()
    assert initiatief.status == S.INGEDIEND
    assert initiatief.antwoord_voor and initiatief.besluit_voor
    assert len(brievenbus.brieven) == 2, "bevestigd: een keer, ook na twee keer drukken"


def test_wat_getypt_is_staat_er_later_en_elders_weer_ook_als_het_fout_was(client, als_client):
    verder = client.post(NIEUW, {**stappen()[1], "naar": "volgende"}).url
    fout = client.post(verder, {**IDEE, "naam_idee": "", "start_2": "31", "naar": "volgende"})
    assert fout.status_code == 200
    html = fout.content.decode()
    assert 'role="alert"' in html and 'aria-invalid="true"' in html
    assert {"naam_idee", "gebied", "start"} == set(fout.context["form"].errors)
    ander = als_client().get(pad(verder))
    assert ander.status_code == 302
    opnieuw = als_client().get(ander.url).content.decode()
    assert "Kruiden en aardbeien planten." in opnieuw
    assert 'value="31"' in opnieuw
    assert 'role="alert"' not in opnieuw, "wie terugkomt krijgt geen verwijten"


@pytest.mark.parametrize("naar", ["vorige", "later", "taal-ar", "stap-1", "onzin"])
def test_elke_knop_bewaart_eerst(client, naar):
    verder = client.post(NIEUW, {**stappen()[1], "naar": "volgende"}).url
    client.post(verder, {"wat": "Half getypt", "naar": naar})
    assert Concept.objects.get().antwoorden["2"]["wat"] == ["Half getypt"]
    assert not Initiatief.objects.exists()


def test_een_andere_taal_kiezen_op_een_leeg_formulier_bewaart_niets(client):
    antwoord = client.post(NIEUW, {"naar": "taal-ar", "naam": ""})
    assert antwoord.url == f"{NIEUW}?taal=ar"
    assert not Concept.objects.exists()


def test_later_verder_mailt_de_link_aan_wie_een_adres_gaf(client):
    antwoord = client.post(NIEUW, {**stappen()[1], "naar": "later"})
    assert "Wij hebben bewaard" in client.get(antwoord.url).content.decode()
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.geheim) == (EMAIL, True)
    assert pad(antwoord.url) in bericht.tekst


def test_twee_keer_versturen_maakt_er_een(client):
    laatste = vul_in(client, tot=3)
    een = client.post(laatste, {"mag_openbaar": "nee", "naar": "volgende"})
    twee = client.post(laatste, {"mag_openbaar": "nee", "naar": "volgende"})
    assert een.url == twee.url == client.get(laatste).url
    assert Initiatief.objects.count() == 1
    assert Concept.objects.get().antwoorden == {}, "wat getypt is, staat nog op een plek"


def test_overslaan_kan_niet(client):
    verder = vul_in(client, tot=1)
    assert client.get(verder.replace("stap=2", "stap=4")).url == verder
    antwoord = client.post(verder.replace("stap=2", "stap=4"), {"mag_openbaar": "ja", "naar": "volgende"})
    assert antwoord.url == f"{verder}&nakijken=1"
    assert 'role="alert"' in client.get(antwoord.url).content.decode()
    assert not Initiatief.objects.exists()


@pytest.mark.parametrize(
    ("stap", "anders", "veld"),
    [
        (1, {"email": "", "telefoon": ""}, "email"),
        (1, {"email": "geen adres"}, "email"),
        (1, {"email": "", "telefoon": "bel maar"}, "telefoon"),
        (1, {"soort_indiener": "organisatie"}, "organisatie"),
        (1, {"soort_indiener": "koning"}, "soort_indiener"),
        (1, {"naam": "n" * 121}, "naam"),
        (2, {"start_0": "31", "start_1": "2"}, "start"),
        (2, {"start_2": "2024"}, "start"),
        (2, {"gebied": "999999"}, "gebied"),
        (2, {"wat": "w" * 2001}, "wat"),
        (3, {"bedrag": "veel"}, "bedrag"),
        (3, {"nodig": ["geld", "niets"]}, "nodig"),
        (3, {"doel": "x"}, "doel"),
    ],
)
def test_een_fout_antwoord_wordt_uitgelegd_bij_zijn_veld(client, stap, anders, veld):
    _, sleutel = maak_concept()
    antwoord = client.post(f"{NIEUW}{sleutel}/?stap={stap}", {**stappen()[stap], **anders, "naar": "volgende"})
    assert list(antwoord.context["form"].errors) == [veld]
    assert f'id="id_{veld}_error"' in antwoord.content.decode()


def test_een_nummer_met_arabische_cijfers_is_een_telefoonnummer(client):
    vul_in(client, email="", telefoon="٠٦-١٢٣٤ ٥٦٧٨", bedrag="١٥٠٠")
    assert Indiener.objects.get().telefoon == "0612345678"
    assert Initiatief.objects.get().bedrag == 1500
    assert not Bericht.objects.exists()
    assert Initiatief.objects.get().status == S.ONBEVESTIGD


def test_een_programma_dat_elk_vak_invult_komt_niet_verder(client):
    antwoord = client.post(NIEUW, {**stappen()[1], "controle": "koop nu", "naar": "volgende"})
    assert "controle" in antwoord.context["form"].errors
    assert not Concept.objects.exists()


def test_wie_te_vaak_begint_houdt_zijn_tekst(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_begin": "1/h/ip"}
    assert client.post(NIEUW, {**stappen()[1], "naar": "volgende"}).status_code == 302
    antwoord = client.post(NIEUW, {**stappen()[1], "naar": "volgende"})
    assert antwoord.status_code == 429
    assert 'value="Voorbeeld Bewoner"' in antwoord.content.decode()


def test_per_emailadres_is_er_een_grens_en_de_tekst_blijft_bewaard(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_verstuur": "1/d/key"}
    vul_in(client)
    laatste = vul_in(client, tot=3, email=EMAIL.upper())
    assert client.post(laatste, {"mag_openbaar": "ja", "naar": "volgende"}).status_code == 429
    assert Initiatief.objects.count() == 1
    vul_in(client, email="iemand.anders@voorbeeld.example")
    assert Initiatief.objects.count() == 2


def test_achter_een_proxy_telt_het_adres_van_de_bezoeker(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_begin": "1/h/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    kreeg = [
        client.post(NIEUW, stappen()[1], headers={"X-Forwarded-For": adres}).status_code
        for adres in ("1.2.3.4, 203.0.113.7", "5.6.7.8, 203.0.113.7", "203.0.113.8")
    ]
    assert kreeg == [302, 429, 302], "wat de bezoeker zelf vooraan schrijft, telt niet"


def test_een_partner_met_account_hoeft_zijn_gegevens_niet_te_typen(als_client, trekker):
    client = als_client(trekker)
    html = client.get(NIEUW).content.decode()
    assert 'value="Vidomes"' in html and f'value="{trekker.email}"' in html
    vul_in(client, soort_indiener="organisatie", organisatie="Vidomes", email=trekker.email)
    initiatief = Initiatief.objects.get()
    assert (initiatief.partner, initiatief.status) == (trekker.partner, S.INGEDIEND)


def test_een_collega_vult_in_voor_wie_belt_en_gaat_verder_met_behandelen(als_client, client, projectleider):
    collega = als_client(projectleider)
    volg = vul_in(collega, email="", telefoon="06 12345678")
    initiatief = Initiatief.objects.get()
    assert (initiatief.status, initiatief.ingevoerd_door) == (S.INGEDIEND, projectleider)
    assert initiatief.partner is None
    assert f'href="{initiatief.get_absolute_url()}"' in collega.get(volg).text
    assert initiatief.get_absolute_url() not in client.get(volg).text


def test_een_mail_aan_een_adres_dat_nog_niet_bevestigd_is_zegt_niets_wat_een_ander_typte(client):
    """Else the form sends anybody's words to anybody."""
    volg = vul_in(client, naam="Koop op kwaad.example", naam_idee="Win nu op kwaad.example")
    bericht = Bericht.objects.get()
    assert "kwaad" not in bericht.onderwerp + bericht.tekst
    client.post(volg, {"daad": "intrekken"})
    assert Initiatief.objects.get().status == S.INGETROKKEN
    assert Bericht.objects.count() == 1


def test_een_teken_dat_geen_database_bewaart_komt_er_niet_in(client):
    antwoord = client.post(NIEUW, {**stappen()[1], "naam": "Voor\0beeld", "naar": "volgende"})
    assert list(antwoord.context["form"].errors) == ["naam"]
    assert Concept.objects.get().antwoorden["1"]["naam"] == ["Voorbeeld"]
    volg = vul_in(client)
    for data in ({"daad": "bericht", "tekst": "a\0"}, {"daad": "intrekken", "reden": "\0"}, {"daad": "\0"}):
        assert client.post(volg, data).status_code in (200, 302)


@pytest.mark.parametrize("vorm", [f"{NIEUW}{{}}/", "/initiatieven/volg/{}/", "/initiatieven/volg/{}/bevestigen/a/"])
def test_een_verkeerde_sleutel_antwoordt_als_een_onbekende(client, vorm):
    antwoorden = {
        (antwoord := client.get(vorm.format(sleutel))).status_code: antwoord.content.replace(sleutel.encode(), b"")
        for sleutel in ("A" * 43, "kort", "x" * 300, "%00", "é")
    }
    assert list(antwoorden) == [404]
    assert client.post(vorm.format("A" * 43)).status_code == 404
    html = antwoorden[404].decode()
    for zin in ("Deze link werkt niet", "This link does not work", 'lang="ar" dir="rtl"'):
        assert zin in html, "niemand weet welke taal de bezoeker leest"


def test_wie_van_taal_wisselt_houdt_een_bericht_dat_nog_niet_is_verstuurd(client):
    volg = f"/initiatieven/volg/{maak_initiatief().sleutel}/"
    html = client.post(f"{volg}?taal=nl", {"daad": "taal-ar", "tekst": "Er is ook <een> kraan."}).content.decode()
    assert '<html lang="ar" dir="rtl"' in html and "Er is ook &lt;een&gt; kraan.</textarea>" in html
    assert Initiatief.objects.get().taal == "ar" and not InitiatiefLog.objects.exists()
    assert client.post(volg, {"daad": "taal-xx"}).status_code == 200


def test_in_de_database_staat_de_sleutel_nergens(client):
    volg = vul_in(client)
    sleutel = volg.rstrip("/").rsplit("/", 1)[1]
    assert len(sleutel) == 43
    rijen = [*Initiatief.objects.values(), *Concept.objects.values(), *InitiatiefLog.objects.values()]
    assert sleutel not in str(rijen)


def test_in_de_geschiedenis_staat_niet_wat_de_bewoner_schreef(client):
    vul_in(client)
    tekst = str(list(Logregel.objects.values()))
    for woord in ("Voorbeeld Bewoner", EMAIL, "Plukgroen", "Kruiden"):
        assert woord not in tekst
    assert "onbevestigd" in tekst


def eigen_teksten(taal: str) -> dict[str, polib.POEntry]:
    po = polib.pofile(f"{settings_van_project.BASE_DIR}/locale/{taal}/LC_MESSAGES/django.po")
    return {"\x04".join(filter(None, (tekst.msgctxt, tekst.msgid))): tekst for tekst in po}


def _lees_de_agenda(client: Client, taal: str) -> None:
    """The list with each filter, right and wrong, and both kinds of activity."""
    dag, reeks = timezone.localdate() + timedelta(days=2), uuid.uuid4()
    maak_vergadering(orgaan=maak_orgaan(openbaar=True), datum=dag)
    wijk = maak_gebied()
    vast = {"reeks": reeks, "voor": ",ouders,", "doel": maak_doel(), "aanmelden": "Loop binnen."}
    for over, kw in enumerate(({"begin": "10:00", "eind": "11:00", "afgelast": True}, {"begin": "10:00"}, {})):
        activiteit = maak_activiteit(dag=dag + timedelta(days=over), gebieden=[wijk] * (over % 2), **vast, **kw)
        assert client.get(f"{activiteit.get_absolute_url()}?taal={taal}").status_code == 200
    maak_activiteit(dag=dag - timedelta(days=9), laatste_dag=dag, taal="en" if taal == "ar" else "ar")
    for vraag in ("", f"&wijk={wijk.slug}&voor=ouders&q=a", "&wijk=onzin&q=%00", f"&q={'x' * 300}"):
        assert client.get(f"/agenda/?taal={taal}{vraag}").status_code == 200


def bezoek_ideeen(client, taal: str, initiatief: Initiatief) -> None:
    """Every page of ideas on the website and of who takes part, in every state, with their mail."""
    vast = {"mag_openbaar": True, "openbaar_titel": "x", "openbaar_tekst": "x", "samengevoegd_met": None}
    vast |= {"actie": maak_actie()}
    idee, lijst = f"/ideeen/{initiatief.nummer}/", f"/ideeen/?taal={taal}"
    client.get(lijst)
    Initiatief.objects.filter(pk=initiatief.pk).update(status=S.INTAKE, openbaar_op=initiatief.ontvangen_op, **vast)
    goed = {"soort": "bewoner", "naam": "X", "email": "x@voorbeeld.example", "mag_naam": "ja", "toont": "X"}
    for data in ({}, {"soort": "organisatie", "mag_naam": "ja"}, {"toont": "a@b", "email": "x"}, goed):
        client.post(f"{idee}meedoen/?taal={taal}", data)
    adres = re.search(r"/ideeen/deelname/\S+", Bericht.objects.latest("pk").tekst)[0]
    for daad in ("", "bevestig", "geen-naam", "naam"):
        client.post(adres, {"daad": daad})
        client.get(adres)
    for doel in (None, maak_doel()):
        Initiatief.objects.filter(pk=initiatief.pk).update(doel=doel)
        for vraag in (
            lijst,
            f"{lijst}&doel=9.9&nodig=x",
            f"{lijst}&nodig=mensen",
            f"{lijst}&pagina=9",
            f"{lijst}&pagina=x",
        ):
            assert client.get(vraag).status_code == 200
    for status in OP_DE_WEBSITE:
        Initiatief.objects.filter(pk=initiatief.pk).update(status=status)
        assert client.get(f"{idee}?taal={taal}").status_code == 200
    meld_indieners()
    for status in (*NIEUWS, S.SAMENGEVOEGD):
        initiatief = Initiatief.objects.get(pk=initiatief.pk)
        initiatief.status = status
        nieuws(initiatief, InitiatiefLog.objects.latest("pk"))
    client.get(f"/initiatieven/volg/{adres}/")
    client.post(adres, {"daad": "stop"}, follow=True)


@pytest.mark.parametrize("taal", ["en", "ar"])
def test_geen_enkele_tekst_valt_stil_terug_op_het_nederlands(client, taal, monkeypatch, settings):
    """Listens to every text that the form, the mail, the page of an idea in every status and the agenda look up."""
    gevraagd = set()

    class Luisteraar(trans_real.DjangoTranslation):
        def gettext(self, tekst):
            gevraagd.add(tekst)
            return super().gettext(tekst)

        def ngettext(self, een, meer, aantal):
            gevraagd.add(een)
            return super().ngettext(een, meer, aantal)

    monkeypatch.setitem(trans_real._translations, taal, Luisteraar(taal))
    settings.CONTACT_TELEFOON = "14 070"
    client.post(f"{NIEUW}?taal={taal}", {"naar": "volgende"})
    client.get(client.post(f"{NIEUW}?taal={taal}", {"naam": "x", "naar": "later"}).url)
    client.post(pad(client.post(f"{NIEUW}?taal={taal}", {"naam": "x", "naar": "bijlagen"}).url))
    client.get("/initiatieven/volg/kort/")
    volg = vul_in(client, taal=taal)
    initiatief = Initiatief.objects.get()
    actie = maak_actie()
    for status in S.values:
        nu = dict.fromkeys(("ingediend_op", "antwoord_voor", "besluit_voor", "gesloten_op"), initiatief.ontvangen_op)
        nu["samengevoegd_met"] = initiatief.pk if status == S.SAMENGEVOEGD else None
        nu["actie"] = actie.pk if status == S.OMGEZET else None
        Initiatief.objects.filter(pk=initiatief.pk).update(status=status, **nu)
        assert client.get(volg).status_code == 200
    _lees_de_agenda(client, taal)
    bezoek_ideeen(client, taal, initiatief)
    # What Django itself says is in its own catalogue; in English that is empty, because it is written in English.
    van_django = set(trans_real.DjangoTranslation("ar")._catalog.keys()) - set(eigen_teksten("ar"))
    assert len(gevraagd) > 150
    assert not gevraagd - set(eigen_teksten(taal)) - van_django - {":"}


@pytest.mark.parametrize("taal", ["en", "ar"])
def test_elke_tekst_is_vertaald_en_dat_is_wat_er_draait(taal):
    teksten = eigen_teksten(taal)
    onvertaald = [
        tekst.msgid
        for tekst in teksten.values()
        if "fuzzy" in tekst.flags or not all(tekst.msgstr_plural.values() if tekst.msgid_plural else [tekst.msgstr])
    ]
    assert not onvertaald
    gevuld = re.compile(r"%\(\w+\)[sd]")
    for tekst in teksten.values():
        for vertaling in tekst.msgstr_plural.values() or [tekst.msgstr]:
            assert set(gevuld.findall(vertaling)) == set(gevuld.findall(tekst.msgid)), tekst.msgid
    mo = polib.mofile(f"{settings_van_project.BASE_DIR}/locale/{taal}/LC_MESSAGES/django.mo")
    draait = {(t.msgctxt or "", t.msgid): (t.msgstr, t.msgstr_plural) for t in mo}
    assert draait == {(t.msgctxt or "", t.msgid): (t.msgstr, t.msgstr_plural) for t in teksten.values()}


@pytest.mark.django_db(transaction=True)
def test_zestig_ideeen_tegelijk_zijn_er_zestig_met_elk_een_nummer():
    antwoorden = {
        str(stap): {veld: waarde if isinstance(waarde, list) else [waarde] for veld, waarde in velden.items()}
        for stap, velden in stappen().items()
    }
    pks = [maak_concept(antwoorden=antwoorden)[0].pk for _ in range(60)]

    def stuur(pk: int) -> str:
        try:
            return concepten.dien_in(Concept.objects.get(pk=pk), door=None).nummer
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as ploeg:
        # Every one is sent twice, as by somebody who presses the button again.
        nummers = list(ploeg.map(stuur, [*pks, *pks]))
    assert nummers[:60] == nummers[60:]
    assert sorted(int(nummer[-3:]) for nummer in nummers[:60]) == list(range(1, 61))
    assert Initiatief.objects.count() == Indiener.objects.count() == 60


def test_na_een_pagina_in_het_arabisch_is_de_volgende_weer_nederlands(client):
    client.get(f"{NIEUW}?taal=ar")
    assert translation.get_language() == "nl"
    assert '<html lang="nl" dir="ltr"' in client.get("/").content.decode()
