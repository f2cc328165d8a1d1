"""The initiatief follows the actie that was made of it, and its submitter hears what is news, in the own language."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acties.initiatieven import services
from acties.initiatieven.stand import stand_van
from acties.initiatieven.volgen import VOLGT
from acties.models import Actie, Initiatief, InitiatiefStatus, Koers, Status, Voortgang
from acties.models.keuzes import EINDE, LOPEND
from acties.services import maak_ongedaan, meld_voortgang
from sterkvoornoord import post
from sterkvoornoord.models import Bericht
from tests.initiatieven import EMAIL, maak_initiatief

pytestmark = pytest.mark.django_db
S = InitiatiefStatus


@pytest.fixture
def idee(actie):
    Actie.objects.filter(pk=actie.pk).update(status=Status.IN_VOORBEREIDING, zonder_penvoerder_reden="Voorbeeld.")
    return maak_initiatief(status=S.OMGEZET, actie=Actie.objects.get(pk=actie.pk), opgave=actie.plan.opgave, taal="en")


def meld(idee, door, status: str) -> Voortgang:
    actie = Actie.objects.get(pk=idee.actie_id)
    koers = Koers.VOLGENS_VERWACHTING if status in LOPEND else ""
    return meld_voortgang(actie=actie, door=door, versie=actie.versie, status=status, koers=koers)


def laat_een_uur_voorbijgaan() -> list[str]:
    """What is sent when nobody takes back a report any more; the last words of the keys, oldest first."""
    Bericht.objects.filter(niet_voor__isnull=False).update(niet_voor=timezone.now() - timedelta(seconds=1))
    for pk in Bericht.objects.te_versturen().order_by("pk").values_list("pk", flat=True):
        assert post.verstuur(pk)
    rijen = Bericht.objects.filter(verstuurd_op__isnull=False).order_by("pk")
    return [sleutel.rpartition("-")[2] for sleutel in rijen.values_list("sleutel", flat=True)]


@pytest.mark.een_ronde
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([*Status.values, "ongedaan"]), st.booleans()), max_size=9))
def test_wat_er_ook_gemeld_wordt_het_idee_klopt_en_niemand_hoort_iets_dubbel(idee, programmateam, verloop):
    with transaction.atomic():
        for status, uur_later in verloop:
            laatste = Voortgang.objects.nieuwste_van(idee.actie)
            if status != "ongedaan":
                meld(idee, programmateam, status)
            elif laatste:
                maak_ongedaan(voortgang=laatste, door=programmateam)
            if uur_later:
                laat_een_uur_voorbijgaan()
        idee.refresh_from_db()
        actie = Actie.objects.get(pk=idee.actie_id)
        assert idee.status == VOLGT.get(Status(actie.status), idee.status)
        assert bool(idee.gesloten_op) is (idee.status == S.AFGEROND)
        assert Bericht.objects.filter(verstuurd_op=None).count() <= 1, "an older word that was not sent is called back"
        verteld = laat_een_uur_voorbijgaan()
        assert all(een != twee for een, twee in pairwise(verteld)), verteld
        laatste = verteld[-1] if verteld else ""
        if actie.status in EINDE:
            assert laatste == actie.status
        elif actie.status != Status.ONBEKEND:
            assert laatste not in EINDE
            assert laatste or idee.status == S.OMGEZET
        transaction.set_rollback(True)


def test_de_indiener_leest_in_eigen_taal_hoe_het_afliep(idee, projectleider, client, brievenbus):
    dubbel = maak_initiatief(
        status=S.SAMENGEVOEGD, samengevoegd_met=idee, indiener={"naam": "V", "email": "b@x.example"}
    )
    meld(idee, projectleider, Status.IN_UITVOERING)
    assert laat_een_uur_voorbijgaan() == ["begonnen"] * 2
    meld(idee, projectleider, Status.GESTOPT)
    assert brievenbus.aan == [EMAIL, "b@x.example"], "not before a report can no longer be taken back"
    laat_een_uur_voorbijgaan()
    assert brievenbus.aan == [EMAIL, "b@x.example"] * 2
    assert [brief["subject"] for _, brief in brievenbus.brieven[2:]] == [
        f"Your idea has stopped ({idee.nummer})",
        f"Uw idee is gestopt ({dubbel.nummer})",
    ]
    assert "Uw idee is gestopt" in client.get(f"/initiatieven/volg/{dubbel.sleutel}/").content.decode()
    stappen = [stap.wat for stap in stand_van(type(idee).objects.get(pk=idee.pk)).stappen]
    assert stappen[-2:] == ["Begonnen", "Uw idee is gestopt"]


def test_wat_is_teruggenomen_hoort_de_indiener_niet(idee, projectleider):
    regel = meld(idee, projectleider, Status.GESTOPT)
    maak_ongedaan(voortgang=regel, door=projectleider)
    idee.refresh_from_db()
    assert (idee.status, laat_een_uur_voorbijgaan()) == (S.OMGEZET, [])
    meld(idee, projectleider, Status.GESTOPT)
    laat_een_uur_voorbijgaan()
    meld(idee, projectleider, Status.IN_UITVOERING)
    assert laat_een_uur_voorbijgaan() == ["gestopt", "hervat"]
    idee.refresh_from_db()
    assert (idee.status, idee.gesloten_op) == (S.IN_UITVOERING, None)


def test_een_behandelaar_zet_zo_een_idee_niet_zelf_verder(als_client, idee, projectleider):
    for naar in S.values:
        with pytest.raises(ValidationError, match=r"bij de actie|stap"):
            services.neem_stap(initiatief=idee, door=projectleider, naar=naar, vanaf=idee.status, tekst="Toch.")
    adres = f"{idee.get_absolute_url()}behandelen/"
    data = {"daad": "antwoord", "naar": S.AFGEROND, "vanaf": S.OMGEZET, "tekst": "Klaar."}
    assert als_client(projectleider).post(adres, data).status_code == 200
    idee.refresh_from_db()
    assert (idee.status, idee.log.count()) == (S.OMGEZET, 0)


def test_gewiste_gegevens_houden_het_idee_niet_tegen(idee, projectleider):
    idee.indiener.delete()
    type(idee).objects.filter(pk=idee.pk).update(geanonimiseerd_op=timezone.now())
    meld(idee, projectleider, Status.AFGEROND)
    idee.refresh_from_db()
    assert idee.status == S.AFGEROND
    assert not Bericht.objects.exists()


@pytest.mark.parametrize("naar", [S.DOORVERWEZEN, S.AFGEWEZEN])
@pytest.mark.parametrize("eerst", [[], [S.INTAKE]])
def test_alleen_wie_gesproken_is_leest_dat_er_is_gepraat(naar, eerst, programmateam):
    initiatief = maak_initiatief()
    for stap in (*eerst, naar):
        vanaf = Initiatief.objects.get().status
        services.neem_stap(initiatief=initiatief, door=programmateam, naar=stap, vanaf=vanaf, tekst="Zo is het.")
    stappen = [str(stap.wat) for stap in stand_van(Initiatief.objects.get()).stappen]
    assert stappen == ["Ontvangen", "Gelezen", *(["In gesprek"] if eerst else []), "Besluit"]
