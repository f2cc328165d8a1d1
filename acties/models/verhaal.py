"""Verhaal: what a resident or partner told, in our words; public only with consent."""

from django.db import models
from django.urls import reverse

from acties.models.actie import Actie
from opgaven.models import Doel
from sterkvoornoord.rollen import rollen_van


class VerhaalQuerySet(models.QuerySet):
    def openbaar(self):
        """Stories whose teller agreed to publication; "not known" is not agreed."""
        return self.filter(toestemming=True)

    def zichtbaar_voor(self, gebruiker):
        return self if rollen_van(gebruiker).intern else self.openbaar()


class Verhaal(models.Model):
    titel = models.CharField(max_length=120)
    wie = models.CharField(max_length=160, help_text="In algemene woorden, nooit een naam.")
    tekst = models.TextField()
    doel = models.ForeignKey(Doel, models.PROTECT, related_name="verhalen", null=True, blank=True)
    acties = models.ManyToManyField(Actie, related_name="verhalen", blank=True)
    toestemming = models.BooleanField(
        "toestemming om te publiceren",
        null=True,
        blank=True,
        help_text="Leeg is: niet bekend. Dan blijft het intern.",
    )
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = VerhaalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return f"{reverse('verhalen:lijst')}#verhaal-{self.pk}"
