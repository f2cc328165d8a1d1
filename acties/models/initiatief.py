"""Initiatief: an idea of a resident or partner, who handed it in, and the log of what happened to it.

How to reach the submitter stands apart, in `Indiener`, so that it can be removed while the idea stays.
"""

import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from acties.models.actie import Actie
from acties.models.initiatiefkeuzes import (
    BIJ_COLLEGAS,
    GESLOTEN,
    IN_BEHANDELING,
    NIET_OPENBAAR,
    Indienersoort,
    InitiatiefStatus,
)
from opgaven.models import Bemensing, Doel, Gebied, Opgave
from sterkvoornoord.datums import Precisie
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van

#: The digits at the end of a telephone number that are the same however its beginning is written.
_VASTE_CIJFERS = 9
#: Nobody said that the address of the submitter is theirs.
NIET_BEVESTIGD = (InitiatiefStatus.ONBEVESTIGD, InitiatiefStatus.VERVALLEN)
#: Roles of the programme office.
PROGRAMMATEAM = (Bemensing.Rol.PROGRAMMAMANAGER, Bemensing.Rol.PROGRAMMATEAM)
TALEN = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]


class MetSleutel(models.Model):
    """A row that somebody without an account opens with a secret link; see `acties.initiatieven.sleutels`.

    Of the link only a hash is kept. `zout` makes the link again for a mail, together with the key of the portal;
    who has only the database cannot.
    """

    zout = models.CharField(max_length=64, editable=False)
    sleutel_hash = models.CharField(max_length=64, unique=True, editable=False)
    taal = models.CharField(max_length=2, choices=TALEN, default="nl")

    class Meta:
        abstract = True


class InitiatiefQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """All for programmateam and beheerder; of a projectleider those of the opgave and those of none yet; for the
        bestuur what was confirmed; of a partner its own. Who has no account has a link instead."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        mag = Q(pk=None)
        if rollen.bestuur:
            mag |= ~Q(status__in=NIET_BEVESTIGD)
        if rollen.opgaven:
            mag |= Q(opgave__in=rollen.opgaven) | Q(opgave=None)
        if rollen.partner_id:
            mag |= Q(partner=rollen.partner_id)
        return self.filter(mag)

    def bewerkbaar_door(self, gebruiker):
        """Whom it falls to: the programmateam, and the projectleider of the opgave or of an idea without one."""
        rollen = rollen_van(gebruiker)
        if rollen.programmateam:
            return self
        if not rollen.opgaven:
            return self.none()
        return self.filter(Q(opgave__in=rollen.opgaven) | Q(opgave=None))

    def eigen_van(self, gebruiker):
        """Handed in by the partner of `gebruiker`."""
        partner = rollen_van(gebruiker).partner_id
        return self.filter(partner=partner) if partner else self.none()

    def in_behandeling(self):
        return self.filter(status__in=IN_BEHANDELING)

    def te_laat(self, vandaag: date | None = None):
        """Of which the first answer or the decision is overdue. While we wait for the submitter nothing is."""
        vandaag = vandaag or timezone.localdate()
        geen_antwoord = Q(beantwoord_op=None, antwoord_voor__lt=vandaag)
        geen_besluit = Q(wacht_sinds=None, besluit_voor__lt=vandaag)
        return self.in_behandeling().filter(geen_antwoord | geen_besluit)

    def zonder_contact_sinds(self, moment: datetime):
        """Of which the submitter wrote nothing and heard nothing since `moment`. What was merged with another idea
        follows that one, and is not in it."""
        contact = InitiatiefLog.objects.voor_indiener().filter(initiatief=OuterRef("pk"), op__gte=moment)
        rijen = self.filter(ontvangen_op__lt=moment, samengevoegd_met=None)
        return rijen.exclude(status__in=NIET_BEVESTIGD).exclude(Exists(contact))

    def te_bellen(self):
        """Not confirmed yet, and only to be confirmed by calling."""
        return self.filter(status=InitiatiefStatus.ONBEVESTIGD, indiener__email="")

    def vraagt_aandacht(self, vandaag: date | None = None):
        """Of which the term that counts now is near or past, and those whose submitter has to be called."""
        tot = (vandaag or timezone.localdate()) + timedelta(days=settings.INITIATIEF_BIJNA_DAGEN)
        antwoord = Q(beantwoord_op=None, antwoord_voor__lte=tot)
        besluit = Q(beantwoord_op__isnull=False, wacht_sinds=None, besluit_voor__lte=tot)
        bellen = Q(pk__in=Initiatief.objects.te_bellen().values("pk"))
        return self.filter(Q(status__in=IN_BEHANDELING) & (antwoord | besluit) | bellen)

    def met_behandelt(self):
        """With `behandelt`: whether somebody was assigned who may (still) handle it today."""
        rol = Bemensing.objects.nu().filter(gebruiker=OuterRef("behandelaar"), gebruiker__is_active=True)
        leider = rol.filter(rol=Bemensing.Rol.PROJECTLEIDER, opgave__isnull=False)
        team = rol.filter(rol__in=PROGRAMMATEAM, opgave=None, plan=None)
        hier = Q(Exists(leider.filter(opgave=OuterRef("opgave")))) | Q(opgave=None) & Q(Exists(leider))
        return self.annotate(behandelt=ExpressionWrapper(Q(Exists(team)) | hier, models.BooleanField()))

    def aan(self, gebruiker):
        """Whom we count on: who was assigned, and without such a colleague the programmateam."""
        wie = Q(behandelt=True, behandelaar=gebruiker)
        if rollen_van(gebruiker).programmateam:
            wie |= Q(behandelt=False)
        return self.met_behandelt().filter(wie)

    def van(self, gebruiker):
        """That `gebruiker` handles, and that somebody still owes something."""
        return self.in_behandeling().filter(behandelaar=gebruiker)

    def openbaar(self):
        """On the website: the submitter agreed and a colleague released it (a constraint holds both)."""
        return self.filter(openbaar_op__isnull=False)

    def met_aantal(self):
        """With `aantal`, how many take part besides the submitter."""
        return self.annotate(aantal=Count("deelnames", filter=Q(deelnames__telt=True)))

    def wacht_op_indiener(self):
        return self.filter(status=InitiatiefStatus.AANVULLING_GEVRAAGD)


class Initiatief(MetSleutel):
    """One idea, from the moment it is handed in. Its number is given once; the row is never deleted."""

    nummer = models.CharField(max_length=14, unique=True)
    titel = models.CharField(max_length=120, blank=True)
    wat = models.TextField("wat wilt u gaan doen", blank=True)
    waarom = models.TextField(blank=True)
    gebied = models.ForeignKey(Gebied, models.PROTECT, null=True, blank=True, related_name="initiatieven")
    voor_wie = models.JSONField(default=list, blank=True)
    doel = models.ForeignKey(Doel, models.PROTECT, null=True, blank=True, related_name="initiatieven")
    opgave = models.ForeignKey(Opgave, models.PROTECT, null=True, blank=True, related_name="initiatieven")
    deelnemers = models.TextField("wie doet er mee", blank=True)
    nodig = models.JSONField("wat is er nodig", default=list, blank=True)
    bedrag = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    begindatum = models.DateField(null=True, blank=True)
    begin_precisie = models.CharField(max_length=6, choices=Precisie.choices, default=Precisie.DAG)
    inwonersbetrokkenheid = models.TextField("hoe doen bewoners mee", blank=True)
    soort_indiener = models.CharField(max_length=12, choices=Indienersoort.choices)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="initiatieven")
    mag_openbaar = models.BooleanField("mag op de website", default=False)
    status = models.CharField(max_length=20, choices=InitiatiefStatus.choices, default=InitiatiefStatus.ONBEVESTIGD)
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    ingevoerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="ingevoerde_initiatieven"
    )
    ontvangen_op = models.DateTimeField(default=timezone.now, editable=False)
    ingediend_op = models.DateTimeField("bevestigd op", null=True, blank=True, editable=False)
    antwoord_voor = models.DateField("eerste antwoord voor", null=True, blank=True)
    besluit_voor = models.DateField(null=True, blank=True)
    beantwoord_op = models.DateTimeField("eerste antwoord op", null=True, blank=True, editable=False)
    wacht_sinds = models.DateField("de klok staat stil sinds", null=True, blank=True, editable=False)
    samengevoegd_met = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="dubbelen", verbose_name="samengevoegd met"
    )
    actie = models.OneToOneField(
        Actie, models.PROTECT, null=True, blank=True, editable=False, related_name="initiatief"
    )
    openbaar_titel = models.CharField("naam op de website", max_length=120, blank=True)
    openbaar_tekst = models.TextField("tekst op de website", blank=True)
    openbaar_taal = models.CharField("taal op de website", max_length=2, choices=TALEN, default="nl")
    openbaar_op = models.DateTimeField("op de website sinds", null=True, blank=True, editable=False)
    #: How many took part when the submitter last had a mail about it.
    deelnemers_gemeld = models.PositiveIntegerField(default=0, editable=False)
    gesloten_op = models.DateTimeField(null=True, blank=True, editable=False)
    geanonimiseerd_op = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InitiatiefQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "initiatief"
        verbose_name_plural = "initiatieven"
        indexes = [models.Index(fields=["status", "besluit_voor"], name="initiatief_werkvoorraad")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=InitiatiefStatus.values),
                name="initiatief_status_bekend",
                violation_error_message="Kies een status uit de lijst.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IN_BEHANDELING)
                | Q(ingediend_op__isnull=False, antwoord_voor__isnull=False, besluit_voor__isnull=False),
                name="initiatief_in_behandeling_heeft_termijn",
                violation_error_message="Een initiatief in behandeling heeft een dag van indienen en termijnen.",
            ),
            models.CheckConstraint(
                condition=Q(wacht_sinds__isnull=True) | Q(status=InitiatiefStatus.AANVULLING_GEVRAAGD),
                name="initiatief_klok_staat_stil_bij_een_vraag",
                violation_error_message="De klok staat alleen stil zolang de indiener iets gevraagd is.",
            ),
            models.CheckConstraint(
                condition=Q(status=InitiatiefStatus.SAMENGEVOEGD, samengevoegd_met__isnull=False)
                | (~Q(status=InitiatiefStatus.SAMENGEVOEGD) & Q(samengevoegd_met__isnull=True)),
                name="initiatief_samengevoegd_noemt_het_andere",
                violation_error_message="Alleen een samengevoegd initiatief noemt het andere initiatief.",
            ),
            models.CheckConstraint(
                condition=~Q(status=InitiatiefStatus.OMGEZET) | Q(actie__isnull=False),
                name="initiatief_omgezet_heeft_actie",
                violation_error_message="Een initiatief dat een actie is geworden, noemt die actie.",
            ),
            models.CheckConstraint(
                condition=Q(openbaar_op__isnull=True)
                | (Q(mag_openbaar=True) & ~Q(openbaar_titel="") & ~Q(status__in=NIET_OPENBAAR)),
                name="initiatief_openbaar_met_toestemming",
                violation_error_message="Op de website komt een idee alleen met toestemming, en zolang het leeft.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=GESLOTEN) | Q(gesloten_op__isnull=False),
                name="initiatief_gesloten_heeft_dag",
                violation_error_message="Een initiatief dat gesloten is, heeft een dag van sluiten.",
            ),
        ]

    def __str__(self) -> str:
        # Without the title: what a resident wrote does not belong in the history.
        return self.nummer

    def get_absolute_url(self) -> str:
        return reverse("initiatieven:detail", args=[self.nummer])

    def get_additional_data(self):
        return {"bij": bij(self)}

    @property
    def bij_collegas(self) -> str:
        """The status as colleagues call it."""
        return BIJ_COLLEGAS[self.status][0]

    @property
    def termijn(self) -> date | None:
        """The day that counts now: of the first answer, then of the decision; None while the clock stands still."""
        if self.status not in IN_BEHANDELING:
            return None
        if self.beantwoord_op is None:
            return self.antwoord_voor
        return None if self.wacht_sinds else self.besluit_voor

    @property
    def is_in_behandeling(self) -> bool:
        return self.status in IN_BEHANDELING


class Indiener(models.Model):
    """How to reach who handed in an initiatief: personal data, removed when it is no longer needed.

    Not in the history: what is removed here must be gone.
    """

    initiatief = models.OneToOneField(Initiatief, models.CASCADE, related_name="indiener")
    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "indiener"
        verbose_name_plural = "indieners"
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(telefoon=""),
                name="indiener_bereikbaar",
                violation_error_message="Vul een e-mailadres of een telefoonnummer in.",
            )
        ]

    def __str__(self) -> str:
        return f"Indiener van {self.initiatief.nummer}"

    def staat_in(self, tekst: str) -> str:
        """What of the submitter stands in `tekst`, in words; "" when nothing does."""
        klein, cijfers = tekst.casefold(), re.sub(r"\D", "", tekst)
        if self.email and self.email.casefold() in klein:
            return "het e-mailadres"
        # Without what stands in front of it: +31 6 and 06 are one number.
        if (telefoon := re.sub(r"\D", "", self.telefoon)[-_VASTE_CIJFERS:]) and telefoon in cijfers:
            return "het telefoonnummer"
        # One word can be anything, such as a month; a name of more is a person.
        naam = " ".join(self.naam.casefold().split())
        return "de naam" if " " in naam and re.search(rf"\b{re.escape(naam)}\b", " ".join(klein.split())) else ""


class InitiatiefLogQuerySet(models.QuerySet):
    def voor_indiener(self):
        """What the submitter may read: not the notes among colleagues, nor whom they gave it to."""
        return self.exclude(soort__in=[InitiatiefLog.Soort.NOTITIE, InitiatiefLog.Soort.TOEWIJZING])


class InitiatiefLog(models.Model):
    """What happened to an initiatief: who, when, and why. Rows are added, never changed.

    `door_als` is the function of the account that did it; empty is the submitter.
    """

    class Soort(models.TextChoices):
        STAP = "stap", "Stap"
        BERICHT = "bericht", "Bericht"
        NOTITIE = "notitie", "Notitie"
        TOEWIJZING = "toewijzing", "Toewijzing"

    initiatief = models.ForeignKey(Initiatief, models.CASCADE, related_name="log")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    van_status = models.CharField(max_length=20, choices=InitiatiefStatus.choices, blank=True)
    naar_status = models.CharField(max_length=20, choices=InitiatiefStatus.choices, blank=True)
    tekst = models.TextField(blank=True)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="initiatieflog"
    )
    door_als = models.CharField("functie", max_length=80, blank=True)
    op = models.DateTimeField(default=timezone.now, editable=False)

    objects = InitiatiefLogQuerySet.as_manager()

    class Meta:
        ordering = ["op", "pk"]
        verbose_name = "logregel van een initiatief"
        verbose_name_plural = "log van initiatieven"
        constraints = [
            models.CheckConstraint(
                condition=~Q(soort="stap") | ~Q(naar_status=""),
                name="initiatieflog_stap_heeft_status",
                violation_error_message="Een stap noemt de status waar hij heen gaat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiatief.nummer}: {self.get_soort_display()}"

    @property
    def in_woorden(self) -> str:
        """What happened, for colleagues."""
        if self.soort != self.Soort.STAP:
            return self.get_soort_display().lower()
        naar = BIJ_COLLEGAS[self.naar_status][0].lower()
        return f"van {BIJ_COLLEGAS[self.van_status][0].lower()} naar {naar}" if self.van_status else naar


class Concept(MetSleutel):
    """A form that somebody is filling in: what was typed in each step, as it was typed, right or wrong.

    Once it is handed in, `initiatief` says what became of it and what was typed is removed from here; sending it a
    second time then makes nothing new.
    """

    antwoorden = models.JSONField(default=dict)
    initiatief = models.OneToOneField(
        Initiatief, models.CASCADE, null=True, blank=True, related_name="concept", editable=False
    )
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="initiatiefconcepten"
    )
    namens = models.BooleanField("een collega vult het in voor een ander", default=False)
    begonnen_op = models.DateTimeField(auto_now_add=True)
    bewaard_op = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "concept van een initiatief"
        verbose_name_plural = "concepten van initiatieven"

    def __str__(self) -> str:
        return f"Concept {self.pk}"
