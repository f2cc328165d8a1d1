"""Celery application; the database rows of the jobs are the truth, Celery only carries the call."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sterkvoornoord.settings")

app = Celery("sterkvoornoord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
