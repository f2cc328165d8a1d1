"""A meeting as iCalendar (RFC 5545, RFC 5546): for an invitation, its changes, and one's own calendar."""

from datetime import date, datetime, time
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress

from governance.models import Vergadering

#: What the file asks of a calendar: to take part, to take the meeting out again, or just to know of it.
UITNODIGEN, AFZEGGEN, TONEN = "REQUEST", "CANCEL", "PUBLISH"
AMSTERDAM = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def als_ics(vergadering: Vergadering, methode: str = TONEN, aan: str = "") -> str:
    """The meeting as the text of an .ics file; `aan` is the address of who is invited.

    It keeps its UID through every change, also when it moves to another day, and counts SEQUENCE up. Nothing of the
    agenda is in it: the file travels by mail, and the link leads to what the reader may see.
    """
    kalender = Calendar()
    kalender.add("prodid", "-//Sterk voor Noord//Portaal//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", methode)
    kalender.add_component(tijdzone())
    kalender.add_component(gebeurtenis(vergadering, methode, aan))
    return kalender.to_ical().decode()


def tijdzone() -> Timezone:
    """Amsterdam with the rule of summer time: a list of days, as icalendar makes of a zone, is read wrong by some."""
    return Timezone.from_ical(AMSTERDAM)


def uid_van(vergadering: Vergadering) -> str:
    huis = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"vergadering-{vergadering.agenda_nummer or vergadering.nummer}@{huis}"


def gebeurtenis(vergadering: Vergadering, methode: str = TONEN, aan: str = "") -> Event:
    """The meeting as one event of a calendar."""
    adres = settings.SITE_URL.rstrip("/") + vergadering.get_absolute_url()
    punt = Event()
    punt.add("uid", uid_van(vergadering))
    punt.add("sequence", vergadering.agenda_teller)
    punt.add("dtstamp", timezone.now())
    punt.add("dtstart", _moment(vergadering, vergadering.begin))
    if vergadering.eind:
        punt.add("dtend", _moment(vergadering, vergadering.eind))
    punt.add("summary", vergadering.titel or vergadering.orgaan.naam)
    if vergadering.waar:
        punt.add("location", vergadering.waar)
    punt.add("description", f"De agenda staat op {adres}")
    punt.add("url", adres)
    gaat_niet_door = methode == AFZEGGEN or vergadering.status == Vergadering.Status.GEANNULEERD
    punt.add("status", "CANCELLED" if gaat_niet_door else "CONFIRMED")
    if methode != TONEN:
        punt.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
        punt.add("attendee", vCalAddress(f"mailto:{aan}", params={"ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}))
    return punt


def _moment(vergadering: Vergadering, tijd: time | None) -> datetime | date:
    """A time on the day of the meeting, in Amsterdam; the day itself when nobody knows the time."""
    if tijd is None:
        return vergadering.datum
    return datetime.combine(vergadering.datum, tijd, ZoneInfo("Europe/Amsterdam"))
