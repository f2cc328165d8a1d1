"""Every schema that a frozen monitor may have, and the step from each to the next. Pure.

As with the projectenboek (`monitor.projectenboek.schema`): the book only knows the newest, an old edition is read
through these steps and never written back.
"""

from collections.abc import Callable

from monitor.boekwoorden import OnbekendSchema, Rij

#: The words for the judgement that schema 1 froze without their code.
OORDEEL_IN_1 = {
    "op schema": "op_koers",
    "achter op schema": "achter",
    "nog te vroeg om te zeggen": "te_vroeg",
    "geen meting": "geen_meting",
}


def als_nieuwste(inhoud: Rij) -> Rij:
    """Return the snapshot in the newest schema; the one given stays as it is. Raises OnbekendSchema."""
    schema = inhoud["schema"]
    if schema not in BEKENDE_SCHEMAS:
        raise OnbekendSchema(f"Deze monitor is gemaakt met schema {schema}. Dat kent dit portaal niet.")
    for stap in _STAPPEN[schema - 1 :]:
        inhoud = stap(inhoud)
    return inhoud


def _van_1_naar_2(inhoud: Rij) -> Rij:
    """Schema 2 knows an indicator by its code, a judgement too, and tells what changed since the one before."""
    doelen = [
        {**doel, "indicatoren": [_indicator_van_1(rij) for rij in doel["indicatoren"]]} for doel in inhoud["doelen"]
    ]
    return {**inhoud, "doelen": doelen, "verschillen": None, "schema": 2}


def _indicator_van_1(rij: Rij) -> Rij:
    kloof = [{**deel, "oordeel": OORDEEL_IN_1.get(deel["schema"], deel["schema"])} for deel in rij["kloof"]]
    return {**rij, "code": "", "kloof": kloof}


#: The first step goes from schema 1 to 2, and so on.
_STAPPEN: tuple[Callable[[Rij], Rij], ...] = (_van_1_naar_2,)

NIEUWSTE = len(_STAPPEN) + 1

#: Snapshot schemas that this code can still print.
BEKENDE_SCHEMAS = tuple(range(1, NIEUWSTE + 1))
