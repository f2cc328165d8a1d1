"""From a frozen snapshot to the printed book. Pure: the same snapshot gives the same file, without a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from monitor import pdf
from monitor.projectenboek.boek import maak_boek
from monitor.projectenboek.snapshot import controlegetal


def als_html(inhoud: dict[str, Any]) -> str:
    """The book as one HTML document; its addresses are relative to static/."""
    # An edition is Dutch and says Dutch time, whoever asks for it and wherever it is made.
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        boek = maak_boek(_drukbaar(inhoud), controlegetal(inhoud))
        return render_to_string("monitor/pdf/projectenboek.html", {"boek": boek})


def maak_op(inhoud: dict[str, Any], *, bij_bladzijde: Callable[[int], None] | None = None) -> pdf.Opgemaakt:
    """Lay out the book of a snapshot. `bij_bladzijde` hears of each page.

    Raises pdf.ZetFout, OnbekendSchema or OnbekendeCode, each with a sentence that says why.
    """
    return pdf.maak_op(als_html(inhoud), bij_bladzijde=bij_bladzijde)


def controleer(inhoud: dict[str, Any], opgemaakt: pdf.Opgemaakt) -> None:
    """Every doel and every actie of the snapshot can be found through a bookmark; else raises pdf.ZetFout."""
    bladwijzers = "\n".join(opgemaakt.bladwijzers)
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
