"""Taking part in an idea of another: say so, confirm it, leave again, and go along when ideas are merged.

Every act locks the idea first, so that two at once are one after the other. Who counts is worked out anew after each
of them, by one rule (`tel_opnieuw`): each address and each partner once, and never the submitter.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from acties.initiatieven import post_meedoen as post
from acties.initiatieven.sleutels import geef_sleutel
from acties.initiatieven.stappen import eis_recht, op_slot
from acties.models import Deelname, Indiener, Initiatief
from acties.models.initiatiefkeuzes import OPEN_VOOR_MEEDOEN, Indienersoort
from sterkvoornoord.models import Gebruiker


class KanNiet(ValidationError):
    """One cannot take part (any more); the message says why."""


def is_open(initiatief: Initiatief) -> bool:
    """Whether one can join: the idea is on the website, goes on, and its submitter is known."""
    leeft = initiatief.status in OPEN_VOOR_MEEDOEN and initiatief.geanonimiseerd_op is None
    return leeft and initiatief.openbaar_op is not None


@transaction.atomic
def meld_aan(*, initiatief: Initiatief, velden: dict[str, Any], taal: str) -> Deelname:
    """Keep what was filled in until the address is confirmed, and mail the link that does so.

    Each time it is sent is a row of its own, whoever takes part already: what one types changes nothing of another,
    and the answer tells nobody who takes part. `velden` are columns of Deelname. Raises KanNiet.
    """
    initiatief = _eis_open(op_slot(initiatief))
    deelname = Deelname(initiatief=initiatief, taal=taal, **velden)
    geef_sleutel(deelname)
    deelname.save()
    post.bevestigen(deelname)
    return deelname


@transaction.atomic
def bevestig(*, deelname: Deelname) -> Deelname:
    """The address is theirs: from now on they take part. Twice is once; the newest that was confirmed replaces others.

    Raises KanNiet when the idea stopped meanwhile or is their own; what was never confirmed is removed by the clock.
    """
    deelname = _op_slot(deelname)
    if deelname.bevestigd_op:
        return deelname
    initiatief = _eis_open(deelname.initiatief)
    if Indiener.objects.filter(initiatief=initiatief, email__iexact=deelname.email).exists():
        raise KanNiet(_("Dit is uw eigen idee. U hoeft u niet aan te melden."))
    zelfde = initiatief.deelnames.filter(email=deelname.email, partner=None).exclude(pk=deelname.pk)
    eerder = [rij.bevestigd_op for rij in zelfde if rij.bevestigd_op]
    wis(zelfde)
    deelname.bevestigd_op = min(eerder, default=timezone.now())
    deelname.save()
    tel_opnieuw(initiatief)
    return deelname


@transaction.atomic
def doe_mee_als_partner(*, initiatief: Initiatief, door: Gebruiker, velden: dict[str, Any], taal: str) -> Deelname:
    """The partner of this account takes part, once; the account proves it, and the name is that of the register.

    Raises KanNiet when the idea stopped or is that partner's own.
    """
    initiatief = _eis_open(op_slot(initiatief))
    if door.partner is None or initiatief.partner_id == door.partner_id:
        raise KanNiet(_("Dit is uw eigen idee. U hoeft u niet aan te melden."))
    deelname = initiatief.deelnames.bevestigd().filter(partner=door.partner).first()
    if deelname is None:
        nu = timezone.now()
        deelname = Deelname(
            initiatief=initiatief,
            soort=Indienersoort.ORGANISATIE,
            partner=door.partner,
            organisatie=door.partner.naam,
            email=door.email.lower(),
            taal=taal,
            bevestigd_op=nu,
            nagekeken_op=nu,
            **velden,
        )
        geef_sleutel(deelname)
        deelname.save()
        tel_opnieuw(initiatief)
    return deelname


@transaction.atomic
def stop(*, deelname: Deelname) -> None:
    """They take part no longer: nothing of them is kept, nor of the same person or partner at this idea."""
    deelname = _op_slot(deelname)
    rijen = deelname.initiatief.deelnames.all()
    zelfde = {deelname.pk}
    if deelname.email:
        zelfde |= set(rijen.filter(email=deelname.email).values_list("pk", flat=True))
    if deelname.partner_id:
        zelfde |= set(rijen.filter(partner=deelname.partner_id).values_list("pk", flat=True))
    wis(rijen.filter(pk__in=zelfde))
    tel_opnieuw(deelname.initiatief)


@transaction.atomic
def zet_naam(*, deelname: Deelname, mag: bool) -> Deelname:
    """They say whether the website may show their name; a name that may be shown again is looked at again."""
    deelname = _op_slot(deelname)
    if deelname.mag_naam != mag:
        deelname.mag_naam = mag
        if not deelname.partner_id:
            deelname.nagekeken_op = None
        deelname.save(update_fields=["mag_naam", "nagekeken_op"])
    return deelname


@transaction.atomic
def keur_naam(*, deelname: Deelname, door: Gebruiker, toont: str) -> Deelname:
    """A colleague looked at the name: it may be shown. `toont` is the name that the colleague saw.

    Raises KanNiet when there is no consent (any more) or the name is another one now.
    """
    eis_recht(deelname.initiatief, door)
    deelname = _op_slot(deelname)
    if not deelname.mag_naam or deelname.toont != toont:
        raise KanNiet("Deze naam mag niet (meer) op de website. Kijk wat er nu staat.")
    if deelname.nagekeken_op is None:
        deelname.nagekeken_op = timezone.now()
        deelname.save(update_fields=["nagekeken_op"])
    return deelname


@transaction.atomic
def haal_weg(*, deelname: Deelname, door: Gebruiker) -> None:
    """A colleague removes what is no honest joining. Raises PermissionDenied for who does not handle the idea."""
    eis_recht(deelname.initiatief, door)
    stop(deelname=deelname)


# ── With the idea ────────────────────────────────────────────────────────────


def neem_mee(*, dubbel: Initiatief, met: Initiatief) -> None:
    """Who takes part in `dubbel` takes part in `met` from now on, and counts once. Both are locked."""
    for rij in dubbel.deelnames.all():
        rij.via = rij.via or dubbel
        rij.initiatief, rij.telt = met, False
        rij.save(update_fields=["via", "initiatief", "telt"])
        if rij.bevestigd_op:
            post.samengevoegd(rij)
    tel_opnieuw(met)


def geef_terug(*, dubbel: Initiatief, van: Initiatief) -> None:
    """`dubbel` stands by itself again: who joined it goes back to it."""
    van.deelnames.filter(via=dubbel).update(initiatief=dubbel, via=None, telt=False)
    tel_opnieuw(dubbel)
    tel_opnieuw(van)


def tel_opnieuw(initiatief: Initiatief) -> None:
    """Say of each row whether it counts: partners first, then in the order of confirming."""
    indiener = Indiener.objects.filter(initiatief=initiatief).first()
    gezien: set[Any] = {indiener.email.lower()} if indiener and indiener.email else set()
    if initiatief.partner_id:
        gezien.add(initiatief.partner_id)
    tellen = []
    rijen = initiatief.deelnames.bevestigd().order_by(F("partner").asc(nulls_last=True), "bevestigd_op", "pk")
    for rij in rijen:
        sleutels = {sleutel for sleutel in (rij.email, rij.partner_id) if sleutel}
        if not sleutels & gezien:
            tellen.append(rij.pk)
        gezien |= sleutels
    # First down, then up: never two of one person at the same time.
    initiatief.deelnames.exclude(pk__in=tellen).filter(telt=True).update(telt=False)
    initiatief.deelnames.filter(pk__in=tellen, telt=False).update(telt=True)


def wis(deelnames: Iterable[Deelname]) -> int:
    """Delete rows with the mail that went to them; return how many."""
    aantal = 0
    for deelname in list(deelnames):
        post.wis(deelname)
        deelname.delete()
        aantal += 1
    return aantal


def meld_indieners() -> int:
    """Tell submitters how many take part when that are more than they heard last; return how many ideas.

    Once a day, so that ten who join in one evening are one mail.
    """
    open_ = Initiatief.objects.openbaar().filter(status__in=OPEN_VOOR_MEEDOEN).met_aantal()
    aantal = 0
    for pk in list(open_.exclude(aantal=F("deelnemers_gemeld")).values_list("pk", flat=True)):
        with transaction.atomic():
            initiatief = Initiatief.objects.select_for_update().get(pk=pk)
            nu = initiatief.deelnames.tellen().count()
            if nu > initiatief.deelnemers_gemeld:
                post.meld_indiener(initiatief, nu)
                aantal += 1
            Initiatief.objects.filter(pk=pk).update(deelnemers_gemeld=nu)
    return aantal


def _eis_open(initiatief: Initiatief) -> Initiatief:
    if not is_open(initiatief):
        raise KanNiet(_("U kunt niet meer meedoen met dit idee: het is gestopt of klaar."))
    return initiatief


def _op_slot(deelname: Deelname) -> Deelname:
    """The row as it is now, with its idea locked; a merge may have moved it. Raises KanNiet when it is gone."""
    while True:
        initiatief = op_slot(deelname.initiatief)
        nu = Deelname.objects.select_related("partner").filter(pk=deelname.pk, gewist_op=None).first()
        if nu is None:
            raise KanNiet(_("U doet niet (meer) mee met dit idee."))
        if nu.initiatief_id == initiatief.pk:
            nu.initiatief = initiatief
            return nu
        deelname = nu
