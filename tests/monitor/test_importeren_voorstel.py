"""What an import would do, and what it does: all or nothing, once, and with its history."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitor.importeren.koppelen import Koppeling, stel_voor, uit_geheugen
from monitor.importeren.tabel import Gebiedenlijst, lees_rijen
from monitor.importeren.voorstel import Soort, maak_voorstel
from monitor.models import Importbestand, Indicator, Kolomkoppeling, Meting
from monitor.services import importeren as services
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijk():
    return factories.maak_gebied(naam="Prinsenhof", cbs_code="WK191602")


@pytest.fixture
def indicator():
    return factories.maak_indicator(naam="Laag inkomen", code="laag-inkomen", eenheid="schaal")


def voorstel_van(*rijen, bron="CBS", **kw):
    """The proposal for rows (area, year, value) of the indicator laag-inkomen."""
    tabel = lees_rijen(
        [["Gebied", "Jaar", "Laag inkomen"], *rijen], soort="csv", gebieden=Gebiedenlijst.uit_database()
    )
    koppeling = Koppeling(gebied=0, bron=bron, jaarkolom=1, kolommen={2: "laag-inkomen"})
    return maak_voorstel(tabel, koppeling)


def soorten(voorstel) -> list[str]:
    return [str(regel.soort) for regel in voorstel.regels]


def test_nieuw_gewijzigd_en_gelijk(wijk, indicator):
    factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2021, waarde=10)
    factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2022, waarde=11)
    voorstel = voorstel_van(["WK191602", "2021", "10,0"], ["WK191602", "2022", "12"], ["WK191602", "2023", "13"])
    assert soorten(voorstel) == ["gelijk", "gewijzigd", "nieuw"]
    assert voorstel.regels[1].bestaand.waarde == 11
    assert voorstel.verandert == 2


def test_een_andere_bron_komt_ernaast_en_geldt_niet(wijk, indicator):
    er = factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2023, waarde=10, bron="GGD")
    voorstel = voorstel_van(["WK191602", "2023", "12"])
    assert soorten(voorstel) == ["nieuw"]
    assert "naast de waarde van GGD" in voorstel.regels[0].uitleg
    services.schrijf(voorstel=voorstel)
    er.refresh_from_db()
    assert (er.waarde, er.geldt) == (10, True)
    assert Meting.objects.get(bron="CBS").geldt is False


def test_een_echt_cijfer_komt_in_de_plaats_van_een_voorbeeldcijfer(wijk, indicator):
    voorbeeld = factories.maak_meting(
        indicator=indicator, gebied=wijk, peiljaar=2023, waarde=99, bron="Voorbeeld", voorbeeld=True
    )
    services.schrijf(voorstel=voorstel_van(["WK191602", "2023", "12"]))
    voorbeeld.refresh_from_db()
    assert voorbeeld.geldt is False
    assert Meting.objects.get(bron="CBS", geldt=True).voorbeeld is False


def test_een_waarde_gaat_gelden_boven_een_reden_van_een_ander(wijk, indicator):
    leeg = factories.maak_meting(
        indicator=indicator, gebied=wijk, peiljaar=2023, waarde=None, reden="te_klein", bron="GGD"
    )
    services.schrijf(voorstel=voorstel_van(["WK191602", "2023", "12"]))
    leeg.refresh_from_db()
    assert leeg.geldt is False
    assert Meting.objects.get(geldt=True).waarde == 12


@pytest.mark.parametrize(("waarde", "wat"), [("120", "hoog"), ("1,2", "laag")])
def test_tien_keer_zo_veel_of_weinig_wordt_gevraagd(wijk, indicator, waarde, wat):
    factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2022, waarde=12)
    voorstel = voorstel_van(["WK191602", "2023", waarde])
    assert soorten(voorstel) == ["twijfel"]
    assert f"5 keer zo {wat} als de waarde van 2022: 12" in voorstel.regels[0].uitleg


def test_een_percentage_boven_honderd_wordt_gevraagd(wijk, indicator):
    Indicator.objects.update(eenheid="%")
    assert soorten(voorstel_van(["WK191602", "2023", "112"])) == ["twijfel"]


def test_een_waarde_die_verdwijnt_wordt_gevraagd(wijk, indicator):
    factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2023, waarde=12)
    assert soorten(voorstel_van(["WK191602", "2023", "."])) == ["twijfel"]


def test_twee_rijen_over_hetzelfde(wijk, indicator):
    verschillend = voorstel_van(["WK191602", "2023", "12"], ["Prinsenhof", "2023", "13"])
    assert soorten(verschillend) == ["twijfel", "twijfel"]
    assert "Rij 2 en rij 3" in verschillend.regels[0].uitleg
    gelijk = voorstel_van(["WK191602", "2023", "12"], ["WK191602", "2023", "12,0"])
    assert soorten(gelijk) == ["nieuw", "overgeslagen"]


def test_wat_leeg_is_of_geen_jaar_heeft_wordt_overgeslagen_met_de_reden(wijk, indicator):
    voorstel = voorstel_van(["WK191602", "2023", ""], ["WK191602", "2023KW01", "5"])
    assert [(str(r.soort), r.uitleg) for r in voorstel.regels] == [
        ("overgeslagen", "Het vak is leeg."),
        ("overgeslagen", "Bij deze rij staat geen kalenderjaar."),
    ]


def test_nvt_in_een_vak_voor_een_getal_houdt_alles_tegen(wijk, indicator):
    voorstel = voorstel_van(["WK191602", "2022", "12"], ["WK191602", "2023", "n.v.t."])
    assert soorten(voorstel) == ["nieuw", "fout"]
    with pytest.raises(ValidationError, match="1 fouten"):
        services.schrijf(voorstel=voorstel)
    assert not Meting.objects.exists()


def test_een_reden_van_het_cbs_wordt_bewaard(wijk, indicator):
    services.schrijf(voorstel=voorstel_van(["WK191602", "2022", "x"], ["WK191602", "2023", "4,5*"]))
    assert list(Meting.objects.order_by("peiljaar").values_list("waarde", "reden", "voorlopig")) == [
        (None, "te_klein", False),
        (Decimal("4.5"), "", True),
    ]


def test_twijfel_wordt_alleen_overgenomen_als_iemand_dat_zegt(wijk, indicator):
    rijen = (["WK191602", "2023", "12"], ["Prinsenhof", "2023", "13"])
    services.schrijf(voorstel=voorstel_van(*rijen))
    assert not Meting.objects.exists()
    with pytest.raises(ValidationError, match="twee regels"):
        services.schrijf(voorstel=voorstel_van(*rijen), overnemen=["2-2", "3-2"])
    services.schrijf(voorstel=voorstel_van(*rijen), overnemen=["3-2"])
    assert Meting.objects.get().waarde == 13


def test_nog_eens_importeren_verandert_niets(wijk, indicator):
    rijen = (["WK191602", "2022", "12"], ["WK191602", "2023", "."])
    services.schrijf(voorstel=voorstel_van(*rijen))
    regels = Logregel.objects.count()
    opnieuw = voorstel_van(*rijen)
    assert soorten(opnieuw) == ["gelijk", "gelijk"]
    assert services.schrijf(voorstel=opnieuw)["toegevoegd"] == 0
    assert Meting.objects.count() == 2
    assert Logregel.objects.count() == regels


def test_het_jaar_kan_boven_de_kolom_staan(wijk, indicator):
    tabel = lees_rijen(
        [["Gebied", "Inkomen", "Inkomen"], ["", "2022", "2023"], ["Prinsenhof", "5", "6"]],
        soort="csv",
        gebieden=Gebiedenlijst.uit_database(),
    )
    koppeling = Koppeling(gebied=0, bron="CBS", kolommen={1: "laag-inkomen", 2: "laag-inkomen"})
    assert [(r.jaar, r.waarde) for r in maak_voorstel(tabel, koppeling).regels] == [(2022, 5), (2023, 6)]


def test_het_voorstel_van_kolommen(wijk, indicator):
    tabel = lees_rijen(
        [["gwb_code", "naam", "jaar", "Laag inkomen (%)"], ["WK191602", "Prinsenhof", "2023", "6"]],
        soort="csv",
        gebieden=Gebiedenlijst.uit_database(),
    )
    voorstel = stel_voor(
        tabel, naam="a.csv", gebieden=Gebiedenlijst.uit_database(), indicatoren=Indicator.objects.all()
    )
    assert voorstel == Koppeling(gebied=0, bron="", jaarkolom=2, kolommen={3: "laag-inkomen"})


def test_een_vast_jaar_wordt_niet_onthouden_maar_uit_de_titel_gehaald(wijk, indicator):
    tabel = lees_rijen(
        [["Cijfers 2024"], ["Gebied", "a"], ["Prinsenhof", "6"]], soort="csv", gebieden=Gebiedenlijst.uit_database()
    )
    onthouden = Koppeling(gebied=0, bron="CBS", jaar=2023, kolommen={1: "laag-inkomen"}).te_onthouden()
    koppeling, jaar_nodig = uit_geheugen(onthouden, tabel, "a.csv")
    assert (koppeling.jaar, jaar_nodig) == (2024, False)
    tabel.titel = ""
    assert uit_geheugen(onthouden, tabel, "a.csv") == (Koppeling(0, "CBS", None, None, {1: "laag-inkomen"}), True)


def test_de_geschiedenis_is_die_van_gewoon_opslaan(wijk, indicator, programmateam):
    """Bulk writes leave the entries that save() leaves: who, as what, from what to what."""
    gewoon = factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2020, waarde=3)
    services.schrijf(
        voorstel=voorstel_van(["WK191602", "2021", "3"], ["WK191602", "2020", "4"]),
        door=programmateam,
        importbestand=7,
    )
    nieuw = Meting.objects.get(peiljaar=2021)
    van_metingen = Logregel.objects.filter(content_type__model="meting")
    van_save = van_metingen.get(object_id=gewoon.pk, action=Logregel.Action.CREATE)
    van_bulk = van_metingen.get(object_id=nieuw.pk)
    assert set(van_bulk.changes) == set(van_save.changes)
    assert van_bulk.changes["waarde"] == ["None", "3.000"]
    assert (van_bulk.content_type, van_bulk.object_pk) == (van_save.content_type, str(nieuw.pk))
    assert (van_bulk.actor, van_bulk.functie, van_bulk.rol) == (programmateam, "Programmamanager", "Programmateam")
    assert van_bulk.additional_data == {"import": 7}
    wijziging = van_metingen.get(object_id=gewoon.pk, action=Logregel.Action.UPDATE)
    assert wijziging.changes == {"waarde": ["3.000", "4.000"]}


def _bestand(wijk, indicator) -> Importbestand:
    koppeling = Koppeling(gebied=0, bron="CBS", jaarkolom=1, kolommen={2: "laag-inkomen"})
    return factories.maak_importbestand(
        [["Gebied", "Jaar", "a"], ["WK191602", "2022", "5"], ["WK191602", "2023", "6"]], koppeling=koppeling
    )


def _afdruk(bestand: Importbestand) -> str:
    return maak_voorstel(services.Tabel.uit_json(bestand.inhoud), Koppeling.uit_json(bestand.koppeling)).afdruk


def test_wat_intussen_veranderde_wordt_niet_overschreven(wijk, indicator, programmateam):
    bestand = _bestand(wijk, indicator)
    afdruk = _afdruk(bestand)
    factories.maak_meting(indicator=indicator, gebied=wijk, peiljaar=2023, waarde=9)
    with pytest.raises(ValidationError, match="intussen"):
        services.voer_in(importbestand=bestand, afdruk=afdruk, door=programmateam)
    assert Meting.objects.get().waarde == 9


def test_een_fout_bij_het_schrijven_laat_niets_achter(wijk, indicator, programmateam, monkeypatch):
    bestand = _bestand(wijk, indicator)

    def kapot(*args, **kwargs):
        raise RuntimeError("schijf vol")

    monkeypatch.setattr(services, "leg_vast_in_bulk", kapot)
    with pytest.raises(RuntimeError):
        services.voer_in(importbestand=bestand, afdruk=_afdruk(bestand), door=programmateam)
    bestand.refresh_from_db()
    assert bestand.is_open
    assert not Meting.objects.exists()


def test_een_bestand_wordt_een_keer_ingevoerd_en_bewaart_geen_cellen(wijk, indicator, programmateam):
    bestand = _bestand(wijk, indicator)
    afdruk = _afdruk(bestand)
    klaar = services.voer_in(importbestand=bestand, afdruk=afdruk, door=programmateam)
    assert (klaar.inhoud, klaar.uitkomst["toegevoegd"]) == (None, 2)
    with pytest.raises(ValidationError, match="al ingevoerd"):
        services.voer_in(importbestand=bestand, afdruk=afdruk, door=programmateam)


def test_alleen_het_programmateam(wijk, indicator, projectleider, beheerder):
    bestand = _bestand(wijk, indicator)
    for gebruiker in (projectleider, beheerder):
        with pytest.raises(PermissionDenied):
            services.voer_in(importbestand=bestand, afdruk=_afdruk(bestand), door=gebruiker)
        with pytest.raises(PermissionDenied):
            services.annuleer(importbestand=bestand, door=gebruiker)


def test_wat_niemand_kwam_nakijken_wordt_weggegooid(wijk, indicator):
    bestand = _bestand(wijk, indicator)
    assert services.ruim_op() == 0
    Importbestand.objects.update(verloopt_op=bestand.gelezen_op)
    assert services.ruim_op() == 1
    bestand.refresh_from_db()
    assert (bestand.status, bestand.inhoud) == (Importbestand.Status.VERLOPEN, None)


def test_de_koppeling_wordt_onthouden_per_vorm(wijk, indicator, programmateam):
    bestand = _bestand(wijk, indicator)
    tabel = services.Tabel.uit_json(bestand.inhoud)
    services.koppel(
        importbestand=bestand, koppeling=Koppeling.uit_json(bestand.koppeling), tabel=tabel, door=programmateam
    )
    assert Kolomkoppeling.objects.get().vorm == tabel.vorm
    koppeling, jaar_nodig = services.bekende_koppeling(tabel=tabel, naam="b.csv")
    assert (koppeling.kolommen, jaar_nodig) == ({2: "laag-inkomen"}, False)


def test_een_indicator_die_niet_meer_gebruikt_wordt_telt_niet(wijk, indicator):
    Indicator.objects.update(actief=False)
    assert voorstel_van(["WK191602", "2023", "12"]).regels == []


def test_onbekend_gebied_in_de_gekozen_kolom_wordt_overgeslagen(wijk, indicator):
    tabel = lees_rijen(
        [["Buurt", "Wijk", "a"], ["BU19160201", "WK191602", "5"]], soort="csv", gebieden=Gebiedenlijst.uit_database()
    )
    koppeling = Koppeling(gebied=0, bron="CBS", jaar=2023, kolommen={2: "laag-inkomen"})
    regel = maak_voorstel(tabel, koppeling).regels[0]
    assert regel.soort is Soort.OVERGESLAGEN
    assert "niet over een gebied" in regel.uitleg
