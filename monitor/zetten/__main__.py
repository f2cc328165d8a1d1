"""A process that lays out parts, puts them together, or lays out a document in one piece, for `ploeg`.

An order and an answer per line, as JSON. It ends when nobody gives orders any more, also when their giver was killed.
"""

import gc
import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor.zetten import voorraad
from monitor.zetten.basis import ZetFout


def zet(opdrachten: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Lay out parts and keep them, one for each order."""
    from monitor.zetten.zetter import Zetter

    zetters: dict[tuple[str, ...], Zetter] = {}
    # What was loaded stays. Looking for rings in it again and again takes a tenth of the time, and no part is so
    # large that it cannot wait until it is done.
    gc.collect()
    gc.freeze()
    gc.disable()
    for opdracht in opdrachten:
        bladen = opdracht["stijlbladen"]
        zetter = zetters.get(tuple(bladen)) or zetters.setdefault(tuple(bladen), Zetter(bladen))
        kaart, pdf = zetter.zet(opdracht["html"], opdracht["kenmerk"])
        voorraad.bewaar(Path(opdracht["pad"]), kaart, pdf)
        del kaart, pdf
        gc.collect()
        yield {"klaar": True}


def heel(opdrachten: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Lay out a whole document, and another instead of it, until one is to be written."""
    from monitor import pdf

    opgemaakt = None
    for opdracht in opdrachten:
        if "html" in opdracht:
            del opgemaakt  # before there is a second one
            opgemaakt = pdf.maak_op(opdracht["html"])
            yield {"klaar": True, "bladzijden": opgemaakt.bladzijden, "hoofdstukken": opgemaakt.hoofdstukken}
        else:
            pdf.schrijf(opgemaakt, Path(opdracht["uit"]), kenmerk=opdracht["kenmerk"])
            yield {"klaar": True}


def voeg(opdrachten: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Put parts together, and tell of each that was taken in."""
    from monitor.zetten.voegen import voeg as voeg_samen

    for opdracht in opdrachten:
        paden = [Path(pad) for pad in opdracht["paden"]]
        for aantal in voeg_samen(paden, Path(opdracht["uit"]), voettekst=opdracht["voettekst"]):
            yield {"aantal": aantal}
        yield {"klaar": True}


def fout_als_antwoord(fout: Exception) -> dict[str, Any]:
    if isinstance(fout, ZetFout):
        return {"zetfout": str(fout)}
    if isinstance(fout, OSError) and fout.errno:
        return {"errno": fout.errno, "tekst": str(fout)}
    return {"onverwacht": traceback.format_exc()}


def main() -> None:
    werk = {"zet": zet, "heel": heel, "voeg": voeg}[sys.argv[1]]
    try:
        for antwoord in werk(json.loads(regel) for regel in sys.stdin):
            sys.stdout.write(json.dumps(antwoord) + "\n")
            sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()  # nobody listens any more, also not to a complaint about that
    except Exception as fout:
        sys.stdout.write(json.dumps(fout_als_antwoord(fout)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
