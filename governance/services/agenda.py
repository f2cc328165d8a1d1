"""The agenda of a meeting, and what waits for one: add, change, order and remove items."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acties.models import Actie
from governance.models import Agendapunt, Overlegorgaan, Vergadering
from governance.services.initiatieven import haal_terug
from governance.services.versies import Gewijzigd, eis_programmateam, neem_versie
from governance.services.weging import merk
from opgaven.models import Doel
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van


@transaction.atomic
def zet_op_agenda(
    *,
    door: Gebruiker,
    orgaan: Overlegorgaan,
    vergadering: Vergadering | None = None,
    acties: Iterable[Actie] = (),
    doelen: Iterable[Doel] = (),
    **velden: Any,
) -> Agendapunt:
    """Add an item to the agenda of `vergadering`, or to what waits for a meeting of `orgaan`; returns it.

    It comes last in its section. `velden` are those of the model. A partner brings in an item in its own name, and
    on an agenda that was not sent yet. Raises PermissionDenied, or ValidationError with Dutch sentences per field.
    """
    rollen = rollen_van(door)
    if not rollen.programmateam:
        if rollen.partner_id is None or velden.get("besloten") or velden.get("bovenliggend"):
            raise PermissionDenied
        velden["inbrengende_partner"] = door.partner
    return zet_punt(door=door, orgaan=orgaan, vergadering=vergadering, acties=acties, doelen=doelen, **velden)


def zet_punt(
    *,
    door: Gebruiker,
    orgaan: Overlegorgaan,
    vergadering: Vergadering | None,
    acties: Iterable[Actie] = (),
    doelen: Iterable[Doel] = (),
    **velden: Any,
) -> Agendapunt:
    """Make the item for who may bring it in; who does not make the agenda keeps to one that was not sent yet."""
    slot = _houd_vast(vergadering)
    if not rollen_van(door).programmateam:
        _eis_niet_verstuurd(slot)
    punt = Agendapunt(vergadering=slot, orgaan=None if slot else orgaan, **velden)
    if slot and slot.orgaan_id != orgaan.pk:
        raise ValidationError("Deze vergadering is van een ander overleg.")
    with als(door):
        _bewaar(punt, acties, doelen)
        plaats(punt)
    return punt


@transaction.atomic
def bewerk_punt(
    *,
    punt: Agendapunt,
    door: Gebruiker,
    versie: int,
    acties: Iterable[Actie] = (),
    doelen: Iterable[Doel] = (),
    **velden: Any,
) -> Agendapunt:
    """Change an item and return it; with another `vergadering` (None: it waits) it moves there with what is below it.

    Raises PermissionDenied, Gewijzigd when it is no longer at `versie`, or ValidationError per field.
    """
    nu = _eis_bewerkbaar(punt, door, versie)
    _houd_vast(nu.vergadering)
    oud = (nu.vergadering_id, nu.bovenliggend_id, nu.sectie)
    if "vergadering" in velden:
        _verhuis(nu, door, velden.pop("vergadering"))
        if nu.vergadering_id != oud[0]:
            velden["bovenliggend"] = None
    for veld, waarde in velden.items():
        setattr(nu, veld, waarde)
    with als(door):
        _bewaar(nu, acties, doelen)
        if oud != (nu.vergadering_id, nu.bovenliggend_id, nu.sectie):
            plaats(nu)
    return nu


@transaction.atomic
def verschuif(*, punt: Agendapunt, door: Gebruiker, omhoog: bool) -> Agendapunt:
    """Move an item one place among its neighbours; at the edge of a section it goes over to the next section.

    Returns the item. At the end of the list nothing changes. Raises PermissionDenied for who does not make the
    agenda, ValidationError when the agenda is closed.
    """
    eis_programmateam(door)
    nu = _eis_bewerkbaar(punt, door)
    _houd_vast(nu.vergadering)
    rij = _buren(nu)
    plek = next(i for i, buur in enumerate(rij) if buur.pk == nu.pk)
    ander = plek - 1 if omhoog else plek + 1
    if not 0 <= ander < len(rij):
        return nu
    if rij[ander].sectie != rij[plek].sectie:
        rij[plek].sectie = rij[ander].sectie
        with als(door):
            rij[plek].save(update_fields=["sectie"])
    else:
        rij[plek], rij[ander] = rij[ander], rij[plek]
    with als(door):
        _nummer(rij)
    nu.refresh_from_db()
    return nu


@transaction.atomic
def zet_op_plek(*, punt: Agendapunt, door: Gebruiker, gelezen: str, na: int | None, sectie: str = "") -> Agendapunt:
    """Put an item after the one with the key `na`, or first when that is None, and return it.

    A main item comes under the head `sectie`, which is that of `na`; an item below another one stays below it.
    `gelezen` is the mark of the order that the page showed (`merk_van_agenda`): raises Gewijzigd when there is another
    one by now, and otherwise as `verschuif`, also when there is no such place.
    """
    eis_programmateam(door)
    nu = _eis_bewerkbaar(punt, door)
    slot = _houd_vast(nu.vergadering)
    if slot is None:
        raise ValidationError("Dit punt staat op geen agenda.")
    if merk_van_agenda(slot) != gelezen:
        raise Gewijzigd(slot)
    rij = [buur for buur in _buren(nu) if buur.pk != nu.pk]
    hoofd = nu.bovenliggend_id is None
    hier = [plek for plek, buur in enumerate(rij) if not hoofd or buur.sectie == sectie]
    plekken = {rij[plek].pk: plek + 1 for plek in hier} | ({None: hier[0]} if hier else {})
    if na not in plekken:
        raise ValidationError("Die plek is er niet (meer). Er is niets verschoven.")
    rij.insert(plekken[na], nu)
    with als(door):
        if hoofd and nu.sectie != sectie:
            nu.sectie = sectie
            nu.save(update_fields=["sectie"])
        _nummer(rij)
    return nu


def merk_van_agenda(vergadering: Vergadering) -> str:
    """A mark of which items are on an agenda and in what order."""
    rijen = vergadering.agendapunten.order_by("volgorde", "pk").values_list("pk", "bovenliggend", "sectie")
    return merk(repr(list(rijen)))


@transaction.atomic
def haal_weg(*, punt: Agendapunt, door: Gebruiker) -> None:
    """Remove an item, with what is below it. Raises as `bewerk_punt`, also when something hangs on it."""
    nu = _eis_bewerkbaar(punt, door)
    _houd_vast(nu.vergadering)
    weg = [nu, *nu.onderdelen.all()]
    if any(rij.besluiten.exists() or rij.actiepunten.exists() for rij in weg):
        raise ValidationError("Bij dit punt zijn besluiten of actiepunten vastgelegd. Het kan niet meer weg.")
    if any(rij.stukken.exists() for rij in weg):
        raise ValidationError("Bij dit punt horen stukken. Haal die eerst weg, of zet het punt op een andere agenda.")
    with als(door):
        for rij in reversed(weg):
            rij.delete()
    for rij in weg:
        haal_terug(rij, door)


def zet_vaste_punten(vergadering: Vergadering) -> None:
    """Put on a new agenda what is on every agenda. Call it inside the transaction that makes the meeting."""
    for plek, vast in enumerate(Agendapunt.Vast, start=1):
        Agendapunt.objects.create(
            vergadering=vergadering,
            titel=vast.label,
            vast=vast,
            volgorde=plek,
            soort=Agendapunt.Soort.INFORMATIE if vast == Agendapunt.Vast.ACTIELIJST else Agendapunt.Soort.BESPREKING,
        )


def _eis_bewerkbaar(punt: Agendapunt, door: Gebruiker, versie: int | None = None) -> Agendapunt:
    """The row as it is now; PermissionDenied or ValidationError when `door` may not change it (any more)."""
    nu = neem_versie(punt, versie) if versie is not None else Agendapunt.objects.filter(pk=punt.pk).first()
    if nu is None:
        raise ValidationError("Dit punt is ondertussen weggehaald.")
    if not Agendapunt.objects.bewerkbaar_door(door).filter(pk=nu.pk).exists():
        if rollen_van(door).programmateam:
            raise ValidationError("Deze vergadering is afgesloten. De agenda verandert niet meer.")
        raise PermissionDenied
    return nu


def _houd_vast(vergadering: Vergadering | None) -> Vergadering | None:
    """The meeting as it is now, locked: who orders or closes it at the same time waits."""
    if vergadering is None:
        return None
    nu = Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    if not nu.heeft_open_agenda:
        raise ValidationError("Deze vergadering is afgesloten. De agenda verandert niet meer.")
    return nu


def _eis_niet_verstuurd(vergadering: Vergadering | None) -> None:
    """A partner puts nothing on an agenda that was sent, nor on one that is not known yet."""
    if vergadering and vergadering.status != Vergadering.Status.GEPLAND:
        raise PermissionDenied


def _verhuis(nu: Agendapunt, door: Gebruiker, naar: Vergadering | None) -> None:
    """Put an item, and what is below it, on another agenda of the same body, or back among what waits."""
    orgaan = nu.vergadering.orgaan if nu.vergadering else nu.orgaan
    slot = _houd_vast(naar)
    if slot and orgaan and slot.orgaan_id != orgaan.pk:
        raise ValidationError({"vergadering": "Deze vergadering is van een ander overleg."})
    if not rollen_van(door).programmateam:
        _eis_niet_verstuurd(slot)
    with als(door):
        for rij in (nu, *nu.onderdelen.all()):
            rij.vergadering, rij.orgaan = slot, None if slot else orgaan
            if rij is not nu:
                rij.save(update_fields=["vergadering", "orgaan"])


def _bewaar(punt: Agendapunt, acties: Iterable[Actie], doelen: Iterable[Doel]) -> None:
    punt.full_clean()
    punt.save()
    punt.acties.set(acties)
    punt.doelen.set(doelen)


def _buren(punt: Agendapunt) -> list[Agendapunt]:
    """The items on the same level of the same agenda, in their order."""
    naast = Agendapunt.objects.filter(vergadering=punt.vergadering, orgaan=punt.orgaan)
    return list(naast.filter(bovenliggend=punt.bovenliggend).order_by("volgorde", "pk"))


def plaats(punt: Agendapunt) -> None:
    """Give a stored item its place: last in its section, or last of all when the section is new; a rondvraag that
    closes the agenda stays last."""
    rij = [buur for buur in _buren(punt) if buur.pk != punt.pk]
    voor_rondvraag = [buur for buur in rij if buur.vast != Agendapunt.Vast.RONDVRAAG]
    slot = rij[len(voor_rondvraag) :] if rij[: len(voor_rondvraag)] == voor_rondvraag else []
    rij = rij[: len(rij) - len(slot)]
    zelfde = [i for i, buur in enumerate(rij) if buur.sectie == punt.sectie]
    rij.insert(zelfde[-1] + 1 if zelfde else len(rij), punt)
    rij += slot
    _nummer(rij)


def _nummer(rij: list[Agendapunt]) -> None:
    """Write the order of the list into its items; only what changes is written."""
    for nummer, punt in enumerate(rij, start=1):
        if punt.volgorde != nummer:
            punt.volgorde = nummer
            punt.save(update_fields=["volgorde"])
