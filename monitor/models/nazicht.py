"""A trekker who read the stand of an opgave and finds it right."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from monitor.models.ronde import OpgaveStand
from opgaven.models import Bemensing
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.models import Partner


def leiding() -> models.QuerySet[Bemensing]:
    """Who leads an opgave, or one of its plans, today, as trekker or projectleider; `van_opgave` is the opgave."""
    rollen = (Bemensing.Rol.TREKKER, Bemensing.Rol.PROJECTLEIDER)
    van_opgave = models.functions.Coalesce("opgave", "plan__opgave")
    return Bemensing.objects.nu().filter(rol__in=rollen).annotate(van_opgave=van_opgave).exclude(van_opgave=None)


def trekkers() -> models.QuerySet[Bemensing]:
    return leiding().filter(rol=Bemensing.Rol.TREKKER)


class Nazicht(models.Model):
    """One partner looked at one version of a stand."""

    stand = models.ForeignKey(OpgaveStand, models.CASCADE, related_name="nazichten")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="nazichten")
    versie = models.PositiveIntegerField("gelezen versie")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    door_als = models.CharField("nagekeken door (functie)", max_length=120)
    op = models.DateTimeField()

    class Meta:
        ordering = ["partner__naam"]
        verbose_name = "nazicht"
        verbose_name_plural = "nazichten"
        constraints = [
            models.UniqueConstraint(
                fields=["stand", "partner"],
                name="nazicht_een_per_partner",
                violation_error_message="Deze partner keek deze stand al na.",
            ),
            models.CheckConstraint(
                condition=Q(versie__gt=0),
                name="nazicht_van_een_ingevulde_stand",
                violation_error_message="Een stand die nog niemand invulde, is niet na te kijken.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nagekeken door {self.partner}"

    def get_additional_data(self):
        return {"bij": bij(self.stand)}
