"""The admin of accounts, and the admin's doors."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from sterkvoornoord.models import Gebruiker, Logregel
from tests.factories import maak_gebruiker

LIJST = "/beheer/sterkvoornoord/gebruiker/"


@pytest.fixture
def client_beheer(als_client, beheerder):
    return als_client(beheerder)


@pytest.fixture
def gevraagd(monkeypatch):
    """The addresses for which a password mail was asked."""
    adressen = []
    monkeypatch.setattr("sterkvoornoord.tasks.wachtwoordmail.delay", adressen.append)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda doe, **kw: doe())
    return adressen


def gegevens(**kw) -> dict:
    return {"email": "nieuw@sterkvoornoord.example", "functie": "Projectleider wonen", "partner": "", **kw}


def meldingen(antwoord) -> str:
    return " ".join(str(m) for m in get_messages(antwoord.wsgi_request))


def test_nieuw_account_krijgt_een_uitnodiging_en_geen_wachtwoord(client_beheer, gevraagd, organisatie):
    antwoord = client_beheer.post(
        f"{LIJST}add/", gegevens(email="Nieuw@Sterkvoornoord.example", partner=organisatie.pk, uitnodigen="on")
    )
    assert antwoord.status_code == 302
    nieuw = Gebruiker.objects.get(email="nieuw@sterkvoornoord.example")
    assert not nieuw.has_usable_password()
    assert (nieuw.partner, nieuw.is_staff, nieuw.is_superuser, nieuw.is_active) == (organisatie, False, False, True)
    assert gevraagd == [nieuw.email]
    assert "De uitnodiging voor nieuw@sterkvoornoord.example is onderweg." in meldingen(antwoord)


def test_uitnodigen_mag_ook_later(client_beheer, gevraagd):
    client_beheer.post(f"{LIJST}add/", gegevens())
    assert Gebruiker.objects.filter(email="nieuw@sterkvoornoord.example").exists()
    assert gevraagd == []


def test_nergens_wordt_een_wachtwoord_getypt(client_beheer, trekker):
    for pad in (f"{LIJST}add/", f"{LIJST}{trekker.pk}/change/"):
        pagina = client_beheer.get(pad).content.decode()
        assert 'type="password"' not in pagina
        assert trekker.password not in pagina


@pytest.mark.parametrize("adres", ["", "geen adres", "BEHEER@sterkvoornoord.example"])
def test_een_fout_of_dubbel_adres_wordt_geweigerd(client_beheer, gevraagd, adres):
    antwoord = client_beheer.post(f"{LIJST}add/", gegevens(email=adres, uitnodigen="on"))
    assert antwoord.status_code == 200
    assert antwoord.context["adminform"].form.errors["email"]
    assert Gebruiker.objects.count() == 1
    assert gevraagd == []


def test_beheerder_maken_opent_ook_het_beheer(client_beheer, als_client, trekker):
    vast = {"email": trekker.email, "functie": trekker.functie, "partner": trekker.partner_id, "is_active": "on"}
    client_beheer.post(f"{LIJST}{trekker.pk}/change/", {**vast, "is_superuser": "on"})
    assert als_client(trekker).get("/beheer/").status_code == 200
    client_beheer.post(f"{LIJST}{trekker.pk}/change/", vast)
    assert als_client(trekker).get("/beheer/").status_code == 403


def test_een_beheerder_sluit_zichzelf_niet_buiten(client_beheer, beheerder):
    client_beheer.post(f"{LIJST}{beheerder.pk}/change/", {"email": beheerder.email, "functie": "Iets anders"})
    beheerder.refresh_from_db()
    assert beheerder.functie == "Iets anders"
    assert beheerder.is_active
    assert beheerder.is_superuser
    assert beheerder.is_staff
    assert client_beheer.post(f"{LIJST}{beheerder.pk}/delete/", {"post": "yes"}).status_code == 403


def test_actie_stuurt_wie_mag_inloggen_een_wachtwoordmail(client_beheer, gevraagd):
    aan = maak_gebruiker(email="aan@sterkvoornoord.example")
    uit = maak_gebruiker(email="uit@sterkvoornoord.example", is_active=False)
    antwoord = client_beheer.post(LIJST, {"action": "stuur_wachtwoordmail", "_selected_action": [aan.pk, uit.pk]})
    assert gevraagd == [aan.email]
    assert "1 wachtwoordmail is onderweg. 1 account is uitgezet en krijgt geen mail." in meldingen(antwoord)


def test_wat_een_beheerder_wijzigt_staat_in_de_geschiedenis(client_beheer, beheerder, trekker):
    client_beheer.post(
        f"{LIJST}{trekker.pk}/change/",
        {"email": trekker.email, "functie": "Nieuwe functie", "partner": trekker.partner_id, "is_active": "on"},
    )
    regel = Logregel.objects.filter(object_pk=str(trekker.pk), content_type__model="gebruiker").latest("timestamp")
    assert regel.actor == beheerder
    assert regel.changes_dict == {"functie": ["Trekker van Vidomes", "Nieuwe functie"]}


def test_de_lijst_kost_altijd_evenveel_vragen(client_beheer, django_assert_max_num_queries):
    for _ in range(15):
        maak_gebruiker()
    with django_assert_max_num_queries(10):
        assert client_beheer.get(LIJST).status_code == 200


# The doors


def test_inloggen_voor_het_beheer_gaat_langs_de_gewone_deur(client, db):
    assert client.get("/beheer/").url == "/account/login/?next=/beheer/"
    assert client.get("/beheer/login/?next=/beheer/").url == "/account/login/?next=%2Fbeheer%2F"
    assert client.post("/beheer/login/", {"username": "x", "password": "y"}).url.startswith("/account/login/")


def test_wachtwoord_en_uitloggen_gaan_langs_de_gewone_deur(client_beheer):
    assert client_beheer.get("/beheer/password_change/").url == reverse("account_change_password")
    assert client_beheer.post("/beheer/logout/").url == "/"
    assert "_auth_user_id" not in client_beheer.session


@pytest.mark.parametrize("pad", ["/beheer/", LIJST, "/beheer/login/", "/beheer/jsi18n/", "/beheer/bestaat-niet/"])
def test_wie_geen_beheerder_is_komt_er_niet_in(als_client, programmateam, pad):
    assert als_client(programmateam).get(pad).status_code == 403
