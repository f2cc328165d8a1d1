"""What changed since the edition before: new, finished, another status, another koers, and what is no longer there.

`vergelijk` works on two snapshots, of whatever schema, and is frozen with the newer one: the words are those of the
edition that said them. `maak_verschillen` gives it back to the book. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from acties.models.keuzes import LOPEND
from monitor.boekwoorden import Rij, hoofdletter, opsomming, toon_dag
from monitor.projectenboek.kaart import Kaart
from monitor.projectenboek.schema import als_nieuwste

#: The status that has a heading of its own.
KLAAR = "afgerond"

#: The kinds of change in the order of the book, with the words to count them (one, many) and their heading.
SOORTEN = {
    "nieuw": ("actie is nieuw", "acties zijn nieuw", "Nieuw"),
    "afgerond": ("actie is afgerond", "acties zijn afgerond", "Afgerond"),
    "status": ("actie kreeg een andere status", "acties kregen een andere status", "Andere status"),
    "koers": ("actie kreeg een andere koers", "acties kregen een andere koers", "Andere koers"),
    "weg": ("actie staat er niet meer in", "acties staan er niet meer in", "Niet meer in dit boek"),
}


def vergelijk(vorige: Rij | None, nu: Rij) -> Rij:
    """Return the differences as plain JSON values; without an edition before, `vorige` in it is None.

    Acties are the same when their number is. Raises OnbekendSchema.
    """
    if vorige is None:
        return {"vorige": None, "nieuw": [], "afgerond": [], "status": [], "koers": [], "weg": []}
    toen = als_nieuwste(vorige)
    oud, nieuw = ({rij["nummer"]: rij for rij in inhoud["acties"]} for inhoud in (toen, nu))
    beide = [(oud[nummer], rij) for nummer, rij in nieuw.items() if nummer in oud]
    status = list(_anders("status", beide, toen, nu))
    return {
        "vorige": {"titel": toen["titel"], "peildatum": toen["peildatum"]},
        "nieuw": [nummer for nummer in nieuw if nummer not in oud],
        "afgerond": [rij for rij in status if rij["naar"] == KLAAR],
        "status": [rij for rij in status if rij["naar"] != KLAAR],
        # Only what runs has a koers; that a finished actie lost hers is no news.
        "koers": list(_anders("koers", [(was, rij) for was, rij in beide if rij["status"] in LOPEND], toen, nu)),
        "weg": [{"nummer": nummer, "titel": rij["titel"]} for nummer, rij in oud.items() if nummer not in nieuw],
    }


def _anders(veld: str, paren: Iterable[tuple[Rij, Rij]], toen: Rij, nu: Rij) -> Iterable[Rij]:
    """The pairs in which `veld` differs, with the codes and the words of both."""
    for oud, nieuw in paren:
        van, naar = oud[veld], nieuw[veld]
        if van != naar:
            woorden = {"van_woord": _woord(toen, veld, van), "naar_woord": _woord(nu, veld, naar)}
            yield {"nummer": nieuw["nummer"], "van": van, "naar": naar, **woorden}


def _woord(inhoud: Rij, veld: str, code: str) -> str:
    return inhoud["woorden"][veld][code] if code else "geen koers"


@dataclass(frozen=True)
class Wijziging:
    """One line of the chapter; `anker` is empty where the actie has no card, `van` where only its kind matters."""

    nummer: str
    titel: str
    anker: str = ""
    van: str = ""
    naar: str = ""


@dataclass(frozen=True)
class Verschillen:
    """What the chapter about changes shows: by kind its lines, all empty in a first edition."""

    vorige: str
    peildatum: str
    per_soort: dict[str, list[Wijziging]]

    @property
    def groepen(self) -> list[tuple[str, list[Wijziging]]]:
        """Per kind that occurs its heading and its lines, in the order of the book."""
        return [(SOORTEN[soort][-1], regels) for soort, regels in self.per_soort.items() if regels]

    @property
    def eerste(self) -> bool:
        return not self.vorige

    @property
    def zin(self) -> str:
        """The differences counted, as one or two sentences."""
        if self.eerste:
            return "Dit is de eerste editie. Er is nog geen eerdere om mee te vergelijken."
        return _zin(self.vorige, self.peildatum, self.per_soort)


def kort(rij: Rij | None) -> str:
    """The frozen differences counted in a sentence, for a list; empty where there is nothing to compare."""
    if rij is None or rij["vorige"] is None:
        return ""
    return _zin(rij["vorige"]["titel"], toon_dag(rij["vorige"]["peildatum"]), rij)


def _zin(vorige: str, peildatum: str, rijen: dict[str, list]) -> str:
    delen = [_aantal(rijen[soort], een, meer) for soort, (een, meer, _) in SOORTEN.items()]
    wat = opsomming([deel for deel in delen if deel]) or "er is niets veranderd"
    return f"Vergeleken met {vorige}, stand {peildatum}. {hoofdletter(wat)}."


def maak_verschillen(rij: Rij | None, kaarten: dict[str, Kaart]) -> Verschillen | None:
    """The frozen differences with the acties that they are about; None when the edition did not record them."""
    if rij is None:
        return None
    vorige = rij["vorige"]
    return Verschillen(
        vorige=vorige["titel"] if vorige else "",
        peildatum=toon_dag(vorige["peildatum"]) if vorige else "",
        per_soort={
            "nieuw": [_wijziging(kaarten[nummer]) for nummer in rij["nieuw"]],
            "afgerond": [_wijziging(kaarten[deel["nummer"]]) for deel in rij["afgerond"]],
            **{
                soort: [_wijziging(kaarten[d["nummer"]], d["van_woord"], d["naar_woord"]) for d in rij[soort]]
                for soort in ("status", "koers")
            },
            "weg": [Wijziging(deel["nummer"], deel["titel"]) for deel in rij["weg"]],
        },
    )


def _wijziging(kaart: Kaart, van: str = "", naar: str = "") -> Wijziging:
    return Wijziging(kaart.nummer, kaart.titel, kaart.anker, van, naar)


def _aantal(rijen: list, een: str, meer: str) -> str:
    return f"{len(rijen)} {een if len(rijen) == 1 else meer}" if rijen else ""
