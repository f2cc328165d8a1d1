"""Who was there: two people may fill it in at the same time, each seat is weighed on its own."""

from collections.abc import Mapping

from django.db import transaction

from governance.models import Aanwezigheid, Lidmaatschap, Vergadering
from governance.services.vastleggen import eis_bezig
from governance.services.versies import eis_programmateam
from governance.services.weging import Weging, weeg_velden
from sterkvoornoord.geschiedenis import als, leg_vast_niet_gekozen
from sterkvoornoord.models import Gebruiker

#: Who else was there, beside the seats.
OOK = "ook"
_TUSSEN = "|"


def in_een(stand: str, vervanger: str = "") -> str:
    """A stand and who came instead as one text, to weigh; "" when nobody knows."""
    return f"{stand}{_TUSSEN}{vervanger.strip()}" if stand == Aanwezigheid.Stand.VERVANGEN else stand


def staat_van(vergadering: Vergadering) -> dict[str, str]:
    """What is stored, by the key of the seat (a number as text) and OOK; a seat that was not recorded has no key."""
    rijen = vergadering.aanwezigheden.values_list("lid", "stand", "vervanger")
    return {OOK: vergadering.ook_aanwezig, **{str(lid): in_een(stand, wie) for lid, stand, wie in rijen}}


@transaction.atomic
def leg_aanwezigheid_vast(
    *,
    vergadering: Vergadering,
    door: Gebruiker,
    gepost: Mapping[str, str],
    gelezen: Mapping[str, str],
    keuzes: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Weging, dict[str, str]]:
    """Record who was there; returns what came of it, and what is stored now.

    `gepost` holds, by the key of a seat, its stand and who came instead (see `in_een`), and under OOK who else was
    there. `gelezen` and `keuzes` as in `weeg_velden`: what somebody else filled in meanwhile is not overwritten.
    Raises PermissionDenied, or ValidationError when the meeting is not going on.
    """
    eis_programmateam(door)
    nu = Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    eis_bezig(nu)
    leden = Lidmaatschap.objects.filter(orgaan=nu.orgaan_id, pk__in=[k for k in gepost if k != OOK])
    per_sleutel = {str(lid.pk): lid for lid in leden}
    staat = {**dict.fromkeys(per_sleutel, ""), **staat_van(nu)}
    uit = weeg_velden({k: v for k, v in gepost.items() if k in staat}, staat, gelezen, keuzes or {})
    with als(door):
        for sleutel, tekst in uit.schrijf.items():
            if sleutel == OOK:
                nu.ook_aanwezig = tekst
                nu.save(update_fields=["ook_aanwezig"])
            else:
                _zet(nu, per_sleutel[sleutel], tekst)
    if OOK in uit.niet_gekozen:
        leg_vast_niet_gekozen(nu, door=door, teksten={"ook_aanwezig": uit.niet_gekozen[OOK]})
    return uit, {**staat, **uit.schrijf}


def _zet(vergadering: Vergadering, lid: Lidmaatschap, tekst: str) -> None:
    rij = Aanwezigheid.objects.filter(vergadering=vergadering, lid=lid).first()
    if not tekst:
        if rij:
            rij.delete()
        return
    rij = rij or Aanwezigheid(vergadering=vergadering, lid=lid)
    rij.stand, _, rij.vervanger = tekst.partition(_TUSSEN)
    rij.full_clean()
    rij.save()
