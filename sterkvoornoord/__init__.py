"""Project package and kernel app: accounts, partners, access rules, shared machinery."""

from sterkvoornoord.celery import app as celery_app

__all__ = ["celery_app"]
