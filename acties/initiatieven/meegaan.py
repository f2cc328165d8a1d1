"""What goes along when an initiatief becomes an actie: hours to ask, the amount that was asked, and attachments."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from acties.inzet import services as inzet
from acties.models import Actie, Bijlage, Geldstroom, Initiatief, Zichtbaarheid
from sterkvoornoord.models import Gebruiker, Partner

#: Who pays is not known yet; the money pages have a line of their own for it.
NIET_BEKEND = "Nog niet bekend"


@dataclass(frozen=True)
class Urenwens:
    """Hours a year to ask of a partner in one of its roles."""

    partner: Partner
    rol: str
    uren: int
    waarvoor: str = ""


@dataclass(frozen=True)
class Meegaan:
    """The choices of who makes the actie."""

    uren: Sequence[Urenwens] = ()
    bedrag: bool = False
    stukken: Sequence[Bijlage] = ()


NIETS = Meegaan()


def neem_mee(*, initiatief: Initiatief, actie: Actie, door: Gebruiker, wat: Meegaan) -> None:
    """Give the new `actie` what goes along with it. Call it in the transaction that made the actie.

    Partners are asked for their hours at once, or later when the actie is a concept, which they cannot see. The
    amount becomes money that is budgeted, of which nobody knows yet who pays. An attachment stays with the idea, and
    with the actie when the idea is cleaned up.

    Raises ValidationError for an attachment of another idea, or hours of a partner that does not take part.
    """
    for wens in wat.uren:
        rij = actie.betrokkenheden.filter(partner=wens.partner, rol=wens.rol).first()
        if rij is None:
            raise ValidationError(f"{wens.partner} doet niet mee aan de actie: er zijn geen uren gevraagd.")
        vraag = inzet.zet_klaar if actie.zichtbaarheid == Zichtbaarheid.CONCEPT else inzet.vraag
        vraag(betrokkenheid=rij, door=door, uren=wens.uren, toelichting=wens.waarvoor)
    if wat.bedrag and initiatief.bedrag:
        _geld(initiatief, actie)
    for stuk in wat.stukken:
        if stuk.initiatief_id != initiatief.pk:
            raise ValidationError("Dit stuk hoort bij een ander idee.")
        stuk.actie = actie
        stuk.save(update_fields=["actie"])


def _geld(initiatief: Initiatief, actie: Actie) -> None:
    geld = Geldstroom(
        opgave=actie.plan.opgave,
        actie=actie,
        jaar=initiatief.begindatum.year if initiatief.begindatum else None,
        soort="aangevraagd",
        omschrijving="Gevraagd door de indiener van het idee",
        bron=NIET_BEKEND,
        begroot=initiatief.bedrag,
    )
    geld.full_clean()
    geld.save()
