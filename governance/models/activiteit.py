"""Activiteit: what is to do in the wijk, for everybody to read; Agendafeed: one's own calendar at a secret address."""

import hashlib
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from acties.models.initiatief import TALEN
from opgaven.models import Doel, Gebied
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class ActiviteitQuerySet(models.QuerySet):
    def bewerkbaar_door(self, gebruiker):
        """Of one's own organisation; the programmateam any."""
        rollen = rollen_van(gebruiker)
        if rollen.programmateam:
            return self
        return self.filter(partner=rollen.partner_id) if rollen.partner_id else self.none()

    def vanaf(self, dag):
        """Those that are not over on `dag`."""
        return self.filter(Q(laatste_dag__gte=dag) | Q(laatste_dag__isnull=True, dag__gte=dag))

    def eerste_van_reeks(self, dag):
        """Without the times of a series that come after another one from `dag` on."""
        eerder = Activiteit.objects.filter(reeks=OuterRef("reeks"), dag__gte=dag, dag__lt=OuterRef("dag"))
        return self.exclude(Exists(eerder.filter(afgelast=False)))


def voor_groep(groep: str) -> Q:
    """What is for this group, or for everybody."""
    return Q(voor="") | Q(voor__contains=f",{groep},")


class Activiteit(models.Model):
    """Something to do on one day, or on the days up to `laatste_dag`. Everybody may read it.

    Each time of a series is a row of its own, which can move or be called off by itself; `reeks` keeps them together.
    """

    class Voor(models.TextChoices):
        KINDEREN = "kinderen", _("Kinderen")
        JONGEREN = "jongeren", _("Jongeren")
        OUDERS = "ouders", _("Ouders")
        VOLWASSENEN = "volwassenen", _("Volwassenen")
        OUDEREN = "ouderen", _("Ouderen")
        PARTNERS = "partners", _("Partners")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titel = models.CharField(max_length=120)
    omschrijving = models.TextField(blank=True)
    dag = models.DateField()
    laatste_dag = models.DateField(null=True, blank=True)
    begin = models.TimeField("begintijd", null=True, blank=True)
    eind = models.TimeField("eindtijd", null=True, blank=True)
    plaats = models.CharField(max_length=120)
    #: Groups between commas, with one before and after (",ouders,ouderen,"); empty is for everybody.
    voor = models.CharField("voor wie", max_length=80, blank=True)
    #: The language that title and text are written in.
    taal = models.CharField("in welke taal", max_length=2, choices=TALEN, default="nl")
    reeks = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    gebieden = models.ManyToManyField(Gebied, related_name="activiteiten", blank=True)
    doel = models.ForeignKey(Doel, models.PROTECT, related_name="activiteiten", null=True, blank=True)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="activiteiten", verbose_name="organisatie")
    aanmelden = models.CharField("hoe doet u mee", max_length=200, blank=True)
    afgelast = models.BooleanField("gaat niet door", default=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True)

    objects = ActiviteitQuerySet.as_manager()

    class Meta:
        ordering = ["dag", F("begin").asc(nulls_first=True), "pk"]
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        constraints = [
            models.CheckConstraint(
                condition=Q(laatste_dag__isnull=True) | Q(laatste_dag__gt=F("dag")),
                name="activiteit_laatste_dag_na_eerste",
                violation_error_message="De laatste dag ligt na de eerste dag.",
            ),
            models.CheckConstraint(
                condition=Q(eind__isnull=True)
                | Q(begin__isnull=False, eind__gt=F("begin"))
                | Q(begin__isnull=False, laatste_dag__isnull=False),
                name="activiteit_eind_na_begin",
                violation_error_message="De eindtijd ligt na de begintijd.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("agenda:detail", args=[self.pk])

    def clean(self):
        onbekend = set(self.groepen) - set(self.Voor.values)
        if onbekend or self.voor != samen(self.groepen):
            raise ValidationError({"voor": "Kies iets uit de lijst."})

    @property
    def groepen(self) -> list[str]:
        """The codes of the groups that it is for; none is everybody."""
        return [groep for groep in self.voor.split(",") if groep]

    @property
    def voor_wie(self) -> str:
        """In words, in the language of the page."""
        labels = dict(self.Voor.choices)
        return ", ".join(str(labels.get(groep, groep)) for groep in self.groepen) or gettext("Iedereen")

    @property
    def is_voorbij(self) -> bool:
        return (self.laatste_dag or self.dag) < timezone.localdate()


def samen(groepen: Iterable[str]) -> str:
    """The groups as `Activiteit.voor` keeps them, in the order of the choices."""
    gekozen = [waarde for waarde in Activiteit.Voor.values if waarde in set(groepen)]
    return f",{','.join(gekozen)}," if gekozen else ""


class Agendafeed(models.Model):
    """The calendar of one account, at an address that only who made it knows: of its key the hash is kept."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="agendafeed")
    sleutel_hash = models.CharField(max_length=64, unique=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "agenda-adres"
        verbose_name_plural = "agenda-adressen"

    def __str__(self) -> str:
        return f"agenda van {self.gebruiker}"

    @staticmethod
    def hash_van(sleutel: str) -> str:
        return hashlib.sha256(sleutel.encode()).hexdigest()
