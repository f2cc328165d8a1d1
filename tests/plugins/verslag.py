"""Say what did not run, and why, in the last lines before pytest's own closing line.

A test that needs a tool (marker `browser` or `verapdf`) is skipped with the reason when the tool is
missing. `make test` runs the suite on more than one database: the runs hand their outcomes on through the
file in TEST_UITSLAGEN, so that what one of them skipped and another ran is not called missing.
"""

import json
import os
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests import verapdf

#: Markers of tests that need a tool, and that say little about the database.
BROWSER, VERAPDF = "browser", "verapdf"
#: Marker of tests for which one round is enough: the first one, or the one that they name (`ronde="laatste"`).
EEN_RONDE = "een_ronde"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@cache
def zoek_chromium() -> str | None:
    """Return the path of the browser on this machine, None when there is none."""
    return next((pad for naam in CHROMIUM if (pad := shutil.which(naam))), None)


@cache
def _ontbreekt(merk: str) -> str | None:
    """Return why tests with this marker cannot run here, None when they can."""
    if merk == BROWSER and zoek_chromium() is None:
        return "Chromium ontbreekt (apt-get install chromium)"
    return verapdf.ontbreekt() if merk == VERAPDF else None


def _raakt_de_database(item) -> bool:
    namen = {"db", "transactional_db", "live_server", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or not namen.isdisjoint(item.fixturenames)


def pytest_collection_modifyitems(config, items):
    """Skip what has no tool here; leave out what one round is enough for, where another round follows."""
    for item in items:
        for merk in (BROWSER, VERAPDF):
            if item.get_closest_marker(merk) and (reden := _ontbreekt(merk)):
                item.add_marker(pytest.mark.skip(reason=reden))
    weg = [item for item in items if not _hoort_in(os.environ.get("TEST_RONDE", ""), item)]
    items[:] = [item for item in items if item not in weg]
    config.hook.pytest_deselected(items=weg)


def _hoort_in(ronde: str, item) -> bool:
    """Whether a round runs this test: the `eerste`, that of the `browser`, the `laatste`, or the only one."""
    browser, apart, een = map(item.get_closest_marker, (BROWSER, VERAPDF, EEN_RONDE))
    if not ronde:
        return True
    if browser or ronde == "browser":
        return bool(browser) and ronde == "browser"
    if een:
        return ronde == een.kwargs.get("ronde", "eerste")
    return ronde == "laatste" or (_raakt_de_database(item) and not apart)


def _uitkomsten(reporter) -> dict[str, list]:
    """Return every test of this run: its node id with [outcome, reason]."""
    uitkomsten = {}
    for soort in ("passed", "failed", "error", "skipped", "xfailed", "xpassed"):
        for verslag in reporter.stats.get(soort, []):
            reden = verslag.longrepr[2].removeprefix("Skipped: ") if soort == "skipped" else ""
            uitkomsten[verslag.nodeid] = [soort, reden]
    return uitkomsten


def _wat_niet_kon(alle: dict[str, dict]) -> list[str]:
    """Return a line for each reason why something ran in none of the runs."""
    paren = [(test, soort, reden) for run in alle.values() for test, (soort, reden) in run.items()]
    gedraaid = {test for test, soort, _ in paren if soort != "skipped"}
    redenen = Counter({test: reden for test, _, reden in paren if test not in gedraaid}.values())
    regels = os.environ.get("TEST_NIET_GEDRAAID", "").splitlines()
    regels += [f"{aantal} x {reden}" for reden, aantal in redenen.items()]
    return [f"Niet gedraaid: {regel}" for regel in regels]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter, config):
    """After pytest's own summary: failures of an earlier run, then what ran nowhere."""
    uitslag = yield
    if config.option.collectonly or hasattr(config, "workerinput"):  # xdist's workers report upwards
        return uitslag
    naam, pad = os.environ.get("TEST_RUN", ""), os.environ.get("TEST_UITSLAGEN")
    eerder = json.loads(Path(pad).read_text()) if pad and Path(pad).exists() else {}
    alle = {**eerder, naam: _uitkomsten(terminalreporter)}
    if pad:
        Path(pad).write_text(json.dumps(alle))

    for run, uitkomsten in eerder.items():
        telling = Counter(soort for soort, _ in uitkomsten.values())
        terminalreporter.section(", ".join([f"eerder, op {run}", *(f"{n} {s}" for s, n in telling.items())]))
        for test, (soort, _) in uitkomsten.items():
            if soort in ("failed", "error"):
                terminalreporter.line(f"{soort.upper()} {test}")
    regels = _wat_niet_kon(alle)
    if naam or regels:
        terminalreporter.section("wat niet kon draaien")
    for regel in regels or ["Alles is gedraaid."] * bool(naam):
        terminalreporter.line(regel)
    return uitslag
