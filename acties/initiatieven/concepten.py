"""What somebody is filling in: kept per step as typed, and turned into an initiatief when all of it is right."""

from typing import Any

from django.db import transaction
from django.http import QueryDict

from acties.initiatieven import services
from acties.initiatieven.forms import LAATSTE, STAPPEN, StapForm
from acties.initiatieven.sleutels import geef_sleutel, hash_van
from acties.models import Concept, Initiatief
from acties.models.initiatiefkeuzes import Indienersoort
from sterkvoornoord.models import Gebruiker

#: More than this (characters over all fields of a step) is nobody's idea.
MAX_PER_STAP = 40_000


def lees_stap(data: QueryDict, stap: int) -> dict[str, list[str]]:
    """What was typed in the fields of this step, and nothing else that was posted."""
    formulier = STAPPEN[stap]()
    namen = {naam for veld in formulier for naam in _namen(veld)} - {"controle"}
    # No database keeps a NUL, and no person types one.
    velden = {naam: [tekst.replace("\0", "") for tekst in data.getlist(naam)] for naam in data if naam in namen}
    if sum(len(tekst) for waarden in velden.values() for tekst in waarden) > MAX_PER_STAP:
        return {naam: [tekst[:MAX_PER_STAP] for tekst in waarden[:20]] for naam, waarden in velden.items()}
    return velden


def _namen(veld) -> list[str]:
    """The names under which a field is posted: a date has three."""
    delen = getattr(veld.field.widget, "widgets_names", [])
    return [veld.html_name + deel for deel in delen] or [veld.html_name]


def begin(*, taal: str, door: Gebruiker | None, namens: bool) -> tuple[Concept, str]:
    """A new form in the making and the secret part of its link."""
    concept = Concept(taal=taal, door=door, namens=namens)
    sleutel = geef_sleutel(concept)
    concept.save()
    return concept, sleutel


@transaction.atomic
def bewaar(concept: Concept, stap: int, velden: dict[str, list[str]]) -> Concept:
    """Keep a step as it was typed. Two windows on two steps do not lose each other's; nothing once it is handed in."""
    concept = Concept.objects.select_for_update().get(pk=concept.pk)
    if concept.initiatief_id is None:
        concept.antwoorden[str(stap)] = velden
        concept.save(update_fields=["antwoorden", "bewaard_op"])
    return concept


def formulier(
    concept: Concept | None, stap: int, *, begin: dict[str, Any] | None = None, nakijken: bool = False
) -> StapForm:
    """The form of a step: bound to what was kept, or empty (with `begin`) when nobody was there yet.

    With `nakijken` an empty one is bound too: then its errors say what is missing.
    """
    velden = concept.antwoorden.get(str(stap), {} if nakijken else None) if concept else None
    if velden is None:
        return STAPPEN[stap](initial=begin)
    data = QueryDict(mutable=True)
    for naam, waarden in velden.items():
        data.setlist(naam, waarden)
    return STAPPEN[stap](data)


def eerste_open(concept: Concept) -> int:
    """The first step that is not filled in, or not rightly; the last one when all of it is."""
    for stap in range(1, LAATSTE):
        if str(stap) not in concept.antwoorden or not formulier(concept, stap).is_valid():
            return stap
    return LAATSTE


def dien_in(concept: Concept, *, door: Gebruiker | None) -> Initiatief | None:
    """Hand in what was filled in; None when a step is not right. Twice gives the same initiatief.

    `door` is the account that presses the button. A colleague who fills it in for somebody spoke to them, and who
    has an account on the address proved that it is theirs: neither has to be confirmed.
    """
    if concept.initiatief_id:
        return Initiatief.objects.get(pk=concept.initiatief_id)
    antwoord: dict[str, Any] = {}
    for stap in STAPPEN:
        deel = formulier(concept, stap)
        if not deel.is_valid():
            return None
        antwoord |= deel.cleaned_data
    eigen = door is not None and door.email == antwoord["email"]
    return services.dien_in(
        concept=concept,
        velden=_velden(antwoord, door if eigen else None),
        contact=_contact(antwoord),
        bevestigd=concept.namens or eigen,
    )


def _velden(antwoord: dict[str, Any], account: Gebruiker | None) -> dict[str, Any]:
    zelfde = ("wat", "waarom", "gebied", "voor_wie", "deelnemers", "inwonersbetrokkenheid", "nodig", "bedrag", "doel")
    organisatie = antwoord["soort_indiener"] == Indienersoort.ORGANISATIE
    return {
        **{naam: antwoord[naam] for naam in zelfde},
        "titel": antwoord["naam_idee"],
        "begindatum": antwoord["start"].datum,
        "begin_precisie": antwoord["start"].precisie,
        "soort_indiener": antwoord["soort_indiener"],
        "mag_openbaar": antwoord["mag_openbaar"],
        "partner": account.partner if account and organisatie else None,
    }


def _contact(antwoord: dict[str, Any]) -> dict[str, str]:
    organisatie = antwoord["organisatie"] if antwoord["soort_indiener"] == Indienersoort.ORGANISATIE else ""
    return {naam: antwoord[naam] for naam in ("naam", "email", "telefoon")} | {"organisatie": organisatie}


def eerste_antwoorden(gebruiker) -> dict[str, Any]:
    """What a signed-in partner does not have to type."""
    if not gebruiker.is_authenticated or gebruiker.partner is None:
        return {}
    return {
        "soort_indiener": Indienersoort.ORGANISATIE,
        "organisatie": gebruiker.partner.naam,
        "naam": gebruiker.functie,
        "email": gebruiker.email,
    }


def zoek(sleutel: str) -> Concept | None:
    """The form of this link, or None."""
    return Concept.objects.filter(sleutel_hash=hash_van(sleutel)).select_related("initiatief").first()
