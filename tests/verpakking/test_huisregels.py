"""The rules that `make check` holds with scripts/huisregels.py."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("huisregels", Path(__file__).parents[2] / "scripts" / "huisregels.py")
huisregels = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(huisregels)
PAD = Path("acties/views.py")


def _python(tekst, pad=PAD):
    return list(huisregels.python_regels(pad, tekst))


def _sjabloon(tekst):
    return list(huisregels.sjabloon_regels(Path("templates/a.html"), tekst))


@pytest.mark.parametrize(
    "tekst",
    [
        '<p style="color: red">',
        "<style>p { }</style>",
        "<script>alert(1)</script>",
        '<script type="module">x()</script>',
        '<a href="javascript:x()">',
        '<button type="button" onclick="x()">',
    ],
)
def test_wat_de_csp_weigert_wordt_gemeld(tekst):
    assert _sjabloon(f"<h1>Kop</h1>\n{tekst}")[0].startswith("templates/a.html:2: ")


@pytest.mark.parametrize(
    "tekst",
    [
        "<script src=\"{% static 'js/a.js' %}\" defer></script>",
        '<script id="a" type="application/json">{}</script>',
        '<p class="stijl" data-on="x">',
        '{# zo niet: style="x" #}',
        "{% comment %}<style>{% endcomment %}",
        "<p>De knop heet on='x'</p>",
    ],
)
def test_wat_de_csp_toelaat_wordt_niet_gemeld(tekst):
    assert _sjabloon(tekst) == []


def test_te_grote_stukken_worden_gemeld():
    assert "regels" in _python("x = 1\n" * 500)[0]
    assert "lang telt 61 regels" in _python("def lang():\n" + "    x = 1\n" * 60)[0]
    assert "maak er componenten van" in _sjabloon("<p>\n" * 200)[0]
    assert _python("def kort():\n" + "    x = 1\n" * 30) == []


def test_signalen_worden_gemeld_behalve_in_tests():
    tekst = "from django.db.models.signals import post_save\n"
    assert "geen signalen" in _python(tekst)[0]
    assert _python(tekst, Path("tests/acties/test_x.py")) == []


def test_migratie_zonder_naam_wordt_gemeld_en_mag_lang_zijn():
    assert "naam" in _python("", Path("acties/migrations/0002_auto_20261125.py"))[0]
    assert _python("x = 1\n" * 900, Path("acties/migrations/0001_acties.py")) == []


def test_pakketregister_wordt_herkend():
    assert huisregels.REGISTERS.search("https://" + "pypi" + ".org/simple")
    assert not huisregels.REGISTERS.search("https://sterkvoornoord.example/pypi")
