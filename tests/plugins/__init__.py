"""Pytest plugins of this project; tests/conftest.py registers them."""
