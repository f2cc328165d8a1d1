"""The command, and how fast twenty thousand rows are."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from monitor.importeren.koppelen import Koppeling
from monitor.importeren.lezen import lees
from monitor.importeren.tabel import Gebiedenlijst
from monitor.models import Kolomkoppeling, Meting
from opgaven.models import Gebied
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db
CSV = "Gebied;Jaar;Laag inkomen\nNederland;2023;7\nWK191602;2022;11,2\nWK191602;2023;11,9\n"


@pytest.fixture(autouse=True)
def wijk():
    return factories.maak_gebied(naam="Prinsenhof", cbs_code="WK191602")


@pytest.fixture(autouse=True)
def indicator():
    return factories.maak_indicator(naam="Laag inkomen", code="laag-inkomen")


@pytest.fixture
def bestand(tmp_path):
    def schrijf(tekst=CSV, naam="cijfers.csv"):
        pad = tmp_path / naam
        pad.write_text(tekst, encoding="utf-8")
        return pad

    return schrijf


def roep(*args) -> str:
    uit = StringIO()
    call_command("importeer_metingen", *args, stdout=uit)
    return uit.getvalue()


def test_de_proef_laat_zien_en_verandert_niets(bestand):
    uit = roep(bestand(), "--proef")
    assert uit.startswith("Ik lees de metingen uit ")
    assert "Nieuw: 2" in uit
    assert "rij 3, Laag inkomen: Laag inkomen, Prinsenhof 2022: 11.200" in uit
    assert "1 rijen over andere gebieden (Nederland)" in uit
    assert uit.endswith("Dit was een proef: er is niets veranderd.\n")
    assert not Meting.objects.exists()


def test_importeren_en_nog_eens(bestand):
    assert roep(bestand()).endswith("Klaar.\n")
    assert Meting.objects.count() == 2
    assert Meting.objects.first().bron == "Bestand cijfers.csv"
    assert Logregel.objects.filter(functie="Importeren van metingen").count() == 2
    assert roep(bestand()).endswith("Klaar. Er is niets veranderd.\n")
    assert Meting.objects.count() == 2


def test_de_onthouden_koppeling_gaat_voor(bestand):
    with bestand("Gebied;Jaar;p_laag\nWK191602;2023;5\n").open("rb") as stroom:
        tabel = lees(stroom, naam="a.csv", gebieden=Gebiedenlijst.uit_database())
    koppeling = Koppeling(gebied=0, bron="CBS KWB", jaarkolom=1, kolommen={2: "laag-inkomen"})
    Kolomkoppeling.objects.create(vorm=tabel.vorm, kop=tabel.kop, gegevens=koppeling.te_onthouden())
    roep(bestand("Gebied;Jaar;p_laag\nWK191602;2024;6\n"))
    assert list(Meting.objects.values_list("peiljaar", "bron")) == [(2024, "CBS KWB")]


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        ("Gebied;Jaar;p_laag\nWK191602;2023;5\n", "Koppel de kolommen 1 keer op /importeren/"),
        ("Gebied;Laag inkomen\nWK191602;5\n", "--jaar"),
        ("Gebied;Jaar;Laag inkomen\nWK191602;2022;5\nWK191602;2023;n.v.t.\n", "Aantal fouten in het bestand: 1"),
        ("Gebied;Jaar;Laag inkomen\nGM0363;2022;5\n", "geen gebied van het programma"),
        ("", "leeg"),
    ],
)
def test_wat_niet_gaat_geeft_een_zin_en_verandert_niets(bestand, tekst, zegt):
    with pytest.raises(CommandError) as fout:
        roep(bestand(tekst))
    assert str(fout.value).startswith("Er is niets veranderd. ")
    assert zegt in str(fout.value)
    assert not Meting.objects.exists()


def test_een_bestand_dat_er_niet_is(tmp_path):
    with pytest.raises(CommandError, match="is er niet"):
        roep(tmp_path / "weg.csv")
    with pytest.raises(CommandError, match="niet te lezen"):
        roep(tmp_path)


def test_het_jaar_en_de_bron_van_het_bestand(bestand):
    roep(bestand("Gebied;Laag inkomen\nWK191602;5\n"), "--jaar", "2021", "--bron", "GGD")
    assert list(Meting.objects.values_list("peiljaar", "bron")) == [(2021, "GGD")]
    with pytest.raises(CommandError, match="tussen 1990 en 2100"):
        roep(bestand(), "--jaar", "12")


def test_twijfel_wordt_niet_overgenomen(bestand):
    uit = roep(bestand("Gebied;Jaar;Laag inkomen\nWK191602;2023;112\n"))
    assert "Twijfel: 1" in uit
    assert "/importeren/" in uit
    assert not Meting.objects.exists()


def test_twintigduizend_rijen_binnen_tien_seconden(bestand):
    """New, then unchanged, then all of them changed, history included.

    Counts the time of this process, in which SQLite works too, so that other work on the machine fails no test.
    """
    Gebied.objects.bulk_create(
        Gebied(naam=f"Proefwijk {nr}", slug=f"proef-{nr}", soort="wijk", cbs_code=f"WK99{nr:04}") for nr in range(200)
    )
    assert len(Gebiedenlijst.uit_database().op_sleutel) == 402

    def cijfers(bij: int) -> str:
        rijen = (
            f"WK99{nr:04};{jaar};{20 + (nr + jaar) % 50 + bij},5" for nr in range(200) for jaar in range(1990, 2090)
        )
        return "\n".join(["Gebied;Jaar;Laag inkomen", *rijen, ""])

    for bij in (0, 0, 1):
        pad = bestand(cijfers(bij))
        begin = time.process_time()
        uit = roep(pad)
        duur = time.process_time() - begin
        assert duur < 10, f"{duur:.1f} s"
    assert "Gewijzigd: 20000" in uit
    assert Meting.objects.count() == 20_000
    assert Logregel.objects.filter(functie="Importeren van metingen").count() == 40_000
