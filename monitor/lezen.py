"""An edition to read on the web: the words of its book, from the same snapshot, on pages that stay light. Pure.

The parts are those of the print (`stukken`), with the templates of the print; only the cover is left out. A link to
another part leads to the page that this part is on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from monitor.boekstuk import Stuk
from monitor.monitorboek.boek import Boek as Monitor
from monitor.monitorboek.boek import maak_boek as maak_monitor
from monitor.projectenboek.boek import Boek as Projectenboek
from monitor.projectenboek.boek import maak_boek as maak_projectenboek
from monitor.projectenboek.stukken import stukken

Rij = dict[str, Any]

#: Goes up when the same snapshot becomes other pages: those of before are kept for a while.
VERSIE = 2

#: At most this many acties on a page. A doel that has more is divided.
PER_BLAD = 60

_LINK = re.compile(r'href="#([\w.-]+)"')

#: Tables of four columns and more. On a phone they move sideways in a box of their own; those of two or three fit.
_BREDE_TABEL = re.compile(
    r'<table class="(?:standtabel|aspecten|risicos|prestatielijst|partnertabel|wijzigingen)\b.*?</table>', re.DOTALL
)
_BIJSCHRIFT = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_KOP = re.compile(r"<h[2-4]\b[^>]*>(.*?)</h[2-4]>", re.DOTALL)


@dataclass
class Blad:
    """One page: its address (empty for the first), its name, and the parts on it."""

    sleutel: str
    naam: str
    stukken: list[Stuk]
    css: str = ""
    #: Heading of a page that goes on where the one before ended; the others have one of their own.
    kop: str = ""
    #: What links may point at.
    ankers: set[str] = field(default_factory=set)


def maak_bladen(inhoud: Rij, controlegetal: str) -> list[Blad]:
    """The pages in the order of the book. Raises OnbekendSchema or OnbekendeCode."""
    if inhoud["soort"] == "monitor":
        return list(_van_monitor(maak_monitor(inhoud, controlegetal)))
    return list(_van_projectenboek(maak_projectenboek(inhoud, controlegetal)))


def toon_blad(bladen: list[Blad], blad: Blad, begin: str) -> SafeString:
    """The HTML of one of these pages; `begin` is the address of the first."""
    adres = {
        anker: begin + (f"{ander.sleutel}/" if ander.sleutel else "") for ander in bladen for anker in ander.ankers
    }

    def leid(vondst: re.Match) -> str:
        anker = vondst[1]
        elders = anker in adres and anker not in blad.ankers
        return f'href="{adres[anker]}#{anker}"' if elders else vondst[0]

    # An edition is Dutch and says Dutch time, whoever reads it.
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        html = "".join(_toon(stuk) for stuk in blad.stukken)
    return mark_safe(_BREDE_TABEL.sub(_in_een_vak, _LINK.sub(leid, html)))  # noqa: S308 - made by templates


def _in_een_vak(tabel: re.Match) -> str:
    """The table in a box that can be moved with the keyboard as well, named by its caption or the heading above it."""
    bijschrift = _BIJSCHRIFT.search(tabel[0])
    naam = bijschrift[1] if bijschrift else _KOP.findall(tabel.string[: tabel.start()])[-1]
    naam = " ".join(strip_tags(naam).split())
    return f'<div class="svn-boek-tabelvak" role="group" tabindex="0" aria-label="{naam}">{tabel[0]}</div>'


def _toon(stuk: Stuk) -> str:
    schil = "monitor/lezen/zonder_duizendpunt.html" if isinstance(stuk.waarden.get("boek"), Monitor) else stuk.sjabloon
    return render_to_string(schil, {**stuk.waarden, "web": True, "sjabloon": stuk.sjabloon})


def _van_projectenboek(boek: Projectenboek) -> Iterator[Blad]:
    alles = {"boek": boek}
    voorin = [Stuk(naam, f"monitor/pdf/{naam}.html", alles) for naam in ("in_het_kort", "inhoud")]
    yield Blad("", "In het kort", voorin, ankers={"kort", "leeswijzer", "inhoud"})
    # Without the first: cover, contents and summary of the print.
    rondom = [stuk for stuk in stukken(boek) if "opgave" not in stuk.waarden][1:]
    if boek.verschillen:
        yield _hoofdstuk(rondom.pop(0))
    van_opgaven = (stuk for stuk in stukken(boek, PER_BLAD) if "opgave" in stuk.waarden)
    for _, delen in groupby(van_opgaven, key=lambda stuk: stuk.waarden["opgave"].anker):
        yield from _opgavebladen(list(delen))
    yield from map(_hoofdstuk, rondom)


def _hoofdstuk(stuk: Stuk) -> Blad:
    sleutel = stuk.sjabloon.removeprefix("monitor/pdf/").removesuffix(".html")
    return Blad(sleutel, stuk.naam, [stuk], ankers={sleutel})


def _opgavebladen(delen: list[Stuk]) -> Iterator[Blad]:
    """The parts of one opgave on as many pages as it takes."""
    opgave = delen[0].waarden["opgave"]
    for nummer, groep in enumerate(_verdeel(delen), start=1):
        groepen = [deel for stuk in groep for deel in stuk.waarden.get("groepen", [])]
        ankers = {deel.anker for deel in groepen if not deel.vervolg}
        ankers |= {kaart.anker for deel in groepen for kaart in deel.kaarten}
        if nummer == 1:
            yield Blad(opgave.anker, opgave.naam, groep, opgave.css, ankers={*ankers, opgave.anker})
        else:
            sleutel, naam = f"{opgave.anker}-{nummer}", f"{opgave.naam}, deel {nummer}"
            yield Blad(sleutel, naam, _met_koppen(groep), opgave.css, naam, ankers)


def _verdeel(delen: list[Stuk]) -> Iterator[list[Stuk]]:
    groep: list[Stuk] = []
    vol = 0
    for stuk in delen:
        kaarten = sum(len(deel.kaarten) for deel in stuk.waarden.get("groepen", []))
        if groep and vol + kaarten > PER_BLAD:
            yield groep
            groep, vol = [], 0
        groep.append(stuk)
        vol += kaarten
    yield groep


def _met_koppen(groep: list[Stuk]) -> list[Stuk]:
    """A doel that goes on from the page before says its name again."""
    return [
        replace(
            stuk, waarden={**stuk.waarden, "groepen": [replace(d, vervolg=False) for d in stuk.waarden["groepen"]]}
        )
        for stuk in groep
    ]


def _van_monitor(boek: Monitor) -> Iterator[Blad]:
    alles = {"boek": boek}

    def stuk(naam: str, **waarden: Any) -> Stuk:
        return Stuk(naam, f"monitor/pdf/monitor/{naam}.html", {**alles, **waarden})

    voorin = [stuk(naam) for naam in ("in_het_kort", "leeswijzer", "inhoud")]
    yield Blad("", "In het kort", voorin, ankers={"kort", "leeswijzer", "inhoud"})
    if boek.verschillen:
        yield Blad("verschillen", "Wat er veranderde", [stuk("verschillen")], ankers={"verschillen"})
    for opgave in boek.opgaven:
        ankers = {opgave.anker, *(doel.anker for doel in opgave.doelen)}
        yield Blad(opgave.anker, opgave.naam, [stuk("opgave", opgave=opgave)], opgave.css, ankers=ankers)
    yield Blad("colofon", "Colofon", [stuk("colofon")], ankers={"colofon"})
