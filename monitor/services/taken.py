"""The job that makes an edition: who has it and how far it is. `maken` does the work itself.

The row in the database is the truth; a queue only carries the call. A worker claims the row with one conditional
UPDATE and a fresh token, and may write to it as long as that token stands. Who was stopped, or overtaken after
too long a silence, finds out at the next write and leaves. A call that gets lost is made again by `veeg`, which
the scheduler and every look at a running job call.
"""

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from monitor.models import Publicatie
from monitor.services.melden import meld_afloop

logger = logging.getLogger(__name__)

Stap, Status = Publicatie.Stap, Publicatie.Status

#: A job whose worker died this often is given up: it would only do so again.
MAX_POGINGEN = 3
#: Seconds before the next attempt after the first and the second failure that may pass by itself.
GEDULD = (15, 60)
#: Progress is written at most this often, in seconds.
MELD_ELKE = 0.3
#: Percentages at which the steps start.
BEGIN = {Stap.VASTLEGGEN: 1, Stap.OPMAKEN: 5, Stap.SCHRIJVEN: 65, Stap.CONTROLEREN: 95}


class Afgebroken(Exception):
    """The job is no longer ours: stopped by somebody, or taken over by another worker."""


def bel(pk: int, *, over: int = 0) -> None:
    """Tell a worker to look at this edition, in `over` seconds. A silent queue is no harm: `veeg` calls again."""
    from monitor.tasks import maak_publicatie

    try:
        # Once more, because a connection that was idle for long may be gone; no longer, because a person waits.
        maak_publicatie.apply_async((pk,), countdown=over, retry_policy={"max_retries": 1, "interval_start": 0})
    except Exception:  # whatever the broker's client raises: the row waits, and that is what counts
        logger.warning("De wachtrij antwoordt niet; publicatie %s wacht.", pk, exc_info=True)


def veeg() -> int:
    """Call again for jobs that wait too long or were left by their worker; return how many."""
    _geef_op()
    gebeld = 0
    for pk in Publicatie.objects.te_bellen().values_list("pk", flat=True):
        # Of all who notice at once, the one whose UPDATE hits makes the call.
        if Publicatie.objects.te_bellen().filter(pk=pk).update(gebeld_op=timezone.now()):
            bel(pk)
            gebeld += 1
    return gebeld


def _geef_op() -> None:
    reden = f"Het maken is {MAX_POGINGEN} keer halverwege afgebroken. Misschien heeft de server te weinig geheugen."
    velden = {"status": Status.MISLUKT, "foutmelding": reden, "klaar_op": timezone.now()}
    for pk in Publicatie.objects.verlaten().filter(pogingen__gte=MAX_POGINGEN).values_list("pk", flat=True):
        if Publicatie.objects.verlaten().filter(pk=pk).update(**velden):
            meld_afloop(pk)


@dataclass
class Taak:
    """A job that this worker holds."""

    pk: int
    token: str
    #: Token of the attempt before this one, whose leftovers have to go.
    vorige: str = ""
    #: Number of this attempt, from 1.
    poging: int = 1
    _gemeld: float = field(default=0.0, repr=False)
    _voortgang: int = 0

    def meld(self, stap: Publicatie.Stap, voortgang: int = 0, detail: str = "", *, meteen: bool = True) -> None:
        """Write where the job is, which also tells that it is alive. Raises Afgebroken when it is not ours."""
        nu = time.monotonic()
        if not meteen and nu - self._gemeld < MELD_ELKE:
            return
        self._gemeld, self._voortgang = nu, max(self._voortgang, voortgang, BEGIN[stap])
        self.schrijf(stap=stap, stap_detail=detail, voortgang=self._voortgang)

    def schrijf(self, **velden: Any) -> None:
        """Write fields of the row, as long as it is ours. Raises Afgebroken when it is not."""
        rij = Publicatie.objects.filter(pk=self.pk, token=self.token, status=Status.BEZIG)
        if not rij.update(hartslag=timezone.now(), **velden):
            raise Afgebroken

    def later(self, reden: str) -> int | None:
        """Leave the job for another attempt; return in how many seconds, None when it is no longer ours.

        Only before the last attempt: see `heeft_herkansing`.
        """
        wachttijd = GEDULD[self.poging - 1]
        vanaf = timezone.now() + timedelta(seconds=wachttijd)
        try:
            # The token stays: the next attempt clears away what this one left.
            self.schrijf(status=Status.WACHT, foutmelding=reden, niet_voor=vanaf, gebeld_op=vanaf)
        except Afgebroken:
            return None
        return wachttijd

    @property
    def heeft_herkansing(self) -> bool:
        return self.poging < MAX_POGINGEN

    def mislukt(self, reden: str) -> None:
        try:
            self.schrijf(status=Status.MISLUKT, foutmelding=reden, token="", klaar_op=timezone.now())
        except Afgebroken:
            logger.info("Publicatie %s was al gestopt of overgenomen.", self.pk)


def eis_op(pk: int) -> Taak | None:
    """Claim the row: one UPDATE, so that of any number of workers one gets it. None: it is not to be had."""
    _geef_op()
    vorige = Publicatie.objects.filter(pk=pk).values_list("token", "pogingen").first()
    if vorige is None:
        return None
    token, nu = secrets.token_hex(16), timezone.now()
    begin = {"status": Status.BEZIG, "token": token, "hartslag": nu, "gestart_op": nu, "niet_voor": None}
    if not Publicatie.objects.vrij().filter(pk=pk).update(**begin, pogingen=F("pogingen") + 1, foutmelding=""):
        return None
    return Taak(pk, token, vorige=vorige[0], poging=vorige[1] + 1)


@contextmanager
def hartslag(taak: Taak) -> Iterator[None]:
    """Tell now and then that the job is alive, also in stretches of work that report no progress."""
    klaar = threading.Event()

    def klop() -> None:
        try:
            while not klaar.wait(settings.TAAK_VERLATEN_NA / 4):
                taak.schrijf()
        except (Afgebroken, DatabaseError) as fout:
            logger.info("De hartslag van publicatie %s is gestopt: %r", taak.pk, fout)
        finally:
            connection.close()

    draad = threading.Thread(target=klop, name=f"hartslag-{taak.pk}", daemon=True)
    draad.start()
    try:
        yield
    finally:
        klaar.set()
        draad.join(timeout=1)
