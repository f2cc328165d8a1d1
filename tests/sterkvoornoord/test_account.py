"""Signing in and out, and passwords: what the visitor sees, and what an attacker does not learn."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import NoReverseMatch, reverse

from sterkvoornoord.celery import app as celery
from tests.factories import WACHTWOORD, maak_gebruiker

NIEUW = "vier losse woorden samen"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def worker():
    """Jobs run at once, as a worker would run them."""
    celery.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    celery.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def gebruiker(db):
    return maak_gebruiker(email="mens@sterkvoornoord.example")


def log_in(client, email="mens@sterkvoornoord.example", wachtwoord=WACHTWOORD, **kw):
    return client.post(LOGIN, {"login": email, "password": wachtwoord, **kw})


def ingelogd(client) -> bool:
    return "_auth_user_id" in client.session


# Signing in


def test_inloggen_brengt_naar_mijn_werk(client, gebruiker):
    antwoord = log_in(client)
    assert (antwoord.status_code, antwoord.url) == (302, "/mijn-werk/")
    assert ingelogd(client)


def test_hoofdletters_in_het_adres_maken_niet_uit(client, gebruiker):
    assert log_in(client, email="Mens@SterkVoorNoord.example").status_code == 302


def test_na_inloggen_terug_naar_waar_men_was(client, gebruiker):
    naar_login = client.get("/account/")
    assert naar_login.url == f"{LOGIN}?next=/account/"
    pagina = client.get(naar_login.url).content.decode()
    assert "Daarna gaat u verder waar u was" in pagina
    assert log_in(client, next="/account/").url == "/account/"


@pytest.mark.parametrize(
    "elders",
    [
        "https://kwaad.example/",
        "//kwaad.example/",
        "///kwaad.example",
        "/\\kwaad.example",
        "http:kwaad.example",
        "javascript:alert(1)",
        "https://testserver@kwaad.example/",
        "https://portaal.example/",  # an allowed host of the portal, but not the one the visitor is at
        "\thttps://kwaad.example/",
    ],
)
def test_next_leidt_nooit_naar_een_andere_site(client, gebruiker, settings, elders):
    settings.ALLOWED_HOSTS = ["testserver", "portaal.example"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://portaal.example"]
    assert log_in(client, next=elders).url == "/mijn-werk/"


def test_wie_al_ingelogd_is_ziet_geen_inlogformulier(als_client, gebruiker):
    antwoord = als_client(gebruiker).get(LOGIN)
    assert (antwoord.status_code, antwoord.url) == (302, "/mijn-werk/")


@pytest.mark.parametrize(
    ("gegevens", "melding"),
    [
        ({"login": "", "password": "x"}, "Vul uw e-mailadres in."),
        ({"login": "mens", "password": "x"}, "Dit is geen e-mailadres."),
        ({"login": "mens@sterkvoornoord.example", "password": ""}, "Vul uw wachtwoord in."),
        ({"login": "m\0ns@sterkvoornoord.example", "password": "x"}, "dat niet klopt"),
        ({"login": "mens@sterkvoornoord.example", "password": "fout"}, "horen niet bij elkaar"),
        ({"login": f"{'a' * 5000}@sterkvoornoord.example", "password": "x" * 5000}, "dat niet klopt"),
    ],
)
def test_fouten_bij_inloggen_zeggen_wat_te_doen(client, gebruiker, gegevens, melding):
    antwoord = client.post(LOGIN, gegevens)
    assert antwoord.status_code == 200
    assert melding in antwoord.content.decode()
    assert not ingelogd(client)


def test_het_wachtwoord_komt_nooit_terug_in_de_pagina(client, gebruiker):
    assert "een-fout-wachtwoord" not in log_in(client, wachtwoord="een-fout-wachtwoord").content.decode()


def test_uitgezet_account_leest_dat_het_uit_staat(client, gebruiker):
    gebruiker.is_active = False
    gebruiker.save()
    antwoord = log_in(client)
    assert antwoord.url == reverse("account_inactive")
    assert "Dit account is uitgezet" in client.get(antwoord.url).content.decode()
    assert not ingelogd(client)


def test_uitgezet_account_zegt_met_een_fout_wachtwoord_niets(client, gebruiker):
    gebruiker.is_active = False
    gebruiker.save()
    assert "horen niet bij elkaar" in log_in(client, wachtwoord="fout").content.decode()


def test_wie_uitgezet_wordt_is_meteen_uitgelogd(als_client, gebruiker):
    client = als_client(gebruiker)
    assert client.get("/account/").status_code == 200
    gebruiker.is_active = False
    gebruiker.save()
    assert client.get("/account/").status_code == 302


# Nobody learns who has an account


def test_inloggen_zegt_hetzelfde_met_en_zonder_account(client, gebruiker):
    teksten = []
    for email in ("mens@sterkvoornoord.example", "niet@sterkvoornoord.example"):
        teksten.append(log_in(client, email=email, wachtwoord="fout").content.decode().replace(email, ""))
    assert "horen niet bij elkaar" in teksten[0]
    assert zonder_csrf(teksten[0]) == zonder_csrf(teksten[1])


def zonder_csrf(tekst: str) -> list[str]:
    return [regel for regel in tekst.splitlines() if "csrf" not in regel.lower()]


@pytest.mark.parametrize("email", ["mens@sterkvoornoord.example", "niet@sterkvoornoord.example"])
def test_een_mislukte_poging_rekent_een_keer_ongeacht_het_account(client, gebruiker, monkeypatch, email):
    """The time that an answer takes tells nothing: one hash, whether or not the address is known."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    gerekend = []
    gewoon = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **kw: gerekend.append(1) or gewoon(*a, **kw))
    log_in(client, email=email, wachtwoord="fout")
    assert len(gerekend) == 1


def test_nieuw_wachtwoord_vragen_geeft_altijd_hetzelfde_antwoord_en_werk(client, gebruiker, monkeypatch):
    gevraagd, antwoorden = [], []
    monkeypatch.setattr("sterkvoornoord.tasks.wachtwoordmail.delay", gevraagd.append)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda doe, **kw: doe())
    for naam in ("mens", "niet"):
        antwoord = client.post(reverse("account_reset_password"), {"email": f"{naam}@sterkvoornoord.example"})
        antwoorden.append((antwoord.status_code, antwoord.url))
    assert antwoorden == [(302, reverse("account_reset_password_done"))] * 2
    assert gevraagd == ["mens@sterkvoornoord.example", "niet@sterkvoornoord.example"]


def test_onbekend_en_uitgezet_adres_krijgen_geen_mail(client, gebruiker, django_capture_on_commit_callbacks):
    gebruiker.is_active = False
    gebruiker.save()
    with django_capture_on_commit_callbacks(execute=True):
        for naam in ("mens", "niet"):
            client.post(reverse("account_reset_password"), {"email": f"{naam}@sterkvoornoord.example"})
    assert mail.outbox == []


# Limits


def test_na_vijf_foute_wachtwoorden_wachten_en_daarna_werkt_het_goede(client, gebruiker, monkeypatch):
    for _ in range(5):
        log_in(client, wachtwoord="fout")
    gesloten = log_in(client)
    assert "Wacht 5 minuten" in gesloten.content.decode()
    assert not ingelogd(client)
    straks = __import__("time").time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: straks)
    assert log_in(client).status_code == 302


def test_de_rem_geldt_per_account(client, gebruiker):
    for _ in range(5):
        log_in(client, wachtwoord="fout")
    maak_gebruiker(email="ander@sterkvoornoord.example")
    assert log_in(client, email="ander@sterkvoornoord.example").status_code == 302


def test_de_rem_geldt_ook_voor_adressen_die_niet_bestaan(client, db):
    for _ in range(5):
        log_in(client, email="niet@sterkvoornoord.example")
    assert "Wacht 5 minuten" in log_in(client, email="niet@sterkvoornoord.example").content.decode()


def test_veel_pogingen_van_een_plek_geven_een_leesbare_429(client, db):
    antwoorden = [client.post(LOGIN, {"login": "", "password": ""}) for _ in range(31)]
    assert antwoorden[29].status_code == 200
    assert antwoorden[30].status_code == 429
    assert "Even wachten" in antwoorden[30].content.decode()


@pytest.mark.parametrize(("proxys", "status"), [(0, 429), (1, 200)])
def test_achter_een_proxy_telt_de_bezoeker(client, db, settings, proxys, status):
    """With PROXY_COUNT right, what one visitor does wrong does not shut out another."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxys
    for nummer in range(31):
        antwoord = client.post(
            LOGIN, {"login": "", "password": ""}, headers={"X-Forwarded-For": f"203.0.113.{nummer}"}
        )
    assert antwoord.status_code == status


@pytest.mark.parametrize("cache", ["FileBasedCache", "LocMemCache"])
def test_de_rem_werkt_met_de_cache_van_een_proef(client, gebruiker, settings, tmp_path, cache):
    soort = {"FileBasedCache": "filebased", "LocMemCache": "locmem"}[cache]
    settings.CACHES = {
        "default": {"BACKEND": f"django.core.cache.backends.{soort}.{cache}", "LOCATION": str(tmp_path / "rem")}
    }
    for _ in range(5):
        log_in(client, wachtwoord="fout")
    assert "Wacht 5 minuten" in log_in(client).content.decode()


# Signing out


def test_uitloggen_is_een_post(als_client, gebruiker):
    client = als_client(gebruiker)
    vraag = client.get(reverse("account_logout"))
    assert vraag.status_code == 200
    assert ingelogd(client)
    antwoord = client.post(reverse("account_logout"), follow=True)
    assert antwoord.redirect_chain == [("/", 302)]
    assert not ingelogd(client)


# Passwords


def vraag_link(client, capture, email="mens@sterkvoornoord.example") -> str:
    """Ask for the mail; return the path in it."""
    mail.outbox.clear()
    with capture(execute=True):
        client.post(reverse("account_reset_password"), {"email": email})
    [bericht] = mail.outbox
    [regel] = [r for r in bericht.body.splitlines() if r.startswith("http")]
    return "/" + regel.split("/", 3)[3]


def test_wachtwoord_vergeten_van_begin_tot_eind(client, gebruiker, django_capture_on_commit_callbacks):
    link = vraag_link(client, django_capture_on_commit_callbacks)
    bericht = mail.outbox[0]
    assert bericht.to == ["mens@sterkvoornoord.example"]
    assert bericht.subject == "Kies een nieuw wachtwoord voor Sterk voor Noord"
    formulier = client.get(link, follow=True)
    assert formulier.status_code == 200
    pad = formulier.redirect_chain[-1][0]
    with django_capture_on_commit_callbacks(execute=True):
        klaar = client.post(pad, {"password1": NIEUW, "password2": NIEUW}, follow=True)
    assert "Klaar om in te loggen" in klaar.content.decode()
    assert not ingelogd(client)
    assert mail.outbox[1].subject == "Uw wachtwoord voor Sterk voor Noord is gewijzigd"
    assert log_in(client, wachtwoord=NIEUW).status_code == 302


def test_een_link_werkt_een_keer(client, gebruiker, django_capture_on_commit_callbacks):
    link = vraag_link(client, django_capture_on_commit_callbacks)
    pad = client.get(link).url
    client.post(pad, {"password1": NIEUW, "password2": NIEUW})
    assert "Deze link werkt niet meer" in client.get(link).content.decode()


def test_een_oude_link_werkt_niet(client, gebruiker, django_capture_on_commit_callbacks, settings):
    link = vraag_link(client, django_capture_on_commit_callbacks)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Deze link werkt niet meer" in client.get(link).content.decode()


@pytest.mark.parametrize("sleutel", ["1-x", "zzzzzzzzzzzzz-set-password", "1-set-password"])
def test_een_verzonnen_link_werkt_niet(client, db, sleutel):
    antwoord = client.get(f"/account/wachtwoord/nieuw/{sleutel}/")
    assert antwoord.status_code == 200
    assert "Deze link werkt niet meer" in antwoord.content.decode()


def test_de_link_in_de_mail_volgt_het_adres_van_de_site_en_niet_de_vraag(
    client, gebruiker, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://noord.example"
    settings.ALLOWED_HOSTS = ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": gebruiker.email}, headers={"host": "kwaad.example"})
    assert "https://noord.example/account/" in mail.outbox[0].body
    assert "kwaad" not in mail.outbox[0].body


def test_een_nieuw_wachtwoord_beeindigt_het_wachten(client, gebruiker, django_capture_on_commit_callbacks):
    for _ in range(6):
        log_in(client, wachtwoord="fout")
    pad = client.get(vraag_link(client, django_capture_on_commit_callbacks)).url
    client.post(pad, {"password1": NIEUW, "password2": NIEUW})
    assert log_in(client, wachtwoord=NIEUW).status_code == 302


@pytest.mark.parametrize(
    ("eerste", "tweede", "melding"),
    [
        (NIEUW, NIEUW + "x", "De twee wachtwoorden zijn niet gelijk"),
        ("kort", "kort", "te kort"),
        ("583920174658291", "583920174658291", "alleen uit cijfers"),
        ("Mens@sterkvoornoord.example", "Mens@sterkvoornoord.example", "Uw e-mailadres of functie staat"),
        ("ik ben mens van beroep", "ik ben mens van beroep", "Uw e-mailadres of functie staat"),
        ("1q2w3e4r5t6y", "1q2w3e4r5t6y", "gebruiken veel mensen"),
        ("", "", "Vul een nieuw wachtwoord in."),
    ],
)
def test_een_zwak_wachtwoord_wordt_geweigerd(als_client, gebruiker, eerste, tweede, melding):
    client = als_client(gebruiker)
    gegevens = {"oldpassword": WACHTWOORD, "password1": eerste, "password2": tweede}
    antwoord = client.post(reverse("account_change_password"), gegevens)
    assert melding in antwoord.content.decode()
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(WACHTWOORD)


def test_wachtwoord_wijzigen_houdt_dit_apparaat_ingelogd_en_andere_niet(als_client, gebruiker):
    hier, daar = als_client(gebruiker), als_client(gebruiker)
    gegevens = {"oldpassword": WACHTWOORD, "password1": NIEUW, "password2": NIEUW}
    antwoord = hier.post(reverse("account_change_password"), gegevens, follow=True)
    assert antwoord.redirect_chain == [("/account/", 302)]
    assert "Uw nieuwe wachtwoord is opgeslagen" in antwoord.content.decode()
    assert daar.get("/account/").status_code == 302


def test_wijzigen_vraagt_het_wachtwoord_van_nu(als_client, gebruiker):
    gegevens = {"oldpassword": "fout", "password1": NIEUW, "password2": NIEUW}
    antwoord = als_client(gebruiker).post(reverse("account_change_password"), gegevens)
    assert "Dit is niet uw wachtwoord van nu" in antwoord.content.decode()


# One address per account


def test_een_account_heeft_een_adres_en_geen_schaduw(client, gebruiker, django_capture_on_commit_callbacks):
    """An address that a beheerder changed can no longer sign in nor ask for a password."""
    pad = client.get(vraag_link(client, django_capture_on_commit_callbacks)).url
    client.post(pad, {"password1": NIEUW, "password2": NIEUW})
    log_in(client, wachtwoord=NIEUW)
    client.post(reverse("account_logout"))
    assert not EmailAddress.objects.exists()
    gebruiker.email = "opvolger@sterkvoornoord.example"
    gebruiker.save()
    assert "horen niet bij elkaar" in log_in(client, wachtwoord=NIEUW).content.decode()


@pytest.mark.parametrize("naam", ["account_signup", "account_email", "account_request_login_code"])
def test_wat_het_portaal_niet_aanbiedt_heeft_geen_adres(naam):
    with pytest.raises(NoReverseMatch):
        reverse(naam)


def test_aanmelden_zonder_uitnodiging_kan_niet(client, db):
    assert client.get("/account/signup/").status_code == 404


# The account page


def test_accountpagina_toont_wat_bekend_is(als_client, trekker):
    pagina = als_client(trekker).get("/account/").content.decode()
    assert trekker.email in pagina
    assert "Vidomes" in pagina
    assert "Partner" in pagina


def test_accountpagina_zegt_dat_er_nog_geen_rol_is(als_client, zonder_rol):
    assert "Nog geen rol" in als_client(zonder_rol).get("/account/").content.decode()
