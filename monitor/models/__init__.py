"""Models of the monitor layer, one module a noun."""

from monitor.models.importeren import Importbestand, Kolomkoppeling, mag_importeren
from monitor.models.indicator import Duiding, Indicator, Meting, Streefwaarde
from monitor.models.publicatie import Publicatie, PublicatieQuerySet, editie, mag_publiceren

__all__ = [
    "Duiding",
    "Importbestand",
    "Indicator",
    "Kolomkoppeling",
    "Meting",
    "Publicatie",
    "PublicatieQuerySet",
    "Streefwaarde",
    "editie",
    "mag_importeren",
    "mag_publiceren",
]
