"""How an opgave says it goes, who leads it, and what the numbers of its doelen say. Pure."""

from dataclasses import dataclass

from monitor.boekwoorden import Rij, hoofdletter, toon_dag
from sterkvoornoord.huisstijl import KOERS, teken


@dataclass(frozen=True)
class Aspect:
    """One of the four things that an opgave judges about itself; `css` and `woord` are empty where it did not."""

    naam: str
    css: str
    woord: str
    toelichting: str


@dataclass(frozen=True)
class Risico:
    """What can go wrong, and what is done about it; `css` is laag, midden or hoog."""

    omschrijving: str
    kans: str
    gevolg: str
    css: str
    woord: str
    maatregel: str


@dataclass(frozen=True)
class Stand:
    """What an opgave reported in the newest round before the edition."""

    ronde: str
    peildatum: str
    aspecten: list[Aspect]
    #: The highest first; None in an edition that recorded no rows.
    risicos: list[Risico] | None
    #: Heading and text of what was written besides: on the risks, decisions, what differs.
    teksten: list[tuple[str, str]]
    wijzigingen: list[str]
    #: Invented, to show what it looks like.
    voorbeeld: bool

    @property
    def per_aspect(self) -> dict[str, Aspect]:
        return {aspect.naam: aspect for aspect in self.aspecten}


@dataclass(frozen=True)
class Cijfer:
    """What the main indicator of a doel says."""

    indicator: str
    zin: str
    trend: str
    trend_woord: str
    voorbeeld: bool


def maak_standen(rijen: list[Rij] | None) -> dict[str, Stand]:
    """Per opgave its stand; an opgave that reported nothing has none. Raises OnbekendeCode."""
    return {
        rij["opgave"]: Stand(
            ronde=rij["ronde"],
            peildatum=toon_dag(rij["peildatum"]),
            aspecten=[_aspect(deel) for deel in rij["aspecten"]],
            risicos=rij["risicos"] and [_risico(deel) for deel in rij["risicos"]],
            teksten=[(deel["kop"], deel["tekst"]) for deel in rij["teksten"] if deel["tekst"]],
            wijzigingen=rij["wijzigingen"],
            voorbeeld=rij["voorbeeld"],
        )
        for rij in rijen or []
    }


def _risico(rij: Rij) -> Risico:
    velden = ("omschrijving", "kans", "gevolg", "profiel", "profiel_woord", "maatregel")
    return Risico(*(rij[veld] for veld in velden))


def _aspect(rij: Rij) -> Aspect:
    css = teken(KOERS, rij["oordeel"]).css if rij["oordeel"] else ""
    return Aspect(rij["naam"], css, rij["woord"], rij["toelichting"])


def maak_cijfers(rijen: list[Rij] | None) -> dict[str, Cijfer]:
    """Per number of a doel what its numbers say; empty when the edition did not record them."""
    return {
        rij["doel"]: Cijfer(rij["indicator"], rij["zin"], rij["trend"], rij["trend_woord"], rij["voorbeeld"])
        for rij in rijen or []
    }


def leiding(rijen: list[Rij] | None, opgave: str) -> list[tuple[str, str]]:
    """Who leads this opgave and its plans, or the programme for "": role, then function and organisation."""
    regels: dict[str, list[str]] = {}
    for rij in rijen or []:
        if rij["opgave"] == opgave:
            regels.setdefault(_rol(rij), []).append(_wie(rij))
    return [(rol, "; ".join(dict.fromkeys(wie))) for rol, wie in regels.items()]


def _rol(rij: Rij) -> str:
    rol = hoofdletter(rij["rol"])
    return f"{rol} plan {rij['plan']}" if rij["plan"] else rol


def _wie(rij: Rij) -> str:
    functie = "" if rij["functie"].casefold() == rij["rol"].casefold() else rij["functie"]
    aantal = f" ({rij['aantal']} mensen)" if (rij["aantal"] or 0) > 1 else ""
    return (f"{functie}, {rij['partner']}" if functie else rij["partner"]) + aantal
