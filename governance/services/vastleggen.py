"""Recording during the meeting: per item what came of it, and who will do what. Who was there is in `aanwezigheid`.

Two people may type at the same time: each field travels with a mark of the text that its page showed (`weging`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.models import Actiepunt, Agendapunt, Lidmaatschap, Vergadering
from governance.services.actiepunten import bewerk_actiepunt, geef_actiepunt
from governance.services.versies import eis_programmateam
from governance.services.weging import Botsing, weeg_velden
from sterkvoornoord.geschiedenis import als, leg_vast_niet_gekozen
from sterkvoornoord.models import Gebruiker

#: What is recorded of an item.
VELDEN = ("uitkomst", "besluittekst", "verslag")


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
    staat = {veld: getattr(nu, veld) for veld in VELDEN}
    weging = weeg_velden({veld: gepost[veld] for veld in VELDEN}, staat, gelezen, keuzes or {})
    for veld, tekst in weging.schrijf.items():
        setattr(nu, veld, tekst)
    uit = Vastgelegd(nu, weging.botsingen, weging.van_ander, weging.overgenomen, bool(weging.schrijf))
    if uit.gewijzigd:
        nu.versie += 1
        nu.full_clean()
        with als(door):
            nu.save()
    if weging.niet_gekozen:
        leg_vast_niet_gekozen(nu, door=door, teksten=weging.niet_gekozen)
    return uit


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
