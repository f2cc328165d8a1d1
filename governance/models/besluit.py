"""Besluit: what a body decided, under a number that is given once. A vastgesteld one is replaced, never changed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models.agendapunt import Agendapunt
from governance.models.keuzes import Uitkomst
from governance.models.orgaan import Overlegorgaan
from governance.models.vergadering import Vergadering
from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.rollen import rollen_van

_OPENLIJK = (
    Q(besloten=False)
    & (Q(agendapunt__isnull=True) | Q(agendapunt__besloten=False))
    & (Q(agendapunt__bovenliggend__isnull=True) | Q(agendapunt__bovenliggend__besloten=False))
)


class BesluitQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Vastgestelde besluiten for everyone with a role; besloten ones for members of the body.

        Besloten is a besluit that says so itself, or that was taken on an item (or below one) that is.
        """
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        if not rollen.intern:
            return self.none()
        eigen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        return self.filter(_OPENLIJK | Q(orgaan__in=eigen), status=Besluit.Status.VASTGESTELD)

    def niet_besloten(self):
        """Those that may be told outside the body."""
        return self.filter(_OPENLIJK)

    def bewerkbaar_door(self, gebruiker):
        """Concepts, for the programmateam; what is vastgesteld is changed by nobody."""
        if not rollen_van(gebruiker).programmateam:
            return self.none()
        return self.filter(status=Besluit.Status.CONCEPT)

    def vastgesteld(self):
        return self.filter(status=Besluit.Status.VASTGESTELD)

    def geldend(self):
        """Vastgesteld, and no other vastgesteld besluit came in its place."""
        return self.vastgesteld().exclude(vervangen_door__status=Besluit.Status.VASTGESTELD)


class Besluit(models.Model):
    Uitkomst = Uitkomst

    class Status(models.TextChoices):
        CONCEPT = "concept", "Concept"
        VASTGESTELD = "vastgesteld", "Vastgesteld"

    nummer = models.CharField(max_length=20, unique=True, editable=False)
    orgaan = models.ForeignKey(Overlegorgaan, models.PROTECT, related_name="besluiten", verbose_name="genomen door")
    vergadering = models.ForeignKey(Vergadering, models.PROTECT, related_name="besluiten", null=True, blank=True)
    agendapunt = models.ForeignKey(Agendapunt, models.PROTECT, related_name="besluiten", null=True, blank=True)
    datum = models.DateField()
    datum_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    datum_in_woorden = models.CharField(
        max_length=60, blank=True, help_text="Zoals de bron het zegt, bijvoorbeeld eind 2022."
    )
    titel = models.CharField(max_length=300)
    tekst = models.TextField()
    mandaat = models.TextField(blank=True, help_text="Waarop het overleg dit mocht beslissen.")
    uitkomst = models.CharField(max_length=16, choices=Uitkomst.choices, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    vastgesteld_op = models.DateField(null=True, blank=True)
    vervangt = models.OneToOneField("self", models.PROTECT, related_name="vervangen_door", null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)
    besloten = models.BooleanField(default=False, help_text="Alleen voor leden en het programmateam.")
    bron = models.CharField(max_length=200, blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = BesluitQuerySet.as_manager()

    class Meta:
        ordering = ["-datum", "-pk"]
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(nummer=""),
                name="besluit_heeft_nummer",
                violation_error_message="Een besluit heeft een nummer.",
            ),
            models.CheckConstraint(
                condition=~Q(status="vastgesteld") | ~Q(uitkomst="") | Q(bron_code__isnull=False),
                name="besluit_vastgesteld_met_uitkomst",
                violation_error_message="Kies eerst een uitkomst. Daarna kunt u het besluit vaststellen.",
            ),
            models.CheckConstraint(
                condition=Q(vastgesteld_op__isnull=True) | Q(status="vastgesteld", vastgesteld_op__gte=F("datum")),
                name="besluit_vastgesteld_na_datum",
                violation_error_message="Een besluit wordt vastgesteld op of na de dag waarop het is genomen.",
            ),
            models.CheckConstraint(
                condition=Q(vervangt__isnull=True) | ~Q(vervangt=F("id")),
                name="besluit_vervangt_zichzelf_niet",
                violation_error_message="Een besluit kan zichzelf niet vervangen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("besluiten:detail", args=[self.nummer])

    def clean(self) -> None:
        """Refuse any change of what is vastgesteld, and an agenda item or meeting of another body."""
        oud = Besluit.objects.filter(pk=self.pk).first() if self.pk else None
        if oud is not None and oud.status == self.Status.VASTGESTELD and self._verschilt_van(oud):
            raise ValidationError("Dit besluit is vastgesteld. Neem een nieuw besluit dat dit besluit vervangt.")
        if self.vergadering and self.orgaan_id and self.vergadering.orgaan_id != self.orgaan_id:
            raise ValidationError({"vergadering": "Deze vergadering is van een ander overleg."})
        if self.agendapunt and self.agendapunt.vergadering_id != self.vergadering_id:
            raise ValidationError({"agendapunt": "Dit punt staat niet op de agenda van deze vergadering."})
        if self.vervangt and self.vervangt.status != self.Status.VASTGESTELD:
            raise ValidationError({"vervangt": "Alleen een vastgesteld besluit wordt vervangen. Pas het concept aan."})

    def _verschilt_van(self, oud: "Besluit") -> bool:
        return any(getattr(self, veld.attname) != getattr(oud, veld.attname) for veld in self._meta.concrete_fields)

    @property
    def wanneer(self) -> str:
        """The date as precisely as it is known."""
        return self.datum_in_woorden or toon_datum(self.datum, self.datum_precisie)

    @property
    def is_besloten(self) -> bool:
        """Besloten itself, or taken on an item that is."""
        return self.besloten or (self.agendapunt is not None and self.agendapunt.is_besloten)

    @property
    def is_vastgesteld(self) -> bool:
        return self.status == self.Status.VASTGESTELD

    @property
    def is_door_te_voeren(self) -> bool:
        """It holds, and it says yes: what it proposes for acties may be carried out."""
        volgende = getattr(self, "vervangen_door", None)
        geldt = self.is_vastgesteld and not (volgende and volgende.is_vastgesteld)
        return geldt and self.uitkomst in (Uitkomst.CONFORM, Uitkomst.GEWIJZIGD)
