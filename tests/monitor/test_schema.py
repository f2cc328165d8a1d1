"""Editions of long ago: what was frozen under an older schema still becomes the book of then."""

import copy
import json
from pathlib import Path

import pytest

from monitor import opmaak
from monitor.boekwoorden import OnbekendSchema
from monitor.projectenboek.schema import BEKENDE_SCHEMAS, NIEUW_IN_2, NIEUWSTE, als_nieuwste
from tests.monitor.boektekst import boektekst

GEGEVENS = Path(__file__).with_name("gegevens")


@pytest.fixture
def schema_1() -> dict:
    """Part of the real programme, frozen by the code that wrote schema 1."""
    return json.loads((GEGEVENS / "projectenboek-schema-1.json").read_text())


def test_boek_van_schema_1_zegt_nog_hetzelfde(schema_1):
    toen = (GEGEVENS / "projectenboek-schema-1.txt").read_text()
    assert boektekst(opmaak.als_html(schema_1)) == toen


def test_boek_van_schema_1_is_nog_op_te_maken(schema_1, tmp_path):
    opgemaakt = opmaak.maak_op(schema_1)
    opmaak.controleer(schema_1, opgemaakt)
    opmaak.schrijf(schema_1, opgemaakt, tmp_path / "boek.pdf")
    assert (tmp_path / "boek.pdf").read_bytes().startswith(b"%PDF")


def test_bijwerken_laat_het_origineel_met_rust(schema_1):
    voor = copy.deepcopy(schema_1)
    nieuw = als_nieuwste(schema_1)
    assert schema_1 == voor
    assert nieuw["schema"] == NIEUWSTE
    assert {naam: nieuw[naam] for naam in NIEUW_IN_2} == dict.fromkeys(NIEUW_IN_2)
    assert als_nieuwste(nieuw) == nieuw


def test_stand_van_schema_2_heeft_geen_rijen_met_risicos():
    stand = {"opgave": "FVW", "teksten": [{"kop": "Risicoprofiel", "tekst": "Weinig mensen."}]}
    (nieuw,) = als_nieuwste({"schema": 2, "standen": [stand]})["standen"]
    assert nieuw == {**stand, "risicos": None, "voorbeeld": False}


@pytest.mark.parametrize("schema", [0, NIEUWSTE + 1])
def test_onbekend_schema_wordt_geweigerd(schema_1, schema):
    assert schema not in BEKENDE_SCHEMAS
    with pytest.raises(OnbekendSchema, match=f"schema {schema}"):
        als_nieuwste(schema_1 | {"schema": schema})
