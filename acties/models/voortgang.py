"""Voortgang: the dated reports on an actie. Rows are added, never changed; a withdrawn one stays, marked."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from acties.models.actie import Actie
from acties.models.keuzes import LOPEND, VRAAGT_UITLEG, Koers, Status
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.geschiedenis import bij


class VoortgangQuerySet(models.QuerySet):
    def geldig(self):
        """Reports that were not withdrawn."""
        return self.filter(ingetrokken_op__isnull=True)

    def nieuwste_van(self, actie) -> "Voortgang | None":
        """The newest valid report of `actie`: the one that its status and koers follow."""
        return self.geldig().filter(actie=actie).order_by("-peildatum", "-pk").first()

    def ongedaan_te_maken_door(self, gebruiker):
        """Reports that `gebruiker` may still take back: its own, recent, and nothing was reported after it.

        What the actie had before is kept on the report itself; a row without it was not made by
        `acties.services` and cannot be undone.
        """
        later = Voortgang.objects.geldig().filter(
            Q(peildatum__gt=OuterRef("peildatum")) | Q(peildatum=OuterRef("peildatum"), pk__gt=OuterRef("pk")),
            actie=OuterRef("actie"),
        )
        return (
            self.geldig()
            .filter(
                gemeld_door=gebruiker,
                gemeld_op__gte=timezone.now() - timedelta(minutes=settings.ONGEDAAN_MINUTEN),
            )
            .exclude(vorige_status="")
            .filter(~Exists(later))
        )


class Voortgang(models.Model):
    """One report: how the actie stood on `peildatum`, by whom, and with what words."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="voortgang")
    peildatum = models.DateField()
    status = models.CharField(max_length=20, choices=Status.choices)
    koers = models.CharField(max_length=20, choices=Koers.choices, blank=True)
    toelichting = models.TextField("wat is er gebeurd?", blank=True)
    oorzaak = models.TextField(blank=True)
    maatregel = models.TextField(blank=True)
    ongewijzigd = models.BooleanField(default=False)
    gemeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="voortgang")
    gemeld_als = models.CharField("functie bij het melden", max_length=80)
    gemeld_op = models.DateTimeField(auto_now_add=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    # What the actie had until this report: shown as "from … to …", and put back when the report is withdrawn.
    vorige_status = models.CharField(max_length=20, choices=Status.choices, blank=True, editable=False)
    vorige_koers = models.CharField(max_length=20, choices=Koers.choices, blank=True, editable=False)
    vorige_stand_op = models.DateField(null=True, blank=True, editable=False)

    objects = VoortgangQuerySet.as_manager()

    class Meta:
        ordering = ["-peildatum", "-pk"]
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        indexes = [models.Index(fields=["actie", "-peildatum", "-id"], name="voortgang_nieuwste")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="voortgang_status_bekend",
                violation_error_message="Kies een status uit de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(koers="") | Q(koers__in=Koers.values, status__in=LOPEND),
                name="voortgang_koers_alleen_lopend",
                violation_error_message="Alleen een actie die loopt heeft een koers.",
            ),
            models.CheckConstraint(
                condition=~Q(koers__in=VRAAGT_UITLEG) | (~Q(oorzaak="") & ~Q(maatregel="")),
                name="voortgang_uitleg_bij_koers",
                violation_error_message="Schrijf bij Aandachtspunt en Bijsturen wat de oorzaak is en wat u doet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actie.nummer} op {toon_datum(self.peildatum)}: {self.get_status_display()}"

    def get_additional_data(self):
        return {"bij": bij(self.actie)}

    @property
    def is_van_vandaag(self) -> bool:
        return self.peildatum == timezone.localdate()
