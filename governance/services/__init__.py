"""Acts of this layer; see the modules."""
