"""The parts of the projectenboek, in the order of print. A new chapter is one more `Stuk` here and a template."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from monitor.boekstuk import Stuk
from monitor.projectenboek.boek import Boek, Doel, Opgave
from monitor.projectenboek.kaart import Kaart
from monitor.projectenboek.stand import Cijfer
from monitor.projectenboek.verschillen import Verschillen, Wijziging

#: The chapters behind the opgaven that name pages of others.
REGISTERS = ("register", "partnerregister")
#: Those that grow with the number of acties.
IN_RIJEN = ("prestaties", "partners", *REGISTERS)
#: As long as one card, in lines of a list or links in a table.
REGELS_PER_KAART = 10


@dataclass(frozen=True)
class Groep:
    """A doel with its cards, or with some of them: what follows on the first has no heading of its own."""

    label: str
    titel: str
    anker: str
    kaarten: list[Kaart]
    ook: list[Kaart]
    cijfer: Cijfer | None = None
    vervolg: bool = False


def stukken(boek: Boek, per: int | None = None) -> Iterator[Stuk]:
    """Yield the parts; `per` is the largest number of acties in one, without it a doel is never divided."""
    alles = {"boek": boek}
    yield Stuk("voorwerk", "monitor/pdf/voorwerk.html", alles, noemt_bladzijden=True)
    if boek.verschillen:
        for nr, groepen in enumerate(_wijzigingen(boek.verschillen, per)):
            waarden = {"v": boek.verschillen, "groepen": groepen, "vervolg": nr > 0}
            yield Stuk("Wat er veranderde", "monitor/pdf/verschillen.html", waarden)
    for opgave in boek.opgaven:
        yield Stuk(opgave.naam, "monitor/pdf/opening.html", {"opgave": opgave})
        if boek.volledig:
            yield Stuk(f"stand van {opgave.naam}", "monitor/pdf/stand.html", {"opgave": opgave})
        for groepen in _doelstukken(opgave, per):
            yield Stuk(groepen[-1].label, "monitor/pdf/doelstuk.html", {"opgave": opgave, "groepen": groepen})
    for sleutel, naam in boek.achterin:
        delen = _rijen(boek, sleutel, per) if sleutel in IN_RIJEN else [None]
        for nr, rijen in enumerate(delen):
            waarden = {**alles, "rijen": rijen, "vervolg": nr > 0, "laatste": nr == len(delen) - 1}
            yield Stuk(naam, f"monitor/pdf/{sleutel}.html", waarden, noemt_bladzijden=sleutel in REGISTERS)


def _doelstukken(opgave: Opgave, per: int | None) -> Iterator[list[Groep]]:
    """A part for every `per` cards of a doel. A doel without cards is too little for a page: it goes with the next."""
    wacht: list[Groep] = []
    for groep in _groepen(opgave):
        if not groep.kaarten:
            wacht.append(groep)
            continue
        for nr, deel in enumerate(_gelijk(groep.kaarten, per)):
            yield [*wacht, replace(groep, kaarten=deel, ook=[], vervolg=nr > 0)]
            wacht = []
    if wacht:
        yield wacht


def _gelijk(rijen: list, per: int | None) -> list[list]:
    """Divide in parts of at most `per` that are about as long, so that no page is left with the last one alone."""
    aantal = ceil(len(rijen) / (per or len(rijen))) if rijen else 0
    grenzen = [len(rijen) * deel // max(aantal, 1) for deel in range(aantal + 1)]
    return [rijen[van:tot] for van, tot in pairwise(grenzen)]


def _rijen(boek: Boek, sleutel: str, per: int | None) -> list[list]:
    """What a chapter lists, divided when there is too much for one part; an empty list has one part too."""
    if sleutel in ("partners", "partnerregister"):
        return _per_gewicht(boek.partners, [1 + len(p.kaarten) for p in boek.partners], per) or [[]]
    per_opgave = boek.afgesproken if sleutel == "prestaties" else [(o, o.op_nummer) for o in boek.opgaven]
    if per is None:
        return [per_opgave]
    return [[(opgave, deel)] for opgave, rijen in per_opgave for deel in _gelijk(rijen, per * REGELS_PER_KAART)] or [
        []
    ]


def _wijzigingen(verschillen: Verschillen, per: int | None) -> list[list[tuple[str, list[Wijziging]]]]:
    """What changed, by kind, divided when there is too much for one part; nothing has one part too."""
    if per is None:
        return [verschillen.groepen]
    delen = [(kop, deel) for kop, regels in verschillen.groepen for deel in _gelijk(regels, per * REGELS_PER_KAART)]
    # Together they take a page or so, unless one of them had to be divided.
    return [delen] if len(delen) == len(verschillen.groepen) else [[deel] for deel in delen]


def _per_gewicht(rijen: list, gewichten: list[int], per: int | None) -> list[list]:
    """Divide rows of unequal length, none of which is divided itself."""
    if per is None:
        return [rijen]
    delen: list[list] = []
    vol = 0
    for rij, gewicht in zip(rijen, gewichten, strict=True):
        if not delen or vol + gewicht > per * REGELS_PER_KAART:
            delen.append([])
            vol = 0
        delen[-1].append(rij)
        vol += gewicht
    return delen


def _groepen(opgave: Opgave) -> Iterator[Groep]:
    for doel in opgave.doelen:
        yield _groep(doel)
    if opgave.zonder_doel:
        yield Groep("Nog geen doel", "Acties zonder doel", f"{opgave.anker}-zonder", opgave.zonder_doel, [])


def _groep(doel: Doel) -> Groep:
    return Groep(f"Doel {doel.nummer}", doel.titel, doel.anker, doel.kaarten, doel.ook, doel.cijfer)
