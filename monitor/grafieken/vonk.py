"""The sparkline: the newest years of one area beside the municipality, as wide as a word."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.safestring import SafeString

from monitor.grafieken import svg
from monitor.grafieken.schaal import Schaal
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR

BREED, HOOG, RAND = 104, 44, 6


def teken_vonk(
    gebied: Mapping[int, Decimal | None],
    gemeente: Mapping[int, Decimal | None],
    *,
    id_: str,
    titel: str,
    omschrijving: str,
    kleur: str,
) -> SafeString:
    """Draw two series, year to value; empty when neither has a value.

    One rule of scale for all: from the lowest to the highest value of the two lines. Where the gap is large a small
    change stays small; a dotted line at the level of the start shows which way it went.
    """
    lijnen = [[(jaar, w) for jaar, w in sorted(reeks.items()) if w is not None] for reeks in (gebied, gemeente)]
    alle = [punt for lijn in lijnen for punt in lijn]
    if not alle:
        return SafeString("")
    jaren, waarden = [jaar for jaar, _ in alle], [waarde for _, waarde in alle]
    x = Schaal(min(jaren), max(jaren), RAND, BREED - RAND)
    y = Schaal(float(min(waarden)), float(max(waarden)), HOOG - RAND, RAND)
    wijk, rest = ([(x(jaar), y(waarde)) for jaar, waarde in lijn] for lijn in lijnen)
    delen = []
    samen = {jaar for jaar, _ in lijnen[0]} & {jaar for jaar, _ in lijnen[1]}
    if len(samen) > 1:
        boven = [punt for punt, (jaar, _) in zip(wijk, lijnen[0], strict=True) if jaar in samen]
        onder = [punt for punt, (jaar, _) in zip(rest, lijnen[1], strict=True) if jaar in samen]
        delen.append(svg.vlak([*boven, *reversed(onder)], "#f4f1ea"))
    if len(wijk) > 1:
        delen.append(svg.lijn([wijk[0], (x(max(jaren)), wijk[0][1])], kleur, 1.0, "1 3"))
    if rest:
        delen.append(svg.lijn(rest, GRAFIEK_KLEUR["gemeente"], 1.75, "4 3"))
    if wijk:
        delen.append(svg.lijn(wijk, kleur, 2.5))
        delen.append(svg.merk("rond", *wijk[-1], kleur, 3.5))
    return svg.tekening(
        delen, id_=id_, titel=titel, omschrijving=omschrijving, klasse="svn-vonk", breed=BREED, hoog=HOOG
    )
