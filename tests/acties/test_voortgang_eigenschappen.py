"""Whatever people report, confirm and take back, in whatever order: the stand of the actie stays true."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acties.models import Actie, Koers, Status, Voortgang
from acties.models.keuzes import LOPEND, VRAAGT_UITLEG
from acties.services import VersieConflict, bevestig_ongewijzigd, maak_ongedaan, meld_voortgang

WIE = st.sampled_from(["projectleider", "trekker", "programmateam", "partner"])
# How far behind the writer's view is: 0 is up to date.
ACHTER = st.sampled_from([0, 0, 0, 1, 2])
TEKST = st.sampled_from(["", "Er is iets gebeurd.", "متابعة 🙂 <b>"])
MELDEN = st.tuples(
    st.just("meld"),
    WIE,
    ACHTER,
    st.sampled_from([*Status.values, "hack"]),
    st.sampled_from(["", *Koers.values, "hack"]),
    TEKST,
    TEKST,
    st.integers(min_value=-3, max_value=30),
)
BEVESTIGEN = st.tuples(st.just("bevestig"), WIE, ACHTER)
ONGEDAAN = st.tuples(st.just("ongedaan"), WIE, st.integers(min_value=0, max_value=3))
STAPPEN = st.lists(st.one_of(MELDEN, BEVESTIGEN, ONGEDAAN), max_size=12)


def _doe(actie, wie, stap):
    """Carry out one step; an answer of no is as good as a yes."""
    soort, rol, getal, *rest = stap
    versie = Actie.objects.get(pk=actie.pk).versie - getal
    with suppress(PermissionDenied, ValidationError, VersieConflict):
        if soort == "meld":
            status, koers, toelichting, uitleg, dagen = rest
            meld_voortgang(
                actie=actie,
                door=wie[rol],
                versie=versie,
                status=status,
                koers=koers,
                toelichting=toelichting,
                oorzaak=uitleg,
                maatregel=uitleg,
                peildatum=timezone.localdate() - timedelta(days=dagen),
            )
        elif soort == "bevestig":
            bevestig_ongewijzigd(actie=actie, door=wie[rol], versie=versie)
        else:
            rijen = list(Voortgang.objects.filter(actie=actie).order_by("-pk")[: getal + 1])
            if rijen:
                maak_ongedaan(voortgang=rijen[-1], door=wie[rol])


def _klopt(actie, begin):
    """The invariants, in the order in which a reader would want to be told that one is broken."""
    nieuwste = Voortgang.objects.nieuwste_van(actie)
    hoort = (nieuwste.status, nieuwste.koers, nieuwste.peildatum) if nieuwste else begin
    assert (actie.status, actie.koers, actie.stand_op) == hoort
    assert actie.koers == "" or actie.status in LOPEND
    assert actie.stand_op is None or actie.stand_op <= timezone.localdate()
    for rij in Voortgang.objects.all():
        assert rij.koers not in VRAAGT_UITLEG or (rij.oorzaak and rij.maatregel)
    datums = list(Voortgang.objects.geldig().order_by("pk").values_list("peildatum", flat=True))
    assert datums == sorted(datums)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stappen=STAPPEN)
def test_de_stand_volgt_altijd_de_nieuwste_geldige_melding(
    stappen, actie, projectleider, trekker, programmateam, partner
):
    wie = {"projectleider": projectleider, "trekker": trekker, "programmateam": programmateam, "partner": partner}
    with transaction.atomic():
        begin = (actie.status, actie.koers, actie.stand_op)
        versie, rijen = 1, 0
        for stap in stappen:
            _doe(actie, wie, stap)
            nu, aantal = Actie.objects.get(pk=actie.pk), Voortgang.objects.count()
            _klopt(nu, begin)
            assert nu.versie in (versie, versie + 1)
            assert aantal in (rijen, rijen + 1)
            assert aantal == rijen or nu.versie == versie + 1
            versie, rijen = nu.versie, aantal
        transaction.set_rollback(True)
