"""Charts as SVG, for pages and PDFs alike.

Presentation attributes only, so that the strict Content-Security-Policy holds; `<title>` and `<desc>` first, for who
cannot see it; a dash and a marker beside each colour; labels at the lines, that never overlap.
"""

from monitor.grafieken.verloop import Verloop, teken_verloop
from monitor.grafieken.vonk import teken_vonk

__all__ = ["Verloop", "teken_verloop", "teken_vonk"]
