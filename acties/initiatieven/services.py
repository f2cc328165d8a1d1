"""Acts on an initiatief: hand it in, confirm it, write, take a step, withdraw. Each leaves a row in its log."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acties.initiatieven import meedoen, post, termijnen
from acties.initiatieven.meegaan import NIETS, Meegaan, neem_mee
from acties.initiatieven.sleutels import geef_sleutel
from acties.initiatieven.stappen import eerste_antwoord as _eerste_antwoord
from acties.initiatieven.stappen import eis_recht as _eis_recht
from acties.initiatieven.stappen import log as _log
from acties.initiatieven.stappen import mag as _mag
from acties.initiatieven.stappen import op_slot as _op_slot
from acties.initiatieven.stappen import waar_het_was as _waar_het_was
from acties.initiatieven.stappen import zeg_ook_bij_dubbelen as _zeg_ook_bij_dubbelen
from acties.initiatieven.stappen import zet_status as _zet_status
from acties.models import Actie, Concept, Indiener, Initiatief, InitiatiefLog, InitiatiefStatus, Zichtbaarheid
from acties.models.initiatiefkeuzes import (
    IN_TE_TREKKEN,
    STAPPEN,
    VRAAGT_REDEN,
)
from acties.services import RijWijziging, maak_actie
from opgaven.models import Doel, Gebied
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.nummers import volgend_nummer

_Soort = InitiatiefLog.Soort
#: Under which name the history shows what a submitter without an account did.
INDIENER = "Indiener van een initiatief"


class NietMeer(ValidationError):
    """The initiatief is no longer where it was: another window or another person was first."""


@transaction.atomic
def dien_in(*, concept: Concept, velden: dict[str, Any], contact: dict[str, str], bevestigd: bool) -> Initiatief:
    """Make the initiatief of a form that was filled in, once: sending it again returns the one that is there.

    `velden` are columns of Initiatief, `contact` those of Indiener. `bevestigd` when a colleague entered it, or when
    the account that sent it owns the address; else a mail asks to confirm, or a colleague calls.
    """
    concept = Concept.objects.select_for_update().get(pk=concept.pk)
    if concept.initiatief_id:
        return Initiatief.objects.get(pk=concept.initiatief_id)
    nu = timezone.now()
    initiatief = Initiatief(
        **velden,
        zout=concept.zout,
        sleutel_hash=concept.sleutel_hash,
        taal=concept.taal,
        ontvangen_op=nu,
        ingevoerd_door=concept.door if concept.namens else None,
    )
    if initiatief.doel is not None:
        initiatief.opgave = initiatief.doel.opgave
    # As late as possible: the series stays locked from here on.
    initiatief.nummer = volgend_nummer(f"N-{timezone.localdate(nu).year}", cijfers=3)
    door = concept.door
    with als(door, functie="" if door else INDIENER):
        initiatief.save()
        Indiener.objects.create(initiatief=initiatief, **contact)
        Concept.objects.filter(pk=concept.pk).update(initiatief=initiatief, antwoorden={})
        concept.bijlagen.update(concept=None, initiatief=initiatief)
        _log(initiatief, _Soort.STAP, door=door, naar=initiatief.status)
        if bevestigd:
            _bevestig(initiatief, door=door)
    post.ontvangen(initiatief)
    return initiatief


@transaction.atomic
def bevestig(*, initiatief: Initiatief, door: Gebruiker | None = None) -> Initiatief:
    """The address is the submitter's, or a colleague spoke to them: from now on the terms run. Twice is once."""
    initiatief = _op_slot(initiatief)
    if initiatief.status != InitiatiefStatus.ONBEVESTIGD:
        return initiatief
    if door is not None:
        _eis_recht(initiatief, door)
    with als(door, functie="" if door else INDIENER):
        _bevestig(initiatief, door=door)
    post.in_behandeling(initiatief)
    return initiatief


def _bevestig(initiatief: Initiatief, *, door: Gebruiker | None) -> None:
    vandaag = timezone.localdate()
    initiatief.ingediend_op = timezone.now()
    initiatief.antwoord_voor = termijnen.antwoord_voor(vandaag)
    initiatief.besluit_voor = termijnen.besluit_voor(vandaag)
    _zet_status(initiatief, InitiatiefStatus.INGEDIEND, door=door)


@transaction.atomic
def neem_stap(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    naar: str,
    vanaf: str,
    tekst: str = "",
) -> Initiatief:
    """A colleague takes the next step; the submitter reads `tekst` on the page and in a mail.

    `vanaf` is the status that the colleague saw. Raises NietMeer when it has moved since, ValidationError for a step
    that may not be taken or that lacks its reason, PermissionDenied for who does not handle it.
    """
    _eis_recht(initiatief, door)
    initiatief, tekst = _op_slot(initiatief), tekst.strip()
    if initiatief.status != vanaf:
        zin = "Dit initiatief is intussen al verder: {}. Kijk eerst wat er is gebeurd."
        raise NietMeer(zin.format(InitiatiefStatus(initiatief.status).label))
    if initiatief.geanonimiseerd_op:
        raise ValidationError("De gegevens van de indiener zijn gewist. Dit initiatief kan niet meer verder.")
    if initiatief.actie_id:
        zin = "Van dit idee is een actie gemaakt. Meld bij de actie hoe het gaat: dit idee gaat dan vanzelf mee."
        raise ValidationError({"naar": zin})
    if naar not in STAPPEN[vanaf]:
        raise ValidationError({"naar": "Deze stap kan nu niet. Kies een stap uit de lijst."})
    if naar in VRAAGT_REDEN and not tekst:
        raise ValidationError({"tekst": "Schrijf wat de indiener hierover moet weten. Die krijgt het in een mail."})
    with als(door):
        if vanaf == InitiatiefStatus.ONBEVESTIGD:
            _bevestig(initiatief, door=door)
        else:
            _zet_status(initiatief, naar, door=door, tekst=tekst)
            _zeg_ook_bij_dubbelen(initiatief, door, tekst)
    post.stap(initiatief, tekst)
    return initiatief


@transaction.atomic
def zet_om(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    feiten: Mapping[str, Any],
    gebieden: Sequence[Gebied] = (),
    partners: Sequence[RijWijziging] = (),
    meegaan: Meegaan = NIETS,
    tekst: str = "",
) -> Actie:
    """Make an actie of an initiatief that was granted, and say so to the submitter, with `tekst` added.

    `feiten`, `gebieden` and `partners` are those of `acties.services.maak_actie`, `meegaan` what else goes along; how
    to reach the submitter may be in none of the texts. Sending the very same again returns the actie that is there.

    Raises PermissionDenied, or ValidationError when it was not granted, became an actie already, or is not right.
    """
    _eis_recht(initiatief, door)
    initiatief, tekst = _op_slot(initiatief), tekst.strip()
    if initiatief.actie is not None:
        if _zelfde(initiatief.actie, feiten):
            return initiatief.actie
        zin = "Van dit idee is al een actie gemaakt: {}. Er is niets opgeslagen; neem daar over wat u hier schreef."
        raise ValidationError(zin.format(initiatief.actie))
    _eis_toegekend(initiatief, feiten)
    _eis_geen_contact(initiatief, feiten, partners)
    with als(door):
        bron = f"Idee van een {initiatief.soort_indiener}"
        actie = maak_actie(door=door, feiten=feiten, gebieden=gebieden, partners=partners, bron=bron)
        neem_mee(initiatief=initiatief, actie=actie, door=door, wat=meegaan)
        initiatief.actie, initiatief.doel, initiatief.opgave = actie, actie.doel, actie.plan.opgave
        _zet_status(initiatief, InitiatiefStatus.OMGEZET, door=door, tekst=tekst)
        _zeg_ook_bij_dubbelen(initiatief, door, tekst)
    post.stap(initiatief, tekst)
    return actie


def _zelfde(actie: Actie, feiten: Mapping[str, Any]) -> bool:
    """The actie holds just this: the button was pressed twice."""
    return all(getattr(actie, naam) == waarde for naam, waarde in feiten.items())


def _eis_toegekend(initiatief: Initiatief, feiten: Mapping[str, Any]) -> None:
    """We take part in it, for a doel, and it is shown no further than the submitter agreed to."""
    if initiatief.status != InitiatiefStatus.TOEGEKEND or initiatief.geanonimiseerd_op:
        zin = "Een actie maken kan alleen van een idee waar wij aan meedoen. Dit idee is nu: {}."
        raise ValidationError(zin.format(initiatief.bij_collegas.lower()))
    if feiten.get("doel") is None:
        raise ValidationError({"doel": "Kies het doel waar de actie bij hoort."})
    if feiten.get("zichtbaarheid") == Zichtbaarheid.OPENBAAR and not initiatief.mag_openbaar:
        zin = "De indiener gaf geen toestemming voor de website. Kies intern, of vraag het eerst."
        raise ValidationError({"zichtbaarheid": zin})


def _eis_geen_contact(initiatief: Initiatief, feiten: Mapping[str, Any], partners: Sequence[RijWijziging]) -> None:
    """How to reach the submitter stays with the initiatief: an actie is public, and is kept."""
    indiener = Indiener.objects.filter(initiatief=initiatief).first()
    if indiener is None:
        return
    fouten = {
        naam: f"Hier staat {wat} van de indiener. Haal dat eruit: een actie kan op de website komen."
        for naam, waarde in feiten.items()
        if isinstance(waarde, str) and (wat := indiener.staat_in(waarde))
    }
    if any(indiener.staat_in(str((rij.velden or {}).get("inzet", ""))) for rij in partners):
        zin = "Bij de partners staan gegevens van de indiener. Haal die eruit."
        raise ValidationError({**fouten, NON_FIELD_ERRORS: zin})
    if fouten:
        raise ValidationError(fouten)


@transaction.atomic
def schrijf(*, initiatief: Initiatief, tekst: str, door: Gebruiker | None = None) -> InitiatiefLog:
    """A message from the submitter (`door` None) or a colleague. An answer to a question starts the clock again.

    Raises NietMeer when the initiatief is closed, ValidationError without text.
    """
    initiatief, tekst = _op_slot(initiatief), tekst.strip()
    if not tekst:
        raise ValidationError({"tekst": _("Schrijf eerst uw bericht.")})
    if door is not None:
        _eis_recht(initiatief, door)
    elif initiatief.status in (InitiatiefStatus.ONBEVESTIGD, InitiatiefStatus.VERVALLEN):
        raise NietMeer(_("Bevestig eerst uw idee. Daarna kunt u berichten sturen."))
    with als(door, functie="" if door else INDIENER):
        regel = _log(initiatief, _Soort.BERICHT, door=door, tekst=tekst)
        if door is None and initiatief.status == InitiatiefStatus.AANVULLING_GEVRAAGD:
            _zet_status(initiatief, _waar_het_was(initiatief), door=None)
        elif door is not None:
            _eerste_antwoord(initiatief)
    if door is None:
        post.meld_behandelaar(initiatief, regel)
    else:
        post.bericht(initiatief, regel)
    return regel


@transaction.atomic
def trek_in(*, initiatief: Initiatief, reden: str = "") -> Initiatief:
    """The submitter stops it. Twice is once. Raises NietMeer once there is a decision."""
    initiatief = _op_slot(initiatief)
    if initiatief.status == InitiatiefStatus.INGETROKKEN:
        return initiatief
    if initiatief.status not in IN_TE_TREKKEN:
        raise NietMeer(_("Er is al besloten over uw idee. U kunt het niet meer intrekken. Bel of mail ons."))
    with als(None, functie=INDIENER):
        initiatief.samengevoegd_met = None
        # First: who takes part in what was merged with it, does not stop.
        _laat_los(initiatief)
        _zet_status(initiatief, InitiatiefStatus.INGETROKKEN, door=None, tekst=reden.strip())
    post.ingetrokken(initiatief)
    return initiatief


@transaction.atomic
def geef_nieuwe_link(*, initiatief: Initiatief, door: Gebruiker, oude: str) -> bool:
    """Give who lost the link another, by mail to the address that is known; from now on the old one opens nothing.

    `oude` is the hash of the link when the page was shown: pressing twice sends one. Returns False then. Raises
    ValidationError when there is no address to send it to.
    """
    _eis_recht(initiatief, door)
    initiatief = _op_slot(initiatief)
    if initiatief.sleutel_hash != oude:
        return False
    if not Indiener.objects.filter(initiatief=initiatief).exclude(email="").exists():
        raise ValidationError("Van deze indiener is geen e-mailadres bekend. Bel, of lees voor hoe het ervoor staat.")
    geef_sleutel(initiatief)
    initiatief.save(update_fields=["zout", "sleutel_hash"])
    # The form that it was handed in with has the same link.
    Concept.objects.filter(initiatief=initiatief).update(zout=initiatief.zout, sleutel_hash=initiatief.sleutel_hash)
    tekst = "Een nieuwe link gemaild naar het adres dat bekend is. De oude link werkt niet meer."
    regel = _log(initiatief, _Soort.NOTITIE, door=door, tekst=tekst)
    post.nieuwe_link(initiatief, regel)
    return True


@transaction.atomic
def noteer(*, initiatief: Initiatief, door: Gebruiker, tekst: str) -> InitiatiefLog:
    """A note among colleagues, which the submitter never reads."""
    _eis_recht(initiatief, door)
    if not tekst.strip():
        raise ValidationError({"notitie": "Schrijf eerst uw notitie."})
    return _log(_op_slot(initiatief), _Soort.NOTITIE, door=door, tekst=tekst.strip())


@transaction.atomic
def wijs_toe(
    *, initiatief: Initiatief, door: Gebruiker, behandelaar: Gebruiker | None, doel: Doel | None
) -> Initiatief:
    """Say who handles it and which doel it serves; the opgave follows the doel, and so do the rights.

    Raises ValidationError for a behandelaar who may not handle it.
    """
    _eis_recht(initiatief, door)
    initiatief = _op_slot(initiatief)
    if (initiatief.behandelaar, initiatief.doel) == (behandelaar, doel):
        return initiatief
    initiatief.behandelaar, initiatief.doel = behandelaar, doel
    if doel is not None:
        initiatief.opgave = doel.opgave
    with als(door):
        initiatief.save(update_fields=["behandelaar", "doel", "opgave"])
        if behandelaar is not None and not _mag(initiatief, behandelaar):
            raise ValidationError({"behandelaar": "Deze collega gaat niet over dit doel. Kies een ander."})
        wie = behandelaar.functie if behandelaar else "nog niemand"
        _log(initiatief, _Soort.TOEWIJZING, door=door, tekst=f"Behandelaar: {wie}. Doel: {doel or 'nog niet bekend'}.")
    if behandelaar is not None and behandelaar != door:
        post.meld_toegewezen(initiatief)
    return initiatief


@transaction.atomic
def voeg_samen(*, dubbel: Initiatief, met: Initiatief, door: Gebruiker) -> Initiatief:
    """Handle `dubbel` together with `met` from now on. Its submitter follows that one, by page and by mail.

    Raises ValidationError when either is not being handled, or when they are the same.
    """
    for initiatief in (dubbel, met):
        _eis_recht(initiatief, door)
    # In one order, so that two who merge the other way round do not wait for each other.
    sloten = {
        rij.pk: rij for rij in Initiatief.objects.select_for_update().filter(pk__in=(dubbel.pk, met.pk)).order_by("pk")
    }
    if len(sloten) == 1:
        raise ValidationError({"nummer": "Dit is hetzelfde initiatief."})
    dubbel, met = sloten[dubbel.pk], sloten[met.pk]
    if not (dubbel.is_in_behandeling and met.is_in_behandeling):
        raise ValidationError({"nummer": "Samenvoegen kan alleen als allebei in behandeling zijn."})
    with als(door):
        dubbel.samengevoegd_met = met
        _zet_status(dubbel, InitiatiefStatus.SAMENGEVOEGD, door=door)
        # What was merged with it before comes along: nobody follows one that follows another.
        for eerder in dubbel.dubbelen.all():
            eerder.samengevoegd_met = met
            eerder.save(update_fields=["samengevoegd_met"])
        meedoen.neem_mee(dubbel=dubbel, met=met)
        _log(met, _Soort.NOTITIE, door=door, tekst=f"{dubbel.nummer} is hiermee samengevoegd.")
    post.samengevoegd(dubbel)
    return met


def _laat_los(initiatief: Initiatief) -> None:
    """What was merged with an initiatief that its submitter withdrew is handled by itself again."""
    for dubbel in initiatief.dubbelen.select_for_update():
        dubbel.samengevoegd_met = None
        _zet_status(dubbel, InitiatiefStatus.INTAKE, door=None)
        meedoen.geef_terug(dubbel=dubbel, van=initiatief)
