"""The editions that the rules of tests/rollenregels.py speak of: in every stage, and a job that waits."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from monitor.models import Publicatie, monitor_editie
from sterkvoornoord.models import Gebruiker
from tests import factories
from tests.rollenregels import BAAN, BOEK, GEPUBLICEERD, MONITOR, VASTGESTELD

GEGEVENS = Path(__file__).parent / "monitor" / "gegevens"


def maak_edities(door: Gebruiker, gepubliceerd: dict[str, Any] | None = None) -> None:
    """`gepubliceerd` is what the published edition holds, when that is something else than the others."""
    # What is read of them is a real snapshot, of an older schema.
    inhoud = json.loads((GEGEVENS / "projectenboek-schema-1.json").read_text())
    for editie, fase, jaar in ((VASTGESTELD, "vastgesteld", 2024), (GEPUBLICEERD, "gepubliceerd", 2025)):
        periode = {"periode_van": date(jaar, 1, 1), "periode_tot": date(jaar, 6, 30)}
        hier = gepubliceerd or inhoud if editie is GEPUBLICEERD else inhoud
        factories.maak_publicatie(**editie, fase=fase, **periode, inhoud=hier, aangevraagd_door=door)
    for editie, status in ((BOEK, Publicatie.Status.GEREED), (BAAN, Publicatie.Status.WACHT)):
        factories.maak_publicatie(**editie, status=status, inhoud=inhoud, aangevraagd_door=door)
    factories.maak_publicatie(**MONITOR, **monitor_editie(timezone.localdate()), aangevraagd_door=door)
    # The numbers were given, not taken: the next edition would get one of them on PostgreSQL.
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Publicatie]):
            cursor.execute(sql)
