"""The component gallery: each component is there, made by the component itself."""

import re
from collections import Counter

import pytest

from sterkvoornoord import huisstijl
from sterkvoornoord.stijlgids import DELEN, kleuren


@pytest.fixture
def html(client, db) -> str:
    antwoord = client.get("/stijlgids/")
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_elk_deel_staat_op_de_pagina_en_in_de_inhoud(html):
    for id, naam in DELEN:
        assert f'href="#{id}">{naam}</a>' in html
        assert f'id="{id}">{naam}</h2>' in html


def test_alle_codes_staan_erop(html):
    for code in huisstijl.STATUS:
        assert huisstijl.status_label(code) in html
    for code in huisstijl.KOERS:
        assert huisstijl.koers_pil(code) in html


def test_kleuren_komen_uit_de_tokens(html):
    waarden = [kleur["waarde"] for groep in kleuren() for kleur in groep["kleuren"]]
    assert "#062433" in waarden
    for waarde in waarden:
        assert f'fill="{waarde}"' in html


def test_fout_is_zichtbaar_maar_krijgt_niet_de_focus(html):
    assert "Er is 1 antwoord dat niet klopt" in html
    assert 'class="svn-foutlijst" role' not in html
    assert "<title>Stijlgids" in html


def test_geen_id_komt_twee_keer_voor(html):
    dubbel = [id for id, keer in Counter(re.findall(r'\sid="([^"]+)"', html)).items() if keer > 1]
    assert dubbel == []


def test_stijlgids_verandert_niets(client, db):
    assert client.post("/stijlgids/").status_code == 405
