"""Pages about the site itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from sterkvoornoord.models import Logregel
from sterkvoornoord.tasks import ruim_sessies_op
from sterkvoornoord.tekst import eerste_zinnen

pytestmark = pytest.mark.django_db
PADEN = ["/toegankelijkheid/", "/privacy/", "/.well-known/security.txt", "/robots.txt"]


@pytest.mark.parametrize("pad", PADEN)
@pytest.mark.parametrize("rol", ["bewoner", "zonder_rol", "partner", "programmateam", "beheerder"])
def test_voor_iedereen_te_lezen(pad, rol, als_client, request):
    assert als_client(request.getfixturevalue(rol)).get(pad).status_code == 200


@pytest.mark.parametrize("pad", PADEN)
@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lezen_is_het_enige_dat_kan(pad, methode, als_client, programmateam):
    assert getattr(als_client(programmateam), methode)(pad).status_code == 405


@pytest.mark.parametrize(
    ("pad", "instelling", "ontbreekt"),
    [
        ("/toegankelijkheid/", "TOEGANKELIJKHEID_URL", "De verklaring van de organisatie staat hier nog niet."),
        ("/privacy/", "PRIVACY_URL", "De privacyverklaring van de organisatie staat hier nog niet."),
    ],
)
def test_verklaring_van_de_organisatie(pad, instelling, ontbreekt, client, settings):
    setattr(settings, instelling, "")
    assert ontbreekt in client.get(pad).content.decode()
    setattr(settings, instelling, "https://www.voorbeeld.example/verklaring")
    html = client.get(pad).content.decode()
    assert ontbreekt not in html
    assert 'href="https://www.voorbeeld.example/verklaring"' in html


def test_toegankelijkheid_belooft_geen_status(client):
    html = client.get("/toegankelijkheid/").content.decode().lower()
    for bewering in ("voldoet volledig", "voldoet gedeeltelijk", "status a", "status b", "voldoen aan wcag"):
        assert bewering not in html


def test_een_probleem_is_te_melden(client, settings):
    settings.CONTACT_EMAIL = "meld@sterkvoornoord.example"
    for pad in ("/toegankelijkheid/", "/privacy/"):
        assert 'href="mailto:meld@sterkvoornoord.example?subject=' in client.get(pad).content.decode()


def test_privacy_noemt_de_termijnen_die_gelden(client, settings):
    settings.SESSION_COOKIE_AGE = 3 * 3600
    settings.CSRF_COOKIE_AGE = 10 * 24 * 3600
    html = client.get("/privacy/").content.decode()
    assert "hooguit 3 uur" in html and "Blijft 10 dagen staan." in html
    assert settings.SESSION_COOKIE_NAME in html and settings.CSRF_COOKIE_NAME in html


def test_privacy_een_bezoeker_krijgt_geen_cookie(client):
    for pad in ("/", "/acties/9.99/", "/verhalen/", "/privacy/"):
        assert not client.get(pad).cookies


def test_privacy_de_geschiedenis_bewaart_geen_internetadres(actie):
    assert Logregel.objects.van(actie).exists()
    assert not Logregel.objects.exclude(remote_addr=None).exists()


def test_privacy_een_sessie_die_voorbij_is_wordt_gewist(db):
    lopend, voorbij = SessionStore(), SessionStore()
    for sessie in (lopend, voorbij):
        sessie["bewaard_formulier"] = {"pad": "/acties/3.22/voortgang/", "velden": {}}
        sessie.create()
    Session.objects.filter(pk=voorbij.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    ruim_sessies_op()
    assert list(Session.objects.values_list("pk", flat=True)) == [lopend.session_key]


def test_privacy_het_wissen_van_sessies_staat_op_de_klok():
    taken = {taak["task"]: taak["schedule"] for taak in settings.CELERY_BEAT_SCHEDULE.values()}
    assert taken[ruim_sessies_op.name] <= 24 * 3600


def test_security_txt_verloopt_nooit_door_verzuim(client, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@sterkvoornoord.example"
    settings.SITE_URL = "https://portaal.example/"
    antwoord = client.get("/.well-known/security.txt")
    assert antwoord["Content-Type"] == "text/plain; charset=utf-8"
    velden = dict(regel.split(": ", 1) for regel in antwoord.content.decode().splitlines())
    assert velden["Contact"] == "mailto:veilig@sterkvoornoord.example"
    assert velden["Preferred-Languages"] == "nl, en"
    assert velden["Canonical"] == "https://portaal.example/.well-known/security.txt"
    verloopt = datetime.strptime(velden["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < verloopt - datetime.now(UTC) < timedelta(days=365)


def test_robots_houdt_zoekmachines_bij_het_inloggen_weg(client):
    regels = client.get("/robots.txt").content.decode().splitlines()
    assert regels[0] == "User-agent: *"
    assert "Disallow: /account/" in regels and "Disallow: /" not in regels


@pytest.mark.parametrize(
    ("tekst", "maximum", "deel"),
    [
        ("Een. Twee. Drie.", 9, "Een."),
        ("Een. Twee. Drie.", 10, "Een. Twee."),
        ("Een lange zin zonder einde", 5, "Een lange zin zonder einde"),
        ("Van 11.00 tot 12.00 uur. Daarna niet.", 24, "Van 11.00 tot 12.00 uur."),
        ("", 10, ""),
    ],
)
def test_eerste_zinnen_breekt_geen_zin_af(tekst, maximum, deel):
    assert eerste_zinnen(tekst, maximum) == deel
