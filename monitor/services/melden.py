"""Tell by mail how the making of an edition ended, to who is not looking at the page any more."""

from datetime import timedelta

from monitor.models import Publicatie
from opgaven.rollen import programmateam
from sterkvoornoord import post
from sterkvoornoord.models import Gebruiker

#: Who waited shorter than this still looks at the page, which tells it.
KIJKT_NOG = timedelta(minutes=1)


def meld_afloop(pk: int) -> None:
    """Mail who asked for this edition that it is ready or failed; the programmateam, when the schedule asked.

    Nobody is told of an edition that still waits, runs or was stopped, and nobody is told the same twice.
    """
    publicatie = Publicatie.objects.zonder_inhoud().select_related("aangevraagd_door").get(pk=pk)
    gelukt = publicatie.status == Publicatie.Status.GEREED
    if not publicatie.klaar_op or not (gelukt or publicatie.status == Publicatie.Status.MISLUKT):
        return
    if publicatie.aangevraagd_door and publicatie.klaar_op - publicatie.aangevraagd_op < KIJKT_NOG:
        return
    brief = post.brief(f"monitor/mail/editie_{'klaar' if gelukt else 'mislukt'}", {"publicatie": publicatie})
    for gebruiker in _ontvangers(publicatie):
        sleutel = f"editie-{pk}-{publicatie.klaar_op.timestamp():.0f}-{gebruiker.pk}"
        post.leg_klaar(aan=gebruiker.email, sleutel=sleutel, **brief)


def _ontvangers(publicatie: Publicatie) -> list[Gebruiker]:
    if publicatie.aangevraagd_door:
        return [publicatie.aangevraagd_door] if publicatie.aangevraagd_door.is_active else []
    return list(programmateam())
