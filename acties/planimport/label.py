"""What the printed status of a row says: one of ours, two things at once, words of its own, or nothing."""

import re
from dataclasses import dataclass

from acties.models import Status, Vervolg
from sterkvoornoord.tekst import vouw

#: How a label begins that names a stand itself; the longest first.
BEGIN = {
    "binnenkort in uitvoering": Status.IN_VOORBEREIDING,
    "succesvol afgerond": Status.AFGEROND,
    "in voorbereiding": Status.IN_VOORBEREIDING,
    "in uitvoering": Status.IN_UITVOERING,
    "overgedragen": Status.OVERGEDRAGEN,
    "doorlopend": Status.DOORLOPEND,
    "binnenkort": Status.IN_VOORBEREIDING,
    "afgerond": Status.AFGEROND,
    "gestopt": Status.GESTOPT,
    "loopt": Status.IN_UITVOERING,
    "idee": Status.IDEE,
}
#: What words of its own come down to: it goes on, or it went elsewhere.
GAAT_DOOR = re.compile(r"\b(uitbrei|uitgebreid|doorontwikk|verleng)")
ELDERS = re.compile(r"\b(lea|oab|gala|lijn|regulier|stadsbeheer)")
VERVOLG = (
    (re.compile(r"\bnieuwe? (uitvoerings)?plan|opnemen in uitvoeringsplan"), Vervolg.NIEUW_PLAN),
    (re.compile(r"\b(uitbrei|uitgebreid)"), Vervolg.UITBREIDEN),
    (re.compile(r"\bopgeschaald|opschal|gemeente ?breed"), Vervolg.OPSCHALEN),
    (ELDERS, Vervolg.IN_DE_LIJN),
)


@dataclass(frozen=True, slots=True)
class Label:
    """`gedrukt` is the label with single spaces; `afgeleid` when the stand is our reading of it."""

    gedrukt: str
    status: Status
    vervolg: Vervolg
    afgeleid: bool = False
    #: What a person has to look at; empty when the label is plain.
    twijfel: str = ""


def lees_label(tekst: str) -> Label:
    gedrukt = " ".join(tekst.split())
    gevouwen = vouw(gedrukt)
    if not gedrukt:
        return Label("", Status.ONBEKEND, Vervolg.GEEN, twijfel="het vak van de status is leeg")
    vervolg = next((waarde for patroon, waarde in VERVOLG if patroon.search(gevouwen)), Vervolg.GEEN)
    for begin, status in BEGIN.items():
        if not re.match(rf"{begin}\b", gevouwen):
            continue
        rest = gedrukt[len(begin) :].strip(" .,;:")
        twijfel = f"de status zegt twee dingen: “{gedrukt[: len(begin)]}” en “{rest}”" if rest else ""
        return Label(gedrukt, status, vervolg, twijfel=twijfel)
    if GAAT_DOOR.search(gevouwen):
        status = Status.IN_UITVOERING
    else:
        status = Status.OVERGEDRAGEN if ELDERS.search(gevouwen) else Status.ONBEKEND
    zin = f"de status is vrij geschreven: “{gedrukt}”, gelezen als {status.label}"
    return Label(gedrukt, status, vervolg, afgeleid=status != Status.ONBEKEND, twijfel=zin)
