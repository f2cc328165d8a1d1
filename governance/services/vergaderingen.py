"""Meetings: plan one, change it, and move it from stand to stand. The only place that writes their status."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string

from governance.models import Besluit, Overlegorgaan, Vergadering
from governance.services.agenda import zet_vaste_punten
from governance.services.besluiten import stel_vast
from governance.services.leden import eis_reacties_verwerkt
from governance.services.sluiten import sluit_af, zet_aangehouden_klaar
from governance.services.uitnodigen import AFGEZEGD, GEWIJZIGD, NIEUW, VERPLAATST, nodig_uit
from governance.services.versies import bewaar, eis_programmateam, neem_versie
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.nummers import volgend_nummer

Stand = Vergadering.Status
#: Where a meeting may go from each stand. What stands not here is a last stand.
OVERGANGEN: dict[str, tuple[str, ...]] = {
    Stand.CONCEPT: (Stand.GEPLAND, Stand.UITGENODIGD, Stand.GEANNULEERD, Stand.VERPLAATST),
    Stand.GEPLAND: (Stand.UITGENODIGD, Stand.GEANNULEERD, Stand.VERPLAATST),
    Stand.UITGENODIGD: (Stand.BEZIG, Stand.GEANNULEERD, Stand.VERPLAATST),
    Stand.BEZIG: (Stand.CONCEPT_BESLUITENLIJST,),
    Stand.GEHOUDEN: (Stand.BEZIG,),
    Stand.CONCEPT_BESLUITENLIJST: (Stand.VASTGESTELD,),
    Stand.VASTGESTELD: (Stand.GEPUBLICEERD,),
}

#: What a meeting keeps when it is moved to another day.
MEE = ("soort", "titel", "begin", "eind", "plaats", "gastheer", "omschrijving")
#: What members have in their calendar.
IN_MAIL = ("begin", "eind", "plaats", "gastheer", "titel")


@transaction.atomic
def maak_vergadering(
    *, door: Gebruiker, orgaan: Overlegorgaan, datum: date, vaste_punten: bool = False, **velden: Any
) -> Vergadering:
    """Plan a meeting of `orgaan` as a concept, under its next number in the year of `datum`, and return it.

    With `vaste_punten` its agenda begins with what is on every agenda. `velden` are those in MEE. Raises
    PermissionDenied for who is not of the programmateam, and ValidationError, in Dutch, when the body has no
    abbreviation or a field is not right.
    """
    eis_programmateam(door)
    if not orgaan.afkorting:
        raise ValidationError("Dit overleg heeft nog geen afkorting voor zijn nummers. Vraag de beheerder.")
    vergadering = Vergadering(orgaan=orgaan, datum=datum, **velden)
    vergadering.full_clean(exclude=["nummer"])
    with als(door):
        vergadering.nummer = volgend_nummer(f"{orgaan.afkorting}-V{datum.year}")
        vergadering.save()
        if vaste_punten:
            zet_vaste_punten(vergadering)
        zet_aangehouden_klaar(vergadering)
    return vergadering


@transaction.atomic
def bewerk_vergadering(*, vergadering: Vergadering, door: Gebruiker, versie: int, **velden: Any) -> Vergadering:
    """Change day, time, place, title or text of a meeting that did not begin, and return it.

    Raises Gewijzigd when it is no longer at `versie`, and otherwise as `maak_vergadering`. Once others know the
    day, it is changed by `verplaats_vergadering`: who looks at the old day must read where the meeting went.
    """
    eis_programmateam(door)
    nu = neem_versie(vergadering, versie)
    if not nu.heeft_open_agenda:
        raise ValidationError("Deze vergadering is voorbij. Hier verandert niets meer aan.")
    datum = velden.get("datum", nu.datum)
    if datum != nu.datum and nu.status != Stand.CONCEPT:
        raise ValidationError({"datum": "Deze dag is al bekend bij anderen. Verplaats de vergadering."})
    if datum.year != nu.datum.year:
        raise ValidationError({"datum": f"Het nummer is van {nu.datum.year}. Kies een dag in dat jaar."})
    anders = nu.status == Stand.UITGENODIGD and any(velden.get(v, getattr(nu, v)) != getattr(nu, v) for v in IN_MAIL)
    nu = bewaar(nu, door, **velden, agenda_teller=nu.agenda_teller + anders)
    if anders:
        nodig_uit(nu, GEWIJZIGD)
    return nu


@transaction.atomic
def verplaats_vergadering(
    *, vergadering: Vergadering, door: Gebruiker, versie: int, datum: date, **velden: Any
) -> Vergadering:
    """Move a meeting to another day: a new meeting with all that hung on the old one, which stays to tell of it.

    Returns the new meeting, in the stand of the old one. Raises as `bewerk_vergadering`, also when the day is in
    the past or when besluiten were recorded on it.
    """
    eis_programmateam(door)
    oud = neem_versie(vergadering, versie)
    _eis_overgang(oud, Stand.VERPLAATST)
    if datum == oud.datum:
        raise ValidationError({"datum": "Dit is dezelfde dag. Kies een andere dag."})
    if datum < timezone.localdate():
        raise ValidationError({"datum": "Deze dag is voorbij. Kies een dag die nog komt."})
    if Besluit.objects.filter(vergadering=oud).exists():
        raise ValidationError("Bij deze vergadering zijn besluiten vastgelegd. Zij kan niet meer worden verplaatst.")
    gelijk = {veld: getattr(oud, veld) for veld in MEE}
    nieuw = maak_vergadering(door=door, orgaan=oud.orgaan, datum=datum, **{**gelijk, **velden})
    teller = oud.agenda_teller + (oud.status == Stand.UITGENODIGD)
    bewaar(nieuw, door, status=oud.status, agenda_nummer=oud.agenda_nummer or oud.nummer, agenda_teller=teller)
    with als(door):
        for punt in oud.agendapunten.all():
            punt.vergadering = nieuw
            punt.save(update_fields=["vergadering"])
        for actiepunt in oud.actiepunten.all():
            actiepunt.vergadering = nieuw
            actiepunt.save(update_fields=["vergadering"])
    if oud.status == Stand.UITGENODIGD:
        nodig_uit(nieuw, VERPLAATST)
    bewaar(oud, door, status=Stand.VERPLAATST, verplaatst_naar=nieuw)
    return nieuw


@transaction.atomic
def zet_stand(*, vergadering: Vergadering, door: Gebruiker, versie: int, naar: str) -> Vergadering:
    """Move a meeting to the stand `naar`, with what belongs to that, and return it.

    Raises PermissionDenied for who is not of the programmateam, Gewijzigd when it is no longer at `versie`, and
    ValidationError when it may not go there from where it is, or something has to be done first.
    """
    eis_programmateam(door)
    nu = neem_versie(vergadering, versie)
    _eis_overgang(nu, naar)
    if naar == Stand.VERPLAATST:
        raise ValidationError("Kies een nieuwe dag om de vergadering te verplaatsen.")
    if effect := EFFECTEN.get(naar):
        effect(nu, door)
    nu = bewaar(nu, door, status=naar)
    if naar == Stand.VASTGESTELD:
        with als(door):
            for naam in settings.NA_VASTSTELLEN:
                import_string(naam)(nu)
    return nu


def mogelijk(vergadering: Vergadering) -> tuple[str, ...]:
    """The stands that a meeting can go to from where it is."""
    return OVERGANGEN.get(vergadering.status, ())


def _eis_overgang(nu: Vergadering, naar: str) -> None:
    if naar not in mogelijk(nu):
        raise ValidationError(
            f"Dat kan niet (meer): deze vergadering staat nu op “{nu.get_status_display()}”. "
            "Kijk op de pagina wat de volgende stap is."
        )


def _verstuur_agenda(nu: Vergadering, door: Gebruiker) -> None:
    if nu.begin is None:
        raise ValidationError("Vul eerst in hoe laat de vergadering begint.")
    if not nu.agendapunten.exists():
        raise ValidationError("De agenda is leeg. Zet er eerst een punt op.")
    nodig_uit(nu, NIEUW)


def _begin(nu: Vergadering, door: Gebruiker) -> None:
    if nu.datum > timezone.localdate():
        dag = date_format(nu.datum, "j F Y")
        raise ValidationError(f"De vergadering is op {dag}. Is het eerder? Verplaats de vergadering dan.")


def _stel_besluiten_vast(nu: Vergadering, door: Gebruiker) -> None:
    eis_reacties_verwerkt(nu)
    for besluit in nu.besluiten.filter(status=Besluit.Status.CONCEPT).order_by("pk"):
        stel_vast(besluit=besluit, door=door)


def _zet_punten_terug(nu: Vergadering, door: Gebruiker) -> None:
    """What was on the agenda waits for another meeting, and who was invited hears of it."""
    if Besluit.objects.filter(vergadering=nu).exists():
        raise ValidationError("Bij deze vergadering zijn besluiten vastgelegd. Zij kan niet meer vervallen.")
    with als(door):
        nu.agendapunten.exclude(vast="").filter(onderdelen=None, stukken=None).delete()
        for punt in nu.agendapunten.all():
            punt.vergadering, punt.orgaan = None, nu.orgaan
            punt.save(update_fields=["vergadering", "orgaan"])
    if nu.status == Stand.UITGENODIGD:
        nu.agenda_teller += 1
        nodig_uit(nu, AFGEZEGD)


#: What has to be so, or is done, on the way to a stand.
EFFECTEN: dict[str, Callable[[Vergadering, Gebruiker], None]] = {
    Stand.UITGENODIGD: _verstuur_agenda,
    Stand.BEZIG: _begin,
    Stand.CONCEPT_BESLUITENLIJST: sluit_af,
    Stand.VASTGESTELD: _stel_besluiten_vast,
    Stand.GEANNULEERD: _zet_punten_terug,
}
