"""The frame of the programme: areas, opgaven, doelen, plans and who leads what from when till when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.models import Partner


class Programma(models.Model):
    """The programme itself; the portal holds one."""

    naam = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    ambitie = models.TextField()
    waarom = models.TextField(blank=True)
    startjaar = models.PositiveSmallIntegerField()
    eindjaar = models.PositiveSmallIntegerField()
    gebied = models.CharField(max_length=80)
    aantal_partners = models.PositiveSmallIntegerField("aantal partners volgens de bron", null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "programma"
        verbose_name_plural = "programma's"
        constraints = [
            models.CheckConstraint(
                condition=Q(eindjaar__gt=models.F("startjaar")),
                name="programma_eind_na_start",
                violation_error_message="Het eindjaar ligt na het startjaar.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class GebiedQuerySet(models.QuerySet):
    def wijken(self):
        return self.filter(soort=Gebied.Soort.WIJK)


class Gebied(models.Model):
    """An area with its CBS code: a wijk of the programme, or the gemeente it is compared with."""

    class Soort(models.TextChoices):
        WIJK = "wijk", "Wijk"
        # Some sources give the area of the programme as a whole. It is never computed by adding up wijken.
        PROGRAMMA = "programma", "Gebied van het programma"
        GEMEENTE = "gemeente", "Gemeente"

    naam = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    soort = models.CharField(max_length=10, choices=Soort.choices)
    cbs_code = models.CharField("CBS-code", max_length=10, unique=True, null=True, blank=True)
    delen = models.JSONField(default=list, blank=True, help_text="Namen van de delen waaruit het gebied bestaat.")
    aantekening = models.TextField(blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = GebiedQuerySet.as_manager()

    class Meta:
        ordering = ["soort", "naam"]
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"

    def __str__(self) -> str:
        return self.naam


class Opgave(models.Model):
    """One of the three tasks of the programme. It also hands out the numbers of its acties."""

    code = models.CharField(max_length=10, unique=True)
    nummer = models.PositiveSmallIntegerField(unique=True)
    naam = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    ambitie = models.TextField()
    waarom = models.TextField(blank=True)
    laatste_actienummer = models.PositiveIntegerField(default=0, editable=False)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["nummer"]
        verbose_name = "opgave"
        verbose_name_plural = "opgaven"

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("opgaven:detail", args=[self.slug])


class Doel(models.Model):
    """A goal of an opgave; `nummer` is opgave.nummer, as in 3.6."""

    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="doelen")
    volgnummer = models.PositiveSmallIntegerField()
    nummer = models.CharField(max_length=8, unique=True)
    titel = models.TextField(help_text="De officiële naam.")
    korte_naam = models.CharField(max_length=80)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["opgave__nummer", "volgnummer"]
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        constraints = [
            models.UniqueConstraint(
                fields=["opgave", "volgnummer"],
                name="doel_volgnummer_eenmaal",
                violation_error_message="Dit nummer is bij deze opgave al gebruikt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.korte_naam}"

    def get_absolute_url(self) -> str:
        return reverse("doelen:detail", args=[self.nummer])


class Onderwerp(models.Model):
    """A subject below a doel, such as meeuwen or afval: one list of acties in a plan's annex."""

    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="onderwerpen")
    doel = models.ForeignKey(Doel, models.PROTECT, related_name="onderwerpen", null=True, blank=True)
    naam = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    naam_gedrukt = models.TextField(blank=True, help_text="De naam zoals het plan hem drukt.")
    samenvatting = models.TextField(blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"

    def __str__(self) -> str:
        return self.naam


class Uitvoeringsplan(models.Model):
    """A plan under an opgave with its own run time; Jongeren is a second plan under Jeugd en onderwijs."""

    class Stand(models.TextChoices):
        CONCEPT = "concept", "Concept"
        LOOPT = "loopt", "Loopt"
        AFGELOPEN = "afgelopen", "Afgelopen"

    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="plannen")
    naam = models.CharField(max_length=120, unique=True)
    korte_naam = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    startjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    eindjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    periode_afgeleid = models.BooleanField(default=False)
    periode_toelichting = models.TextField(blank=True)
    vastgesteld = models.CharField(
        max_length=60, blank=True, help_text="Zoals de bron het zegt, bijvoorbeeld eind 2022."
    )
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.LOOPT)
    totstandkoming = models.TextField(blank=True)
    hoe_nu_verder = models.TextField("hoe nu verder", blank=True)
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["opgave__nummer", "pk"]
        verbose_name = "uitvoeringsplan"
        verbose_name_plural = "uitvoeringsplannen"
        constraints = [
            models.CheckConstraint(
                condition=Q(eindjaar__isnull=True)
                | Q(startjaar__isnull=True)
                | Q(eindjaar__gte=models.F("startjaar")),
                name="plan_eind_na_start",
                violation_error_message="Het eindjaar ligt niet voor het startjaar.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def periode(self) -> str:
        """Run time in words; empty when the source names no year."""
        if self.startjaar and self.eindjaar:
            return f"{self.startjaar} tot en met {self.eindjaar}"
        return f"vanaf {self.startjaar}" if self.startjaar else ""


class BemensingQuerySet(models.QuerySet):
    def actief_op(self, datum: date):
        """Roles held on `datum`; on the day in `tot` the role is over."""
        return self.filter(
            Q(van__isnull=True) | Q(van__lte=datum),
            Q(tot__isnull=True) | Q(tot__gt=datum),
            afgelopen=False,
        )

    def nu(self):
        return self.actief_op(timezone.localdate())


class Bemensing(models.Model):
    """Who holds which role for an opgave, a plan or the whole programme: a function of a partner, by date.

    Rights follow from it: the account in `gebruiker` has the role from `van` up to, not including, `tot`.
    """

    class Rol(models.TextChoices):
        VOORZITTER = "voorzitter_bestuur", "Voorzitter bestuur"
        BESTUURSLID = "bestuurslid", "Bestuurslid"
        PROGRAMMAMANAGER = "programmamanager", "Programmamanager"
        PROGRAMMATEAM = "programmateam", "Programmateam"
        PROJECTLEIDER = "projectleider", "Projectleider"
        TREKKER = "trekker", "Trekker"
        BETROKKEN = "betrokken", "Betrokken"
        OVERIG = "overig", "Overig"

    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="bemensing", null=True, blank=True)
    plan = models.ForeignKey(Uitvoeringsplan, models.PROTECT, related_name="bemensing", null=True, blank=True)
    rol = models.CharField(max_length=20, choices=Rol.choices)
    rol_omschrijving = models.CharField(max_length=80, blank=True, help_text="Alleen als de rol anders heet.")
    functie = models.CharField(max_length=80, blank=True)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="bemensing")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bemensing", null=True, blank=True
    )
    aantal = models.PositiveSmallIntegerField("aantal mensen", null=True, blank=True)
    van = models.DateField(null=True, blank=True)
    van_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    tot = models.DateField(null=True, blank=True, help_text="De eerste dag zonder deze rol.")
    tot_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    afgelopen = models.BooleanField(default=False, help_text="De rol is voorbij, ook als de datum niet bekend is.")
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = BemensingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "bemensing"
        verbose_name_plural = "bemensing"
        constraints = [
            models.CheckConstraint(
                condition=Q(opgave__isnull=True) | Q(plan__isnull=True),
                name="bemensing_opgave_of_plan",
                violation_error_message="Kies een opgave of een plan, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=models.F("van")),
                name="bemensing_tot_na_van",
                violation_error_message="De einddatum ligt niet voor de begindatum.",
            ),
            models.CheckConstraint(
                condition=~Q(rol="projectleider") | Q(opgave__isnull=False),
                name="bemensing_projectleider_bij_opgave",
                violation_error_message="Een projectleider hoort bij een opgave.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rolnaam}: {self.functie or self.partner}"

    @property
    def rolnaam(self) -> str:
        return self.rol_omschrijving or self.get_rol_display()

    @property
    def periode(self) -> str:
        """Since when, and until when if it is over, as precisely as known."""
        delen = []
        if self.van:
            delen.append(f"sinds {toon_datum(self.van, self.van_precisie)}")
        if self.tot:
            delen.append(f"tot {toon_datum(self.tot, self.tot_precisie)}")
        return " ".join(delen)
