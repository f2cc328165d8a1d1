"""Series of the doelen: which area, from which year, and what may not be seen or worked out."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.bescherming import is_klein
from monitor.kloof import Schema, Trend
from monitor.models import Indicator, Meting
from monitor.reeksen import maak_reeksen, standen_van_doelen
from opgaven.models import Gebied
from tests import factories

JAREN = (2022, 2023, 2024)


@pytest.fixture
def indicator(opgave, gebieden):
    factories.maak_programma()
    return factories.maak_indicator(doel=factories.maak_doel(opgave=opgave), decimalen=1)


@pytest.fixture
def meet(indicator, gebieden):
    """Returns a function: values of one area from 2022 on; None is a year without a row."""

    def zet(gebied: str, *waarden, **kw):
        for jaar, waarde in zip(JAREN, waarden, strict=False):
            if waarde is not None:
                factories.maak_meting(
                    indicator=indicator, gebied=gebieden[gebied], peiljaar=jaar, waarde=Decimal(str(waarde)), **kw
                )

    return zet


def _stand():
    (stand,) = standen_van_doelen()
    return stand.hoofd


# Which areas --------------------------------------------------------------------------------------------


def test_noord_als_geheel_gaat_voor_de_wijken(meet):
    for naam, waarden in (("noord", (40, 44)), ("prinsenhof", (42, 48)), ("heuvel", (38, 40)), ("gemeente", (60, 60))):
        meet(naam, *waarden)
    stand = _stand()
    assert [v.reeks.gebied.slug for v in stand.gebieden] == ["noord"]
    assert {v.reeks.gebied.slug for v in stand.wijken} == {"prinsenhof", "heuvel"}
    assert (stand.gebieden[0].kloof.toen, stand.gebieden[0].kloof.nu) == (20, 16)


def test_zonder_geheel_staat_elke_wijk_op_zichzelf_en_telt_de_slechtste(meet):
    meet("prinsenhof", 42, 48)
    meet("heuvel", 38, 36)
    meet("gemeente", 60, 60)
    stand = _stand()
    assert {v.reeks.gebied.slug: v.kloof.trend for v in stand.gebieden} == {
        "prinsenhof": Trend.KLEINER,
        "heuvel": Trend.GROTER,
    }
    assert stand.trend is Trend.GROTER
    waarden = {p.waarde for reeks in stand.reeksen for p in reeks.punten}
    assert waarden == {42, 48, 38, 36, 60}, "niets is opgeteld of gemiddeld"


def test_doel_zonder_indicator_of_meting_houdt_zijn_plaats(opgave, gebieden):
    zonder = factories.maak_doel(opgave=opgave)
    leeg = factories.maak_indicator(doel=factories.maak_doel(opgave=opgave))
    standen = standen_van_doelen()
    assert [stand.doel for stand in standen] == [zonder, leeg.doel]
    assert {stand.trend for stand in standen} == {Trend.GEEN_METING}
    assert not standen[1].hoofd.heeft_meting


def test_een_indicator_die_niet_meer_in_gebruik_is_telt_niet(meet, indicator):
    meet("noord", 1, 2)
    Indicator.objects.update(actief=False)
    (stand,) = standen_van_doelen()
    assert stand.hoofd is None


# From when ----------------------------------------------------------------------------------------------


def test_de_nulmeting_ligt_niet_voor_het_programma(meet, indicator, gebieden):
    for gebied, waarde in (("noord", 10), ("gemeente", 90)):
        factories.maak_meting(indicator=indicator, gebied=gebieden[gebied], peiljaar=2015, waarde=waarde)
    meet("noord", 40, 44)
    meet("gemeente", 60, 60)
    assert _stand().gebieden[0].kloof.nuljaar == 2022


@pytest.mark.parametrize("wie", ["noord", "gemeente"])
def test_een_kloof_gaat_nooit_over_een_reeksbreuk(meet, wie):
    meet("noord", 40, 55, 56)
    meet("gemeente", 60, 60, 60)
    Meting.objects.filter(gebied__slug=wie, peiljaar=2023).update(reeksbreuk=True)
    kloof = _stand().gebieden[0].kloof
    assert kloof.jaren == (2023, 2024)
    assert kloof.toen == 5


def test_breuk_in_het_laatste_jaar_is_te_vroeg(meet):
    meet("noord", 40, 44, 50)
    meet("gemeente", 60, 60, 60)
    Meting.objects.filter(gebied__slug="noord", peiljaar=2024).update(reeksbreuk=True)
    stand = _stand()
    assert stand.trend is Trend.TE_VROEG
    assert stand.gebieden[0].schema is Schema.TE_VROEG


def test_schema_kijkt_naar_het_eindjaar_van_het_programma(meet):
    meet("noord", 40, None, 44)
    meet("gemeente", 60, None, 60)
    vergelijking = _stand().gebieden[0]
    assert vergelijking.verwacht == Decimal(2) / 19
    assert vergelijking.schema is Schema.OP_KOERS


# Sources ------------------------------------------------------------------------------------------------


def test_een_andere_bron_staat_ernaast_en_telt_niet_mee(meet, indicator, gebieden):
    meet("noord", 40, 44)
    meet("gemeente", 60, 60)
    factories.maak_meting(
        indicator=indicator, gebied=gebieden["noord"], peiljaar=2023, waarde=50, bron="GGD", geldt=False
    )
    stand = _stand()
    assert [(p.jaar, p.waarde, p.meting.bron) for p in stand.tegenspraak] == [(2023, 50, "GGD")]
    assert stand.gebieden[0].kloof.nu == 16


def test_een_echte_meting_vervangt_het_voorbeeld_ook_als_het_voorbeeld_geldt(meet, indicator, gebieden):
    meet("noord", 40, bron="Voorbeeldcijfers", voorbeeld=True)
    echt = factories.maak_meting(indicator=indicator, gebied=gebieden["noord"], peiljaar=2022, waarde=51, geldt=False)
    (reeks,) = _stand().reeksen
    assert [p.meting for p in reeks.punten] == [echt]
    assert reeks.tegenspraak == () and not _stand().voorbeeld


def test_een_jaar_zonder_waarde_zegt_waarom(indicator, gebieden):
    factories.maak_meting(indicator=indicator, gebied=gebieden["noord"], reden="niet_gemeten")
    (reeks,) = _stand().reeksen
    assert reeks.punten[0].waarom_niet == "Niet gemeten"
    assert reeks.laatste is None


# Queries ------------------------------------------------------------------------------------------------


def test_alle_doelen_kosten_hoogstens_vijf_queries(opgave, gebieden, django_assert_num_queries):
    factories.maak_programma()
    for _ in range(2):
        indicator = factories.maak_indicator(doel=factories.maak_doel(opgave=opgave))
        for gebied in gebieden.values():
            for jaar in JAREN:
                factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar)
        with django_assert_num_queries(5):
            for stand in standen_van_doelen():
                assert stand.hoofd.indicator.doel.opgave == opgave and stand.hoofd.reeksen


# Small numbers ------------------------------------------------------------------------------------------

WIJKEN = [Gebied(pk=nr, naam=f"Wijk {nr}", slug=f"wijk-{nr}", soort="wijk") for nr in (1, 2, 3)]
GEHEEL = Gebied(pk=9, naam="Noord", slug="noord", soort="programma")
GEMEENTE = Gebied(pk=10, naam="De gemeente", slug="gemeente", soort="gemeente")
PERSONEN = Indicator(pk=1, telt_personen=True, richting="hoger")


def _toon(wijken: tuple[int, ...], *, niet_gemeten: int | None = None, rest: int | None = None) -> dict:
    """What is shown of counts per wijk and their total; `rest` is what the gemeente has more."""
    paren = [
        (wijk, aantal) for nr, (wijk, aantal) in enumerate(zip(WIJKEN, wijken, strict=False)) if nr != niet_gemeten
    ]
    paren.append((GEHEEL, sum(wijken)))
    if rest is not None:
        paren.append((GEMEENTE, sum(wijken) + rest))
    metingen = [
        Meting(pk=nr, indicator=PERSONEN, gebied=gebied, peiljaar=2024, waarde=Decimal(aantal), bron="x")
        for nr, (gebied, aantal) in enumerate(paren)
    ]
    reeksen = maak_reeksen(metingen, wijken=len(wijken))
    return {reeks.gebied.slug: reeks.punten[0].waarde for reeks in reeksen}


AANTALLEN = st.lists(st.integers(0, 30), min_size=2, max_size=3).map(tuple)


@given(AANTALLEN)
@settings(deadline=None)
def test_minder_dan_tien_mensen_wordt_nooit_getoond(wijken):
    assert all(waarde is None or waarde >= 10 for waarde in _toon(wijken).values())


@given(AANTALLEN)
@settings(max_examples=300, deadline=None)
def test_een_verborgen_aantal_is_niet_terug_te_rekenen(wijken):
    """Whoever knows the rules and all that is shown, still holds every number below ten possible."""
    getoond = _toon(wijken)
    for nr, aantal in enumerate(wijken):
        if aantal < 10:
            for ander in range(10):
                assert _toon((*wijken[:nr], ander, *wijken[nr + 1 :])) == getoond


@given(AANTALLEN.filter(lambda wijken: min(wijken) >= 10))
@settings(deadline=None)
def test_zonder_kleine_aantallen_staat_alles_er(wijken):
    assert None not in _toon(wijken).values()


@given(AANTALLEN, st.integers(0, 2), st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_een_wijk_die_niet_is_gemeten_is_niet_uit_het_geheel_te_halen(wijken, welke, rest):
    """Noord less the wijken that are known is the wijk that is not."""
    welke %= len(wijken)
    getoond = _toon(wijken, niet_gemeten=welke, rest=rest)
    bekend = [getoond[wijk.slug] for nr, wijk in enumerate(WIJKEN[: len(wijken)]) if nr != welke]
    if getoond["noord"] is not None and None not in bekend:
        assert getoond["noord"] - sum(bekend) == wijken[welke] >= 10


@given(AANTALLEN, st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_de_rest_van_de_gemeente_is_niet_uit_het_verschil_te_halen(wijken, rest):
    getoond = _toon(wijken, rest=rest)
    delen = [getoond[wijk.slug] for wijk in WIJKEN[: len(wijken)]]
    noord = sum(delen) if None not in delen else getoond["noord"]
    if getoond["gemeente"] is not None and noord is not None:
        assert getoond["gemeente"] - noord == rest >= 10
    if min(wijken) >= 10 and rest >= 10:
        assert None not in getoond.values()


@pytest.mark.parametrize(
    ("eenheid", "waarde", "aantal", "klein"),
    [
        ("%", 5, 40, True), ("%", 95, 40, True), ("%", 50, 40, False), ("%", 0, 40, True), ("%", 100, 400, True),
        ("% van de huishoudens", 3, 300, True), ("%", 3, None, False), ("per 1.000 jongeren", 14, 500, True),
        ("per 1.000 jongeren", 14, 5000, False), ("per 1.000 inwoners", 990, 1000, False),
        ("schaal 0 tot 10", 5, 40, False), ("schaal 0 tot 10", 5, 9, True),
    ],
)  # fmt: skip
def test_een_deel_van_de_mensen_kan_ook_te_klein_zijn(eenheid, waarde, aantal, klein):
    """5% of 40 people are two, and so are the others of 95%."""
    meting = Meting(indicator=Indicator(eenheid=eenheid), waarde=Decimal(waarde), aantal_personen=aantal)
    assert is_klein(meting) is klein


def test_percentage_over_te_weinig_mensen_verbergt_ook_het_geheel_en_de_andere_bron(meet, indicator, gebieden):
    meet("noord", 40, 41)
    meet("prinsenhof", 42, 43)
    meet("heuvel", 38, 39)
    Meting.objects.filter(gebied__slug="heuvel", peiljaar=2022).update(aantal_personen=9)
    factories.maak_meting(
        indicator=indicator, gebied=gebieden["heuvel"], peiljaar=2022, waarde=37, bron="GGD", geldt=False
    )
    stand = _stand()
    getoond = {(r.gebied.slug, p.jaar): p.waarde for r in stand.reeksen for p in r.punten}
    assert getoond["heuvel", 2022] is None and getoond["noord", 2022] is None
    assert getoond["prinsenhof", 2022] == 42 and getoond["noord", 2023] == 41
    assert stand.tegenspraak == []


def test_klein_geheel_verbergt_alle_wijken(meet):
    meet("noord", 40)
    meet("prinsenhof", 42)
    meet("heuvel", 38)
    Meting.objects.filter(gebied__slug="noord").update(aantal_personen=3)
    assert not _stand().heeft_meting


def test_verborgen_jaar_telt_niet_in_de_kloof(meet):
    meet("noord", 40, 44, 50)
    meet("gemeente", 60, 60, 60)
    Meting.objects.filter(gebied__slug="noord", peiljaar=2022).update(aantal_personen=5)
    assert _stand().gebieden[0].kloof.jaren == (2023, 2024)
