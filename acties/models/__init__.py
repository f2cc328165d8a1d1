"""Models of the acties layer, one module a noun."""

from acties.models.actie import Actie, Bestemming, Betrokkenheid, Dwarsverband, RaaktPlan
from acties.models.antwoordconcept import Antwoordconcept
from acties.models.bijlage import Bijlage
from acties.models.deelname import Deelname
from acties.models.initiatief import Concept, Indiener, Initiatief, InitiatiefLog
from acties.models.initiatiefkeuzes import InitiatiefStatus
from acties.models.inzet import GeleverdeUren, Inzetafspraak
from acties.models.keuzes import Koers, Status, Uitkomst, Vervolg, Zichtbaarheid
from acties.models.onderdelen import Geldstroom, Mijlpaal, Onderdeel, Prestatie
from acties.models.verhaal import Verhaal
from acties.models.voortgang import Voortgang

__all__ = [
    "Actie",
    "Antwoordconcept",
    "Bestemming",
    "Betrokkenheid",
    "Bijlage",
    "Concept",
    "Deelname",
    "Dwarsverband",
    "Geldstroom",
    "GeleverdeUren",
    "Indiener",
    "Initiatief",
    "InitiatiefLog",
    "InitiatiefStatus",
    "Inzetafspraak",
    "Koers",
    "Mijlpaal",
    "Onderdeel",
    "Prestatie",
    "RaaktPlan",
    "Status",
    "Uitkomst",
    "Verhaal",
    "Vervolg",
    "Voortgang",
    "Zichtbaarheid",
]
