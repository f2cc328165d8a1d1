"""A row that is a job of the worker: who has it, how far it is, and when it may be taken (again)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

WACHT, BEZIG, MISLUKT = "wacht", "bezig", "mislukt"


class TaakQuerySet(models.QuerySet):
    """Which jobs wait, run, or were left by their worker."""

    def lopend(self):
        """Jobs that wait or run."""
        return self.filter(status__in=Taakrij.LOPEND)

    def bezig(self):
        """Jobs that a worker has."""
        return self.filter(status=BEZIG)

    def verlaten(self):
        """Jobs whose worker was not heard of for too long."""
        return self.filter(_verlaten())

    def vrij(self):
        """Jobs that a worker may take: not one that waits for a while because the last attempt failed."""
        aan_de_beurt = Q(niet_voor__isnull=True) | Q(niet_voor__lte=timezone.now())
        return self.filter(Q(status=WACHT) & aan_de_beurt | _verlaten())

    def te_bellen(self):
        """Jobs that a worker has to be told about (again): free, and for too long nobody was told."""
        return self.vrij().filter(Q(gebeld_op__isnull=True) | Q(gebeld_op__lt=_grens()))


def _verlaten() -> Q:
    # Conditions on the row itself: a subquery would let two workers claim it at once in PostgreSQL.
    return Q(status=BEZIG, hartslag__lt=_grens())


def _grens() -> datetime:
    return timezone.now() - timedelta(seconds=settings.TAAK_VERLATEN_NA)


class Taakrij(models.Model):
    """The row is the truth about its job: a queue only carries the call to look at it (`services.taken`).

    A model adds `status`, with at least wacht, bezig and mislukt among its choices, `gevraagd_op`, and `TAAK`: the
    name of the Celery task in `monitor.tasks` that does the work, given the key of the row.
    """

    LOPEND = (WACHT, BEZIG)
    TAAK: str
    #: What a job that ended badly no longer needs, as fields with what they become.
    NA_AFLOOP: dict[str, Any] = {}

    voortgang = models.PositiveSmallIntegerField("voortgang in procenten", default=0, editable=False)
    foutmelding = models.TextField(blank=True, editable=False)
    token = models.CharField(max_length=32, blank=True, editable=False)
    hartslag = models.DateTimeField(null=True, blank=True, editable=False)
    gebeld_op = models.DateTimeField(null=True, blank=True, editable=False)
    pogingen = models.PositiveSmallIntegerField(default=0, editable=False)
    #: After a failure that may pass by itself, the next attempt waits until then.
    niet_voor = models.DateTimeField("nieuwe poging vanaf", null=True, blank=True, editable=False)
    gestart_op = models.DateTimeField(null=True, blank=True, editable=False)
    klaar_op = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TaakQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def gevraagd_op(self) -> datetime:
        """Since when somebody waits for it."""
        raise NotImplementedError

    @property
    def loopt(self) -> bool:
        return self.status in self.LOPEND

    @property
    def wacht_lang(self) -> bool:
        """Nobody took it up yet, though there was time enough to."""
        return self.status == WACHT and (self.niet_voor or self.gevraagd_op) < _grens()

    @property
    def wacht_op_herkansing(self) -> bool:
        """The last attempt failed for a reason that may pass; the next one comes by itself."""
        return self.status == WACHT and self.niet_voor is not None
