"""Models of the monitor layer, one module a noun."""

from monitor.models.importeren import Importbestand, Kolomkoppeling, mag_importeren
from monitor.models.indicator import Duiding, Indicator, Meting, Streefwaarde
from monitor.models.publicatie import (
    Publicatie,
    PublicatieQuerySet,
    editie,
    jaren_voor,
    mag_publiceren,
    monitor_editie,
)

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
    "jaren_voor",
    "mag_importeren",
    "mag_publiceren",
    "monitor_editie",
]
