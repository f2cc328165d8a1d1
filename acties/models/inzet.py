"""Hours of a partner in an actie: what was asked of it and what it answered, and what it delivered."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from acties.models.actie import Actie, Betrokkenheid
from acties.models.keuzes import Zichtbaarheid
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.rollen import rollen_van

MEESTE_UREN = 100_000
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


class InzetafspraakQuerySet(models.QuerySet):
    """Who reads a question about hours, and who has to answer it."""

    def open(self):
        return self.filter(stand__in=OPEN)

    def zichtbaar_voor(self, gebruiker):
        """Of the acties one sees: for colleagues of the programme; other partners see what their own were asked."""
        rollen = rollen_van(gebruiker)
        if not rollen.intern:
            return self.none()
        rijen = self.filter(betrokkenheid__actie__in=Actie.objects.zichtbaar_voor(gebruiker).order_by().values("pk"))
        if rollen.ziet_alles or rollen.bestuur:
            return rijen
        mag = Q(betrokkenheid__actie__plan__opgave__in=rollen.opgaven)
        if rollen.partner_id is not None:
            beheert = Actie.objects.bewerkbaar_door(gebruiker).filter(pk=OuterRef("betrokkenheid__actie"))
            mag |= Q(betrokkenheid__partner=rollen.partner_id) | Q(Exists(beheert))
        return rijen.filter(mag)

    def te_beantwoorden_door(self, gebruiker):
        """What the partner of this account was asked and has not answered yet; nothing of an actie it cannot see."""
        rollen = rollen_van(gebruiker)
        if rollen.partner_id is None:
            return self.none()
        return self.filter(stand=Inzetafspraak.Stand.GEVRAAGD, betrokkenheid__partner=rollen.partner_id).exclude(
            betrokkenheid__actie__zichtbaarheid=Zichtbaarheid.CONCEPT
        )


class Inzetafspraak(models.Model):
    """One question to a partner: so many hours in each calendar year that its role lasts; and its answer.

    A "ja" puts the number in `Betrokkenheid.uren_per_jaar`, which is what holds. A row is never changed into another
    question: another number is another row, so that what was agreed before stays to be read.
    """

    class Stand(models.TextChoices):
        TE_VRAGEN = "te_vragen", "Nog te vragen"
        GEVRAAGD = "gevraagd", "Gevraagd"
        JA = "ja", "Ja gezegd"
        NEE = "nee", "Nee gezegd"
        VERVANGEN = "vervangen", "Vervangen door een nieuwe afspraak"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    betrokkenheid = models.ForeignKey(Betrokkenheid, models.PROTECT, related_name="afspraken")
    uren = models.PositiveIntegerField("uren per jaar")
    van = models.DateField(null=True, blank=True)
    tot = models.DateField(null=True, blank=True, help_text="De eerste dag zonder deze afspraak.")
    toelichting = models.CharField("waarvoor", max_length=300, blank=True)
    stand = models.CharField(max_length=12, choices=Stand.choices, default=Stand.TE_VRAGEN)
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    gevraagd_op = models.DateTimeField(null=True, blank=True)
    gevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="gevraagde_uren"
    )
    gevraagd_als = models.CharField(max_length=120, blank=True)
    antwoord_op = models.DateTimeField(null=True, blank=True)
    antwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="beantwoorde_uren"
    )
    antwoord_als = models.CharField(max_length=120, blank=True)
    namens = models.BooleanField("vastgelegd door een collega", default=False)
    opmerking = models.CharField(max_length=500, blank=True)
    voorstel_uren = models.PositiveIntegerField("wat de partner wel kan", null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = InzetafspraakQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "afspraak over uren"
        verbose_name_plural = "afspraken over uren"
        constraints = [
            models.UniqueConstraint(
                fields=["betrokkenheid"],
                condition=Q(stand__in=["te_vragen", "gevraagd"]),
                name="inzetafspraak_een_open",
                violation_error_message="Aan deze partner is al uren gevraagd.",
            ),
            models.UniqueConstraint(
                fields=["betrokkenheid"],
                condition=Q(stand="ja"),
                name="inzetafspraak_een_geldt",
                violation_error_message="Met deze partner is al een afspraak.",
            ),
            models.CheckConstraint(
                condition=Q(uren__gte=1, uren__lte=MEESTE_UREN),
                name="inzetafspraak_uren",
                violation_error_message=f"Vul een aantal uren in tussen 1 en {MEESTE_UREN}.",
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=["ja", "nee", "vervangen"]) | Q(antwoord_op__isnull=False),
                name="inzetafspraak_antwoord_met_dag",
                violation_error_message="Een antwoord heeft een dag.",
            ),
            models.CheckConstraint(
                condition=Q(voorstel_uren__isnull=True) | Q(stand="nee"),
                name="inzetafspraak_voorstel_bij_nee",
                violation_error_message="Een ander aantal hoort bij een nee.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uren} uur per jaar van {self.betrokkenheid.partner}"

    def get_absolute_url(self) -> str:
        return reverse("inzet:afspraak", args=[self.pk])

    def get_additional_data(self):
        return {"bij": bij(self.betrokkenheid.actie)}

    @property
    def is_gevraagd(self) -> bool:
        return self.stand == self.Stand.GEVRAAGD

    def geldt_in(self, jaar: int) -> bool:
        """It was agreed to by the end of `jaar`, or from a day in it; whether it was replaced since is not asked."""
        if self.stand not in (self.Stand.JA, self.Stand.VERVANGEN) or self.antwoord_op is None:
            return False
        dag = timezone.localdate(self.antwoord_op)
        return min(dag, self.van or dag).year <= jaar


OPEN = (Inzetafspraak.Stand.TE_VRAGEN, Inzetafspraak.Stand.GEVRAAGD)


class GeleverdeUren(models.Model):
    """Hours that a partner delivered in one calendar year, up to and including a month. No row: not stated."""

    betrokkenheid = models.ForeignKey(Betrokkenheid, models.PROTECT, related_name="geleverd")
    jaar = models.PositiveSmallIntegerField()
    uren = models.PositiveIntegerField("geleverde uren")
    tot_en_met = models.PositiveSmallIntegerField("tot en met de maand", choices=list(enumerate(MAANDEN, start=1)))
    gemeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="gemelde_uren")
    gemeld_als = models.CharField(max_length=120, blank=True)
    gemeld_op = models.DateTimeField(auto_now=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-jaar"]
        verbose_name = "geleverde uren"
        verbose_name_plural = "geleverde uren"
        constraints = [
            models.UniqueConstraint(
                fields=["betrokkenheid", "jaar"],
                name="geleverde_uren_een_per_jaar",
                violation_error_message="Voor dit jaar staan er al uren.",
            ),
            models.CheckConstraint(
                condition=Q(tot_en_met__gte=1, tot_en_met__lte=12, uren__lte=MEESTE_UREN),
                name="geleverde_uren_maand",
                violation_error_message="Kies een maand, en vul een aantal uren in dat kan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uren} uur in {self.jaar} van {self.betrokkenheid.partner}"

    def get_additional_data(self):
        return {"bij": bij(self.betrokkenheid.actie)}


def loopt_in(betrokkenheid: Betrokkenheid, jaar: int) -> bool:
    """The role covers at least one day of `jaar`; `tot` is the first day without it."""
    van, tot = betrokkenheid.van, betrokkenheid.tot
    return (van is None or van <= date(jaar, 12, 31)) and (tot is None or tot > date(jaar, 1, 1))
