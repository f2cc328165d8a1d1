"""What a line of the role matrix is made of: the roles, in sets that belong together, and `Regel`, one door."""

from dataclasses import dataclass, field

from tests.cast import ROLLEN

IEDEREEN = frozenset(ROLLEN)
INGELOGD = IEDEREEN - {"bezoeker"}
#: Whoever holds a role today may read what is intern.
INTERN = INGELOGD - {"zonder_rol", "afgelopen_rol"}
NIET_INTERN = INGELOGD - INTERN
#: Who sees the concepts of the opgave of the tests.
LEIDING = frozenset({"projectleider", "programmateam", "beheerder"})
#: Who edits the acties of that opgave; `trekker` those of his own partner, as long as they are no concept.
BEWERKERS = frozenset({"trekker", "projectleider", "programmateam"})
TEAM = frozenset({"programmateam"})
BEHEER = frozenset({"beheerder"})
#: Who enters numbers of that opgave.
INVOERDERS = frozenset({"projectleider", "programmateam"})
NIEMAND: frozenset[str] = frozenset()

LEZEN, FORMULIER, KNOP = ("GET",), ("GET", "POST"), ("POST",)


@dataclass(frozen=True)
class Regel:
    """One door. `wie` gets in, `ziet` learns that it is there (403), everybody else gets 404.

    A visitor without an account is sent to the sign-in page, unless the door is `openbaar`. `anders` names
    other answers than 200 to a GET for some roles; `data` is what is posted, in which {versie} and {voortgang}
    stand for those of the actie in the address.
    """

    naam: str
    wie: frozenset[str] = IEDEREEN
    methoden: tuple[str, ...] = LEZEN
    ziet: frozenset[str] = IEDEREEN
    kwargs: dict = field(default_factory=dict)
    anders: dict[str, int] = field(default_factory=dict)
    data: dict = field(default_factory=dict)

    @property
    def openbaar(self) -> bool:
        return "bezoeker" in self.wie or "bezoeker" not in self.ziet

    def __str__(self) -> str:
        return " ".join([self.naam, *(str(w) for w in self.kwargs.values())])
