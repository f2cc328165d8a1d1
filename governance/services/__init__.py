"""Acts of this layer: besluiten and the numbers they get."""

from governance.services.besluiten import bewerk_besluit, neem_besluit, stel_vast

__all__ = ["bewerk_besluit", "neem_besluit", "stel_vast"]
