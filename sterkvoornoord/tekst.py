"""Text helpers that know no domain."""

import re
import unicodedata


def vouw(tekst: str) -> str:
    """Fold a text so that case and accents no longer tell words apart: "Eén Été" becomes "een ete".

    Every run of white space becomes one space. Both sides of a search are folded in Python, because databases
    differ: SQLite knows no other case than that of A to Z, PostgreSQL needs an extension for accents.
    """
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return " ".join("".join(t for t in ontleed if not unicodedata.combining(t)).split())


def zoeksleutel(tekst: str) -> str:
    """Fold a name to what people mean by it: "S & W", "S&W" and "s&w" become the same key.

    Case, accents, spaces and punctuation go; "&" and "en" stay apart, because aliases say which are the same.
    """
    return re.sub(r"[^\w&]+", "", vouw(tekst)).replace("_", "")


def initialen(functie: str) -> str:
    """First letters of a function, for the round mark beside it: "PW" for Projectleider wonen."""
    woorden = [w for w in functie.split() if w[0].isalnum()]
    return "".join(w[0] for w in woorden[:2]).upper() or "?"


def eerste_zinnen(tekst: str, maximum: int) -> str:
    """The first whole sentences of a text, as many as fit in `maximum` characters; at least one."""
    zinnen = re.split(r"(?<=[.!?])\s+", tekst.strip())
    deel = zinnen[0]
    for zin in zinnen[1:]:
        if len(deel) + 1 + len(zin) > maximum:
            break
        deel = f"{deel} {zin}"
    return deel
