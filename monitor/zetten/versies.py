"""Who lays out a page: every library whose next version may break a line or draw a letter elsewhere."""

import contextlib
from functools import lru_cache
from importlib.metadata import version

import cffi

#: Each library of the system that WeasyPrint works with, how it tells its version, and under which names it goes.
BIBLIOTHEKEN = {
    "pango_version": ("int", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "hb_version_string": ("const char *", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "FcGetVersion": ("int", "libfontconfig.so.1", "libfontconfig.1.dylib"),
}


@lru_cache(maxsize=1)
def van_de_zetter() -> str:
    """Names and versions, of Python packages and of the libraries that change with the system and not with pip."""
    delen = {naam: version(naam) for naam in ("weasyprint", "pydyf", "tinycss2", "fonttools")}
    delen |= {functie: van_bibliotheek(functie) for functie in BIBLIOTHEKEN}
    return " ".join(f"{naam} {waarde}" for naam, waarde in delen.items())


def van_bibliotheek(functie: str) -> str:
    """The version of a library of the system, without loading WeasyPrint for it; empty when it cannot be found."""
    soort, *namen = BIBLIOTHEKEN[functie]
    ffi = cffi.FFI()
    ffi.cdef(f"{soort} {functie}(void);")
    for naam in namen:
        with contextlib.suppress(OSError):
            waarde = getattr(ffi.dlopen(naam), functie)()
            return str(waarde) if isinstance(waarde, int) else ffi.string(waarde).decode()
    return ""
