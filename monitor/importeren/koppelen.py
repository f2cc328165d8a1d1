"""Which column is what: the area, the year, and which indicator."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from monitor.importeren.cellen import jaar_in, lees_jaar
from monitor.importeren.tabel import Gebiedenlijst, Tabel
from monitor.models import Indicator


@dataclass(frozen=True)
class Koppeling:
    """The ties of one file. The year comes from a column, from the heads above the numbers, or holds for all of it."""

    gebied: int
    bron: str
    #: Number of the column with the year; None where `jaar` or the heads give it.
    jaarkolom: int | None = None
    #: The year of all rows; None with `jaarkolom`, and where it stands above each column.
    jaar: int | None = None
    #: Column number with the code of its indicator.
    kolommen: dict[int, str] = field(default_factory=dict)

    def als_json(self) -> dict:
        gegevens = asdict(self)
        gegevens["kolommen"] = {str(plek): code for plek, code in self.kolommen.items()}
        return gegevens

    @classmethod
    def uit_json(cls, gegevens: dict) -> "Koppeling":
        kolommen = {int(plek): code for plek, code in gegevens["kolommen"].items()}
        return cls(**{**gegevens, "kolommen": kolommen})

    def past_op(self, tabel: Tabel) -> bool:
        plekken = [self.gebied, *self.kolommen, *([] if self.jaarkolom is None else [self.jaarkolom])]
        return all(0 <= plek < len(tabel.kop) for plek in plekken)

    @property
    def jaar_uit_kop(self) -> bool:
        return self.jaarkolom is None and self.jaar is None

    def te_onthouden(self) -> dict:
        """What also holds for the next file of this shape: everything but the year of this one."""
        gegevens = self.als_json()
        return {**gegevens, "vast_jaar": gegevens.pop("jaar") is not None}


def uit_geheugen(onthouden: dict, tabel: Tabel, naam: str) -> tuple[Koppeling, bool]:
    """Return the remembered ties for this file, and whether the year is still to be given by somebody."""
    gegevens = dict(onthouden)
    vast = gegevens.pop("vast_jaar")
    jaar = jaar_van_bestand(tabel, naam) if vast else None
    return Koppeling.uit_json({**gegevens, "jaar": jaar}), vast and jaar is None


def stel_voor(tabel: Tabel, *, naam: str, gebieden: Gebiedenlijst, indicatoren: Iterable[Indicator]) -> Koppeling:
    """Guess the ties from the contents and from heads that say exactly what an indicator is called."""
    gebied = _kolom_gebied(tabel, gebieden)
    jaarkolom = _kolom_jaar(tabel, behalve=gebied)
    namen = {}
    for indicator in indicatoren:
        for sleutel in (indicator.naam, indicator.code, str(indicator)):
            namen[_kaal(sleutel)] = indicator.code
    kolommen = {
        plek: namen[_kaal(kop)]
        for plek, kop in enumerate(tabel.kop)
        if plek not in (gebied, jaarkolom) and _kaal(kop) in namen
    }
    uit_kop = jaarkolom is None and bool(kolommen) and all(jaar_in(tabel.kop[plek]) for plek in kolommen)
    jaar = None if jaarkolom is not None or uit_kop else jaar_van_bestand(tabel, naam)
    return Koppeling(gebied, tabel.bron, jaarkolom, jaar, kolommen)


def jaar_van_bestand(tabel: Tabel, naam: str) -> int | None:
    """The year that the title, the file name or the sheet names."""
    return jaar_in(tabel.titel) or jaar_in(naam) or jaar_in(tabel.blad)


def _kaal(kop: str) -> str:
    """A head without its year and unit: "Inkomen / 2023" and "Inkomen (x 1.000 euro)" both give "inkomen"."""
    zonder_jaar = re.sub(r"\s*[/,]?\s*(?<!\d)(?:19|20)\d{2}(?:JJ00)?(?!\d)\s*\*{0,2}", "", kop)
    return re.sub(r"\s*\([^()]*\)\s*$", "", " ".join(zonder_jaar.casefold().split())).strip()


def _kolom_gebied(tabel: Tabel, gebieden: Gebiedenlijst) -> int:
    """The column that names most areas of the programme; codes before names, as two areas may share a name."""
    score = [0.0] * len(tabel.kop)
    verschillend: list[set[int]] = [set() for _ in tabel.kop]
    for _, cellen in tabel.rijen[:2_000]:
        for plek, cel in enumerate(cellen):
            if (pk := gebieden.zoek(cel)) is not None:
                score[plek] += 1.1 if cel[-1:].isdigit() else 1.0
                verschillend[plek].add(pk)
    plekken = range(len(tabel.kop))
    # A column that says "gemeente" on every row names one area; the one that tells rows apart names more.
    return max(plekken, key=lambda plek: (len(verschillend[plek]), score[plek], -plek))


def _kolom_jaar(tabel: Tabel, *, behalve: int) -> int | None:
    rijen = tabel.rijen[:500]
    for plek in range(len(tabel.kop)):
        if plek == behalve or not rijen:
            continue
        if all(lees_jaar(cellen[plek]) for _, cellen in rijen) and _heet_jaar(tabel.kop[plek]):
            return plek
    return None


def _heet_jaar(kop: str) -> bool:
    return bool(re.search(r"jaar|periode|perioden|year|period", kop.casefold()))
