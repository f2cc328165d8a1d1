"""The reporting round: what the database refuses, and who still owes what."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from acties.models import Actie, Status
from acties.models.keuzes import LOPEND
from monitor.models import ASPECTEN, OpgaveStand, Rapportageronde
from sterkvoornoord.models import Logregel
from tests import cast, factories

pytestmark = pytest.mark.django_db
VOLGENS = "volgens_verwachting"
ALLES_GOED = {aspect.veld: VOLGENS for aspect in ASPECTEN}


@pytest.fixture
def ronde(db):
    return factories.maak_ronde(naam="najaar 2026")


@pytest.fixture
def gezelschap(opgave, andere_opgave, organisatie, programmabureau):
    """Every role, the visitor as Django knows him."""
    allen = cast.maak_allen(
        opgave=opgave, andere_opgave=andere_opgave, organisatie=organisatie, bureau=programmabureau
    )
    return {naam: wie or AnonymousUser() for naam, wie in allen.items()}


def test_er_is_een_ronde_tegelijk_open(ronde):
    dag = ronde.peildatum + timedelta(days=1)
    with pytest.raises(ValidationError, match="Er is al een ronde open"):
        Rapportageronde(peildatum=dag).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.maak_ronde(peildatum=dag)
    factories.maak_ronde(peildatum=dag + timedelta(days=1), status="gesloten")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rapportageronde.objects.update(status="open")
    ronde.status = Rapportageronde.Status.GESLOTEN
    ronde.save()
    nieuw = factories.maak_ronde(peildatum=dag)
    assert list(Rapportageronde.objects.open()) == [nieuw]


@pytest.mark.parametrize(
    ("veld", "verschil", "zin"),
    [
        ("periode_tot", -400, "De laatste dag van de periode"),
        ("peildatum", -400, "De peildatum ligt niet voor"),
        ("deadline", -400, "De deadline ligt niet voor"),
    ],
)
def test_datums_die_niet_kloppen_worden_geweigerd(ronde, veld, verschil, zin):
    setattr(ronde, veld, getattr(ronde, veld) + timedelta(days=verschil))
    with pytest.raises(ValidationError, match=zin):
        ronde.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ronde.save()


@pytest.mark.parametrize("aspect", ASPECTEN, ids=lambda a: a.veld)
@pytest.mark.parametrize("oordeel", ["aandachtspunt", "bijsturen"])
def test_wat_niet_volgens_verwachting_is_vraagt_uitleg(ronde, opgave, aspect, oordeel):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    setattr(stand, aspect.veld, oordeel)
    with pytest.raises(ValidationError, match=f"Leg bij {aspect.label} uit"):
        stand.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        stand.save()
    setattr(stand, aspect.uitleg, "De werving loopt later.")
    stand.full_clean()
    stand.save()


@pytest.mark.parametrize("aspect", ASPECTEN, ids=lambda a: a.veld)
def test_een_onbekend_oordeel_wordt_geweigerd(ronde, opgave, aspect):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    setattr(stand, aspect.veld, "prima")
    with pytest.raises(IntegrityError), transaction.atomic():
        stand.save()


def test_een_opgave_heeft_een_stand_per_ronde(ronde, opgave):
    factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    tweede = OpgaveStand(ronde=ronde, opgave=opgave)
    with pytest.raises(ValidationError, match="heeft in deze ronde al een stand"):
        tweede.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        tweede.save()


def test_een_stand_telt_pas_als_alle_vier_zijn_gekozen(ronde, opgave, andere_opgave):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave, **{**ALLES_GOED, "budget": ""})
    assert not stand.is_ingevuld
    assert set(ronde.opgaven_zonder_stand()) == {opgave, andere_opgave}
    stand.budget = VOLGENS
    stand.save()
    assert stand.is_ingevuld
    assert list(ronde.opgaven_zonder_stand()) == [andere_opgave]
    vorige = factories.maak_ronde(peildatum=ronde.vanaf, vanaf=ronde.vanaf - timedelta(days=180), status="gesloten")
    assert set(vorige.opgaven_zonder_stand()) == {opgave, andere_opgave}


def test_wie_deze_ronde_meldde_is_klaar_en_ingetrokken_telt_niet(ronde, opgave, programmateam):
    actie = factories.maak_actie(opgave=opgave, status=Status.IN_VOORBEREIDING)
    gemeld = {"actie": actie, "gemeld_door": programmateam}
    factories.maak_voortgang(**gemeld, peildatum=ronde.vanaf - timedelta(days=1))
    assert list(ronde.nog_te_melden(Actie.objects.all())) == [actie]
    melding = factories.maak_voortgang(**gemeld, peildatum=ronde.vanaf)
    assert not ronde.nog_te_melden(Actie.objects.all()).exists()
    melding.ingetrokken_op = timezone.now()
    melding.save()
    assert list(ronde.nog_te_melden(Actie.objects.all())) == [actie]


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(
    gevallen=st.lists(
        st.tuples(st.sampled_from(Status.values), st.lists(st.tuples(st.integers(-3, 3), st.booleans()), max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_nog_te_melden_is_wat_loopt_zonder_geldige_melding(ronde, opgave, programmateam, gevallen):
    """The query against the rule in plain Python, for any mix of statuses, days and withdrawals."""
    with transaction.atomic():
        verwacht = set()
        for status, meldingen in gevallen:
            actie = factories.maak_actie(opgave=opgave, status=Status.IDEE)
            Actie.objects.filter(pk=actie.pk).update(status=status)
            for dagen, ingetrokken in meldingen:
                dag = ronde.vanaf + timedelta(days=dagen)
                op = timezone.now() if ingetrokken else None
                factories.maak_voortgang(actie=actie, gemeld_door=programmateam, peildatum=dag, ingetrokken_op=op)
            if status in LOPEND and not any(dagen >= 0 and not weg for dagen, weg in meldingen):
                verwacht.add(actie.pk)
        assert set(ronde.nog_te_melden(Actie.objects.all()).values_list("pk", flat=True)) == verwacht
        transaction.set_rollback(True)


def test_dagen_over(ronde):
    assert ronde.dagen_over(ronde.deadline) == 0
    assert ronde.dagen_over(ronde.deadline - timedelta(days=3)) == 3
    assert ronde.dagen_over(ronde.deadline + timedelta(days=1)) == -1


def test_rechten_op_de_stand(ronde, opgave, gezelschap):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    mogen = {naam for naam, wie in gezelschap.items() if OpgaveStand.objects.bewerkbaar_door(wie).filter(pk=stand.pk)}
    assert mogen == {"projectleider", "programmateam"}
    ronde.status = Rapportageronde.Status.GESLOTEN
    ronde.save()
    assert not any(OpgaveStand.objects.bewerkbaar_door(wie).exists() for wie in gezelschap.values())


def test_wie_een_rol_heeft_ziet_de_rondes(ronde, gezelschap):
    zien = {naam for naam, wie in gezelschap.items() if Rapportageronde.objects.zichtbaar_voor(wie).exists()}
    assert zien == set(gezelschap) - {"bezoeker", "zonder_rol", "afgelopen_rol"}


def test_een_herstel_in_beheer_komt_in_de_geschiedenis_met_een_nieuwe_versie(ronde, opgave, beheerder, als_client):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    rij = {"omschrijving": "Geen plek", "kans": "klein", "gevolg": "groot"}
    gegevens = {"ronde": ronde.pk, "opgave": opgave.pk, **ALLES_GOED}
    gegevens |= {"risicos-TOTAL_FORMS": "1", "risicos-INITIAL_FORMS": "0"}
    gegevens |= {f"risicos-0-{naam}": waarde for naam, waarde in rij.items()}
    antwoord = als_client(beheerder).post(reverse("admin:monitor_opgavestand_change", args=[stand.pk]), gegevens)
    assert antwoord.status_code == 302
    stand.refresh_from_db()
    assert (stand.versie, stand.ingevuld_door, stand.is_ingevuld) == (1, beheerder, True)
    assert str(stand.risicos.get()) == "Geen plek"
    assert Logregel.objects.van(stand).first().actor == beheerder
