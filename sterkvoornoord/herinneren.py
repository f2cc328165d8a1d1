"""Reminders: who is asked today for what is due, gathered from every layer that has something to ask.

The kernel knows no rounds or actiepunten. Each layer names a function in ``settings.HERINNERINGEN`` that gets a
date and returns the reminders that are due then. It may go on returning them, also the next day and also to two
workers at once: the key of a reminder is that of its mail, and the same mail goes out once (`sterkvoornoord.post`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from sterkvoornoord import post
from sterkvoornoord.models import Bericht, Gebruiker


class Seintje(Protocol):
    """What a source returns: a mail that is due, with its key, for whom it is and what it is about."""

    @property
    def sleutel(self) -> str: ...

    @property
    def waarover(self) -> str: ...

    @property
    def wie(self) -> str:
        """For who looks before sending."""

    def leg_klaar(self) -> Bericht | None:
        """Leave it to the mail; None when it is there already."""


_S = TypeVar("_S", bound=Seintje)


@dataclass(frozen=True)
class Herinnering:
    """One mail to one account. `waarover` says in a few words what is owed, for who looks before sending."""

    sleutel: str
    gebruiker: Gebruiker
    waarover: str
    sjabloon: str
    gegevens: dict[str, Any]

    @property
    def wie(self) -> str:
        return self.gebruiker.email

    def leg_klaar(self) -> Bericht | None:
        brief = post.brief(self.sjabloon, {"gebruiker": self.gebruiker, **self.gegevens})
        return post.leg_klaar(aan=self.gebruiker.email, sleutel=self.sleutel, **brief)


def van_vandaag(dag: date | None = None) -> list[Seintje]:
    """What every source has due on `dag` (default: today) and was not sent yet."""
    op = dag or timezone.localdate()
    return nog_niet_gestuurd([seintje for bron in settings.HERINNERINGEN for seintje in import_string(bron)(op)])


def nog_niet_gestuurd(seintjes: list[_S]) -> list[_S]:
    """Those of which there is no mail with their key."""
    sleutels = [seintje.sleutel for seintje in seintjes]
    al_gestuurd = set(Bericht.objects.filter(sleutel__in=sleutels).values_list("sleutel", flat=True))
    return [seintje for seintje in seintjes if seintje.sleutel not in al_gestuurd]


def stuur(seintjes: Iterable[_S]) -> list[_S]:
    """Leave each to the mail, on its own; return those that were not there yet."""
    return [seintje for seintje in seintjes if seintje.leg_klaar()]
