"""Models of the monitor layer, one module a noun."""

from monitor.models.besluitenlijst import Besluitenlijst
from monitor.models.importeren import Importbestand, Kolomkoppeling, mag_importeren
from monitor.models.indicator import Duiding, Indicator, Meting, Streefwaarde
from monitor.models.nazicht import Nazicht, leiding, trekkers
from monitor.models.publicatie import (
    Publicatie,
    PublicatieQuerySet,
    editie,
    jaren_voor,
    mag_publiceren,
    monitor_editie,
)
from monitor.models.risico import Grootte, Profiel, Risico
from monitor.models.ronde import ASPECTEN, OpgaveStand, Rapportageronde

__all__ = [
    "ASPECTEN",
    "Besluitenlijst",
    "Duiding",
    "Grootte",
    "Importbestand",
    "Indicator",
    "Kolomkoppeling",
    "Meting",
    "Nazicht",
    "OpgaveStand",
    "Profiel",
    "Publicatie",
    "PublicatieQuerySet",
    "Rapportageronde",
    "Risico",
    "Streefwaarde",
    "editie",
    "jaren_voor",
    "leiding",
    "mag_importeren",
    "mag_publiceren",
    "monitor_editie",
    "trekkers",
]
