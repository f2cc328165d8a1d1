"""Labels of a drawing never overlap: judged on the drawing itself, with the widths of the real letter.

Nothing of the code that places labels is used here, so that a mistake in its geometry shows.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as instellingen
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.grafieken import teken_verloop
from monitor.grafieken.labels import tekstbreedte
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR
from tests.monitor.test_grafieken import GEMEENTE, NOORD, STREVEN, SVG, VOORBEELD, WIJKEN, _stand

pytestmark = pytest.mark.een_ronde
LETTERS = Path(instellingen.BASE_DIR) / "static" / "vendor" / "fonts"
#: Lines that labels may stand on: grid and axes.
ONDERGROND = {GRAFIEK_KLEUR["raster"], GRAFIEK_KLEUR["as"]}


@cache
def _breedtes(dikte: int) -> dict[str, float]:
    letter = TTFont(LETTERS / f"source-sans-3-latin-{dikte}-normal.woff2")
    eenheid, breedtes = letter["head"].unitsPerEm, letter["hmtx"]
    return {chr(code): breedtes[naam][0] / eenheid for code, naam in letter.getBestCmap().items()}


def _meet(tekst: str, grootte: float, dikte: int) -> float:
    return grootte * sum(_breedtes(dikte)[letter] for letter in tekst)


@dataclass(frozen=True)
class Rechthoek:
    wat: str
    x0: float
    y0: float
    x1: float
    y1: float

    def raakt(self, ander: "Rechthoek") -> bool:
        return self.x0 < ander.x1 and ander.x0 < self.x1 and self.y0 < ander.y1 and ander.y0 < self.y1

    def snijdt(self, lijn: tuple) -> bool:
        """Cut the line to the rectangle, side by side; what is left lies in it."""
        (ax, ay), (bx, by) = lijn
        van, tot = 0.0, 1.0
        for begin, stap, laag, hoog in ((ax, bx - ax, self.x0, self.x1), (ay, by - ay, self.y0, self.y1)):
            if stap == 0:
                if not laag < begin < hoog:
                    return False
                continue
            een, twee = sorted(((laag - begin) / stap, (hoog - begin) / stap))
            van, tot = max(van, een), min(tot, twee)
        return van < tot


def _getal(el: ElementTree.Element, naam: str) -> float:
    return float(el.get(naam))


def _punten(el: ElementTree.Element) -> list[tuple[float, float]]:
    return [tuple(map(float, punt.split(","))) for punt in el.get("points").split()]


def _tekst(el: ElementTree.Element) -> Rechthoek:
    """What a text covers: from the top of the capitals to the tail of a p."""
    grootte, dikte = float(el.get("font-size", 14)), int(el.get("font-weight", 400))
    x, y, breed = _getal(el, "x"), _getal(el, "y"), _meet(el.text, grootte, dikte)
    links = x - breed * {"end": 1, "middle": 0.5}.get(el.get("text-anchor"), 0)
    return Rechthoek(el.text, links, y - 0.67 * grootte, links + breed, y + 0.2 * grootte)


def _omtrek(wat: str, punten: list) -> Rechthoek:
    xs, ys = [x for x, _ in punten], [y for _, y in punten]
    return Rechthoek(wat, min(xs), min(ys), max(xs), max(ys))


def _merken(boom: ElementTree.Element) -> list[Rechthoek]:
    merken = [
        Rechthoek("rond", *(_getal(el, as_) + kant * _getal(el, "r") for kant in (-1, 1) for as_ in ("cx", "cy")))
        for el in boom.iter(f"{SVG}circle")
    ]
    for el in boom.iter(f"{SVG}rect"):
        if el.get("fill") != GRAFIEK_KLEUR["toekomst"]:
            x, y = _getal(el, "x"), _getal(el, "y")
            merken.append(Rechthoek("vierkant", x, y, x + _getal(el, "width"), y + _getal(el, "height")))
    vlakken = (el for el in boom.iter(f"{SVG}polygon") if el.get("fill") != GRAFIEK_KLEUR["kloof"])
    return merken + [_omtrek("merk", _punten(el)) for el in vlakken]


def _lijnen(boom: ElementTree.Element) -> list[tuple]:
    lijnen = [deel for el in boom.iter(f"{SVG}polyline") for deel in pairwise(_punten(el))]
    lijnen += [
        ((_getal(el, "x1"), _getal(el, "y1")), (_getal(el, "x2"), _getal(el, "y2")))
        for el in boom.iter(f"{SVG}line")
        if el.get("stroke") not in ONDERGROND
    ]
    return lijnen


def keur(svg: str, *verwacht: str) -> None:
    """Nothing in this drawing overlaps, everything lies in it, and every label of `verwacht` is there."""
    boom = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    _x, _y, breed, hoog = map(float, boom.get("viewBox").split())
    teksten = [_tekst(el) for el in boom.iter(f"{SVG}text")]
    assert set(verwacht) <= {tekst.wat for tekst in teksten}
    kader = [t.wat for t in teksten if t.x0 < 0 or t.y0 < 0 or t.x1 > breed or t.y1 > hoog]
    assert not kader, f"steekt uit: {kader}"
    over = [(a.wat, b.wat) for a, b in combinations(teksten, 2) if a.raakt(b)]
    over += [(t.wat, merk.wat) for t in teksten for merk in _merken(boom) if t.raakt(merk)]
    over += [(t.wat, lijn) for t in teksten for lijn in _lijnen(boom) if t.snijdt(lijn)]
    assert not over, f"over elkaar: {over}"


def keur_allebei(stand, *verwacht: str) -> None:
    verloop = teken_verloop(stand, id_="a")
    keur(verloop.breed, *verwacht)
    keur(verloop.smal, *verwacht)


# A series jumps, goes below zero, stands still, misses years.
WAARDEN = st.decimals(min_value=-1000, max_value=1000, places=1) | st.sampled_from([Decimal(0), Decimal(50)])
REEKS = st.dictionaries(st.integers(2018, 2041), WAARDEN, min_size=1, max_size=10)


@given(noord=REEKS, gemeente=REEKS | st.none(), streef=WAARDEN, breuk=st.integers(2018, 2041) | st.none())
@example(noord={2024: Decimal(5)}, gemeente=None, streef=Decimal(5), breuk=None)
@settings(max_examples=60, deadline=None)
def test_niets_staat_over_elkaar(noord, gemeente, streef, breuk):
    waarden = {NOORD: noord, **({GEMEENTE: gemeente} if gemeente else {})}
    stand = _stand(waarden, streven=((2031, streef), (2041, None)), breuk=breuk)
    namen = ["Noord", "Gemeente"] if gemeente else ["Noord"]
    verloop = teken_verloop(stand, id_="a")
    for svg in (verloop.breed, verloop.smal):
        keur(svg)
        assert all(f">{naam} " in svg for naam in namen)


@given(een=REEKS, ander=REEKS, gemeente=REEKS, streef=WAARDEN)
@settings(max_examples=30, deadline=None)
def test_ook_met_elke_wijk_apart_niet(een, ander, gemeente, streef):
    stand = _stand({WIJKEN[0]: een, WIJKEN[1]: ander, GEMEENTE: gemeente}, streven=((2031, streef), (2041, None)))
    keur_allebei(stand)


@example(noord={2038: Decimal("20.9"), 2018: Decimal(0), 2019: Decimal(50)}, verschil=Decimal("0.3"))
@given(noord=REEKS, verschil=st.decimals(min_value="-0.4", max_value="0.4", places=1))
@settings(max_examples=30, deadline=None)
def test_ook_niet_als_de_lijnen_op_elkaar_liggen(noord, verschil):
    gemeente = {jaar: waarde + verschil for jaar, waarde in noord.items()}
    keur_allebei(_stand({NOORD: noord, GEMEENTE: gemeente}, streven=((2031, max(noord.values())), (2041, None))))


def test_het_voorbeeld_heeft_alle_namen_bij_de_lijnen():
    keur_allebei(
        _stand(VOORBEELD, streven=STREVEN),
        "Gemeente 6,3", "Noord 5,5", "kloof nu 0,8", "streef 2031: 5,8", "streef 2041: gemeente", "nog te meten",
    )  # fmt: skip


def test_wat_geen_plek_heeft_staat_onder_de_tekening_met_zijn_lijn():
    """Two lines that fill the whole drawing: on a phone there is no room left in it."""
    reeksen = [{jaar: (jaar + nr) % 2 * 100 for jaar in range(2018, 2042)} for nr in range(2)]
    stand = _stand(dict(zip((NOORD, GEMEENTE), reeksen, strict=True)), decimalen=0)
    verloop = teken_verloop(stand, id_="a")
    keur(verloop.smal, "Noord 100", "Gemeente 0", "voorsprong nu 100")
    gewoon = teken_verloop(_stand(VOORBEELD, streven=STREVEN), id_="a")
    hoog, laag = (float(v.smal.split('viewBox="0 0 340 ')[1].split('"')[0]) for v in (verloop, gewoon))
    assert (hoog, laag) == (396, 330), "drie regels van 22 erbij"


@pytest.mark.parametrize("naam", ["De Heuvel/Amstelwijk", "Buurt met een heel erg lange naam die niet ophoudt"])
def test_de_naam_van_een_gebied_past_altijd(naam):
    wijk = type(NOORD)(pk=9, naam=naam, slug="w", soort="wijk")
    keur_allebei(_stand({wijk: {2022: 5, 2024: 6}, GEMEENTE: {2022: 6, 2024: 6}}, streven=STREVEN))


def test_grote_getallen_passen_naast_de_as():
    keur_allebei(_stand({NOORD: {2022: -1_250_000, 2024: 1_310_000}}, decimalen=0), "−2.000.000", "Noord 1.310.000")


@pytest.mark.parametrize("dikte", [400, 600])
@given(tekst=st.text(st.sampled_from("".join(map(chr, [*range(32, 127), *range(192, 256)])) + "−–…"), max_size=30))
def test_een_tekst_wordt_nooit_smaller_geschat_dan_hij_is(dikte, tekst):
    assert tekstbreedte(tekst, 14) >= _meet(tekst, 14, dikte)
