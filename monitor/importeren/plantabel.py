"""Reading the tables of a plan from what somebody brings: Word, Excel, CSV, or text with tabs between the cells."""

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from docx import Document
from docx.table import Table
from openpyxl import load_workbook

from acties.planimport.regels import Gelezen, Lijn, lees_tabellen
from monitor.importeren.excel import EXCEL, KAPOT
from monitor.importeren.lezen import ontcijfer, scheidingsteken
from monitor.importeren.pakket import Pakket
from monitor.importeren.tabel import MAX_BYTES, TE_VEEL_BYTES, LeesFout
from opgaven.models import Uitvoeringsplan

MAX_LIJNEN, MAX_CEL, MAX_WORD = 20_000, 20_000, 50 * 1024 * 1024
SOORTEN = (".docx", ".xlsx", ".csv", ".txt", ".tsv", ".md")
KAPOTTE_WORD = "Dit Word-bestand is beschadigd. Open het in Word en sla het opnieuw op als gewoon document (.docx)."
WORD = Pakket(
    hoort=lambda namen: "word/document.xml" in namen,
    past=lambda delen: sum(deel.file_size for deel in delen) <= MAX_WORD,
    macros="Een document met macro's lezen wij niet. Sla het op als gewoon document (.docx).",
    iets_anders="Dit is een zip-bestand, maar geen Word-bestand.",
    te_groot="Dit Word-bestand is uitgepakt te groot. Haal afbeeldingen weg die u niet nodig hebt.",
    kapot=KAPOTTE_WORD,
)
_BLOK = re.compile(r"</(?:p|li|ul|ol|div|h\d)>|<br\s*/?>", re.IGNORECASE)
_PUNT = re.compile(r"<li[^>]*>", re.IGNORECASE)
_OPMAAK = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


class PlanFout(LeesFout):
    """The plan is not named, does not exist, or is another than the file says. `slugs` are those there are."""

    def __init__(self, zin: str, slugs: list[str]):
        super().__init__(zin)
        self.slugs = slugs


def lees_plan(bestand: BinaryIO, *, naam: str, slug: str | None) -> Gelezen:
    """The rows of the plan tables in a file; `slug` names the plan where the file does not. Raises LeesFout."""
    plannen = list(Uitvoeringsplan.objects.select_related("opgave"))
    slugs = [plan.slug for plan in plannen]
    gekozen = next((plan for plan in plannen if plan.slug == slug), None)
    if slug and gekozen is None:
        raise PlanFout(f"Het plan “{slug}” bestaat niet.", slugs)
    gelezen = lees_tabellen(lees_lijnen(bestand, naam=naam), plannen, gekozen)
    if anders := {rij.plan.naam for rij in gelezen.rijen if gekozen and rij.plan != gekozen}:
        raise PlanFout(f"Het bestand noemt zelf het plan van de tabel: {', '.join(anders)}. Kies er dan geen.", slugs)
    if not gelezen.rijen and gelezen.andere:
        raise PlanFout("Het bestand zegt niet bij welk plan de tabel hoort. Kies het plan.", slugs)
    if not gelezen.rijen:
        raise LeesFout("Wij vinden in dit bestand geen tabel met de kolommen Activiteit, Resultaat en Status.")
    return gelezen


def lees_lijnen(bestand: BinaryIO, *, naam: str) -> list[Lijn]:
    """The lines of the file in their order. `naam` is only looked at. Raises LeesFout with one Dutch sentence."""
    inhoud = bestand.read(MAX_BYTES + 1)
    if len(inhoud) > MAX_BYTES:
        raise LeesFout(TE_VEEL_BYTES)
    if not inhoud.strip():
        raise LeesFout("Dit bestand is leeg.")
    soort = PurePath(naam).suffix.lower()
    if soort not in SOORTEN:
        raise LeesFout("Wij lezen alleen Word (.docx), Excel (.xlsx), CSV (.csv) en tekst (.txt, .tsv, .md).")
    if inhoud.startswith(b"PK\x03\x04") != (soort in (".docx", ".xlsx")):
        raise LeesFout(f"De naam eindigt op {soort}, maar de inhoud is iets anders. Sla het bestand opnieuw op.")
    lezer = {".docx": _uit_word, ".xlsx": _uit_excel, ".csv": _uit_csv}.get(soort, _uit_tekst)
    lijnen = []
    for lijn in lezer(inhoud):
        if len(lijnen) == MAX_LIJNEN or any(len(cel) > MAX_CEL for cel in lijn.cellen):
            raise LeesFout(f"Bij {lijn.plek} is dit bestand te groot voor een plan. Neem alleen de tabellen over.")
        lijnen.append(lijn)
    return lijnen


def _uit_tekst(inhoud: bytes) -> Iterator[Lijn]:
    """Text as a converter writes it: a row is a line with tabs, and a cell may hold HTML."""
    for nummer, regel in enumerate(ontcijfer(inhoud).splitlines(), start=1):
        cellen = tuple(_kaal(cel) for cel in regel.split("\t"))
        kop = cellen[0].strip("#* \t") if len(cellen) == 1 else ""
        yield Lijn(f"regel {nummer}", cellen if len(cellen) > 1 else (kop,), tabel=len(cellen) > 1)


def _kaal(cel: str) -> str:
    """The text of a cell without its markup: a paragraph becomes a line."""
    zonder = _OPMAAK.sub("", _BLOK.sub("\n", _PUNT.sub("- ", cel)))
    regels = (" ".join(regel.split()) for regel in html.unescape(zonder).splitlines())
    return re.sub(r"(?m)^- -\s*", "- ", "\n".join(filter(None, regels)))


def _uit_csv(inhoud: bytes) -> Iterator[Lijn]:
    tekst = ontcijfer(inhoud)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheidingsteken(tekst))
    try:
        for rij in lezer:
            yield _rij(f"regel {lezer.line_num}", rij)
    except csv.Error as fout:
        raise LeesFout(f"Bij regel {lezer.line_num} kunnen wij dit bestand niet lezen.") from fout


def _uit_excel(inhoud: bytes) -> Iterator[Lijn]:
    EXCEL.weeg(inhoud)
    try:
        boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True, keep_links=False)
        bladen = [blad for blad in boek.worksheets if blad.sheet_state == "visible"]
        for blad in bladen:
            blad.reset_dimensions()
            yield Lijn(f"blad {blad.title[:31]}", (blad.title,))
            for nummer, rij in enumerate(blad.iter_rows(values_only=True), start=1):
                cellen = ["" if waarde is None else str(waarde) for waarde in rij]
                yield _rij(f"blad {blad.title[:31]}, rij {nummer}", cellen)
    except LeesFout:
        raise
    except Exception as fout:  # openpyxl raises whatever the broken part makes it stumble over
        raise LeesFout(KAPOT) from fout


def _rij(plek: str, rij: list[str]) -> Lijn:
    """A row; one with a single filled cell may be a heading as well as a doel: both are read from it."""
    cellen = tuple(_kaal(cel) for cel in rij)
    gevuld = [cel for cel in cellen if cel]
    if len(gevuld) == 1 and "uitvoeringsplan" in gevuld[0].casefold():
        return Lijn(plek, (gevuld[0],))
    return Lijn(plek, cellen, tabel=True)


def _uit_word(inhoud: bytes) -> Iterator[Lijn]:
    WORD.weeg(inhoud)
    try:
        document = Document(io.BytesIO(inhoud))
        tabellen = 0
        for deel in document.iter_inner_content():
            if not isinstance(deel, Table):
                if deel.text.strip():
                    yield Lijn("tekst", (" ".join(deel.text.split()),))
                continue
            tabellen += 1
            yield Lijn(f"tabel {tabellen}")
            for nummer, rij in enumerate(deel.rows, start=1):
                cellen = tuple("\n".join(filter(None, map(str.strip, c.text.splitlines()))) for c in rij.cells)
                yield Lijn(f"tabel {tabellen}, rij {nummer}", cellen, tabel=True)
    except LeesFout:
        raise
    except Exception as fout:  # python-docx raises whatever the broken part makes it stumble over
        raise LeesFout(KAPOTTE_WORD) from fout
