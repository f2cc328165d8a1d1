"""The dashboard as a file: a row for each count, actie, besluit, doel, amount and change.

The first column says which part of the page a row belongs to.

Unlike the page, which shows the first rows of a list, the file has all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponseBase

from acties.models import Actie, Koers, Status
from monitor import zinnen
from monitor.besluitvragen import Besluiten
from monitor.dashboard import Lijsten, Overzicht, Stand, Wijziging
from monitor.views.monitor import Groep
from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.export import Kolom, exporteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    """One line of the file; what does not apply stays empty."""

    deel: str
    opgave: str = ""
    nummer: str = ""
    naam: str = ""
    wat: str = ""
    waarde: int | Decimal | None = None
    eenheid: str = ""
    datum: date | datetime | None = None
    waarom: str = ""
    maatregel: str = ""
    wie: str = ""
    voorbeeld: bool | None = None


KOLOMMEN = [
    Kolom("Onderdeel", lambda rij: rij.deel, 28),
    Kolom("Opgave", lambda rij: rij.opgave, 26),
    Kolom("Nummer", lambda rij: rij.nummer, 10),
    Kolom("Naam", lambda rij: rij.naam, 44),
    Kolom("Wat", lambda rij: rij.wat, 40),
    Kolom("Waarde", lambda rij: rij.waarde, 14),
    Kolom("Eenheid", lambda rij: rij.eenheid, 14),
    Kolom("Datum", lambda rij: rij.datum, 18),
    Kolom("Waarom", lambda rij: rij.waarom, 44),
    Kolom("Wat doen we eraan", lambda rij: rij.maatregel, 44),
    Kolom("Wie", lambda rij: rij.wie, 28),
    Kolom("Voorbeeldcijfer", lambda rij: rij.voorbeeld, 14),
]


def exporteer_dashboard(
    soort: str,
    *,
    overzicht: Overzicht,
    lijsten: Lijsten,
    besluiten: Besluiten,
    groepen: Iterable[Groep],
    wijzigingen: Iterable[Wijziging],
    sinds: date,
) -> HttpResponseBase:
    """Answer with everything that the dashboard tells as a CSV or Excel file."""
    rijen = [
        *_standen(overzicht),
        *_acties("Bijsturen en aandacht", lijsten.bijsturen, lambda actie: actie.sinds),
        *_besluiten(besluiten),
        *_focus(besluiten),
        *_doelen(groepen),
        *_geld(overzicht),
        *_nieuw(wijzigingen, sinds),
        *_acties("Oude stand", lijsten.oud, lambda actie: actie.stand_op),
    ]
    return exporteer(soort, "dashboard", KOLOMMEN, rijen)


def _standen(overzicht: Overzicht) -> Iterator[Rij]:
    for stand in (*(stand for stand, _ in overzicht.opgaven), overzicht.totaal):
        naam = stand.opgave.naam if stand.opgave else "Hele programma"
        for deel, wat, aantal in _tellingen(stand):
            yield Rij(deel=deel, opgave=naam, wat=wat, waarde=aantal, eenheid="acties")


def _tellingen(stand: Stand) -> Iterator[tuple[str, str, int]]:
    for status in Status:
        yield "Acties per status", str(status.label), stand.per_status[status]
    for koers in Koers:
        yield "Koers van lopende acties", str(koers.label), stand.per_koers[koers]
    yield "Koers van lopende acties", "Geen koers gemeld", stand.zonder_koers


def _acties(deel: str, acties: Iterable[Actie], dag: Callable[[Actie], date | None]) -> Iterator[Rij]:
    for actie in acties:
        yield Rij(
            deel=deel,
            opgave=actie.plan.opgave.naam,
            nummer=actie.nummer,
            naam=actie.titel,
            wat=actie.get_koers_display() or "Geen koers gemeld",
            datum=dag(actie),
            waarom=actie.laatste_oorzaak or "",
            maatregel=actie.laatste_maatregel or "",
            wie=actie.laatste_gemeld_als or actie.penvoerder_naam or "",
        )


def _besluiten(besluiten: Besluiten) -> Iterator[Rij]:
    for regel in (*besluiten.gevraagd, *besluiten.genomen):
        yield Rij(
            deel="Besluit gevraagd" if regel.gevraagd else "Besluit genomen",
            nummer=regel.nummer,
            naam=regel.titel,
            wat=regel.uitkomst_woord,
            datum=regel.datum if regel.datum_precisie in ("", Precisie.DAG) else None,
            waarom=regel.tekst,
            wie=regel.orgaan,
        )


def _focus(besluiten: Besluiten) -> Iterator[Rij]:
    for onderwerp in besluiten.focus:
        yield Rij(
            deel="Focus van het bestuur",
            opgave=", ".join(naam for _code, naam in onderwerp.opgaven),
            naam=onderwerp.titel,
            wat=onderwerp.stand,
            waarde=onderwerp.realisatie,
            eenheid="procent klaar",
            datum=onderwerp.tot,
        )


def _doelen(groepen: Iterable[Groep]) -> Iterator[Rij]:
    for groep in groepen:
        for regel in groep.regels:
            doel, deel_weg = regel.stand.doel, regel.deel_weg
            gebied = f", {regel.vergelijking.reeks.gebied.naam}" if regel.vergelijking else ""
            yield Rij(
                deel="Doelen",
                opgave=groep.opgave.naam,
                nummer=doel.nummer,
                naam=f"{doel.korte_naam}{gebied}",
                wat=str(zinnen.trend_woord(regel.trend)),
                waarde=None if deel_weg is None else round(deel_weg * 100, 1),
                eenheid="" if deel_weg is None else "% kloof weg",
                voorbeeld=regel.stand.voorbeeld,
            )


def _geld(overzicht: Overzicht) -> Iterator[Rij]:
    sommen = [(stand.opgave.naam, bedragen) for stand, bedragen in overzicht.opgaven]
    for naam, bedragen in (*sommen, ("Hele programma", overzicht.geld)):
        for wat, euro in (
            ("Begroot", bedragen.begroot),
            ("Toegezegd", bedragen.toegezegd),
            ("Besteed", bedragen.besteed),
            ("Niet gedekt", bedragen.ongedekt),
        ):
            voorbeeld = bool(bedragen.voorbeelden)
            yield Rij(deel="Geld", opgave=naam, wat=wat, waarde=euro, eenheid="euro", voorbeeld=voorbeeld)


def _nieuw(wijzigingen: Iterable[Wijziging], sinds: date) -> Iterator[Rij]:
    deel = f"Nieuw sinds {toon_datum(sinds)}"
    for wijziging in wijzigingen:
        yield Rij(
            deel=deel,
            nummer=wijziging.nummer,
            naam=wijziging.titel,
            wat=wijziging.zin,
            datum=wijziging.op,
            wie=wijziging.wie,
        )
