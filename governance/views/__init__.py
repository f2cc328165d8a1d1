"""Pages of this layer: the guide of bodies, meetings, and the register of besluiten."""
