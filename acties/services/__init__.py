"""Writes that touch several rows of an actie; see the modules for what each promises."""

from acties.services.bewerken import bewerk_actie
from acties.services.maken import maak_actie
from acties.services.rijen import RijWijziging
from acties.services.versie import ActieConflict, VersieConflict
from acties.services.voortgang import bevestig_ongewijzigd, maak_ongedaan, meld_voortgang

__all__ = [
    "ActieConflict",
    "RijWijziging",
    "VersieConflict",
    "bevestig_ongewijzigd",
    "bewerk_actie",
    "maak_actie",
    "maak_ongedaan",
    "meld_voortgang",
]
