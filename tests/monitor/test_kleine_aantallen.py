"""Every door to a number: what is about fewer than ten people stands nowhere, nor what would give it away."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from monitor.bevriezen import als_json
from monitor.models import Meting, editie, monitor_editie
from monitor.opmaak import als_html
from monitor.vastleggen import leg_vast
from tests import factories
from tests.api import haal

pytestmark = pytest.mark.django_db

DAG = date(2026, 11, 25)


@pytest.fixture
def indicator(opgave, gebieden):
    factories.maak_programma()
    doel = factories.maak_doel(opgave=opgave)
    factories.maak_actie(opgave=opgave, doel=doel, titel="Loket")
    return factories.maak_indicator(doel=doel, code="bereik", eenheid="aantal mensen", telt_personen=True, decimalen=0)


def alle_deuren(client, indicator) -> Iterator[tuple[str, str]]:
    """Everything that a visitor can read or take along, and what is printed, as text."""
    doel = indicator.doel
    for pad in (doel.get_absolute_url(), "/monitor/", f"/doelen/{doel.nummer}/cijfers.csv", "/monitor/?export=csv"):
        antwoord = client.get(pad)
        assert antwoord.status_code == 200
        yield pad, antwoord.getvalue().decode() if antwoord.streaming else antwoord.content.decode()
    blad = openpyxl.load_workbook(io.BytesIO(client.get("/monitor/?export=xlsx").getvalue())).active
    yield "xlsx", str(list(blad.iter_rows(values_only=True)))
    yield "api", str(haal(client, "/metingen", perPagina=100))
    monitor = leg_vast(monitor_editie(DAG, (2023, 2024)))
    yield "monitor", als_json(monitor).decode()
    yield "gedrukt", als_html(monitor)
    yield "projectenboek", als_json(leg_vast(editie(DAG))).decode()


def staat_in(tekst: str, getal: int | str) -> bool:
    """Whether the number is in it, as people and as machines write it."""
    if isinstance(getal, str):
        return getal in tekst or getal.replace(",", ".") in tekst
    return str(getal) in tekst or f"{getal:,}".replace(",", ".") in tekst


@pytest.mark.parametrize(
    ("gemeten", "verborgen"),
    [
        # A wijk with seven: the whole would give it away.
        ({"noord": 8438, "prinsenhof": 8431, "heuvel": 7, "gemeente": 71_234}, {8438}),
        # A wijk that nobody measured: six, when the rest is taken off the whole.
        ({"noord": 8437, "prinsenhof": 8431, "gemeente": 71_234}, {8437}),
        # Outside Noord there are four.
        ({"noord": 8437, "gemeente": 8441}, {8441}),
        ({"prinsenhof": 8431, "heuvel": 2222, "gemeente": 10_655}, {10_655}),
    ],
)
def test_geen_deur_geeft_een_klein_aantal(client, indicator, gebieden, gemeten, verborgen):
    for jaar in (2023, 2024):
        for slug, waarde in gemeten.items():
            factories.maak_meting(indicator=indicator, gebied=gebieden[slug], peiljaar=jaar, waarde=waarde)
    open_ = {waarde for waarde in gemeten.values() if waarde >= 10} - verborgen
    gezien = set()
    for deur, tekst in alle_deuren(client, indicator):
        assert not [getal for getal in verborgen if staat_in(tekst, getal)], deur
        gezien |= {getal for getal in open_ if staat_in(tekst, getal)}
    assert gezien == open_, "wat mag, staat er wel"


def test_een_andere_bron_of_een_wijziging_van_de_koppeling_opent_geen_deur(client, indicator, gebieden):
    """The other source counts 8,433; it is hidden with the small one, whichever of the two counts."""
    for geldt in (True, False):
        Meting.objects.all().delete()
        vast = {"indicator": indicator, "gebied": gebieden["noord"], "peiljaar": 2024}
        factories.maak_meting(**vast, waarde=8, bron="Loket", geldt=geldt)
        factories.maak_meting(**vast, waarde=8433, bron="Enquête", geldt=not geldt)
        for deur, tekst in alle_deuren(client, indicator):
            assert not staat_in(tekst, 8433), deur


@pytest.mark.parametrize("waarde", ["97.3", "2.7"])
def test_een_deel_van_een_kleine_groep_staat_nergens(client, indicator, gebieden, waarde):
    """2.7% of 300 are eight people, and so are the others of 97.3%."""
    indicator.telt_personen, indicator.eenheid, indicator.decimalen = False, "%", 1
    indicator.save()
    factories.maak_meting(
        indicator=indicator, gebied=gebieden["noord"], peiljaar=2024, waarde=Decimal(waarde), aantal_personen=300
    )
    for deur, tekst in alle_deuren(client, indicator):
        assert not staat_in(tekst, waarde.replace(".", ",")), deur
