import pytest

from acties.models import Zichtbaarheid
from acties.verwijzingen import met_verwijzingen, zoek_verwijzingen
from tests.factories import maak_actie

pytestmark = pytest.mark.django_db


def test_code_wordt_een_link_naar_de_actie(opgave, bewoner):
    doel = maak_actie(opgave=opgave, bron_code="B4-36")
    tekst = "Dit hoort bij elkaar (zie B4-36)."
    html = met_verwijzingen(tekst, zoek_verwijzingen([tekst], bewoner))
    assert f'href="/acties/{doel.nummer}/"' in html
    assert html.startswith("Dit hoort bij elkaar (zie <a ")
    assert html.endswith(f">B4-36 (actie {doel.nummer})</a>).")


def test_code_van_jongeren_wordt_ook_een_link(opgave, bewoner):
    doel = maak_actie(opgave=opgave, bron_code="J-1")
    assert zoek_verwijzingen(["J-1"], bewoner) == {"J-1": doel.nummer}


@pytest.mark.parametrize("tekst", ["FVW-6", "XB4-36", "B4-3600", "b4-36", "B4 36"])
def test_wat_op_een_code_lijkt_blijft_tekst(tekst, opgave, bewoner):
    maak_actie(opgave=opgave, bron_code="B4-36")
    assert met_verwijzingen(tekst, zoek_verwijzingen([tekst], bewoner)) == tekst


def test_onbekende_code_blijft_tekst(bewoner):
    assert met_verwijzingen("zie B9-99", zoek_verwijzingen(["zie B9-99"], bewoner)) == "zie B9-99"


def test_verwijzing_verraadt_niet_wat_de_lezer_niet_mag_zien(opgave, bewoner, programmateam):
    verborgen = maak_actie(opgave=opgave, bron_code="B4-36", zichtbaarheid=Zichtbaarheid.CONCEPT)
    assert zoek_verwijzingen(["zie B4-36"], bewoner) == {}
    assert zoek_verwijzingen(["zie B4-36"], programmateam) == {"B4-36": verborgen.nummer}


def test_opmaak_in_de_tekst_wordt_onschadelijk(opgave, bewoner):
    maak_actie(opgave=opgave, bron_code="B4-36")
    tekst = "<script>alert(1)</script> B4-36 <b>&</b>"
    html = met_verwijzingen(tekst, zoek_verwijzingen([tekst], bewoner))
    assert "<script>" not in html and "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <a " in html and "&lt;b&gt;&amp;&lt;/b&gt;" in html


@pytest.mark.parametrize(("teksten", "aantal"), [([None, "", "gewone tekst"], 0), (["zie B4-36 en B4-22", "J-1"], 1)])
def test_een_query_voor_alle_teksten(teksten, aantal, bewoner, django_assert_num_queries):
    with django_assert_num_queries(aantal):
        zoek_verwijzingen(teksten, bewoner)
