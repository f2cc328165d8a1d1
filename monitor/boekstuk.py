"""What a book is made of: parts that are laid out one after the other."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Stuk:
    """A part of a printed book, which starts on a page of its own when a large book is laid out in parts."""

    #: What it is called when somebody is told how far the work is, or what is wrong with it.
    naam: str
    sjabloon: str
    waarden: dict[str, Any] = field(default_factory=dict)
    #: Names pages of other parts, so it is laid out after these.
    noemt_bladzijden: bool = False
