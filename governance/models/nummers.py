"""The last number that was given in each series, so that a number is given once and never again."""

from django.db import models


class Nummerreeks(models.Model):
    """One series of numbers, such as ``AB-2024``. Only `governance.services.nummers` writes here."""

    reeks = models.CharField(max_length=20, unique=True)
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["reeks"]
        verbose_name = "nummerreeks"
        verbose_name_plural = "nummerreeksen"

    def __str__(self) -> str:
        return f"{self.reeks}: {self.laatste}"
