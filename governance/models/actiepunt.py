"""Actiepunt: what a meeting or a besluit asks of someone before a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from governance.models.agendapunt import Agendapunt
from governance.models.besluit import Besluit
from governance.models.vergadering import Vergadering
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van


class ActiepuntQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """What hangs on a meeting, an item or a besluit is seen by who sees that; one's own always."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        if not rollen.intern:
            return self.none()
        return self.filter(
            Q(gebruiker=gebruiker)
            | (
                _leeg_of_in("vergadering", Vergadering.objects.zichtbaar_voor(gebruiker))
                & _leeg_of_in("agendapunt", Agendapunt.objects.zichtbaar_voor(gebruiker))
                & _leeg_of_in("besluit", Besluit.objects.zichtbaar_voor(gebruiker))
            )
        )

    def niet_besloten(self):
        """Those that hang on nothing besloten."""
        punten, besluiten = Agendapunt.objects.niet_besloten(), Besluit.objects.niet_besloten()
        return self.filter(_leeg_of_in("agendapunt", punten) & _leeg_of_in("besluit", besluiten))

    def bewerkbaar_door(self, gebruiker):
        """What is asked, of whom and before when: the programmateam changes that."""
        return self if rollen_van(gebruiker).programmateam else self.none()

    def af_te_sluiten_door(self, gebruiker):
        """Who has to do it says that it is done; the programmateam of any."""
        if rollen_van(gebruiker).programmateam:
            return self
        return self.zichtbaar_voor(gebruiker).van(gebruiker)

    def van(self, gebruiker):
        """Those that `gebruiker` has to do: given to the account, or to its organisation, or to its function.

        A function without an organisation is one of the programme; with one it is that of who works there.
        """
        if not gebruiker.is_authenticated:
            return self.none()
        zonder_account = Q(gebruiker__isnull=True)
        functie = Q(functie="") | Q(functie__iexact=gebruiker.functie)
        eigen = Q(gebruiker=gebruiker)
        if gebruiker.partner_id:
            eigen |= zonder_account & functie & Q(partner=gebruiker.partner_id)
        if gebruiker.functie:
            eigen |= zonder_account & Q(partner__isnull=True, functie__iexact=gebruiker.functie)
        return self.filter(eigen)

    def lopend(self):
        return self.filter(status=Actiepunt.Status.OPEN)

    def te_laat(self, op: date | None = None):
        return self.lopend().filter(uiterlijk__lt=op or timezone.localdate())

    def met_orgaan(self):
        """With the key, the slug and the name of the body that asked for it, in `orgaan_pk`, `_slug` and `_naam`."""
        return self.annotate(**{f"orgaan_{veld}": _van_orgaan(veld) for veld in ("pk", "slug", "naam")})


def _van_orgaan(veld: str) -> Coalesce:
    """A field of the body of the meeting, else of the besluit, else of the item."""
    wegen = ("vergadering", "besluit", "agendapunt__vergadering", "agendapunt")
    return Coalesce(*(f"{weg}__orgaan__{veld}" for weg in wegen))


def _leeg_of_in(veld: str, rijen: models.QuerySet) -> Q:
    return Q(**{f"{veld}__isnull": True}) | Q(**{f"{veld}__in": rijen.values("pk")})


class Actiepunt(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", "Loopt"
        GEDAAN = "gedaan", "Gedaan"
        VERVALLEN = "vervallen", "Vervallen"

    nummer = models.CharField(max_length=20, unique=True)
    vergadering = models.ForeignKey(Vergadering, models.PROTECT, related_name="actiepunten", null=True, blank=True)
    agendapunt = models.ForeignKey(Agendapunt, models.PROTECT, related_name="actiepunten", null=True, blank=True)
    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="actiepunten", null=True, blank=True)
    sleutel = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    tekst = models.TextField()
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actiepunten", null=True, blank=True
    )
    functie = models.CharField(max_length=80, blank=True, help_text="Wie het doet: de functie, geen naam.")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="actiepunten", null=True, blank=True)
    uiterlijk = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    afsluiting = models.TextField("hoe is het afgelopen", blank=True)
    afgesloten_op = models.DateField(null=True, blank=True)
    heropening = models.TextField("waarom het weer open is", blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = ActiepuntQuerySet.as_manager()

    class Meta:
        ordering = ["uiterlijk", "pk"]
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"
        constraints = [
            models.CheckConstraint(
                condition=Q(gebruiker__isnull=False) | ~Q(functie="") | Q(partner__isnull=False),
                name="actiepunt_heeft_eigenaar",
                violation_error_message="Kies wie het doet: een account, een functie of een organisatie.",
            ),
            models.CheckConstraint(
                condition=Q(status="open", afgesloten_op__isnull=True)
                | (~Q(status="open") & Q(afgesloten_op__isnull=False) & ~Q(afsluiting="")),
                name="actiepunt_afgesloten_met_tekst",
                violation_error_message="Schrijf bij een afgesloten actiepunt op welke dag en hoe het is afgelopen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.tekst[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("actiepunten:detail", args=[self.nummer])

    @property
    def eigenaar(self) -> str:
        """Who does it, as a function and an organisation."""
        functie = self.functie or (self.gebruiker.functie if self.gebruiker else "")
        return ", ".join(deel for deel in (functie, str(self.partner or "")) if deel)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_te_laat(self) -> bool:
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def dagen_te_laat(self) -> int:
        """Days since its term; 0 when that is not over."""
        return (timezone.localdate() - self.uiterlijk).days if self.is_te_laat and self.uiterlijk else 0
