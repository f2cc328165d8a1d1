"""The series of the doelen: what was measured where and when, and what that says about the gap.

All doelen take five queries, whatever the number of measurements. An area is never the sum of others: the whole of
Noord is used where a source gives it, otherwise each wijk stands by itself. The gap starts at the programme, and
never spans a break in the series.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Subquery

from monitor import bescherming
from monitor.kloof import Kloof, Schema, Trend, bereken
from monitor.models import Duiding, Indicator, Meting, Streefwaarde
from opgaven.models import Doel, Gebied, Programma

#: From bad news to good; a doel goes by the wijk that is worst off, for a doel is not met in half of Noord.
TRENDS = (Trend.GROTER, Trend.GELIJK, Trend.KLEINER, Trend.GEEN_KLOOF, Trend.TE_VROEG, Trend.GEEN_METING)


@dataclass(frozen=True, slots=True)
class Punt:
    """What one source says of one area in one year; `waarde` is None where there is nothing to show."""

    meting: Meting
    verborgen: bool

    @property
    def jaar(self) -> int:
        return self.meting.peiljaar

    @property
    def waarde(self) -> Decimal | None:
        return None if self.verborgen else self.meting.waarde

    @property
    def waarom_niet(self) -> str:
        """Why there is no value; empty where there is one."""
        if self.verborgen:
            return Meting.Reden.TE_KLEIN.label
        return self.meting.get_reden_display() if self.meting.reden else ""


@dataclass(frozen=True, slots=True)
class Reeks:
    """One indicator in one area: the point that counts for each year, and what other sources say."""

    gebied: Gebied
    punten: tuple[Punt, ...] = ()
    tegenspraak: tuple[Punt, ...] = ()

    @property
    def waarden(self) -> dict[int, Decimal | None]:
        return {punt.jaar: punt.waarde for punt in self.punten}

    @property
    def breuk(self) -> int | None:
        """Year of the last break: from then on it was measured in another way."""
        return max((punt.jaar for punt in self.punten if punt.meting.reeksbreuk), default=None)

    @property
    def laatste(self) -> Punt | None:
        """The newest point with a value."""
        return next((punt for punt in reversed(self.punten) if punt.waarde is not None), None)

    def punt(self, jaar: int) -> Punt | None:
        return next((punt for punt in self.punten if punt.jaar == jaar), None)


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """An area beside the municipality."""

    reeks: Reeks
    kloof: Kloof
    schema: Schema
    #: Share of the gap that should be gone by now.
    verwacht: Decimal | None


@dataclass(slots=True)
class IndicatorStand:
    """Everything that is known about one indicator."""

    indicator: Indicator
    gemeente: Reeks | None
    gebieden: list[Vergelijking] = field(default_factory=list)
    #: Wijken that are shown beside the whole of Noord, for who wants to know more.
    wijken: list[Vergelijking] = field(default_factory=list)
    streefwaarden: list[Streefwaarde] = field(default_factory=list)
    doeljaar: int | None = None

    @property
    def trend(self) -> Trend:
        """Of the area that is worst off; without any area there is no measurement."""
        trends = {vergelijking.kloof.trend for vergelijking in self.gebieden}
        return next((trend for trend in TRENDS if trend in trends), Trend.GEEN_METING)

    @property
    def reeksen(self) -> list[Reeks]:
        reeksen = [v.reeks for v in (*self.gebieden, *self.wijken)]
        return [*reeksen, self.gemeente] if self.gemeente else reeksen

    @property
    def jaren(self) -> list[int]:
        return sorted({punt.jaar for reeks in self.reeksen for punt in reeks.punten})

    @property
    def heeft_meting(self) -> bool:
        return any(punt.waarde is not None for reeks in self.reeksen for punt in reeks.punten)

    @property
    def bronnen(self) -> list[str]:
        return list(dict.fromkeys(p.meting.bron for reeks in self.reeksen for p in reeks.punten))

    @property
    def tegenspraak(self) -> list[Punt]:
        return [punt for reeks in self.reeksen for punt in reeks.tegenspraak]

    @property
    def voorbeeld(self) -> bool:
        """Something invented is shown here."""
        punten = any(p.meting.voorbeeld for reeks in self.reeksen for p in (*reeks.punten, *reeks.tegenspraak))
        return punten or any(streef.voorbeeld for streef in self.streefwaarden)


@dataclass(slots=True)
class DoelStand:
    """One doel with its indicators, the main one first, and what people made of them."""

    doel: Doel
    indicatoren: list[IndicatorStand] = field(default_factory=list)
    duidingen: list[Duiding] = field(default_factory=list)

    @property
    def hoofd(self) -> IndicatorStand | None:
        return next((stand for stand in self.indicatoren if stand.indicator.hoofd), None)

    @property
    def trend(self) -> Trend:
        return self.hoofd.trend if self.hoofd else Trend.GEEN_METING

    @property
    def voorbeeld(self) -> bool:
        return any(s.voorbeeld for s in self.indicatoren) or any(d.voorbeeld for d in self.duidingen)


def standen_van_doelen(*, doel: Doel | None = None, kort: bool = False, tot: int | None = None) -> list[DoelStand]:
    """All doelen in order, or `doel` alone, with everything that may be shown of their numbers.

    Five queries, and four for `doel` (which has its opgave); two less with `kort`, which leaves out streefwaarden and
    duidingen. With `tot` nothing that was measured after that year counts. Without an indicator or measurement a doel
    keeps its place.
    """
    doelen = Doel.objects.select_related("opgave") if doel is None else [doel]
    # On the indicators, not on the doelen: a doel that is at hand needs no query.
    indicatoren = (
        Indicator.objects.in_gebruik()
        .select_related("eigenaar")
        .annotate(
            beginjaar=Subquery(Programma.objects.values("startjaar")[:1]),
            doeljaar=Subquery(Programma.objects.values("eindjaar")[:1]),
            wijken=Subquery(Gebied.objects.wijken().order_by().values("soort").annotate(n=Count("pk")).values("n")),
        )
    )
    duidingen = Duiding.objects.all()
    if doel is not None:
        indicatoren, duidingen = indicatoren.filter(doel=doel), duidingen.filter(doel=doel)
    standen = {doel.pk: DoelStand(doel) for doel in doelen}
    per_doel = defaultdict(list)
    for indicator in indicatoren:
        per_doel[indicator.doel_id].append(indicator)
    metingen = _metingen(indicatoren, tot)
    streefwaarden = defaultdict(list)
    streven = Streefwaarde.objects.filter(indicator__in=[i.pk for i in indicatoren]).order_by("jaar")
    for streef in () if kort else streven:
        streefwaarden[streef.indicator_id].append(streef)
    for pk, stand in standen.items():
        for indicator in per_doel[pk]:
            indicator.doel = stand.doel  # it is here, with its opgave
            doelwaarden = streefwaarden[indicator.pk]
            stand.indicatoren.append(_stand(indicator, metingen[indicator.pk], doelwaarden))
    for duiding in () if kort else duidingen:
        standen[duiding.doel_id].duidingen.append(duiding)
    return list(standen.values())


def _metingen(indicatoren, tot: int | None) -> dict[int, list[Meting]]:
    per_indicator = defaultdict(list)
    metingen = Meting.objects.filter(indicator__in=[i.pk for i in indicatoren]).select_related("gebied", "indicator")
    # Whole years fall away, so what is hidden in the others stays hidden.
    for meting in metingen.filter(peiljaar__lte=tot) if tot else metingen:
        per_indicator[meting.indicator_id].append(meting)
    return per_indicator


def _stand(indicator: Indicator, metingen: list[Meting], streven: list[Streefwaarde]) -> IndicatorStand:
    reeksen = maak_reeksen(metingen, wijken=indicator.wijken or 0)
    per_soort = defaultdict(list)
    for reeks in reeksen:
        per_soort[reeks.gebied.soort].append(reeks)
    gemeente = next(iter(per_soort[Gebied.Soort.GEMEENTE]), None)
    vergelijkingen = {
        soort: [vergelijk(indicator, reeks, gemeente) for reeks in per_soort[soort]]
        for soort in (Gebied.Soort.PROGRAMMA, Gebied.Soort.WIJK)
    }
    noord, wijken = vergelijkingen[Gebied.Soort.PROGRAMMA], vergelijkingen[Gebied.Soort.WIJK]
    stand = IndicatorStand(indicator, gemeente, streefwaarden=streven, doeljaar=indicator.doeljaar)
    # What is hidden or missing in the whole does not make the wijken disappear.
    if any(v.reeks.laatste for v in noord):
        stand.gebieden, stand.wijken = noord, wijken
    else:
        stand.gebieden = wijken or noord
    return stand


def maak_reeksen(metingen: Iterable[Meting], *, wijken: int) -> list[Reeks]:
    """The series of one indicator by area, from all its measurements (with `indicator` and `gebied`).

    `wijken` is the number of wijken of the programme, measured or not: it decides what stays hidden.
    """
    metingen = list(metingen)
    verborgen = bescherming.verborgen_vakken(metingen, wijken=wijken)
    per_vak: dict[bescherming.Vak, list[Punt]] = defaultdict(list)
    for meting in sorted(metingen, key=_voorrang):
        per_vak[bescherming.vak(meting)].append(Punt(meting, bescherming.vak(meting) in verborgen))
    per_gebied: dict[Gebied, list[list[Punt]]] = defaultdict(list)
    for punten in sorted(per_vak.values(), key=lambda punten: punten[0].jaar):
        per_gebied[punten[0].meting.gebied].append(punten)
    reeksen = [
        Reeks(
            gebied,
            tuple(punten[0] for punten in jaren),
            # An example is no source that contradicts a real number.
            tuple(p for punten in jaren for p in punten[1:] if not p.meting.voorbeeld and p.waarde is not None),
        )
        for gebied, jaren in per_gebied.items()
    ]
    return sorted(reeksen, key=lambda reeks: (reeks.gebied.soort, reeks.gebied.naam))


def _voorrang(meting: Meting) -> tuple:
    """Of several sources: a real number before an example, then the one that counts."""
    return meting.voorbeeld, not meting.geldt, meting.bron


def vergelijk(indicator: Indicator, reeks: Reeks, gemeente: Reeks | None) -> Vergelijking:
    """The gap of one area; `indicator` carries beginjaar and doeljaar of the programme (None without one).

    A number of people has no gap: a part of the municipality never has as many as all of it.
    """
    beginjaren = indicator.beginjaar, reeks.breuk, gemeente.breuk if gemeente else None
    begin = max((jaar for jaar in beginjaren if jaar), default=None)
    kloof = bereken(
        indicator.richting,
        reeks.waarden,
        gemeente.waarden if gemeente and not indicator.telt_personen else {},
        decimalen=indicator.decimalen,
        nuljaar=begin,
    )
    if not indicator.doeljaar:
        return Vergelijking(reeks, kloof, Schema.TE_VROEG if kloof.jaren else Schema.GEEN_METING, None)
    return Vergelijking(reeks, kloof, kloof.schema(indicator.doeljaar), kloof.verwacht_deel(indicator.doeljaar))
