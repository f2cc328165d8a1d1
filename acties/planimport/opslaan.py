"""What an import of plan tables makes: acties that are not there yet, as concepts; what is there is left alone."""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction

from acties.models import Actie, Zichtbaarheid
from acties.planimport.label import Label, lees_label
from acties.planimport.regels import Gelezen, Planrij
from acties.services.nummers import geef_nummer
from opgaven.models import Onderwerp, Uitvoeringsplan
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.laden import Bron, Lader
from sterkvoornoord.models import Gebruiker, Herkomst
from sterkvoornoord.tekst import vouw, zoeksleutel

TITEL = Actie._meta.get_field("titel").max_length or 120
ZONDER_PENVOERDER = "De plantabel noemt geen penvoerder."


class Soort(StrEnum):
    """What happens with a row."""

    NIEUW = "nieuw"
    GELIJK = "gelijk"
    ANDERS = "anders"
    WEG = "weg"


@dataclass(frozen=True, slots=True)
class Regel:
    """One row: its place (and code), its title here, what was printed and how we read it; its actie if it has one."""

    wie: str
    titel: str
    label: Label
    soort: Soort
    actie: Actie | None = None


@dataclass(slots=True)
class Uitslag:
    """What happened to every row, and in lines what a person has to look at."""

    regels: list[Regel] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)

    def van(self, soort: Soort) -> list[Regel]:
        return [regel for regel in self.regels if regel.soort == soort]


@transaction.atomic
def importeer(gelezen: Gelezen, *, bestand: str, proef: bool = False, door: Gebruiker | None = None) -> Uitslag:
    """Make an actie of every row that is not there yet, all or none; with `proef` everything is undone again.

    A row is known by its place in the annex, as the loader knows it, else by its plan and the words of its activity.
    What exists is never changed; a printed status that differs is told. `door` is who presses the button; without it
    the history names the import. Raises LaadFout when a row cannot be stored.
    """
    uitslag = Uitslag(twijfels=list(gelezen.twijfels))
    # Two who save at the same time: the second waits here, and then finds what the first made.
    list(Uitvoeringsplan.objects.select_for_update().order_by("pk").values_list("pk"))
    lader, bekend = Lader(), _Bekend()
    with als(door) if door else als(functie="Import van een plan"):
        for rij in gelezen.rijen:
            _neem(rij, lader, bekend, bestand, uitslag)
    if proef:
        transaction.set_rollback(True)
    return uitslag


class _Bekend:
    """What the portal has already, read once: acties by code, removed ones, and subjects by their printed name."""

    def __init__(self) -> None:
        self.acties = {actie.bron_code: actie for actie in Actie.objects.exclude(bron_code=None)}
        self.ooit = set(Herkomst.objects.filter(model=Actie._meta.label_lower).values_list("code", flat=True))
        self.per_titel = {(actie.plan_id, vouw(actie.titel)): actie for actie in Actie.objects.all()}
        self.onderwerpen = {
            (onderwerp.opgave_id, zoeksleutel(naam)): onderwerp
            for onderwerp in Onderwerp.objects.select_related("doel")
            for naam in (onderwerp.naam, onderwerp.naam_gedrukt)
            if naam
        }


def _neem(rij: Planrij, lader: Lader, bekend: _Bekend, bestand: str, uitslag: Uitslag) -> None:
    label = lees_label(rij.status)
    code = rij.code or _code(rij)
    wie = f"{rij.plek} ({code})" if rij.code else rij.plek
    if label.twijfel:
        uitslag.twijfels.append(f"{wie}: {label.twijfel}")
    titel = _titel(rij.activiteit)
    bestaand = bekend.acties.get(code) or bekend.per_titel.get((rij.plan.pk, vouw(titel)))
    if bestaand is not None:
        soort = _vergelijk(rij, label, bestaand, wie, uitslag)
        uitslag.regels.append(Regel(wie, bestaand.titel, label, soort, bestaand))
        return
    if code in bekend.ooit:
        uitslag.twijfels.append(f"{wie}: deze actie is in het portaal weggehaald en komt niet terug")
        uitslag.regels.append(Regel(wie, titel, label, Soort.WEG))
        return
    if titel.endswith("…"):
        uitslag.twijfels.append(f"{wie}: de titel is ingekort tot “{titel}”")
    onderwerp = bekend.onderwerpen.get((rij.plan.opgave_id, zoeksleutel(rij.kop)))
    if onderwerp is None:
        waar = f"“{rij.kop}” is geen bekend onderwerp" if rij.kop else "er staat geen doel boven de tabel"
        uitslag.twijfels.append(f"{wie}: {waar}; de actie heeft nog geen doel")
    waarden = _waarden(rij, label, titel, onderwerp, bestand)
    actie = lader.bewaar(Actie, code, Bron({}, wie), waarden, nieuw=geef_nummer)
    bekend.acties[code] = bekend.per_titel[rij.plan.pk, vouw(titel)] = actie
    bekend.ooit.add(code)
    uitslag.regels.append(Regel(wie, titel, label, Soort.NIEUW, actie))


def _waarden(rij: Planrij, label: Label, titel: str, onderwerp: Onderwerp | None, bestand: str) -> dict:
    return {
        "plan": rij.plan,
        "onderwerp": onderwerp,
        "doel": onderwerp.doel if onderwerp else None,
        "titel": titel,
        "omschrijving": rij.activiteit,
        "resultaat": rij.resultaat,
        "status": label.status.value,
        "status_afgeleid": label.afgeleid,
        "status_gedrukt": label.gedrukt,
        "vervolg": label.vervolg.value,
        "zichtbaarheid": Zichtbaarheid.CONCEPT.value,
        "zonder_penvoerder_reden": ZONDER_PENVOERDER,
        "bron": f"Plantabel {bestand}"[:200],
    }


def _vergelijk(rij: Planrij, label: Label, actie: Actie, wie: str, uitslag: Uitslag) -> Soort:
    if actie.plan_id != rij.plan.pk:
        uitslag.twijfels.append(f"{wie}: actie {actie.nummer} heeft deze code, maar staat in een ander plan")
    elif actie.status_gedrukt is not None and " ".join(actie.status_gedrukt.split()) != label.gedrukt:
        oud, nieuw = (tekst or "leeg" for tekst in (actie.status_gedrukt, label.gedrukt))
        zin = f"gedrukte status is in het portaal “{oud}”, in het bestand “{nieuw}”; het portaal blijft zo"
        uitslag.twijfels.append(f"{wie}: actie {actie.nummer}: {zin}")
    else:
        return Soort.GELIJK
    return Soort.ANDERS


def _code(rij: Planrij) -> str:
    """For a table without an annex: the plan and the words of the activity, so that a moved row stays the same."""
    som = hashlib.sha256(vouw(rij.activiteit).encode()).hexdigest()[:16]
    return f"{rij.plan.slug[:40]}:{som}"


def _titel(activiteit: str) -> str:
    """The first sentence, without its full stop, cut between words when it is too long for a title."""
    eerste = re.split(r"(?<=[.!?])\s|\n", activiteit, maxsplit=1)[0]
    eerste = " ".join(eerste.split()).removesuffix(".").strip()
    if len(eerste) <= TITEL:
        return eerste
    return eerste[: TITEL - 1].rsplit(" ", 1)[0][: TITEL - 1] + "…"
