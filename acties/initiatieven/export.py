"""The list of initiatieven as a file. How to reach anybody is never in it: that stays on the page that handles it."""

from acties.models import Initiatief
from acties.models.initiatiefkeuzes import Steun
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.export import Kolom

#: What the columns read besides those of the row.
ERBIJ = ("doel", "opgave", "gebied", "behandelaar", "actie", "samengevoegd_met")


def _nodig(rij: Initiatief) -> str:
    return ", ".join(str(Steun(code).label) for code in rij.nodig if code in Steun.values)


KOLOMMEN = [
    Kolom("Nummer", lambda rij: rij.nummer, 14),
    Kolom("Idee", lambda rij: rij.titel, 40),
    Kolom("Stand", lambda rij: rij.bij_collegas, 18),
    Kolom("Van", lambda rij: "bewoner" if rij.soort_indiener == "bewoner" else "organisatie", 12),
    Kolom("Opgave", lambda rij: rij.opgave.naam if rij.opgave else "", 26),
    Kolom("Doel", lambda rij: str(rij.doel or ""), 30),
    Kolom("Waar", lambda rij: rij.gebied.naam if rij.gebied else "", 18),
    Kolom("Nodig", _nodig, 30),
    Kolom("Bedrag", lambda rij: rij.bedrag, 12),
    Kolom("Begin", lambda rij: toon_datum(rij.begindatum, rij.begin_precisie), 14),
    Kolom("Ontvangen op", lambda rij: rij.ontvangen_op.date(), 14),
    Kolom("Eerste antwoord voor", lambda rij: rij.antwoord_voor, 14),
    Kolom("Besluit voor", lambda rij: rij.besluit_voor, 14),
    Kolom("Behandelaar", lambda rij: rij.behandelaar.functie if rij.behandelaar else "", 30),
    Kolom("Doen mee", lambda rij: rij.aantal, 10),
    Kolom("Op de website", lambda rij: rij.openbaar_op is not None, 14),
    Kolom("Samengevoegd met", lambda rij: rij.samengevoegd_met.nummer if rij.samengevoegd_met else "", 16),
    Kolom("Actie", lambda rij: rij.actie.nummer if rij.actie else "", 10),
]
