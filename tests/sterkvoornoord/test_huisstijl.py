"""The house style: badges, icons and the bar of statuses."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from sterkvoornoord import huisstijl, standbalk
from sterkvoornoord.huisstijl import OnbekendeCode

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STIJLEN = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))


def toon(bron: str, **context) -> str:
    return Template(bron).render(Context(context))


# Icons --------------------------------------------------------------------------------------------


def test_icoon_is_versiering_en_neemt_de_tekstkleur():
    svg = toon('{% icoon "school" %}')
    assert svg.startswith('<svg class="utrecht-icon" aria-hidden="true" focusable="false"')
    assert 'stroke="currentColor"' in svg
    assert ElementTree.fromstring(svg).findall("path")


def test_gevuld_icoon_heeft_geen_lijn():
    svg = toon('{% icoon "alert-octagon-vol" %}')
    assert 'fill="currentColor"' in svg
    assert "stroke-width" not in svg


def test_icoon_krijgt_een_eigen_klasse_en_die_wordt_ontsnapt():
    assert 'class="utrecht-icon svn-in"' in toon('{% icoon "mail" "svn-in" %}')
    assert "<b>" not in toon('{% icoon "mail" klasse %}', klasse='"><b>')


@pytest.mark.parametrize("naam", ["bestaat-niet", "../merk", "School", ""])
def test_onbekend_icoon_faalt_luid(naam):
    with pytest.raises(OnbekendeCode):
        huisstijl.icoon(naam)


def test_elk_icoon_in_een_template_bestaat():
    namen = {naam for pad in TEMPLATES for naam in re.findall(r'{% icoon "([^"]+)"', pad.read_text())}
    assert namen
    for naam in namen:
        huisstijl.icoon(naam)


# Badges -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", huisstijl.STATUS)
def test_elke_status_heeft_woord_icoon_en_vlak(code):
    html = huisstijl.status_label(code)
    assert str(huisstijl.STATUS[code].label) in html
    assert "<svg" in html
    assert code in huisstijl.STATUS_VLAK


def test_de_codes_zijn_die_van_de_acties():
    from acties.models import Koers, Status

    assert list(huisstijl.STATUS) == Status.values
    assert set(huisstijl.KOERS) - {""} == set(Koers.values)


def test_zonder_status_is_er_geen_stand_bekend():
    assert "Geen stand bekend" in huisstijl.status_label("")
    assert "Geen stand bekend" in huisstijl.status_label(None)


def test_zonder_koers_is_de_pil_nooit_groen():
    for leeg in ("", None):
        assert "svn-koers--geen" in huisstijl.koers_pil(leeg)


@pytest.mark.parametrize(
    ("code", "css", "woord"),
    [
        ("volgens_verwachting", "goed", "Volgens verwachting"),
        ("aandachtspunt", "let", "Aandachtspunt"),
        ("bijsturen", "stuur", "Bijsturen"),
    ],
)
def test_koers_heeft_vorm_woord_en_kleur(code, css, woord):
    html = toon("{% koers_pil code %}", code=code)
    assert f"svn-koers--{css}" in html
    assert woord in html
    assert 'fill="currentColor"' in html


@pytest.mark.parametrize("maak", [huisstijl.status_label, huisstijl.koers_pil, huisstijl.opgave_teken])
def test_onbekende_code_faalt_luid(maak):
    with pytest.raises(OnbekendeCode, match="geen huisstijl voor code 'groen'"):
        maak("groen")


@pytest.mark.parametrize(
    ("dagen", "geleden", "woorden", "klasse"),
    [
        (None, False, "nooit gemeld", "svn-actueel--geen"),
        (0, True, "vandaag", ""),
        (1, True, "1 dag geleden", ""),
        (100, False, "100 dagen", ""),
        (101, True, "101 dagen geleden", "svn-actueel--oud"),
    ],
)
def test_actualiteit_noemt_de_leeftijd_van_een_stand(dagen, geleden, woorden, klasse):
    html = huisstijl.actualiteit(dagen, geleden)
    assert html.endswith(f"{woorden}</span>")
    assert html.startswith(f'<span class="svn-actueel{" " if klasse else ""}{klasse}">')


@pytest.mark.parametrize("dagen", [None, 101])
def test_actualiteit_waarschuwt_niet_als_niemand_op_een_stand_wacht(dagen):
    assert huisstijl.actualiteit(dagen, gevraagd=False).startswith('<span class="svn-actueel">')


def test_stand_is_oud_na_het_aantal_dagen_uit_de_instellingen(settings):
    settings.ACTUEEL_DAGEN = 10
    assert "svn-actueel--oud" in huisstijl.actualiteit(11)
    assert "svn-actueel--oud" not in huisstijl.actualiteit(10)


def test_naam_van_een_opgave_wordt_ontsnapt():
    html = toon("{% opgave_teken 'JO' naam 'klein' %}", naam="<script>alert(1)</script>")
    assert "<script>" not in html
    assert "svn-opgave--jo svn-opgave--klein" in html


def test_badges_volgen_de_taal_van_de_bezoeker():
    """One rendering per code is kept, so the language must be part of the key."""
    huisstijl.status_label("afgerond")
    with translation.override("en"):
        assert str(huisstijl.STATUS["afgerond"].label) in huisstijl.status_label("afgerond")
    assert "Afgerond" in huisstijl.status_label("afgerond")


# Bars ---------------------------------------------------------------------------------------------

STANDEN = [("afgerond", 2), ("in_uitvoering", 6), ("overgedragen", 4), ("idee", 0), ("afgerond", 1)]


def lees(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_standbalk_telt_op_en_vult_de_hele_breedte():
    svg = lees(standbalk.standbalk(STANDEN, "b", "Jeugd"))
    stukken = svg.findall("rect")
    assert sum(float(r.get("width").rstrip("%")) for r in stukken) == pytest.approx(100, abs=0.05)
    assert [t.text for t in svg.findall("text")] == ["6", "3", "4"]
    assert svg.find("title").text == "Jeugd: 13 acties. 6 in uitvoering, 3 afgerond, 4 overgedragen."
    assert svg.get("aria-labelledby") == svg.find("title").get("id") == "b-t"


def test_standbalk_arceert_overgedragen():
    svg = lees(standbalk.standbalk([("overgedragen", 1)], "x"))
    assert svg.find("rect").get("fill") == "url(#x-arc)"
    assert svg.find("defs/pattern").get("id") == "x-arc"
    assert standbalk.standbalk([("afgerond", 1)], "x").count("pattern") == 0


def test_standbalk_zonder_acties_zegt_dat():
    svg = lees(standbalk.standbalk([], "b"))
    assert svg.findall("rect") == []
    assert svg.find("title").text == "0 acties."


def test_standbalk_weigert_een_onbekende_status():
    with pytest.raises(OnbekendeCode):
        standbalk.standbalk([("bezig", 3)], "b")


def test_naam_in_standbalk_wordt_ontsnapt():
    assert lees(standbalk.standbalk([("idee", 1)], "b", "A & <b>")).find("title").text.startswith("A & <b>: 1 actie.")


def test_legenda_noemt_alleen_wat_voorkomt():
    html = standbalk.legenda(STANDEN, "l", tellen=True)
    assert re.findall(r"</svg>([^<]+) <b>(\d+)</b>", html) == [
        ("In uitvoering", "6"),
        ("Afgerond", "3"),
        ("Overgedragen", "4"),
    ]


@pytest.mark.parametrize(
    ("gedaan", "totaal", "breedte"),
    [(0, 10, "0.0"), (5, 10, "50.0"), (12, 10, "100.0"), (3, 0, "0.0"), (-1, 4, "0.0")],
)
def test_voortgangsbalk_blijft_binnen_de_balk(gedaan, totaal, breedte):
    svg = lees(huisstijl.voortgangsbalk(gedaan, totaal, "Gemelde acties"))
    assert svg.findall("rect")[1].get("width") == f"{breedte}%"
    assert svg.find("title").text == f"Gemelde acties: {gedaan} van {totaal}"


# Other tags ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pad", "woord"),
    [
        ("/acties/tuinkamer-van-noord/", "tuinkamer van noord"),
        ("/acties/3.22/voortgang_melden", "voortgang melden"),
        ("/acties/3.22/", "acties"),
        ("/verhalen/caf%C3%A9/", "café"),
        ("/", ""),
        ("/12/<script>/", "script"),
    ],
)
def test_zoekwoord_komt_uit_het_adres(pad, woord):
    assert toon("{{ pad|zoekwoord }}", pad=pad) == woord


# The house rules for templates and style sheets ---------------------------------------------------


@pytest.mark.parametrize("pad", TEMPLATES, ids=lambda pad: str(pad.relative_to(settings.BASE_DIR)))
def test_template_heeft_geen_stijl_of_script_in_de_regel(pad):
    bron = re.sub(r"{#.*?#}", "", pad.read_text())
    assert not re.search(r"\sstyle\s*=", bron), "style attribute: the CSP forbids it"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", bron), "inline event handler"
    assert not re.search(r"<style\b", bron) or "pdf" in str(pad), "style element"
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", bron)), "inline script"


def test_elke_nlds_klasse_in_een_template_is_gevendord():
    """The vendored sheet holds only the components listed in scripts/vendor.mjs."""
    css = (settings.BASE_DIR / "static/vendor/nlds/nlds.css").read_text() + "".join(p.read_text() for p in STIJLEN)
    bekend = set(re.findall(r"\.(utrecht-[a-z0-9_-]+)", css))
    for pad in TEMPLATES:
        for klasse in re.findall(r"utrecht-[a-z0-9_-]+", pad.read_text()):
            # Classes without a rule of their own are markers of NLDS; their component must be there.
            blok = re.split(r"__|--", klasse)[0]
            assert klasse in bekend or blok in bekend, f"{pad.name}: {klasse}"


def test_elke_token_die_een_stijlblad_gebruikt_bestaat():
    css = "".join(pad.read_text() for pad in STIJLEN if not pad.name.startswith("pdf"))
    gezet = set(re.findall(r"(--[a-z0-9-]+)\s*:", css))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", css)) <= gezet


def test_elk_stijlblad_van_de_site_wordt_ergens_geladen():
    """By every page, or by the pages that it is for."""
    sjablonen = "".join(pad.read_text() for pad in (settings.BASE_DIR / "templates").rglob("*.html"))
    for pad in STIJLEN:
        if not pad.name.startswith("pdf"):
            assert str(pad.relative_to(settings.BASE_DIR / "static")) in sjablonen, pad.name


def test_stijlbladen_gebruiken_geen_data_adres():
    """The CSP allows images of the site itself only: a data: address would silently be missing."""
    for pad in [*STIJLEN, settings.BASE_DIR / "static/vendor/nlds/nlds.css"]:
        assert "data:" not in pad.read_text(), pad.name
