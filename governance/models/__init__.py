"""Who decides what: organs and members, meetings, besluiten, and what follows: actiepunten, signalen, advice."""

from governance.models.aanbeveling import Aanbeveling
from governance.models.aanwezigheid import Aanwezigheid
from governance.models.actiepunt import Actiepunt
from governance.models.activiteit import Activiteit, Agendafeed
from governance.models.agendapunt import Agendapunt
from governance.models.besluit import Besluit
from governance.models.focus import Focusonderwerp
from governance.models.gevolg import Gevolg
from governance.models.orgaan import Lidmaatschap, Overlegorgaan
from governance.models.signaal import Signaal, Signaalstap
from governance.models.stuk import Stuk, punten_met_open_stukken
from governance.models.vergadering import Vergadering
from governance.models.verslag import Aanmelding, Verslagreactie

__all__ = [
    "Aanbeveling",
    "Aanmelding",
    "Aanwezigheid",
    "Actiepunt",
    "Activiteit",
    "Agendafeed",
    "Agendapunt",
    "Besluit",
    "Focusonderwerp",
    "Gevolg",
    "Lidmaatschap",
    "Overlegorgaan",
    "Signaal",
    "Signaalstap",
    "Stuk",
    "Vergadering",
    "Verslagreactie",
    "punten_met_open_stukken",
]
