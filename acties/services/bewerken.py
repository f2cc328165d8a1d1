"""Editing an actie with its parts: the plain facts, partners, milestones and results; not its stand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acties.models import Actie, Betrokkenheid, Dwarsverband, Mijlpaal, Prestatie
from acties.models.keuzes import VRAAGT_PENVOERDER
from acties.services.rijen import RijWijziging, zet_rij
from acties.services.versie import eis_bewerkbaar, neem_versie
from acties.services.voortgang import heeft_penvoerder
from opgaven.models import Doel, Uitvoeringsplan
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

#: Columns of the actie that the edit form may change.
FEITEN = frozenset(
    {
        "titel",
        "omschrijving",
        "beoogd_resultaat",
        "resultaat",
        "plan",
        "doel",
        "onderwerp",
        "uitkomst",
        "vervolg",
        "begindatum",
        "begin_precisie",
        "einddatum",
        "eind_precisie",
        "locatie",
        "betrokkenheid_niveau",
        "inwonersbetrokkenheid",
        "zonder_penvoerder_reden",
        "uren_nodig",
        "zichtbaarheid",
    }
)
#: Lists of the actie that the edit form may change.
LIJSTEN = frozenset({"gebieden", "bestemmingen", "ook_doelen"})
#: What only who leads the opgave may change, not the partner that carries the actie out.
BEHEERD = frozenset({"plan", "zichtbaarheid"})
#: Roles that give a partner the right to edit: no partner hands them out.
VERANTWOORDELIJK = frozenset({Betrokkenheid.Rol.PENVOERDER, Betrokkenheid.Rol.COORDINATOR})
#: Columns of a partner that follow from what it said itself; see `acties.inzet`.
AFGESPROKEN = frozenset({"uren_per_jaar", "toegezegd_op"})
ONDERDELEN = (Betrokkenheid, Mijlpaal, Prestatie)


def mag_beheren(*, actie: Actie, door: Gebruiker) -> bool:
    """True for the programmateam and the projectleider of the opgave, who also decide plan, partners in charge
    and visibility."""
    rollen = rollen_van(door)
    return rollen.programmateam or actie.plan.opgave_id in rollen.opgaven


@transaction.atomic
def bewerk_actie(
    *,
    actie: Actie,
    door: Gebruiker,
    versie: int,
    wijzigingen: Mapping[str, Any],
    rijen: Sequence[RijWijziging] = (),
) -> Actie:
    """Change facts, lists and parts of `actie` in one go and return it as it is afterwards.

    `wijzigingen` gives new values per name in FEITEN or LIJSTEN; `rijen` the rows of ONDERDELEN that change.
    Nothing else is touched: status and koers move by `meld_voortgang`. Without any change no version is used up.

    Raises PermissionDenied, VersieConflict, or ValidationError with Dutch sentences, per field where there is one.
    """
    if onbekend := set(wijzigingen) - FEITEN - LIJSTEN:
        raise ValueError(f"not editable: {sorted(onbekend)}")
    eis_bewerkbaar(actie=actie, door=door)
    _eis_rechten(actie, door, wijzigingen, rijen)
    if not wijzigingen and not rijen:
        return Actie.objects.get(pk=actie.pk)
    with als(door):
        nu = neem_versie(actie=actie, versie=versie)
        had_penvoerder = _is_verantwoord(nu)
        _zet_feiten(nu, {naam: waarde for naam, waarde in wijzigingen.items() if naam in FEITEN})
        _zet_lijsten(nu, {naam: waarde for naam, waarde in wijzigingen.items() if naam in LIJSTEN})
        for rij in sorted(rijen, key=_volgorde):
            _zet_rij(nu, rij)
        if had_penvoerder and not _is_verantwoord(nu):
            zin = "Deze actie loopt en heeft nu geen penvoerder. Kies er een, of schrijf waarom het zonder kan."
            raise ValidationError({"zonder_penvoerder_reden": zin})
    return nu


def _eis_rechten(actie: Actie, door: Gebruiker, wijzigingen: Mapping, rijen: Iterable[RijWijziging]) -> None:
    """Raise PermissionDenied when `door` changes what only who leads the opgave may."""
    if mag_beheren(actie=actie, door=door):
        plan: Uitvoeringsplan = wijzigingen.get("plan", actie.plan)
        rollen = rollen_van(door)
        if not rollen.programmateam and plan.opgave_id not in rollen.opgaven:
            raise PermissionDenied("Dit plan hoort bij een andere opgave.")
        return
    if BEHEERD & set(wijzigingen):
        raise PermissionDenied("Alleen de projectleider en het programmateam wijzigen het plan en wie de actie ziet.")
    for rij in rijen:
        if rij.model is Betrokkenheid and VERANTWOORDELIJK & _rollen_van_rij(actie, rij):
            raise PermissionDenied("Alleen de projectleider en het programmateam kiezen penvoerder en coördinator.")


def _rollen_van_rij(actie: Actie, rij: RijWijziging) -> set[str]:
    """The roles that a row has before and after the change."""
    rollen = set(actie.betrokkenheden.filter(pk=rij.pk).values_list("rol", flat=True)) if rij.pk else set()
    return rollen | ({rij.velden["rol"]} if rij.velden and "rol" in rij.velden else set())


def _is_verantwoord(actie: Actie) -> bool:
    """Somebody answers for the actie, or it says why nobody does, or it does not need it yet."""
    return actie.status not in VRAAGT_PENVOERDER or bool(actie.zonder_penvoerder_reden) or heeft_penvoerder(actie)


def _zet_feiten(actie: Actie, feiten: Mapping[str, Any]) -> None:
    if not feiten:
        return
    for naam, waarde in feiten.items():
        setattr(actie, naam, waarde)
    velden = {*feiten, "zoektekst"}
    if "doel" in feiten:
        actie.doel_afgeleid = False  # somebody chose it
        velden.add("doel_afgeleid")
    actie.full_clean()
    actie.save(update_fields=velden)


def _zet_lijsten(actie: Actie, lijsten: Mapping[str, Iterable]) -> None:
    for naam in lijsten.keys() - {"ook_doelen"}:
        getattr(actie, naam).set(lijsten[naam])
    if "ook_doelen" in lijsten:
        _zet_ook_doelen(actie, set(lijsten["ook_doelen"]) - {actie.doel})


def _zet_ook_doelen(actie: Actie, doelen: set[Doel]) -> None:
    """Add and remove cross-links one by one: each keeps its reason, and the history sees each."""
    bestaand = {verband.doel: verband for verband in actie.dwarsverbanden.select_related("doel")}
    for doel in bestaand.keys() - doelen:
        bestaand[doel].delete()
    for doel in doelen - bestaand.keys():
        Dwarsverband.objects.create(actie=actie, doel=doel)


def _volgorde(rij: RijWijziging) -> int:
    """Rows go first, and a new penvoerder comes last: there is never more than one at a time."""
    if rij.velden is None:
        return 0
    return 2 if rij.velden.get("rol") == Betrokkenheid.Rol.PENVOERDER else 1


def _zet_rij(actie: Actie, rij: RijWijziging) -> None:
    if rij.model not in ONDERDELEN:
        raise ValueError(f"not a part of an actie: {rij.model}")
    if rij.model is Betrokkenheid and AFGESPROKEN & set(rij.velden or ()):
        raise ValueError("hours are agreed, not edited")
    zet_rij(rij, actie=actie)
