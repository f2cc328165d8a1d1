"""Searching the agenda, besluiten, aanbevelingen, actiepunten and signalen: one query for all of them together.

What is besloten is never found, not even by who may read it: a list of hits is read over a shoulder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Window
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from acties.keuzelijsten import Keuzelijsten
from governance.models import Aanbeveling, Actiepunt, Activiteit, Besluit, Signaal
from sterkvoornoord.tekst import vouw

#: Kinds of hits, with the address of one.
SOORTEN = {
    "agenda": "agenda:detail",
    "besluiten": "besluiten:detail",
    "aanbevelingen": "aanbevelingen:detail",
    "actiepunten": "actiepunten:detail",
    "signalen": "signalen:detail",
}
#: An actiepunt has no title: so much of its text is one.
TITEL = 120
KOLOMMEN = ("z_soort", "z_sleutel", "z_titel", "z_tekst", "z_bij", "z_dag", "z_plek", "z_totaal")


@dataclass(frozen=True, slots=True)
class Vondst:
    """One thing found; `totaal` is how many of its kind there are."""

    soort: str
    sleutel: str
    kop: str
    tekst: str
    waar: str
    dag: date | None
    plek: int
    totaal: int

    @property
    def titel(self) -> str:
        return Truncator(self.kop).chars(TITEL)

    @property
    def bij(self) -> str:
        return ", ".join(filter(None, (date_format(self.dag, "j F Y") if self.dag else "", self.waar)))

    @property
    def url(self) -> str:
        return reverse(SOORTEN[self.soort], args=[self.sleutel])


def vind(gebruiker, vraag: str, lijsten: Keuzelijsten, aantal: int) -> list[Vondst]:
    """The first `aantal` of each kind that `gebruiker` may read and that hold every word of `vraag`.

    A word may also be a name of the organisation that it is about. Hits in the title come first.
    """
    woorden = [woord for woord in vraag.split() if len(woord) > 1 and any(teken.isalnum() for teken in woord)]
    if not woorden:
        return []
    bronnen = list(_bronnen(gebruiker, _Vraag(vraag, woorden, lijsten), aantal))
    rijen = bronnen[0].union(*bronnen[1:], all=True)
    return sorted((Vondst(*rij) for rij in rijen), key=lambda vondst: vondst.plek)


@dataclass(frozen=True, slots=True)
class _Vraag:
    tekst: str
    woorden: list[str]
    lijsten: Keuzelijsten

    def voorwaarde(self, *velden: str, partner: str = "") -> Q:
        """Every word is in one of the fields, or names the partner."""
        alle = Q()
        for woord in self.woorden:
            raak = _in_een_van(velden, woord)
            if partner and (partners := self.lijsten.partners_met(vouw(woord))):
                raak |= Q(**{f"{partner}__in": partners})
            alle &= raak
        if partner and (partners := self.lijsten.partners_genaamd(self.tekst)):
            alle |= Q(**{f"{partner}__in": partners})
        return alle

    def in_kop(self, veld: str) -> Case:
        raak = Q(*(_in_een_van((veld,), woord) for woord in self.woorden))
        return Case(When(raak, then=Value(0)), default=Value(1))


def _in_een_van(velden: tuple[str, ...], woord: str) -> Q:
    return Q(*((f"{veld}__icontains", woord) for veld in velden), _connector=Q.OR)


def _bronnen(gebruiker, vraag: _Vraag, aantal: int) -> Iterator[QuerySet]:
    vast, leeg = Besluit.Status.VASTGESTELD, Value(None, DateField())
    vandaag = timezone.localdate()
    agenda = (
        Activiteit.objects.vanaf(vandaag)
        .eerste_van_reeks(vandaag)
        .filter(vraag.voorwaarde("titel", "omschrijving", "plaats", partner="partner"))
    )
    yield _rijen("agenda", agenda, vraag, aantal, "titel", "omschrijving", F("plaats"), F("dag"), F("dag").asc())
    besluiten = (
        Besluit.objects.zichtbaar_voor(gebruiker)
        .niet_besloten()
        .filter(vraag.voorwaarde("nummer", "titel", "tekst", "mandaat"), status=vast)
    )
    waar = Concat(F("nummer"), Value(", "), F("orgaan__naam"))
    yield _rijen("besluiten", besluiten, vraag, aantal, "titel", "tekst", waar, leeg, F("datum").desc())
    aanbevelingen = Aanbeveling.objects.zichtbaar_voor(gebruiker).filter(
        vraag.voorwaarde("nummer", "titel", "tekst", "opvolging", "eigenaar", partner="partner")
    )
    yield _rijen("aanbevelingen", aanbevelingen, vraag, aantal, "titel", "tekst", F("nummer"), leeg, F("nummer").asc())
    punten = (
        Actiepunt.objects.zichtbaar_voor(gebruiker)
        .niet_besloten()
        .filter(vraag.voorwaarde("nummer", "tekst", "afsluiting", "functie", partner="partner"))
    )
    yield _rijen("actiepunten", punten, vraag, aantal, "tekst", "afsluiting", F("nummer"), leeg, F("nummer").desc())
    signalen = Signaal.objects.zichtbaar_voor(gebruiker).filter(
        vraag.voorwaarde("nummer", "titel", "wat", "plan"), besloten=False
    )
    yield _rijen("signalen", signalen, vraag, aantal, "titel", "wat", F("nummer"), leeg, F("nummer").desc())


def _rijen(
    soort: str, gevonden: QuerySet, vraag: _Vraag, aantal: int, kop: str, tekst: str, waar, dag, volgorde
) -> QuerySet:
    sleutel = F("pk") if soort == "agenda" else F("nummer")
    plek = Window(RowNumber(), order_by=[vraag.in_kop(kop), volgorde, F("pk").desc()])
    return (
        gevonden.order_by()
        .annotate(
            z_soort=Value(soort, CharField()),
            z_sleutel=Cast(sleutel, CharField()),
            z_titel=Cast(kop, TextField()),
            z_tekst=Cast(tekst, TextField()),
            z_bij=Cast(Coalesce(waar, Value("")), TextField()),
            z_dag=Cast(dag, DateField()),
            z_plek=plek,
            z_totaal=Window(Count("*"), output_field=IntegerField()),
        )
        .filter(z_plek__lte=aantal)
        .values_list(*KOLOMMEN)
    )
