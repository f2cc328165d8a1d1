"""The public agenda week by week, and what is missing in it: weeks, wijken and groups without anything to do."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, TimeField, Value
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from governance.feed import openbare_vergaderingen
from governance.models import Activiteit, Vergadering
from governance.models.activiteit import voor_groep
from opgaven.models import Gebied
from sterkvoornoord.filterpaneel import Filterpaneel, Groep
from sterkvoornoord.filters import KEUZE_ONBEKEND, Filterset, Sorteersleutel, Sortering, ZoekFilter

#: So many weeks the page looks ahead for what is missing.
WEKEN = 8


class ActiviteitFilter(Filterset):
    """Filters of the agenda. What is for everybody, or everywhere, is for each group and in each wijk."""

    q = ZoekFilter()
    wijk = ChoiceFilter(label=_("Wijk"), error_messages=KEUZE_ONBEKEND)
    voor = ChoiceFilter(label=_("Voor wie"), choices=Activiteit.Voor.choices, error_messages=KEUZE_ONBEKEND)
    sorteer = Sortering(
        {"dag": Sorteersleutel(_("Dag"), F("dag"))},
        standaard="dag",
        slot="pk",
        label=_("Sorteer op"),
        error_messages=KEUZE_ONBEKEND,
    )

    class Meta:
        model = Activiteit
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["wijk"].extra["choices"] = list(Gebied.objects.wijken().values_list("slug", "naam"))

    def voorwaarde_q(self, tekst: str) -> Q:
        """Every word stands in the title, the text, the place or the organisation."""
        voorwaarde = Q()
        for woord in tekst.split():
            velden = ("titel", "omschrijving", "plaats", "partner__naam")
            voorwaarde &= Q(*((f"{veld}__icontains", woord) for veld in velden), _connector=Q.OR)
        return voorwaarde

    def voorwaarde_wijk(self, slug: str) -> Q:
        verband = Activiteit.gebieden.through.objects
        return Q(pk__in=verband.filter(gebied__slug=slug).values("activiteit")) | ~Q(
            pk__in=verband.values("activiteit")
        )

    def voorwaarde_voor(self, groep: str) -> Q:
        return voor_groep(groep)


class Agendapaneel(Filterpaneel):
    route = "agenda:lijst"
    kolommen = ("dag",)

    def _adres(self, vraag: QueryDict) -> str:
        """Keeps the language of the page."""
        if (taal := get_language()) != "nl":
            vraag = vraag.copy()
            vraag["taal"] = taal
        return super()._adres(vraag)

    def keuzelijsten(self) -> list[Groep]:
        return [
            Groep("wijk", self.titel("wijk"), self.opties("wijk"), leeg=str(_("Heel Noord"))),
            Groep("voor", self.titel("voor"), self.opties("voor"), leeg=str(_("Alle groepen"))),
        ]


@dataclass
class Week:
    """One week from Monday on; `regels` are activities and meetings in the order of their day."""

    maandag: date
    regels: list[Activiteit | Vergadering] = field(default_factory=list)

    @property
    def zondag(self) -> date:
        return self.maandag + timedelta(days=6)

    @property
    def is_leeg(self) -> bool:
        """True when nothing takes place, whether nothing was planned or all of it was called off."""
        return not any(_gaat_door(regel) for regel in self.regels)

    @property
    def nummer(self) -> int:
        return self.maandag.isocalendar().week


def _gaat_door(regel: Activiteit | Vergadering) -> bool:
    if isinstance(regel, Activiteit):
        return not regel.afgelast
    return regel.status != Vergadering.Status.GEANNULEERD


@dataclass
class Gaten:
    """What has nothing of its own in the weeks to come."""

    weken: int
    wijken: list[str]
    groepen: list[str]

    def __bool__(self) -> bool:
        return bool(self.weken or self.wijken or self.groepen)


def maak_weken(activiteiten: list[Activiteit], *, met_vergaderingen: bool) -> list[Week]:
    """The weeks to come, empty ones too, and after those only the weeks in which there is something."""
    vandaag = timezone.localdate()
    maandag = vandaag - timedelta(days=vandaag.weekday())
    weken = {maandag + timedelta(weeks=n): Week(maandag + timedelta(weeks=n)) for n in range(WEKEN)}
    openbaar = openbare_vergaderingen().select_related("orgaan", "gastheer")
    vergaderingen = openbaar.filter(datum__gte=vandaag) if met_vergaderingen else ()
    for dag, regel in _op_volgorde(activiteiten, vergaderingen):
        begin = dag - timedelta(days=dag.weekday())
        weken.setdefault(begin, Week(begin)).regels.append(regel)
    return [weken[begin] for begin in sorted(weken)]


@dataclass(frozen=True, slots=True)
class Eerstvolgend:
    """An activity, or a meeting of a body that meets in public (without `pk`), told in one line."""

    dag: date
    vanaf: time
    begin: time | None
    titel: str
    plaats: str
    pk: int

    @property
    def url(self) -> str:
        return reverse("agenda:detail", args=[self.pk]) if self.pk else ""


def eerstvolgende(aantal: int) -> list[Eerstvolgend]:
    """The next activities and public meetings that take place, today's too, in one query.

    What began before counts for today.
    """
    vandaag = timezone.localdate()
    activiteiten = Activiteit.objects.vanaf(vandaag).filter(afgelast=False)
    geannuleerd = Q(status=Vergadering.Status.GEANNULEERD)
    vergaderingen = openbare_vergaderingen().exclude(geannuleerd).filter(datum__gte=vandaag)
    naam = Coalesce(NullIf("titel", Value("")), "orgaan__naam", output_field=CharField())
    rijen = _regels(activiteiten, Greatest("dag", Value(vandaag, DateField())), F("titel"), F("pk")).union(
        _regels(vergaderingen, F("datum"), naam, Value(0, IntegerField())), all=True
    )
    return [Eerstvolgend(*rij) for rij in rijen.order_by("dag_", "vanaf_", "titel_", "pk_")[:aantal]]


def _regels(rijen: QuerySet, dag, titel, pk) -> QuerySet:
    vanaf = Coalesce("begin", Value(time.min), output_field=TimeField())
    kolommen = {"dag_": dag, "vanaf_": vanaf, "begin_": F("begin"), "titel_": titel, "plaats_": F("plaats"), "pk_": pk}
    return rijen.order_by().annotate(**kolommen).values_list(*kolommen)


def _op_volgorde(activiteiten, vergaderingen) -> list[tuple[date, Activiteit | Vergadering]]:
    """Both kinds with their day, in order. Something that began before counts for today."""
    vandaag = timezone.localdate()
    regels = [(max(a.dag, vandaag), a) for a in activiteiten] + [(v.datum, v) for v in vergaderingen]
    return sorted(regels, key=lambda paar: (paar[0], str(paar[1].begin or "")))


def zoek_gaten(weken: list[Week]) -> Gaten:
    """What is missing in the next weeks, over all activities that are not called off."""
    tot = timezone.localdate() + timedelta(weeks=WEKEN)
    komend = Activiteit.objects.vanaf(timezone.localdate()).filter(dag__lt=tot, afgelast=False)
    groepen = {groep for activiteit in komend.order_by().only("voor") for groep in activiteit.groepen}
    wijken = Gebied.objects.wijken().exclude(pk__in=komend.order_by().values("gebieden"))
    labels = dict(Activiteit.Voor.choices)
    return Gaten(
        weken=sum(1 for week in weken[:WEKEN] if week.is_leeg),
        wijken=list(wijken.values_list("naam", flat=True)),
        groepen=[str(labels[waarde]) for waarde in Activiteit.Voor.values if waarde not in groepen],
    )
