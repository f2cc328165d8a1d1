"""From the lines of a file to the rows of its plan tables, with every doubt and where it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from opgaven.models import Uitvoeringsplan
from sterkvoornoord.tekst import vouw, zoeksleutel

KOLOMMEN = ("activiteit", "resultaat", "status")
_STREEPJES = re.compile(r"[-–—=\s]*")
_BIJLAGE = re.compile(r"\bbijlage (\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Lijn:
    """One line of a file. `cellen` is empty for a white line; one that is no row of a table has one cell."""

    plek: str
    cellen: tuple[str, ...] = ()
    tabel: bool = False

    @property
    def leeg(self) -> bool:
        return not any(self.cellen)


@dataclass(slots=True)
class Planrij:
    """One activity as printed. `code` is its place in the annex (B4-22); empty when the file names no annex."""

    plek: str
    plan: Uitvoeringsplan
    kop: str
    code: str
    activiteit: str
    resultaat: str
    status: str


@dataclass(slots=True)
class Gelezen:
    """`twijfels` are lines for a person, each with its place. `andere` counts tables of which the plan is unknown."""

    rijen: list[Planrij] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)
    andere: int = 0


def lees_tabellen(lijnen: Iterable[Lijn], plannen: list[Uitvoeringsplan], plan: Uitvoeringsplan | None) -> Gelezen:
    """Every row below a head Activiteit, Resultaat, Status. A heading above it names the plan, else it is `plan`."""
    lezer = _Lezer(plannen, plan)
    for lijn in lijnen:
        lezer.neem(lijn)
    return lezer.gelezen


class _Lezer:
    def __init__(self, plannen: list[Uitvoeringsplan], vast: Uitvoeringsplan | None):
        self.plannen, self.vast = plannen, vast
        self.gelezen = Gelezen()
        self.plan, self.bijlage, self.kop = vast, "", ""
        #: Where the columns are, while inside a table; and whether this plan had a table already.
        self.plekken: dict[str, int] | None = None
        self.had_tabel = False
        self.nummers: dict[str, int] = {}
        self.na_wit = True

    def neem(self, lijn: Lijn) -> None:
        if lijn.leeg:
            self.na_wit = True
            return
        if not lijn.tabel:
            self._neem_tekst(lijn)
        elif plekken := _koprij(lijn.cellen):
            self.plekken, self.had_tabel = plekken, True
            if self.plan is None:
                self.gelezen.andere += 1
        elif all(_STREEPJES.fullmatch(cel) for cel in lijn.cellen):
            return
        else:
            self._neem_rij(lijn)
        self.na_wit = False

    def _neem_tekst(self, lijn: Lijn) -> None:
        """A heading that names a plan begins it; any other line of text ends the table above it."""
        tekst = lijn.cellen[0]
        gevouwen = vouw(tekst)
        self.plekken = None
        if "uitvoeringsplan" in gevouwen and (plan := self._genoemd(tekst)):
            self.plan, self.kop, self.had_tabel = plan, "", False
            bijlage = _BIJLAGE.search(gevouwen)
            self.bijlage = f"B{bijlage[1]}" if bijlage else ""
        elif gevouwen.startswith("doel:"):
            self.kop = _zonder_doel(tekst)
        elif _BIJLAGE.match(gevouwen):
            self.plan, self.bijlage, self.kop = self.vast, "", ""

    def _genoemd(self, tekst: str) -> Uitvoeringsplan | None:
        """The plan with the longest name in the heading."""
        sleutel = zoeksleutel(tekst)
        namen = [(zoeksleutel(naam), plan) for plan in self.plannen for naam in _namen(plan)]
        raak = [(len(naam), -plan.pk, plan) for naam, plan in namen if naam and naam in sleutel]
        return max(raak)[2] if raak else None

    def _neem_rij(self, lijn: Lijn) -> None:
        gevuld = [cel for cel in lijn.cellen if cel]
        enkel = len(set(gevuld)) == 1 and bool(lijn.cellen[0])
        if enkel and (vouw(gevuld[0]).startswith("doel:") or (self.na_wit and len(gevuld[0]) <= 120)):
            # A doel or a subject over the whole width of the table; a merged cell says it in each column.
            self.kop = _zonder_doel(gevuld[0])
            return
        if self.plekken is None or self.plan is None:
            if self.had_tabel and self.plan is not None:
                self._twijfel(lijn, "een rij in een tabel zonder de kop Activiteit, Resultaat, Status: overgeslagen")
            return
        activiteit, resultaat, status = (_cel(lijn, self.plekken[kolom]) for kolom in KOLOMMEN)
        if activiteit:
            self._nieuwe_rij(lijn, activiteit, resultaat, status)
        elif resultaat or status:
            self._vervolg(lijn, resultaat, status)

    def _nieuwe_rij(self, lijn: Lijn, activiteit: str, resultaat: str, status: str) -> None:
        if self.bijlage:
            self.nummers[self.bijlage] = self.nummers.get(self.bijlage, 0) + 1
        code = f"{self.bijlage}-{self.nummers[self.bijlage]:02}" if self.bijlage else ""
        if self.na_wit and activiteit[0].islower():
            self._twijfel(lijn, "begint na een witregel met een kleine letter: hoort dit bij de rij ervoor?")
        if not resultaat:
            self._twijfel(lijn, "het vak van het resultaat is leeg")
        self.gelezen.rijen.append(Planrij(lijn.plek, self.plan, self.kop, code, activiteit, resultaat, status))

    def _vervolg(self, lijn: Lijn, resultaat: str, status: str) -> None:
        rijen = self.gelezen.rijen
        if not rijen or rijen[-1].plan != self.plan or rijen[-1].kop != self.kop:
            self._twijfel(lijn, "een rij zonder activiteit, en geen rij ervoor: overgeslagen")
            return
        vorige = rijen[-1]
        vorige.resultaat, vorige.status = _plak(vorige.resultaat, resultaat), _plak(vorige.status, status)
        self._twijfel(lijn, f"loopt door uit {vorige.plek}, daar aan vastgemaakt")

    def _twijfel(self, lijn: Lijn, zin: str) -> None:
        self.gelezen.twijfels.append(f"{lijn.plek}: {zin}")


def _namen(plan: Uitvoeringsplan) -> tuple[str, ...]:
    """What a heading may call the plan: its name with or without its years and what stands in brackets."""
    kaal = re.sub(r"\(.*\)|\b(19|20)\d{2}\b.*", "", plan.korte_naam)
    return plan.naam, re.sub(r"\b(19|20)\d{2}\b.*", "", plan.naam), kaal


def _koprij(cellen: tuple[str, ...]) -> dict[str, int] | None:
    """Where the three columns are, when this is the head of a plan table."""
    namen = [vouw(cel) for cel in cellen]
    if not all(kolom in namen for kolom in KOLOMMEN):
        return None
    return {kolom: namen.index(kolom) for kolom in KOLOMMEN}


def _cel(lijn: Lijn, plek: int) -> str:
    return lijn.cellen[plek] if plek < len(lijn.cellen) else ""


def _zonder_doel(tekst: str) -> str:
    return re.sub(r"^doel:\s*", "", tekst, flags=re.IGNORECASE)


def _plak(eerst: str, dan: str) -> str:
    """Two halves of a cell as one text: within a sentence with a space, else as a new paragraph."""
    if not eerst or not dan:
        return eerst or dan
    midden = eerst[-1] not in ".!?:" or dan[0].islower()
    return f"{eerst} {dan}" if midden else f"{eerst}\n\n{dan}"
