"""The frozen differences between two monitors in words: counted in a sentence, and told per doel. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.boekwoorden import Rij, hoofdletter, opsomming, toon_dag
from monitor.monitorboek.verschillen import ANDERS, GROTER, KLEINER, NIEUW, OMGESLAGEN, WEG, lees


@dataclass(frozen=True)
class Indicatorregel:
    """What is told of one indicator."""

    naam: str
    zinnen: list[str]
    voorbeeld: bool


@dataclass(frozen=True)
class Doelregel:
    """What is told of one doel; `anker` is empty where the book has no place for it."""

    nummer: str
    titel: str
    anker: str
    zinnen: list[str]
    indicatoren: list[Indicatorregel]

    @property
    def voorbeeld(self) -> bool:
        return any(regel.voorbeeld for regel in self.indicatoren)


@dataclass(frozen=True)
class Verschillen:
    """The chapter about changes; there is none in a first monitor."""

    zin: str
    doelen: list[Doelregel]

    @property
    def voorbeeld(self) -> bool:
        return any(doel.voorbeeld for doel in self.doelen)


def kort(rij: Rij | None) -> str:
    """The differences counted in a sentence, for a list; empty where there is nothing to compare."""
    if rij is None or rij["vorige"] is None:
        return ""
    vorige = rij["vorige"]
    wat = opsomming([deel for deel in _tel(rij["doelen"]) if deel]) or "er is niets veranderd"
    return f"Vergeleken met {vorige['titel']}, stand {toon_dag(vorige['peildatum'])}. {hoofdletter(wat)}."


def maak_verschillen(rij: Rij | None, ankers: Mapping[str, str]) -> Verschillen | None:
    """The chapter, with the places of the doelen; None in a first monitor, or when it did not record them."""
    zin = kort(rij)
    if rij is None or not zin:
        return None
    return Verschillen(zin, [_doel(doel, ankers.get(doel["nummer"], "")) for doel in rij["doelen"]])


def _tel(doelen: list[Rij]) -> Iterator[str]:
    indicatoren = [(doel["nummer"], rij) for doel in doelen for rij in doel["indicatoren"]]
    kloven = [(nummer, kloof["wat"]) for nummer, rij in indicatoren for kloof in rij["kloof"]]
    oordelen = {doel["nummer"] for doel in doelen if doel["trend"]} | {nr for nr, rij in indicatoren if rij["oordeel"]}
    yield _bij({nummer for nummer, rij in indicatoren if rij["erbij"]}, "zijn er nieuwe cijfers")
    yield _bij({nummer for nummer, wat in kloven if wat == KLEINER}, "werd een kloof kleiner")
    yield _bij({nummer for nummer, wat in kloven if wat == GROTER}, "werd een kloof groter")
    yield _bij({nummer for nummer, wat in kloven if wat == OMGESLAGEN}, "sloeg een kloof om")
    yield _bij(oordelen, "is het oordeel anders")
    yield _bij({nummer for nummer, rij in indicatoren if rij["herzien"] or rij["eraf"]}, "zijn cijfers herzien")
    yield _bij({nummer for nummer, rij in indicatoren if rij["maat"]}, "wordt anders gemeten")
    for wat, een, meer in ((NIEUW, "is nieuw", "zijn nieuw"), (WEG, "staat er niet meer in", "staan er niet meer in")):
        yield _aantal(sum(rij["wat"] == wat for _, rij in indicatoren), "indicator", "indicatoren", een, meer)
        yield _aantal(sum(doel["wat"] == wat for doel in doelen), "doel", "doelen", een, meer)


def _bij(nummers: set[str], wat: str) -> str:
    return f"bij {len(nummers)} doel{'en' if len(nummers) > 1 else ''} {wat}" if nummers else ""


def _aantal(aantal: int, een: str, meer: str, is_: str, zijn: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer} {is_ if aantal == 1 else zijn}" if aantal else ""


def _doel(rij: Rij, anker: str) -> Doelregel:
    zinnen = []
    if rij["wat"] != ANDERS:
        zinnen.append("Dit doel is nieuw." if rij["wat"] == NIEUW else "Dit doel staat er niet meer in.")
    if rij["trend"]:
        zinnen.append(f"Het oordeel was {rij['trend']['van']} en is nu {rij['trend']['naar']}.")
    regels = [Indicatorregel(deel["naam"], list(_zinnen(deel)), deel["voorbeeld"]) for deel in rij["indicatoren"]]
    return Doelregel(rij["nummer"], rij["titel"], anker, zinnen, regels)


def _zinnen(rij: Rij) -> Iterator[str]:
    if rij["wat"] != ANDERS:
        yield "Deze indicator is nieuw." if rij["wat"] == NIEUW else "Deze indicator staat er niet meer in."
    if rij["erbij"]:
        yield f"Er zijn nieuwe cijfers over {_jaren(rij['erbij'])}."
    if rij["eraf"]:
        yield f"De cijfers over {_jaren(rij['eraf'])} staan er niet meer in."
    yield from (f"{_kloofzin(kloof)}." for kloof in rij["kloof"])
    for deel in rij["oordeel"]:
        yield f"{deel['gebied']} was {deel['van']} en is nu {deel['naar']}."
    for deel in rij["herzien"]:
        cijfer = f"Het cijfer van {deel['gebied']} over {deel['jaar']}"
        yield f"{cijfer} is herzien: was {deel['van']}, is nu {deel['naar']}."
    if maat := rij["maat"]:
        yield f"Dit wordt anders gemeten. Eerder: {maat['van']}. Nu: {maat['naar']}."


def _jaren(jaren: list[int]) -> str:
    return opsomming([str(jaar) for jaar in jaren])


def _kloofzin(kloof: Rij) -> str:
    """What became of a gap; what is below zero is a lead and is told as one."""
    gebied, van, naar = kloof["gebied"], lees(kloof["van"]), lees(kloof["naar"])
    toen, nu = (f"{kloof[veld].removeprefix('−')} in {kloof[f'{veld}_jaar']}" for veld in ("van", "naar"))
    if kloof["wat"] == OMGESLAGEN:
        lag, ligt = ("achter", "voor") if van > 0 else ("voor", "achter")
        return f"{gebied} lag {lag} op de gemeente ({toen}) en ligt nu {ligt} ({nu})"
    if van <= 0 and naar <= 0:
        return f"De voorsprong van {gebied} werd {'groter' if naar < van else 'kleiner'}: van {toen} naar {nu}"
    return f"De kloof van {gebied} werd {kloof['wat']}: van {toen} naar {nu}"
