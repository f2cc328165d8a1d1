"""On the website or not: a colleague releases an idea, with a text of its own; the submitter may take it off again."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from acties.initiatieven.sleutels import hash_van
from acties.initiatieven.stappen import eis_recht, log, op_slot
from acties.models import Indiener, Initiatief, InitiatiefLog
from acties.models.initiatief import TALEN
from acties.models.initiatiefkeuzes import NIET_OPENBAAR, OP_DE_WEBSITE, Steun
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker

_ADRES = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMMER = re.compile(r"(?:\+|\b0)[\d\s().\-/]{7,}\d")
_Soort = InitiatiefLog.Soort


def stand(initiatief: Initiatief) -> str:
    """A mark of what is on the website now, to see that a colleague changed it meanwhile."""
    return hash_van(f"{initiatief.openbaar_op}|{initiatief.openbaar_titel}|{initiatief.openbaar_tekst}")[:16]


def vertel(idee: Initiatief) -> Initiatief:
    """Give the idea the words in which the website tells of it, in the language of now."""
    idee.stand = OP_DE_WEBSITE[idee.status]
    idee.nodig_woorden = [Steun(code).label for code in idee.nodig if code in Steun.values and code != Steun.NIETS]
    idee.taalnaam = dict(TALEN)[idee.openbaar_taal]
    return idee


@transaction.atomic
def maak_openbaar(
    *, initiatief: Initiatief, door: Gebruiker, titel: str, tekst: str, taal: str, vanaf: str
) -> Initiatief:
    """Put the idea on the website with this name and text, or change them there. `vanaf` is the `stand` on the page.

    Raises PermissionDenied, or ValidationError without permission of the submitter, with personal data in the text,
    or when a colleague was first.
    """
    eis_recht(initiatief, door)
    initiatief = op_slot(initiatief)
    nieuw = {"openbaar_titel": titel.strip(), "openbaar_tekst": tekst.strip(), "openbaar_taal": taal}
    if initiatief.openbaar_op and all(getattr(initiatief, naam) == waarde for naam, waarde in nieuw.items()):
        return initiatief
    if vanaf != stand(initiatief):
        raise ValidationError("Een collega was u voor. Kijk eerst wat er nu op de website staat.")
    _eis_toestemming(initiatief)
    _eis_geen_gegevens(initiatief, nieuw)
    eerste = initiatief.openbaar_op is None
    for naam, waarde in nieuw.items():
        setattr(initiatief, naam, waarde)
    initiatief.openbaar_op = initiatief.openbaar_op or timezone.now()
    with als(door):
        initiatief.save(update_fields=[*nieuw, "openbaar_op"])
        wat = "Op de website gezet." if eerste else "De tekst op de website is gewijzigd."
        log(initiatief, _Soort.NOTITIE, door=door, tekst=wat)
    return initiatief


@transaction.atomic
def haal_af(*, initiatief: Initiatief, door: Gebruiker | None) -> Initiatief:
    """Take it off the website, once. Without `door` it is the submitter, who takes back the permission too."""
    if door is not None:
        eis_recht(initiatief, door)
    initiatief = op_slot(initiatief)
    was_openbaar, velden = initiatief.openbaar_op is not None, ["openbaar_op"]
    initiatief.openbaar_op = None
    if door is None:
        initiatief.mag_openbaar = False
        velden.append("mag_openbaar")
    with als(door, functie="" if door else "Indiener van een initiatief"):
        initiatief.save(update_fields=velden)
        if was_openbaar:
            log(initiatief, _Soort.NOTITIE, door=door, tekst="Van de website gehaald.")
    return initiatief


@transaction.atomic
def geef_toestemming(*, initiatief: Initiatief) -> Initiatief:
    """The submitter agrees after all; a colleague still looks at it before it is on the website."""
    initiatief = op_slot(initiatief)
    initiatief.mag_openbaar = True
    initiatief.save(update_fields=["mag_openbaar"])
    return initiatief


def begin(initiatief: Initiatief) -> dict[str, str]:
    """What the form starts with: what is or was on the website, else the own words of the idea."""
    if initiatief.openbaar_titel:
        titel, tekst, taal = initiatief.openbaar_titel, initiatief.openbaar_tekst, initiatief.openbaar_taal
    else:
        titel, taal = initiatief.titel, initiatief.taal
        tekst = "\n\n".join(deel for deel in (initiatief.wat, initiatief.waarom) if deel)
    return {"titel": titel, "tekst": tekst, "taal": taal, "vanaf": stand(initiatief)}


def _eis_toestemming(initiatief: Initiatief) -> None:
    if not initiatief.mag_openbaar:
        raise ValidationError("De indiener gaf geen toestemming voor de website. Vraag het eerst.")
    if initiatief.status in NIET_OPENBAAR:
        zin = "Dit idee kan nu niet op de website. Het is nu: {}."
        raise ValidationError(zin.format(initiatief.bij_collegas.lower()))


def _eis_geen_gegevens(initiatief: Initiatief, nieuw: dict[str, str]) -> None:
    """Nothing by which the submitter, or anybody, can be reached or recognised."""
    indiener = Indiener.objects.filter(initiatief=initiatief).first()
    fouten = {}
    for kolom, tekst in nieuw.items():
        wat = indiener.staat_in(tekst) if indiener else ""
        if wat:
            wat = f"{wat} van de indiener"
        elif _ADRES.search(tekst):
            wat = "een e-mailadres"
        elif _NUMMER.search(tekst):
            wat = "een telefoonnummer"
        if wat:
            fouten[kolom.removeprefix("openbaar_")] = f"Hier staat {wat}. Haal dat eruit: dit komt op de website."
    if fouten:
        raise ValidationError(fouten)
