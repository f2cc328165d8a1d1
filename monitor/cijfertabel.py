"""The table beside a chart: a row for each year, a column for each area, and what each number needs said."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monitor import zinnen
from monitor.reeksen import IndicatorStand, Punt, Reeks

GEEN = "–"


@dataclass(frozen=True, slots=True)
class Cel:
    """One number, or a dash with the reason why there is none."""

    tekst: str
    uitleg: str = ""
    #: The reason is one that was given, so it is also written under the table.
    gegeven: bool = False


@dataclass(frozen=True, slots=True)
class Rij:
    jaar: int
    #: What there is to say of the year: nulmeting, voorlopig, streefwaarde.
    bij: str
    cellen: list[Cel]


@dataclass(frozen=True, slots=True)
class Cijfertabel:
    koppen: list[str]
    rijen: list[Rij] = field(default_factory=list)

    @property
    def redenen(self) -> list[str]:
        """Why boxes are empty, such as "Te weinig mensen: Noord 2023, Prinsenhof 2024."; a dash alone does not say."""
        waar = defaultdict(list)
        for rij in self.rijen:
            for kop, cel in zip(self.koppen, rij.cellen, strict=True):
                if cel.gegeven:
                    waar[capfirst(cel.uitleg)].append(f"{kop} {rij.jaar}")
        return [f"{reden}: {', '.join(plekken)}." for reden, plekken in waar.items()]


def maak_tabel(stand: IndicatorStand) -> Cijfertabel:
    """The numbers of one indicator. With one area the gap stands beside it, otherwise each area speaks for itself."""
    kolommen = [v.reeks for v in stand.gebieden] + ([stand.gemeente] if stand.gemeente else [])
    met_kloof = len(stand.gebieden) == 1 and stand.gemeente is not None and not stand.indicator.telt_personen
    koppen = [zinnen.kort(reeks.gebied) for reeks in kolommen] + ([_("Kloof")] if met_kloof else [])
    rijen = [_meetrij(stand, jaar, kolommen, met_kloof) for jaar in _jaren(kolommen)]
    rijen += [_streefrij(stand, streef, kolommen, met_kloof) for streef in stand.streefwaarden]
    return Cijfertabel(koppen, rijen)


def maak_wijktabel(stand: IndicatorStand) -> Cijfertabel | None:
    """The wijken, where they are known beside Noord as a whole; None otherwise."""
    kolommen = [v.reeks for v in stand.wijken]
    if not kolommen:
        return None
    rijen = [_meetrij(stand, jaar, kolommen, False) for jaar in _jaren(kolommen)]
    return Cijfertabel([zinnen.kort(reeks.gebied) for reeks in kolommen], rijen)


def _jaren(kolommen: list[Reeks]) -> list[int]:
    return sorted({punt.jaar for reeks in kolommen for punt in reeks.punten})


def _meetrij(stand: IndicatorStand, jaar: int, kolommen: list[Reeks], met_kloof: bool) -> Rij:
    punten = [reeks.punt(jaar) for reeks in kolommen]
    cellen = [_cel(punt, stand) for punt in punten]
    kloof = stand.gebieden[0].kloof if stand.gebieden else None
    if met_kloof:
        verschil = GEEN
        if jaar in kloof.jaren:
            gebied, gemeente = stand.gebieden[0].reeks.waarden[jaar], stand.gemeente.waarden[jaar]
            verschil = zinnen.toon_waarde(kloof.richting.teken * (gemeente - gebied), stand.indicator)
        cellen.append(Cel(verschil))
    bekend = [punt for punt in punten if punt]
    woorden = [
        _("nul\N{SOFT HYPHEN}meting") if met_kloof and jaar == kloof.nuljaar else "",
        _("anders gemeten") if any(punt.meting.reeksbreuk for punt in bekend) else "",
        _("voorlopig") if any(punt.meting.voorlopig for punt in bekend) else "",
    ]
    return Rij(jaar, ", ".join(filter(None, woorden)), cellen)


def _cel(punt: Punt | None, stand: IndicatorStand) -> Cel:
    if punt is None:
        return Cel(GEEN, _("niet gemeten"))
    if punt.waarde is None:
        return Cel(GEEN, punt.waarom_niet.lower(), gegeven=True)
    return Cel(zinnen.toon_waarde(punt.waarde, stand.indicator))


def _streefrij(stand: IndicatorStand, streef, kolommen: list[Reeks], met_kloof: bool) -> Rij:
    """The target holds for Noord as for each wijk; it says nothing about the municipality."""
    doel = _("gemeente") if streef.gemeentegemiddelde else zinnen.toon_waarde(streef.waarde, stand.indicator)
    gemeten = len(stand.gebieden) or 0
    cellen = [Cel(doel if nr < gemeten else GEEN) for nr in range(len(kolommen))]
    return Rij(streef.jaar, _("streef\N{SOFT HYPHEN}waarde"), [*cellen, *([Cel(GEEN)] if met_kloof else [])])
