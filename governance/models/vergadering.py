"""Vergadering: one meeting of a body; Agendapunt: what is on its agenda, or waits for one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from acties.models import Actie
from governance.models.orgaan import Overlegorgaan
from opgaven.models import Doel
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class VergaderingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Everyone with a role sees a meeting, except a concept: that is for who prepares it."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        return self.exclude(status=Vergadering.Status.CONCEPT) if rollen.intern else self.none()

    def bewerkbaar_door(self, gebruiker):
        return self if rollen_van(gebruiker).programmateam else self.none()

    def geldig(self):
        """Meetings that take place, or took place: no concepts, and not those that were called off or moved."""
        return self.exclude(
            status__in=[Vergadering.Status.CONCEPT, Vergadering.Status.GEANNULEERD, Vergadering.Status.VERPLAATST]
        )

    def niet_afgesloten(self):
        """Meetings to come, and those of which the besluitenlijst is not vastgesteld yet."""
        return self.geldig().exclude(status__in=[Vergadering.Status.VASTGESTELD, Vergadering.Status.GEPUBLICEERD])


class Vergadering(models.Model):
    """One meeting. `begin` and `eind` are times on `datum`, empty when nobody wrote them down."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "Concept"
        GEPLAND = "gepland", "Gepland"
        UITGENODIGD = "uitgenodigd", "Agenda verstuurd"
        BEZIG = "bezig", "Bezig"
        GEHOUDEN = "gehouden", "Gehouden"
        CONCEPT_BESLUITENLIJST = "concept_besluitenlijst", "Besluitenlijst in concept"
        VASTGESTELD = "vastgesteld", "Besluitenlijst vastgesteld"
        GEPUBLICEERD = "gepubliceerd", "Besluitenlijst gepubliceerd"
        GEANNULEERD = "geannuleerd", "Gaat niet door"
        VERPLAATST = "verplaatst", "Verplaatst"

    nummer = models.CharField(max_length=20, unique=True)
    orgaan = models.ForeignKey(Overlegorgaan, models.PROTECT, related_name="vergaderingen")
    titel = models.CharField(max_length=120, blank=True, help_text="Alleen als de vergadering een eigen naam heeft.")
    datum = models.DateField()
    begin = models.TimeField("begintijd", null=True, blank=True)
    eind = models.TimeField("eindtijd", null=True, blank=True)
    plaats = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=24, choices=Status.choices, default=Status.CONCEPT)
    omschrijving = models.TextField(blank=True)
    aantal_aanwezig = models.PositiveSmallIntegerField(null=True, blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = VergaderingQuerySet.as_manager()

    class Meta:
        ordering = ["-datum", "-pk"]
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(eind__isnull=True) | Q(begin__isnull=False, eind__gt=F("begin")),
                name="vergadering_eind_na_begin",
                violation_error_message="De eindtijd ligt na de begintijd.",
            ),
            models.CheckConstraint(
                condition=~Q(nummer=""),
                name="vergadering_heeft_nummer",
                violation_error_message="Een vergadering heeft een nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel or self.orgaan}"

    def get_absolute_url(self) -> str:
        return reverse("vergaderingen:detail", args=[self.nummer])


class AgendapuntQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Items of visible meetings; a besloten item, and what is below it, only for members and programmateam.

        What waits for a meeting is for those who make the agenda and for the members of the body.
        """
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        eigen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        open_ = Q(besloten=False) & (Q(bovenliggend__isnull=True) | Q(bovenliggend__besloten=False))
        op_agenda = Q(vergadering__in=Vergadering.objects.zichtbaar_voor(gebruiker).values("pk"))
        return self.filter(op_agenda & (open_ | Q(vergadering__orgaan__in=eigen)) | Q(orgaan__in=eigen))

    def vraagt_besluit(self):
        """Items that ask for a besluit: of meetings that are not closed, and without a vastgesteld besluit."""
        vraag = self.filter(soort__in=[Agendapunt.Soort.BESLUIT, Agendapunt.Soort.HAMERSTUK]).exclude(
            gevraagd_besluit=""
        )
        open_ = Vergadering.objects.niet_afgesloten().values("pk")
        return vraag.filter(vergadering__in=open_).exclude(besluiten__status="vastgesteld")


class Agendapunt(models.Model):
    """One item: on the agenda of `vergadering`, or waiting for a meeting of `orgaan` when that is empty."""

    class Soort(models.TextChoices):
        INFORMATIE = "informatie", "Informatie"
        BESPREKING = "bespreking", "Bespreking"
        BESLUIT = "besluit", "Besluit"
        HAMERSTUK = "hamerstuk", "Hamerstuk"

    vergadering = models.ForeignKey(Vergadering, models.PROTECT, related_name="agendapunten", null=True, blank=True)
    orgaan = models.ForeignKey(
        Overlegorgaan,
        models.PROTECT,
        related_name="voorraad",
        null=True,
        blank=True,
        help_text="Alleen voor een punt dat nog op geen agenda staat.",
    )
    bovenliggend = models.ForeignKey("self", models.CASCADE, related_name="onderdelen", null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    soort = models.CharField(max_length=12, choices=Soort.choices, default=Soort.BESPREKING)
    sectie = models.CharField(max_length=80, blank=True, help_text="De kop op de agenda waar dit punt onder staat.")
    toelichting = models.TextField(blank=True)
    inbrenger = models.CharField(max_length=80, blank=True, help_text="De functie, geen naam.")
    inbrengende_partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="agendapunten", null=True, blank=True
    )
    minuten = models.PositiveSmallIntegerField(null=True, blank=True)
    gevraagd_besluit = models.TextField(blank=True)
    besloten = models.BooleanField(default=False, help_text="Alleen voor leden en het programmateam.")
    acties = models.ManyToManyField(Actie, related_name="agendapunten", blank=True)
    doelen = models.ManyToManyField(Doel, related_name="agendapunten", blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = AgendapuntQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "pk"]
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        constraints = [
            models.CheckConstraint(
                condition=Q(vergadering__isnull=False, orgaan__isnull=True)
                | Q(vergadering__isnull=True, orgaan__isnull=False),
                name="agendapunt_vergadering_of_orgaan",
                violation_error_message="Kies een vergadering, of een overleg voor een punt dat nog wacht.",
            ),
            models.CheckConstraint(
                condition=Q(bovenliggend__isnull=True) | ~Q(bovenliggend=F("id")),
                name="agendapunt_niet_onder_zichzelf",
                violation_error_message="Een agendapunt kan niet onder zichzelf staan.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        boven = self.bovenliggend
        if boven is None:
            return
        if boven.bovenliggend_id is not None or (self.pk and self.onderdelen.exists()):
            raise ValidationError({"bovenliggend": "Onder een onderdeel past geen ander punt. Kies een hoofdpunt."})
        if (boven.vergadering_id, boven.orgaan_id) != (self.vergadering_id, self.orgaan_id):
            raise ValidationError({"bovenliggend": "Dit punt staat op een andere agenda. Kies een punt van deze."})

    @property
    def is_besloten(self) -> bool:
        """Besloten itself, or below an item that is."""
        return self.besloten or (self.bovenliggend is not None and self.bovenliggend.besloten)
