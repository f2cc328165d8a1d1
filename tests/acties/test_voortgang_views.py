"""The pages on which progress is reported: who may, what a wrong form says, and that nothing typed is lost."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from acties.models import Actie, Koers, Status, Voortgang, Zichtbaarheid
from acties.services import meld_voortgang
from tests.factories import WACHTWOORD, maak_actie, maak_voortgang

MELDEN, ONGEWIJZIGD, ONGEDAAN = "acties:voortgang", "acties:ongewijzigd", "acties:ongedaan"
HTMX = {"HTTP_HX_REQUEST": "true"}


def adres(naam, actie):
    return reverse(naam, args=[actie.nummer])


def velden(actie, **kw):
    """What a browser posts for a filled-in form."""
    return {
        "versie": Actie.objects.get(pk=actie.pk).versie,
        "koers": Koers.VOLGENS_VERWACHTING,
        "status": Status.IN_UITVOERING,
        "toelichting": "Het Ping-loket draait.",
        **kw,
    }


def stand(actie):
    return Actie.objects.values_list("status", "koers", "stand_op", "versie").get(pk=actie.pk)


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def onveranderd(actie):
    """The actie must look the same after the test, and no report may have been added."""
    voor = stand(actie)
    yield
    assert stand(actie) == voor
    assert not Voortgang.objects.exists()


# ── Report ───────────────────────────────────────────────────────────────────


def test_melden_zet_de_stand_en_biedt_ongedaan_maken_aan(client, actie):
    antwoord = client.post(adres(MELDEN, actie), velden(actie))
    assert antwoord.status_code == 302
    assert antwoord.url == actie.get_absolute_url()
    rij = Voortgang.objects.get()
    assert (rij.toelichting, rij.koers, rij.gemeld_als) == (
        "Het Ping-loket draait.",
        Koers.VOLGENS_VERWACHTING,
        "Projectleider wonen",
    )
    (melding,) = get_messages(antwoord.wsgi_request)
    assert melding.extra_tags == f"{adres(ONGEDAAN, actie)}?voortgang={rij.pk}"
    pagina = client.get(antwoord.url).content.decode()
    assert "Ongedaan maken" in pagina and melding.extra_tags in pagina


def test_de_melding_zelf_maakt_ongedaan(client, actie):
    client.post(adres(MELDEN, actie), velden(actie))
    antwoord = client.post(f"{adres(ONGEDAAN, actie)}?voortgang={Voortgang.objects.get().pk}", follow=True)
    assert "ongedaan gemaakt" in antwoord.content.decode()
    assert stand(actie) == (Status.IN_UITVOERING, "", None, 3)


def test_het_formulier_toont_de_stand_van_nu_en_geen_oude_tekst(client, actie, projectleider):
    meld_voortgang(
        actie=actie,
        door=projectleider,
        versie=1,
        status=Status.DOORLOPEND,
        koers=Koers.AANDACHTSPUNT,
        toelichting="Oude tekst.",
        oorzaak="Geen plek.",
        maatregel="Zoeken.",
    )
    form = client.get(adres(MELDEN, actie)).context["form"]
    assert (form["koers"].value(), form["status"].value(), form["versie"].value()) == (
        Koers.AANDACHTSPUNT,
        Status.DOORLOPEND,
        2,
    )
    assert (form["toelichting"].value(), form["oorzaak"].value(), form["maatregel"].value()) == (
        "",
        "Geen plek.",
        "Zoeken.",
    )


def test_een_eerdere_dag_kan_ook(client, actie):
    gisteren = timezone.localdate() - timedelta(days=1)
    client.post(adres(MELDEN, actie), velden(actie, peildatum=gisteren.isoformat()))
    assert Voortgang.objects.get().peildatum == gisteren


def test_een_onbekende_stand_kiest_niets_voor_de_melder(client, opgave):
    actie = maak_actie(opgave=opgave, status=Status.ONBEKEND)
    pagina = client.get(adres(MELDEN, actie))
    assert pagina.context["form"]["status"].value() == ""
    assert "Ongewijzigd bevestigen" not in pagina.content.decode()
    antwoord = client.post(adres(MELDEN, actie), velden(actie, status=""))
    assert antwoord.context["form"].errors["status"] == ["Kies een status."]


def test_zonder_penvoerder_vraagt_het_formulier_de_reden(client, opgave):
    actie = maak_actie(opgave=opgave, status=Status.IDEE)
    antwoord = client.post(adres(MELDEN, actie), velden(actie))
    assert "nog geen penvoerder" in antwoord.context["form"].errors["status"][0]
    client.post(adres(MELDEN, actie), velden(actie, zonder_penvoerder_reden="Het team doet het zelf."))
    actie.refresh_from_db()
    assert (actie.status, actie.zonder_penvoerder_reden) == (Status.IN_UITVOERING, "Het team doet het zelf.")


def test_met_penvoerder_vraagt_het_formulier_geen_reden(client, actie):
    assert "zonder_penvoerder_reden" not in client.get(adres(MELDEN, actie)).context["form"].fields


# ── Roles ────────────────────────────────────────────────────────────────────

GEEN_TOEGANG = {"partner": 403, "bestuurder": 403, "andere_projectleider": 403, "beheerder": 403}
WEL_TOEGANG = ["projectleider", "trekker", "programmateam"]


@pytest.mark.parametrize(("rol", "code"), GEEN_TOEGANG.items())
def test_wie_ziet_maar_niet_bewerkt_krijgt_403(rol, code, actie, als_client, request, onveranderd):
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(MELDEN, actie)).status_code == code
    for naam in (MELDEN, ONGEWIJZIGD, ONGEDAAN):
        assert client.post(adres(naam, actie), velden(actie, voortgang=1)).status_code == code


@pytest.mark.parametrize("rol", WEL_TOEGANG)
def test_wie_mag_ziet_het_formulier_en_meldt(rol, actie, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(MELDEN, actie)).status_code == 200
    assert client.post(adres(MELDEN, actie), velden(actie)).status_code == 302
    assert Voortgang.objects.get().gemeld_door == request.getfixturevalue(rol)


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "andere_projectleider", "trekker"])
def test_wat_iemand_niet_ziet_bestaat_niet(rol, opgave, organisatie, als_client, request):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT, penvoerder=organisatie)
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(MELDEN, concept)).status_code == 404
    for naam in (MELDEN, ONGEWIJZIGD, ONGEDAAN):
        assert client.post(adres(naam, concept), velden(concept, voortgang=1)).status_code == 404


def test_een_nummer_dat_niet_bestaat_geeft_404(client):
    for naam in (MELDEN, ONGEWIJZIGD, ONGEDAAN):
        assert client.post(reverse(naam, args=["9.99"])).status_code == 404


@pytest.mark.parametrize("naam", [ONGEWIJZIGD, ONGEDAAN])
def test_knoppen_hebben_geen_pagina(naam, client, actie):
    for methode in ("get", "head", "put", "delete"):
        assert getattr(client, methode)(adres(naam, actie)).status_code == 405


def test_de_pagina_kent_alleen_lezen_en_versturen(client, actie):
    for methode in ("put", "patch", "delete"):
        assert getattr(client, methode)(adres(MELDEN, actie)).status_code == 405


# ── Signed out ───────────────────────────────────────────────────────────────


def test_wie_uitgelogd_is_houdt_zijn_tekst(als_client, actie, projectleider, onveranderd):
    client = als_client()
    tekst = "Lange tekst die niet weg mag. 🙂 مرحبا"
    antwoord = client.post(adres(MELDEN, actie), velden(actie, toelichting=tekst, koers=Koers.BIJSTUREN))
    assert antwoord.url == f"{reverse('account_login')}?next={adres(MELDEN, actie)}"
    client.post(antwoord.url, {"login": projectleider.email, "password": WACHTWOORD})
    pagina = client.get(adres(MELDEN, actie))
    assert tekst in pagina.content.decode()
    assert pagina.context["form"]["koers"].value() == Koers.BIJSTUREN
    assert "Uw tekst is bewaard" in pagina.content.decode()


def test_bewaarde_tekst_op_een_oude_versie_wordt_een_keuze(als_client, actie, projectleider, trekker):
    client = als_client()
    client.post(adres(MELDEN, actie), velden(actie, toelichting="Mijn bewaarde tekst."))
    meld_voortgang(actie=actie, door=trekker, versie=1, status=Status.IN_UITVOERING, koers=Koers.VOLGENS_VERWACHTING)
    client.force_login(projectleider)
    form = client.get(adres(MELDEN, actie)).context["form"]
    antwoord = client.post(adres(MELDEN, actie), form.data)
    assert antwoord.status_code == 409
    assert "Mijn bewaarde tekst." in antwoord.content.decode()


def test_een_deel_van_een_pagina_krijgt_401_en_geen_inlogpagina(als_client, actie):
    assert als_client().post(adres(ONGEWIJZIGD, actie), {"versie": 1}, **HTMX).status_code == 401


# ── Hostile or broken ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fout", "veld"),
    [
        ({"status": "klaar"}, "status"),
        ({"status": "in_uitvoering\x00"}, "status"),
        ({"koers": "geweldig"}, "koers"),
        ({"koers": ""}, "koers"),
        ({"koers": Koers.BIJSTUREN}, "oorzaak"),
        ({"koers": Koers.AANDACHTSPUNT, "oorzaak": "x", "maatregel": "   "}, "maatregel"),
        ({"peildatum": "2999-01-01"}, "peildatum"),
        ({"peildatum": "0001-01-01"}, "peildatum"),
        ({"peildatum": "gisteren"}, "peildatum"),
        ({"peildatum": "2024-02-30"}, "peildatum"),
        ({"toelichting": "x" * 4001}, "toelichting"),
        ({"toelichting": "a\x00b"}, "toelichting"),
        ({"versie": ""}, "__all__"),
        ({"versie": "een"}, "__all__"),
        ({"versie": "-1"}, "__all__"),
        ({"versie": "9" * 30}, "__all__"),
        ({"basis": "\x00"}, "__all__"),
    ],
)
def test_een_fout_formulier_zegt_wat_er_mis_is_en_verandert_niets(fout, veld, client, actie, onveranderd):
    antwoord = client.post(adres(MELDEN, actie), velden(actie, **fout))
    assert antwoord.status_code == 200
    assert veld in antwoord.context["form"].errors
    pagina = antwoord.content.decode()
    assert "<title>Fout:" in pagina and "svn-foutlijst" in pagina
    assert antwoord.context["form"]["toelichting"].value() in (fout.get("toelichting"), "Het Ping-loket draait.")


def test_alle_versturingen_zonder_iets_erin_geven_een_fout(client, actie, onveranderd):
    assert client.post(adres(MELDEN, actie)).status_code == 200
    assert client.post(adres(ONGEWIJZIGD, actie)).status_code == 400
    assert client.post(adres(ONGEDAAN, actie)).status_code == 404


@pytest.mark.parametrize("versie", ["", "een", "-1", "1.0", "9" * 30, "1\x00", "１"])
def test_ongewijzigd_zonder_goede_versie_bevestigt_niets(versie, client, actie, onveranderd):
    antwoord = client.post(adres(ONGEWIJZIGD, actie), {"versie": versie})
    assert antwoord.status_code == 400
    assert "niet zien welke stand" in antwoord.content.decode()


@pytest.mark.parametrize("tekst", ["<script>alert(1)</script>", "‮omgekeerd‬", "مرحبا 🙂", "{{ 7|add:7 }}", "x" * 4000])
def test_elke_tekst_komt_heel_aan_en_blijft_tekst(tekst, client, actie):
    client.post(adres(MELDEN, actie), velden(actie, toelichting=tekst))
    assert Voortgang.objects.get().toelichting == tekst
    assert "<script>alert" not in client.get(actie.get_absolute_url()).content.decode()


def test_regeleinden_van_een_browser_tellen_een_keer(client, actie):
    client.post(adres(MELDEN, actie), velden(actie, toelichting="a\r\n" * 2000))
    assert Voortgang.objects.get().toelichting == ("a\n" * 2000).strip()


def test_tien_megabyte_wordt_geweigerd(client, actie, onveranderd):
    antwoord = client.post(
        adres(MELDEN, actie),
        urlencode(velden(actie, toelichting="x" * 10_000_000)),
        content_type="application/x-www-form-urlencoded",
    )
    assert antwoord.status_code == 413
    assert "Uw tekst is te groot" in antwoord.content.decode()
    assert "default-src" in antwoord["Content-Security-Policy"]


def test_tien_megabyte_in_delen_wordt_ook_geweigerd(client, actie, onveranderd):
    assert client.post(adres(MELDEN, actie), velden(actie, toelichting="x" * 10_000_000)).status_code == 400


@pytest.mark.parametrize(
    "terug", ["https://kwaad.example/", "//kwaad.example", "javascript:alert(1)", "\\\\kwaad", "x"]
)
def test_terug_gaat_nooit_naar_een_andere_site(terug, client, actie):
    antwoord = client.post(adres(MELDEN, actie), velden(actie, terug=terug))
    assert antwoord.url == actie.get_absolute_url()


def test_terug_gaat_naar_de_pagina_die_erom_vroeg(client, actie):
    assert client.post(adres(MELDEN, actie), velden(actie, terug="/mijn-werk/?pagina=2")).url == "/mijn-werk/?pagina=2"


# ── Twice, back, second window ───────────────────────────────────────────────


def test_twee_keer_hetzelfde_versturen_meldt_een_keer(client, actie):
    gegevens = velden(actie)
    assert [client.post(adres(MELDEN, actie), gegevens).status_code for _ in range(2)] == [302, 302]
    assert Voortgang.objects.count() == 1


def test_terug_in_de_browser_en_iets_anders_versturen_geeft_een_keuze(client, actie):
    oud = velden(actie)
    client.post(adres(MELDEN, actie), oud)
    antwoord = client.post(adres(MELDEN, actie), {**oud, "toelichting": "Toch iets anders."})
    assert antwoord.status_code == 409
    assert "U sloeg zelf iets op in een ander venster." in antwoord.content.decode()
    assert Voortgang.objects.count() == 1


# ── Confirm ──────────────────────────────────────────────────────────────────


def test_ongewijzigd_bevestigt_in_een_klik(client, actie):
    antwoord = client.post(adres(ONGEWIJZIGD, actie), {"versie": 1, "terug": "/mijn-werk/"})
    assert antwoord.url == "/mijn-werk/"
    assert stand(actie) == (Status.IN_UITVOERING, "", timezone.localdate(), 2)
    (melding,) = get_messages(antwoord.wsgi_request)
    assert str(melding) == "“Tuinkamer van Noord” is bevestigd. De stand is van vandaag."


def test_dubbel_klikken_op_ongewijzigd_is_geen_fout(client, actie):
    codes = [client.post(adres(ONGEWIJZIGD, actie), {"versie": 1}).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert Voortgang.objects.count() == 1


def test_ongewijzigd_met_htmx_geeft_de_groene_rij(client, actie):
    antwoord = client.post(adres(ONGEWIJZIGD, actie), {"versie": 1, "terug": "/mijn-werk/"}, **HTMX)
    rij = antwoord.content.decode()
    assert antwoord.status_code == 200 and antwoord["HX-Trigger"] == "stand-gewijzigd"
    assert "<html" not in rij and 'role="status"' in rij
    assert "</strong> is bevestigd. De stand is van vandaag." in rij
    assert f'value="{Voortgang.objects.get().pk}"' in rij
    assert not list(get_messages(antwoord.wsgi_request))


def test_ongewijzigd_na_een_ander_zegt_wie_en_bevestigt_niets(client, actie, als_client, trekker):
    als_client(trekker).post(adres(MELDEN, actie), velden(actie, status=Status.AFGEROND))
    antwoord = client.post(adres(ONGEWIJZIGD, actie), {"versie": 1})
    assert antwoord.status_code == 409
    assert "Trekker van Vidomes" in antwoord.content.decode()
    assert Voortgang.objects.count() == 1


def test_ongewijzigd_bij_een_aandachtspunt_zonder_uitleg_vraagt_om_bijwerken(client, opgave):
    actie = maak_actie(opgave=opgave, koers=Koers.AANDACHTSPUNT)
    antwoord = client.post(adres(ONGEWIJZIGD, actie), {"versie": 1})
    assert antwoord.status_code == 400
    assert "oorzaak en een maatregel" in antwoord.content.decode()


def test_bijwerken_met_htmx_geeft_alleen_het_formulier(client, actie):
    rij = client.get(f"{adres(MELDEN, actie)}?terug=/mijn-werk/", **HTMX).content.decode()
    assert "<html" not in rij and 'name="toelichting"' in rij
    assert 'name="terug" value="/mijn-werk/"' in rij


# ── Take back ────────────────────────────────────────────────────────────────


def test_ongedaan_met_htmx_geeft_de_rij_terug(client, actie):
    client.post(adres(ONGEWIJZIGD, actie), {"versie": 1})
    pk = Voortgang.objects.get().pk
    antwoord = client.post(adres(ONGEDAAN, actie), {"voortgang": pk, "terug": "/mijn-werk/"}, **HTMX)
    rij = antwoord.content.decode()
    assert 'name="versie" value="3"' in rij and "Ongewijzigd" in rij
    assert antwoord["HX-Trigger"] == "stand-gewijzigd"


def test_de_melding_van_een_andere_actie_maakt_niemand_hier_ongedaan(client, actie, opgave, projectleider):
    ander = maak_actie(opgave=opgave)
    client.post(adres(ONGEWIJZIGD, ander), {"versie": 1})
    rij = Voortgang.objects.get()
    assert client.post(adres(ONGEDAAN, actie), {"voortgang": rij.pk}).status_code == 404
    rij.refresh_from_db()
    assert rij.ingetrokken_op is None


def test_andermans_melding_maakt_niemand_ongedaan(client, actie, als_client, trekker):
    als_client(trekker).post(adres(ONGEWIJZIGD, actie), {"versie": 1})
    assert client.post(adres(ONGEDAAN, actie), {"voortgang": Voortgang.objects.get().pk}).status_code == 403
    assert stand(actie)[2] == timezone.localdate()


@pytest.mark.parametrize("pk", ["", "0", "-1", "abc", "9" * 30, "999999", "1\x00"])
def test_een_melding_die_niet_bestaat_geeft_404(pk, client, actie, onveranderd):
    assert client.post(adres(ONGEDAAN, actie), {"voortgang": pk}).status_code == 404


def test_te_laat_ongedaan_maken_zegt_waarom(client, actie, projectleider):
    rij = maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=timezone.localdate())
    antwoord = client.post(adres(ONGEDAAN, actie), {"voortgang": rij.pk}, follow=True)
    assert "kan niet meer ongedaan" in antwoord.content.decode()
    assert client.post(adres(ONGEDAAN, actie), {"voortgang": rij.pk}, **HTMX).status_code == 409


# ── Queries ──────────────────────────────────────────────────────────────────


def test_de_pagina_kost_een_vast_aantal_queries(client, actie, projectleider, django_assert_max_num_queries):
    for dag in range(5):
        maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=timezone.localdate() - timedelta(days=dag))
    with django_assert_max_num_queries(10):
        client.get(adres(MELDEN, actie))
