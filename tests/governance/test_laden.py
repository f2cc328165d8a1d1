"""Loading bodies, seats, meetings and besluiten: the numbers are right, and nothing is invented."""

import json

import pytest
from django.db import transaction

from acties.models import Actie
from governance.laden import laad_overleg
from governance.models import Aanbeveling, Agendapunt, Besluit, Lidmaatschap, Overlegorgaan, Signaal, Vergadering
from monitor.laden import PROGRAMMA
from opgaven.laden import Kader
from opgaven.models import Doel, Opgave, Uitvoeringsplan
from sterkvoornoord.laden import Bron, LaadFout, Lader
from sterkvoornoord.models import Logregel, Nummerreeks, Partner
from tests.factories import maak_gebruiker

pytestmark = pytest.mark.django_db
MODELLEN = (Overlegorgaan, Lidmaatschap, Vergadering, Agendapunt, Besluit, Signaal, Aanbeveling, Nummerreeks)


def alles() -> dict[str, list]:
    return {m.__name__: list(m.objects.order_by("pk").values()) for m in MODELLEN}


@pytest.fixture
def laad(programma):
    """Returns a function that loads this layer from a changed copy of the source, over what is loaded."""

    def per_code(model) -> dict:
        return {rij.bron_code: rij for rij in model.objects.all()}

    def doe(verander=lambda gegevens: None) -> Lader:
        gegevens = json.loads(PROGRAMMA.read_text(encoding="utf-8"))
        verander(gegevens)
        kader = Kader(per_code(Partner), opgaven=per_code(Opgave), doelen=per_code(Doel))
        kader.plannen = per_code(Uitvoeringsplan)
        lader = Lader()
        with transaction.atomic():
            laad_overleg(lader, Bron(gegevens, ""), kader, per_code(Actie))
        return lader

    return doe


def rij(gegevens: dict, lijst: str, code: str) -> dict:
    return next(r for r in gegevens[lijst] if r["code"] == code)


def test_de_aantallen_kloppen(programma):
    organen = Overlegorgaan.objects.all()
    assert organen.count() == 21
    assert organen.filter(binnen_programma=True).count() == 15
    assert organen.filter(afgelopen=True).count() == 3
    assert organen.exclude(ritme="").count() == 10
    assert Lidmaatschap.objects.count() == 67
    assert Agendapunt.objects.filter(vergadering__datum="2024-11-07").count() == 3
    signalen = Signaal.objects.filter(status="genoemd", indiener=None, plan="")
    assert signalen.count() == Signaal.objects.count() == 12


def test_de_aanbevelingen_zijn_die_van_de_bron_en_nog_van_niemand(programma):
    alle = Aanbeveling.objects.all()
    soorten = {soort: alle.filter(soort=soort).count() for soort in Aanbeveling.Soort.values}
    assert soorten == {"aanbeveling": 27, "aandachtspunt": 20, "tip": 3, "uitgangspunt": 4, "voornemen": 6}
    assert alle.filter(paragrafen__contains=", ").count() == 11
    assert alle.filter(status="open", eigenaar="", partner=None, opvolging="").count() == 60, "nobody took it up yet"
    assert (alle.get(nummer="A-05").verwant, alle.get(nummer="A-16").plan.slug) == ("A-22, A-28, A-42", "jongeren")


def test_het_bestuur_volgt_het_dagelijks_bestuur_op(programma):
    assert Overlegorgaan.objects.get(slug="dagelijks-bestuur").opvolger.slug == "algemeen-bestuur"


def test_namens_wie_iemand_spreekt_staat_apart(programma):
    zetel = Lidmaatschap.objects.get(orgaan__slug="dagelijks-bestuur", partner__slug="spinoza")
    assert (zetel.functie, zetel.vertegenwoordigt) == ("bestuurder", "het voortgezet onderwijs")


def test_van_de_vergadering_van_7_november_is_geen_uitkomst_verzonnen(programma):
    vergadering = Vergadering.objects.get(bron_code="G-57")
    assert (vergadering.nummer, vergadering.status) == ("AB-V2024-01", Vergadering.Status.GEPLAND)
    assert vergadering.begin is None and vergadering.plaats == ""
    assert not vergadering.besluiten.exists() and not vergadering.actiepunten.exists()
    assert list(vergadering.agendapunten.values_list("titel", "soort", "gevraagd_besluit")) == [
        ("Rol van de bestuurder", "bespreking", ""),
        ("Plannen anders opzetten", "bespreking", ""),
        ("Bestuur en uitvoeringsplan", "bespreking", ""),
    ]


def test_alleen_de_besluiten_die_de_bron_noemt(programma):
    assert list(Besluit.objects.order_by("nummer").values_list("nummer", "titel", "uitkomst", "datum_in_woorden")) == [
        ("DB-2022-01", "Uitvoeringsplannen vastgesteld", "", "eind 2022"),
        ("SJO-2024-01", "Stuurgroep neemt LEA aan", "", "mei 2024"),
    ]


def test_wat_niemand_mag_beslissen_blijft_leeg(programma):
    assert not Overlegorgaan.objects.exclude(beslist_over="", zonder_bestuur="").exists()


def test_tweede_keer_laden_verandert_niets(laad):
    voor, regels = alles(), Logregel.objects.count()
    assert not laad().veranderd
    assert (alles(), Logregel.objects.count()) == (voor, regels)


def test_wat_het_portaal_vastlegde_blijft(laad):
    Overlegorgaan.objects.filter(slug="algemeen-bestuur").update(mandaat="Zo is het afgesproken.")

    def verander(gegevens):
        rij(gegevens, "overleggen", "algemeen-bestuur").update(mandaat="Anders.", frequentie="elke maand")

    laad(verander)
    orgaan = Overlegorgaan.objects.get(slug="algemeen-bestuur")
    assert (orgaan.mandaat, orgaan.ritme_in_woorden) == ("Zo is het afgesproken.", "elke maand")


def test_een_andere_volgorde_van_leden_verplaatst_geen_account(laad):
    zetel = Lidmaatschap.objects.get(bron_code="algemeen-bestuur:gemeente-lv:wethouder")
    zetel.gebruiker = gebruiker = maak_gebruiker()
    zetel.save()
    laad(lambda gegevens: rij(gegevens, "overleggen", "algemeen-bestuur")["leden"].reverse())
    zetel.refresh_from_db()
    assert (zetel.functie, zetel.gebruiker) == ("wethouder", gebruiker)
    assert Lidmaatschap.objects.count() == 67


def zet(lijst, code, **waarden):
    return lambda gegevens: rij(gegevens, lijst, code).update(waarden)


@pytest.mark.parametrize(
    ("verander", "zin"),
    [
        (zet("overleggen", "algemeen-bestuur", soort="vergezicht"), "onbekende waarde: 'vergezicht'"),
        (zet("overleggen", "algemeen-bestuur", opvolger="dagelijks-bestuur"), "past niet bij de voorganger"),
        (zet("overleggen", "dagelijks-bestuur", opvolger="bestaat-niet"), "onbekende code: 'bestaat-niet'"),
        (zet("gebeurtenissen", "G-57", datum="2024-11"), "een vergadering heeft een dag nodig"),
        (zet("gebeurtenissen", "G-57", stand="misschien"), "onbekende waarde: 'misschien'"),
        (zet("gebeurtenissen", "G-49", soort="vergadering"), "heeft geen afkorting"),
        (zet("gebeurtenissen", "G-12", datum=None), "heeft ten minste een jaar nodig"),
    ],
)
def test_een_bron_die_niet_klopt_verandert_niets(laad, verander, zin):
    voor = alles()
    with pytest.raises(LaadFout, match=zin):
        laad(verander)
    assert alles() == voor


def test_een_ander_verhaal_in_de_bron_wijzigt_geen_vastgesteld_besluit(laad):
    voor = alles()
    with pytest.raises(LaadFout, match="Dit besluit is vastgesteld"):
        laad(zet("gebeurtenissen", "G-12", omschrijving="Er werd iets anders besloten."))
    assert alles() == voor
