"""What can be chosen in the filters of acties, and the names that searching knows, read in one query.

Opgaven, doelen, plans, wijken, subjects and partners are a few hundred short rows together. Reading them at once
keeps a list page within its budget of queries, and lets Python compare names regardless of case and accents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from opgaven.models import Doel, Gebied, Onderwerp, Opgave, Uitvoeringsplan
from sterkvoornoord.models import Partner, PartnerAlias
from sterkvoornoord.tekst import vouw, zoeksleutel


@dataclass(slots=True)
class Keuze:
    """One row: its key in an address, its name, a second name, the number of the opgave and its other names."""

    pk: int
    sleutel: str
    naam: str
    bij: str = ""
    opgave: int = 0
    aliassen: list[str] = field(default_factory=list)

    def namen(self) -> Iterator[str]:
        yield self.naam
        yield from self.aliassen


@dataclass(slots=True)
class Keuzelijsten:
    """The lists by kind, each in the order in which a page shows it."""

    opgaven: list[Keuze]
    doelen: list[Keuze]
    plannen: list[Keuze]
    wijken: list[Keuze]
    onderwerpen: list[Keuze]
    partners: list[Keuze]

    @classmethod
    def lees(cls) -> "Keuzelijsten":
        """Read all of them, in one query."""
        per_soort: dict[str, list[Keuze]] = {soort: [] for soort in cls.__slots__}
        aliassen: dict[int, list[str]] = {}
        for soort, pk, sleutel, naam, bij, opgave, _volgorde in _alles():
            if soort == "alias":
                aliassen.setdefault(pk, []).append(naam)
            else:
                per_soort[soort].append(Keuze(pk, sleutel, naam, bij, opgave))
        for partner in per_soort["partners"]:
            partner.aliassen = aliassen.get(partner.pk, [])
        per_soort["partners"].sort(key=lambda partner: vouw(partner.naam))
        return cls(**per_soort)

    def partners_met(self, tekst: str) -> set[int]:
        """Primary keys of the partners with `tekst`, folded already, in their name or one of their other names."""
        return {p.pk for p in self.partners if any(tekst in vouw(naam) for naam in p.namen())}

    def partners_genaamd(self, tekst: str) -> set[int]:
        """Partners with exactly this name; spaces and punctuation do not count, so "S & W" is "S&W"."""
        sleutel = zoeksleutel(tekst)
        return {p.pk for p in self.partners if any(sleutel == zoeksleutel(naam) for naam in p.namen())}

    def doelen_met(self, tekst: str) -> set[int]:
        """Primary keys of the doelen with `tekst`, folded already, in their names or as their number."""
        return {d.pk for d in self.doelen if tekst == d.sleutel or tekst in vouw(d.naam) or tekst in vouw(d.bij)}

    def onderwerpen_met(self, tekst: str) -> set[int]:
        return {o.pk for o in self.onderwerpen if tekst in vouw(o.naam)}


def _alles() -> QuerySet:
    """Rows (kind, pk, key, name, second name, opgave, order) of every list, sorted by kind and order."""
    leeg, nul = Value("", TextField()), Value(0, IntegerField())
    bronnen = [
        _rijen(Opgave.objects, "opgaven", F("code"), F("naam"), F("slug"), F("nummer"), F("nummer")),
        _rijen(
            Doel.objects, "doelen", F("nummer"), F("korte_naam"), F("titel"), F("opgave__nummer"),
            F("opgave__nummer") * 100 + F("volgnummer"),
        ),
        _rijen(
            Uitvoeringsplan.objects, "plannen", F("slug"), F("korte_naam"), F("naam"), F("opgave__nummer"), F("pk")
        ),
        _rijen(Gebied.objects.wijken(), "wijken", F("slug"), F("naam"), leeg, nul, F("pk")),
        _rijen(Onderwerp.objects, "onderwerpen", F("slug"), F("naam"), leeg, F("opgave__nummer"), F("volgorde")),
        _rijen(Partner.objects, "partners", F("slug"), F("naam"), leeg, nul, nul),
        _rijen(PartnerAlias.objects, "alias", leeg, F("naam"), leeg, nul, nul, pk=F("partner_id")),
    ]  # fmt: skip
    return bronnen[0].union(*bronnen[1:], all=True).order_by("k_lijst", "k_volgorde", "k_rij")


def _rijen(bron, soort, sleutel, naam, bij, opgave, volgorde, pk=None) -> QuerySet:
    """One list in the columns that all of them share; the casts keep the types equal on every database."""
    return (
        bron.order_by()
        .annotate(k_lijst=Value(soort, CharField()), k_rij=pk or F("pk"))
        .annotate(
            k_sleutel=Cast(sleutel, TextField()),
            k_naam=Cast(naam, TextField()),
            k_bij=Cast(bij, TextField()),
            k_opgave=Cast(opgave, IntegerField()),
            k_volgorde=Cast(volgorde, IntegerField()),
        )
        .values_list("k_lijst", "k_rij", "k_sleutel", "k_naam", "k_bij", "k_opgave", "k_volgorde")
    )
