"""What members say: whether they come to a meeting, and whether the concept of its besluitenlijst is right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.models.vergadering import Vergadering


class Aanmelding(models.Model):
    """The answer of a member to the invitation; its last word counts, until the meeting begins."""

    class Stand(models.TextChoices):
        KOMT = "komt", "Ik kom"
        KOMT_NIET = "komt_niet", "Ik kom niet"
        VERVANGEN = "vervangen", "Iemand vervangt mij"

    vergadering = models.ForeignKey(Vergadering, models.CASCADE, related_name="aanmeldingen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="aanmeldingen")
    stand = models.CharField("komt u?", max_length=10, choices=Stand.choices)
    vervanger = models.CharField(max_length=120, blank=True, help_text="De functie, geen naam.")
    op = models.DateTimeField(default=timezone.now, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["vergadering", "gebruiker"],
                name="aanmelding_een_per_lid",
                violation_error_message="Dit lid heeft al geantwoord.",
            ),
            models.CheckConstraint(
                condition=Q(stand="vervangen") & ~Q(vervanger="") | ~Q(stand="vervangen") & Q(vervanger=""),
                name="aanmelding_vervanger_past",
                violation_error_message="Vul in wie u vervangt: de functie.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stand_display()


class Verslagreactie(models.Model):
    """What a member says of the concept of the besluitenlijst: it is right, or what is wrong with it.

    For the member and those who handle it only. `als` is the function of the member that day. `oordeel` and
    `antwoord` are what was done with it; who changes a reaction gets a new judgement.
    """

    class Oordeel(models.TextChoices):
        VERWERKT = "verwerkt", "Verwerkt"
        NIET_OVERGENOMEN = "niet_overgenomen", "Niet overgenomen"

    vergadering = models.ForeignKey(Vergadering, models.CASCADE, related_name="verslagreacties")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verslagreacties")
    als = models.CharField("functie", max_length=120, editable=False)
    akkoord = models.BooleanField("klopt het verslag?")
    tekst = models.TextField("wat klopt er niet?", blank=True)
    op = models.DateTimeField(default=timezone.now, editable=False)
    oordeel = models.CharField("wat doet u ermee?", max_length=16, choices=Oordeel.choices, blank=True)
    antwoord = models.TextField(blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "reactie op een verslag"
        verbose_name_plural = "reacties op verslagen"
        constraints = [
            models.UniqueConstraint(
                fields=["vergadering", "gebruiker"],
                name="verslagreactie_een_per_lid",
                violation_error_message="Dit lid heeft al gereageerd.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord=True, tekst="", oordeel="", antwoord="") | Q(akkoord=False) & ~Q(tekst=""),
                name="verslagreactie_zegt_iets",
                violation_error_message="Schrijf op wat er niet klopt.",
            ),
            models.CheckConstraint(
                condition=~Q(oordeel="niet_overgenomen") | ~Q(antwoord=""),
                name="verslagreactie_antwoord_zegt_waarom",
                violation_error_message="Schrijf op waarom u dit niet overneemt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.als}: {'akkoord' if self.akkoord else 'reactie'}"

    @property
    def is_open(self) -> bool:
        """Somebody still has to say what is done with it."""
        return not self.akkoord and not self.oordeel
