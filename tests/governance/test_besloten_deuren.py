"""What is besloten goes through no door: every route, file, feed, mail and edition, for who is no member.

A word that is nowhere else stands in all that can be besloten, in meetings of every stand. Who may not read it opens
every route of the URL configuration, with the numbers and keys of what is besloten too, and the exports and searches
that the pages offer. The word may be in nothing that comes back.
"""

from datetime import date, timedelta
from io import BytesIO
from itertools import product
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from acties.models import Actie
from governance.models import Besluit, Overlegorgaan, Stuk, Vergadering
from governance.services import maak_agenda_adres, zet_stand
from monitor.bevriezen import als_json
from monitor.models import monitor_editie
from monitor.models.publicatie import editie
from monitor.vastleggen import leg_vast
from monitor.vergaderpapier import zetten
from sterkvoornoord.herinneren import stuur, van_vandaag
from sterkvoornoord.models import Bericht, Gebruiker, Partner
from tests import cast, factories
from tests.rollenregels import BEHEER_RUIMTE, OPENBAAR, REGELS
from tests.test_rollenmatrix import Wereld, routes

pytestmark = pytest.mark.een_ronde(ronde="laatste")
GEHEIM = "Zwijgplicht"
#: The same for a signaal: the bestuur reads those of all bodies.
STIL = "Spreekverbod"
#: Finds the first, and is not the word itself: a page may repeat what was asked.
VRAAG = "wijgplich"
BUITENSTAANDERS = ("bezoeker", "partner", "bestuurder")
Stand = Vergadering.Status
STANDEN = (Stand.GEPLAND, Stand.CONCEPT_BESLUITENLIJST, Stand.GEPUBLICEERD)


class BeslotenWereld(Wereld):
    """The world of the role matrix, with a body of which `lid` is a member and the bestuurder is not."""

    def __init__(self):
        super().__init__()
        self.orgaan = factories.maak_orgaan(
            naam="Gesloten bestuur", slug="gesloten-bestuur", afkorting="GB", openbaar=True
        )
        lid = factories.maak_gebruiker(email=f"lid@{cast.DOMEIN}", functie="Lid gesloten bestuur")
        factories.maak_lidmaatschap(orgaan=self.orgaan, gebruiker=lid)
        bestuurder = Gebruiker.objects.get(email=f"bestuur@{cast.DOMEIN}")
        factories.maak_lidmaatschap(orgaan=factories.maak_orgaan(naam="Ander bestuur"), gebruiker=bestuurder)
        self.adressen = [maak_agenda_adres(gebruiker=bestuurder)]
        self._meld_aan({"lid": lid})
        self.nummers: dict[str, list[str]] = {"vergaderingen": [], "besluiten": [], "actiepunten": []}
        self.pks: dict[str, list[int]] = {"punt": [], "stuk": [], "gevolg": [], "editie": []}
        for plek, stand in enumerate(STANDEN):
            self._vergader(plek, stand, lid)
        wachtend = factories.maak_agendapunt(orgaan=self.orgaan, titel=f"{GEHEIM} wacht", besloten=True)
        self.pks["punt"].append(wachtend.pk)
        signaal = factories.maak_signaal(titel=STIL, wat=STIL, besloten=True, indiener=lid)
        self.nummers["signalen"] = [signaal.nummer]

    def _vergader(self, plek: int, stand: str, lid: Gebruiker) -> None:
        """A meeting with a besloten item, one below it, and an open item of which besluit and paper are besloten."""
        zitting = factories.maak_vergadering(
            orgaan=self.orgaan, nummer=f"GB-V2026-0{plek}", status=stand, begin="10:00", datum=timezone.localdate()
        )
        self.nummers["vergaderingen"].append(zitting.nummer)
        velden = ("titel", "toelichting", "gevraagd_besluit", "inbrenger", "sectie", "besluittekst", "verslag")
        dicht = factories.maak_agendapunt(
            vergadering=zitting,
            volgorde=1,
            soort="besluit",
            besloten=True,
            uitkomst="gewijzigd",
            # Who brought it in may not read it either, once it is besloten.
            inbrengende_partner=Partner.objects.filter(gebruikers__email__startswith="partner.ander@").first(),
            **dict.fromkeys(velden, f"{GEHEIM} {plek}"),
        )
        dicht.acties.set(Actie.objects.filter(nummer=OPENBAAR))
        onder = factories.maak_agendapunt(
            vergadering=zitting, bovenliggend=dicht, volgorde=2, titel=f"{GEHEIM} b", verslag=GEHEIM
        )
        open_ = factories.maak_agendapunt(
            vergadering=zitting,
            volgorde=3,
            titel="Een open punt",
            soort="besluit",
            uitkomst="gewijzigd",
            besluittekst=f"{GEHEIM} op een open punt",
            verslag=f"{GEHEIM} in het verslag",
        )
        for punt, besloten in ((dicht, False), (onder, False), (open_, True)):
            self._hang_aan(punt, zitting, lid, besloten=besloten)
            self.pks["punt"].append(punt.pk)

    def _hang_aan(self, punt, zitting: Vergadering, lid: Gebruiker, *, besloten: bool) -> None:
        """A besluit, actiepunten and a paper; besloten by themselves or by the item that they hang on."""
        tekst = dict.fromkeys(("titel", "tekst", "mandaat", "bron"), GEHEIM)
        besluit = factories.maak_besluit(
            vergadering=zitting, agendapunt=punt, uitkomst="gewijzigd", besloten=besloten, **tekst
        )
        gevolg = factories.maak_gevolg(besluit=besluit, actie=Actie.objects.get(nummer=OPENBAAR), status="afgerond")
        self.pks["gevolg"].append(gevolg.pk)
        self.nummers["besluiten"].append(besluit.nummer)
        dag = timezone.localdate() - timedelta(days=5)
        for kw in (
            {"gebruiker": lid, "besluit": besluit},
            {"functie": GEHEIM, "agendapunt": punt, "besluit": besluit},
        ):
            actiepunt = factories.maak_actiepunt(vergadering=zitting, tekst=f"{GEHEIM} te doen", uiterlijk=dag, **kw)
            self.nummers["actiepunten"].append(actiepunt.nummer)
        stuk = factories.maak_stuk(
            agendapunt=punt, titel=f"{GEHEIM} stuk", besloten=besloten, inhoud=f"{GEHEIM} {punt.pk}".encode()
        )
        self.pks["stuk"].append(stuk.pk)
        factories.maak_aanbeveling().besluiten.add(besluit)
        if besloten and zitting.status == Stand.GEPUBLICEERD:
            rij = factories.maak_publicatie(
                fase="gepubliceerd",
                titel="Een eigen editie",
                besluit=besluit,
                periode_van=date(2021, 1, 1),
                periode_tot=date(2021, 6, 30),
                aangevraagd_door=Gebruiker.objects.get(email__startswith="programmateam@"),
            )
            self.pks["editie"].append(rij.pk)

    def waarden(self, ruimte: str) -> dict[str, list]:
        """What the arguments of the routes of an app may be, that lead to something besloten; nothing where it has
        none of that."""
        punten, stukken = [*self.pks["punt"][:3], self.pks["punt"][-1]], self.pks["stuk"][-3:]
        nummers = {"nummer": self.nummers.get(ruimte, self.nummers["vergaderingen"])}
        return {
            "vergaderingen": nummers,
            "besluiten": {**nummers, "pk": self.pks["gevolg"][-2:]},
            "actiepunten": {"nummer": nummers["nummer"][-6:]},
            "signalen": {**nummers, "naar": ["geagendeerd"]},
            "overleg": {"slug": [self.orgaan.slug], "pk": [*punten, *stukken], "stuk": stukken},
            "monitor": {**nummers, "pk": self.pks["editie"], "blad": ["colofon"]},
            "agenda": {"sleutel": self.adressen},
        }.get(ruimte, {})


@pytest.fixture(scope="module")
def _wereld(django_db_setup, django_db_blocker):
    """Made once for this module, in a transaction that is rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        wereld = BeslotenWereld()
        with django_db_blocker.block():
            yield wereld
        transaction.set_rollback(True)


@pytest.fixture
def wereld(_wereld, db, monkeypatch):
    # What is laid out says what the PDF says; of the PDF itself tests/monitor/test_vergaderpapier.py asks it.
    monkeypatch.setattr(zetten, "_maak", lambda html, pad, kenmerk, tot: zetten.Papier(kenmerk, html.encode(), 1))
    # The database outlives the test, its folder of files does not.
    for stuk in Stuk.objects.all():
        if not stuk.bestand.storage.exists(stuk.bestand.name):
            inhoud = f"{GEHEIM} bestand" if stuk.pk in _wereld.pks["stuk"] else "%PDF-1.7 stuk"
            stuk.bestand.storage.save(stuk.bestand.name, ContentFile(inhoud.encode()))
    return _wereld


def alles_van(antwoord) -> bytes:
    """Everything that comes back: headers, text, and what is inside a spreadsheet or another ZIP."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    delen = [str(dict(antwoord.headers)).encode(), inhoud.replace(b"\r\n ", b"")]  # calendars fold their lines
    if is_zipfile(BytesIO(inhoud)):
        with ZipFile(BytesIO(inhoud)) as pak:
            delen += [naam.encode() + pak.read(naam) for naam in pak.namelist()]
    return b"\n".join(delen)


def adressen(wereld, naam: str, patroon) -> list[str]:
    """Addresses of a route: as the role matrix knows it, and with every key of what is besloten."""
    ruimte = naam.split(":")[0]
    waarden = wereld.waarden(ruimte)
    namen = list(patroon.pattern.converters)
    kwargs = [regel.kwargs for regel in REGELS if regel.naam == naam]
    if namen and set(namen) <= waarden.keys():
        kwargs += [dict(zip(namen, keuze, strict=True)) for keuze in product(*(waarden[arg] for arg in namen))]
    gevonden = {}
    for keuze in kwargs:
        try:
            gevonden[reverse(naam, kwargs=keuze)] = None
        except NoReverseMatch:  # a number of another kind
            continue
    return list(gevonden) or [reverse(naam)]


def vervolg_van(pad: str, pagina: bytes) -> list[str]:
    """The same page asked for the word, and as a file, where it offers that."""
    vragen = [f"{pad}?q={VRAAG}"] if b'name="q"' in pagina else []
    soorten = [soort for soort in ("csv", "xlsx") if f"export={soort}".encode() in pagina]
    return vragen + [f"{pad}?export={soort}" for soort in soorten]


ROUTES = [(naam, patroon) for naam, patroon in routes() if not naam.startswith(BEHEER_RUIMTE)]


@pytest.mark.parametrize(("naam", "patroon"), ROUTES, ids=[naam for naam, _ in ROUTES])
def test_geen_route_zegt_een_buitenstaander_wat_besloten_is(wereld, naam, patroon):
    lekken = []
    for pad in adressen(wereld, naam, patroon):
        for rol in BUITENSTAANDERS:
            antwoord = alles_van(wereld.klop(rol, "GET", pad))
            for verder in (None, *vervolg_van(pad, antwoord)):
                if verder:
                    antwoord = alles_van(wereld.klop(rol, "GET", verder))
                if GEHEIM.encode() in antwoord or (rol != "bestuurder" and STIL.encode() in antwoord):
                    lekken.append(f"{verder or pad} aan {rol}")
    assert not lekken, "\n".join(lekken)


def test_een_lid_vindt_het_woord_wel(wereld):
    """Else the test above would find nothing because there is nothing to find."""
    eerste, laatste = wereld.nummers["vergaderingen"][0], wereld.nummers["vergaderingen"][-1]
    besluit, actiepunt = wereld.nummers["besluiten"][-1], wereld.nummers["actiepunten"][-1]
    for pad in (
        reverse("vergaderingen:detail", args=[eerste]),
        reverse("vergaderingen:detail", args=[laatste]),
        reverse("vergaderingen:stukken", args=[laatste]),
        reverse("overleg:detail", args=[wereld.orgaan.slug]),
        reverse("overleg:stuk-open", args=[wereld.pks["stuk"][-1]]),
        reverse("besluiten:detail", args=[besluit]),
        reverse("besluiten:lijst") + f"?export=xlsx&q={VRAAG}",
        reverse("actiepunten:detail", args=[actiepunt]),
        reverse("actiepunten:lijst") + "?export=csv",
        reverse("monitor:agenda-pdf", args=[eerste]),
        reverse("monitor:besluitenlijst-pdf", args=[laatste]),
        reverse("monitor:actielijst-van-pdf", args=[laatste]),
        reverse("monitor:actielijst-pdf"),
    ):
        assert GEHEIM.encode() in alles_van(wereld.klop("lid", "GET", pad)), pad


def test_geen_mail_aan_een_buitenstaander_zegt_wat_besloten_is(wereld):
    """Reminders of today, and all that a meeting sends on its way."""
    team = Gebruiker.objects.get(email__startswith="programmateam@")
    zitting = Vergadering.objects.get(nummer=wereld.nummers["vergaderingen"][0])
    zet_stand(vergadering=zitting, door=team, versie=zitting.versie, naar=Stand.UITGENODIGD)
    assert stuur(van_vandaag()), "there is something to be reminded of"
    met_het_woord = [b for b in Bericht.objects.all() if GEHEIM in f"{b.onderwerp} {b.tekst}"]
    assert {bericht.aan for bericht in met_het_woord} == {f"lid@{cast.DOMEIN}"}, "who has to do it, and nobody else"


@pytest.mark.parametrize("wat", ["projectenboek", "monitor"])
def test_geen_editie_legt_vast_wat_besloten_is(wereld, wat):
    # The day before the editions of this world, which hold nothing to compare with.
    dag = timezone.localdate() - timedelta(days=1)
    factories.maak_programma()
    inhoud = leg_vast(monitor_editie(dag) if wat == "monitor" else editie(dag))
    assert GEHEIM not in als_json(inhoud).decode()


def test_alles_wat_besloten_kan_zijn_is_het_hier_ook(wereld):
    """A model that gets a field `besloten` must be planted above too."""
    eigen = wereld.orgaan
    assert Overlegorgaan.objects.get(pk=eigen.pk).openbaar, "so that its published lists go to everybody"
    assert Besluit.objects.filter(orgaan=eigen, besloten=True).count() == len(STANDEN)
    from django.apps import apps

    met_besloten = {
        model._meta.label for model in apps.get_models() if any(veld.name == "besloten" for veld in model._meta.fields)
    }
    assert met_besloten == {
        "governance.Agendapunt",
        "governance.Besluit",
        "governance.Signaal",
        "governance.Stuk",
        "monitor.Besluitenlijst",
    }
