"""Reading a file that somebody brings: CSV in any usual encoding, or Excel. What it is follows from its content."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

from monitor.importeren.excel import lees_excel
from monitor.importeren.tabel import MAX_BYTES, TE_VEEL_BYTES, Gebiedenlijst, LeesFout, Tabel, lees_rijen, tel_mee

SCHEIDINGSTEKENS = (";", "\t", "|", ",")
TEKSTEN = frozenset({".csv", ".txt", ".tsv"})


def lees(
    bestand: BinaryIO, *, naam: str, gebieden: Gebiedenlijst, bij_deel: Callable[[float], None] | None = None
) -> Tabel:
    """Read a file of at most `MAX_BYTES`. `naam` is only looked at, never opened.

    `bij_deel` hears now and then which part of the file was read, from 0 to 1; what it raises ends the reading.
    Raises LeesFout, with one sentence that says what is wrong and what to do.
    """
    inhoud = bestand.read(MAX_BYTES + 1)
    if len(inhoud) > MAX_BYTES:
        raise LeesFout(TE_VEEL_BYTES)
    if not inhoud.strip():
        raise LeesFout("Dit bestand is leeg.")
    _keur_soort(inhoud, PurePath(naam).suffix.lower())
    if inhoud.startswith(b"PK\x03\x04"):
        tabel = lees_excel(inhoud, gebieden=gebieden, bij_deel=bij_deel)
    else:
        tekst = ontcijfer(inhoud)
        rijen = tel_mee(_csv_rijen(tekst), tekst.count("\n"), bij_deel)
        tabel = lees_rijen(rijen, soort="csv", gebieden=gebieden)
    if not tabel.aantal_rijen:
        raise LeesFout(
            "Wij vinden in dit bestand geen rijen over een gebied. Er staat alleen een kop in, of geen gebied."
        )
    return tabel


def _keur_soort(inhoud: bytes, uitgang: str) -> None:
    """Refuse what is no CSV or Excel, and a name that says something else than the content."""
    if inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        raise LeesFout(
            "Dit is een oud Excel-bestand of een met een wachtwoord. Sla het op als gewone werkmap (.xlsx)."
        )
    if uitgang == ".xlsm":
        raise LeesFout("Een werkmap met macro's lezen wij niet. Sla hem op als gewone werkmap (.xlsx).")
    if uitgang not in TEKSTEN | {".xlsx"}:
        raise LeesFout("Wij lezen alleen CSV (.csv) en Excel (.xlsx).")
    is_zip = inhoud.startswith(b"PK\x03\x04")
    if is_zip != (uitgang == ".xlsx"):
        wat = "een Excel-bestand of een zip" if is_zip else "geen Excel-bestand"
        raise LeesFout(f"De naam eindigt op {uitgang}, maar de inhoud is {wat}. Sla het bestand opnieuw op.")


def ontcijfer(inhoud: bytes) -> str:
    """Turn bytes into text: UTF-16 and UTF-8 by their mark, else UTF-8, else the code page of Windows."""
    try:
        if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
            tekst = inhoud.decode("utf-16")
        else:
            try:
                tekst = inhoud.decode("utf-8-sig")
            except UnicodeDecodeError:
                tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError as fout:
        raise LeesFout("De tekens in dit bestand zijn niet te lezen. Sla het op als CSV UTF-8.") from fout
    if "\0" in tekst:
        raise LeesFout("Dit is geen tekstbestand: er staan tekens in die daar niet horen. Sla het op als CSV UTF-8.")
    return tekst


def _csv_rijen(tekst: str):
    if tekst[:4].lower() == "sep=":
        tekst = tekst.partition("\n")[2]
    teken = scheidingsteken(tekst)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken)
    try:
        yield from lezer
    except csv.Error as fout:
        raise LeesFout(
            f"Bij regel {lezer.line_num} kunnen wij dit bestand niet lezen. Staat daar een aanhalingsteken te veel?"
        ) from fout


def scheidingsteken(tekst: str) -> str:
    """The sign between cells: the first that cuts most of the beginning of the file into equally many cells."""
    begin = tekst[:100_000]
    regels = begin.splitlines()[:60]
    if len(begin) < len(tekst) and len(regels) > 1 and len(regels) < 60:
        regels.pop()
    beste, hoogste = "", 0
    for teken in SCHEIDINGSTEKENS:
        try:
            breedtes = Counter(len(rij) for rij in csv.reader(regels, delimiter=teken) if len(rij) > 1)
        except csv.Error:
            continue
        aantal = max(breedtes.values(), default=0)
        if aantal > hoogste:
            beste, hoogste = teken, aantal
    if not beste:
        raise LeesFout("Dit bestand heeft maar 1 kolom. Sla het op als CSV met een puntkomma tussen de kolommen.")
    return beste
