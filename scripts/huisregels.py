"""The rules of the house that no linter knows (CONTRIBUTING.md has them in words).

Looks at the files that git tracks, prints one line for each breach and ends non-zero when there is one.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The house says "about" 400, 30 and 120 lines; past these limits "about" has been stretched too far.
MAX_BESTAND, MAX_FUNCTIE, MAX_SJABLOON = 440, 40, 140

NIET_VAN_ONS = ("static/vendor/", "requirements/", "package-lock.json", "LICENSE")

# Files install by name only: where packages come from is for the machine to say, not for the project.
REGISTERS = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|unpkg\.com|jsdelivr\.net"
    r"|deb\.debian\.org|archive\.ubuntu\.com|docker\.io|ghcr\.io|quay\.io|maven\.org)\b"
)
# What the content security policy refuses. Data blocks (type="application/json") are not script.
INLINE = {
    "stijl in het sjabloon": re.compile(r"""<style\b|\sstyle\s*=\s*["']""", re.I),
    "script in het sjabloon": re.compile(
        r"""<script\b(?![^>]*\b(src=|type=["']application/json))|javascript:""", re.I
    ),
    "gebeurtenis als attribuut": re.compile(r"""<[a-z][^>{]*\son[a-z]+\s*=\s*["']""", re.I),
}
COMMENTAAR = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
SIGNALEN = re.compile(r"^\s*(from django\.\S*signals import|from django\.dispatch import|@receiver\b)", re.M)


def onze_bestanden() -> list[Path]:
    """Return the tracked files that people write, relative to the root."""
    namen = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return [Path(naam) for naam in namen if naam and Path(naam).is_file()]


def python_regels(pad: Path, tekst: str) -> Iterator[str]:
    """Yield the breaches of one Python file: size, hidden effects, unnamed migrations."""
    if "migrations" in pad.parts:
        if "_auto_" in pad.name:
            yield f"{pad}: geef de migratie een naam"
        return
    if (regels := tekst.count("\n")) > MAX_BESTAND:
        yield f"{pad}: {regels} regels; splits langs een zelfstandig naamwoord"
    if "tests" not in pad.parts and SIGNALEN.search(tekst):
        yield f"{pad}: geen signalen; roep een service aan"
    for knoop in ast.walk(ast.parse(tekst, str(pad))):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef):
            lengte = (knoop.end_lineno or knoop.lineno) - knoop.lineno + 1
            if lengte > MAX_FUNCTIE:
                yield f"{pad}:{knoop.lineno}: {knoop.name} telt {lengte} regels"


def sjabloon_regels(pad: Path, tekst: str) -> Iterator[str]:
    """Yield the breaches of one template: size, and what the content security policy refuses."""
    if (regels := tekst.count("\n")) > MAX_SJABLOON:
        yield f"{pad}: {regels} regels; maak er componenten van"
    # Comments may show how not to do it; keep their line breaks, so that line numbers stay right.
    tekst = COMMENTAAR.sub(lambda stuk: "\n" * stuk[0].count("\n"), tekst)
    for wat, patroon in INLINE.items():
        for vondst in patroon.finditer(tekst):
            yield f"{pad}:{tekst.count(chr(10), 0, vondst.start()) + 1}: {wat}"


def overtredingen() -> Iterator[str]:
    """Yield one line for every breach in the project."""
    for pad in onze_bestanden():
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if vondst := REGISTERS.search(tekst):
            yield f"{pad}: noemt een pakketregister ({vondst[0]})"
        if str(pad).startswith(NIET_VAN_ONS):
            continue
        if pad.suffix == ".py":
            yield from python_regels(pad, tekst)
        elif pad.suffix == ".html" and "templates" in pad.parts:
            yield from sjabloon_regels(pad, tekst)


if __name__ == "__main__":
    gevonden = list(overtredingen())
    print("\n".join(gevonden) or "Geen overtredingen.")
    sys.exit(bool(gevonden))
