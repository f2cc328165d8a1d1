"""Lists as CSV and Excel: named columns over any rows, made row by row so that memory does not grow with the list.

A cell that a spreadsheet would run as a formula stays text. Dates and numbers stay dates and numbers.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: Signs at the start of a cell that make a spreadsheet read it as a formula or as the start of a new cell.
FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Longest text that a cell of Excel can hold.
MAX_CEL = 32_767
#: What Excel calls a date without a time, in the order of the Netherlands.
DATUMVORM = "DD-MM-YYYY"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: its heading, the value that it takes from a row, and its width in Excel, in characters."""

    kop: str
    waarde: Callable[[Any], Any]
    breedte: int = 18


def exporteer(soort: str, naam: str, kolommen: Sequence[Kolom], rijen: Iterable) -> HttpResponseBase:
    """Answer with `rijen` as a download "naam-jjjj-mm-dd.soort"; KeyError when `soort` is not in `SOORTEN`."""
    return SOORTEN[soort](f"{naam}-{timezone.localdate():%Y-%m-%d}.{soort}", kolommen, rijen)


def veilig(tekst: str) -> str:
    """The text with an apostrophe in front when a spreadsheet would read it as a formula."""
    return f"'{tekst}" if tekst.startswith(FORMULETEKENS) else tekst


# CSV ------------------------------------------------------------------------------------------------------


class _Doorgeefluik:
    """The part of a file that csv needs: hands back each line that is written."""

    def write(self, regel: str) -> str:
        return regel


def als_csv(bestandsnaam: str, kolommen: Sequence[Kolom], rijen: Iterable) -> StreamingHttpResponse:
    """CSV as Dutch Excel opens it without questions: UTF-8 with a mark in front, semicolons, decimal comma."""
    return StreamingHttpResponse(
        csv_regels(kolommen, rijen),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{bestandsnaam}"'},
    )


def csv_regels(kolommen: Sequence[Kolom], rijen: Iterable) -> Iterator[str]:
    """The lines of the file, one by one; the first carries the byte order mark."""
    schrijver = csv.writer(_Doorgeefluik(), delimiter=";")
    yield "\ufeff" + schrijver.writerow([veilig(str(kolom.kop)) for kolom in kolommen])
    for rij in rijen:
        yield schrijver.writerow([_csv_waarde(kolom.waarde(rij)) for kolom in kolommen])


def _csv_waarde(waarde: Any) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        return timezone.localtime(waarde).strftime("%Y-%m-%d %H:%M")
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal | float):
        return str(waarde).replace(".", ",")
    if isinstance(waarde, int):
        return str(waarde)
    return veilig(str(waarde).replace("\0", ""))


# Excel ----------------------------------------------------------------------------------------------------


def als_xlsx(bestandsnaam: str, kolommen: Sequence[Kolom], rijen: Iterable) -> FileResponse:
    """An Excel file with a bold heading that stays in view, a filter on every column, and real dates."""
    boek = Workbook(write_only=True)
    blad = boek.create_sheet(title=bestandsnaam.split("-")[0][:31].capitalize())
    blad.freeze_panes = "A2"
    for nummer, kolom in enumerate(kolommen, start=1):
        blad.column_dimensions[get_column_letter(nummer)].width = kolom.breedte
    blad.append([_cel(blad, str(kolom.kop), font=Font(bold=True)) for kolom in kolommen])
    aantal = 1
    for aantal, rij in enumerate(rijen, start=2):  # noqa: B007 the last number is needed after the loop
        blad.append([_cel(blad, kolom.waarde(rij)) for kolom in kolommen])
    blad.auto_filter.ref = f"A1:{get_column_letter(len(kolommen))}{aantal}"
    bestand = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    boek.save(bestand)
    bestand.seek(0)
    return FileResponse(bestand, as_attachment=True, filename=bestandsnaam, content_type=XLSX)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOVEN = Alignment(vertical="top", wrap_text=True)


def _cel(blad, waarde: Any, font: Font | None = None) -> Cell | None:
    if waarde is None or waarde == "":
        return None
    if isinstance(waarde, bool):
        waarde = "ja" if waarde else "nee"
    elif isinstance(waarde, datetime):
        waarde = timezone.localtime(waarde).replace(tzinfo=None)
    elif not isinstance(waarde, date | int | float | Decimal):
        return _tekstcel(blad, str(waarde), font)
    cel = WriteOnlyCell(blad, waarde)
    cel.alignment = _BOVEN
    if isinstance(waarde, date) and not isinstance(waarde, datetime):
        cel.number_format = DATUMVORM
    return cel


def _tekstcel(blad, tekst: str, font: Font | None) -> Cell:
    tekst = ILLEGAL_CHARACTERS_RE.sub("", tekst)[:MAX_CEL]
    cel = WriteOnlyCell(blad, tekst)
    # Whatever it starts with it is text, also after someone opened the cell and left it again.
    cel.data_type = "s"
    cel.quotePrefix = tekst.startswith(FORMULETEKENS)
    cel.alignment = _BOVEN
    if font:
        cel.font = font
    return cel


#: The kinds of file that a list can be saved as, by the end of their name.
SOORTEN: dict[str, Callable[[str, Sequence[Kolom], Iterable], HttpResponseBase]] = {
    "csv": als_csv,
    "xlsx": als_xlsx,
}
