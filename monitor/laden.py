"""Loads the whole programme from one file: each layer loads its own part, all or nothing."""

import json
from pathlib import Path

from django.db import transaction

from acties.laden import laad_acties
from governance.laden import laad_overleg
from monitor.laden_indicatoren import laad_indicatoren
from opgaven.laden import laad_kader
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.laden import Bron, LaadFout, Lader, laad_partners

PROGRAMMA = Path(__file__).parent / "gegevens" / "programma.json"
INDICATOREN = PROGRAMMA.with_name("indicatoren.json")


def lees_bron(pad: Path) -> Bron:
    """Read the file; raises LaadFout when it is not there, not UTF-8 or not JSON."""
    try:
        gegevens = json.loads(pad.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fout:
        raise LaadFout(f"Het bestand {pad} bestaat niet.") from fout
    except OSError as fout:
        raise LaadFout(f"Het bestand {pad} is niet te lezen: {fout.strerror}.") from fout
    except UnicodeDecodeError as fout:
        raise LaadFout(f"Het bestand {pad} is geen UTF-8-tekst (teken {fout.start}).") from fout
    except json.JSONDecodeError as fout:
        raise LaadFout(f"Het bestand {pad} is geen JSON: fout op regel {fout.lineno}, teken {fout.colno}.") from fout
    except RecursionError as fout:
        raise LaadFout(f"Het bestand {pad} is te diep genest.") from fout
    return Bron(gegevens, "")


@transaction.atomic
def laad_programma(pad: Path = PROGRAMMA) -> Lader:
    """Load the programme from `pad` in one transaction; raises LaadFout and changes nothing when it is not right."""
    bron = lees_bron(pad)
    lader = Lader()
    with als(functie="Systeem: programma geladen"):
        kader = laad_kader(lader, bron, laad_partners(lader, bron))
        acties = laad_acties(lader, bron, kader)
        laad_overleg(lader, bron, kader, acties)
        laad_indicatoren(lader, lees_bron(INDICATOREN), kader)
    return lader
