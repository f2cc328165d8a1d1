"""Besluitenlijst: what was vastgesteld of a meeting, frozen: one version for members, one without what is besloten."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from governance.models import Overlegorgaan, Vergadering
from sterkvoornoord.rollen import rollen_van

#: What is written once, when the file is made; nothing else ever is.
BESTANDSVELDEN = frozenset({"bestand", "bestand_sha256", "bestand_grootte", "bladzijden"})


class LigtVast(ValidationError):
    """Somebody tried to change or remove what was vastgesteld."""

    def __init__(self):
        super().__init__("Deze besluitenlijst is vastgesteld. Er verandert niets meer aan.")


class BesluitenlijstQuerySet(models.QuerySet):
    """Refuses to write over what is frozen, also in bulk."""

    def zichtbaar_voor(self, gebruiker):
        """Members and the programmateam read a list once it is vastgesteld, everyone with a role when it is published.

        Of a body that meets in public everybody reads it then. What is besloten stays with the first two.
        """
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        gepubliceerd = Q(vergadering__status=Vergadering.Status.GEPUBLICEERD, besloten=False)
        if not rollen.intern:
            return self.filter(gepubliceerd, vergadering__orgaan__openbaar=True)
        eigen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        return self.filter(gepubliceerd | Q(vergadering__orgaan__in=eigen))

    def gepubliceerd(self):
        """What may be shown around: published, without what is besloten."""
        return self.filter(vergadering__status=Vergadering.Status.GEPUBLICEERD, besloten=False)

    def zonder_bestand(self):
        return self.filter(bestand="")

    def update(self, **velden):
        if not velden.keys() <= BESTANDSVELDEN:
            raise LigtVast
        return super(BesluitenlijstQuerySet, self.zonder_bestand()).update(**velden)

    update.alters_data = True

    def delete(self):
        raise LigtVast

    delete.alters_data = True
    delete.queryset_only = True


class Besluitenlijst(models.Model):
    """One version. `inhoud` is frozen in the moment of vaststellen; the file follows, made of that alone."""

    vergadering = models.ForeignKey(Vergadering, models.PROTECT, related_name="besluitenlijsten")
    besloten = models.BooleanField("met wat besloten is", default=False)
    vastgesteld_op = models.DateTimeField()
    inhoud = models.JSONField(editable=False)
    inhoud_sha256 = models.CharField("controlegetal van de inhoud", max_length=64, editable=False)
    bestand = models.FileField(blank=True, max_length=200, editable=False)
    bestand_sha256 = models.CharField("controlegetal van de pdf", max_length=64, blank=True, editable=False)
    bestand_grootte = models.PositiveIntegerField(null=True, blank=True, editable=False)
    bladzijden = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = BesluitenlijstQuerySet.as_manager()

    class Meta:
        ordering = ["-vergadering__datum", "-vergadering", "besloten"]
        verbose_name = "besluitenlijst"
        verbose_name_plural = "besluitenlijsten"
        constraints = [
            models.UniqueConstraint(
                fields=["vergadering", "besloten"],
                name="besluitenlijst_een_per_versie",
                violation_error_message="Van deze vergadering is de besluitenlijst al vastgesteld.",
            ),
            models.CheckConstraint(
                condition=(Q(bestand="") & Q(bestand_sha256="")) | (~Q(bestand="") & ~Q(bestand_sha256="")),
                name="besluitenlijst_bestand_met_controlegetal",
                violation_error_message="Bij een bestand hoort een controlegetal.",
            ),
        ]

    def __str__(self) -> str:
        return f"Besluitenlijst {self.vergadering.nummer}{', vertrouwelijk' if self.besloten else ''}"

    def save(self, *args, **kwargs):
        """Refuses, and does nothing else: a row is made once. Raises LigtVast."""
        if self.pk and type(self)._default_manager.filter(pk=self.pk).exists():
            raise LigtVast
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LigtVast
