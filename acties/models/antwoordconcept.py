"""An answer to a submitter that a colleague is still writing. Only that colleague sees it."""

from django.conf import settings
from django.db import models

from acties.models.initiatief import Initiatief


class Antwoordconcept(models.Model):
    """At most one for each colleague and initiatief; gone once it is sent. Not in the history: nobody received it."""

    initiatief = models.ForeignKey(Initiatief, models.CASCADE, related_name="antwoordconcepten")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="antwoordconcepten")
    naar = models.CharField(max_length=20, blank=True)
    tekst = models.TextField()
    bewaard_op = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "concept van een antwoord"
        verbose_name_plural = "concepten van antwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["initiatief", "door"],
                name="antwoordconcept_een_per_collega",
                violation_error_message="U hebt al een concept bij dit idee.",
            )
        ]

    def __str__(self) -> str:
        return f"Concept bij {self.initiatief.nummer}"
