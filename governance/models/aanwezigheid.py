"""Aanwezigheid: whether the holder of a seat was at a meeting, or who came instead."""

from django.db import models
from django.db.models import Q

from governance.models.orgaan import Lidmaatschap
from governance.models.vergadering import Vergadering


class Aanwezigheid(models.Model):
    class Stand(models.TextChoices):
        AANWEZIG = "aanwezig", "Aanwezig"
        VERVANGEN = "vervangen", "Vervangen"
        AFWEZIG = "afwezig", "Afwezig"

    vergadering = models.ForeignKey(Vergadering, models.CASCADE, related_name="aanwezigheden")
    lid = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="aanwezigheden")
    stand = models.CharField(max_length=10, choices=Stand.choices)
    vervanger = models.CharField(max_length=120, blank=True, help_text="De functie, geen naam.")

    class Meta:
        ordering = ["lid__volgorde", "pk"]
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [
            models.UniqueConstraint(
                fields=["vergadering", "lid"],
                name="aanwezigheid_een_per_lid",
                violation_error_message="Van dit lid is de aanwezigheid al vastgelegd.",
            ),
            models.CheckConstraint(
                condition=Q(vervanger="") | Q(stand="vervangen"),
                name="aanwezigheid_vervanger_past",
                violation_error_message="Alleen bij Vervangen hoort wie er in de plaats kwam.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lid}: {self.get_stand_display()}"
