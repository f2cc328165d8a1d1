"""A small programme with everything that a projectenboek can print, and its snapshot."""

from datetime import date

import pytest
from django.utils import timezone

from acties.models import Betrokkenheid, Koers, Status
from monitor import tasks
from monitor.models import editie
from monitor.projectenboek.snapshot import bouw_snapshot
from tests import factories


def vries(dag: date | None = None) -> dict:
    """The snapshot of what the database holds."""
    wat = editie(dag or timezone.localdate())
    return bouw_snapshot(wat["peildatum"], titel=wat["titel"], periode=(wat["periode_van"], wat["periode_tot"]))


@pytest.fixture
def geen_wachtrij(monkeypatch):
    """What asks for an edition calls no worker."""
    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", lambda *_, **__: None)


@pytest.fixture
def gebieden(db):
    """The area of the programme, two of its wijken, and the gemeente."""
    return {
        "noord": factories.maak_gebied(naam="Leidschendam-Noord", slug="noord", soort="programma", cbs_code=None),
        "gemeente": factories.maak_gebied(naam="De gemeente", slug="gemeente", soort="gemeente"),
        "prinsenhof": factories.maak_gebied(naam="Prinsenhof", slug="prinsenhof"),
        "heuvel": factories.maak_gebied(naam="De Heuvel", slug="heuvel"),
    }


@pytest.fixture
def klein_programma(opgave, organisatie, projectleider):
    """One opgave with three doelen: one with two acties, one without, and an actie that has no doel."""
    factories.maak_programma()
    gevuld = factories.maak_doel(opgave=opgave, titel="Buren kennen elkaar")
    leeg = factories.maak_doel(opgave=opgave, titel="De straat is schoon")
    factories.maak_doel(opgave=opgave, titel="Iedereen voelt zich veilig")
    kamer = factories.maak_actie(
        opgave=opgave,
        doel=gevuld,
        titel="Tuinkamer van Noord",
        omschrijving="Buren ontmoeten elkaar.",
        koers=Koers.BIJSTUREN,
        stand_op=date(2026, 10, 9),
        penvoerder=organisatie,
    )
    factories.maak_betrokkenheid(actie=kamer, partner=factories.maak_partner(naam="Bibliotheek"))
    factories.maak_betrokkenheid(
        actie=kamer, partner=factories.maak_partner(naam="Fonds"), rol=Betrokkenheid.Rol.FINANCIER
    )
    kamer.dwarsverbanden.create(doel=leeg)
    deel = factories.maak_onderdeel(actie=kamer, titel="Leesclub", status=Status.AFGEROND)
    factories.maak_prestatie(actie=kamer, omschrijving="Bezoekers", eenheid="per week", streefwaarde=60, waarde=48)
    factories.maak_prestatie(actie=kamer, onderdeel=deel, omschrijving="Deelnemers", waarde="1250.50", ongeveer=True)
    factories.maak_voortgang(
        actie=kamer,
        gemeld_door=projectleider,
        peildatum=date(2026, 10, 9),
        koers=Koers.BIJSTUREN,
        toelichting="De kamer is open.",
        oorzaak="Er is geen vaste plek.",
        maatregel="Wij zoeken een zaal.",
    )
    factories.maak_actie(opgave=opgave, doel=gevuld, titel="Flatcoach", status=Status.AFGEROND)
    factories.maak_actie(opgave=opgave, titel="Vrije tijd", status=Status.IDEE)
    return opgave


@pytest.fixture
def inhoud(klein_programma) -> dict:
    """The snapshot of the small programme."""
    return vries()
