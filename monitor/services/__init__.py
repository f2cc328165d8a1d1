"""Writes of this layer that touch several rows or have effects, one module a noun."""
