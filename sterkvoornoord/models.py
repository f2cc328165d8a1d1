"""Kernel models: accounts, partner organisations with their aliases, history and origin of loaded data."""

from datetime import datetime, timedelta

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.tekst import initialen, zoeksleutel


class PartnerQuerySet(models.QuerySet):
    """Partners are public: everybody sees the organisations that take part."""

    def deelnemend(self):
        return self.filter(rol=Partner.Rol.DEELNEMER)

    def zoek(self, tekst: str):
        """Partners whose name or alias holds `tekst`, whatever its case, accents or spaces."""
        sleutel = zoeksleutel(tekst)
        if not sleutel:
            return self
        aliassen = PartnerAlias.objects.filter(sleutel__contains=sleutel).values("partner")
        return self.filter(Q(sleutel__contains=sleutel) | Q(pk__in=aliassen))


class Partner(models.Model):
    """An organisation, municipal department, residents' group or authority that the programme deals with."""

    class Soort(models.TextChoices):
        ORGANISATIE = "organisatie", "Organisatie"
        GEMEENTE = "gemeente", "Gemeente"
        AFDELING = "gemeentelijke_afdeling", "Gemeentelijke afdeling"
        BEWONERS = "bewonersinitiatief", "Bewonersinitiatief"
        OVERHEID = "andere_overheid", "Andere overheid"

    class Rol(models.TextChoices):
        DEELNEMER = "deelnemer", "Deelnemer"
        VOORBEELD = "voorbeeld", "Voorbeeld"
        BRON = "bron", "Bron"
        KANAAL = "kanaal", "Kanaal"
        OMGEVING = "omgeving", "Omgeving"

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    sleutel = models.CharField("zoeksleutel", max_length=120, editable=False, db_index=True)
    soort = models.CharField(max_length=30, choices=Soort.choices)
    type = models.CharField("type", max_length=40, blank=True, help_text="Bijvoorbeeld welzijn of corporatie.")
    rol = models.CharField(max_length=20, choices=Rol.choices, default=Rol.DEELNEMER)
    onderdeel_van = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="onderdelen", verbose_name="onderdeel van"
    )
    een_van_de_34 = models.BooleanField("een van de 34 partners", null=True, blank=True)
    onzeker = models.BooleanField(default=False, help_text="De bron is niet duidelijk over deze partner.")
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "partner"
        verbose_name_plural = "partners"
        constraints = [
            models.CheckConstraint(
                condition=Q(onderdeel_van__isnull=True) | ~Q(onderdeel_van=models.F("id")),
                name="partner_niet_onderdeel_van_zichzelf",
                violation_error_message="Een partner kan geen onderdeel van zichzelf zijn.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("partners:detail", args=[self.slug])

    def clean_fields(self, exclude=None):
        self.sleutel = zoeksleutel(self.naam)
        super().clean_fields(exclude)

    def get_additional_data(self):
        return {"bij": bij(self)}


class PartnerAlias(models.Model):
    """Another spelling or former name; "S&W", "SenW" and "Sport en Welzijn" are one partner."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="aliassen")
    naam = models.CharField(max_length=120)
    sleutel = models.CharField("zoeksleutel", max_length=120, editable=False, db_index=True)
    bron_code = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["naam"]
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "naam"],
                name="partneralias_eenmaal",
                violation_error_message="Deze naam staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def clean_fields(self, exclude=None):
        self.sleutel = zoeksleutel(self.naam)
        super().clean_fields(exclude)

    def get_additional_data(self):
        return {"bij": bij(self.partner)}


class GebruikerManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **velden):
        """Make an account; the address is kept in lower case. Raises ValueError without an address."""
        if not email:
            raise ValueError("Een account heeft een e-mailadres nodig.")
        gebruiker = self.model(email=email.strip().lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.full_clean(exclude=["password"])
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **velden):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **velden)


class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """An account. It carries a function, not a person's name; what it may do follows from its roles by date."""

    email = models.EmailField("e-mailadres", unique=True)
    functie = models.CharField(max_length=80, help_text="Zoals anderen het zien, bijvoorbeeld Projectleider wonen.")
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gebruikers",
        help_text="De organisatie waarvoor dit account meldt.",
    )
    is_active = models.BooleanField("actief", default=True)
    is_staff = models.BooleanField("mag in beheer", default=False)
    aangemaakt_op = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["functie"]

    objects = GebruikerManager()

    class Meta:
        ordering = ["functie"]
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="gebruiker_email_uniek",
                violation_error_message="Er is al een account met dit e-mailadres.",
            ),
        ]

    def __str__(self) -> str:
        return self.functie or self.email

    def clean(self):
        super().clean()
        if self.email and self.email != self.email.lower():
            raise ValidationError({"email": "Schrijf het e-mailadres in kleine letters."})

    @property
    def initialen(self) -> str:
        """First letters of the function, for the round mark beside a name: "PW" for Projectleider wonen."""
        return initialen(self.functie)


class LogregelQuerySet(models.QuerySet):
    def van(self, record):
        """Entries of `record` and of its parts, newest first."""
        return self.filter(bij=bij(record)).select_related("content_type", "actor").order_by("-timestamp", "-pk")


class Logregel(AbstractLogEntry):
    """One change of one record; see `sterkvoornoord.geschiedenis`."""

    functie = models.CharField(max_length=80, blank=True, default="")
    rol = models.CharField(max_length=40, blank=True, default="")
    bij = models.GeneratedField(
        expression=KT("additional_data__bij"),
        output_field=models.CharField(max_length=80),
        db_persist=True,
    )

    objects = LogEntryManager.from_queryset(LogregelQuerySet)()

    class Meta(AbstractLogEntry.Meta):
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [models.Index(fields=["bij", "-timestamp"], name="logregel_bij")]


class Herkomst(models.Model):
    """What a loaded record looked like in its source the last time it was loaded.

    With it, loading again can tell a change in the source from a change in the portal: only the first is taken
    over, and what people changed in the portal stays.
    """

    model = models.CharField(max_length=60)
    code = models.CharField(max_length=200)
    waarden = models.JSONField()
    geladen_op = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "herkomst"
        verbose_name_plural = "herkomsten"
        constraints = [models.UniqueConstraint(fields=["model", "code"], name="herkomst_eenmaal")]

    def __str__(self) -> str:
        return f"{self.model} {self.code}"


class Nummerreeks(models.Model):
    """The last number that was given in one series, such as ``AB-2024``. Only `nummers` writes here."""

    reeks = models.CharField(max_length=20, unique=True)
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["reeks"]
        verbose_name = "nummerreeks"
        verbose_name_plural = "nummerreeksen"

    def __str__(self) -> str:
        return f"{self.reeks}: {self.laatste}"


#: So long after it took a message, a worker that said nothing is taken for dead.
BERICHT_VERLATEN_NA = timedelta(minutes=10)


class BerichtQuerySet(models.QuerySet):
    """Questions about outgoing mail."""

    def te_versturen(self):
        """Mail that is due and that no worker is busy with; a worker that was silent for long is busy no more."""
        nu = timezone.now()
        aan_de_beurt = Q(niet_voor__isnull=True) | Q(niet_voor__lte=nu)
        vrij = Q(bezig_sinds__isnull=True) | Q(bezig_sinds__lt=nu - BERICHT_VERLATEN_NA)
        return self.filter(aan_de_beurt, vrij, verstuurd_op__isnull=True, opgegeven_op__isnull=True)

    def klaar_voor(self, moment: datetime):
        """Mail that was sent or given up before `moment`, and still has its text."""
        return self.filter(Q(verstuurd_op__lt=moment) | Q(opgegeven_op__lt=moment)).exclude(aan="")


class Bericht(models.Model):
    """One outgoing mail to one address; the row is the truth, a queue only carries the call. See `post`."""

    sleutel = models.CharField(max_length=120, unique=True, help_text="Hetzelfde bericht gaat nooit twee keer uit.")
    aan = models.EmailField("aan", blank=True)
    onderwerp = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    taal = models.CharField(max_length=7, default="nl")
    geheim = models.BooleanField(default=False, help_text="De tekst wordt gewist zodra het bericht verstuurd is.")
    bijlage = models.TextField(blank=True)
    bijlage_naam = models.CharField(max_length=80, blank=True)
    bijlage_soort = models.CharField(max_length=80, blank=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    verstuurd_op = models.DateTimeField(null=True, blank=True)
    opgegeven_op = models.DateTimeField(null=True, blank=True)
    niet_voor = models.DateTimeField("nieuwe poging vanaf", null=True, blank=True)
    bezig_sinds = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    fout = models.CharField("laatste fout", max_length=300, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["niet_voor"],
                name="bericht_wacht",
                condition=Q(verstuurd_op__isnull=True, opgegeven_op__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verstuurd_op__isnull=True) | Q(opgegeven_op__isnull=True),
                name="bericht_verstuurd_of_opgegeven",
                violation_error_message="Een bericht is verstuurd of opgegeven, niet allebei.",
            )
        ]

    def __str__(self) -> str:
        return self.sleutel
