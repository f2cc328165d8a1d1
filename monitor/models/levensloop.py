"""The life of an edition: concept, vastgesteld, gepubliceerd. What its job is at, is another matter (`status`)."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

#: Length of the reason for an erratum.
REDEN_MIN, REDEN_MAX = 10, 500


class Fase(models.TextChoices):
    CONCEPT = "concept", "Concept"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"


VAST = (Fase.VASTGESTELD, Fase.GEPUBLICEERD)

#: All that may still be written of an edition once it is vastgesteld.
NOG_VRIJ = frozenset(
    {"fase", "publicatiedatum", "gepubliceerd_op", "gepubliceerd_door", "gepubliceerd_door_id", "gepubliceerd_als"}
)


class Onveranderlijk(ValidationError):
    """Somebody tried to change or remove an edition that is vastgesteld."""

    def __init__(self):
        super().__init__(
            "Deze editie is vastgesteld. Er verandert niets meer aan; alleen een erratum kan haar vervangen."
        )


class LevensloopQuerySet(models.QuerySet):
    """Refuses to write over what is vastgesteld, also in bulk."""

    def vastgesteld(self):
        """Editions that are frozen for good, published or not."""
        return self.filter(fase__in=VAST)

    def openbaar(self, *, op: date | None = None):
        """Editions that everybody may read on this day (default: today)."""
        return self.filter(fase=Fase.GEPUBLICEERD, publicatiedatum__lte=op or timezone.localdate())

    def update(self, **velden):
        if velden.keys() <= NOG_VRIJ:
            return super().update(**velden)
        if self.vastgesteld().exists():
            raise Onveranderlijk
        # In the UPDATE itself too: somebody may adopt the edition in between.
        return super(LevensloopQuerySet, self.filter(fase=Fase.CONCEPT)).update(**velden)

    update.alters_data = True

    def delete(self):
        if self.vastgesteld().exists():
            raise Onveranderlijk
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Levensloop(models.Model):
    """The fields of that life. `fase` stands beside `status`: no job can ever touch what was adopted."""

    fase = models.CharField(max_length=12, choices=Fase.choices, default=Fase.CONCEPT, editable=False)

    besluit = models.ForeignKey(
        "governance.Besluit", models.PROTECT, related_name="publicaties", null=True, blank=True, editable=False
    )
    vastgesteld_op = models.DateTimeField(null=True, blank=True, editable=False)
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    #: Function of that day: people leave.
    vastgesteld_als = models.CharField("vastgesteld door (functie)", max_length=120, blank=True, editable=False)
    bestand_sha256 = models.CharField("controlegetal van de pdf", max_length=64, blank=True, editable=False)
    kort_sha256 = models.CharField("controlegetal van de korte uitgave", max_length=64, blank=True, editable=False)

    gepubliceerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    gepubliceerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    gepubliceerd_als = models.CharField("gepubliceerd door (functie)", max_length=120, blank=True, editable=False)

    #: The edition that this one corrects: always the original, never another erratum.
    erratum_bij = models.ForeignKey(
        "self", models.PROTECT, related_name="errata", null=True, blank=True, editable=False
    )
    erratum_nummer = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    erratum_reden = models.CharField(
        "reden van het erratum",
        max_length=REDEN_MAX,
        blank=True,
        editable=False,
        validators=[MinLengthValidator(REDEN_MIN)],
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Refuses, and does nothing else: what is vastgesteld is not written over. Raises Onveranderlijk."""
        velden = kwargs.get("update_fields")
        if self.pk and not (velden is not None and NOG_VRIJ.issuperset(velden)):
            self._weiger_als_vast()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._weiger_als_vast()
        return super().delete(*args, **kwargs)

    @property
    def is_vast(self) -> bool:
        return self.fase in VAST

    @property
    def is_openbaar(self) -> bool:
        """Everybody may read it today."""
        return (
            self.fase == Fase.GEPUBLICEERD
            and self.publicatiedatum is not None
            and self.publicatiedatum <= timezone.localdate()
        )

    def _weiger_als_vast(self) -> None:
        if type(self)._default_manager.filter(pk=self.pk, fase__in=VAST).exists():
            raise Onveranderlijk


#: What the database itself holds, whoever writes.
VOORWAARDEN = [
    models.CheckConstraint(
        condition=Q(fase="concept", vastgesteld_op__isnull=True, besluit__isnull=True)
        | (
            Q(fase__in=VAST, status="gereed", vastgesteld_op__isnull=False, vastgesteld_door__isnull=False)
            & Q(besluit__isnull=False)
            & ~Q(inhoud_sha256="")
            & ~Q(bestand_sha256="")
        ),
        name="publicatie_vastgesteld_is_compleet",
        violation_error_message="Een vastgestelde editie heeft een besluit, een dag, en controlegetallen.",
    ),
    models.CheckConstraint(
        condition=~Q(fase="gepubliceerd")
        | Q(publicatiedatum__isnull=False, gepubliceerd_op__isnull=False, gepubliceerd_door__isnull=False),
        name="publicatie_gepubliceerd_heeft_dag",
        violation_error_message="Een gepubliceerde editie heeft een dag waarop zij openbaar wordt.",
    ),
    models.CheckConstraint(
        condition=Q(erratum_bij__isnull=True, erratum_nummer__isnull=True, erratum_reden="")
        | (Q(erratum_bij__isnull=False, erratum_nummer__gte=1) & ~Q(erratum_reden="")),
        name="publicatie_erratum_heeft_reden",
        violation_error_message="Een erratum heeft een nummer en een reden.",
    ),
    models.UniqueConstraint(
        fields=["soort", "periode_van", "periode_tot"],
        condition=Q(fase__in=VAST, erratum_bij__isnull=True),
        name="publicatie_een_vastgestelde_per_periode",
        violation_error_message="Van deze periode is al een editie vastgesteld. Alleen een erratum vervangt haar.",
    ),
    models.UniqueConstraint(
        fields=["erratum_bij", "erratum_nummer"],
        condition=Q(fase__in=VAST),
        name="publicatie_een_erratum_per_nummer",
        violation_error_message="Een erratum met dit nummer is al vastgesteld.",
    ),
]
