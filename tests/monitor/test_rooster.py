"""When rounds open and are reminded of, and that the schedule opens a round and asks for a book once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from celery.schedules import crontab
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from monitor import tasks
from monitor.models import Publicatie, Rapportageronde, editie
from monitor.rooster import INHAALDAGEN, herinnerdag, rondes_van, te_openen
from monitor.services import rooster
from sterkvoornoord import settings as instellingen
from sterkvoornoord import tasks as kerneltaken
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db
OPEN_OP = date(2026, 10, 4)
PEILDATUM = date(2026, 11, 1)
Status = Publicatie.Status
los = hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
DAGEN = st.dates(date(2025, 1, 1), date(2033, 12, 31))


@pytest.fixture(autouse=True)
def _geen_worker(geen_wachtrij):
    pass


# ── The dates ────────────────────────────────────────────────────────────────


@los
@given(
    voorjaar=st.dates(date(2001, 1, 1), date(2001, 6, 30)),
    najaar=st.dates(date(2001, 7, 1), date(2001, 12, 31)),
    open_dagen=st.integers(0, 60),
    deel=st.floats(0, 1),
    begin=DAGEN,
    uit=st.lists(st.integers(1, 20), max_size=12),
)
def test_elke_ronde_gaat_een_keer_open_als_de_machine_niet_haar_hele_tijd_uit_staat(
    settings, voorjaar, najaar, open_dagen, deel, begin, uit
):
    """A machine runs for two years and is off for some days now and then: what it opens, against the calendar."""
    settings.RONDE_PEILDAGEN = ((voorjaar.month, voorjaar.day), (najaar.month, najaar.day))
    settings.RONDE_OPEN_DAGEN, settings.RONDE_DEADLINE_DAGEN = open_dagen, int(open_dagen * deel)
    uit_staand = {begin + timedelta(days=60 * nr + d) for nr, duur in enumerate(uit) for d in range(duur)}
    aan = [dag for nr in range(731) if (dag := begin + timedelta(days=nr)) not in uit_staand]
    geopend: dict[date, date] = {}
    for dag in aan:
        if ronde := te_openen(dag):
            geopend.setdefault(ronde.peildatum, dag)
    for jaar in range(begin.year, begin.year + 4):
        for ronde in rondes_van(jaar):
            kan = [dag for dag in aan if ronde.open_op <= dag <= ronde.deadline]
            andere = [r for r in geopend if r != ronde.peildatum and kan and abs(r - ronde.peildatum).days <= 60]
            if not andere:  # two peildata close together take turns
                assert geopend.get(ronde.peildatum) == (kan[0] if kan else None)
    for peildatum, dag in geopend.items():
        assert dag <= peildatum
        assert editie(peildatum)["periode_van"].year == peildatum.year


@los
@given(
    deadline=DAGEN,
    dagen=st.lists(st.integers(-30, 60), max_size=5),
    uit=st.tuples(st.integers(0, 90), st.integers(0, 30)),
)
def test_een_gemiste_herinnering_komt_later_en_alleen_de_nieuwste(settings, deadline, dagen, uit):
    settings.RONDE_HERINNERDAGEN = dagen
    begin, duur = uit
    bedoeld = {deadline - timedelta(days=n) for n in dagen}
    gestuurd: dict[date, date] = {}
    for nr in range(-70, 40):
        dag = deadline + timedelta(days=nr)
        if begin <= nr + 70 < begin + duur:
            continue
        if op := herinnerdag(deadline, dag):
            gestuurd.setdefault(op, dag)
    assert gestuurd.keys() <= bedoeld
    for op, dag in gestuurd.items():
        assert op <= dag <= op + timedelta(days=INHAALDAGEN)
        assert not any(op < ander <= dag for ander in bedoeld)
    if not duur:
        assert gestuurd == {op: op for op in bedoeld}


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        # 23:30 at night in Amsterdam is not yet the next day, in summer and in winter.
        (datetime(2026, 10, 3, 21, 30, tzinfo=UTC), None),
        (datetime(2026, 10, 3, 22, 30, tzinfo=UTC), PEILDATUM),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), None),
    ],
)
def test_het_is_de_dag_in_nederland_die_telt(monkeypatch, moment, dag):
    monkeypatch.setattr(timezone, "now", lambda: moment)
    ronde = rooster.open_ronde()
    assert (ronde and ronde.peildatum) == dag


@pytest.mark.parametrize("dag", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 29)])
def test_elke_dag_heeft_zijn_uren_ook_als_de_klok_verzet_wordt(settings, dag):
    """Celery's own arithmetic: of the night before, the next turn is this morning at six, Dutch time."""
    klok = settings.CELERY_BEAT_SCHEDULE["houd-ronde-bij"]["schedule"]
    app = tasks.houd_ronde_bij.app
    gisteravond = datetime.combine(dag, datetime.min.time(), timezone.get_default_timezone()) - timedelta(hours=1)
    klok = crontab(hour=klok._orig_hour, minute=klok._orig_minute, app=app, nowfun=lambda: gisteravond)
    begin, wachten, _ = klok.remaining_delta(gisteravond)
    volgende = timezone.localtime(begin) + wachten
    assert (volgende.date(), volgende.hour, volgende.minute) == (dag, 6, 5)


@pytest.mark.parametrize("waarde", ["05-01", "05-01,06-01", "11-01,12-01", "02-29,11-01", "mei,november", ""])
def test_peildagen_die_niet_kunnen_worden_geweigerd(monkeypatch, waarde):
    monkeypatch.setenv("RONDE_PEILDAGEN", waarde)
    with pytest.raises(SystemExit, match="RONDE_PEILDAGEN zijn geen twee dagen"):
        instellingen._peildagen("RONDE_PEILDAGEN", "05-01,11-01")


# ── Opening ──────────────────────────────────────────────────────────────────


def test_het_rooster_opent_de_ronde_een_keer():
    assert rooster.open_ronde(vandaag=OPEN_OP - timedelta(days=1)) is None
    ronde = rooster.open_ronde(vandaag=OPEN_OP)
    assert (ronde.naam, ronde.deadline, ronde.peildatum) == ("najaar 2026", date(2026, 10, 25), PEILDATUM)
    assert Logregel.objects.get(object_pk=str(ronde.pk), object_repr=str(ronde)).functie == "Systeem: rooster"
    for dag in (OPEN_OP, OPEN_OP + timedelta(days=7)):
        assert rooster.open_ronde(vandaag=dag) is None
    # Closed before its day by people: it stays closed.
    Rapportageronde.objects.update(status="gesloten")
    assert rooster.open_ronde(vandaag=OPEN_OP + timedelta(days=8)) is None
    assert Rapportageronde.objects.count() == 1


def test_een_machine_die_een_week_uit_stond_opent_haar_later():
    assert rooster.open_ronde(vandaag=OPEN_OP + timedelta(days=7)).peildatum == PEILDATUM


def test_wie_zelf_al_een_ronde_opende_krijgt_er_geen_bij():
    half_jaar = {"periode_van": date(2026, 7, 1), "periode_tot": date(2026, 12, 31), "vanaf": date(2026, 7, 1)}
    factories.maak_ronde(**half_jaar, peildatum=date(2026, 9, 1), status="gesloten")
    assert rooster.open_ronde(vandaag=OPEN_OP) is None


def test_een_ronde_die_nog_open_is_gaat_voor():
    eerder = factories.maak_ronde(
        periode_van=date(2026, 1, 1),
        periode_tot=date(2026, 6, 30),
        vanaf=date(2026, 1, 1),
        peildatum=date(2026, 5, 1),
    )
    assert rooster.open_ronde(vandaag=OPEN_OP) is None
    Rapportageronde.objects.update(status="gesloten")
    assert rooster.open_ronde(vandaag=OPEN_OP).vanaf == eerder.peildatum + timedelta(days=1)


def test_wie_het_tegelijk_zag_opent_niet_nog_eens(monkeypatch):
    """Another schedule writes between our look and our row: the database lets one through."""

    def net_te_laat(**dagen):
        ronde = maak(**dagen)
        keren.append(1)
        if len(keren) == 1:
            rooster.open_ronde(vandaag=OPEN_OP)
        return ronde

    maak, keren = rooster.nieuwe_ronde, []
    bestaat = type(Rapportageronde.objects.all()).exists
    antwoorden = iter([False, False])
    monkeypatch.setattr(rooster, "nieuwe_ronde", net_te_laat)
    monkeypatch.setattr(
        type(Rapportageronde.objects.all()), "exists", lambda rijen: next(antwoorden, None) or bestaat(rijen)
    )
    assert rooster.open_ronde(vandaag=OPEN_OP) is None
    assert Rapportageronde.objects.count() == 1


# ── The projectenboek of the peildatum ───────────────────────────────────────


@pytest.fixture
def ronde(db):
    rooster.open_ronde(vandaag=OPEN_OP)
    return Rapportageronde.objects.get()


@pytest.mark.parametrize("status", [Status.WACHT, Status.MISLUKT, Status.GESTOPT, Status.GEREED])
def test_op_de_peildatum_vraagt_het_rooster_een_boek_en_nooit_nog_een(ronde, status):
    assert rooster.vraag_boek(vandaag=PEILDATUM - timedelta(days=1)) is None
    boek = rooster.vraag_boek(vandaag=PEILDATUM)
    assert (boek.titel, boek.peildatum, boek.aangevraagd_door) == ("Projectenboek najaar 2026", PEILDATUM, None)
    Publicatie.objects.update(status=status, bestand="x.pdf", inhoud={})
    for dag in (PEILDATUM, PEILDATUM + timedelta(days=5)):
        assert rooster.vraag_boek(vandaag=dag) is None
    assert Publicatie.objects.count() == 1


@pytest.mark.parametrize(("dagen", "komt"), [(7, True), (28, True), (29, False)])
def test_wie_laat_weer_aan_staat_vraagt_het_boek_alsnog(ronde, dagen, komt):
    boek = rooster.vraag_boek(vandaag=PEILDATUM + timedelta(days=dagen))
    assert bool(boek) is komt


def test_een_boek_is_van_het_halfjaar_van_zijn_gegevens(ronde):
    Rapportageronde.objects.update(peildatum=date(2026, 12, 28))
    assert rooster.vraag_boek(vandaag=date(2027, 1, 3)) is None
    assert rooster.vraag_boek(vandaag=date(2026, 12, 31)).periode_tot == date(2026, 12, 31)


def test_wat_mensen_zelf_vroegen_is_goed(ronde, programmateam):
    eerder = factories.maak_publicatie(**editie(PEILDATUM - timedelta(days=10)), aangevraagd_door=programmateam)
    assert rooster.vraag_boek(vandaag=PEILDATUM)
    Publicatie.objects.exclude(pk=eerder.pk).delete()
    factories.maak_publicatie(**editie(PEILDATUM), aangevraagd_door=programmateam)
    assert rooster.vraag_boek(vandaag=PEILDATUM + timedelta(days=1)) is None


def test_de_taken_staan_op_de_klok(settings, monkeypatch):
    gedaan = []
    monkeypatch.setattr(rooster, "open_ronde", lambda: gedaan.append("open"))
    monkeypatch.setattr(rooster, "vraag_boek", lambda: gedaan.append("boek"))
    tasks.houd_ronde_bij()
    assert gedaan == ["open", "boek"]
    bekend = {tasks.houd_ronde_bij.name, kerneltaken.stuur_herinneringen.name}
    assert bekend <= {taak["task"] for taak in settings.CELERY_BEAT_SCHEDULE.values()}
