"""What is vastgesteld or logged cannot be changed by raw SQL; what the services may do, they still can."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from acties.initiatieven.opruimen import ruim_op
from acties.models import InitiatiefLog
from governance.models import Besluit, Signaalstap
from governance.services import neem_besluit, stel_vast
from sterkvoornoord import sloten
from sterkvoornoord.models import Logregel
from tests import factories
from tests.initiatieven import maak_initiatief

pytestmark = pytest.mark.django_db


def rauw(sql: str, *waarden) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return cursor.rowcount


def geweigerd(sql: str, *waarden) -> str:
    """Send SQL that has to be refused; returns what the writer reads."""
    with pytest.raises(IntegrityError) as fout:
        rauw(sql, *waarden)
    return str(fout.value)


@pytest.fixture
def besluit(programmateam):
    orgaan = factories.maak_orgaan(naam="Algemeen bestuur", afkorting="AB")
    kw = {"orgaan": orgaan, "datum": timezone.localdate(), "uitkomst": "conform"}
    return neem_besluit(door=programmateam, titel="Een plan", tekst="Ja.", **kw)


def test_een_vastgesteld_besluit_en_zijn_nummer_liggen_vast(besluit, programmateam):
    tabel, wie = Besluit._meta.db_table, "WHERE id = %s"
    assert rauw(f"UPDATE {tabel} SET tekst = 'Nog anders.' {wie}", besluit.pk) == 1, "a concept can be changed"
    assert "nummer" in geweigerd(f"UPDATE {tabel} SET nummer = 'AB-1' {wie}", besluit.pk)
    besluit.refresh_from_db()
    vast = stel_vast(besluit=besluit, door=programmateam)
    for veld in [v.column for v in Besluit._meta.concrete_fields if v.column != "id"]:
        anders = {"vastgesteld_op": "NULL", "uitkomst": "''", "besloten": "NOT besloten", "versie": "versie + 1"}
        anders |= {"datum": "'2001-01-01'", "orgaan_id": "orgaan_id + 1"}
        anders |= dict.fromkeys(("vergadering_id", "agendapunt_id", "vervangt_id"), "id")
        waarde = anders.get(veld, "'x'")
        zin = "verandert nooit|vastgesteld" if veld == "nummer" else "is vastgesteld"
        assert re.search(zin, geweigerd(f"UPDATE {tabel} SET {veld} = {waarde} {wie}", besluit.pk)), veld
    assert "vastgesteld" in geweigerd(f"DELETE FROM {tabel} {wie}", besluit.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Besluit.objects.filter(pk=besluit.pk).update(titel="Anders")
    assert rauw(f"UPDATE {tabel} SET tekst = tekst {wie}", besluit.pk) == 1, "what changes nothing is no harm"
    kw = {"orgaan": besluit.orgaan, "datum": timezone.localdate(), "uitkomst": "conform"}
    nieuw = neem_besluit(door=programmateam, titel="Beter", tekst="Nee.", vervangt=vast, **kw)
    stel_vast(besluit=nieuw, door=programmateam)
    assert Besluit.objects.geldend().get() == nieuw


def test_logboeken_groeien_alleen(besluit, programmateam, bestuurder):
    signaal = factories.maak_signaal()
    stap = Signaalstap.objects.create(signaal=signaal, naar="ingediend", door=bestuurder, als="Bestuurder")
    regel = Logregel.objects.get_for_object(besluit).first()
    initiatief = maak_initiatief()
    log = InitiatiefLog.objects.create(initiatief=initiatief, soort="bericht", tekst="Beste indiener,")
    for rij, veld in ((stap, "toelichting"), (regel, "object_repr"), (regel, "functie"), (log, "door_als")):
        tabel = rij._meta.db_table
        assert "verandert niet" in geweigerd(f"UPDATE {tabel} SET {veld} = 'x' WHERE id = %s", rij.pk)
        assert "verandert niet" in geweigerd(f"DELETE FROM {tabel} WHERE id = %s", rij.pk)
    assert "verandert niet" in geweigerd(f"UPDATE {log._meta.db_table} SET tekst = 'Anders' WHERE id = %s", log.pk)


def test_wissen_na_verloop_van_tijd_en_een_account_weghalen_kan_nog(settings):
    oud = timezone.now() - timedelta(days=settings.INITIATIEF_BEWAREN_DAGEN + 1)
    initiatief = maak_initiatief(status="afgewezen", gesloten_op=oud)
    InitiatiefLog.objects.create(initiatief=initiatief, soort="bericht", tekst="Van een bewoner.")
    assert ruim_op().geanonimiseerd == 1
    assert InitiatiefLog.objects.get(initiatief=initiatief, soort="bericht").tekst == ""
    wie = factories.maak_gebruiker()
    besluit = factories.maak_besluit()
    Logregel.objects.log_create(besluit, action=1, changes={"titel": ["a", "b"]}, actor=wie)
    wie.delete()
    assert Logregel.objects.get_for_object(besluit).latest("pk").actor is None


def test_migreren_zet_ze_een_keer_en_een_opening_gaat_weer_dicht(besluit, programmateam):
    stel_vast(besluit=besluit, door=programmateam)
    er = sloten._aanwezig(connection)
    assert len(er) == sum(1 if slot.velden else 2 for slot in sloten.alle())
    call_command("migrate", verbosity=0)
    assert sloten._aanwezig(connection) == er
    with sloten.open_sloten(Besluit):
        Besluit.objects.update(titel="Hersteld")
    assert sloten._aanwezig(connection) == er
    with pytest.raises(DatabaseError), transaction.atomic():
        Besluit.objects.update(titel="Anders")
    with pytest.raises(ValueError, match="mis"), sloten.open_sloten(Besluit):
        raise ValueError("mis")
    assert sloten._aanwezig(connection) == er, "what goes wrong while it is open leaves it closed"
    sloten.haal_weg()
    assert not sloten._aanwezig(connection)
    call_command("migrate", verbosity=0)
    assert sloten._aanwezig(connection) == er
