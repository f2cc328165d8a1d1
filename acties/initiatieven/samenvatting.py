"""What somebody filled in, to look at once more: per step its questions with their answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from acties.initiatieven.concepten import formulier
from acties.initiatieven.forms import LAATSTE, STAPPEN, gebiednaam
from acties.models import Concept, Initiatief
from acties.models.initiatiefkeuzes import Doelgroep, Indienersoort, Steun
from opgaven.models import Doel, Gebied
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.datumveld import Datum
from sterkvoornoord.getallen import toon_euro


@dataclass(frozen=True)
class Antwoord:
    """A question and its answer. `taal` when the answer is in a language of its own, as the names of doelen are."""

    vraag: str
    antwoord: str
    taal: str = ""


@dataclass(frozen=True)
class Deel:
    stap: int
    titel: str
    antwoorden: list[Antwoord]


def samenvatting(concept: Concept) -> list[Deel]:
    """Every step but the last, with the questions that were answered."""
    delen = []
    for stap, soort in STAPPEN.items():
        if stap == LAATSTE:
            break
        form = formulier(concept, stap)
        form.is_valid()
        gegeven = [(veld.label, form.cleaned_data.get(veld.name), veld.name) for veld in form.velden()]
        delen.append(Deel(stap, soort.titel, [_antwoord(*paar) for paar in gegeven if _ingevuld(paar[1])]))
    return delen


def samenvatting_van(initiatief: Initiatief) -> list[Antwoord]:
    """What was handed in, for the page on which it is followed."""
    gegeven = [
        (_("Waar"), initiatief.gebied, "gebied"),
        (_("Voor wie"), initiatief.voor_wie, "voor_wie"),
        (_("Begin"), Datum(initiatief.begindatum, initiatief.begin_precisie), "start"),
        (_("Nodig"), initiatief.nodig, "nodig"),
        (_("Geld"), initiatief.bedrag, "bedrag"),
        (_("Doel"), initiatief.doel, "doel"),
    ]
    return [_antwoord(*paar) for paar in gegeven if _ingevuld(paar[1])]


def _ingevuld(waarde) -> bool:
    return waarde.datum is not None if isinstance(waarde, Datum) else waarde not in (None, "", [])


def _antwoord(vraag: str, waarde, naam: str) -> Antwoord:
    if isinstance(waarde, Doel):
        return Antwoord(vraag, str(waarde), "nl")
    return Antwoord(vraag, _in_woorden(waarde, naam))


def _in_woorden(waarde, naam: str) -> str:
    keuzes = {"voor_wie": Doelgroep, "nodig": Steun, "soort_indiener": Indienersoort}.get(naam)
    if keuzes is not None:
        codes = waarde if isinstance(waarde, list) else [waarde]
        return ", ".join(str(keuzes(code).label) for code in codes if code in keuzes.values)
    if isinstance(waarde, Datum):
        return toon_datum(waarde.datum, waarde.precisie)
    if isinstance(waarde, Gebied):
        return str(gebiednaam(waarde))
    return toon_euro(waarde) if naam == "bedrag" else str(waarde)
