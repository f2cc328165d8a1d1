"""What an actie is tied to, for the panel "Over deze actie": areas, plans, doelen, destinations and people.

Five small relations in one UNION query, so that the page of an actie stays within its budget.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from acties.models import Actie, Bestemming, Dwarsverband, RaaktPlan
from opgaven.models import Bemensing, Gebied

GEBIED, PLAN, DOEL, BESTEMMING = "gebied", "plan", "doel", "bestemming"
TREKKER, PROJECTLEIDER = Bemensing.Rol.TREKKER.value, Bemensing.Rol.PROJECTLEIDER.value
_TREKKER_PLAN = "trekker_plan"


@dataclass(frozen=True, slots=True)
class Feit:
    """One thing that an actie is tied to; what `bij` and `opgave` hold depends on its kind."""

    soort: str
    sleutel: str
    naam: str
    bij: str = ""
    opgave: str = ""
    uitleg: str = ""
    afgeleid: bool = False


def feiten_van(actie: Actie) -> dict[str, list[Feit]]:
    """Return the facts of `actie` per kind, each kind in the order of its names: one query.

    People are those active today. A plan with trekkers of its own is led by them, any other by those of its opgave.
    """
    eerste, *rest = (deel.order_by() for deel in _delen(actie))
    per_soort: dict[str, list[Feit]] = defaultdict(list)
    for rij in eerste.union(*rest, all=True):
        per_soort[rij[0]].append(Feit(*rij))
    for feiten in per_soort.values():
        feiten.sort(key=lambda feit: (feit.sleutel, feit.naam) if feit.soort == DOEL else (feit.naam, feit.bij))
    if eigen := per_soort.pop(_TREKKER_PLAN, None):
        per_soort[TREKKER] = eigen
    return per_soort


def _delen(actie: Actie) -> list[QuerySet]:
    mensen = Bemensing.objects.nu()
    opgave = actie.plan.opgave_id
    verband = {"bij": "opgave__naam", "opgave": "opgave__code"}
    return [
        _deel(Gebied.objects.filter(acties=actie), GEBIED, "slug", "naam"),
        _deel(Bestemming.objects.filter(acties=actie), BESTEMMING, "code", "naam", bij="voluit"),
        _deel(
            RaaktPlan.objects.filter(actie=actie),
            PLAN,
            "plan__opgave__slug",
            "plan__korte_naam",
            **{kolom: f"plan__{veld}" for kolom, veld in verband.items()},
            uitleg="grond",
            afgeleid="afgeleid",
        ),
        _deel(
            Dwarsverband.objects.filter(actie=actie),
            DOEL,
            "doel__nummer",
            "doel__korte_naam",
            **{kolom: f"doel__{veld}" for kolom, veld in verband.items()},
            uitleg="grond",
            afgeleid="afgeleid",
        ),
        *(
            _deel(rijen, soort, "partner__slug", "partner__naam", bij="functie")
            for soort, rijen in (
                (_TREKKER_PLAN, mensen.filter(rol=TREKKER, plan=actie.plan_id)),
                (TREKKER, mensen.filter(rol=TREKKER, opgave=opgave)),
                (PROJECTLEIDER, mensen.filter(rol=PROJECTLEIDER, opgave=opgave)),
            )
        ),
    ]


def _deel(rijen: QuerySet, soort: str, sleutel: str, naam: str, **kolommen: str) -> QuerySet:
    """Give rows of any model the columns of `Feit`; a column that is not named is empty."""
    velden = (sleutel, naam, *(kolommen.get(kolom, "") for kolom in ("bij", "opgave", "uitleg")))
    afgeleid = kolommen.get("afgeleid")
    return rijen.values_list(
        Value(soort, CharField()),
        *(Cast(F(veld), CharField()) if veld else Value("", CharField()) for veld in velden),
        F(afgeleid) if afgeleid else Value(False, BooleanField()),
    )
