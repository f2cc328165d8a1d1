"""Searching acties: every word must be found in the actie itself, or in a doel, subject or partner of it."""

from django.db.models import Q

from acties.keuzelijsten import Keuzelijsten
from acties.models import Betrokkenheid
from sterkvoornoord.tekst import vouw

#: More words than this make the question slow and not better.
MAX_WOORDEN = 10


def woorden(tekst: str) -> list[str]:
    """The folded words of `tekst` in order, each once. Signs ("?") and single letters are in every text: no words."""
    gevouwen = vouw(tekst).split()
    return list(dict.fromkeys(w for w in gevouwen if len(w) > 1 and any(teken.isalnum() for teken in w)))


def zoek_voorwaarde(tekst: str, lijsten: Keuzelijsten) -> Q:
    """The condition on Actie for the words in `tekst`; the name of a partner may also be typed as one phrase.

    Words are compared with `Actie.zoektekst`, whatever their case and accents. A text without any word finds
    nothing, rather than everything.
    """
    alle = Q()
    for woord in woorden(tekst):
        alle &= _woord(woord, lijsten)
    gevonden = alle if alle else Q(pk__in=[])
    if partners := lijsten.partners_genaamd(tekst):
        gevonden |= _met_partner(partners)
    return gevonden


def _woord(woord: str, lijsten: Keuzelijsten) -> Q:
    raak = Q(zoektekst__contains=woord)
    if woord[0].isdigit():
        raak |= Q(nummer=woord)
    if doelen := lijsten.doelen_met(woord):
        raak |= Q(doel__in=doelen)
    if onderwerpen := lijsten.onderwerpen_met(woord):
        raak |= Q(onderwerp__in=onderwerpen)
    if partners := lijsten.partners_met(woord):
        raak |= _met_partner(partners)
    return raak


def _met_partner(partners: set[int]) -> Q:
    return Q(pk__in=Betrokkenheid.objects.filter(partner__in=partners).order_by().values("actie"))
