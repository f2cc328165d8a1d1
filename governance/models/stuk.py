"""Stuk: a paper with an agenda item, kept outside everything that is served by itself."""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models.agendapunt import Agendapunt
from governance.models.orgaan import Overlegorgaan
from governance.models.vergadering import OPEN_AGENDA, Stand, Vergadering
from sterkvoornoord.bestanden import Soort, nette_naam
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.getallen import toon_grootte
from sterkvoornoord.rollen import rollen_van

#: Until the besluitenlijst is vastgesteld a paper can come or go: what was shown at the meeting comes after it.
OPEN_VOOR_STUKKEN = (*OPEN_AGENDA, Stand.CONCEPT_BESLUITENLIJST)


def plek(stuk: "Stuk", naam: str) -> str:
    """Where the file is kept: nothing of the name that the sender gave it, only the kind that it proved to be."""
    return f"stukken/{uuid4().hex}.{naam.rpartition('.')[2]}"


def punten_met_open_stukken(gebruiker) -> models.QuerySet[Agendapunt]:
    """Items to which `gebruiker` may add papers, and take them away: who changes the item, the programmateam also
    when the agenda is closed and the besluitenlijst still a concept."""
    if rollen_van(gebruiker).programmateam:
        return Agendapunt.objects.filter(Q(vergadering__isnull=True) | Q(vergadering__status__in=OPEN_VOOR_STUKKEN))
    return Agendapunt.objects.bewerkbaar_door(gebruiker)


class StukQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker):
        """Papers of visible items; a besloten paper of an open item only for members and programmateam."""
        rollen = rollen_van(gebruiker)
        if rollen.ziet_alles:
            return self
        eigen = Overlegorgaan.objects.met_lid(gebruiker).values("pk")
        lid = Q(agendapunt__vergadering__orgaan__in=eigen) | Q(agendapunt__orgaan__in=eigen)
        punten = Agendapunt.objects.zichtbaar_voor(gebruiker).values("pk")
        return self.filter(Q(besloten=False) | lid, agendapunt__in=punten)

    def van_vergadering(self, vergadering: Vergadering):
        return self.filter(agendapunt__vergadering=vergadering)


class Stuk(models.Model):
    """One paper. An item that is held over takes along rows that name the same file: see
    `governance.services.stukken`, the only place that makes and removes them.

    It is besloten when it says so itself, or when its item is.
    """

    Soort = Soort

    agendapunt = models.ForeignKey(Agendapunt, models.PROTECT, related_name="stukken")
    titel = models.CharField(max_length=160)
    bestand = models.FileField(upload_to=plek, editable=False)
    soort = models.CharField(max_length=80, choices=Soort.choices, editable=False)
    grootte = models.PositiveIntegerField("grootte in bytes", editable=False)
    sha256 = models.CharField("controlegetal", max_length=64, editable=False)
    besloten = models.BooleanField(default=False, help_text="Alleen voor leden en het programmateam.")
    volgorde = models.PositiveSmallIntegerField(default=0, editable=False)
    toegevoegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stukken", null=True, editable=False
    )
    toegevoegd_als = models.CharField("functie bij het toevoegen", max_length=80, blank=True, editable=False)
    toegevoegd_op = models.DateTimeField(editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = StukQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "pk"]
        verbose_name = "stuk"
        verbose_name_plural = "stukken"
        constraints = [
            models.UniqueConstraint(
                fields=["agendapunt", "sha256"],
                name="stuk_een_keer_per_punt",
                violation_error_message="Dit bestand staat al bij dit punt.",
            ),
            models.CheckConstraint(
                condition=~Q(titel="") & ~Q(bestand=""),
                name="stuk_heeft_titel_en_bestand",
                violation_error_message="Een stuk heeft een titel en een bestand.",
            ),
        ]
        indexes = [models.Index(fields=["bestand"], name="stuk_bestand")]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Where it is downloaded, on whatever agenda its item comes to stand."""
        return reverse("overleg:stuk-open", args=[self.pk])

    def clean(self) -> None:
        if any(teken in self.titel for teken in "\r\n\0"):
            raise ValidationError({"titel": "Schrijf de titel op één regel."})

    def get_additional_data(self):
        """The history of a meeting holds that of its papers, also after they are gone; so does that of the item."""
        vergadering = self.agendapunt.vergadering_id
        deel_van = bij(Vergadering, pk=vergadering) if vergadering else bij(self.agendapunt)
        return {"bij": deel_van, "agendapunt": self.agendapunt_id}

    @property
    def achter(self) -> str:
        return str(Soort(self.soort).label)

    @property
    def kenmerk(self) -> str:
        """Kind and size, such as "pdf, 240 kB"."""
        return f"{self.achter}, {toon_grootte(self.grootte)}"

    @property
    def bestandsnaam(self) -> str:
        return nette_naam(self.titel, self.achter, anders="stuk")

    @property
    def is_besloten(self) -> bool:
        return self.besloten or self.agendapunt.is_besloten
