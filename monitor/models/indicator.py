"""What is measured: indicators of a doel, their measurements, targets, and what people make of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from monitor.kloof import Richting
from opgaven.models import Doel, Gebied
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class IndicatorQuerySet(models.QuerySet):
    def bewerkbaar_door(self, gebruiker):
        """Indicators whose numbers this account may enter: its opgave as projectleider, all for the programmateam."""
        rollen = rollen_van(gebruiker)
        return self if rollen.programmateam else self.filter(doel__opgave__in=rollen.opgaven)

    def in_gebruik(self):
        return self.filter(actief=True)


class Indicator(models.Model):
    """One number that tells about a doel: what it counts, in which unit, and which way is better."""

    doel = models.ForeignKey(Doel, models.PROTECT, related_name="indicatoren")
    code = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=120)
    eenheid = models.CharField(max_length=40, help_text="Bijvoorbeeld %, per 1.000 inwoners of schaal 0 tot 10.")
    richting = models.CharField(
        "wat is beter?",
        max_length=5,
        choices=[(Richting.HOGER.value, "Hoger is beter"), (Richting.LAGER.value, "Lager is beter")],
    )
    decimalen = models.PositiveSmallIntegerField(default=1)
    telt_personen = models.BooleanField(
        default=False, help_text="De waarde is een aantal mensen. Minder dan 10 wordt dan niet getoond."
    )
    bron = models.CharField(max_length=160, blank=True, help_text="Waar de cijfers waarschijnlijk vandaan komen.")
    frequentie = models.CharField("hoe vaak gemeten", max_length=60, blank=True)
    eigenaar = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="indicatoren",
        null=True,
        blank=True,
        help_text="Wie de cijfers aanlevert en nakijkt.",
    )
    toelichting = models.TextField(blank=True)
    hoofd = models.BooleanField("hoofdindicator van het doel", default=False)
    actief = models.BooleanField("in gebruik", default=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["doel__opgave__nummer", "doel__volgnummer", "-hoofd", "naam"]
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        constraints = [
            models.UniqueConstraint(
                fields=["doel"],
                condition=Q(hoofd=True, actief=True),
                name="indicator_een_hoofd_per_doel",
                violation_error_message="Dit doel heeft al een hoofdindicator.",
            ),
            models.CheckConstraint(
                condition=Q(decimalen__lte=3),
                name="indicator_hoogstens_drie_decimalen",
                violation_error_message="Een indicator heeft hoogstens 3 decimalen.",
            ),
            models.CheckConstraint(
                condition=Q(richting__in=[r.value for r in Richting]),
                name="indicator_richting_bekend",
                violation_error_message="Kies of hoger of lager beter is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.eenheid})"


class MetingQuerySet(models.QuerySet):
    def geldend(self):
        """The measurements that charts and gaps use: one for each indicator, area and year."""
        return self.filter(geldt=True)

    def echt(self):
        """Without the example set."""
        return self.filter(voorbeeld=False)


class Meting(models.Model):
    """One value of one indicator for one area and year, or the reason why there is none.

    Two sources may contradict each other: both rows stay, and one of them is `geldt`.
    """

    class Reden(models.TextChoices):
        """Why a value is missing."""

        NIET_GEMETEN = "niet_gemeten", "Niet gemeten"
        NIET_BESCHIKBAAR = "niet_beschikbaar", "Nog niet beschikbaar"
        TE_KLEIN = "te_klein", "Te weinig mensen"
        ONBETROUWBAAR = "onbetrouwbaar", "Niet betrouwbaar genoeg"
        ANDERS_GEMETEN = "anders_gemeten", "Op een andere manier gemeten"

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="metingen")
    gebied = models.ForeignKey(Gebied, models.PROTECT, related_name="metingen")
    peiljaar = models.PositiveSmallIntegerField()
    waarde = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    reden = models.CharField("waarom geen waarde", max_length=20, choices=Reden.choices, blank=True)
    aantal_personen = models.PositiveIntegerField(
        "over hoeveel mensen", null=True, blank=True, help_text="Minder dan 10: de waarde wordt niet getoond."
    )
    bron = models.CharField(max_length=160)
    methode = models.CharField(max_length=160, blank=True)
    gebiedsindeling = models.CharField(max_length=80, blank=True, help_text="Bijvoorbeeld CBS-wijken 2024.")
    reeksbreuk = models.BooleanField(
        default=False, help_text="Vanaf dit jaar is anders gemeten: niet te vergelijken met de jaren ervoor."
    )
    voorlopig = models.BooleanField(default=False)
    geldt = models.BooleanField("geldt in grafiek en kloof", default=True)
    voorbeeld = models.BooleanField("voorbeeldcijfer", default=False, editable=False)

    objects = MetingQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "gebied", "peiljaar", "-geldt"]
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "gebied", "peiljaar", "bron"],
                name="meting_eenmaal_per_bron",
                violation_error_message="Deze bron heeft voor dit gebied en dit jaar al een waarde.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "gebied", "peiljaar"],
                condition=Q(geldt=True),
                name="meting_een_geldt",
                violation_error_message="Voor dit gebied en dit jaar geldt al een andere meting.",
            ),
            models.CheckConstraint(
                condition=Q(waarde__isnull=False, reden="") | (Q(waarde__isnull=True) & ~Q(reden="")),
                name="meting_waarde_of_reden",
                violation_error_message="Vul een waarde in, of kies waarom er geen waarde is.",
            ),
            models.CheckConstraint(
                condition=Q(peiljaar__gte=1990, peiljaar__lte=2100),
                name="meting_peiljaar_mogelijk",
                violation_error_message="Vul een jaar in tussen 1990 en 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.gebied} {self.peiljaar}"


class Streefwaarde(models.Model):
    """The target of an indicator in a year: a number, or the municipal average of that year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="streefwaarden")
    jaar = models.PositiveSmallIntegerField()
    gemeentegemiddelde = models.BooleanField("het gemiddelde van de gemeente", default=False)
    waarde = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    bron = models.CharField(max_length=160, blank=True)
    voorbeeld = models.BooleanField("voorbeeldcijfer", default=False, editable=False)

    class Meta:
        ordering = ["indicator", "jaar"]
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "jaar"],
                name="streefwaarde_eenmaal_per_jaar",
                violation_error_message="Voor dit jaar is er al een streefwaarde.",
            ),
            models.CheckConstraint(
                condition=Q(gemeentegemiddelde=True, waarde__isnull=True)
                | Q(gemeentegemiddelde=False, waarde__isnull=False),
                name="streefwaarde_getal_of_gemeente",
                violation_error_message="Vul een getal in, of kies het gemiddelde van de gemeente.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} in {self.jaar}"


class Duiding(models.Model):
    """What people see in the numbers of a doel, for one edition of the monitor."""

    class Bijgedragen(models.TextChoices):
        """Whether the acties helped, in the judgement of who wrote it."""

        JA = "ja", "De acties hebben geholpen"
        DEELS = "deels", "De acties hebben een beetje geholpen"
        NEE = "nee", "Wij zien geen verband met de acties"
        ONBEKEND = "onbekend", "Dat weten wij nog niet"

    doel = models.ForeignKey(Doel, models.PROTECT, related_name="duidingen")
    periode_van = models.PositiveSmallIntegerField()
    periode_tot = models.PositiveSmallIntegerField()
    tekst = models.TextField("wat zien wij?")
    bijgedragen = models.CharField(max_length=10, choices=Bijgedragen.choices, default=Bijgedragen.ONBEKEND)
    geschreven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="duidingen", null=True, blank=True
    )
    geschreven_als = models.CharField("functie van de schrijver", max_length=80, blank=True)
    geschreven_op = models.DateField(null=True, blank=True)
    voorbeeld = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["doel", "-periode_tot"]
        verbose_name = "duiding"
        verbose_name_plural = "duidingen"
        constraints = [
            models.UniqueConstraint(
                fields=["doel", "periode_van", "periode_tot"],
                name="duiding_eenmaal_per_editie",
                violation_error_message="Voor deze jaren is er al een duiding bij dit doel.",
            ),
            models.CheckConstraint(
                condition=Q(periode_tot__gte=models.F("periode_van")),
                name="duiding_periode_oplopend",
                violation_error_message="Het laatste jaar ligt niet voor het eerste.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.doel}, {self.periode_van}-{self.periode_tot}"
