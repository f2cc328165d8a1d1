"""What the portal tells a browser to refuse, and how production starts: headers, cookies, hosts and settings."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sterkvoornoord import settings as gewone
from tests.factories import WACHTWOORD, maak_gebruiker
from tests.rollenregels import OPENBAAR, REGELS

#: Every kind of answer: pages of each layer, the admin, JSON, text, redirects and errors.
PADEN = [
    "/",
    "/acties/",
    "/partners/",
    "/account/login/",
    "/account/",  # a redirect to the sign-in page
    "/beheer/",
    "/stijlgids/",
    "/gezondheid/",
    "/robots.txt",
    "/api/v1/acties",
    "/bestaat-niet/",
]


@pytest.fixture
def beheer(als_client, beheerder):
    return als_client(beheerder)


@pytest.mark.parametrize("pad", PADEN)
@pytest.mark.parametrize("wie", ["bezoeker", "beheerder"])
def test_elk_antwoord_draagt_de_veiligheidskoppen(client, beheer, pad, wie):
    antwoord = (beheer if wie == "beheerder" else client).get(pad)
    regels = antwoord["Content-Security-Policy"]
    assert "unsafe" not in regels
    assert "default-src 'none'" in regels
    for eis in ("script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'"):
        assert f"{eis};" in f"{regels};"
    # Nothing from elsewhere: no other host, no data: and no wildcard.
    assert not re.search(r"https?:|data:|blob:|\*", regels)
    assert "frame-ancestors 'none'" in regels
    assert antwoord["X-Frame-Options"] == "DENY"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Referrer-Policy"] == "same-origin"
    assert antwoord["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in antwoord["Permissions-Policy"]
    assert "geolocation=()" in antwoord["Permissions-Policy"]


@pytest.mark.parametrize("regel", [r for r in REGELS if r.kwargs in ({}, {"nummer": OPENBAAR})], ids=str)
def test_geen_pagina_maakt_een_uitzondering_op_de_csp(beheer, actie, regel):
    """No view relaxes the policy, also not for one page."""
    antwoord = beheer.get(reverse(regel.naam, kwargs=regel.kwargs))
    assert antwoord["Content-Security-Policy"] == beheer.get("/")["Content-Security-Policy"]


# Cookies


def test_cookies_zijn_niet_te_lezen_en_gaan_niet_mee_naar_elders(client, db):
    maak_gebruiker(email="mens@sterkvoornoord.example")
    client.get("/account/login/")
    client.post("/account/login/", {"login": "mens@sterkvoornoord.example", "password": WACHTWOORD})
    sessie, csrf = client.cookies[settings.SESSION_COOKIE_NAME], client.cookies[settings.CSRF_COOKIE_NAME]
    assert sessie["httponly"]
    assert sessie["samesite"] == csrf["samesite"] == "Lax"
    # Until the browser closes, and on the server never longer than a working day.
    assert not sessie["expires"]
    assert client.session.get_expire_at_browser_close()
    assert gewone.SESSION_COOKIE_AGE <= 12 * 3600


def test_inloggen_geeft_een_nieuwe_sessie(client, db):
    """Someone who knows the session of a visitor does not own it after sign-in."""
    maak_gebruiker(email="mens@sterkvoornoord.example")
    sessie = client.session
    sessie["kenmerk"] = "voor het inloggen"
    sessie.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessie.session_key
    client.post("/account/login/", {"login": "mens@sterkvoornoord.example", "password": WACHTWOORD})
    assert client.session.session_key != sessie.session_key


def test_een_pagina_van_een_account_blijft_niet_in_een_gedeelde_cache(als_client, trekker):
    """Whatever depends on the account says so."""
    antwoord = als_client(trekker).get("/mijn-werk/")
    assert "Cookie" in antwoord.get("Vary", "") or "private" in antwoord.get("Cache-Control", "")


@pytest.mark.parametrize("pad", ["/account/login/", "/account/wachtwoord/vergeten/"])
def test_formulieren_vragen_een_csrf_bewijs(db, pad):
    assert Client(enforce_csrf_checks=True).post(pad, {"login": "a@b.nl"}).status_code == 403


# Hosts


def test_een_onbekende_host_krijgt_400(client, db, settings):
    settings.ALLOWED_HOSTS = ["portaal.example"]
    settings.DEBUG = False
    antwoord = client.get("/", headers={"host": "kwaad.example"})
    assert antwoord.status_code == 400
    assert "kwaad.example" not in antwoord.content.decode()


def test_een_doorgestuurde_host_telt_niet(client, db, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    antwoord = client.get("/account/", headers={"x-forwarded-host": "kwaad.example"})
    assert antwoord.url == "/account/login/?next=/account/"


# How production starts

PRODUCTIE = {
    "DEBUG": "false",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portaal.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(*opdracht: str, **omgeving: str) -> subprocess.CompletedProcess:
    """Run a command of manage.py with these settings and nothing else of ours from the environment."""
    eigen = (
        "DEBUG",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DJANGO_SETTINGS_MODULE",
    )
    schoon = {naam: waarde for naam, waarde in os.environ.items() if naam not in eigen}
    return subprocess.run(
        [sys.executable, "manage.py", *opdracht],
        cwd=gewone.BASE_DIR,
        env={**schoon, **omgeving},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("naam", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_zonder_verplichte_instelling_start_productie_niet(naam):
    uitslag = start("check", **{k: v for k, v in PRODUCTIE.items() if k != naam})
    assert uitslag.returncode != 0
    [zin] = uitslag.stderr.strip().splitlines()
    assert zin.startswith(f"{naam} ontbreekt: ")


def test_check_deploy_heeft_in_productie_niets_te_melden():
    uitslag = start("check", "--deploy", "--fail-level", "INFO", **PRODUCTIE)
    assert uitslag.returncode == 0, uitslag.stderr
    assert "no issues" in uitslag.stdout


def test_productie_dwingt_https_af():
    vraag = "; ".join(
        [
            "from django.conf import settings as s",
            "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SITE_URL)",
            "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)",
        ]
    )
    uitslag = start("shell", "--no-imports", "-c", vraag, **PRODUCTIE)
    assert uitslag.stdout.split("\n")[:2] == ["False True True True https://portaal.example", "31536000 True"]
