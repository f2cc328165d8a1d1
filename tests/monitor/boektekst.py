"""The words of a book without its mark-up, one line per paragraph, heading or cell."""

import html
import re

_EINDE = re.compile(r"</(?:p|li|h\d|dt|dd|td|th|tr|caption|title)>|<br>")
_LABEL = re.compile(r"<[^>]+>")


def boektekst(document: str) -> str:
    """Return the text of an HTML book; what a reader sees and hears, in reading order."""
    body = document[document.index("<body") :]
    regels = _LABEL.sub(" ", _EINDE.sub("\n", body.replace("\n", " "))).splitlines()
    return "".join(f"{regel}\n" for regel in (" ".join(html.unescape(r).split()) for r in regels) if regel)
