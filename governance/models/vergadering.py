"""Vergadering: one meeting of a body, from the day it is planned to its published besluitenlijst."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from governance.models.orgaan import Overlegorgaan
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class Stand(models.TextChoices):
    """Where a meeting is in its life."""

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


#: Before the meeting: day, time and place can change, and it can be called off.
VOORAF = (Stand.CONCEPT, Stand.GEPLAND, Stand.UITGENODIGD)
#: As long as it is not closed, items can be added, changed and moved.
OPEN_AGENDA = (*VOORAF, Stand.BEZIG, Stand.GEHOUDEN)


class VergaderingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Everyone with a role sees a meeting, except a concept: that is for who prepares it."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        return self.exclude(status=Vergadering.Status.CONCEPT) if rollen.intern else self.none()

    def bewerkbaar_door(self, gebruiker):
        return self if rollen_van(gebruiker).programmateam else self.none()

    def met_open_agenda(self):
        """Meetings that are not over yet: their agenda can still change."""
        return self.filter(status__in=OPEN_AGENDA)

    def geldig(self):
        """Meetings that take place, or took place: no concepts, and not those that were called off or moved."""
        return self.exclude(
            status__in=[Vergadering.Status.CONCEPT, Vergadering.Status.GEANNULEERD, Vergadering.Status.VERPLAATST]
        )

    def geldend_of_concept(self):
        """All but what was called off or moved."""
        return self.exclude(status__in=[Vergadering.Status.GEANNULEERD, Vergadering.Status.VERPLAATST])

    def na_te_kijken_door(self, gebruiker):
        """Of which the verslag is a concept on which `gebruiker`, a member today, can still react and did not."""
        organen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        op_tijd = Q(reageren_tot=None) | Q(reageren_tot__gte=timezone.localdate())
        open_ = self.filter(op_tijd, orgaan__in=organen)
        return open_.filter(status=Vergadering.Status.CONCEPT_BESLUITENLIJST).exclude(
            verslagreacties__gebruiker=gebruiker
        )

    def niet_afgesloten(self):
        """Meetings to come, and those of which the besluitenlijst is not vastgesteld yet."""
        return self.geldig().exclude(status__in=[Vergadering.Status.VASTGESTELD, Vergadering.Status.GEPUBLICEERD])


class Vergadering(models.Model):
    """One meeting. `begin` and `eind` are times on `datum`, empty when nobody wrote them down.

    Its status moves by `governance.services.vergaderingen` only.
    """

    Status = Stand

    class Soort(models.TextChoices):
        """What it is for. A strategische sessie looks ahead at one subject, beside the meetings about progress."""

        VOORTGANG = "voortgang", "Vergadering over de voortgang"
        STRATEGISCH = "strategisch", "Strategische sessie"

    nummer = models.CharField(max_length=20, unique=True)
    orgaan = models.ForeignKey(Overlegorgaan, models.PROTECT, related_name="vergaderingen")
    soort = models.CharField(max_length=12, choices=Soort.choices, default=Soort.VOORTGANG)
    titel = models.CharField(max_length=120, blank=True, help_text="Alleen als de vergadering een eigen naam heeft.")
    datum = models.DateField()
    begin = models.TimeField("begintijd", null=True, blank=True)
    eind = models.TimeField("eindtijd", null=True, blank=True)
    plaats = models.CharField(max_length=120, blank=True)
    gastheer = models.ForeignKey(Partner, models.PROTECT, related_name="ontvangt", null=True, blank=True)
    status = models.CharField(max_length=24, choices=Status.choices, default=Status.CONCEPT)
    verplaatst_naar = models.OneToOneField(
        "self", models.PROTECT, related_name="verplaatst_van", null=True, blank=True, editable=False
    )
    # In the calendars of members a meeting is known by its first number, and each change by the next count.
    agenda_nummer = models.CharField(max_length=20, blank=True, editable=False)
    agenda_teller = models.PositiveIntegerField(default=0, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    omschrijving = models.TextField(blank=True)
    ook_aanwezig = models.TextField(blank=True, help_text="Wie er verder bij was: functies, geen namen.")
    reageren_tot = models.DateField("reageren op het verslag kan tot en met", null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(verplaatst_naar__isnull=True) | Q(status="verplaatst"),
                name="vergadering_verplaatst_heeft_status",
                violation_error_message="Alleen een verplaatste vergadering wijst naar een nieuwe datum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel or self.orgaan}"

    def get_absolute_url(self) -> str:
        return reverse("vergaderingen:detail", args=[self.nummer])

    @property
    def dag_in_woorden(self) -> str:
        return date_format(self.datum, "j F Y")

    @property
    def is_te_reageren(self) -> bool:
        """Members can say what they think of the concept of the besluitenlijst."""
        op_tijd = self.reageren_tot is None or timezone.localdate() <= self.reageren_tot
        return self.is_concept_verslag and op_tijd

    @property
    def is_concept_verslag(self) -> bool:
        return self.status == self.Status.CONCEPT_BESLUITENLIJST

    @property
    def waar(self) -> str:
        """The place, and which partner receives the members there; "" when nobody knows."""
        return ", ".join(deel for deel in (f"bij {self.gastheer}" if self.gastheer else "", self.plaats) if deel)

    @property
    def is_vooraf(self) -> bool:
        return self.status in VOORAF

    @property
    def heeft_open_agenda(self) -> bool:
        return self.status in OPEN_AGENDA
