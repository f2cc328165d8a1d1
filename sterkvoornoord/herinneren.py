"""Reminders: who is asked today for what is due, gathered from every layer that has something to ask.

The kernel knows no rounds or actiepunten. Each layer names a function in ``settings.HERINNERINGEN`` that gets a
date and returns the reminders that are due then. It may go on returning them, also the next day and also to two
workers at once: the key of a reminder is that of its mail, and the same mail goes out once (`sterkvoornoord.post`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from sterkvoornoord import post
from sterkvoornoord.models import Bericht, Gebruiker


@dataclass(frozen=True)
class Herinnering:
    """One mail to one account. `waarover` says in a few words what is owed, for who looks before sending."""

    sleutel: str
    gebruiker: Gebruiker
    waarover: str
    sjabloon: str
    gegevens: dict[str, Any]


def van_vandaag(dag: date | None = None) -> list[Herinnering]:
    """What every source has due on `dag` (default: today) and was not sent yet."""
    op = dag or timezone.localdate()
    return nog_niet_gestuurd(
        [herinnering for bron in settings.HERINNERINGEN for herinnering in import_string(bron)(op)]
    )


def nog_niet_gestuurd(herinneringen: list[Herinnering]) -> list[Herinnering]:
    """Those of which there is no mail with their key."""
    sleutels = [herinnering.sleutel for herinnering in herinneringen]
    al_gestuurd = set(Bericht.objects.filter(sleutel__in=sleutels).values_list("sleutel", flat=True))
    return [herinnering for herinnering in herinneringen if herinnering.sleutel not in al_gestuurd]


def stuur(herinneringen: Iterable[Herinnering]) -> list[Herinnering]:
    """Leave each to the mail, on its own; return those that were not there yet."""
    return [herinnering for herinnering in herinneringen if _stuur(herinnering)]


def _stuur(herinnering: Herinnering) -> Bericht | None:
    brief = post.brief(herinnering.sjabloon, {"gebruiker": herinnering.gebruiker, **herinnering.gegevens})
    return post.leg_klaar(aan=herinnering.gebruiker.email, sleutel=herinnering.sleutel, **brief)
