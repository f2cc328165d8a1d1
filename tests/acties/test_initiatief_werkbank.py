"""Handling initiatieven: what is late, who sees what, and acts that are checked against where it is now."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from acties.initiatieven import services
from acties.models import Antwoordconcept, Concept, Initiatief, InitiatiefLog, InitiatiefStatus
from sterkvoornoord.models import Bericht
from tests.factories import maak_doel
from tests.initiatieven import EMAIL, maak_initiatief

pytestmark = pytest.mark.django_db
S = InitiatiefStatus
LIJST = "/initiatieven/"


def behandel(client, initiatief, daad, **velden):
    return client.post(f"{initiatief.get_absolute_url()}behandelen/", {"daad": daad, **velden})


def titels(antwoord) -> list[str]:
    return [rij.titel for rij, _ in antwoord.context["rijen"]]


@pytest.fixture
def voorraad(opgave, projectleider):
    """One of each: late, waiting for its submitter, in time and mine, over."""
    vandaag = timezone.localdate()
    vast = {"opgave": opgave, "beantwoord_op": timezone.now()}
    maak_initiatief(titel="Laat", besluit_voor=vandaag - timedelta(days=4), status=S.INTAKE, **vast)
    maak_initiatief(titel="Wacht", status=S.AANVULLING_GEVRAAGD, **vast)
    maak_initiatief(titel="Mijn", besluit_voor=vandaag + timedelta(days=3), behandelaar=projectleider, **vast)
    maak_initiatief(titel="Voorbij", status=S.AFGEWEZEN, **vast)


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", ["Laat", "Mijn", "Wacht"]),
        ("?weergave=laat", ["Laat"]),
        ("?weergave=mij", ["Mijn"]),
        ("?weergave=wacht", ["Wacht"]),
        ("?weergave=alles&q=OOR", ["Voorbij"]),
        ("?weergave=onzin&pagina=9", ["Laat", "Mijn", "Wacht"]),
        ("?q=%00", ["Laat", "Mijn", "Wacht"]),
    ],
)
def test_de_weergaven_tonen_wat_ze_zeggen(als_client, projectleider, voorraad, vraag, verwacht):
    antwoord = als_client(projectleider).get(LIJST + vraag)
    assert titels(antwoord) == verwacht
    assert [aantal for *_, aantal in antwoord.context["weergaven"]] == [1, 1, 1, 3, 4]


def test_de_klok_staat_erbij_in_woorden(als_client, projectleider, voorraad):
    html = als_client(projectleider).get(LIJST).content.decode()
    for zin in ("4 dagen te laat", "nog 3 dagen", "klok staat stil, wacht op indiener"):
        assert zin in html


def test_meer_rijen_kosten_niet_meer_vragen(
    als_client, projectleider, opgave, voorraad, django_assert_max_num_queries
):
    for _ in range(20):
        maak_initiatief(opgave=opgave)
    client = als_client(projectleider)
    with django_assert_max_num_queries(9):
        client.get(LIJST)
    with django_assert_max_num_queries(15):
        client.get(Initiatief.objects.first().get_absolute_url())


def test_alleen_wie_behandelt_ziet_hoe_de_indiener_te_bereiken_is(
    als_client, opgave, projectleider, beheerder, bestuurder, trekker
):
    initiatief = maak_initiatief(opgave=opgave, partner=trekker.partner)
    services.schrijf(initiatief=initiatief, tekst="Bel mijn zus.")
    services.noteer(initiatief=initiatief, door=projectleider, tekst="Lastig.")
    kreeg = {}
    for wie in (projectleider, beheerder, bestuurder, trekker):
        html = als_client(wie).get(initiatief.get_absolute_url()).content.decode()
        assert "Plukgroen achter de flats" in html
        kreeg[wie] = tuple(tekst in html for tekst in (EMAIL, "Bel mijn zus.", "Lastig.", "Versturen", "die belt"))
    assert kreeg == {
        projectleider: (True, True, True, True, True),
        beheerder: (False, False, False, False, False),
        bestuurder: (False, False, False, False, False),
        trekker: (False, True, False, False, False),
    }


def test_een_stap_met_een_bericht(als_client, projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave)
    antwoord = behandel(
        als_client(projectleider), initiatief, "antwoord", naar=S.INTAKE, vanaf=S.INGEDIEND, tekst="Mooi plan."
    )
    assert antwoord.status_code == 302
    initiatief.refresh_from_db()
    assert initiatief.status == S.INTAKE and initiatief.beantwoord_op is not None
    assert initiatief.log.get().tekst == "Mooi plan."
    assert "Mooi plan." in Bericht.objects.get().tekst


def test_wie_alleen_een_telefoonnummer_gaf_wordt_door_een_collega_bevestigd(als_client, programmateam):
    initiatief = maak_initiatief(status=S.ONBEVESTIGD, indiener={"naam": "Voorbeeld", "telefoon": "0612345678"})
    client = als_client(programmateam)
    keuzes = client.get(initiatief.get_absolute_url()).context["antwoord"].fields["naar"].choices
    assert [code for code, _ in keuzes] == [S.INGEDIEND]
    behandel(client, initiatief, "antwoord", naar=S.INGEDIEND, vanaf=S.ONBEVESTIGD)
    initiatief.refresh_from_db()
    assert (initiatief.status, initiatief.is_in_behandeling) == (S.INGEDIEND, True)
    assert not Bericht.objects.exists()


def test_een_tweede_venster_zet_geen_stap_die_niet_meer_kan_en_houdt_de_tekst(als_client, projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave, status=S.INTAKE)
    client = als_client(projectleider)
    stap = {"vanaf": S.INTAKE, "tekst": "Wij doen niet mee."}
    behandel(client, initiatief, "antwoord", naar=S.IN_BEOORDELING, **stap)
    antwoord = behandel(client, initiatief, "antwoord", naar=S.AFGEWEZEN, **stap)
    html = antwoord.content.decode()
    assert "intussen al verder" in html and "Wij doen niet mee.</textarea>" in html
    assert f'name="vanaf" value="{S.IN_BEOORDELING}"' in html
    initiatief.refresh_from_db()
    assert initiatief.status == S.IN_BEOORDELING


@pytest.mark.parametrize(
    ("daad", "velden", "veld"),
    [
        ("antwoord", {"naar": S.AFGEWEZEN, "vanaf": S.INGEDIEND}, "tekst"),
        ("antwoord", {"naar": "", "vanaf": S.INGEDIEND, "tekst": " "}, "tekst"),
        ("antwoord", {"naar": S.AFGEROND, "vanaf": S.INGEDIEND, "tekst": "x"}, "naar"),
        ("antwoord", {"naar": S.INTAKE, "vanaf": "onzin", "tekst": "x"}, "naar"),
        ("antwoord", {"naar": S.INTAKE, "vanaf": S.INGEDIEND, "tekst": "x" * 2001}, "tekst"),
        ("notitie", {"notitie": ""}, "notitie"),
        ("toewijzen", {"behandelaar": "999999"}, "behandelaar"),
        ("samenvoegen", {"nummer": ""}, "nummer"),
        ("samenvoegen", {"nummer": "N-2026-999"}, "nummer"),
        ("samenvoegen", {"nummer": "n-2026-001 "}, "nummer"),
    ],
)
def test_wat_niet_kan_wordt_bij_het_veld_gezegd(als_client, projectleider, opgave, daad, velden, veld):
    initiatief = maak_initiatief(opgave=opgave)
    antwoord = behandel(als_client(projectleider), initiatief, daad, **velden)
    assert list(antwoord.context[daad].errors) == [veld]
    assert not InitiatiefLog.objects.exists()


def test_een_collega_van_een_andere_opgave_behandelt_niet(als_client, programmateam, andere_projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave)
    antwoord = behandel(als_client(programmateam), initiatief, "toewijzen", behandelaar=andere_projectleider.pk)
    assert list(antwoord.context["toewijzen"].errors) == ["behandelaar"]
    initiatief.refresh_from_db()
    assert initiatief.behandelaar is None


def test_overdragen_aan_een_andere_opgave_neemt_de_rechten_mee(
    als_client, projectleider, andere_projectleider, andere_opgave
):
    initiatief, doel = maak_initiatief(), maak_doel(opgave=andere_opgave)
    velden = {"behandelaar": andere_projectleider.pk, "doel": doel.pk}
    antwoord = behandel(als_client(projectleider), initiatief, "toewijzen", **velden)
    assert antwoord.url == LIJST
    initiatief.refresh_from_db()
    assert (initiatief.opgave, initiatief.behandelaar) == (andere_opgave, andere_projectleider)
    assert als_client(projectleider).get(initiatief.get_absolute_url()).status_code == 404
    assert Bericht.objects.get().aan == andere_projectleider.email
    with pytest.raises(ValidationError):
        services.schrijf(initiatief=initiatief, tekst="")
    services.schrijf(initiatief=initiatief, tekst="Hallo?")
    melding = Bericht.objects.first()
    assert melding.aan == andere_projectleider.email and "Hallo?" not in melding.tekst


@pytest.mark.parametrize(("taal", "begin"), [("nl", "Goed nieuws"), ("en", "Good news"), ("ar", "خبر")])
def test_een_voorbeeldtekst_is_in_de_taal_van_de_indiener(als_client, programmateam, taal, begin):
    initiatief = maak_initiatief(status=S.IN_BEOORDELING, taal=taal)
    antwoord = als_client(programmateam).get(f"{initiatief.get_absolute_url()}?voorbeeld=ja")
    assert antwoord.context["antwoord"].initial["naar"] == S.TOEGEKEND
    assert begin in antwoord.content.decode()
    assert ("andere taal" in antwoord.content.decode()) == (taal != "nl")


def test_wie_intussen_is_uitgelogd_krijgt_de_tekst_terug(als_client, projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave)
    client = als_client()
    naar_inloggen = behandel(client, initiatief, "antwoord", naar="", vanaf=S.INGEDIEND, tekst="Lang antwoord.")
    assert naar_inloggen.url.startswith("/account/login/")
    bewaard = client.session["bewaard_formulier"]
    client.force_login(projectleider)
    sessie = client.session
    sessie["bewaard_formulier"] = bewaard
    sessie.save()
    html = client.get(f"{initiatief.get_absolute_url()}behandelen/").content.decode()
    assert "Lang antwoord.</textarea>" in html
    assert not InitiatiefLog.objects.exists()


@pytest.mark.parametrize(("mag", "zin"), [(True, "<dd>ja (zonder naam)</dd>"), (False, "<dd>nee</dd>")])
def test_of_het_op_de_website_mag_staat_erbij(als_client, programmateam, mag, zin):
    initiatief = maak_initiatief(mag_openbaar=mag, indiener={"naam": "Voorbeeld", "telefoon": "0612345678"})
    html = als_client(programmateam).get(initiatief.get_absolute_url()).content.decode()
    assert zin in html and "krijgt geen mail. Bel ook." in html


@pytest.mark.parametrize("nummer", ["%00", "N-2026-999", "-1", "é", "N" * 400])
def test_een_nummer_dat_er_niet_is(als_client, programmateam, nummer):
    client = als_client(programmateam)
    for pad in (
        f"{LIJST}{nummer}/",
        f"{LIJST}{nummer}/behandelen/",
        f"{LIJST}{nummer}/bijlagen/99999999999999999999/",
    ):
        assert client.get(pad).status_code == 404


def test_heropenen_begint_een_nieuwe_termijn(als_client, programmateam):
    initiatief = maak_initiatief(status=S.INGETROKKEN)
    html = als_client(programmateam).get(initiatief.get_absolute_url()).content.decode()
    assert "Heropenen en in gesprek gaan" in html
    behandel(als_client(programmateam), initiatief, "antwoord", naar=S.INTAKE, vanaf=S.INGETROKKEN, tekst="Toch wel?")
    initiatief.refresh_from_db()
    assert initiatief.besluit_voor > timezone.localdate() and initiatief.gesloten_op is None


def test_samenvoegen_op_nummer(als_client, projectleider, opgave):
    een, twee = maak_initiatief(opgave=opgave), maak_initiatief(opgave=opgave)
    assert behandel(als_client(projectleider), twee, "samenvoegen", nummer=een.nummer).status_code == 302
    html = als_client(projectleider).get(een.get_absolute_url()).content.decode()
    assert "Hiermee samengevoegd" in html and twee.nummer in html and "behalve een vraag" in html
    assert een.nummer in als_client(projectleider).get(twee.get_absolute_url()).content.decode()


def test_een_collega_stuurt_een_verloren_link_opnieuw_en_de_oude_opent_niets_meer(als_client, projectleider, opgave):
    initiatief = maak_initiatief(opgave=opgave)
    Concept.objects.create(initiatief=initiatief, zout=initiatief.zout, sleutel_hash=initiatief.sleutel_hash)
    client, oude = als_client(projectleider), initiatief.sleutel_hash
    assert behandel(client, initiatief, "link", oude=oude).status_code == 302
    assert behandel(client, initiatief, "link", oude=oude).status_code == 302, "twee keer gedrukt"
    bericht = Bericht.objects.get()
    assert bericht.aan == EMAIL and bericht.geheim
    nieuw = re.search(r"/initiatieven/volg/[\w-]{43}/", bericht.tekst)[0]
    assert client.get(nieuw).status_code == 200 and initiatief.sleutel not in nieuw
    for soort in ("volg", "nieuw", "bijlagen"):
        assert client.get(f"/initiatieven/{soort}/{initiatief.sleutel}/").status_code == 404
    notitie = InitiatiefLog.objects.get()
    assert (notitie.soort, notitie.door) == ("notitie", projectleider) and EMAIL not in notitie.tekst


def test_een_nieuwe_link_gaat_nergens_heen_zonder_bekend_adres_of_zonder_recht(als_client, projectleider, partner):
    initiatief = maak_initiatief(indiener={"naam": "Voorbeeld", "telefoon": "0612345678"})
    zin = "geen e-mailadres bekend"
    antwoord = behandel(als_client(projectleider), initiatief, "link", oude=initiatief.sleutel_hash)
    assert zin in str(antwoord.context["link"].errors)
    assert behandel(als_client(partner), initiatief, "link", oude=initiatief.sleutel_hash).status_code == 404
    assert not Bericht.objects.exists() and not InitiatiefLog.objects.exists()


def test_een_concept_is_van_wie_het_schreef_en_gaat_met_versturen_weg(
    als_client, projectleider, programmateam, opgave
):
    idee = maak_initiatief(opgave=opgave)
    client = als_client(projectleider)
    data = {"vanaf": S.INGEDIEND, "naar": S.INTAKE, "tekst": "Wij bellen u.", "gelezen": ""}
    assert behandel(client, idee, "concept", **data).status_code == 302
    form = client.get(idee.get_absolute_url()).context["antwoord"]
    assert (form["tekst"].value(), form["naar"].value()) == ("Wij bellen u.", S.INTAKE)
    assert als_client(programmateam).get(idee.get_absolute_url()).context["antwoord"]["tekst"].value() is None
    idee.refresh_from_db()
    assert (idee.status, idee.log.count(), Bericht.objects.count()) == (S.INGEDIEND, 0, 0)
    # A window that was open before does not push it away unseen.
    antwoord = behandel(client, idee, "concept", **data | {"tekst": "Iets anders."})
    form = antwoord.context["antwoord"]
    assert "“Wij bellen u.”" in form.errors["tekst"][0] and form["tekst"].value() == "Iets anders."
    opnieuw = data | {"tekst": "Iets anders.", "gelezen": form["gelezen"].value()}
    assert behandel(client, idee, "concept", **opnieuw).status_code == 302
    assert behandel(client, idee, "antwoord", **opnieuw | {"tekst": "Nu echt."}).status_code == 302
    assert not Antwoordconcept.objects.exists()
    assert idee.log.get().tekst == "Nu echt."


def test_een_concept_bewaart_alleen_wie_het_idee_behandelt_en_leeg_gooit_het_weg(
    als_client, projectleider, bestuurder, opgave
):
    idee = maak_initiatief(opgave=opgave)
    data = {"vanaf": S.INGEDIEND, "naar": "", "tekst": "Nog niet af", "gelezen": ""}
    assert behandel(als_client(bestuurder), idee, "concept", **data).status_code == 403
    client = als_client(projectleider)
    behandel(client, idee, "concept", **data)
    gelezen = client.get(idee.get_absolute_url()).context["antwoord"]["gelezen"].value()
    # Somebody took a step meanwhile: the text is still there.
    Initiatief.objects.update(status=S.AFGEWEZEN, gesloten_op=timezone.now())
    assert client.get(idee.get_absolute_url()).context["antwoord"]["tekst"].value() == "Nog niet af"
    behandel(client, idee, "concept", **data | {"tekst": " ", "gelezen": gelezen, "vanaf": S.AFGEWEZEN})
    assert not Antwoordconcept.objects.exists()
