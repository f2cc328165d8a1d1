"""From a frozen snapshot to the printed book. Pure: the same snapshot gives the same file, without a database.

Which book, the snapshot says itself: `soort` is that of its Publicatie.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from monitor import pdf
from monitor.bevriezen import controlegetal
from monitor.boekstuk import Stuk
from monitor.monitorboek.boek import maak_boek as maak_monitor
from monitor.projectenboek.boek import maak_boek as maak_projectenboek
from monitor.projectenboek.kort import BLADZIJDEN, MATEN, KortBoek, maak_kort
from monitor.projectenboek.stukken import stukken as stukken_van_projectenboek


@dataclass(frozen=True)
class Vorm:
    """How one kind of snapshot becomes a book, in which parts, and the template that is put around them."""

    maak_boek: Callable
    stukken: Callable[..., Iterable[Stuk]]
    schil: str


def _heel_de_monitor(boek: Any) -> Iterator[Stuk]:
    yield Stuk("monitor", "monitor/pdf/monitor/lijf.html", {"boek": boek}, noemt_bladzijden=True)


VORMEN = {
    "projectenboek": Vorm(maak_projectenboek, stukken_van_projectenboek, "monitor/pdf/projectenboek.html"),
    "monitor": Vorm(maak_monitor, _heel_de_monitor, "monitor/pdf/monitor.html"),
}


def als_html(inhoud: dict[str, Any]) -> str:
    """The book as one HTML document; its addresses are relative to static/."""
    # An edition is Dutch and says Dutch time, whoever asks for it and wherever it is made.
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        vorm = VORMEN[inhoud["soort"]]
        boek = vorm.maak_boek(_drukbaar(inhoud), controlegetal(inhoud))
        lijf = "".join(render_to_string(stuk.sjabloon, stuk.waarden) for stuk in vorm.stukken(boek))
        return render_to_string(vorm.schil, {"boek": boek, "lijf": mark_safe(lijf)})  # noqa: S308 - made by templates


def maak_op(inhoud: dict[str, Any], *, bij_bladzijde: Callable[[int], None] | None = None) -> pdf.Opgemaakt:
    """Lay out the book of a snapshot. `bij_bladzijde` hears of each page.

    Raises pdf.ZetFout, OnbekendSchema or OnbekendeCode, each with a sentence that says why.
    """
    return pdf.maak_op(als_html(inhoud), bij_bladzijde=bij_bladzijde)


def heeft_korte_uitgave(inhoud: dict[str, Any]) -> bool:
    """Only the projectenboek has a short edition, for the council."""
    return inhoud["soort"] == "projectenboek"


def maak_kort_op(
    inhoud: dict[str, Any], *, bij_bladzijde: Callable[[int], None] | None = None
) -> tuple[pdf.Opgemaakt, KortBoek]:
    """Lay out the short edition with as much in it as fits on two pages per opgave; also return what is in it.

    Raises what `maak_op` does, and pdf.ZetFout when an opgave does not fit however little of it is told.
    """
    te_veel = ""
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        boek = maak_projectenboek(_drukbaar(inhoud), controlegetal(inhoud))
        for maat in MATEN:
            kort = maak_kort(boek, maat)
            opgemaakt = pdf.maak_op(
                render_to_string("monitor/pdf/kort.html", {"kort": kort}), bij_bladzijde=bij_bladzijde
            )
            te_veel = _past_niet(kort, opgemaakt)
            if not te_veel:
                return opgemaakt, kort
    raise pdf.ZetFout(f"De opgave {te_veel} past niet op {BLADZIJDEN} bladzijden van de korte uitgave.")


def _past_niet(kort: KortBoek, opgemaakt: pdf.Opgemaakt) -> str:
    """Name of the first opgave that has more pages than it may; empty when all fit."""
    begin = [bladzijde for _, bladzijde in opgemaakt.hoofdstukken]
    for opgave, van, tot in zip(kort.opgaven, begin, begin[1:], strict=False):
        if tot - van > BLADZIJDEN:
            return opgave.opgave.naam
    return ""


def controleer(inhoud: dict[str, Any], opgemaakt: pdf.Opgemaakt) -> None:
    """Everything that this book has a place for can be found through a bookmark; else raises pdf.ZetFout."""
    bladwijzers = "\n".join(opgemaakt.bladwijzers)
    if inhoud["soort"] == "monitor":
        nummers = [f"Doel {doel['nummer']}" for doel in inhoud["doelen"]]
    else:
        nummers = [rij["nummer"] for rij in inhoud["acties"]]
        nummers += [f"Doel {doel['nummer']}" for opgave in inhoud["opgaven"] for doel in opgave["doelen"]]
    for nummer in nummers:
        if f"\n{nummer} " not in bladwijzers:
            raise pdf.ZetFout(f"{nummer} staat niet in het boek.")


def schrijf(
    inhoud: dict[str, Any],
    opgemaakt: pdf.Opgemaakt,
    doel: Path,
    *,
    bij_bladzijde: Callable[[int], None] | None = None,
) -> None:
    """Write the book to `doel`. Raises pdf.ZetFout, and OSError when the disk refuses."""
    pdf.schrijf(opgemaakt, doel, kenmerk=controlegetal(inhoud), bij_bladzijde=bij_bladzijde)


def _drukbaar(waarde: Any) -> Any:
    """The snapshot with only characters that our letters have."""
    if isinstance(waarde, str):
        return pdf.drukbaar(waarde)
    if isinstance(waarde, dict):
        return {sleutel: _drukbaar(deel) for sleutel, deel in waarde.items()}
    return [_drukbaar(deel) for deel in waarde] if isinstance(waarde, list) else waarde
