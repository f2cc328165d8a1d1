"""Agenda, besluitenlijst and actielijst as PDF: who gets what is on them, and that nothing else is."""

import io
import re
import subprocess
from datetime import date

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from acties.models import Zichtbaarheid
from governance.models import Aanwezigheid, Vergadering
from governance.services import zet_stand
from monitor.echtheid import fouten_van_lijst
from monitor.models import Besluitenlijst
from monitor.models.besluitenlijst import LigtVast
from monitor.services import besluitenlijsten
from monitor.vergaderpapier import gegevens, zetten
from monitor.zetten.ploeg import Proces
from tests import factories
from tests.overleggen import leg, sluit
from tests.verapdf import keur_alle

pytestmark = [pytest.mark.django_db, pytest.mark.een_ronde]
Stand = Vergadering.Status
GEHEIM = "Zwijgplicht"


@pytest.fixture(scope="module")
def voorraad(tmp_path_factory):
    return tmp_path_factory.mktemp("zetsel")


@pytest.fixture(autouse=True)
def _een_voorraad(settings, voorraad, eigen_map):
    """What one test had made, another finds: each new paper costs a process."""
    settings.ZETSEL_MAP = voorraad


@pytest.fixture
def orgaan(db):
    return factories.maak_orgaan(naam="Algemeen bestuur", slug="algemeen-bestuur", afkorting="AB")


@pytest.fixture
def lid(orgaan):
    gebruiker = factories.maak_gebruiker(email="lid@noord.example", functie="Bestuurder")
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=gebruiker, partner=factories.maak_partner(naam="Woonbond"))
    return gebruiker


@pytest.fixture
def vergadering(orgaan, lid, actie):
    """A meeting that goes on, with an open item, one that is besloten, and one below that."""
    zitting = factories.maak_vergadering(
        orgaan=orgaan, nummer="AB-V2026-07", status=Stand.BEZIG, begin="15:30", datum=timezone.localdate()
    )
    punt = {"vergadering": zitting, "soort": "besluit", "minuten": 10}
    plan = factories.maak_agendapunt(**punt, volgorde=1, titel="Een plan", gevraagd_besluit="Stem in met het plan.")
    plan.acties.add(actie, factories.maak_actie(titel=GEHEIM, zichtbaarheid=Zichtbaarheid.INTERN))
    dicht = factories.maak_agendapunt(
        **punt, volgorde=2, titel=f"{GEHEIM} een", toelichting=GEHEIM, gevraagd_besluit=GEHEIM, besloten=True
    )
    factories.maak_agendapunt(vergadering=zitting, bovenliggend=dicht, titel=f"{GEHEIM} twee", volgorde=3)
    factories.maak_agendapunt(vergadering=zitting, titel="Rondvraag", volgorde=4)
    wie = {"vergadering": zitting, "functie": "Secretaris"}
    factories.maak_actiepunt(**wie, nummer="AP-2026-01", agendapunt=plan, tekst="Maak een opzet.")
    factories.maak_actiepunt(**wie, nummer="AP-2026-02", agendapunt=dicht, tekst=GEHEIM)
    return zitting


@pytest.fixture
def gesloten(vergadering, programmateam):
    """The same meeting, with the concept of its besluitenlijst."""
    for punt in vergadering.agendapunten.filter(soort="besluit"):
        leg(punt, programmateam, uitkomst="conform", verslag=GEHEIM if punt.besloten else "Kort besproken.")
    return sluit(vergadering, programmateam)


def zet_door(vergadering, door, *standen) -> Vergadering:
    for naar in standen:
        vergadering = zet_stand(vergadering=vergadering, door=door, versie=vergadering.versie, naar=naar)
    return vergadering


def adres(soort: str, nummer: str = "AB-V2026-07") -> str:
    return reverse(f"monitor:{soort}-pdf", args=[nummer])


def bytes_van(antwoord) -> bytes:
    assert antwoord.status_code == 200, antwoord
    return b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content


def bladzijden(pdf: bytes) -> list[str]:
    """The text of each page, as who searches or copies gets it."""
    tekst = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return tekst.decode().split("\f")[:-1]


def alles_van(antwoord) -> str:
    """Whatever a PDF says anywhere: its pages, bookmarks, metadata, tags, and the name it is handed out under."""
    pdf = bytes_van(antwoord)
    delen = [*bladzijden(pdf), antwoord["Content-Disposition"]]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        delen += [str(waarde) for waarde in document.docinfo.values()]
        for deel in document.objects:
            if isinstance(deel, pikepdf.Stream):
                delen.append(deel.read_bytes().decode("latin-1"))
            elif isinstance(deel, pikepdf.Dictionary):
                delen += [str(waarde) for waarde in deel.values() if isinstance(waarde, pikepdf.String)]
    return "\n".join(delen)


def bladwijzers(pdf: bytes) -> list[str]:
    def plat(delen):
        for deel in delen:
            yield deel.title
            yield from plat(deel.children)

    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as boom:
        return list(plat(boom.root))


# Who reads what ------------------------------------------------------------------------------------------


def test_een_lezer_krijgt_op_papier_wat_de_pagina_ook_toont(gesloten, lid, partner, programmateam, als_client):
    """Member and programmateam with what is besloten, another with a role without, and no concept of the list."""
    for wie in (lid, programmateam):
        for soort in ("agenda", "besluitenlijst", "actielijst-van"):
            antwoord = als_client(wie).get(adres(soort))
            assert "vertrouwelijk" in antwoord["Content-Disposition"]
            tekst = bladzijden(bytes_van(antwoord))
            assert GEHEIM in "".join(tekst) and all("Vertrouwelijk" in blad for blad in tekst)
    assert als_client(partner).get(adres("besluitenlijst")).status_code == 404
    for soort in ("agenda", "actielijst-van"):
        for wie, vraag in ((partner, ""), (lid, "?versie=openbaar")):
            antwoord = als_client(wie).get(adres(soort) + vraag)
            alles = alles_van(antwoord)
            assert GEHEIM not in alles and "ertrouwelijk" not in alles
    assert GEHEIM not in alles_van(als_client(lid).get(adres("besluitenlijst") + "?versie=openbaar"))


def test_de_nummers_op_papier_zijn_die_van_de_pagina(gesloten, partner, als_client):
    """An item that is left out keeps its number to itself, and the paper says that something was left out."""
    pdf = bytes_van(als_client(partner).get(adres("agenda")))
    assert bladwijzers(pdf) == ["Punten", "1 Een plan", "3 Rondvraag"]
    tekst = " ".join("".join(bladzijden(pdf)).split())
    assert "Besloten punten staan hier niet in." in tekst
    assert "Actie 3.22 Tuinkamer van Noord" in tekst, "an actie that everybody may see"
    assert "15.30 uur" in tekst


def test_zonder_besloten_punten_zegt_het_papier_daar_niets_over(orgaan, lid, als_client):
    punt = factories.maak_agendapunt(vergadering=factories.maak_vergadering(orgaan=orgaan), titel="Een plan")
    inhoud = [gegevens.agenda(punt.vergadering, besloten=besloten) for besloten in (True, False)]
    assert inhoud[0] == inhoud[1], "one document for all"
    assert not inhoud[0]["vertrouwelijk"] and not inhoud[0]["weggelaten"]


def test_een_besloten_besluit_op_een_open_punt_verraadt_ook_de_uitkomst_niet(orgaan, vergadering):
    open_ = vergadering.agendapunten.get(titel="Een plan")
    type(open_).objects.filter(pk=open_.pk).update(uitkomst="gewijzigd", besluittekst=GEHEIM, verslag=GEHEIM)
    factories.maak_besluit(vergadering=vergadering, agendapunt=open_, tekst=GEHEIM, besloten=True)
    assert GEHEIM not in str(gegevens.besluitenlijst(vergadering, besloten=False))
    assert GEHEIM in str(gegevens.besluitenlijst(vergadering, besloten=True))


def test_wie_niet_meer_in_het_overleg_zit_krijgt_niets_besloten_meer(vergadering, lid, als_client):
    lid.lidmaatschappen.update(tot=timezone.localdate())
    assert als_client(lid).get(adres("agenda")).status_code == 403, "the seat was the only role"
    factories.maak_lidmaatschap(orgaan=factories.maak_orgaan(), gebruiker=lid)
    assert GEHEIM not in alles_van(als_client(lid).get(adres("agenda")))


def test_ook_wat_eerder_besloten_is_gevraagd_maakt_een_papier_vertrouwelijk(vergadering, orgaan, lid):
    """The agenda shows what is still to be done; nothing of this meeting itself is besloten."""
    later = factories.maak_vergadering(orgaan=orgaan, datum=date(2027, 1, 7))
    factories.maak_agendapunt(vergadering=later, titel="Lijst", vast="actielijst")
    met, zonder = (gegevens.agenda(later, besloten=besloten) for besloten in (True, False))
    assert GEHEIM in str(met["te_doen"]) and met["vertrouwelijk"]
    assert GEHEIM not in str(zonder) and not zonder["vertrouwelijk"]
    assert [punt["tekst"] for punt in zonder["te_doen"]] == ["Maak een opzet."]


def test_een_vergadering_die_niet_doorgaat_heeft_geen_papieren(vergadering, programmateam, als_client):
    Vergadering.objects.update(status=Stand.GEANNULEERD)
    for soort in ("agenda", "besluitenlijst", "actielijst-van"):
        assert als_client(programmateam).get(adres(soort)).status_code == 404


# Concept and frozen --------------------------------------------------------------------------------------


def test_concept_staat_op_elke_bladzijde(gesloten, programmateam, als_client):
    gesloten.agendapunten.filter(titel="Een plan").update(verslag="Er is lang over gesproken. " * 400)
    tekst = bladzijden(bytes_van(als_client(programmateam).get(adres("besluitenlijst") + "?versie=openbaar")))
    assert len(tekst) > 2
    assert all(re.search(r"Concept\s*$", blad.splitlines()[0]) for blad in tekst)
    assert [re.search(r"(\d+) van (\d+)", blad).groups() for blad in tekst] == [
        (str(nr), str(len(tekst))) for nr in range(1, len(tekst) + 1)
    ]


def test_wat_is_vastgesteld_blijft_byte_voor_byte_hetzelfde(
    gesloten, lid, programmateam, als_client, django_capture_on_commit_callbacks
):
    """Also when a seat and a partner get another name, and when an actiepunt is finished."""
    zetel = lid.lidmaatschappen.get()
    Aanwezigheid.objects.create(vergadering=gesloten, lid=zetel, stand="aanwezig")
    with django_capture_on_commit_callbacks():  # the call to the worker: the first reader has it printed
        nu = zet_door(gesloten, programmateam, Stand.VASTGESTELD)
    eerst = bytes_van(als_client(lid).get(adres("besluitenlijst")))
    assert "Woonbond" in "".join(bladzijden(eerst)) and "Concept" not in "".join(bladzijden(eerst))
    type(zetel.partner).objects.filter(pk=zetel.partner_id).update(naam="Andere naam")
    type(zetel).objects.filter(pk=zetel.pk).update(functie="Andere functie")
    nu.actiepunten.update(status="gedaan", afgesloten_op=timezone.localdate(), afsluiting="Klaar.")
    zet_door(nu, programmateam, Stand.GEPUBLICEERD)
    antwoord = als_client(lid).get(adres("besluitenlijst"))
    assert bytes_van(antwoord) == eerst
    som = antwoord["ETag"]
    assert als_client(lid).get(adres("besluitenlijst"), headers={"If-None-Match": som}).status_code == 304
    assert Besluitenlijst.objects.count() == 2


def test_wat_vastligt_is_nergens_te_wijzigen_of_weg_te_halen(gesloten, programmateam):
    zet_door(gesloten, programmateam, Stand.VASTGESTELD)
    lijst = Besluitenlijst.objects.first()
    for daad in (
        lijst.save,
        lijst.delete,
        Besluitenlijst.objects.all().delete,
        lambda: Besluitenlijst.objects.update(inhoud={}),
        lambda: Besluitenlijst.objects.update(besloten=False),
    ):
        with pytest.raises(LigtVast):
            daad()
    tabel = Besluitenlijst._meta.db_table
    rauw = [
        f"UPDATE {tabel} SET {stuk}" for stuk in ("inhoud_sha256 = 'x'", "besloten = NOT besloten", "inhoud = '{}'")
    ]
    besluitenlijsten.druk_af(lijst)
    rauw += [f"UPDATE {tabel} SET bestand = '' WHERE id = {lijst.pk}", f"DELETE FROM {tabel} WHERE id = {lijst.pk}"]
    for sql in rauw:
        with pytest.raises(IntegrityError, match="vastgesteld"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Besluitenlijst.objects.filter(inhoud_sha256=lijst.inhoud_sha256).count() == 1
    assert besluitenlijsten.bevries(lijst.vergadering)[0].pk in Besluitenlijst.objects.values_list("pk", flat=True)
    assert Besluitenlijst.objects.count() == 2, "a second time freezes nothing"


def test_een_bestand_dat_niet_meer_klopt_wordt_niet_gegeven(gesloten, lid, programmateam, als_client):
    zet_door(gesloten, programmateam, Stand.VASTGESTELD)
    client = als_client(lid)
    bytes_van(client.get(adres("besluitenlijst")))
    lijst = Besluitenlijst.objects.get(besloten=True)
    with default_storage.open(lijst.bestand.name, "wb") as bestand:
        bestand.write(b"%PDF-1.7 iets anders")
    assert client.get(adres("besluitenlijst")).status_code == 500
    assert list(fouten_van_lijst(lijst)) == [
        f"De pdf van {lijst} (nummer {lijst.pk}) hoort niet bij het controlegetal."
    ]
    with pytest.raises(CommandError, match="1 keer klopt iets niet"):
        call_command("controleer_publicaties")


def test_de_veger_drukt_wat_is_blijven_liggen(gesloten, programmateam):
    zet_door(gesloten, programmateam, Stand.VASTGESTELD)
    assert besluitenlijsten.druk_wat_wacht() == 2
    assert besluitenlijsten.druk_wat_wacht() == 0
    assert all(lijst.bladzijden and lijst.bestand for lijst in Besluitenlijst.objects.all())


def test_alleen_een_openbaar_overleg_geeft_zijn_gepubliceerde_lijst_aan_iedereen(
    gesloten, orgaan, partner, zonder_rol, programmateam, als_client
):
    bezoeker = als_client()
    nu = zet_door(gesloten, programmateam, Stand.VASTGESTELD)
    orgaan.openbaar = True
    orgaan.save()
    for wie in (None, zonder_rol, partner):
        assert als_client(wie).get(adres("besluitenlijst")).status_code == 404, "vastgesteld is not published"
    assert adres("besluitenlijst") not in bezoeker.get(reverse("monitor:publicaties")).content.decode()
    zet_door(nu, programmateam, Stand.GEPUBLICEERD)
    assert adres("besluitenlijst") in bezoeker.get(reverse("monitor:publicaties")).content.decode()
    lijst = bytes_van(bezoeker.get(adres("besluitenlijst")))
    alles = alles_van(bezoeker.get(adres("besluitenlijst")))
    assert GEHEIM not in alles and "Stem in met het plan." in " ".join(alles.split())
    assert bytes_van(als_client(partner).get(adres("besluitenlijst"))) == lijst
    for soort in ("agenda", "actielijst-van"):
        assert bezoeker.get(adres(soort)).status_code == 302, "agenda and actielijst are for who has a role"
    orgaan.openbaar = False
    orgaan.save()
    assert bezoeker.get(adres("besluitenlijst")).status_code == 404
    assert adres("besluitenlijst") not in bezoeker.get(reverse("monitor:publicaties")).content.decode()
    assert als_client(partner).get(adres("besluitenlijst")).status_code == 200


# Actielijst ----------------------------------------------------------------------------------------------


def test_de_actielijst_volgt_de_filters_en_zegt_welke(vergadering, partner, lid, als_client):
    factories.maak_actiepunt(tekst="Al gedaan.", status="gedaan", afgesloten_op=date(2026, 1, 5), afsluiting="Ja.")
    lijst = reverse("monitor:actielijst-pdf")
    tekst = "".join(bladzijden(bytes_van(als_client(partner).get(lijst, {"status": "open"}))))
    assert "Maak een opzet." in tekst and "Al gedaan." not in tekst and GEHEIM not in tekst
    assert "Alleen: Loopt" in " ".join(tekst.split())
    vertrouwelijk = als_client(lid).get(lijst)
    assert GEHEIM in alles_van(vertrouwelijk) and "vertrouwelijk" in vertrouwelijk["Content-Disposition"]
    for vraag in ({"status": "onzin"}, {"q": "komt niet voor"}):
        antwoord = als_client(lid).get(lijst, vraag)
        assert antwoord.status_code == 302 and antwoord.url.startswith(reverse("actiepunten:lijst"))


def test_te_veel_actiepunten_gaan_niet_in_een_pdf(vergadering, lid, als_client, monkeypatch):
    monkeypatch.setattr("monitor.views.vergaderpapier.MEESTE_PUNTEN", 1)
    antwoord = als_client(lid).get(reverse("monitor:actielijst-pdf"), follow=True)
    assert "meer dan 1 actiepunten" in antwoord.content.decode()


# Making it -----------------------------------------------------------------------------------------------


def test_wat_niet_veranderde_wordt_niet_opnieuw_gemaakt(vergadering, lid, als_client, monkeypatch, settings, tmp_path):
    settings.ZETSEL_MAP, gestart = tmp_path / "zetsel", []
    monkeypatch.setattr(Proces, "__init__", lambda zelf, soort, oud=Proces.__init__: gestart.append(oud(zelf, soort)))
    eerst = bytes_van(als_client(lid).get(adres("agenda")))
    assert bytes_van(als_client(lid).get(adres("agenda"))) == eerst and len(gestart) == 1
    vergadering.agendapunten.filter(titel="Rondvraag").update(titel="Wat verder ter tafel komt")
    assert bytes_van(als_client(lid).get(adres("agenda"))) != eerst and len(gestart) == 2


def test_wie_te_lang_op_zijn_beurt_wacht_hoort_het(vergadering, lid, als_client, monkeypatch, settings, tmp_path):
    settings.ZETSEL_MAP = tmp_path / "zetsel"
    monkeypatch.setattr(zetten, "GEDULD", 0.2)
    with zetten._om_de_beurt(0):
        antwoord = als_client(lid).get(adres("agenda"))
    assert antwoord.status_code == 503 and antwoord["Retry-After"] == "60"


@pytest.mark.parametrize("aantal", [1, 40])
def test_zoveel_vragen_als_de_agenda_ook_lang_is(orgaan, lid, als_client, aantal, django_assert_max_num_queries):
    zitting = factories.maak_vergadering(orgaan=orgaan, status=Stand.CONCEPT_BESLUITENLIJST)
    for nr in range(aantal):
        punt = factories.maak_agendapunt(vergadering=zitting, titel=f"Punt {nr}", volgorde=nr, vast="actielijst")
        factories.maak_agendapunt(vergadering=zitting, bovenliggend=punt, besloten=True)
        factories.maak_actiepunt(vergadering=zitting, agendapunt=punt, partner=factories.maak_partner())
        punt.doelen.add(factories.maak_doel())
    for maak, hoogstens in ((gegevens.agenda, 14), (gegevens.besluitenlijst, 14)):
        with django_assert_max_num_queries(hoogstens):
            maak(zitting, besloten=True)


@pytest.mark.verapdf
def test_de_papieren_voldoen_aan_de_normen(gesloten, tmp_path):
    """One of each, with all that can stand on it; both norms that the books follow too."""
    Aanwezigheid.objects.create(
        vergadering=gesloten, lid=gesloten.orgaan.leden.get(), stand="vervangen", vervanger="adviseur"
    )
    paren = []
    for maak in (gegevens.agenda, gegevens.besluitenlijst):
        pad = tmp_path / f"{maak.__name__}.pdf"
        pad.write_bytes(zetten.zet(maak(gesloten, besloten=True)).pdf)
        paren += [("ua1", pad), ("2a", pad)]
    assert keur_alle(paren) == [[], [], [], []]
