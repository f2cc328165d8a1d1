"""Signalen: raise one, change its words, and the run from raised to decided. Every step is kept, with who and why."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from governance.models import Agendapunt, Besluit, Overlegorgaan, Signaal, Signaalstap
from governance.services.agenda import zet_op_agenda
from governance.services.versies import Gewijzigd, bewaar, neem_versie
from opgaven.models import Doel, Opgave
from opgaven.rollen import programmateam
from sterkvoornoord import post
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.nummers import volgend_nummer
from sterkvoornoord.rollen import Rollen, rollen_van

Status = Signaal.Status
#: Where a signaal can go to from where it is.
OVERGANGEN: dict[str, tuple[str, ...]] = {
    Status.GENOEMD: (Status.IN_BEHANDELING, Status.AFGEHANDELD),
    Status.INGEDIEND: (Status.IN_BEHANDELING, Status.INGETROKKEN),
    Status.IN_BEHANDELING: (Status.GEAGENDEERD, Status.AFGEHANDELD, Status.INGETROKKEN),
    Status.GEAGENDEERD: (Status.BESLOTEN, Status.AFGEHANDELD, Status.IN_BEHANDELING, Status.INGETROKKEN),
    Status.AFGEHANDELD: (Status.IN_BEHANDELING,),
}
#: Steps that tell nothing without a reason: what was done, or why it comes back.
MET_REDEN = {(Status.AFGEHANDELD, Status.IN_BEHANDELING), (Status.GEAGENDEERD, Status.IN_BEHANDELING)}


def mag_indienen(rollen: Rollen) -> bool:
    """A bestuurslid or a partner raises one; the programmateam does it for who cannot."""
    return rollen.bestuur or rollen.partner_id is not None or rollen.programmateam


def mag_stap(signaal: Signaal, gebruiker: Gebruiker, naar: str) -> bool:
    """Who raised it takes it back; every other step is for the programmateam."""
    if naar == Status.INGETROKKEN:
        return signaal.indiener_id == gebruiker.pk and rollen_van(gebruiker).intern
    return rollen_van(gebruiker).programmateam


def stappen_voor(signaal: Signaal, gebruiker: Gebruiker) -> tuple[str, ...]:
    """Where `gebruiker` may move `signaal` to from where it is."""
    return tuple(naar for naar in OVERGANGEN.get(signaal.status, ()) if mag_stap(signaal, gebruiker, naar))


@transaction.atomic
def dien_signaal_in(
    *,
    door: Gebruiker,
    titel: str,
    wat: str,
    opgaven: Iterable[Opgave] = (),
    doelen: Iterable[Doel] = (),
    **velden: Any,
) -> Signaal:
    """Raise a signaal under the next number of this year, tell the programmateam, and return it.

    `velden` are plan and besloten; the opgave of a doel comes along. Raises PermissionDenied for who is no
    bestuurslid, partner or programmateam, and ValidationError, in Dutch, without a title or what is seen.
    """
    if not mag_indienen(rollen_van(door)):
        raise PermissionDenied
    nu = timezone.now()
    signaal = Signaal(titel=titel, wat=wat, indiener=door, partner=door.partner, ingediend_op=nu, **velden)
    signaal.ingediend_als = door.functie
    signaal.full_clean(exclude=["nummer"])
    signaal.nummer = volgend_nummer(f"SG-{timezone.localdate(nu).year}")
    with als(door):
        signaal.save()
        _raakt(signaal, opgaven, doelen)
    stap = _leg_vast(signaal, door, "", "")
    for lid in programmateam().exclude(pk=door.pk):
        _schrijf_aan(lid, stap, "governance/mail/signaal_nieuw")
    return signaal


@transaction.atomic
def bewerk_signaal(
    *,
    signaal: Signaal,
    door: Gebruiker,
    versie: int,
    opgaven: Iterable[Opgave] = (),
    doelen: Iterable[Doel] = (),
    **velden: Any,
) -> Signaal:
    """Change its words and return it. Raises PermissionDenied when that is not for `door` (any more), Gewijzigd when
    it is not at `versie`, and ValidationError as `dien_signaal_in`."""
    if not Signaal.objects.bewerkbaar_door(door).filter(pk=signaal.pk).exists():
        raise PermissionDenied
    nu = bewaar(neem_versie(signaal, versie), door, **velden)
    with als(door):
        _raakt(nu, opgaven, doelen)
    return nu


@transaction.atomic
def zet_signaal(
    *,
    signaal: Signaal,
    door: Gebruiker,
    versie: int,
    naar: str,
    toelichting: str = "",
    agendapunt: Agendapunt | None = None,
    orgaan: Overlegorgaan | None = None,
    besluit: Besluit | None = None,
) -> Signaal:
    """Move a signaal to `naar`, keep the step, tell who raised it, and return it. The same step twice is once.

    On its way to the agenda it comes with `agendapunt`, or a new item is made that waits for a meeting of `orgaan`;
    to *besloten* with a vastgesteld `besluit`. Raises PermissionDenied when the step is not for `door`, Gewijzigd when
    the signaal is not at `versie`, and ValidationError when it cannot go there or something is missing.
    """
    if not mag_stap(signaal, door, naar):
        raise PermissionDenied
    try:
        nu = neem_versie(signaal, versie)
    except Gewijzigd:
        if al_gezet := _al_gezet(signaal, door, naar, toelichting):
            return al_gezet
        raise
    _eis_stap(nu, naar, toelichting)
    if naar == Status.GEAGENDEERD:
        nu.agendapunt = _eis_punt(nu, door, agendapunt, orgaan)
    elif naar == Status.BESLOTEN:
        nu.besluit = _eis_besluit(besluit)
    van = nu.status
    bewaar(nu, door, status=naar)
    stap = _leg_vast(nu, door, van, toelichting)
    if nu.indiener and nu.indiener != door:
        _schrijf_aan(nu.indiener, stap, "governance/mail/signaal_stap")
    return nu


def _raakt(signaal: Signaal, opgaven: Iterable[Opgave], doelen: Iterable[Doel]) -> None:
    doelen = list(doelen)
    signaal.doelen.set(doelen)
    signaal.opgaven.set({opgave.pk for opgave in opgaven} | {doel.opgave_id for doel in doelen})


def _al_gezet(signaal: Signaal, door: Gebruiker, naar: str, toelichting: str) -> Signaal | None:
    """The signaal, when its newest step is this one: a button that was pressed twice."""
    laatste = Signaalstap.objects.filter(signaal=signaal).select_related("signaal").last()
    if laatste and (laatste.naar, laatste.toelichting, laatste.door_id) == (naar, toelichting, door.pk):
        return laatste.signaal
    return None


def _eis_stap(nu: Signaal, naar: str, toelichting: str) -> None:
    if naar not in OVERGANGEN.get(nu.status, ()):
        raise ValidationError(f"Dat kan niet (meer): dit signaal staat nu op “{nu.get_status_display()}”.")
    if not toelichting.strip() and (naar == Status.AFGEHANDELD or (nu.status, naar) in MET_REDEN):
        raise ValidationError({"toelichting": "Schrijf op waarom. Wie het signaal indiende, leest dit."})


def _eis_punt(nu: Signaal, door: Gebruiker, agendapunt: Agendapunt | None, orgaan: Overlegorgaan | None) -> Agendapunt:
    if agendapunt is not None:
        return agendapunt
    if orgaan is None:
        raise ValidationError({"orgaan": "Kies een overleg, of een punt dat al op een agenda staat."})
    plan = f"\n\nPlan van aanpak: {nu.plan}" if nu.plan else ""
    return zet_op_agenda(
        door=door,
        orgaan=orgaan,
        titel=nu.titel,
        toelichting=f"Signaal {nu.nummer}. {nu.wat}{plan}",
        inbrenger=nu.ingediend_als,
        inbrengende_partner=nu.partner,
        besloten=nu.besloten,
        doelen=nu.doelen.all(),
    )


def _eis_besluit(besluit: Besluit | None) -> Besluit:
    if besluit is None:
        raise ValidationError({"besluit": "Kies het besluit dat over dit signaal is genomen."})
    if not besluit.is_vastgesteld:
        raise ValidationError({"besluit": "Dit besluit is nog een concept. Stel het eerst vast."})
    return besluit


def _leg_vast(signaal: Signaal, door: Gebruiker, van: str, toelichting: str) -> Signaalstap:
    return Signaalstap.objects.create(
        signaal=signaal, van=van, naar=signaal.status, toelichting=toelichting, door=door, als=door.functie
    )


def _schrijf_aan(gebruiker: Gebruiker, stap: Signaalstap, sjabloon: str) -> None:
    brief = post.brief(sjabloon, {"gebruiker": gebruiker, "stap": stap, "signaal": stap.signaal})
    post.leg_klaar(aan=gebruiker.email, sleutel=f"signaalstap-{stap.pk}-{gebruiker.pk}", **brief)
