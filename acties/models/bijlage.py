"""Bijlage: a photo or document with an initiatief, kept outside everything that is served by itself."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from acties.models.actie import Actie
from acties.models.initiatief import Concept, Initiatief


def plek(bijlage: "Bijlage", naam: str) -> str:
    """Where the file is kept: nothing of the name that the submitter gave it, only the kind that it proved to be."""
    return f"initiatieven/{uuid4().hex}.{naam.rpartition('.')[2]}"


class Bijlage(models.Model):
    """Belongs to a form that is being filled in, and to the initiatief once that is handed in."""

    class Soort(models.TextChoices):
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"
        WEBP = "image/webp", "WebP"
        PDF = "application/pdf", "PDF"

    concept = models.ForeignKey(Concept, models.CASCADE, null=True, blank=True, related_name="bijlagen")
    initiatief = models.ForeignKey(Initiatief, models.CASCADE, null=True, blank=True, related_name="bijlagen")
    #: Taken along to the actie, where it stays when the initiatief is cleaned up; see docs/adr/0042.
    actie = models.ForeignKey(Actie, models.SET_NULL, null=True, blank=True, related_name="stukken")
    bestand = models.FileField(upload_to=plek)
    naam = models.CharField(max_length=120, help_text="Zoals de indiener het bestand noemde.")
    soort = models.CharField(max_length=20, choices=Soort.choices)
    grootte = models.PositiveIntegerField("grootte in bytes")
    toegevoegd_op = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        constraints = [
            models.CheckConstraint(
                condition=Q(concept__isnull=True, initiatief__isnull=False)
                | Q(concept__isnull=False, initiatief__isnull=True),
                name="bijlage_bij_concept_of_initiatief",
                violation_error_message="Een bijlage hoort bij een formulier of bij een initiatief.",
            )
        ]

    def __str__(self) -> str:
        return f"Bijlage {self.pk}"
