"""The example set: loaded once, marked, never before a real number, and gone for good when it is removed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import Sum

from acties.models import Geldstroom
from monitor.models import Duiding, Indicator, Meting, Streefwaarde
from monitor.voorbeeldset import MODELLEN, er_zijn_voorbeeldcijfers, laad_voorbeeldcijfers, verwijder_voorbeeldcijfers
from opgaven.models import Doel, Gebied, Opgave
from sterkvoornoord.models import Logregel, Partner

MILJOENEN = (Decimal(2_150_000), Decimal(1_935_000), Decimal(1_310_000))


def _aantallen() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELLEN}


@pytest.fixture
def programmabureau(programma):
    return Partner.objects.get(slug="programmateam")


@pytest.fixture
def organisatie(programma):
    return Partner.objects.get(slug="vidomes")


@pytest.fixture
def opgave(programma):
    return Opgave.objects.get(nummer=3)


@pytest.fixture
def voorbeelden(programma) -> int:
    return laad_voorbeeldcijfers()


def test_alles_uit_de_set_is_een_voorbeeld(programma):
    eerst = _aantallen()
    aantal = laad_voorbeeldcijfers()
    erbij = {naam: na - eerst[naam] for naam, na in _aantallen().items()}
    assert sum(erbij.values()) == aantal and all(erbij.values())
    assert {m.__name__: m.objects.filter(voorbeeld=True).count() for m in MODELLEN} == erbij


def test_drie_doelen_blijven_zonder_meting(voorbeelden):
    zonder = Doel.objects.exclude(indicatoren__metingen__isnull=False).values_list("nummer", flat=True)
    assert list(zonder) == ["1.5", "2.1", "2.2"]


def test_het_geld_telt_in_elke_richting_op_tot_hetzelfde(voorbeelden):
    rijen = Geldstroom.objects.filter(voorbeeld=True)
    velden = [Sum("begroot"), Sum("toegezegd"), Sum("besteed")]
    for per in ("opgave", "jaar", "bron", "ontvangers"):
        sommen = rijen.order_by().values_list(per).annotate(*velden)
        assert tuple(sum(kolom) for kolom in list(zip(*sommen, strict=True))[1:]) == MILJOENEN, per
    assert all(rij.besteed <= rij.toegezegd <= rij.begroot for rij in rijen)


def test_een_tweede_keer_laden_doet_niets(voorbeelden):
    eerst = _aantallen()
    assert laad_voorbeeldcijfers() == 0
    assert _aantallen() == eerst


def test_een_echte_meting_gaat_voor(programma):
    noord, indicator = Gebied.objects.get(slug="noord"), Indicator.objects.get(code="sociale-samenhang")
    echt = Meting.objects.create(indicator=indicator, gebied=noord, peiljaar=2024, waarde=6, bron="GGD")
    laad_voorbeeldcijfers()
    assert Meting.objects.geldend().get(indicator=indicator, gebied=noord, peiljaar=2024) == echt


def test_een_streefwaarde_of_duiding_die_er_al_is_blijft(programma):
    indicator = Indicator.objects.get(code="sociale-samenhang")
    Streefwaarde.objects.create(indicator=indicator, jaar=2031, waarde=7)
    Duiding.objects.create(doel=indicator.doel, periode_van=2022, periode_tot=2024, tekst="Echt.")
    laad_voorbeeldcijfers()
    assert Streefwaarde.objects.get(indicator=indicator, jaar=2031).waarde == 7
    assert Duiding.objects.get(doel=indicator.doel).tekst == "Echt."


def test_weghalen_laat_staan_wat_echt_is_en_komt_in_de_geschiedenis(voorbeelden, programmateam):
    echt = Meting.objects.create(
        indicator=Indicator.objects.first(), gebied=Gebied.objects.first(), peiljaar=2020, waarde=1, bron="CBS"
    )
    aantal = verwijder_voorbeeldcijfers(door=programmateam)
    assert aantal == voorbeelden
    assert list(Meting.objects.all()) == [echt] and not er_zijn_voorbeeldcijfers()
    assert Geldstroom.objects.exists()
    regels = Logregel.objects.filter(action=Logregel.Action.DELETE, actor=programmateam)
    assert regels.count() >= aantal


def test_na_weghalen_brengt_de_demo_ze_niet_terug(voorbeelden, programmateam, settings):
    settings.DEBUG = True
    verwijder_voorbeeldcijfers(door=programmateam)
    call_command("demo", alleen_gegevens=True)
    assert not er_zijn_voorbeeldcijfers()


@pytest.mark.parametrize("rol", ["bewoner", "partner", "bestuurder", "projectleider", "beheerder"])
def test_alleen_het_programmateam_haalt_ze_weg(voorbeelden, request, rol):
    with pytest.raises(PermissionDenied):
        verwijder_voorbeeldcijfers(door=request.getfixturevalue(rol))
    assert er_zijn_voorbeeldcijfers()
