"""What is read from a file: a head, and the rows about areas that the programme knows."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field

from monitor.importeren.cellen import lees_cel, lees_jaar
from opgaven.models import Gebied

#: What a file may hold. The widest real one, the CBS key figures of all wijken and buurten, has about 120 columns and
#: 18,000 rows.
MAX_BYTES = 20 * 1024 * 1024
TE_VEEL_BYTES = "Dit bestand is groter dan 20 MB. Kies bij de bron minder jaren of minder gebieden."
MAX_KOLOMMEN = 500
MAX_RIJEN = 100_000
MAX_BEWAARD = 25_000
MAX_CEL = 1_000
#: How many areas without a place in the programme are named; the rest is counted.
MAX_GENOEMD = 12

_CBS_CODE = re.compile(r"(?:NL|LD|PV|CR|GM|WK|BU)\d{2,8}")
_WIJKNUMMER = re.compile(r"^(?:wijk|buurt)?\s*\d{2}\s+", re.IGNORECASE)
_BRONREGEL = re.compile(r"^(?:bron|source)\s*:?\s*(.+)$", re.IGNORECASE)
_SLOTREGEL = re.compile(r"^(?:bron\b|source\b|©|\(c\)|toelichting|verklaring)", re.IGNORECASE)


class LeesFout(Exception):
    """The file cannot be read; the message is one sentence for who brought it."""


@dataclass(frozen=True)
class Gebiedenlijst:
    """The areas of the programme, found by CBS code or by name."""

    op_sleutel: dict[str, int]

    @classmethod
    def uit_database(cls) -> "Gebiedenlijst":
        """Read the areas; one query."""
        return cls.van(Gebied.objects.all())

    @classmethod
    def van(cls, gebieden: Iterable[Gebied]) -> "Gebiedenlijst":
        lijst = {}
        for gebied in gebieden:
            for sleutel in (gebied.naam, gebied.cbs_code):
                if sleutel:
                    lijst[sleutel.casefold()] = gebied.pk
        return cls(lijst)

    def zoek(self, tekst: str) -> int | None:
        """Return the key of the area that a cell names: "WK191602  ", "De Heuvel" or "Wijk 02 De Heuvel"."""
        kaal = " ".join(tekst.split()).casefold()
        if not kaal:
            return None
        return self.op_sleutel.get(kaal) or self.op_sleutel.get(_WIJKNUMMER.sub("", kaal))


@dataclass
class Tabel:
    """A file as read. `rijen` holds (row number in the file, cells) of rows that name a known area."""

    soort: str
    kop: list[str] = field(default_factory=list)
    rijen: list[tuple[int, list[str]]] = field(default_factory=list)
    titel: str = ""
    bron: str = ""
    blad: str = ""
    #: Rows about other areas, and the names of the first of them.
    andere_gebieden: int = 0
    andere_namen: list[str] = field(default_factory=list)
    #: Titles above the head, empty rows and lines at the end.
    randregels: int = 0

    @property
    def vorm(self) -> str:
        """The shape of the head, by which the ties of columns to indicators are remembered.

        Years are left out of it: the key figures of 2024 have the columns of those of 2023.
        """
        kolommen = [re.sub(r"(?:19|20)\d{2}", "#", " ".join(naam.casefold().split())) for naam in self.kop]
        return hashlib.sha256("\x1f".join(kolommen).encode()).hexdigest()

    @property
    def aantal_rijen(self) -> int:
        return len(self.rijen) + self.andere_gebieden

    def als_json(self) -> dict:
        return asdict(self)

    @classmethod
    def uit_json(cls, gegevens: dict) -> "Tabel":
        return cls(**{**gegevens, "rijen": [(nr, cellen) for nr, cellen in gegevens["rijen"]]})

    def kolom(self, nummer: int) -> Iterator[str]:
        return (cellen[nummer] for _, cellen in self.rijen)


def lees_rijen(rijen: Iterable[list[str]], *, soort: str, gebieden: Gebiedenlijst, blad: str = "") -> Tabel:
    """Find the head and the rows in the lines of a file. Raises LeesFout when there is nothing to read.

    The head is what stands above the first row that names an area: every line there with at least two filled cells.
    """
    tabel = Tabel(soort=soort, blad=blad)
    boven: list[list[str]] = []
    namen: Counter[str] = Counter()
    for nummer, cellen in enumerate(_begrensd(rijen), start=1):
        gevuld = sum(1 for cel in cellen if cel)
        if not tabel.kop:
            if not _noemt_gebied(cellen, gevuld, gebieden):
                boven.append(cellen)
                if len(boven) <= 50:
                    continue
            _neem_kop(tabel, boven)
            if not _noemt_gebied(cellen, gevuld, gebieden):
                continue
        _neem_rij(tabel, nummer, cellen, gevuld, gebieden, namen)
    if not tabel.kop:
        _neem_kop(tabel, boven)
    tabel.andere_namen = [naam for naam, _ in namen.most_common(MAX_GENOEMD)]
    return tabel


def tel_mee(
    rijen: Iterable[list[str]], verwacht: int, bij_deel: Callable[[float], None] | None
) -> Iterator[list[str]]:
    """The same lines; tells now and then which part of the `verwacht` ones went by, from 0 to 1."""
    for nummer, rij in enumerate(rijen):
        if bij_deel and nummer % 200 == 0:
            bij_deel(min(nummer / max(verwacht, 1), 1))
        yield rij


def _begrensd(rijen: Iterable[list[str]]) -> Iterator[list[str]]:
    gevulde = 0
    for cellen in rijen:
        kort = [cel.strip()[:MAX_CEL] for cel in cellen]
        while kort and not kort[-1]:
            kort.pop()
        if len(kort) > MAX_KOLOMMEN:
            raise LeesFout(
                f"Dit bestand heeft meer dan {MAX_KOLOMMEN} kolommen. Haal de kolommen weg die u niet nodig hebt."
            )
        gevulde += bool(kort)
        if gevulde > MAX_RIJEN:
            raise LeesFout(
                "Dit bestand heeft meer dan 100.000 rijen. Kies bij de bron alleen de gemeente en haar wijken."
            )
        yield kort


def _noemt_gebied(cellen: list[str], gevuld: int, gebieden: Gebiedenlijst) -> bool:
    """Whether this is a row of figures: it names an area, or most of what follows its first cell is numbers.

    Years do not count as numbers here: they also stand in heads.
    """
    if gevuld < 2:
        return False
    if any(_CBS_CODE.fullmatch(cel) or gebieden.zoek(cel) for cel in cellen):
        return True
    rest = [cel for cel in cellen[1:] if cel and lees_jaar(cel) is None]
    return sum(lees_cel(cel).waarde is not None for cel in rest) * 2 > len(rest)


def _neem_kop(tabel: Tabel, boven: list[list[str]]) -> None:
    """Make one name per column of the lines above the first row; a title is a line with one filled cell."""
    kopregels = [cellen for cellen in boven if sum(1 for cel in cellen if cel) >= 2]
    if not kopregels:
        raise LeesFout(
            "Wij vinden geen rij met kolomnamen. Boven de cijfers hoort een rij te staan die zegt wat ze zijn."
        )
    for cellen in boven:
        tekst = next((cel for cel in cellen if cel), "")
        if tekst and cellen not in kopregels:
            tabel.titel = tabel.titel or tekst[:200]
            tabel.bron = tabel.bron or _bron(tekst)
    tabel.randregels += len(boven) - len(kopregels)
    breedte = max(len(cellen) for cellen in kopregels)
    for plek in range(breedte):
        delen: list[str] = []
        for regel, cellen in enumerate(kopregels):
            deel = _kopcel(cellen, plek, vul_op=regel < len(kopregels) - 1)
            if deel and deel not in delen:
                delen.append(deel)
        tabel.kop.append(" / ".join(delen)[:200] or f"kolom {plek + 1}")


def _kopcel(cellen: list[str], plek: int, *, vul_op: bool) -> str:
    """The name above a column; in all but the last line of the head, a merged cell also names what is right of it."""
    if plek < len(cellen) and cellen[plek]:
        return cellen[plek]
    if not vul_op:
        return ""
    return next((cel for cel in reversed(cellen[:plek]) if cel), "")


def _neem_rij(tabel, nummer: int, cellen: list[str], gevuld: int, gebieden: Gebiedenlijst, namen: Counter) -> None:
    if gevuld < 2 or _SLOTREGEL.match(cellen[0]):
        tabel.randregels += 1
        tabel.bron = tabel.bron or _bron(next((cel for cel in cellen if cel), ""))
        return
    if not any(gebieden.zoek(cel) for cel in cellen):
        tabel.andere_gebieden += 1
        if len(namen) < MAX_RIJEN:
            namen[_naam_van_gebied(cellen)] += 1
        return
    if len(tabel.rijen) >= MAX_BEWAARD:
        raise LeesFout("Dit bestand heeft meer dan 25.000 rijen over gebieden van het programma. Splits het per jaar.")
    breedte = len(tabel.kop)
    tabel.rijen.append((nummer, [*cellen[:breedte], *[""] * (breedte - len(cellen))]))


def _naam_van_gebied(cellen: list[str]) -> str:
    """What to call a row about another area: its name, with its code when it has one."""
    code = next((cel for cel in cellen if _CBS_CODE.fullmatch(cel)), "")
    naam = next((cel for cel in cellen if cel and not cel[0].isdigit() and not _CBS_CODE.fullmatch(cel)), "")[:40]
    return f"{naam} ({code})" if naam and code else naam or code or cellen[0][:40]


def _bron(tekst: str) -> str:
    gevonden = _BRONREGEL.match(tekst)
    return gevonden.group(1).strip()[:160] if gevonden else ("CBS" if re.match(r"^(?:©|\(c\))\s*CBS", tekst) else "")
