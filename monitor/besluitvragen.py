"""What the board is asked to decide, and what was decided last: one query, whatever the number of either."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, QuerySet, Value

from governance.models import Agendapunt, Besluit
from sterkvoornoord.datums import toon_datum

#: Newest besluiten that the dashboard names, and questions in view; the others are folded.
NIEUWSTE, IN_BEELD = 4, 5
#: Columns of a row, named apart from the fields of both models.
KOLOMMEN = ("vraag", "dag", "rang", "sleutel", "precisie", "woorden", "nr", "door", "kop", "inhoud", "uit", "dicht")


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """A besluit that is asked, under the number of its meeting, or one that was taken, under its own number."""

    gevraagd: bool
    datum: date
    datum_precisie: str
    datum_in_woorden: str
    nummer: str
    orgaan: str
    titel: str
    tekst: str
    uitkomst: str
    besloten: bool

    @property
    def wanneer(self) -> str:
        """The date as precisely as it is known."""
        return self.datum_in_woorden or toon_datum(self.datum, self.datum_precisie)

    @property
    def uitkomst_woord(self) -> str:
        return str(Besluit.Uitkomst(self.uitkomst).label) if self.uitkomst else ""


@dataclass(frozen=True, slots=True)
class Vraagstuk:
    """A meeting with what it is asked to decide; `voorbij` when its day has passed without an answer."""

    nummer: str
    orgaan: str
    datum: date
    voorbij: bool
    regels: list[Besluitregel]


@dataclass(frozen=True, slots=True)
class Besluiten:
    """What is asked, the first meeting to come first and what was left open last, and the newest that hold."""

    gevraagd: list[Besluitregel]
    genomen: list[Besluitregel]
    vandaag: date

    @property
    def in_beeld(self) -> list[Vraagstuk]:
        return self._per_vergadering(self.gevraagd[:IN_BEELD])

    @property
    def verder(self) -> list[Vraagstuk]:
        return self._per_vergadering(self.gevraagd[IN_BEELD:])

    @property
    def niet_in_beeld(self) -> int:
        return len(self.gevraagd[IN_BEELD:])

    @property
    def eerste(self) -> date | None:
        """Day of the first meeting to come that is asked something."""
        return next((regel.datum for regel in self.gevraagd if regel.datum >= self.vandaag), None)

    def _per_vergadering(self, regels: list[Besluitregel]) -> list[Vraagstuk]:
        groepen = groupby(regels, key=lambda regel: (regel.nummer, regel.orgaan, regel.datum))
        return [Vraagstuk(*sleutel, sleutel[-1] < self.vandaag, list(rijen)) for sleutel, rijen in groepen]


def lees_besluiten(gebruiker, vandaag: date, nieuwste: int | None = NIEUWSTE) -> Besluiten:
    """All that is asked and that `gebruiker` may read, and the `nieuwste` besluiten that hold, or all of them."""
    gevraagd = Agendapunt.objects.zichtbaar_voor(gebruiker).vraagt_besluit()
    geldend = Besluit.objects.zichtbaar_voor(gebruiker).geldend().order_by("-datum", "-pk")
    # SQLite cuts off no part of a union, but it does cut off a list of keys.
    genomen = Besluit.objects.filter(pk__in=geldend.values("pk")[:nieuwste])
    rijen = sorted(_vragen(gevraagd).union(_antwoorden(genomen), all=True), key=lambda rij: rij[:4])
    regels = [Besluitregel(bool(vraag), dag, *rest[:-1], bool(rest[-1])) for vraag, dag, _, _, *rest in rijen]
    vragen = [regel for regel in regels if regel.gevraagd]
    return Besluiten(
        gevraagd=sorted(vragen, key=lambda regel: (regel.datum < vandaag, regel.datum, regel.nummer)),
        genomen=[regel for regel in reversed(regels) if not regel.gevraagd],
        vandaag=vandaag,
    )


def _vragen(punten: QuerySet) -> QuerySet:
    leeg = Value("", CharField())
    besloten = Q(besloten=True) | Q(bovenliggend__besloten=True)
    vergadering = (F("vergadering__nummer"), F("vergadering__orgaan__naam"))
    plek = (F("vergadering__datum"), F("volgorde"), F("pk"))
    inhoud = (F("titel"), F("gevraagd_besluit"))
    return _kolommen(punten, Value(True), *plek, leeg, leeg, *vergadering, *inhoud, leeg, _waar(besloten))


def _antwoorden(besluiten: QuerySet) -> QuerySet:
    besloten = Q(besloten=True) | Q(agendapunt__besloten=True) | Q(agendapunt__bovenliggend__besloten=True)
    plek = (F("datum"), Value(0), F("pk"))
    wanneer = (F("datum_precisie"), F("datum_in_woorden"))
    inhoud = (F("nummer"), F("orgaan__naam"), F("titel"), F("tekst"), F("uitkomst"))
    return _kolommen(besluiten, Value(False), *plek, *wanneer, *inhoud, _waar(besloten))


def _kolommen(rijen: QuerySet, *waarden) -> QuerySet:
    return rijen.order_by().annotate(**dict(zip(KOLOMMEN, waarden, strict=True))).values_list(*KOLOMMEN)


def _waar(voorwaarde: Q) -> ExpressionWrapper:
    return ExpressionWrapper(voorwaarde, BooleanField())
