"""Closing a meeting: no besluit is forgotten or made twice, and what was held over comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.models import Agendapunt, Besluit, Vergadering
from governance.services import maak_vergadering
from tests import factories
from tests.overleggen import leg, leg_er, sluit

Stand = Vergadering.Status


def test_sluiten_vraagt_bij_elk_besluit_en_hamerstuk_een_uitkomst(bezig, plan, programmateam):
    factories.maak_agendapunt(vergadering=bezig, volgorde=2, soort="informatie")
    hamer = factories.maak_agendapunt(vergadering=bezig, volgorde=3, soort="hamerstuk", titel="Jaarverslag")
    factories.maak_agendapunt(vergadering=bezig, volgorde=1, soort="besluit", bovenliggend=hamer)
    with pytest.raises(ValidationError, match=r"punt 1, 3, 3a\.|punt 1, 3a, 3\."):
        sluit(bezig, programmateam)
    assert not Besluit.objects.exists() and Vergadering.objects.get(pk=bezig.pk).status == Stand.BEZIG


def test_gewijzigd_zonder_tekst_kan_niet_dicht(bezig, plan, programmateam):
    leg(plan, programmateam, uitkomst="gewijzigd")
    with pytest.raises(ValidationError, match="wat er is besloten bij punt 1"):
        sluit(bezig, programmateam)


def test_sluiten_maakt_genummerde_besluiten_in_volgorde_en_een_keer(bezig, plan, programmateam):
    onder = factories.maak_agendapunt(vergadering=bezig, bovenliggend=plan, volgorde=1, titel="Kosten", besloten=True)
    later = factories.maak_agendapunt(vergadering=bezig, volgorde=2, soort="hamerstuk", titel="Jaarverslag")
    leg(later, programmateam, uitkomst="ter_kennisneming")
    leg(onder, programmateam, uitkomst="gewijzigd", besluittekst="Hooguit tien.")
    leg(plan, programmateam, uitkomst="conform")
    nu = sluit(bezig, programmateam)
    rijen = list(Besluit.objects.order_by("nummer").values_list("titel", "tekst", "uitkomst", "status", "besloten"))
    assert rijen == [
        ("Een plan", "Stem in.", "conform", "concept", False),
        ("Kosten", "Hooguit tien.", "gewijzigd", "concept", True),
        ("Jaarverslag", "Het overleg neemt kennis van: Jaarverslag", "ter_kennisneming", "concept", False),
    ]
    jaar = bezig.datum.year
    assert [b.nummer for b in Besluit.objects.order_by("nummer")] == [f"AB-{jaar}-0{n}" for n in (1, 2, 3)]
    with pytest.raises(ValidationError):
        sluit(nu, programmateam)
    assert Besluit.objects.count() == 3


def test_wat_al_als_besluit_is_vastgelegd_komt_er_niet_nog_eens(bezig, plan, programmateam):
    factories.maak_besluit(vergadering=bezig, agendapunt=plan, status="concept")
    leg(plan, programmateam, uitkomst="conform")
    sluit(bezig, programmateam)
    assert Besluit.objects.count() == 1


@pytest.mark.parametrize("volgende", [True, False])
def test_wat_is_aangehouden_komt_vanzelf_terug(bezig, plan, orgaan, programmateam, actie, volgende):
    plan.acties.add(actie)
    factories.maak_agendapunt(vergadering=bezig, bovenliggend=plan, titel="Kosten", besloten=True)
    straks = timezone.localdate() + timedelta(days=30)
    if volgende:
        naar = factories.maak_vergadering(orgaan=orgaan, datum=straks, status=Stand.CONCEPT)
        factories.maak_vergadering(orgaan=orgaan, datum=straks + timedelta(days=30), status=Stand.GEPLAND)
        factories.maak_vergadering(datum=straks - timedelta(days=1), status=Stand.GEPLAND)
    leg(plan, programmateam, uitkomst="aangehouden", besluittekst="Eerst het geld.")
    sluit(bezig, programmateam)
    assert not Besluit.objects.exists()
    if not volgende:
        assert Agendapunt.objects.wachtend().filter(orgaan=orgaan).count() == 2
        naar = maak_vergadering(door=programmateam, orgaan=orgaan, datum=straks)
    terug = naar.agendapunten.get(bovenliggend=None)
    assert (terug.titel, terug.vervolg_op, terug.uitkomst, list(terug.acties.all())) == ("Een plan", plan, "", [actie])
    assert [(o.titel, o.besloten) for o in terug.onderdelen.all()] == [("Kosten", True)]
    assert bezig.agendapunten.count() == 2, "the closed agenda keeps what was on it"


def test_een_aangehouden_onderdeel_van_een_besloten_punt_blijft_besloten(bezig, orgaan, programmateam):
    boven = factories.maak_agendapunt(vergadering=bezig, titel="Personeel", besloten=True)
    onder = factories.maak_agendapunt(vergadering=bezig, bovenliggend=boven, titel="Kosten", soort="besluit")
    leg(onder, programmateam, uitkomst="aangehouden")
    sluit(bezig, programmateam)
    terug = Agendapunt.objects.wachtend().get()
    assert (terug.titel, terug.besloten, terug.bovenliggend) == ("Personeel: Kosten", True, None)


def test_na_sluiten_staat_het_aantal_aanwezigen_vast(bezig, orgaan, programmateam):
    leden = [factories.maak_lidmaatschap(orgaan=orgaan) for _ in range(3)]
    per_lid = dict(zip(leden, [("aanwezig", ""), ("vervangen", "adjunct"), ("afwezig", "")], strict=True))
    leg_er(bezig, programmateam, per_lid)
    assert sluit(bezig, programmateam).aantal_aanwezig == 2
