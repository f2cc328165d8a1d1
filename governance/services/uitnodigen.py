"""Invitations: mail to the members with an account, with the meeting for their calendar, and to them when it changes.

The outbox keeps the key of each message, so it knows who was told what; nobody gets the same message twice.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from governance.agenda import nummers_van
from governance.ics import AFZEGGEN, UITNODIGEN, als_ics, uid_van
from governance.models import Agendapunt, Lidmaatschap, Stuk, Vergadering
from sterkvoornoord.models import Bericht, Gebruiker
from sterkvoornoord.post import Bijlage, brief, leg_klaar

#: A line of the agenda in a mail: number, title and papers.
Regel = tuple[str, str, list[Stuk]]
#: What a mail is about.
NIEUW, GEWIJZIGD, VERPLAATST, AFGEZEGD = "nieuw", "gewijzigd", "verplaatst", "afgezegd"


def nodig_uit(vergadering: Vergadering, wat: str) -> int:
    """Leave mail to everybody who should know of a meeting, or of what changed; return how many.

    Members on the day of the meeting are invited. Who was invited before and is no member any more gets the
    cancellation. Call it inside the transaction of the change, with `agenda_teller` counted up.
    """
    leden = {} if wat == AFGEZEGD else {lid.pk: lid for lid in _leden(vergadering)}
    af = [wie for wie in _eerder_uitgenodigd(vergadering) if wie.pk not in leden]
    agenda = _agenda_in_het_openbaar(vergadering)
    for wie in leden.values():
        _stuur(vergadering, wie, wat, UITNODIGEN, agenda)
    for wie in af:
        _stuur(vergadering, wie, AFGEZEGD, AFZEGGEN, [])
    return len(leden) + len(af)


def _leden(vergadering: Vergadering) -> Iterable[Gebruiker]:
    zetels = Lidmaatschap.objects.actief_op(vergadering.datum).filter(orgaan=vergadering.orgaan_id)
    return Gebruiker.objects.filter(pk__in=zetels.values("gebruiker"), is_active=True).exclude(email="")


def _eerder_uitgenodigd(vergadering: Vergadering) -> Iterable[Gebruiker]:
    """Who got the last word about this meeting, unless that was that it does not take place."""
    laatste: dict[int, str] = {}
    begin = f"{uid_van(vergadering)}:"
    for sleutel in Bericht.objects.filter(sleutel__startswith=begin).order_by("pk").values_list("sleutel", flat=True):
        _teller, methode, wie = sleutel.removeprefix(begin).split(":")
        laatste[int(wie)] = methode
    uitgenodigd = [wie for wie, methode in laatste.items() if methode == UITNODIGEN]
    return Gebruiker.objects.filter(pk__in=uitgenodigd, is_active=True).exclude(email="")


def _agenda_in_het_openbaar(vergadering: Vergadering) -> list[Regel]:
    """Numbers, titles and papers of the main items, with the papers of what is below them.

    A besloten item is named as such, and what is besloten has no papers here: mail is read by more than one.
    """
    nummers = nummers_van(vergadering)
    stukken: dict[int, list[Stuk]] = defaultdict(list)
    rijen = Stuk.objects.van_vergadering(vergadering).select_related("agendapunt__bovenliggend")
    eerst_het_punt_zelf = F("agendapunt__bovenliggend").asc(nulls_first=True)
    for stuk in rijen.order_by(eerst_het_punt_zelf, "agendapunt__volgorde", "agendapunt__pk", "volgorde", "pk"):
        if not stuk.is_besloten:
            stukken[stuk.agendapunt.bovenliggend_id or stuk.agendapunt_id].append(stuk)
    punten = Agendapunt.objects.filter(vergadering=vergadering, bovenliggend=None).order_by("volgorde", "pk")
    return [(nummers[p.pk], "besloten punt" if p.besloten else p.titel, stukken[p.pk]) for p in punten]


def _stuur(vergadering: Vergadering, wie: Gebruiker, wat: str, methode: str, agenda: list[Regel]) -> None:
    gegevens = {"vergadering": vergadering, "wat": wat, "agenda": agenda}
    ics = als_ics(vergadering, methode, wie.email)
    leg_klaar(
        aan=wie.email,
        sleutel=f"{uid_van(vergadering)}:{vergadering.agenda_teller}:{methode}:{wie.pk}",
        bijlage=Bijlage("vergadering.ics", f"text/calendar; method={methode}", ics),
        **brief("governance/mail/uitnodiging", gegevens),
    )
