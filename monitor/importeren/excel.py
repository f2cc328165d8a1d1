"""Reading an Excel workbook without trusting it: what it unpacks to is weighed before a byte of it is parsed."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZipInfo

from openpyxl import load_workbook

from monitor.importeren.pakket import Pakket
from monitor.importeren.tabel import MAX_KOLOMMEN, Gebiedenlijst, LeesFout, Tabel, lees_rijen, tel_mee

#: openpyxl streams the sheets, and holds everything else (texts, styles) in memory.
MAX_BLADEN = 150 * 1024 * 1024
MAX_OVERIG = 25 * 1024 * 1024
MAX_CELLEN = 4_000_000
MAX_EXCEL_RIJ = 1_048_576

KAPOT = "Dit Excel-bestand is beschadigd. Open het in Excel en sla het opnieuw op als gewone werkmap (.xlsx)."
TE_GROOT = "Dit Excel-bestand is uitgepakt te groot. Haal bladen en kolommen weg die u niet nodig hebt."


def _past(delen: list[ZipInfo]) -> bool:
    bladen = sum(deel.file_size for deel in delen if deel.filename.startswith("xl/worksheets/"))
    return bladen <= MAX_BLADEN and sum(deel.file_size for deel in delen) - bladen <= MAX_OVERIG


EXCEL = Pakket(
    hoort=lambda namen: "[content_types].xml" in namen and any(naam.startswith("xl/workbook") for naam in namen),
    past=_past,
    macros="Een werkmap met macro's lezen wij niet. Sla hem op als gewone werkmap (.xlsx).",
    iets_anders="Dit is een zip-bestand, maar geen Excel-bestand. Pak het uit en kies het bestand zelf.",
    te_groot=TE_GROOT,
    kapot=KAPOT,
)


def lees_excel(inhoud: bytes, *, gebieden: Gebiedenlijst, bij_deel: Callable[[float], None] | None = None) -> Tabel:
    """Read the first visible sheet that has rows about areas; formulas count as the value that Excel kept.

    `bij_deel` hears which part of a sheet was read, from 0 to 1, as far as the sheet says how long it is.
    Raises LeesFout.
    """
    EXCEL.weeg(inhoud)
    try:
        boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True, keep_links=False)
    except Exception as fout:  # openpyxl raises whatever the broken part makes it stumble over
        raise LeesFout(KAPOT) from fout
    fouten = []
    try:
        for blad in boek.worksheets:
            if blad.sheet_state != "visible":
                continue
            try:
                rijen = tel_mee(_rijen(blad), _lengte(blad), bij_deel)
                tabel = lees_rijen(rijen, soort="excel", gebieden=gebieden, blad=blad.title[:80])
            except LeesFout as fout:
                fouten.append(fout)
                if str(fout) in (TE_GROOT, KAPOT):
                    raise
                continue
            if tabel.rijen:
                return tabel
            fouten.append(tabel)
    finally:
        boek.close()
    return _wat_er_wel_was(fouten)


def _wat_er_wel_was(gelezen: list) -> Tabel:
    """The first sheet that could be read, of those without a row about the programme; else what was wrong."""
    for uitkomst in gelezen:
        if isinstance(uitkomst, Tabel) and uitkomst.aantal_rijen:
            return uitkomst
    for uitkomst in gelezen:
        if isinstance(uitkomst, LeesFout):
            raise uitkomst
    raise LeesFout("In dit Excel-bestand vinden wij geen rijen over een gebied.")


def _lengte(blad) -> int:
    """How many rows the sheet says it has; only good for telling how far the reading is."""
    return blad.max_row if isinstance(blad.max_row, int) else MAX_EXCEL_RIJ


def _rijen(blad) -> Iterator[list[str]]:
    # What a sheet says about its own size may be wrong, and costs nothing to forget.
    blad.reset_dimensions()
    cellen = 0
    rijen = blad.iter_rows()
    for nummer in range(MAX_EXCEL_RIJ + 1):
        try:
            rij = next(rijen, None)
        except Exception as fout:  # see lees_excel
            raise LeesFout(KAPOT) from fout
        if rij is None:
            return
        cellen += len(rij)
        if cellen > MAX_CELLEN or nummer == MAX_EXCEL_RIJ or len(rij) > 4 * MAX_KOLOMMEN:
            raise LeesFout(TE_GROOT)
        yield [_tekst(cel) for cel in rij]


def _tekst(cel) -> str:
    """A cell as a Dutch reader would type it: 12,5 for a number and for a cell that shows 12,5%."""
    waarde = cel.value
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "waar" if waarde else "onwaar"
    if isinstance(waarde, datetime | date):
        return waarde.strftime("%Y-%m-%d")
    if isinstance(waarde, int | float):
        getal = Decimal(repr(waarde))
        if not getal.is_finite():
            return str(waarde)
        if "%" in (cel.number_format or ""):
            getal *= 100
        # Nothing here is measured more finely; it also drops what binary fractions leave at the end.
        getal = round(getal, 6)
        tekst = f"{getal:f}"
        return (tekst.rstrip("0").rstrip(".") if "." in tekst else tekst).replace(".", ",")
    return str(waarde)
