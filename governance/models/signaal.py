"""Signaal: what a bestuurslid or a partner sees and wants something done about; Signaalstap: the log of its run."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from acties.models import Actie
from governance.models.agendapunt import Agendapunt
from governance.models.besluit import Besluit
from opgaven.models import Doel, Opgave
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class SignaalQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """For everyone with a role; a besloten one for the bestuur, who raised it, and who sees everything."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles or rollen.bestuur:
            return self
        return self.filter(Q(besloten=False) | Q(indiener=gebruiker)) if rollen.intern else self.none()

    def bewerkbaar_door(self, gebruiker):
        """The words are those of who raised it, until it is on an agenda; of what the evaluatie names, the team's."""
        rollen = rollen_van(gebruiker)
        if not rollen.intern:
            return self.none()
        eigen = Q(indiener=gebruiker, status__in=[Signaal.Status.INGEDIEND, Signaal.Status.IN_BEHANDELING])
        if rollen.programmateam:
            eigen |= Q(status=Signaal.Status.GENOEMD)
        return self.filter(eigen)

    def lopend(self):
        return self.exclude(status__in=Signaal.AFGELOPEN)


class Signaal(models.Model):
    """What is seen, and the plan of approach that goes with it. `status` moves by `governance.services` only."""

    class Status(models.TextChoices):
        GENOEMD = "genoemd", "Genoemd in de evaluatie"
        INGEDIEND = "ingediend", "Ingediend"
        IN_BEHANDELING = "in_behandeling", "In behandeling"
        GEAGENDEERD = "geagendeerd", "Op de agenda"
        BESLOTEN = "besloten", "Besluit genomen"
        AFGEHANDELD = "afgehandeld", "Afgehandeld"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    AFGELOPEN = (Status.BESLOTEN, Status.AFGEHANDELD, Status.INGETROKKEN)

    nummer = models.CharField(max_length=20, unique=True, editable=False)
    titel = models.CharField(max_length=120)
    wat = models.TextField("wat is er gezien")
    plan = models.TextField("plan van aanpak", blank=True)
    opgaven = models.ManyToManyField(Opgave, related_name="signalen", blank=True)
    doelen = models.ManyToManyField(Doel, related_name="signalen", blank=True)
    acties = models.ManyToManyField(Actie, related_name="signalen", blank=True)
    besloten = models.BooleanField(default=False, help_text="Alleen voor het bestuur en het programmateam.")
    indiener = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="signalen", null=True, editable=False
    )
    ingediend_als = models.CharField("functie bij het indienen", max_length=80, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="signalen", null=True, editable=False)
    ingediend_op = models.DateTimeField(null=True, editable=False)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.INGEDIEND, editable=False)
    agendapunt = models.ForeignKey(
        Agendapunt, models.PROTECT, related_name="signalen", null=True, blank=True, editable=False
    )
    besluit = models.ForeignKey(
        Besluit, models.PROTECT, related_name="signalen", null=True, blank=True, editable=False
    )
    versie = models.PositiveIntegerField(default=1, editable=False)
    bron = models.CharField(max_length=200, blank=True, editable=False)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        ordering = [F("ingediend_op").desc(nulls_last=True), "pk"]
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        constraints = [
            models.CheckConstraint(
                condition=Q(bron_code__isnull=False) | Q(indiener__isnull=False, ingediend_op__isnull=False),
                name="signaal_heeft_indiener",
                violation_error_message="Een signaal is van iemand, of het staat in de evaluatie.",
            ),
            models.CheckConstraint(
                condition=~Q(status="geagendeerd") | Q(agendapunt__isnull=False),
                name="signaal_geagendeerd_met_punt",
                violation_error_message="Kies het agendapunt waar dit signaal bij hoort.",
            ),
            models.CheckConstraint(
                condition=~Q(status="besloten") | Q(besluit__isnull=False),
                name="signaal_besloten_met_besluit",
                violation_error_message="Kies het besluit dat over dit signaal is genomen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("signalen:detail", args=[self.nummer])

    @property
    def van_wie(self) -> str:
        """The function and the organisation of who raised it, as they were that day."""
        return ", ".join(deel for deel in (self.ingediend_als, str(self.partner or "")) if deel)

    @property
    def is_afgelopen(self) -> bool:
        return self.status in self.AFGELOPEN


class Signaalstap(models.Model):
    """One step in the run of a signaal: who, when, from where to where, and why. Rows are added, never changed."""

    signaal = models.ForeignKey(Signaal, models.PROTECT, related_name="stappen")
    van = models.CharField(max_length=16, choices=Signaal.Status.choices, blank=True)
    naar = models.CharField(max_length=16, choices=Signaal.Status.choices)
    toelichting = models.TextField(blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signaalstappen")
    als = models.CharField("functie bij deze stap", max_length=80)
    op = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "stap van een signaal"
        verbose_name_plural = "stappen van signalen"

    def __str__(self) -> str:
        return f"{self.signaal.nummer}: {self.get_naar_display()}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("Een stap van een signaal verandert niet meer.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Een stap van een signaal blijft staan.")
