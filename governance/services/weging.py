"""Two people type in the same fields: whose text stays, told by a mark of what each page had read.

What only one of them changed is kept; where both changed the same field nothing is written before somebody chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

MIJN, ANDER = "mijn", "ander"


def merk(tekst: str) -> str:
    """A short mark of a text; other texts have another one."""
    return sha256(tekst.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Botsing:
    """A field that two people changed: what the writer has, and what is stored."""

    veld: str
    mijn: str
    nu: str


@dataclass
class Weging:
    """What to do with the fields of a form: what to write, what to choose about, and what somebody else changed."""

    schrijf: dict[str, str] = field(default_factory=dict)
    botsingen: list[Botsing] = field(default_factory=list)
    van_ander: list[str] = field(default_factory=list)
    #: Fields of which the writer chose the text of the other.
    overgenomen: list[str] = field(default_factory=list)
    #: Texts that somebody wrote and nobody chose, by field.
    niet_gekozen: dict[str, str] = field(default_factory=dict)


#: What to do with a field.
GELIJK, SCHRIJF, SCHRIJF_OVER, LAAT, NEEM_OVER, BOTST = range(6)


def weeg_velden(
    gepost: Mapping[str, str],
    staat: Mapping[str, str],
    gelezen: Mapping[str, str],
    keuzes: Mapping[str, tuple[str, str]],
) -> Weging:
    """Weigh what the writer posted against what is stored now, field by field.

    `gelezen` holds the mark of what the page of the writer showed. `keuzes` says of a field that clashed whose text
    stays (MIJN or ANDER), with the mark of the other text as it was shown: when that has changed since, the choice
    is asked again.
    """
    uit = Weging()
    for veld, mijn in gepost.items():
        nu = staat[veld]
        oordeel = weeg(mijn, nu, gelezen.get(veld, ""), *keuzes.get(veld, ("", "")))
        if oordeel in (SCHRIJF, SCHRIJF_OVER):
            uit.schrijf[veld] = mijn
        elif oordeel == BOTST:
            uit.botsingen.append(Botsing(veld, mijn, nu))
        elif oordeel != GELIJK:
            (uit.overgenomen if oordeel == NEEM_OVER else uit.van_ander).append(veld)
        if oordeel in (SCHRIJF_OVER, NEEM_OVER):
            uit.niet_gekozen[veld] = nu if oordeel == SCHRIJF_OVER else mijn
    return uit


def weeg(mijn: str, staat: str, gelezen: str, keuze: str, gezien: str) -> int:
    """Weigh what the writer has against what is stored, by the mark of what the writer had read."""
    if mijn == staat:
        return GELIJK
    if merk(mijn) == gelezen:
        return LAAT
    if merk(staat) == gelezen:
        return SCHRIJF
    if gezien == merk(staat) and keuze:
        return SCHRIJF_OVER if keuze == MIJN else NEEM_OVER
    return BOTST
