"""The reporting round: twice a year every actie that runs is reported, and every opgave gets its stand."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acties.models import Voortgang
from acties.models.keuzes import LOPEND, VRAAGT_UITLEG, Koers
from opgaven.models import Opgave
from sterkvoornoord.geschiedenis import bij
from sterkvoornoord.rollen import rollen_van


class RapportagerondeQuerySet(models.QuerySet):
    def open(self):
        """The round that people report for now; there is one at most."""
        return self.filter(status=Rapportageronde.Status.OPEN)

    def huidige(self) -> "Rapportageronde | None":
        """The open round, else the newest."""
        return self.order_by("-status", "-peildatum").first()  # "open" sorts after "gesloten"

    def zichtbaar_voor(self, gebruiker):
        """Whoever holds a role sees the rounds; a visitor reads their outcome in the projectenboek."""
        return self if rollen_van(gebruiker).intern else self.none()


class Rapportageronde(models.Model):
    """One round, such as "najaar 2026": what is reported about `vanaf` or later counts; asked for by `deadline`."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        GESLOTEN = "gesloten", "Gesloten"

    naam = models.CharField(max_length=60, unique=True, help_text="Bijvoorbeeld najaar 2026.")
    periode_van = models.DateField("eerste dag van de periode")
    periode_tot = models.DateField("laatste dag van de periode")
    vanaf = models.DateField("meldingen tellen mee vanaf", help_text="De dag na de peildatum van de vorige ronde.")
    peildatum = models.DateField(unique=True, help_text="De dag waarop de stand wordt opgenomen.")
    deadline = models.DateField("uiterste dag om te melden")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    geopend_op = models.DateField(default=timezone.localdate, editable=False)
    #: Invented, to show what a round looks like; with its standen removed by the button that removes the example set.
    voorbeeld = models.BooleanField(default=False, editable=False)

    objects = RapportagerondeQuerySet.as_manager()

    class Meta:
        ordering = ["-peildatum"]
        verbose_name = "rapportageronde"
        verbose_name_plural = "rapportagerondes"
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status="open"),
                name="ronde_een_open",
                violation_error_message="Er is al een ronde open. Sluit die eerst.",
            ),
            models.CheckConstraint(
                condition=Q(periode_tot__gt=F("periode_van")),
                name="ronde_periode_oplopend",
                violation_error_message="De laatste dag van de periode ligt na de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(peildatum__gte=F("vanaf")),
                name="ronde_peildatum_na_begin",
                violation_error_message="De peildatum ligt niet voor de dag vanaf wanneer meldingen meetellen.",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("vanaf")),
                name="ronde_deadline_na_begin",
                violation_error_message="De deadline ligt niet voor de dag vanaf wanneer meldingen meetellen.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "gesloten"]),
                name="ronde_status_bekend",
                violation_error_message="Een ronde is open of gesloten.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapportage {self.naam}"

    def dagen_over(self, op: date | None = None) -> int:
        """Days until the deadline, 0 on the day itself, negative when it has passed."""
        return (self.deadline - (op or timezone.localdate())).days

    def nog_te_melden(self, acties):
        """Of `acties`, a QuerySet of Actie: those that run and that nobody reported in this round."""
        return acties.filter(self.is_nog_te_melden())

    def is_nog_te_melden(self) -> Q:
        """Condition on Actie behind `nog_te_melden`. A late report counts, one that was withdrawn does not."""
        gemeld = Voortgang.objects.geldig().filter(actie=models.OuterRef("pk"), peildatum__gte=self.vanaf)
        return Q(status__in=LOPEND) & ~Q(models.Exists(gemeld))

    def standen_en_vorige(self):
        """Its standen, and those that were saved in the round before it."""
        vorige = Rapportageronde.objects.filter(peildatum__lt=self.peildatum).values("pk")[:1]
        return OpgaveStand.objects.filter(Q(ronde=self) | Q(ronde=models.Subquery(vorige), versie__gt=0))

    def opgaven_zonder_stand(self):
        """Opgaven of which the four aspects are not all filled in."""
        return Opgave.objects.exclude(standen__in=self.standen.ingevuld())


@dataclass(frozen=True)
class Aspect:
    """One of the four things on which the municipality judges an opgave."""

    veld: str
    label: str
    vraag: str

    @property
    def uitleg(self) -> str:
        """Name of the field with its explanation."""
        return f"{self.veld}_uitleg"


ASPECTEN = (
    Aspect("totaalbeeld", "Totaalbeeld", "Uw oordeel over alles samen"),
    Aspect("bestuur", "Bestuur en externe partijen", "Werken partners en bestuur mee?"),
    Aspect("planning", "Planning", "Halen wij de mijlpalen?"),
    Aspect("budget", "Budget", "Is er genoeg geld?"),
)


class OpgaveStandQuerySet(models.QuerySet):
    def ingevuld(self):
        """Standen of which all four aspects are chosen."""
        return self.exclude(Q(totaalbeeld="") | Q(bestuur="") | Q(planning="") | Q(budget=""))

    def bewerkbaar_door(self, gebruiker):
        """The standen this account may fill in: of its opgave as projectleider, all for the programmateam."""
        rollen = rollen_van(gebruiker)
        open_ = self.filter(ronde__status=Rapportageronde.Status.OPEN)
        return open_ if rollen.programmateam else open_.filter(opgave__in=rollen.opgaven)


def _aspect(label: str) -> models.CharField:
    return models.CharField(label, max_length=20, choices=Koers.choices, blank=True)


def _voorwaarden_van(aspect: Aspect) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q((aspect.veld, "")) | Q((f"{aspect.veld}__in", Koers.values)),
            name=f"stand_{aspect.veld}_bekend",
            violation_error_message=f"Kies bij {aspect.label} een antwoord uit de lijst.",
        ),
        models.CheckConstraint(
            condition=~Q((f"{aspect.veld}__in", VRAAGT_UITLEG)) | ~Q((aspect.uitleg, "")),
            name=f"stand_{aspect.veld}_uitgelegd",
            violation_error_message=f"Leg bij {aspect.label} uit waarom het niet volgens verwachting gaat.",
        ),
    ]


class OpgaveStand(models.Model):
    """How an opgave stands in one round, on the municipality's own four aspects; empty until somebody fills it in."""

    ronde = models.ForeignKey(Rapportageronde, models.CASCADE, related_name="standen")
    opgave = models.ForeignKey(Opgave, models.PROTECT, related_name="standen")
    totaalbeeld = _aspect("totaalbeeld")
    totaalbeeld_uitleg = models.TextField("uitleg bij totaalbeeld", blank=True)
    bestuur = _aspect("bestuur en externe partijen")
    bestuur_uitleg = models.TextField("uitleg bij bestuur en externe partijen", blank=True)
    planning = _aspect("planning")
    planning_uitleg = models.TextField("uitleg bij planning", blank=True)
    budget = _aspect("budget")
    budget_uitleg = models.TextField("uitleg bij budget", blank=True)
    risicoprofiel = models.TextField("toelichting op de risico's", blank=True)
    besluitvorming = models.TextField(blank=True)
    afwijking = models.TextField("afwijking van het plan", blank=True)
    belangrijkste_wijzigingen = models.TextField(blank=True)
    ongewijzigd = models.BooleanField("gelijk aan de vorige ronde", default=False)
    ingevuld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    ingevuld_als = models.CharField("ingevuld door (functie)", max_length=120, blank=True, editable=False)
    ingevuld_op = models.DateTimeField(null=True, blank=True, editable=False)
    #: Counts the times that it was saved, so that two people who write at once see each other.
    versie = models.PositiveIntegerField(default=0, editable=False)

    objects = OpgaveStandQuerySet.as_manager()

    class Meta:
        ordering = ["-ronde__peildatum", "opgave__nummer"]
        verbose_name = "stand van een opgave"
        verbose_name_plural = "standen van opgaven"
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "opgave"],
                name="stand_een_per_ronde",
                violation_error_message="Deze opgave heeft in deze ronde al een stand.",
            ),
            *(voorwaarde for aspect in ASPECTEN for voorwaarde in _voorwaarden_van(aspect)),
        ]

    def __str__(self) -> str:
        return f"{self.opgave}, {self.ronde.naam}"

    def get_additional_data(self):
        return {"bij": bij(self)}

    @property
    def is_ingevuld(self) -> bool:
        return all(getattr(self, aspect.veld) for aspect in ASPECTEN)
