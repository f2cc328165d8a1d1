"""Focusonderwerp: what the bestuur looks at for a while, across opgaven, with two of its members as working group."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from governance.models.orgaan import Lidmaatschap
from opgaven.models import Opgave
from sterkvoornoord.rollen import rollen_van


class FocusonderwerpQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """For everyone with a role."""
        return self if rollen_van(gebruiker).intern else self.none()

    def bewerkbaar_door(self, gebruiker):
        return self if rollen_van(gebruiker).programmateam else self.none()

    def op(self, datum: date):
        """Those in focus on `datum`; on the day in `tot` it still is."""
        return self.filter(van__lte=datum, tot__gte=datum)


class Focusonderwerp(models.Model):
    """A subject with an end date, how far it is, and the seats in the bestuur that work on it together."""

    #: So many at the same time; more is no focus.
    MEEST = 5
    #: So many members of the bestuur make a working group.
    WERKGROEP = 2

    titel = models.CharField(max_length=120)
    waarom = models.TextField("waarom dit nu", blank=True)
    opgaven = models.ManyToManyField(Opgave, related_name="focusonderwerpen", blank=True)
    werkgroep = models.ManyToManyField(Lidmaatschap, related_name="focusonderwerpen", blank=True)
    van = models.DateField()
    tot = models.DateField(help_text="De laatste dag.")
    realisatie = models.PositiveSmallIntegerField("hoe ver, in procenten", default=0)
    stand = models.TextField("hoe staat het ermee", blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True)

    objects = FocusonderwerpQuerySet.as_manager()

    class Meta:
        ordering = ["tot", "pk"]
        verbose_name = "focusonderwerp"
        verbose_name_plural = "focusonderwerpen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="focus_tot_na_van",
                violation_error_message="De laatste dag ligt na de eerste dag.",
            ),
            models.CheckConstraint(
                condition=Q(realisatie__lte=100),
                name="focus_realisatie_tot_honderd",
                violation_error_message="Vul een getal in van 0 tot en met 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("focus:lijst") + f"#focus-{self.pk}"

    @property
    def is_voorbij(self) -> bool:
        return self.tot < timezone.localdate()
