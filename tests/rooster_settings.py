"""Settings of a scheduler that is in a hurry: each entry of the schedule comes up every half second, and every book is
asked for but not made."""

from sterkvoornoord.settings import *  # noqa: F403
from sterkvoornoord.settings import CELERY_BEAT_SCHEDULE, CELERY_TASK_DEFAULT_QUEUE

CELERY_BEAT_SCHEDULE = {naam: {**taak, "schedule": 0.5} for naam, taak in CELERY_BEAT_SCHEDULE.items()}
CELERY_BEAT_MAX_LOOP_INTERVAL = 0.2
CELERY_TASK_ROUTES = {"monitor.tasks.maak_publicatie": {"queue": f"{CELERY_TASK_DEFAULT_QUEUE}-niemand"}}
