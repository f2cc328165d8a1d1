"""Which monitor is due, when it is asked for, and that it is asked for once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitor import tasks
from monitor.models import Publicatie, monitor_editie
from monitor.services import maken, publicaties
from sterkvoornoord import settings as instellingen
from tests import factories

pytestmark = pytest.mark.django_db
Soort, Status = Publicatie.Soort, Publicatie.Status
OP_DE_DAG = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def gebeld(monkeypatch):
    lijst = []
    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", lambda args, **_: lijst.append(args[0]))
    return lijst


def vraag(dag=OP_DE_DAG):
    return publicaties.vraag_volgens_rooster(vandaag=dag)


def test_rooster_vraagt_de_monitor_van_de_twee_jaren_ervoor(gebeld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publicatie = vraag()
    assert (publicatie.titel, publicatie.jaren) == ("Monitor 2024–2025", (2024, 2025))
    assert (publicatie.status, publicatie.aangevraagd_door) == (Status.WACHT, None)
    assert gebeld == [publicatie.pk]


def test_twee_roosters_vragen_samen_een_keer():
    assert vraag() is not None
    assert vraag() is None
    assert vraag(date(2026, 3, 2)) is None
    assert Publicatie.objects.count() == 1


def test_ook_wie_het_tegelijk_zag_vraagt_niet_nog_eens(monkeypatch):
    """Both looked before either wrote: the database lets one through."""
    vraag()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publicatie.objects.create(**monitor_editie(date(2026, 3, 2)), rooster="monitor-2024-2025")
    assert publicaties.zet_klaar(monitor_editie(date(2026, 3, 2)), rooster="monitor-2024-2025") is None


@pytest.mark.parametrize("status", [Status.MISLUKT, Status.GESTOPT, Status.GEREED])
def test_wat_eenmaal_gevraagd_is_vraagt_het_rooster_niet_weer(status):
    publicatie = vraag()
    Publicatie.objects.filter(pk=publicatie.pk).update(status=status, bestand="x.pdf", inhoud={})
    assert vraag(date(2026, 3, 20)) is None


@pytest.mark.parametrize(
    ("dag", "gevraagd"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 29), True),
        (date(2026, 3, 30), False),
        (date(2026, 12, 31), False),
    ],
)
def test_rooster_vraagt_alleen_op_en_kort_na_zijn_dag(dag, gevraagd):
    assert (vraag(dag) is not None) is gevraagd


def test_elke_twee_jaar_ook_als_iemand_er_zelf_een_maakte(programmateam):
    factories.maak_publicatie(**monitor_editie(date(2025, 6, 1)), aangevraagd_door=programmateam)
    assert vraag() is None  # 2024 is in that of 2023 and 2024
    assert vraag(date(2027, 3, 1)).jaren == (2025, 2026)
    Publicatie.objects.update(status=Status.GEREED, bestand="x.pdf", inhoud={})
    assert vraag(date(2028, 3, 1)) is None
    assert vraag(date(2029, 3, 1)).jaren == (2027, 2028)


def test_een_projectenboek_is_geen_monitor(programmateam):
    factories.maak_publicatie(aangevraagd_door=programmateam, periode_van=date(2025, 1, 1))
    assert vraag() is not None


def test_de_dag_is_een_instelling(settings):
    settings.MONITOR_DAG = (9, 15)
    assert vraag() is None
    assert vraag(date(2026, 9, 15)) is not None


def test_taak_vraagt_volgens_het_rooster_en_staat_op_de_klok(settings, monkeypatch):
    gedaan = []
    monkeypatch.setattr(publicaties, "vraag_volgens_rooster", lambda: gedaan.append(1))
    tasks.vraag_monitor_aan()
    assert gedaan == [1]
    klok = settings.CELERY_BEAT_SCHEDULE["vraag-monitor-aan"]
    assert klok["task"] == tasks.vraag_monitor_aan.name
    assert settings.CELERY_TIMEZONE == "Europe/Amsterdam"


@pytest.mark.parametrize("waarde", ["02-30", "1 maart", "13-01", "02-29", ""])
def test_dag_die_niet_elk_jaar_bestaat_wordt_geweigerd(monkeypatch, waarde):
    monkeypatch.setenv("MONITOR_DAG", waarde)
    with pytest.raises(SystemExit, match="MONITOR_DAG is geen dag in het jaar"):
        instellingen._dag_in_het_jaar("MONITOR_DAG", "03-01")


def test_een_worker_maakt_wat_het_rooster_vraagt(klein_programma):
    publicatie = publicaties.vraag_volgens_rooster(vandaag=OP_DE_DAG)
    assert maken.maak(publicatie.pk) is maken.Uitkomst.GEDAAN
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding) == (Status.GEREED, "")
    assert (publicatie.titel, publicatie.peildatum) == ("Monitor 2024–2025", timezone.localdate())
    assert publicatie.inhoud["soort"] == "monitor"
    assert publicatie.bestand.open("rb").read(5) == b"%PDF-"


# Asking by people ---------------------------------------------------------------------------------------


def test_programmateam_vraagt_een_monitor_met_een_dag(programmateam):
    publicatie, nieuw = publicaties.vraag_aan(
        door=programmateam, soort=Soort.MONITOR, publicatiedatum=date(2026, 5, 1), vandaag=date(2026, 4, 1)
    )
    assert nieuw
    assert (publicatie.peildatum, publicatie.publicatiedatum) == (date(2026, 4, 1), date(2026, 5, 1))
    assert (publicatie.periode_van, publicatie.periode_tot) == (date(2024, 1, 1), date(2025, 12, 31))


def test_openbaar_voor_vandaag_kan_niet(programmateam):
    with pytest.raises(ValidationError, match="niet voor vandaag"):
        publicaties.vraag_aan(
            door=programmateam, soort=Soort.MONITOR, publicatiedatum=date(2026, 3, 1), vandaag=date(2026, 4, 1)
        )


def test_monitor_en_projectenboek_mogen_tegelijk(programmateam):
    publicaties.vraag_aan(door=programmateam)
    assert publicaties.vraag_aan(door=programmateam, soort=Soort.MONITOR)[1]
    assert not publicaties.vraag_aan(door=programmateam, soort=Soort.MONITOR)[1]


def test_monitor_houdt_haar_jaren_als_zij_later_wordt_vastgelegd():
    publicatie = Publicatie(**monitor_editie(date(2026, 12, 31), publicatiedatum=date(2027, 1, 1)))
    later = publicatie.als_op(date(2027, 2, 1))
    assert (later["titel"], later["peildatum"]) == ("Monitor 2024–2025", date(2027, 2, 1))
    assert later["publicatiedatum"] is None  # that day has passed without it
