"""Agendapunt: what is on the agenda of a meeting, or waits for one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from acties.models import Actie, Initiatief
from governance.models.keuzes import Uitkomst
from governance.models.orgaan import Overlegorgaan
from governance.models.vergadering import OPEN_AGENDA, Vergadering
from opgaven.models import Doel
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van

_OPENLIJK = Q(besloten=False) & (Q(bovenliggend__isnull=True) | Q(bovenliggend__besloten=False))


class AgendapuntQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Items of visible meetings; a besloten item, and what is below it, only for members and programmateam.

        What waits for a meeting is for those who make the agenda and for the members of the body.
        """
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        eigen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        op_agenda = Q(vergadering__in=Vergadering.objects.zichtbaar_voor(gebruiker).values("pk"))
        zelf = Q(orgaan__isnull=False, inbrengende_partner=rollen.partner_id) & _OPENLIJK if rollen.partner_id else Q()
        mag = op_agenda & (_OPENLIJK | Q(vergadering__orgaan__in=eigen)) | Q(orgaan__in=eigen)
        return self.filter(mag | zelf) if rollen.intern else self.none()

    def niet_besloten(self):
        """Items that are not besloten, nor below one that is: what may be told outside the body."""
        return self.filter(_OPENLIJK)

    def bewerkbaar_door(self, gebruiker):
        """Items of an agenda that is not closed, for the programmateam; a partner changes what it brought in itself,
        until the agenda is sent."""
        rollen = rollen_van(gebruiker)
        if rollen.programmateam:
            return self.filter(Q(vergadering__isnull=True) | Q(vergadering__status__in=OPEN_AGENDA))
        if rollen.partner_id is None:
            return self.none()
        nog_niet_verstuurd = Q(vergadering__isnull=True) | Q(vergadering__status=Vergadering.Status.GEPLAND)
        eigen = self.zichtbaar_voor(gebruiker).filter(inbrengende_partner=rollen.partner_id, besloten=False)
        return eigen.filter(nog_niet_verstuurd)

    def vraagt_besluit(self):
        """Items that ask for a besluit: of meetings that are not closed, without an outcome or vastgesteld besluit."""
        vraag = self.filter(soort__in=[Agendapunt.Soort.BESLUIT, Agendapunt.Soort.HAMERSTUK]).exclude(
            gevraagd_besluit=""
        )
        open_ = Vergadering.objects.niet_afgesloten().values("pk")
        return vraag.filter(vergadering__in=open_, uitkomst="").exclude(besluiten__status="vastgesteld")

    def open(self):
        """Items that wait for a meeting, or of which the meeting can still change."""
        return self.filter(Q(vergadering__isnull=True) | Q(vergadering__status__in=OPEN_AGENDA))

    def wachtend(self):
        """The backlog: items that are on no agenda."""
        return self.filter(vergadering__isnull=True)


class Agendapunt(models.Model):
    """One item: on the agenda of `vergadering`, or waiting for a meeting of `orgaan` when that is empty."""

    class Soort(models.TextChoices):
        INFORMATIE = "informatie", "Informatie"
        BESPREKING = "bespreking", "Bespreking"
        BESLUIT = "besluit", "Besluit"
        HAMERSTUK = "hamerstuk", "Hamerstuk"

    class Vast(models.TextChoices):
        """What is on every agenda; the page shows with it what it is about."""

        BESLUITENLIJST = "besluitenlijst", "Besluitenlijst van de vorige vergadering"
        ACTIELIJST = "actielijst", "Lijst van actiepunten"
        RONDVRAAG = "rondvraag", "Rondvraag"

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
    titel = models.CharField(max_length=300)
    soort = models.CharField(max_length=12, choices=Soort.choices, default=Soort.BESPREKING)
    vast = models.CharField(max_length=16, choices=Vast.choices, blank=True, editable=False)
    sectie = models.CharField(max_length=80, blank=True, help_text="De kop op de agenda waar dit punt onder staat.")
    toelichting = models.TextField(blank=True)
    inbrenger = models.CharField(max_length=80, blank=True, help_text="De functie, geen naam.")
    inbrengende_partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="agendapunten", null=True, blank=True
    )
    minuten = models.PositiveSmallIntegerField(null=True, blank=True)
    gevraagd_besluit = models.TextField(blank=True)
    besloten = models.BooleanField(default=False, help_text="Alleen voor leden en het programmateam.")
    uitkomst = models.CharField(max_length=16, choices=Uitkomst.choices, blank=True)
    besluittekst = models.TextField("wat er is besloten", blank=True)
    verslag = models.TextField(blank=True)
    vervolg_op = models.OneToOneField(
        "self", models.PROTECT, related_name="vervolg", null=True, blank=True, editable=False
    )
    initiatief = models.ForeignKey(
        Initiatief, models.PROTECT, related_name="agendapunten", null=True, blank=True, editable=False
    )
    acties = models.ManyToManyField(Actie, related_name="agendapunten", blank=True)
    doelen = models.ManyToManyField(Doel, related_name="agendapunten", blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)
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

    def get_additional_data(self):
        """The history of a meeting holds that of its items."""
        return {"bij": bij(Vergadering, pk=self.vergadering_id)} if self.vergadering_id else {"bij": bij(self)}

    @property
    def is_open(self) -> bool:
        """It waits for a meeting, or its meeting can still change."""
        return self.vergadering is None or self.vergadering.heeft_open_agenda

    @property
    def vraagt_uitkomst(self) -> bool:
        """Nobody closes the meeting before it is known what came of it."""
        return self.soort in (self.Soort.BESLUIT, self.Soort.HAMERSTUK)

    @property
    def is_besloten(self) -> bool:
        """Besloten itself, or below an item that is."""
        return self.besloten or (self.bovenliggend is not None and self.bovenliggend.besloten)
