"""Importing measurements: a file on its way in, and how columns of its shape were tied to indicators."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from monitor.models.taakrij import TaakQuerySet, Taakrij
from sterkvoornoord.rollen import Rollen

#: What somebody read in but did not save is thrown away after this time.
BEWAARTIJD = timedelta(days=7)


def mag_importeren(rollen: Rollen) -> bool:
    """Whether these roles may import measurements."""
    return rollen.programmateam


def verloopt_straks():
    return timezone.now() + BEWAARTIJD


class Kolomkoppeling(models.Model):
    """How the columns of files with one head were tied to indicators, so that nobody has to do so twice.

    `gegevens` is `monitor.importeren.koppelen.Koppeling.te_onthouden()`.
    """

    vorm = models.CharField(max_length=64, unique=True, editable=False)
    kop = models.JSONField("kolommen", default=list, editable=False)
    gegevens = models.JSONField(editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-gewijzigd_op"]
        verbose_name = "kolomkoppeling"
        verbose_name_plural = "kolomkoppelingen"

    def __str__(self) -> str:
        return ", ".join(self.kop[:4])[:80]


class ImportbestandQuerySet(TaakQuerySet):
    def open(self):
        """Files that somebody still has to look at."""
        return self.filter(status=Importbestand.Status.OPEN, verloopt_op__gt=timezone.now())

    def verlopen(self):
        return self.filter(status=Importbestand.Status.OPEN, verloopt_op__lte=timezone.now())

    def zonder_inhoud(self):
        return self.defer("inhoud", "ruw")


class Importbestand(Taakrij):
    """A file that was read, and what became of it; while a large one is being read, a job of the worker.

    The file itself is not kept longer than reading takes: `inhoud` holds the cells of the rows about areas of the
    programme, as read, until they are saved, cancelled or expired. Name and checksum stay, so that a number can be
    followed to its file.
    """

    TAAK = "lees_importbestand"
    NA_AFLOOP = {"ruw": None}

    class Status(models.TextChoices):
        """What became of a file."""

        WACHT = "wacht", "Wacht op lezen"
        BEZIG = "bezig", "Wordt gelezen"
        MISLUKT = "mislukt", "Niet te lezen"
        OPEN = "open", "Nog nakijken"
        INGEVOERD = "ingevoerd", "Ingevoerd"
        GEANNULEERD = "geannuleerd", "Geannuleerd"
        VERLOPEN = "verlopen", "Verlopen"

    naam = models.CharField(max_length=160)
    grootte = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    #: The bytes of a large file until the worker has read them; in no file, so no name of a stranger is ever a path.
    ruw = models.BinaryField(null=True, blank=True, editable=False)
    inhoud = models.JSONField(null=True, blank=True, editable=False)
    koppeling = models.JSONField(null=True, blank=True, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    uitkomst = models.JSONField(default=dict, blank=True, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    door_als = models.CharField("functie", max_length=80, blank=True)
    gelezen_op = models.DateTimeField(auto_now_add=True)
    verloopt_op = models.DateTimeField(default=verloopt_straks)

    objects = ImportbestandQuerySet.as_manager()

    class Meta:
        ordering = ["-gelezen_op", "-pk"]
        verbose_name = "importbestand"
        verbose_name_plural = "importbestanden"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", inhoud__isnull=False) | ~Q(status="open"),
                name="importbestand_open_heeft_inhoud",
                violation_error_message="Van een open bestand is de inhoud nodig.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["wacht", "bezig"], ruw__isnull=False)
                | ~Q(status__in=["wacht", "bezig"]) & Q(ruw__isnull=True),
                name="importbestand_ruw_zolang_het_leest",
                violation_error_message="Het bestand zelf is er alleen zolang het wordt gelezen.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("monitor:import", args=[self.pk])

    @property
    def gevraagd_op(self) -> datetime:
        return self.gelezen_op

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN and self.verloopt_op > timezone.now()
