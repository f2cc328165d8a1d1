"""What a besluit changes of acties: proposed with it, carried out once it holds, by the services of the acties."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Geldstroom, Koers, Voortgang
from acties.models.keuzes import LOPEND, VRAAGT_UITLEG
from acties.services import RijWijziging, bewerk_actie, meld_voortgang
from governance.models import Besluit, Gevolg
from governance.services.versies import bewaar, eis_programmateam
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker

Soort = Gevolg.Soort
PENVOERDER = Betrokkenheid.Rol.PENVOERDER


@transaction.atomic
def stel_gevolg_voor(*, door: Gebruiker, besluit: Besluit, actie: Actie, soort: str, **velden: Any) -> Gevolg:
    """Propose with a concept what it changes of `actie`, and return it.

    `velden` are status, partner, or jaar, bron and bedrag, as `soort` asks. Raises PermissionDenied for who is not of
    the programmateam, and ValidationError when the besluit is vastgesteld or a field is missing.
    """
    eis_programmateam(door)
    return bewaar(Gevolg(besluit=_eis_concept(besluit), actie=actie, soort=soort, **velden), door)


@transaction.atomic
def haal_gevolg_weg(*, gevolg: Gevolg, door: Gebruiker) -> None:
    """Take a proposal away from a concept. Raises as `stel_gevolg_voor`."""
    eis_programmateam(door)
    _eis_concept(gevolg.besluit)
    with als(door):
        Gevolg.objects.get(pk=gevolg.pk).delete()


@transaction.atomic
def voer_door(*, gevolg: Gevolg, door: Gebruiker) -> Gevolg:
    """Carry out what a besluit changes of an actie, and return the row; a second click changes nothing.

    Raises PermissionDenied for who is not of the programmateam or may not change the actie, ValidationError when the
    besluit does not hold (yet) or says no, or the actie does not allow it, and VersieConflict when somebody changes
    the actie at this very moment.
    """
    eis_programmateam(door)
    nu = Gevolg.objects.select_for_update().select_related("besluit").get(pk=gevolg.pk)
    if nu.doorgevoerd_op:
        return nu
    if not nu.besluit.is_door_te_voeren:
        raise ValidationError("Doorvoeren kan alleen bij een besluit dat geldt en dat is aangenomen.")
    {Soort.STATUS: _meld_status, Soort.PENVOERDER: _wissel_penvoerder, Soort.GELD: _zeg_toe}[Soort(nu.soort)](nu, door)
    nu.doorgevoerd_op, nu.doorgevoerd_als = timezone.now(), door.functie[:80]
    with als(door):
        nu.save(update_fields=["doorgevoerd_op", "doorgevoerd_als"])
    return nu


def _eis_concept(besluit: Besluit) -> Besluit:
    nu = Besluit.objects.select_for_update().get(pk=besluit.pk)
    if nu.is_vastgesteld:
        raise ValidationError("Dit besluit is vastgesteld. Wat het verandert, ligt nu ook vast.")
    return nu


def _meld_status(gevolg: Gevolg, door: Gebruiker) -> None:
    """Report the new status. The koers stays, with its explanation; an actie that starts to run begins as expected."""
    actie = Actie.objects.get(pk=gevolg.actie_id)
    laatste = Voortgang.objects.nieuwste_van(actie)
    koers = (actie.koers or Koers.VOLGENS_VERWACHTING) if gevolg.status in LOPEND else ""
    uitleg = laatste if laatste and laatste.koers == koers and koers in VRAAGT_UITLEG else None
    meld_voortgang(
        actie=actie,
        door=door,
        versie=actie.versie,
        status=gevolg.status,
        koers=koers,
        toelichting=f"Volgens besluit {gevolg.besluit.nummer}.",
        oorzaak=uitleg.oorzaak if uitleg else "",
        maatregel=uitleg.maatregel if uitleg else "",
    )


def _wissel_penvoerder(gevolg: Gevolg, door: Gebruiker) -> None:
    """Make the partner penvoerder; who was it until now goes on taking part."""
    actie = Actie.objects.get(pk=gevolg.actie_id)
    rijen = []
    if oud := actie.betrokkenheden.filter(rol=PENVOERDER).first():
        if oud.partner_id == gevolg.partner_id:
            return
        deelnemer = Betrokkenheid.Rol.DEELNEMER
        doet_al_mee = actie.betrokkenheden.filter(partner=oud.partner, rol=deelnemer).exists()
        rijen.append(RijWijziging(Betrokkenheid, oud.pk, None if doet_al_mee else {"rol": deelnemer}))
    rijen.append(RijWijziging(Betrokkenheid, None, {"partner": gevolg.partner, "rol": PENVOERDER}))
    bewerk_actie(actie=actie, door=door, versie=actie.versie, wijzigingen={}, rijen=rijen)


def _zeg_toe(gevolg: Gevolg, door: Gebruiker) -> None:
    actie = Actie.objects.select_related("plan").get(pk=gevolg.actie_id)
    stroom = Geldstroom(
        opgave_id=actie.plan.opgave_id,
        actie=actie,
        jaar=gevolg.jaar,
        bron=gevolg.bron,
        toegezegd=gevolg.bedrag,
        omschrijving=f"Volgens besluit {gevolg.besluit.nummer}",
    )
    stroom.full_clean()
    with als(door):
        stroom.save()
