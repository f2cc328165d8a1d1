"""Settings of a scheduler in a hurry: what it does once a day or hour comes up twice a second, and no book is made."""

from sterkvoornoord.settings import *  # noqa: F403
from sterkvoornoord.settings import CELERY_BEAT_SCHEDULE, CELERY_TASK_DEFAULT_QUEUE

CELERY_BEAT_SCHEDULE = {
    naam: {**CELERY_BEAT_SCHEDULE[naam], "schedule": 0.5} for naam in ("houd-ronde-bij", "stuur-herinneringen")
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 0.2
CELERY_TASK_ROUTES = {"monitor.tasks.maak_publicatie": {"queue": f"{CELERY_TASK_DEFAULT_QUEUE}-niemand"}}
