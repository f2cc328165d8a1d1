"""What can go wrong with an opgave: one row per risk, in the stand of a round."""

from django.db import models
from django.db.models import Q

from monitor.models.ronde import OpgaveStand
from sterkvoornoord.geschiedenis import bij


class Grootte(models.TextChoices):
    """How likely it is, and how bad it would be."""

    KLEIN = "klein", "Klein"
    MIDDEL = "middel", "Middel"
    GROOT = "groot", "Groot"


class Profiel(models.TextChoices):
    """What chance and effect make together."""

    LAAG = "laag", "Laag"
    MIDDEN = "midden", "Midden"
    HOOG = "hoog", "Hoog"


_GEWICHT = {Grootte.KLEIN: 1, Grootte.MIDDEL: 2, Grootte.GROOT: 3}
#: From this product of chance and effect on, a profile is so.
_VANAF = ((6, Profiel.HOOG), (3, Profiel.MIDDEN), (1, Profiel.LAAG))


def gewicht_van(kans: str, gevolg: str) -> int:
    """Chance times effect, from 1 to 9."""
    return _GEWICHT[Grootte(kans)] * _GEWICHT[Grootte(gevolg)]


def profiel_van(kans: str, gevolg: str) -> Profiel:
    """Hoog when one is groot and the other at least middel; midden for middel and middel, or groot and klein."""
    return next(profiel for vanaf, profiel in _VANAF if gewicht_van(kans, gevolg) >= vanaf)


HOGE_RISICOS = Q(kans="groot", gevolg__in=["middel", "groot"]) | Q(kans="middel", gevolg="groot")


class Risico(models.Model):
    """One risk. A high one says what is done about it."""

    stand = models.ForeignKey(OpgaveStand, models.CASCADE, related_name="risicos")
    omschrijving = models.CharField("risico", max_length=200)
    kans = models.CharField(max_length=10, choices=Grootte.choices)
    gevolg = models.CharField(max_length=10, choices=Grootte.choices)
    maatregel = models.CharField("wat doen wij eraan?", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "risico"
        verbose_name_plural = "risico's"
        constraints = [
            models.CheckConstraint(
                condition=Q(kans__in=Grootte.values, gevolg__in=Grootte.values),
                name="risico_kans_en_gevolg_bekend",
                violation_error_message="Kies bij kans en gevolg klein, middel of groot.",
            ),
            models.CheckConstraint(
                condition=~HOGE_RISICOS | ~Q(maatregel=""),
                name="risico_hoog_heeft_maatregel",
                violation_error_message="Schrijf bij een hoog risico wat u eraan doet.",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving

    def get_additional_data(self):
        return {"bij": bij(self.stand)}

    @property
    def gewicht(self) -> int:
        return gewicht_van(self.kans, self.gevolg)

    @property
    def profiel(self) -> Profiel:
        return profiel_van(self.kans, self.gevolg)
