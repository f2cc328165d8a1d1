"""Who decides what: overlegorganen and their members, vergaderingen, besluiten, actiepunten and signalen."""

from governance.models.aanwezigheid import Aanwezigheid
from governance.models.actiepunt import Actiepunt
from governance.models.agendapunt import Agendapunt
from governance.models.besluit import Besluit
from governance.models.orgaan import Lidmaatschap, Overlegorgaan
from governance.models.signaal import Signaal, Signaalstap
from governance.models.vergadering import Vergadering

__all__ = [
    "Aanwezigheid",
    "Actiepunt",
    "Agendapunt",
    "Besluit",
    "Lidmaatschap",
    "Overlegorgaan",
    "Signaal",
    "Signaalstap",
    "Vergadering",
]
