"""Actie: one action of an uitvoeringsplan, with its partners and cross-links."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from acties.models.keuzes import LOPEND, Betrokkenheidsniveau, Koers, Status, Uitkomst, Vervolg, Zichtbaarheid
from opgaven.models import Doel, Gebied, Onderwerp, Uitvoeringsplan
from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.tekst import vouw

#: Fields of an actie in which any part of a word can be searched; a number must be complete.
DOORZOEKBAAR = (
    "bron_code",
    "titel",
    "omschrijving",
    "beoogd_resultaat",
    "resultaat",
    "locatie",
    "inwonersbetrokkenheid",
)


class Bestemming(models.Model):
    """Where an actie goes on outside the plan: LEA, GALA, OAB, regular work."""

    code = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=80)
    voluit = models.CharField(max_length=120, blank=True)
    soort = models.CharField(max_length=40, blank=True)
    toelichting = models.TextField(blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["naam"]
        verbose_name = "bestemming"
        verbose_name_plural = "bestemmingen"

    def __str__(self) -> str:
        return self.naam


class ActieQuerySet(models.QuerySet):
    """Questions about many acties; who may see and edit them is answered here and nowhere else."""

    def zichtbaar_voor(self, gebruiker):
        """What this account (or visitor) may see."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        mag = Q(zichtbaarheid=Zichtbaarheid.OPENBAAR)
        if rollen.intern:
            mag |= Q(zichtbaarheid=Zichtbaarheid.INTERN)
        if rollen.opgaven:
            mag |= Q(plan__opgave__in=rollen.opgaven)
        return self.filter(mag)

    def bewerkbaar_door(self, gebruiker):
        """What this account may edit and report progress on; never more than it may see."""
        rollen = rollen_van(gebruiker)
        if rollen.programmateam:
            return self
        mag = Q(plan__opgave__in=rollen.opgaven)
        if rollen.partner_id is not None:
            mag |= Q(_verantwoordelijk(rollen.partner_id)) & ~Q(zichtbaarheid=Zichtbaarheid.CONCEPT)
        return self.filter(mag)

    def van(self, gebruiker):
        """The acties this account has to keep up to date: its opgave as projectleider, its partner's own."""
        return self.filter(is_van(gebruiker))

    def lopend(self):
        return self.filter(status__in=LOPEND)

    def zonder_actuele_stand(self, op: date | None = None):
        """Running acties that were never reported, or longer ago than ``settings.ACTUEEL_DAGEN``."""
        return self.filter(heeft_geen_actuele_stand(op))

    def met_penvoerder(self):
        """Annotates `penvoerder_naam` (None when there is no penvoerder) for lists and exports."""
        # There is at most one, so this join makes no row twice; for a whole list it is far cheaper than a subquery.
        penvoerderschap = FilteredRelation("betrokkenheden", condition=Q(betrokkenheden__rol="penvoerder"))
        return self.annotate(penvoerderschap=penvoerderschap, penvoerder_naam=F("penvoerderschap__partner__naam"))

    def zonder_penvoerder(self):
        return self.filter(
            ~Exists(Betrokkenheid.objects.filter(actie=OuterRef("pk"), rol=Betrokkenheid.Rol.PENVOERDER))
        )


def is_van(gebruiker) -> Q:
    """Condition on Actie behind `ActieQuerySet.van`, for counting beside other conditions."""
    rollen = rollen_van(gebruiker)
    mag = Q(plan__opgave__in=rollen.opgaven)
    if rollen.partner_id is not None:
        mag |= Q(_verantwoordelijk(rollen.partner_id)) & ~Q(zichtbaarheid=Zichtbaarheid.CONCEPT)
    return mag


def heeft_geen_actuele_stand(op: date | None = None) -> Q:
    """Condition on Actie behind `ActieQuerySet.zonder_actuele_stand`."""
    grens = (op or timezone.localdate()) - timedelta(days=settings.ACTUEEL_DAGEN)
    return Q(status__in=LOPEND) & (Q(stand_op__isnull=True) | Q(stand_op__lt=grens))


def _verantwoordelijk(partner_id: int) -> Exists:
    """The partner is penvoerder or coördinator of the actie today."""
    vandaag = timezone.localdate()
    return Exists(
        Betrokkenheid.objects.filter(
            Q(van__isnull=True) | Q(van__lte=vandaag),
            Q(tot__isnull=True) | Q(tot__gt=vandaag),
            actie=OuterRef("pk"),
            partner=partner_id,
            rol__in=[Betrokkenheid.Rol.PENVOERDER, Betrokkenheid.Rol.COORDINATOR],
        )
    )


class Actie(models.Model):
    """An action of an uitvoeringsplan. `status` and `koers` follow the newest Voortgang, in `meld_voortgang`."""

    nummer = models.CharField(max_length=12, unique=True, editable=False)
    nummer_sortering = models.PositiveIntegerField(unique=True, editable=False)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    plan = models.ForeignKey(Uitvoeringsplan, models.PROTECT, related_name="acties")
    doel = models.ForeignKey(Doel, models.PROTECT, related_name="acties", null=True, blank=True)
    doel_afgeleid = models.BooleanField(default=False, help_text="De bron noemt dit doel niet zelf.")
    onderwerp = models.ForeignKey(Onderwerp, models.PROTECT, related_name="acties", null=True, blank=True)
    ook_doelen = models.ManyToManyField(Doel, through="Dwarsverband", related_name="ook_acties", blank=True)
    raakt_plannen = models.ManyToManyField(
        Uitvoeringsplan, through="RaaktPlan", related_name="geraakt_door", blank=True
    )
    titel = models.CharField(max_length=120)
    omschrijving = models.TextField(blank=True)
    beoogd_resultaat = models.TextField("wat willen we bereiken?", blank=True)
    resultaat = models.TextField("wat is er al bereikt?", blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.IDEE)
    status_afgeleid = models.BooleanField(default=False, editable=False)
    # None is "no table printed it", "" is "printed, but empty": the source knows both.
    status_gedrukt = models.TextField(  # noqa: DJ001
        null=True,
        blank=True,
        editable=False,
        help_text="Het label zoals het plan het drukte; leeg is een leeg vak.",
    )
    koers = models.CharField(max_length=20, choices=Koers.choices, blank=True)
    uitkomst = models.CharField(max_length=20, choices=Uitkomst.choices, default=Uitkomst.ONBEKEND)
    vervolg = models.CharField(max_length=20, choices=Vervolg.choices, default=Vervolg.GEEN)
    bestemmingen = models.ManyToManyField(Bestemming, related_name="acties", blank=True)
    begindatum = models.DateField(null=True, blank=True)
    begin_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    einddatum = models.DateField(null=True, blank=True)
    eind_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    gebieden = models.ManyToManyField(Gebied, related_name="acties", blank=True, verbose_name="wijken")
    locatie = models.CharField("plek", max_length=200, blank=True)
    betrokkenheid_niveau = models.CharField(
        "hoe ver doen bewoners mee?", max_length=20, choices=Betrokkenheidsniveau.choices, blank=True
    )
    inwonersbetrokkenheid = models.TextField("hoe doen bewoners mee?", blank=True)
    zichtbaarheid = models.CharField(max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.CONCEPT)
    zonder_penvoerder_reden = models.TextField(
        "waarom zonder penvoerder?",
        blank=True,
        help_text="Alleen nodig als de actie loopt zonder penvoerder.",
    )
    uren_nodig = models.PositiveIntegerField(
        "hoeveel uur per jaar is er nodig?",
        null=True,
        blank=True,
        validators=[MaxValueValidator(1_000_000)],
        help_text="Van alle partners samen. Leeg is: niet opgegeven.",
    )
    stand_op = models.DateField("laatste stand van", null=True, blank=True, editable=False)
    bron = models.CharField(max_length=200, blank=True, help_text="Waar de gegevens vandaan komen.")
    aantekening = models.TextField(blank=True, help_text="Alleen voor beheer; staat op geen openbare pagina.")
    versie = models.PositiveIntegerField(default=1, editable=False)
    # What searching compares with; see `clean_fields`.
    zoektekst = models.TextField(blank=True, default="", editable=False)

    objects = ActieQuerySet.as_manager()

    class Meta:
        ordering = ["nummer_sortering"]
        verbose_name = "actie"
        verbose_name_plural = "acties"
        indexes = [
            models.Index(fields=["status", "koers"], name="actie_status_koers"),
            models.Index(fields=["stand_op"], name="actie_stand_op"),
            # All that lists and counts look at, so that they need not read the long texts of every row.
            models.Index(
                fields=["plan", "status", "koers", "doel", "zichtbaarheid", "stand_op", "nummer_sortering"],
                name="actie_overzicht",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(begindatum__isnull=True) | Q(einddatum__isnull=True) | Q(einddatum__gte=F("begindatum")),
                name="actie_eind_na_begin",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="actie_status_bekend",
                violation_error_message="Kies een status uit de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(koers="") | Q(koers__in=Koers.values),
                name="actie_koers_bekend",
                violation_error_message="Kies een koers uit de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(koers="") | Q(status__in=LOPEND),
                name="actie_koers_alleen_lopend",
                violation_error_message="Alleen een actie die loopt heeft een koers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("acties:detail", args=[self.nummer])

    def get_additional_data(self):
        return {"bij": bij(self)}

    def clean_fields(self, exclude=None):
        self.zoektekst = vouw(" ".join(getattr(self, veld) or "" for veld in DOORZOEKBAAR))
        super().clean_fields(exclude)

    @property
    def loopt(self) -> bool:
        return self.status in LOPEND

    def aantekening_leesbaar_voor(self, gebruiker) -> bool:
        """True for who may read the notes of this actie: the office, and the projectleider of its opgave."""
        rollen = rollen_van(gebruiker)
        return rollen.ziet_alles or self.plan.opgave_id in rollen.opgaven

    @property
    def dagen_oud(self) -> int | None:
        """Days since the newest stand; None when progress was never reported."""
        return (timezone.localdate() - self.stand_op).days if self.stand_op else None

    @property
    def looptijd(self) -> str:
        """Run time in words, as precisely as known; empty when nobody named a date."""
        begin = toon_datum(self.begindatum, self.begin_precisie)
        eind = toon_datum(self.einddatum, self.eind_precisie)
        if begin and eind:
            return begin if begin == eind else f"{begin} tot en met {eind}"
        if begin:
            return f"vanaf {begin}"
        return f"tot en met {eind}" if eind else ""


class Dwarsverband(models.Model):
    """A second doel that an actie serves, often of another opgave."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="dwarsverbanden")
    doel = models.ForeignKey(Doel, models.PROTECT, related_name="dwarsverbanden")
    afgeleid = models.BooleanField(default=False, help_text="De bron noemt dit verband niet zelf.")
    grond = models.TextField("waarom", blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["doel__nummer"]
        verbose_name = "dwarsverband"
        verbose_name_plural = "dwarsverbanden"
        constraints = [
            models.UniqueConstraint(
                fields=["actie", "doel"],
                name="dwarsverband_eenmaal",
                violation_error_message="Dit doel staat al bij deze actie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actie.nummer} ook voor {self.doel.nummer}"

    def get_additional_data(self):
        return {"bij": bij(self.actie)}


class RaaktPlan(models.Model):
    """Another plan that an actie touches, where no doel of it can be named."""

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="geraakte_plannen")
    plan = models.ForeignKey(Uitvoeringsplan, models.PROTECT, related_name="geraakte_plannen")
    afgeleid = models.BooleanField(default=False, help_text="De bron noemt dit verband niet zelf.")
    grond = models.TextField("waarom", blank=True)
    bron_code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["plan"]
        verbose_name = "geraakt plan"
        verbose_name_plural = "geraakte plannen"
        constraints = [
            models.UniqueConstraint(
                fields=["actie", "plan"],
                name="raaktplan_eenmaal",
                violation_error_message="Dit plan staat al bij deze actie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actie.nummer} raakt {self.plan}"

    def get_additional_data(self):
        return {"bij": bij(self.actie)}


class Betrokkenheid(models.Model):
    """A partner's part in an actie: its role, and the hours it agreed to, if any."""

    class Rol(models.TextChoices):
        PENVOERDER = "penvoerder", "Penvoerder"
        COORDINATOR = "coordinator", "Coördinator"
        UITVOERDER = "uitvoerder", "Uitvoerder"
        FINANCIER = "financier", "Financier"
        ONDERSTEUNER = "ondersteuner", "Ondersteuner"
        DEELNEMER = "deelnemer", "Deelnemer"

    actie = models.ForeignKey(Actie, models.CASCADE, related_name="betrokkenheden")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="betrokkenheden")
    rol = models.CharField(max_length=20, choices=Rol.choices, default=Rol.DEELNEMER)
    inzet = models.CharField("wat doet de partner?", max_length=200, blank=True)
    contactpersoon = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="betrokkenheden"
    )
    uren_per_jaar = models.PositiveIntegerField(null=True, blank=True)
    van = models.DateField(null=True, blank=True)
    tot = models.DateField(null=True, blank=True, help_text="De eerste dag zonder deze rol.")
    toegezegd_op = models.DateField(null=True, blank=True)
    bron_code = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "betrokken partner"
        verbose_name_plural = "betrokken partners"
        constraints = [
            models.UniqueConstraint(
                fields=["actie", "partner", "rol"],
                name="betrokkenheid_eenmaal",
                violation_error_message="Deze partner heeft deze rol al.",
            ),
            models.UniqueConstraint(
                fields=["actie"],
                condition=Q(rol="penvoerder"),
                name="betrokkenheid_een_penvoerder",
                violation_error_message="Deze actie heeft al een penvoerder. Haal die eerst weg.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="betrokkenheid_tot_na_van",
                violation_error_message="De einddatum ligt niet voor de begindatum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_rol_display()}"

    def get_additional_data(self):
        return {"bij": bij(self.actie)}

    def clean(self):
        """Hours that were asked and delivered stay with who said so."""
        oud = Betrokkenheid.objects.filter(pk=self.pk).exclude(partner=self.partner_id) if self.pk else None
        if oud is not None and oud.filter(Q(afspraken__isnull=False) | Q(geleverd__isnull=False)).exists():
            raise ValidationError("Bij deze rij horen uren van de partner die er stond. Voeg de andere partner toe.")
