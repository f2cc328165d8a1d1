"""A snapshot of any size: the acties of a real one, and variations on them. The same every time."""

import copy
from itertools import cycle, islice
from typing import Any

#: Fields that a variation takes from other acties, so that no two cards are alike and lengths differ as they do.
TEKSTEN = ("omschrijving", "beoogd_resultaat", "resultaat", "inwonersbetrokkenheid")
LIJSTEN = ("prestaties", "onderdelen", "betrokken", "wijken")


def vermenigvuldig(inhoud: dict[str, Any], aantal: int) -> dict[str, Any]:
    """Return `inhoud` with `aantal` acties: its own first, then variations spread evenly over all doelen."""
    echte = inhoud["acties"]
    plekken = cycle((opgave, doel) for opgave in inhoud["opgaven"] for doel in opgave["doelen"])
    plannen = {plan["opgave_code"]: plan["slug"] for plan in inhoud["plannen"]}
    erbij = [
        _variatie(echte, nr, opgave, doel["nummer"], plannen[opgave["code"]])
        for nr, (opgave, doel) in enumerate(islice(plekken, max(0, aantal - len(echte))))
    ]
    return {**inhoud, "acties": [*echte[:aantal], *erbij]}


def _variatie(echte: list[dict], nr: int, opgave: dict, doel: str, plan: str) -> dict:
    """The actie `nr` that is not there: one of the real ones with texts and lists of four others."""
    basis = copy.deepcopy(echte[nr % len(echte)])
    for stap, veld in enumerate((*TEKSTEN, *LIJSTEN), start=1):
        # Steps of different lengths, so that the combination comes back after thousands.
        basis[veld] = copy.deepcopy(echte[(nr + stap * (7 + nr // len(echte))) % len(echte)][veld])
    basis |= {
        "nummer": f"{opgave['nummer']}.{1001 + nr}",
        "titel": f"{basis['titel']} ({nr + 1})",
        "bron_code": None,
        "opgave": opgave["code"],
        "doel_nummer": doel,
        "plan_slug": plan,
        "ook_doelen": [],
    }
    return basis
