"""What the portal of the browser tests holds: the real programme, the cast, and every state a page can show."""

from acties.models import Betrokkenheid
from tests import cast, factories


def laad() -> dict:
    """Fill an empty database; return the cast, role name with account."""
    opgave = factories.maak_opgave(nummer=3, naam="Fijn en veilig wonen", slug="fijn-en-veilig-wonen")
    andere = factories.maak_opgave(nummer=1, naam="Jeugd en onderwijs", slug="jeugd-en-onderwijs")
    organisatie = factories.maak_partner(naam="Vidomes", slug="vidomes")
    bureau = factories.maak_partner(naam="Programmateam Sterk voor Noord", slug="programmateam")
    actie = factories.maak_actie(opgave=opgave, titel="Tuinkamer van Noord", nummer="3.22", nummer_sortering=300022)
    factories.maak_betrokkenheid(actie=actie, partner=organisatie, rol=Betrokkenheid.Rol.PENVOERDER)
    return cast.maak_allen(opgave=opgave, andere_opgave=andere, organisatie=organisatie, bureau=bureau)
