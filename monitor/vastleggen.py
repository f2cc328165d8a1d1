"""Freeze the data of an edition, each kind in its own way. The only step that asks the database."""

from monitor.bevriezen import Rij
from monitor.models.publicatie import Editie, Publicatie
from monitor.monitorboek import snapshot as monitorboek
from monitor.monitorboek import verandering
from monitor.projectenboek import snapshot as projectenboek
from monitor.projectenboek import verschillen


def leg_vast(wat: Editie, *, erratum: Rij | None = None) -> Rij:
    """Return the snapshot of this edition with the data of now; raises GeenProgramma, with a Dutch sentence.

    `erratum` is what it says of being one (`Publicatie.erratum`).
    """
    if wat["soort"] == Publicatie.Soort.MONITOR:
        inhoud = monitorboek.bouw_snapshot(wat)
    else:
        inhoud = projectenboek.bouw_snapshot(
            wat["peildatum"], titel=wat["titel"], periode=(wat["periode_van"], wat["periode_tot"])
        )
    return {**inhoud, "erratum": erratum}


def wijzigingen(inhoud: Rij) -> str:
    """What changed since the edition before, counted in a sentence; empty where there is nothing to compare."""
    van_soort = verandering if inhoud["soort"] == Publicatie.Soort.MONITOR else verschillen
    return van_soort.kort(inhoud.get("verschillen"))
