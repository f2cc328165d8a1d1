"""Recording during the meeting: per item what came of it, who was there, and who will do what.

Two people may type at the same time. Each field travels with a mark of the text that its page showed (`merk`): what
only one of them changed is kept, and where both changed the same field nothing is written before somebody chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.models import Aanwezigheid, Actiepunt, Agendapunt, Lidmaatschap, Vergadering
from governance.services.actiepunten import bewerk_actiepunt, geef_actiepunt
from governance.services.versies import eis_programmateam
from sterkvoornoord.geschiedenis import als, leg_vast_niet_gekozen
from sterkvoornoord.models import Gebruiker

#: What is recorded of an item.
VELDEN = ("uitkomst", "besluittekst", "verslag")
MIJN, ANDER = "mijn", "ander"


def merk(tekst: str) -> str:
    """A short mark of a text; other texts have another one."""
    return sha256(tekst.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Botsing:
    """A field that two people changed: what the writer has, and what is stored."""

    veld: str
    mijn: str
    nu: str


@dataclass
class Vastgelegd:
    """What came of saving an item: the row as it is now, fields to choose about, and fields somebody else changed."""

    punt: Agendapunt
    botsingen: list[Botsing] = field(default_factory=list)
    van_ander: list[str] = field(default_factory=list)
    #: Fields of which the writer chose the text of the other.
    overgenomen: list[str] = field(default_factory=list)
    gewijzigd: bool = False


@transaction.atomic
def leg_punt_vast(
    *,
    punt: Agendapunt,
    door: Gebruiker,
    gepost: Mapping[str, str],
    gelezen: Mapping[str, str],
    keuzes: Mapping[str, tuple[str, str]] | None = None,
) -> Vastgelegd:
    """Save what `door` changed of an item, and return what came of it.

    `gepost` holds a text for each of VELDEN, `gelezen` the mark of what the page showed of it. `keuzes` says of a
    field that clashed whose text stays (MIJN or ANDER), with the mark of the other text as it was shown: when that
    has changed since, the choice is asked again. Saving the same twice changes nothing.

    Raises PermissionDenied, or ValidationError when the meeting is not going on.
    """
    nu = _eis_bezig(punt, door)
    uit, niet_gekozen = Vastgelegd(nu), {}
    for veld in VELDEN:
        mijn, staat = gepost[veld], getattr(nu, veld)
        oordeel = _weeg(mijn, staat, gelezen.get(veld, ""), *(keuzes or {}).get(veld, ("", "")))
        if oordeel in (SCHRIJF, SCHRIJF_OVER):
            setattr(nu, veld, mijn)
            uit.gewijzigd = True
        elif oordeel == BOTST:
            uit.botsingen.append(Botsing(veld, mijn, staat))
        elif oordeel != GELIJK:
            (uit.overgenomen if oordeel == NEEM_OVER else uit.van_ander).append(veld)
        if oordeel in (SCHRIJF_OVER, NEEM_OVER):
            niet_gekozen[veld] = staat if oordeel == SCHRIJF_OVER else mijn
    if uit.gewijzigd:
        nu.versie += 1
        nu.full_clean()
        with als(door):
            nu.save()
    if niet_gekozen:
        leg_vast_niet_gekozen(nu, door=door, teksten=niet_gekozen)
    return uit


#: What to do with a field.
GELIJK, SCHRIJF, SCHRIJF_OVER, LAAT, NEEM_OVER, BOTST = range(6)


def _weeg(mijn: str, staat: str, gelezen: str, keuze: str, gezien: str) -> int:
    """Weigh what the writer has against what is stored, by the mark of what the writer had read."""
    if mijn == staat:
        return GELIJK
    if merk(mijn) == gelezen:
        return LAAT
    if merk(staat) == gelezen:
        return SCHRIJF
    if gezien == merk(staat) and keuze:
        return SCHRIJF_OVER if keuze == MIJN else NEEM_OVER
    return BOTST


def _eis_bezig(punt: Agendapunt, door: Gebruiker) -> Agendapunt:
    """The item as it is now, locked; only while the meeting goes on."""
    eis_programmateam(door)
    nu = Agendapunt.objects.select_for_update().filter(pk=punt.pk).first()
    if nu is None:
        raise ValidationError("Dit punt is ondertussen van de agenda gehaald.")
    eis_bezig(nu.vergadering)
    return nu


def eis_bezig(vergadering: Vergadering | None) -> None:
    """Raise ValidationError unless the meeting is going on."""
    if vergadering is None or vergadering.status != Vergadering.Status.BEZIG:
        raise ValidationError("Deze vergadering is niet (meer) bezig. Er is niets opgeslagen.")


@transaction.atomic
def leg_aanwezigheid_vast(
    *, vergadering: Vergadering, door: Gebruiker, per_lid: Mapping[Lidmaatschap, tuple[str, str]], **velden: Any
) -> None:
    """Record who was there: per seat its stand ("" when not known) and who came instead; the last word counts.

    `velden` is what changes of the meeting itself (`ook_aanwezig`). Raises PermissionDenied, or ValidationError.
    """
    eis_programmateam(door)
    nu = Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    eis_bezig(nu)
    bekend = {rij.lid_id: rij for rij in nu.aanwezigheden.all()}
    with als(door):
        for lid, (stand, vervanger) in per_lid.items():
            _zet_aanwezigheid(nu, lid, bekend.get(lid.pk), stand, vervanger)
        if velden:
            for veld, waarde in velden.items():
                setattr(nu, veld, waarde)
            nu.save(update_fields=list(velden))


def _zet_aanwezigheid(
    vergadering: Vergadering, lid: Lidmaatschap, rij: Aanwezigheid | None, stand: str, vervanger: str
) -> None:
    if not stand:
        if rij:
            rij.delete()
        return
    rij = rij or Aanwezigheid(vergadering=vergadering, lid=lid)
    rij.stand, rij.vervanger = stand, vervanger if stand == Aanwezigheid.Stand.VERVANGEN else ""
    rij.full_clean()
    rij.save()


@transaction.atomic
def noteer_actiepunt(
    *,
    punt: Agendapunt,
    door: Gebruiker,
    sleutel: UUID,
    tekst: str,
    wie: Lidmaatschap | str,
    uiterlijk: date | None = None,
) -> Actiepunt:
    """Record that somebody will do something, and return it; `wie` is a seat, or a function in words.

    A second time with the same `sleutel` it is the same one, with the new text: no double click makes two. Raises as
    `leg_punt_vast`, also when nobody is named.
    """
    nu = _eis_bezig(punt, door)
    velden: dict[str, Any] = {"tekst": tekst, "uiterlijk": uiterlijk}
    if isinstance(wie, Lidmaatschap):
        velden |= {"functie": wie.functie[:80], "partner": wie.partner, "gebruiker": wie.gebruiker}
    else:
        velden |= {"functie": wie, "partner": None, "gebruiker": None}
    if rij := Actiepunt.objects.filter(sleutel=sleutel, agendapunt=nu).first():
        return bewerk_actiepunt(actiepunt=rij, door=door, versie=rij.versie, **velden)
    return geef_actiepunt(door=door, agendapunt=nu, sleutel=sleutel, **velden)
