"""Models of the monitor layer, one module a noun."""

from monitor.models.indicator import Duiding, Indicator, Meting, Streefwaarde
from monitor.models.publicatie import Publicatie, PublicatieQuerySet, editie, mag_publiceren

__all__ = [
    "Duiding",
    "Indicator",
    "Meting",
    "Publicatie",
    "PublicatieQuerySet",
    "Streefwaarde",
    "editie",
    "mag_publiceren",
]
