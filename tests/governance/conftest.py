"""A body, a meeting of it that goes on, and an item that asks for a decision."""

import pytest

from governance.models import Vergadering
from tests import factories

Stand = Vergadering.Status


@pytest.fixture
def orgaan(db):
    return factories.maak_orgaan(naam="Algemeen bestuur", slug="algemeen-bestuur", afkorting="AB")


@pytest.fixture
def bezig(orgaan):
    return factories.maak_vergadering(orgaan=orgaan, status=Stand.BEZIG, nummer="AB-V2020-99")


@pytest.fixture
def plan(bezig):
    return factories.maak_agendapunt(
        vergadering=bezig, volgorde=1, titel="Een plan", soort="besluit", gevraagd_besluit="Stem in."
    )
