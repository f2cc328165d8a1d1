"""Overlegorgaan: a body that meets, with what it is about; Lidmaatschap: who sits in it from when till when."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from opgaven.models import Opgave, Uitvoeringsplan
from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class OverlegorgaanQuerySet(models.QuerySet):
    def actief_op(self, datum: date):
        """Bodies of which nothing says that they were not there on `datum`; on the day in `tot` it still is."""
        return self.filter(
            Q(van__isnull=True) | Q(van__lte=datum),
            Q(tot__gte=datum) | Q(tot__isnull=True, afgelopen=False),
        )

    def met_lid(self, gebruiker, datum: date | None = None):
        """Bodies of which `gebruiker` is a member on `datum` (default: today)."""
        if not gebruiker.is_authenticated:
            return self.none()
        leden = Lidmaatschap.objects.actief_op(datum or timezone.localdate()).filter(gebruiker=gebruiker)
        return self.filter(pk__in=leden.values("orgaan"))

    def zichtbaar_voor(self, gebruiker):
        """The guide is for everyone with a role."""
        return self if rollen_van(gebruiker).intern else self.none()


class Overlegorgaan(models.Model):
    """A body that meets: the bestuur, the programmateam, a working group, or one outside the programme."""

    class Soort(models.TextChoices):
        BESTUUR = "bestuur", "Bestuur"
        AFSTEMMING = "afstemming", "Afstemming"
        PROGRAMMATEAM = "programmateam", "Programmateam"
        WERKGROEP = "werkgroep", "Werkgroep"
        NETWERK = "netwerk", "Netwerk"
        EVALUATIE = "evaluatie", "Evaluatie"
        EXTERN = "extern", "Buiten het programma"

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    afkorting = models.CharField(
        max_length=6,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]+$", "Gebruik alleen hoofdletters, zoals AB.")],
        help_text="Staat voor de nummers van besluiten en vergaderingen, zoals AB in AB-2024-07.",
    )
    ook_bekend_als = models.CharField(max_length=120, blank=True)
    soort = models.CharField(max_length=16, choices=Soort.choices)
    binnen_programma = models.BooleanField(default=True)
    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="organen", null=True, blank=True)
    plan = models.ForeignKey(Uitvoeringsplan, models.PROTECT, related_name="organen", null=True, blank=True)
    organisator = models.ForeignKey(Partner, models.PROTECT, related_name="organiseert", null=True, blank=True)
    voorzitter = models.CharField(max_length=80, blank=True, help_text="De functie, geen naam.")
    ritme = models.CharField(
        "ritme (RRULE)", max_length=120, blank=True, help_text="Zoals iCalendar het schrijft: FREQ=WEEKLY;INTERVAL=6."
    )
    ritme_in_woorden = models.CharField(max_length=120, blank=True)
    ritme_afgeleid = models.BooleanField(default=False, help_text="De regel is onze lezing van de woorden.")
    mandaat = models.TextField("waarover gaat dit overleg", blank=True)
    beslist_over = models.TextField("mag beslissen over", blank=True)
    zonder_bestuur = models.TextField("wat de programmamanager mag zonder het bestuur", blank=True)
    onduidelijk = models.TextField("wat nog niet duidelijk is", blank=True)
    openbaar = models.BooleanField(
        "vergadert in het openbaar", default=False, help_text="De vergaderingen staan dan in de openbare agenda."
    )
    nakijkdagen = models.PositiveSmallIntegerField(
        "dagen om het verslag na te kijken",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="Zo lang kunnen leden na de vergadering reageren op het verslag.",
    )
    ledenlijst_volledig = models.BooleanField(default=False)
    van = models.DateField(null=True, blank=True)
    van_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    tot = models.DateField(null=True, blank=True, help_text="De laatste dag.")
    tot_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    afgelopen = models.BooleanField(default=False, help_text="Het is gestopt, ook als de datum niet bekend is.")
    opvolger = models.ForeignKey("self", models.PROTECT, related_name="voorgangers", null=True, blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = OverlegorgaanQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "overlegorgaan"
        verbose_name_plural = "overlegorganen"
        constraints = [
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="orgaan_tot_na_van",
                violation_error_message="De einddatum ligt niet voor de begindatum.",
            ),
            models.CheckConstraint(
                condition=~Q(afkorting=""),
                name="orgaan_afkorting_niet_leeg",
                violation_error_message="Laat de afkorting weg of vul hem in.",
            ),
            models.CheckConstraint(
                condition=Q(opvolger__isnull=True) | ~Q(opvolger=F("id")),
                name="orgaan_volgt_zichzelf_niet_op",
                violation_error_message="Een overleg kan zichzelf niet opvolgen.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("overleg:detail", args=[self.slug])

    def gestopt_op(self, datum: date) -> bool:
        """True when it was certainly over on `datum`; an unknown end counts from today on."""
        if self.tot:
            return self.tot < datum
        return self.afgelopen and datum >= timezone.localdate()

    def onzeker_op(self, datum: date) -> bool:
        """True when it has stopped, nobody wrote down when, and `datum` lies in the past."""
        return self.afgelopen and self.tot is None and datum < timezone.localdate() and not self.begint_na(datum)

    def begint_na(self, datum: date) -> bool:
        return self.van is not None and self.van > datum

    @property
    def periode(self) -> str:
        """Since when and until when, as precisely as known; empty when the source says neither."""
        delen = []
        if self.van:
            delen.append(f"vanaf {toon_datum(self.van, self.van_precisie)}")
        if self.tot:
            delen.append(f"tot en met {toon_datum(self.tot, self.tot_precisie)}")
        return " ".join(delen)


class LidmaatschapQuerySet(models.QuerySet):
    def actief_op(self, datum: date):
        """Memberships held on `datum` of bodies that were there; on the day in `tot` it is over."""
        return self.filter(
            Q(van__isnull=True) | Q(van__lte=datum),
            Q(tot__isnull=True) | Q(tot__gt=datum),
            Q(orgaan__van__isnull=True) | Q(orgaan__van__lte=datum),
            Q(orgaan__tot__gte=datum) | Q(orgaan__tot__isnull=True, orgaan__afgelopen=False),
            afgelopen=False,
        )


class Lidmaatschap(models.Model):
    """A seat: a function of a partner in a body, by date. The account in `gebruiker` has the rights of the seat.

    Rights hold from `van` up to, not including, `tot`. Who follows someone up gets a row of its own.
    """

    orgaan = models.ForeignKey(Overlegorgaan, models.PROTECT, related_name="leden")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="lidmaatschappen", null=True, blank=True)
    functie = models.CharField(max_length=120, help_text="De functie, nooit een naam.")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lidmaatschappen", null=True, blank=True
    )
    vertegenwoordigt = models.CharField("spreekt namens", max_length=120, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    van = models.DateField(null=True, blank=True)
    van_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    tot = models.DateField(null=True, blank=True, help_text="De eerste dag zonder deze plek.")
    tot_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    afgelopen = models.BooleanField(default=False, help_text="De plek is leeg, ook als de datum niet bekend is.")
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen pagina.")
    bron_code = models.CharField(max_length=240, unique=True, null=True, blank=True, editable=False)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        ordering = ["orgaan", "volgorde", "pk"]
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="lidmaatschap_tot_na_van",
                violation_error_message="De einddatum ligt niet voor de begindatum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.functie}, {self.partner}" if self.partner else self.functie

    def geldt_op(self, datum: date) -> bool:
        """True when nothing says that the seat was not there on `datum`; whether the body was is another question."""
        return not (self.afgelopen or (self.van and self.van > datum) or (self.tot and self.tot <= datum))

    def clean(self) -> None:
        if not self.functie.strip():
            raise ValidationError({"functie": "Vul de functie in."})
