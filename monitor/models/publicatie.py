"""Publicatie: an edition of a book made from the programme, and the job that makes it."""

from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.urls import reverse

from monitor.models.levensloop import VAST, VOORWAARDEN, Fase, Levensloop, LevensloopQuerySet
from monitor.models.taakrij import TaakQuerySet, Taakrij
from sterkvoornoord.rollen import Rollen, rollen_van


def mag_publiceren(rollen: Rollen) -> bool:
    """Publications are the programmateam's work; the beheerder looks after accounts and reference data."""
    return rollen.programmateam


class PublicatieQuerySet(LevensloopQuerySet, TaakQuerySet):
    """Questions about editions and their jobs. Lists leave the snapshot where it is: it is large."""

    def zichtbaar_voor(self, gebruiker):
        """What this account may see.

        A concept: who makes it, and the projectleiders, who read along. What is vastgesteld: the bestuur as well.
        What is gepubliceerd: everybody, from its day on.
        """
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        if rollen.opgaven:
            return self.gereed()
        return self.vastgesteld() if rollen.bestuur else self.openbaar()

    def zonder_inhoud(self):
        return self.defer("inhoud")

    def gereed(self):
        return self.filter(status=Publicatie.Status.GEREED)

    def met_vervangen(self, zichtbaar: "PublicatieQuerySet | None" = None):
        """Annotates `is_vervangen`: among `zichtbaar` (default: all) is one that stands in its place.

        In the place of a concept: a newer concept of the same title, or one that is vastgesteld. In that of an
        edition that is vastgesteld: a vastgesteld erratum, and of those the last.
        """
        alle = Publicatie.objects.all() if zichtbaar is None else zichtbaar
        titelgenoot = alle.gereed().filter(titel=OuterRef("titel")).exclude(pk=OuterRef("pk"))
        nieuwer_concept = titelgenoot.filter(Q(pk__gt=OuterRef("pk")) | Q(fase__in=VAST))
        errata = alle.vastgesteld()
        bij_haar = errata.filter(erratum_bij=OuterRef("pk"))
        later = errata.filter(erratum_bij=OuterRef("erratum_bij"), erratum_nummer__gt=OuterRef("erratum_nummer"))
        return self.annotate(
            is_vervangen=Case(
                When(fase=Fase.CONCEPT, then=Exists(nieuwer_concept)), default=Exists(bij_haar) | Exists(later)
            )
        )

    def mislukt_en_niet_hersteld(self):
        """Failures after which no edition of the kind was made or is being made."""
        later = Publicatie.objects.filter(
            Q(status=Publicatie.Status.GEREED, klaar_op__gt=OuterRef("klaar_op")) | Q(status__in=Publicatie.LOPEND),
            soort=OuterRef("soort"),
        )
        return self.filter(~Exists(later), status=Publicatie.Status.MISLUKT)

    def van_soort(self, soort: str):
        """Editions of one kind; of every kind with an empty one."""
        return self.filter(soort=soort) if soort else self

    def van_de_jaren(self, van: int, tot: int):
        """Editions about any of these years."""
        return self.filter(periode_van__year__lte=tot, periode_tot__year__gte=van)

    def voor_editie(self, titel: str, peildatum: date):
        """Projectenboeken before the edition with this title, best first; its own concepts are not among them.

        The last one that was vastgesteld comes first; where there is none, the newest concept.
        """
        boeken = self.gereed().filter(soort=Publicatie.Soort.PROJECTENBOEK, peildatum__lte=peildatum)
        return boeken.exclude(titel=titel).order_by(F("vastgesteld_op").desc(nulls_last=True), "-peildatum", "-pk")

    def eerdere_monitors(self, periode_tot: date):
        """Monitors over years that ended before `periode_tot`, best first.

        What was vastgesteld comes before what is a concept, then the latest years, then the newest of those.
        """
        eerder = self.gereed().filter(soort=Publicatie.Soort.MONITOR, periode_tot__lt=periode_tot)
        concept = ExpressionWrapper(Q(vastgesteld_op__isnull=True), BooleanField())
        return eerder.order_by(concept, "-periode_tot", F("vastgesteld_op").desc(nulls_last=True), "-pk")


class Publicatie(Levensloop, Taakrij):
    """One edition. The row is the truth about its job: a queue only carries the call to look at it."""

    class Soort(models.TextChoices):
        PROJECTENBOEK = "projectenboek", "Projectenboek"
        MONITOR = "monitor", "Monitor"

    Fase = Fase

    class Status(models.TextChoices):
        WACHT = "wacht", "Wacht"
        BEZIG = "bezig", "Bezig"
        GEREED = "gereed", "Klaar"
        MISLUKT = "mislukt", "Mislukt"
        GESTOPT = "gestopt", "Gestopt"

    class Stap(models.TextChoices):
        """The steps of the job, in order."""

        VASTLEGGEN = "vastleggen", "Gegevens vastleggen"
        OPMAKEN = "opmaken", "Bladzijden opmaken"
        SCHRIJVEN = "schrijven", "Pdf schrijven"
        CONTROLEREN = "controleren", "Controleren en bewaren"

    TAAK = "maak_publicatie"

    soort = models.CharField(max_length=20, choices=Soort.choices, default=Soort.PROJECTENBOEK)
    titel = models.CharField(max_length=120)
    periode_van = models.DateField()
    periode_tot = models.DateField("periode tot en met")
    peildatum = models.DateField()
    publicatiedatum = models.DateField(
        "wordt openbaar op", null=True, blank=True, help_text="Leeg zolang het bestuur de dag niet heeft bepaald."
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WACHT)

    # What was frozen, and what came of it.
    inhoud = models.JSONField(null=True, blank=True, editable=False)
    schema_versie = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    inhoud_sha256 = models.CharField("controlegetal van de inhoud", max_length=64, blank=True, editable=False)
    aantal_acties = models.PositiveIntegerField(null=True, blank=True, editable=False)
    #: What changed since the edition before, counted in a sentence. All of it is in the snapshot.
    wijzigingen = models.TextField(blank=True, editable=False)
    bestand = models.FileField(blank=True, max_length=200, editable=False)
    bestand_grootte = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    bladzijden = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The short edition for the council, of the same snapshot; a monitor has none.
    kort_bestand = models.FileField(blank=True, max_length=200, editable=False)
    kort_grootte = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    kort_bladzijden = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # The job.
    stap = models.CharField(max_length=12, choices=Stap.choices, blank=True, editable=False)
    stap_detail = models.CharField(max_length=120, blank=True, editable=False)
    #: Nobody: the schedule asked.
    aangevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="publicaties", null=True, editable=False
    )
    #: What the schedule asked for; it asks for nothing twice, also not when two schedulers run.
    rooster = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    aangevraagd_op = models.DateTimeField(auto_now_add=True)

    objects = PublicatieQuerySet.as_manager()

    class Meta:
        ordering = ["-peildatum", "-pk"]
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        indexes = [models.Index(fields=["status", "-peildatum"], name="publicatie_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "peildatum"],
                condition=Q(status__in=["wacht", "bezig"]),
                name="publicatie_een_taak_tegelijk",
                violation_error_message="Deze editie wordt al gemaakt.",
            ),
            models.CheckConstraint(
                condition=Q(periode_tot__gte=F("periode_van")),
                name="publicatie_periode_oplopend",
                violation_error_message="De periode eindigt niet voor zij begint.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="monitor")
                | Q(publicatiedatum__isnull=True)
                | Q(publicatiedatum__gt=F("periode_tot")),
                name="publicatie_openbaar_na_periode",
                violation_error_message="Een monitor wordt pas na haar jaren openbaar.",
            ),
            models.CheckConstraint(
                condition=~Q(status="gereed") | (~Q(bestand="") & Q(inhoud__isnull=False)),
                name="publicatie_gereed_heeft_bestand",
                violation_error_message="Een editie die klaar is, heeft een inhoud en een bestand.",
            ),
            models.CheckConstraint(
                condition=Q(voortgang__lte=100),
                name="publicatie_voortgang_procenten",
                violation_error_message="De voortgang is ten hoogste 100 procent.",
            ),
            *VOORWAARDEN,
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def gevraagd_op(self) -> datetime:
        return self.aangevraagd_op

    @property
    def duur(self) -> timedelta | None:
        """How long the attempt that finished took; None while it has not."""
        return self.klaar_op - self.gestart_op if self.klaar_op and self.gestart_op else None

    @property
    def erratum(self) -> dict[str, Any] | None:
        """What its book says of being an erratum; None when it is none."""
        if self.erratum_bij is None:
            return None
        return {"nummer": self.erratum_nummer, "bij": self.erratum_bij.titel, "reden": self.erratum_reden}

    @property
    def jaren(self) -> tuple[int, int]:
        """First and last year of the period."""
        return self.periode_van.year, self.periode_tot.year

    def als_op(self, dag: date) -> "Editie":
        """What this edition is called and covers when its data is frozen on `dag`.

        A projectenboek goes by the half year of its data; the years that a monitor is about stay what they are, and
        an erratum stays that of the edition that it corrects.
        A day of publication that is over by then was not kept: it is unknown again.
        """
        if self.erratum_bij_id:
            return Editie(
                soort=self.soort,
                titel=self.titel,
                peildatum=dag,
                periode_van=self.periode_van,
                periode_tot=self.periode_tot,
                publicatiedatum=None,
            )
        if self.soort == self.Soort.MONITOR:
            openbaar = self.publicatiedatum if self.publicatiedatum and self.publicatiedatum >= dag else None
            return monitor_editie(dag, self.jaren, openbaar)
        return editie(dag)

    def get_absolute_url(self) -> str:
        return reverse("monitor:publicatie", args=[self.pk])

    @property
    def naam_zonder_vorm(self) -> str:
        """Name under which its files are handed out, without what comes behind the dot."""
        erratum = f"-erratum-{self.erratum_nummer}" if self.erratum_nummer else ""
        return f"sterk-voor-noord-{self.soort}-{self.peildatum:%Y-%m-%d}{erratum}"

    @property
    def bestandsnaam(self) -> str:
        """Name under which the PDF is handed out."""
        return f"{self.naam_zonder_vorm}.pdf"

    @property
    def korte_bestandsnaam(self) -> str:
        return self.bestandsnaam.replace(".pdf", "-kort.pdf")

    def get_pdf_url(self) -> str:
        """Address of its PDF, which says what kind of edition it is."""
        naam = "publicatie-monitor-pdf" if self.soort == self.Soort.MONITOR else "publicatie-pdf"
        return reverse(f"monitor:{naam}", args=[self.pk])

    @property
    def stapnummer(self) -> int:
        """Number of the step it is in, from 1; 0 before the first."""
        return self.Stap.values.index(self.stap) + 1 if self.stap else 0


class Editie(TypedDict):
    """What an edition is called and covers."""

    soort: str
    titel: str
    peildatum: date
    periode_van: date
    periode_tot: date
    publicatiedatum: date | None


def editie(dag: date) -> Editie:
    """The projectenboek of `dag`: that of the half year that the day lies in, "Projectenboek najaar 2026"."""
    voorjaar = dag.month <= 6
    return Editie(
        soort=Publicatie.Soort.PROJECTENBOEK,
        titel=f"{Publicatie.Soort.PROJECTENBOEK.label} {'voorjaar' if voorjaar else 'najaar'} {dag.year}",
        peildatum=dag,
        periode_van=date(dag.year, 1, 1) if voorjaar else date(dag.year, 7, 1),
        periode_tot=date(dag.year, 6, 30) if voorjaar else date(dag.year, 12, 31),
        publicatiedatum=None,
    )


def jaren_voor(dag: date) -> tuple[int, int]:
    """The two calendar years before the year of `dag`: what a monitor that is made then is about."""
    return dag.year - 2, dag.year - 1


def monitor_editie(dag: date, jaren: tuple[int, int] | None = None, publicatiedatum: date | None = None) -> Editie:
    """The monitor with the data of `dag` over two calendar years, by default those before it: "Monitor 2024–2025".

    Raises ValueError, with a Dutch sentence, when these are not two whole years that are past, or when it would be
    public before its data was frozen.
    """
    van, tot = jaren or jaren_voor(dag)
    if tot != van + 1:
        raise ValueError(f"De monitor gaat over 2 jaren die op elkaar volgen, zoals {dag.year - 2}-{dag.year - 1}.")
    if tot >= dag.year:
        raise ValueError(f"Het jaar {tot} is nog niet voorbij. De monitor gaat over 2 jaren die voorbij zijn.")
    if publicatiedatum and publicatiedatum < dag:
        raise ValueError("De datum waarop de monitor openbaar wordt, ligt niet voor vandaag.")
    return Editie(
        soort=Publicatie.Soort.MONITOR,
        titel=f"{Publicatie.Soort.MONITOR.label} {van}–{tot}",
        peildatum=dag,
        periode_van=date(van, 1, 1),
        periode_tot=date(tot, 12, 31),
        publicatiedatum=publicatiedatum,
    )
