"""Every named route, for every role, with every method: the answer is the one that tests/rollenregels.py states.

A route without a line there fails, so that nobody opens a door without saying for whom.
"""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from acties.models import Actie, InitiatiefStatus, Zichtbaarheid
from governance.models import Stuk
from monitor.models import Publicatie
from monitor.vergaderpapier import zetten
from tests import cast, factories
from tests.edities import maak_edities
from tests.initiatieven import maak_initiatief, maak_openbaar_idee
from tests.inzet import maak_inzet
from tests.overleggen import maak_overleggen
from tests.rollenregels import (
    BEDRAG,
    BEHEER_ALLEEN_LEZEN,
    BEHEER_RUIMTE,
    CONCEPT,
    IDEE,
    IMPORT,
    INITIATIEF,
    INTERNE,
    OPENBAAR,
    REGELS,
    TOEGEKEND,
)
from tests.rollenregels_overleg import VERGADERING
from tests.rolregel import Regel

pytestmark = pytest.mark.een_ronde(ronde="laatste")
GEGEVENS = Path(__file__).parent / "monitor" / "gegevens"

METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def routes(resolver=None, ruimte: tuple[str, ...] = ()):
    """Yield (full name, pattern) of every route in the URL configuration."""
    for deel in (resolver or get_resolver()).url_patterns:
        if isinstance(deel, URLResolver):
            yield from routes(deel, (*ruimte, deel.namespace) if deel.namespace else ruimte)
        elif isinstance(deel, URLPattern):
            yield ":".join((*ruimte, deel.name or f"(zonder naam: {deel.pattern})")), deel


ZICHTBAARHEDEN = (
    (OPENBAAR, Zichtbaarheid.OPENBAAR),
    (INTERNE, Zichtbaarheid.INTERN),
    (CONCEPT, Zichtbaarheid.CONCEPT),
)


class Wereld:
    """What all tests of this module knock on: three acties, the whole cast, and a browser for each."""

    def __init__(self):
        opgave = factories.maak_opgave(nummer=3, naam="Fijn en veilig wonen", slug="fijn-en-veilig-wonen")
        andere = factories.maak_opgave(nummer=1, naam="Jeugd en onderwijs", slug="jeugd-en-onderwijs")
        organisatie = factories.maak_partner(naam="Vidomes", slug="vidomes")
        doel = factories.maak_doel(opgave=opgave)
        factories.maak_indicator(doel=doel, code="sociale-samenhang")
        spelers = cast.maak_allen(
            opgave=opgave,
            andere_opgave=andere,
            organisatie=organisatie,
            bureau=factories.maak_partner(naam="Programmateam", slug="programmateam"),
        )
        self.acties = {}
        for plek, (nummer, zichtbaarheid) in enumerate(ZICHTBAARHEDEN):
            actie = factories.maak_actie(
                opgave=opgave,
                nummer=nummer,
                nummer_sortering=300022 + plek,
                zichtbaarheid=zichtbaarheid,
                penvoerder=organisatie,
            )
            voortgang = factories.maak_voortgang(
                actie=actie, gemeld_door=spelers["programmateam"], peildatum=timezone.localdate()
            )
            self.acties[nummer] = {"versie": actie.versie, "voortgang": voortgang.pk}
        factories.maak_geldstroom(**BEDRAG, actie=None, opgave=opgave, begroot=1000, toegezegd=400, jaar=2025)
        maak_edities(spelers["programmateam"])
        factories.maak_importvoorbeeld(**IMPORT)
        factories.maak_ronde()
        maak_initiatief(**INITIATIEF, opgave=opgave, status="intake")
        maak_initiatief(**TOEGEKEND, opgave=opgave, doel=doel, status=InitiatiefStatus.TOEGEKEND)
        maak_openbaar_idee(**IDEE)
        orgaan = factories.maak_orgaan(naam="Algemeen bestuur", slug="algemeen-bestuur", afkorting="AB")
        factories.maak_vergadering(**VERGADERING, orgaan=orgaan)
        maak_overleggen(orgaan)
        maak_inzet(Actie.objects.get(nummer=OPENBAAR), organisatie, spelers["projectleider"])
        self.log_in(spelers)

    def log_in(self, spelers: dict):
        """One browser for all, and the session of each role."""
        self.client = Client(raise_request_exception=False)
        self.sessies = {}
        self._meld_aan(spelers)

    def _meld_aan(self, spelers: dict) -> None:
        for rol, gebruiker in spelers.items():
            self.client.cookies = SimpleCookie()
            if gebruiker is not None:
                self.client.force_login(gebruiker)
                self.sessies[rol] = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def klop(self, rol: str, methode: str, pad: str, data: dict | None = None):
        """Return the answer; nothing of what the request wrote stays, nor does it count for a rate limit."""
        cache.clear()
        self.client.cookies = SimpleCookie()
        if rol in self.sessies:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessies[rol]
        with transaction.atomic():
            antwoord = getattr(self.client, methode.lower())(pad, data or {})
            transaction.set_rollback(True)
        return antwoord


@pytest.fixture(scope="module")
def _wereld(django_db_setup, django_db_blocker):
    """Made once for this module, in a transaction that is rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        wereld = Wereld()
        with django_db_blocker.block():
            yield wereld
        transaction.set_rollback(True)


@pytest.fixture
def wereld(_wereld, db, monkeypatch):
    # Who may have a paper is asked here; what is on it is asked of the real one, elsewhere.
    monkeypatch.setattr(zetten, "_maak", lambda html, pad, kenmerk, tot: zetten.Papier(kenmerk, b"%PDF-1.7 proef", 1))
    # The database outlives the test, its folder of files does not.
    for editie in Publicatie.objects.gereed():
        for bestand, inhoud in ((editie.bestand, b"%PDF-1.7 proef"), (editie.kort_bestand, b"%PDF-1.7 kort")):
            if bestand and not bestand.storage.exists(bestand.name):
                bestand.storage.save(bestand.name, ContentFile(inhoud))
    for stuk in Stuk.objects.all():
        if not stuk.bestand.storage.exists(stuk.bestand.name):
            stuk.bestand.storage.save(stuk.bestand.name, ContentFile(b"%PDF-1.7 stuk"))
    return _wereld


def verwacht(regel: Regel, rol: str, methode: str) -> set:
    """Return the answers that are right; "login" stands for a redirect to the sign-in page."""
    if rol == "bezoeker" and not regel.openbaar:
        return {"login"}
    dicht = 403 if rol in regel.ziet else 404
    gewoon = {regel.anders.get(rol, 200)}
    goed = {"GET": gewoon, "HEAD": gewoon, "POST": {200, 302}, "OPTIONS": {200, 405, *gewoon}}
    if methode == "OPTIONS":
        return goed[methode] if rol in regel.wie else {*goed[methode], dicht}
    if methode in regel.methoden or (methode == "HEAD" and "GET" in regel.methoden):
        return goed[methode] if rol in regel.wie else {dicht}
    # A view may look at the method first, or at who asks.
    return {405} if rol in regel.wie else {405, dicht}


def _vragen(regel: Regel):
    """Yield (role, method) of what is asked: all, but HEAD only of one who gets in, one who does not, and a visitor.

    What answers GET answers HEAD too, and draws the same page for it.
    """
    binnen = next((rol for rol in cast.ROLLEN if rol in regel.wie), "bezoeker")
    buiten = next((rol for rol in cast.ROLLEN if rol not in regel.wie), "bezoeker")
    for rol in cast.ROLLEN:
        for methode in METHODEN:
            if methode != "HEAD" or rol in ("bezoeker", binnen, buiten):
                yield rol, methode


def uitkomst(antwoord) -> int | str:
    if antwoord.status_code == 302 and antwoord.url.startswith(reverse("account_login")):
        return "login"
    return antwoord.status_code


@pytest.mark.parametrize("regel", REGELS, ids=str)
def test_elke_rol_en_methode_krijgt_het_antwoord_uit_de_tabel(wereld, regel):
    pad = reverse(regel.naam, kwargs=regel.kwargs)
    waarden = wereld.acties.get(regel.kwargs.get("nummer"), {})
    data = {veld: waarde.format(**waarden) for veld, waarde in regel.data.items()}
    mis = []
    for rol, methode in _vragen(regel):
        kreeg = uitkomst(wereld.klop(rol, methode, pad, data))
        mag = verwacht(regel, rol, methode)
        if kreeg not in mag:
            mis.append(f"{methode} {pad} door {rol}: {kreeg}, niet {' of '.join(map(str, sorted(mag, key=str)))}")
    assert not mis, "\n".join(mis)


def test_elke_route_heeft_een_regel():
    bekend = {regel.naam for regel in REGELS}
    vergeten = sorted(naam for naam, _ in routes() if naam not in bekend and not naam.startswith(BEHEER_RUIMTE))
    assert not vergeten, (
        "Deze routes staan niet in tests/rollenregels.py. Zet er per route een Regel bij die zegt wie erin mag, "
        f"met welke methoden, en wie mag weten dat de pagina bestaat: {', '.join(vergeten)}"
    )


def test_de_tabel_kent_geen_routes_die_er_niet_meer_zijn():
    assert {regel.naam for regel in REGELS} <= {naam for naam, _ in routes()}


BEHEERROUTES = [(naam, patroon) for naam, patroon in routes() if naam.startswith(BEHEER_RUIMTE) and patroon.name]


def beheerpad(naam: str, patroon: URLPattern) -> str:
    voorbeeld = {"app_label": "acties", "url": "bestaat-niet"}
    return reverse(naam, kwargs={arg: voorbeeld.get(arg, "1") for arg in patroon.pattern.regex.groupindex})


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("rol", cast.ROLLEN)
def test_de_ingang_van_het_beheer(wereld, rol, methode):
    kreeg = uitkomst(wereld.klop(rol, methode, reverse("admin:index")))
    assert kreeg == {"bezoeker": "login", "beheerder": 200}.get(rol, 403)


@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_elke_kamer_van_het_beheer_is_alleen_voor_de_beheerder(wereld, methode):
    """Signing in for who has no account, 403 for another role, and for the beheerder never an error."""
    mis = []
    for naam, patroon in BEHEERROUTES:
        pad = beheerpad(naam, patroon)
        kreeg = {rol: uitkomst(wereld.klop(rol, methode, pad)) for rol in ("bezoeker", "programmateam", "beheerder")}
        buiten = (kreeg["bezoeker"], kreeg["programmateam"]) == ("login", 403)
        if not buiten or not _goed(naam, methode, kreeg["beheerder"]):
            mis.append(f"{methode} {pad}: {kreeg}")
    assert not mis, "\n".join(mis)


def _goed(naam: str, methode: str, kreeg: int | str) -> bool:
    """The answer that a beheerder gets in a room of the admin."""
    if naam == "admin:autocomplete":  # asks for a field; without one there is nothing to tell
        return kreeg == (403 if methode == "GET" else 405)
    dicht = naam.endswith(("_add", "_delete")) or (methode == "POST" and naam.endswith("_change"))
    if naam.startswith(BEHEER_ALLEEN_LEZEN) and dicht:
        return kreeg == 403
    return kreeg in (200, 302, 404, 405)
