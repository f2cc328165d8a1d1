"""Parts of an actie: sub-activities, measured results, milestones and money."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from acties.models.actie import Actie
from acties.models.keuzes import Status
from opgaven.models import Opgave
from sterkvoornoord.datums import Precisie, laatste_dag, toon_datum
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.getallen import toon_getal
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class Onderdeel(models.Model):
    """A sub-activity of an actie with a status of its own."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="onderdelen")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=120)
    omschrijving = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ONBEKEND)
    periode = models.CharField(max_length=60, blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["actie", "volgorde"]
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"

    def __str__(self) -> str:
        return self.titel

    def get_additional_data(self):
        return {"bij": bij(self.actie)}


class Prestatie(models.Model):
    """A measured result of an actie. Two sources may contradict each other: both rows stay, with their source."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="prestaties")
    onderdeel = models.ForeignKey(Onderdeel, models.CASCADE, related_name="prestaties", null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    omschrijving = models.CharField(max_length=200)
    eenheid = models.CharField(max_length=60, blank=True)
    periode = models.CharField(max_length=60, blank=True)
    waarde = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    waarde_tot = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    streefwaarde = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    ongeveer = models.BooleanField(default=False)
    afgeleid = models.BooleanField(default=False, help_text="Geteld of gelezen uit de tekst, niet zo gedrukt.")
    tegenspraak = models.BooleanField(default=False, help_text="Een andere bron noemt een andere waarde.")
    bron = models.CharField(max_length=120, blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["actie", "volgorde"]
        verbose_name = "prestatie"
        verbose_name_plural = "prestaties"
        constraints = [
            models.CheckConstraint(
                condition=Q(waarde__isnull=False) | Q(streefwaarde__isnull=False),
                name="prestatie_waarde_of_streefwaarde",
                violation_error_message="Vul een waarde of een streefwaarde in.",
            ),
            models.CheckConstraint(
                condition=Q(waarde_tot__isnull=True) | Q(waarde_tot__gte=models.F("waarde")),
                name="prestatie_bereik_oplopend",
                violation_error_message="De hoogste waarde ligt niet onder de laagste.",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving

    def get_additional_data(self):
        return {"bij": bij(self.actie)}

    @property
    def waarde_tekst(self) -> str:
        """The value in words, such as "ongeveer 30 tot 40"; empty when only the target is known."""
        if self.waarde is None:
            return ""
        tekst = toon_getal(self.waarde)
        if self.waarde_tot is not None:
            tekst = _("%(van)s tot %(tot)s") % {"van": tekst, "tot": toon_getal(self.waarde_tot)}
        return _("ongeveer %(waarde)s") % {"waarde": tekst} if self.ongeveer else tekst

    @property
    def deel(self) -> Decimal | None:
        """Share of the target that was reached, 0 to 1; None without both numbers."""
        if self.waarde is None or not self.streefwaarde:
            return None
        return min(max(self.waarde / self.streefwaarde, Decimal(0)), Decimal(1))


class Mijlpaal(models.Model):
    """A step of an actie with a date to reach it, and the day it was reached."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="mijlpalen")
    titel = models.CharField(max_length=160)
    toelichting = models.CharField(max_length=200, blank=True)
    datum = models.DateField("gepland op", null=True, blank=True)
    precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    bereikt_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [models.F("datum").asc(nulls_last=True), "pk"]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"

    def __str__(self) -> str:
        return self.titel

    def get_additional_data(self):
        return {"bij": bij(self.actie)}

    @property
    def wanneer(self) -> str:
        return toon_datum(self.bereikt_op or self.datum, Precisie.DAG if self.bereikt_op else self.precisie)

    @property
    def te_laat(self) -> bool:
        """True when the planned day, month or year is over and the step was not reached."""
        if self.bereikt_op or not self.datum:
            return False
        return laatste_dag(self.datum, self.precisie) < timezone.localdate()


class GeldstroomQuerySet(models.QuerySet):
    """Who may see and change money; money of an actie is as visible as that actie."""

    def zichtbaar_voor(self, gebruiker):
        acties = Actie.objects.zichtbaar_voor(gebruiker)
        return self.filter(Q(actie__isnull=True) | Q(actie__in=acties.order_by().values("pk")))

    def bewerkbaar_door(self, gebruiker):
        """Its opgave as projectleider, all for the programmateam; what is invented is removed, not changed."""
        rollen = rollen_van(gebruiker)
        echt = self.zichtbaar_voor(gebruiker).filter(voorbeeld=False)
        return echt if rollen.programmateam else echt.filter(opgave__in=rollen.opgaven)


class Geldstroom(models.Model):
    """Money for an actie or opgave from one source in one year, in euros; what the source does not say is empty."""

    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="geldstromen")
    actie = models.ForeignKey(Actie, models.PROTECT, related_name="geldstromen", null=True, blank=True)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    soort = models.CharField(max_length=40, blank=True, help_text="Bijvoorbeeld subsidie of cofinanciering.")
    omschrijving = models.CharField(max_length=200, blank=True)
    bron = models.CharField("wie betaalt", max_length=120)
    ontvangers = models.ManyToManyField(Partner, related_name="ontvangen_geld", blank=True)
    begroot = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    toegezegd = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    besteed = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    eenheidsbedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    eenheid = models.CharField(max_length=60, blank=True, help_text="Bijvoorbeeld: per school per jaar.")
    periode = models.CharField(max_length=60, blank=True)
    voorbeeld = models.BooleanField("voorbeeldcijfer", default=False, editable=False)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = GeldstroomQuerySet.as_manager()

    class Meta:
        ordering = ["opgave", "jaar", "pk"]
        verbose_name = "geldstroom"
        verbose_name_plural = "geldstromen"
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{veld}__isnull": True}) | Q(**{f"{veld}__gte": 0}),
                name=f"geldstroom_{veld}_niet_negatief",
                violation_error_message=f"Het bedrag {veld} is niet negatief.",
            )
            for veld in ("begroot", "toegezegd", "besteed", "eenheidsbedrag")
        ]

    def __str__(self) -> str:
        return self.omschrijving or self.bron

    def get_additional_data(self):
        return {"bij": bij(self.actie if self.actie_id else self)}

    @property
    def per(self) -> str:
        """What the amount is per; the source repeats the coin ("euro per school per jaar")."""
        return self.eenheid.removeprefix("euro ")
