"""A job of the worker: who has it and how far it is. `maken` and `inlezen` do the work itself.

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
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from monitor.models import Importbestand, Publicatie
from monitor.models.taakrij import BEZIG, MISLUKT, WACHT, Taakrij
from monitor.services.melden import meld_afloop

logger = logging.getLogger(__name__)

Stap = Publicatie.Stap

#: Every kind of row that is a job.
SOORTEN: tuple[type[Taakrij], ...] = (Publicatie, Importbestand)
#: A job whose worker died this often is given up: it would only do so again.
MAX_POGINGEN = 3
#: Seconds before the next attempt after the first and the second failure that may pass by itself.
GEDULD = (15, 60)
#: Progress is written at most this often, in seconds.
MELD_ELKE = 0.3
#: Percentages at which the steps start.
BEGIN = {Stap.VASTLEGGEN: 1, Stap.OPMAKEN: 5, Stap.SCHRIJVEN: 65, Stap.CONTROLEREN: 95}


class Uitkomst(Enum):
    """What came of a call to a worker."""

    GEDAAN = "gedaan"
    BEZET = "bezet"  # another worker is at it; look again later
    NIETS = "niets"  # nothing to do


class Afgebroken(Exception):
    """The job is no longer ours: stopped by somebody, or taken over by another worker."""


def bel(pk: int, *, over: int = 0, soort: type[Taakrij] = Publicatie) -> None:
    """Tell a worker to look at this row, in `over` seconds. A silent queue is no harm: `veeg` calls again."""
    from monitor import tasks

    try:
        # Once more, because a connection that was idle for long may be gone; no longer, because a person waits.
        taak = getattr(tasks, soort.TAAK)
        taak.apply_async((pk,), countdown=over, retry_policy={"max_retries": 1, "interval_start": 0})
    except Exception:  # whatever the broker's client raises: the row waits, and that is what counts
        logger.warning("De wachtrij antwoordt niet; %s %s wacht.", soort.__name__, pk, exc_info=True)


def veeg(*soorten: type[Taakrij]) -> int:
    """Call again for jobs that wait too long or were left by their worker, of all kinds or these; return how many."""
    gebeld = 0
    for soort in soorten or SOORTEN:
        _geef_op(soort)
        for pk in soort.objects.te_bellen().values_list("pk", flat=True):
            # Of all who notice at once, the one whose UPDATE hits makes the call.
            if soort.objects.te_bellen().filter(pk=pk).update(gebeld_op=timezone.now()):
                bel(pk, soort=soort)
                gebeld += 1
    return gebeld


def _geef_op(soort: type[Taakrij]) -> None:
    reden = f"Dit is {MAX_POGINGEN} keer halverwege afgebroken. Misschien heeft de server te weinig geheugen."
    velden = {"status": MISLUKT, "foutmelding": reden, "klaar_op": timezone.now(), **soort.NA_AFLOOP}
    for pk in soort.objects.verlaten().filter(pogingen__gte=MAX_POGINGEN).values_list("pk", flat=True):
        if soort.objects.verlaten().filter(pk=pk).update(**velden) and soort is Publicatie:
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
    soort: type[Taakrij] = Publicatie
    _gemeld: float = field(default=0.0, repr=False)
    _voortgang: int = 0

    def meld(self, stap: Publicatie.Stap, voortgang: int = 0, detail: str = "", *, meteen: bool = True) -> None:
        """Write where the making of an edition is. Raises Afgebroken when the job is not ours."""
        self.vorder(max(voortgang, BEGIN[stap]), meteen=meteen, stap=stap, stap_detail=detail)

    def vorder(self, voortgang: int, *, meteen: bool = False, **velden: Any) -> None:
        """Write how far the job is, in percents, now and then or at once; it never goes back.

        That also tells that it is alive. Raises Afgebroken when the job is not ours.
        """
        nu = time.monotonic()
        if not meteen and nu - self._gemeld < MELD_ELKE:
            return
        self._gemeld, self._voortgang = nu, max(self._voortgang, voortgang)
        self.schrijf(voortgang=self._voortgang, **velden)

    def schrijf(self, **velden: Any) -> None:
        """Write fields of the row, as long as it is ours. Raises Afgebroken when it is not."""
        rij = self.soort.objects.filter(pk=self.pk, token=self.token).bezig()
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
            self.schrijf(status=WACHT, foutmelding=reden, niet_voor=vanaf, gebeld_op=vanaf)
        except Afgebroken:
            return None
        return wachttijd

    @property
    def heeft_herkansing(self) -> bool:
        return self.poging < MAX_POGINGEN

    def mislukt(self, reden: str) -> None:
        """The job has failed, for a reason that its row says."""
        velden = {"status": MISLUKT, "foutmelding": reden, "token": "", "klaar_op": timezone.now()}
        try:
            self.schrijf(**velden, **self.soort.NA_AFLOOP)
        except Afgebroken:
            logger.info("%s was al gestopt of overgenomen.", self)

    def __str__(self) -> str:
        return f"{self.soort.__name__} {self.pk}"


def eis_op(pk: int, soort: type[Taakrij] = Publicatie) -> Taak | None:
    """Claim the row: one UPDATE, so that of any number of workers one gets it. None: it is not to be had."""
    _geef_op(soort)
    vorige = soort.objects.filter(pk=pk).values_list("token", "pogingen").first()
    if vorige is None:
        return None
    token, nu = secrets.token_hex(16), timezone.now()
    begin = {"status": BEZIG, "token": token, "hartslag": nu, "gestart_op": nu, "niet_voor": None, "foutmelding": ""}
    if not soort.objects.vrij().filter(pk=pk).update(**begin, pogingen=F("pogingen") + 1):
        return None
    return Taak(pk, token, vorige=vorige[0], poging=vorige[1] + 1, soort=soort)


@contextmanager
def hartslag(taak: Taak) -> Iterator[None]:
    """Tell now and then that the job is alive, also in stretches of work that report no progress."""
    klaar = threading.Event()

    def klop() -> None:
        try:
            while not klaar.wait(settings.TAAK_VERLATEN_NA / 4):
                taak.schrijf()
        except (Afgebroken, DatabaseError) as fout:
            logger.info("De hartslag van %s is gestopt: %r", taak, fout)
        finally:
            connection.close()

    draad = threading.Thread(target=klop, name=f"hartslag-{taak.pk}", daemon=True)
    draad.start()
    try:
        yield
    finally:
        klaar.set()
        draad.join(timeout=1)
