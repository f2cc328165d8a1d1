"""Who lays out a page: every library whose next version may break a line or draw a letter elsewhere."""

from functools import lru_cache
from importlib.metadata import version

from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, harfbuzz_subset, pango

# WeasyPrint itself asks only Pango for its version; these come with the system, and change without a word from pip.
ffi.cdef("const char *hb_version_string(void); int FcGetVersion(void);")


@lru_cache(maxsize=1)
def van_de_zetter() -> str:
    """Names and versions, of Python packages and of the libraries of the system."""
    delen = {naam: version(naam) for naam in ("weasyprint", "pydyf", "tinycss2", "fonttools")}
    delen |= {
        "pango": pango.pango_version(),
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "harfbuzz-subset": "ja" if harfbuzz_subset else "nee",
        "fontconfig": fontconfig.FcGetVersion(),
    }
    return " ".join(f"{naam} {waarde}" for naam, waarde in delen.items())
