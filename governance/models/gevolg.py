"""Gevolg: what a besluit changes of an actie, proposed with the besluit and carried out once it holds."""

from django.db import models
from django.db.models import Q

from acties.models import Actie, Status
from governance.models.besluit import Besluit
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.getallen import toon_euro
from sterkvoornoord.models import Partner


class GevolgQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Who sees both the besluit and the actie."""
        besluiten = Besluit.objects.zichtbaar_voor(gebruiker).values("pk")
        acties = Actie.objects.zichtbaar_voor(gebruiker).order_by().values("pk")
        return self.filter(besluit__in=besluiten, actie__in=acties)


class Gevolg(models.Model):
    """One change of one actie. It is part of the besluit: added and taken away as long as that is a concept."""

    class Soort(models.TextChoices):
        STATUS = "status", "De status verandert"
        PENVOERDER = "penvoerder", "Er komt een (andere) penvoerder"
        GELD = "geld", "Er wordt geld toegezegd"

    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="gevolgen")
    actie = models.ForeignKey(Actie, models.PROTECT, related_name="gevolgen")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="gevolgen", null=True, blank=True)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    bron = models.CharField("wie betaalt", max_length=120, blank=True)
    bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    doorgevoerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    doorgevoerd_als = models.CharField("functie bij het doorvoeren", max_length=80, blank=True, editable=False)

    objects = GevolgQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "gevolg van een besluit"
        verbose_name_plural = "gevolgen van besluiten"
        constraints = [
            models.CheckConstraint(
                condition=(Q(soort="status") & ~Q(status="") & Q(partner=None, bedrag=None))
                | (Q(soort="penvoerder", status="", bedrag=None) & Q(partner__isnull=False))
                | (Q(soort="geld", status="", partner=None) & Q(bedrag__gt=0) & ~Q(bron="")),
                name="gevolg_past_bij_soort",
                violation_error_message="Vul een status in, een partner, of een bedrag en wie het betaalt.",
            ),
        ]

    def __str__(self) -> str:
        # Read in the history of the actie too, by who may not read the besluit: its number and no more.
        return f"Besluit {self.besluit.nummer}: {self.in_woorden}"

    def get_additional_data(self):
        """The history of the besluit holds the proposal; that of the actie hears of it when it is carried out."""
        return {"bij": bij(self.actie if self.doorgevoerd_op else self.besluit)}

    @property
    def in_woorden(self) -> str:
        """What changes, in a few words."""
        if self.soort == self.Soort.STATUS:
            return f"actie {self.actie.nummer} wordt {self.get_status_display().lower()}"
        if self.soort == self.Soort.PENVOERDER:
            return f"{self.partner} wordt penvoerder van actie {self.actie.nummer}"
        wanneer = f" in {self.jaar}" if self.jaar else ""
        return f"{self.bron} zegt {toon_euro(self.bedrag)} toe{wanneer} voor actie {self.actie.nummer}"
