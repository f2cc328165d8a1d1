"""Deelname: somebody who takes part in an idea of another, a resident or a partner."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from acties.models.initiatief import Initiatief, MetSleutel
from acties.models.initiatiefkeuzes import Indienersoort
from sterkvoornoord.models import Partner


class DeelnameQuerySet(models.QuerySet):
    def bevestigd(self):
        return self.filter(bevestigd_op__isnull=False)

    def tellen(self):
        """Each person and each partner once."""
        return self.filter(telt=True)

    def met_naam(self):
        """Of whom the website may show the name: they agreed, and a colleague looked at it."""
        return self.filter(telt=True, mag_naam=True, nagekeken_op__isnull=False)


class Deelname(MetSleutel):
    """One who takes part. Personal data, as long as it is needed: who leaves is deleted, row and all.

    Not in the history: what is removed here must be gone. Of an idea that is closed for long the row stays, to be
    counted, without who it was.
    """

    initiatief = models.ForeignKey(Initiatief, models.CASCADE, related_name="deelnames")
    #: The idea that they joined, before that was merged with `initiatief`.
    via = models.ForeignKey(Initiatief, models.CASCADE, null=True, blank=True, related_name="+", editable=False)
    soort = models.CharField(max_length=12, choices=Indienersoort.choices)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="deelnames")
    naam = models.CharField(max_length=120, blank=True)
    organisatie = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    brengt = models.TextField("wat brengt u mee", blank=True)
    mag_naam = models.BooleanField("naam mag op de website", default=False)
    toont = models.CharField("naam op de website", max_length=60, blank=True)
    nagekeken_op = models.DateTimeField("naam nagekeken op", null=True, blank=True, editable=False)
    aangemeld_op = models.DateTimeField(default=timezone.now, editable=False)
    bevestigd_op = models.DateTimeField(null=True, blank=True, editable=False)
    #: Confirmed, and not the same person or partner as another row or as the submitter.
    telt = models.BooleanField(default=False, editable=False)
    gewist_op = models.DateTimeField("gegevens gewist op", null=True, blank=True, editable=False)

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "deelname aan een initiatief"
        verbose_name_plural = "deelnames aan initiatieven"
        constraints = [
            models.UniqueConstraint(
                fields=["initiatief", "email"],
                condition=Q(telt=True) & ~Q(email=""),
                name="deelname_een_keer_per_adres",
                violation_error_message="Dit adres doet al mee.",
            ),
            models.UniqueConstraint(
                fields=["initiatief", "partner"],
                condition=Q(telt=True, partner__isnull=False),
                name="deelname_een_keer_per_partner",
                violation_error_message="Deze partner doet al mee.",
            ),
            models.CheckConstraint(
                condition=Q(telt=False) | Q(bevestigd_op__isnull=False),
                name="deelname_telt_pas_na_bevestigen",
                violation_error_message="Wie niet heeft bevestigd, telt niet mee.",
            ),
        ]

    def __str__(self) -> str:
        return f"Deelname {self.pk} aan {self.initiatief.nummer}"

    @property
    def openbare_naam(self) -> str:
        """What the website shows; "" when nothing may be shown."""
        if not (self.mag_naam and self.nagekeken_op):
            return ""
        return self.partner.naam if self.partner else self.toont
