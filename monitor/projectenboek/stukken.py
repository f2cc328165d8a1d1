"""The parts of the projectenboek, in the order of print. A new chapter is one more `Stuk` here and a template."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.boekstuk import Stuk
from monitor.projectenboek.boek import Boek, Doel, Opgave
from monitor.projectenboek.kaart import Kaart
from monitor.projectenboek.stand import Cijfer

#: The parts behind the opgaven that name pages of others.
REGISTERS = ("register", "partnerregister")


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
    for opgave in boek.opgaven:
        yield Stuk(opgave.naam, "monitor/pdf/opening.html", {"opgave": opgave})
        if boek.volledig:
            yield Stuk(f"stand van {opgave.naam}", "monitor/pdf/stand.html", {"opgave": opgave})
        for groepen in _doelstukken(opgave, per):
            yield Stuk(groepen[-1].label, "monitor/pdf/doelstuk.html", {"opgave": opgave, "groepen": groepen})
    for sleutel, _ in boek.achterin:
        yield Stuk(sleutel, f"monitor/pdf/{sleutel}.html", alles, noemt_bladzijden=sleutel in REGISTERS)


def _doelstukken(opgave: Opgave, per: int | None) -> Iterator[list[Groep]]:
    """A part for every `per` cards of a doel. A doel without cards is too little for a page: it goes with the next."""
    wacht: list[Groep] = []
    for groep in _groepen(opgave):
        if not groep.kaarten:
            wacht.append(groep)
            continue
        stap = per or len(groep.kaarten)
        for begin in range(0, len(groep.kaarten), stap):
            deel = groep.kaarten[begin : begin + stap]
            yield [*wacht, replace(groep, kaarten=deel, ook=[], vervolg=begin > 0)]
            wacht = []
    if wacht:
        yield wacht


def _groepen(opgave: Opgave) -> Iterator[Groep]:
    for doel in opgave.doelen:
        yield _groep(doel)
    if opgave.zonder_doel:
        yield Groep("Nog geen doel", "Acties zonder doel", f"{opgave.anker}-zonder", opgave.zonder_doel, [])


def _groep(doel: Doel) -> Groep:
    return Groep(f"Doel {doel.nummer}", doel.titel, doel.anker, doel.kaarten, doel.ook, doel.cijfer)
