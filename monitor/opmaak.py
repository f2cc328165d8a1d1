"""From a frozen snapshot to the printed book. Pure: the same snapshot gives the same file, without a database.

Which book, the snapshot says itself: `soort` is that of its Publicatie.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from monitor.bevriezen import controlegetal
from monitor.boekstuk import Stuk
from monitor.monitorboek.boek import maak_boek as maak_monitor
from monitor.projectenboek.boek import maak_boek as maak_projectenboek
from monitor.projectenboek.kort import BLADZIJDEN, MATEN, KortBoek, maak_kort
from monitor.projectenboek.stukken import stukken as stukken_van_projectenboek
from monitor.zetten import samenstel
from monitor.zetten.basis import ZetFout
from monitor.zetten.heel import Elders, Heel, Hier
from monitor.zetten.tekens import drukbaar_in

if TYPE_CHECKING:
    from monitor import pdf


@dataclass(frozen=True)
class Vorm:
    """How one kind of snapshot becomes a book, in which parts, and the template that is put around them."""

    maak_boek: Callable
    stukken: Callable[..., Iterable[Stuk]]
    schil: str
    stijlbladen: tuple[str, ...]


def _heel_de_monitor(boek: Any) -> Iterator[Stuk]:
    yield Stuk("monitor", "monitor/pdf/monitor/lijf.html", {"boek": boek}, noemt_bladzijden=True)


#: At most this many acties in a part.
PER_DEEL = 25

#: Hears which share of a step is done, and where it is, in words.
Meld = Callable[[float, str], None]

VORMEN = {
    "projectenboek": Vorm(
        maak_projectenboek, stukken_van_projectenboek, "monitor/pdf/projectenboek.html", ("css/pdf.css",)
    ),
    "monitor": Vorm(
        maak_monitor, _heel_de_monitor, "monitor/pdf/monitor.html", ("css/pdf.css", "css/pdf-monitor.css")
    ),
}


def als_html(inhoud: dict[str, Any]) -> str:
    """The book as one HTML document; its addresses are relative to static/."""
    with in_het_nederlands():
        vorm, boek = _boek(inhoud)
        return _heel(vorm, boek, vorm.stukken(boek), vorm.stijlbladen)


def als_delen(inhoud: dict[str, Any]) -> tuple[list[samenstel.Deel], str]:
    """The book as HTML documents that are laid out one by one, without styles, and the words for the foot."""
    with in_het_nederlands():
        vorm, boek = _boek(inhoud)
        delen = []
        for stuk in vorm.stukken(boek, PER_DEEL):
            # Only the first says what the book is called: the others stay what they are in the next edition.
            html = _stuk(stuk) if delen else _heel(vorm, boek, [stuk], ())
            delen.append(samenstel.Deel(stuk.naam, html, stuk.noemt_bladzijden))
        return delen, boek.voettekst


def gaat_in_delen(inhoud: dict[str, Any]) -> bool:
    """Large enough to be laid out in parts."""
    return inhoud["soort"] == "projectenboek" and len(inhoud["acties"]) >= settings.ZET_IN_DELEN_VANAF


def maak_op(inhoud: dict[str, Any], *, meld: Meld | None = None) -> "pdf.Opgemaakt | samenstel.Samengesteld":
    """Lay out the book of a snapshot.

    Raises ZetFout, OnbekendSchema or OnbekendeCode, each with a sentence that says why, and OSError.
    """
    if gaat_in_delen(inhoud):
        delen, voettekst = als_delen(inhoud)
        stijlbladen = [*VORMEN[inhoud["soort"]].stijlbladen, "css/pdf-stuk.css"]
        return samenstel.maak_op(delen, stijlbladen, voettekst=voettekst, meld=meld or _stil)
    from monitor import pdf  # WeasyPrint is heavy, and who has parts laid out by others needs none

    return pdf.maak_op(als_html(inhoud), bij_bladzijde=_per_bladzijde(meld, _verwacht(inhoud)))


def heeft_korte_uitgave(inhoud: dict[str, Any]) -> bool:
    """Only the projectenboek has a short edition, for the council."""
    return inhoud["soort"] == "projectenboek"


@dataclass(frozen=True)
class KorteUitgave:
    """A short edition that was written."""

    kort: KortBoek
    heel: Heel


def schrijf_kort(inhoud: dict[str, Any], doel: Path, *, nog_gewenst: Callable[[], None] | None = None) -> KorteUitgave:
    """Write the short edition to `doel`, with as much in it as fits on two pages per opgave; return what is in it.

    `nog_gewenst` is called now and then; what it raises ends the work. Raises what `maak_op` does, and ZetFout when
    an opgave does not fit however little of it is told.
    """
    te_veel = ""
    # Who has its book laid out by others has this done by another as well: of many acties it takes much memory.
    zetter = Elders if gaat_in_delen(inhoud) else Hier
    with in_het_nederlands(), zetter(nog_gewenst or _niets) as zet:
        _, boek = _boek(inhoud)
        for maat in MATEN:
            kort = maak_kort(boek, maat)
            heel = zet.maak_op(render_to_string("monitor/pdf/kort.html", {"kort": kort}))
            te_veel = _past_niet(kort, heel)
            if not te_veel:
                zet.schrijf(doel, kenmerk=controlegetal(inhoud))
                return KorteUitgave(kort, heel)
    raise ZetFout(f"De opgave {te_veel} past niet op {BLADZIJDEN} bladzijden van de korte uitgave.")


def _past_niet(kort: KortBoek, heel: Heel) -> str:
    """Name of the first opgave that has more pages than it may; empty when all fit."""
    begin = [bladzijde for _, bladzijde in heel.hoofdstukken]
    for opgave, van, tot in zip(kort.opgaven, begin, begin[1:], strict=False):
        if tot - van > BLADZIJDEN:
            return opgave.opgave.naam
    return ""


def controleer(inhoud: dict[str, Any], opgemaakt: "pdf.Opgemaakt | samenstel.Samengesteld") -> None:
    """Everything that this book has a place for can be found through a bookmark; else raises ZetFout."""
    bladwijzers = "\n".join(opgemaakt.bladwijzers)
    if inhoud["soort"] == "monitor":
        nummers = [f"Doel {doel['nummer']}" for doel in inhoud["doelen"]]
    else:
        nummers = [rij["nummer"] for rij in inhoud["acties"]]
        nummers += [f"Doel {doel['nummer']}" for opgave in inhoud["opgaven"] for doel in opgave["doelen"]]
    for nummer in nummers:
        if f"\n{nummer} " not in bladwijzers:
            raise ZetFout(f"{nummer} staat niet in het boek.")


def schrijf(
    inhoud: dict[str, Any],
    opgemaakt: "pdf.Opgemaakt | samenstel.Samengesteld",
    doel: Path,
    *,
    meld: Meld | None = None,
) -> None:
    """Write the book to `doel`. Raises ZetFout, and OSError when the disk refuses."""
    if isinstance(opgemaakt, samenstel.Samengesteld):
        samenstel.schrijf(opgemaakt, doel, meld=meld or _stil)
    else:
        from monitor import pdf

        bij_bladzijde = _per_bladzijde(meld, opgemaakt.bladzijden)
        pdf.schrijf(opgemaakt, doel, kenmerk=controlegetal(inhoud), bij_bladzijde=bij_bladzijde)


def _verwacht(inhoud: dict[str, Any]) -> float:
    """About how many pages the book will have."""
    return 9 + len(inhoud["doelen"]) * 1.6 if "doelen" in inhoud else 8 + len(inhoud["acties"]) * 0.6


def _per_bladzijde(meld: Meld | None, verwacht: float) -> Callable[[int], None] | None:
    if meld is None:
        return None
    return lambda nummer: meld(min(nummer / verwacht, 1), f"bladzijde {nummer}")


def _stil(deel: float, waar: str) -> None:
    """Nobody listens."""


def _niets() -> None:
    """Nobody stops it."""


@contextmanager
def in_het_nederlands() -> Iterator[None]:
    """An edition is Dutch and says Dutch time, whoever asks for it and wherever it is made."""
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        yield


def _boek(inhoud: dict[str, Any]) -> tuple[Vorm, Any]:
    vorm = VORMEN[inhoud["soort"]]
    return vorm, vorm.maak_boek(drukbaar_in(inhoud), controlegetal(inhoud))


def _heel(vorm: Vorm, boek: Any, stukken: Iterable[Stuk], stijlbladen: Iterable[str]) -> str:
    """Parts in one HTML document that says what book it is."""
    lijf = "".join(render_to_string(stuk.sjabloon, stuk.waarden) for stuk in stukken)
    waarden = {"boek": boek, "stijlbladen": stijlbladen, "lijf": mark_safe(lijf)}  # noqa: S308 - made by templates
    return render_to_string(vorm.schil, waarden)


def _stuk(stuk: Stuk) -> str:
    lijf = render_to_string(stuk.sjabloon, stuk.waarden)
    return render_to_string("monitor/pdf/stuk.html", {"stuk": stuk, "lijf": mark_safe(lijf)})  # noqa: S308 - idem
