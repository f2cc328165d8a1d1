"""Actiepunt: what a meeting or a besluit asks of someone before a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

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

    def lopend(self):
        return self.filter(status=Actiepunt.Status.OPEN)


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

    @property
    def eigenaar(self) -> str:
        """Who does it, as a function and an organisation."""
        functie = self.functie or (self.gebruiker.functie if self.gebruiker else "")
        return ", ".join(deel for deel in (functie, str(self.partner or "")) if deel)
