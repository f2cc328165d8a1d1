"""Which number belongs to which doel: every doel has one, and none has a value that the report does not give."""

import json

import pytest

from monitor.laden import INDICATOREN, laad_programma, lees_bron
from monitor.laden_indicatoren import laad_indicatoren
from monitor.models import Duiding, Indicator, Meting, Streefwaarde
from opgaven.laden import Kader
from opgaven.models import Doel
from sterkvoornoord.laden import Bron, LaadFout, Lader


def test_elk_doel_heeft_een_hoofdindicator(programma):
    assert Doel.objects.count() == 18
    assert set(Indicator.objects.filter(hoofd=True).values_list("doel__nummer", flat=True)) == set(
        Doel.objects.values_list("nummer", flat=True)
    )


def test_er_zijn_geen_cijfers_verzonnen(programma):
    for model in (Meting, Streefwaarde, Duiding):
        assert not model.objects.exists()


def test_zonder_openbare_bron_zegt_de_toelichting_dat(programma):
    for indicator in Indicator.objects.filter(bron=""):
        assert "geen openbare bron" in indicator.toelichting


def test_nog_eens_laden_verandert_niets_en_houdt_wat_het_portaal_veranderde(programma):
    Indicator.objects.filter(code="sociale-samenhang").update(frequentie="elk jaar")

    lader = laad_programma()

    assert lader.tellingen["indicatoren"] == {"gelijk": 18}
    assert Indicator.objects.get(code="sociale-samenhang").frequentie == "elk jaar"


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [("doel", "XX-9", "onbekende code"), ("richting", "omhoog", "onbekende code"), ("decimalen", 9, "3 decimalen")],
)
def test_een_fout_in_het_bestand_zegt_waar(programma, veld, waarde, zin):
    gegevens = json.loads(INDICATOREN.read_text())
    rij = gegevens["indicatoren"][0] | {"code": "nieuw", "hoofd": False, veld: waarde}
    kader = Kader({}, doelen={d.bron_code: d for d in Doel.objects.all()})
    with pytest.raises(LaadFout, match=rf"indicatoren\[0\] \(nieuw\).*{zin}"):
        laad_indicatoren(Lader(), Bron({"indicatoren": [rij]}, ""), kader)


def test_doel_dat_uit_het_portaal_is_krijgt_geen_indicator(db):
    bron, lader = lees_bron(INDICATOREN), Lader()
    laad_indicatoren(lader, bron, Kader({}, doelen=dict.fromkeys(r["doel"] for r in bron.gegevens["indicatoren"])))
    assert not lader.veranderd
