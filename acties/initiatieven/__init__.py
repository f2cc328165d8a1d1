"""Initiatieven: the form of a resident, the secret page on which it is followed, and how it is handled."""
