"""A broker with Celery processes of its own, on the database and the folders of one test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from celery import Celery
from django.db import connection
from redis.backoff import ConstantBackoff
from redis.retry import Retry

WORTEL = Path(__file__).resolve().parents[1]
VERLATEN_NA = 3


class Werkplaats:
    """Where real workers and schedulers run. Without `redis_url` the broker is a folder."""

    def __init__(self, map_: Path, redis_url: str, wortel: Path = WORTEL):
        """`wortel` is the portal that runs, when that is another than this one."""
        self.map, self.wortel, self.wachtrij = map_, wortel, f"test-{uuid4().hex}"
        self.in_delen = bool(redis_url)
        self.omgeving = {
            **{naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("TEST_", "PYTEST"))},
            "DJANGO_SETTINGS_MODULE": "sterkvoornoord.settings",
            "DEBUG": "true",
            "DATABASE_URL": _database_url(),
            "REDIS_URL": redis_url,
            "VAR_DIR": str(map_),
            "WACHTRIJ": self.wachtrij,
            "TAAK_VERLATEN_NA": str(VERLATEN_NA),
            # With Redis the book is laid out in parts, without it in one piece: both have to survive.
            "ZET_IN_DELEN_VANAF": "1" if redis_url else "1000",
        }
        wachtmap = map_ / "wachtrij"
        (wachtmap / "control").mkdir(parents=True)
        self.app = Celery(broker=redis_url or "filesystem://", set_as_current=False)
        if not redis_url:
            self.app.conf.broker_transport_options = {
                "data_folder_in": str(wachtmap),
                "data_folder_out": str(wachtmap),
                "control_folder": str(wachtmap / "control"),
            }

    def bel(self, args, countdown=0, **_) -> None:
        self.app.send_task("monitor.tasks.maak_publicatie", args, queue=self.wachtrij, countdown=countdown)

    def werker(self):
        """A worker in a process group of its own, as systemd or a container would start it."""
        return self.celery("worker", "--concurrency=1", "--without-mingle")

    @contextmanager
    def celery(self, *opdracht: str) -> Iterator[subprocess.Popen]:
        """A Celery process in a group of its own, with what it says in the log; killed afterwards."""
        with (self.map / "werker.log").open("ab") as log:
            proces = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "sterkvoornoord", *opdracht],
                cwd=self.wortel,
                env=self.omgeving,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield proces
        finally:
            if proces.poll() is None:
                os.killpg(proces.pid, signal.SIGKILL)
            proces.wait(10)

    def log(self) -> str:
        return (self.map / "werker.log").read_text(errors="replace")


class EigenRedis:
    """A Redis of one test, that may go down and come back with nothing in it. Skips where the server is missing."""

    def __init__(self, map_: Path):
        self.programma = shutil.which("redis-server")
        if not self.programma:
            pytest.skip("redis-server ontbreekt (apt-get install redis-server)")
        with socket.socket() as vrij:
            vrij.bind(("127.0.0.1", 0))
            self.poort = vrij.getsockname()[1]
        self.map, self.url = map_, f"redis://127.0.0.1:{self.poort}/0"

    def __enter__(self) -> "EigenRedis":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.proces.kill()
        self.proces.wait(10)

    def start(self) -> None:
        self.proces = subprocess.Popen(
            [self.programma, "--port", str(self.poort), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.map)],
            stdout=subprocess.DEVNULL,
        )
        wacht = Retry(ConstantBackoff(0.1), 100)
        redis.Redis.from_url(self.url, retry=wacht, retry_on_error=[redis.RedisError]).ping()

    def stop(self) -> None:
        """Down, and nothing kept."""
        redis.Redis.from_url(self.url).shutdown(nosave=True)
        self.proces.wait(10)


@contextmanager
def open_werkplaats(map_: Path, soort: str) -> Iterator[Werkplaats]:
    """A place of the kind "bestanden" or "redis", cleaned up afterwards; skips where Redis does not answer."""
    redis_url = ""
    if soort == "redis":
        redis_url = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
        try:
            redis.Redis.from_url(redis_url, socket_connect_timeout=2).ping()
        except redis.RedisError:
            pytest.skip("Redis antwoordt niet (REDIS_URL)")
    plaats = Werkplaats(map_, redis_url)
    yield plaats
    if redis_url:
        server = redis.Redis.from_url(redis_url)
        server.delete(*server.scan_iter(f"*{plaats.wachtrij}*"))


def _database_url() -> str:
    waarden = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{waarden['NAME']}"
    inlog = f"{waarden['USER']}:{waarden['PASSWORD']}".rstrip(":")
    return f"postgres://{inlog}@{waarden['HOST']}:{waarden['PORT'] or 5432}/{waarden['NAME']}"
