"""Every schema that a frozen projectenboek may have, and the step from each to the next. Pure.

The book only knows the newest. An old edition is read through these steps and never written back: its file, its
checksum and its snapshot stay as they were. What an older schema did not record becomes None, "not recorded",
and has no place in the book of then.
"""

from collections.abc import Callable

from monitor.boekwoorden import OnbekendSchema, Rij

#: What schema 2 records besides: standen per opgave, numbers of the doelen, stories, partners, money, who leads, and
#: what changed since the edition before.
NIEUW_IN_2 = ("standen", "cijfers", "verhalen", "partners", "geld", "bemensing", "verschillen")


def als_nieuwste(inhoud: Rij) -> Rij:
    """Return the snapshot in the newest schema; the one given stays as it is. Raises OnbekendSchema."""
    schema = inhoud["schema"]
    if schema not in BEKENDE_SCHEMAS:
        raise OnbekendSchema(f"Deze editie is gemaakt met schema {schema}. Dat kent dit portaal niet.")
    for stap in _STAPPEN[schema - 1 :]:
        inhoud = stap(inhoud)
    return inhoud


def _van_1_naar_2(inhoud: Rij) -> Rij:
    return {**inhoud, **dict.fromkeys(NIEUW_IN_2), "schema": 2}


def _van_2_naar_3(inhoud: Rij) -> Rij:
    """Schema 3 records the risks of a stand as rows, and whether the stand is an example."""
    standen = inhoud["standen"] and [{**stand, "risicos": None, "voorbeeld": False} for stand in inhoud["standen"]]
    return {**inhoud, "standen": standen, "schema": 3}


#: The first step goes from schema 1 to 2, and so on.
_STAPPEN: tuple[Callable[[Rij], Rij], ...] = (_van_1_naar_2, _van_2_naar_3)

NIEUWSTE = len(_STAPPEN) + 1

#: Snapshot schemas that this code can still print.
BEKENDE_SCHEMAS = tuple(range(1, NIEUWSTE + 1))
