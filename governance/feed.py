"""The public agenda and one's own as iCalendar feeds (RFC 5545, RFC 7986), for a calendar that comes back for more."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from icalendar import Calendar, Event

from governance.ics import gebeurtenis, tijdzone
from governance.models import Activiteit, Overlegorgaan, Vergadering
from sterkvoornoord.rollen import rollen_van

#: So far back a feed tells what was, or was called off.
TERUG = timedelta(days=60)
#: A feed holds at most so many of each kind.
MEEST = 500
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def openbare_agenda() -> bytes:
    """What everybody may read: activities, and the meetings of bodies that meet in public."""
    return _als_ical("Agenda Sterk voor Noord", _activiteiten(), openbare_vergaderingen().filter(datum__gte=_sinds()))


def agenda_van(gebruiker) -> bytes:
    """The public agenda with the meetings of `gebruiker`: those of its bodies as the roles of today have them.

    A meeting is a day, a time, a place and the name of the body; nothing of its items, besloten or not, is in it.
    """
    eigen = Vergadering.objects.zichtbaar_voor(gebruiker).filter(datum__gte=_sinds())
    if not rollen_van(gebruiker).programmateam:
        eigen = eigen.filter(orgaan__in=Overlegorgaan.objects.met_lid(gebruiker).values("pk"))
    openbaar = openbare_vergaderingen().filter(datum__gte=_sinds())
    samen = Vergadering.objects.filter(Q(pk__in=_te_tonen(eigen).values("pk")) | Q(pk__in=openbaar.values("pk")))
    return _als_ical("Sterk voor Noord", _activiteiten(), samen)


def openbare_vergaderingen():
    """The meetings of bodies that meet in public, also those that were called off."""
    return _te_tonen(Vergadering.objects.filter(orgaan__openbaar=True))


def _te_tonen(vergaderingen):
    """Not what is being prepared, nor the old day of what was moved: that goes on under its own UID."""
    return vergaderingen.exclude(status__in=[Vergadering.Status.CONCEPT, Vergadering.Status.VERPLAATST])


def _sinds() -> date:
    return timezone.localdate() - TERUG


def _activiteiten():
    return Activiteit.objects.vanaf(_sinds()).select_related("partner")[:MEEST]


def _als_ical(naam: str, activiteiten: Iterable[Activiteit], vergaderingen) -> bytes:
    kalender = Calendar()
    kalender.add("prodid", "-//Sterk voor Noord//Portaal//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    kalender.add("name", naam)
    kalender.add("x-wr-calname", naam)
    kalender.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    kalender.add_component(tijdzone())
    for activiteit in activiteiten:
        kalender.add_component(_activiteit(activiteit))
    for vergadering in vergaderingen.select_related("orgaan", "gastheer").order_by("datum", "pk")[:MEEST]:
        kalender.add_component(gebeurtenis(vergadering))
    return kalender.to_ical()


def _activiteit(activiteit: Activiteit) -> Event:
    """One activity. Its UID never changes; its version tells a calendar that something did."""
    punt = Event()
    punt.add("uid", f"activiteit-{activiteit.uid}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}")
    punt.add("sequence", activiteit.versie - 1)
    punt.add("dtstamp", activiteit.gewijzigd_op)
    punt.add("last-modified", activiteit.gewijzigd_op)
    begin, eind = _wanneer(activiteit)
    punt.add("dtstart", begin)
    if eind:
        punt.add("dtend", eind)
    punt.add("summary", activiteit.titel)
    punt.add("location", activiteit.plaats)
    adres = settings.SITE_URL.rstrip("/") + activiteit.get_absolute_url()
    delen = [activiteit.omschrijving, activiteit.aanmelden, str(activiteit.partner), adres]
    punt.add("description", "\n".join(deel for deel in delen if deel))
    punt.add("url", adres)
    punt.add("status", "CANCELLED" if activiteit.afgelast else "CONFIRMED")
    return punt


def _wanneer(activiteit: Activiteit) -> tuple[date | datetime, date | datetime | None]:
    """Times in Amsterdam; whole days up to the first without it, when there are more of them or no time."""
    if activiteit.begin is None or activiteit.laatste_dag:
        return activiteit.dag, (activiteit.laatste_dag or activiteit.dag) + timedelta(days=1)
    begin = datetime.combine(activiteit.dag, activiteit.begin, AMSTERDAM)
    return begin, datetime.combine(activiteit.dag, activiteit.eind, AMSTERDAM) if activiteit.eind else None
