"""Aanbeveling: what the evaluatie advises, who takes it up, and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from acties.models import Actie
from governance.models.besluit import Besluit
from opgaven.models import Opgave, Uitvoeringsplan
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class AanbevelingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """For everyone with a role."""
        return self if rollen_van(gebruiker).intern else self.none()

    def bewerkbaar_door(self, gebruiker):
        return self if rollen_van(gebruiker).programmateam else self.none()


class Aanbeveling(models.Model):
    """One advice under the number of the source, with the paragraphs where it stands, and how it is followed up."""

    class Soort(models.TextChoices):
        AANBEVELING = "aanbeveling", "Aanbeveling"
        AANDACHTSPUNT = "aandachtspunt", "Aandachtspunt"
        TIP = "tip", "Tip"
        UITGANGSPUNT = "uitgangspunt", "Uitgangspunt"
        VOORNEMEN = "voornemen", "Voornemen"

    class Thema(models.TextChoices):
        BESTUUR = "bestuur", "Bestuur"
        SAMENWERKING = "samenwerking", "Samenwerking"
        GEMEENTE = "gemeente", "Gemeente"
        INWONERS = "inwoners", "Inwoners"
        PLANNEN = "plannen", "Plannen"
        RESULTATEN = "resultaten", "Resultaten"
        COMMUNICATIE = "communicatie", "Communicatie"
        JEUGD = "jeugd", "Jeugd"
        FINANCIEN = "financien", "Financiën"
        WONEN = "wonen-en-veiligheid", "Wonen en veiligheid"

    class Status(models.TextChoices):
        OPEN = "open", "Nog niet opgepakt"
        LOOPT = "loopt", "Loopt"
        GEDAAN = "gedaan", "Gedaan"
        NIET = "niet", "Wordt niet gedaan"

    nummer = models.CharField(max_length=10, unique=True, editable=False)
    titel = models.CharField(max_length=160, editable=False)
    tekst = models.TextField(editable=False)
    soort = models.CharField(max_length=16, choices=Soort.choices, editable=False)
    thema = models.CharField(max_length=24, choices=Thema.choices, editable=False)
    voor = models.CharField(max_length=120, blank=True, editable=False)
    voor_afgeleid = models.BooleanField(default=False, editable=False)
    paragrafen = models.CharField(max_length=60, editable=False)
    opgave = models.ForeignKey(
        Opgave, models.PROTECT, related_name="aanbevelingen", null=True, blank=True, editable=False
    )
    plan = models.ForeignKey(
        Uitvoeringsplan, models.PROTECT, related_name="aanbevelingen", null=True, blank=True, editable=False
    )
    #: Numbers of others that are close to it, with commas between them.
    verwant = models.CharField(max_length=60, blank=True, editable=False)
    status = models.CharField("stand", max_length=8, choices=Status.choices, default=Status.OPEN)
    eigenaar = models.CharField("wie pakt het op", max_length=80, blank=True, help_text="De functie, geen naam.")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="aanbevelingen", null=True, blank=True)
    opvolging = models.TextField("wat ermee gebeurt", blank=True)
    besluiten = models.ManyToManyField(Besluit, related_name="aanbevelingen", blank=True)
    acties = models.ManyToManyField(Actie, related_name="aanbevelingen", blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = AanbevelingQuerySet.as_manager()

    class Meta:
        ordering = ["nummer"]
        verbose_name = "aanbeveling"
        verbose_name_plural = "aanbevelingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(eigenaar="") | Q(partner__isnull=False) | Q(status="niet"),
                name="aanbeveling_opgepakt_door_iemand",
                violation_error_message="Vul in wie het oppakt: een functie of een organisatie.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["gedaan", "niet"]) | ~Q(opvolging=""),
                name="aanbeveling_klaar_met_uitleg",
                violation_error_message="Schrijf op wat ermee is gebeurd, of waarom niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("aanbevelingen:detail", args=[self.nummer])

    @property
    def wie(self) -> str:
        """Who takes it up, as a function and an organisation; empty when nobody does yet."""
        return ", ".join(deel for deel in (self.eigenaar, str(self.partner or "")) if deel)

    def clean(self) -> None:
        """The same as the constraints, beside the field it is about."""
        if self.status in (self.Status.LOOPT, self.Status.GEDAAN) and not (self.eigenaar or self.partner_id):
            raise ValidationError({"eigenaar": "Vul in wie het oppakt: een functie of een organisatie."})
        if self.status in (self.Status.GEDAAN, self.Status.NIET) and not self.opvolging.strip():
            raise ValidationError({"opvolging": "Schrijf op wat ermee is gebeurd, of waarom niet."})
