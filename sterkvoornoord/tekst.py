"""Text helpers that know no domain."""

import re
import unicodedata


def zoeksleutel(tekst: str) -> str:
    """Fold a name to what people mean by it: "S & W", "S&W" and "s&w" become the same key.

    Case, accents, spaces and punctuation go; "&" and "en" stay apart, because aliases say which are the same.
    """
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    zonder_accent = "".join(t for t in ontleed if not unicodedata.combining(t))
    return re.sub(r"[^\w&]+", "", zonder_accent).replace("_", "")
