"""What typesetting and putting together share: where our files are, and how a document fails. Loads nothing heavy."""

from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
LETTERS = STATIC / "vendor" / "fonts"

#: The families that css/pdf.css declares and the file of each; anything else in a PDF means that a font of the
#: machine slipped in.
LETTERBESTANDEN = {
    "Source Sans 3": "source-sans-3-latin-{gewicht}-normal.woff2",
    "Source Sans 3 Ext": "source-sans-3-latin-ext-wght-normal.woff2",
    "Noto Sans Arabic": "noto-sans-arabic-arabic-wght-normal.woff2",
}
ONZE_LETTERS = tuple(LETTERBESTANDEN)


class ZetFout(Exception):
    """The document cannot be made as it should be; the message is a Dutch sentence for the user."""
