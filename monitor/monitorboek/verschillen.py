"""What changed since the monitor before: per doel new numbers, gaps that grew, shrank or turned, other judgements.

`vergelijk` works on two snapshots, of whatever schema, and is frozen with the newer one. It compares what was printed:
a gap that both books print alike did not change. Turned round, it says the opposite of everything. Pure.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from monitor.boekwoorden import Rij
from monitor.monitorboek.schema import als_nieuwste

NIEUW, WEG, ANDERS = "nieuw", "weg", "anders"
KLEINER, GROTER, OMGESLAGEN = "kleiner", "groter", "omgeslagen"
#: The judgement of an area that has no gap in the book.
GEEN_OORDEEL = {"oordeel": "geen_meting", "schema": "geen meting"}


def vergelijk(vorige: Rij | None, nu: Rij) -> Rij:
    """Return the differences as plain JSON values, of the doelen that have any; both snapshots stay as they are.

    Without a monitor before, `vorige` in it is None. Doelen are the same when their number is, indicatoren when their
    code is, or their name where one of the books knows no codes. Raises OnbekendSchema.
    """
    if vorige is None:
        return {"vorige": None, "doelen": []}
    toen, nu = als_nieuwste(vorige), als_nieuwste(nu)
    oud, nieuw = ({rij["nummer"]: rij for rij in inhoud["doelen"]} for inhoud in (toen, nu))
    regels = [_doel(oud.get(nummer), nieuw.get(nummer), toen, nu) for nummer in (oud | nieuw)]
    return {
        "vorige": {"titel": toen["titel"], "peildatum": toen["peildatum"]},
        "doelen": sorted((rij for rij in regels if rij), key=lambda rij: _volgorde(rij["nummer"])),
    }


def _volgorde(nummer: str) -> list[int]:
    return [int(deel) for deel in nummer.split(".")]


def _doel(was: Rij | None, is_nu: Rij | None, toen: Rij, nu: Rij) -> Rij | None:
    """The differences of one doel; None when there are none."""
    rij = is_nu or was or {}
    kop = {"nummer": rij["nummer"], "titel": rij["titel"], "trend": None, "indicatoren": []}
    if was is None or is_nu is None:
        return kop | {"wat": NIEUW if was is None else WEG}
    trend = None
    if was["trend"] != is_nu["trend"]:
        trend = {"van": toen["woorden"]["trend"][was["trend"]], "naar": nu["woorden"]["trend"][is_nu["trend"]]}
    indicatoren = list(_indicatoren(was["indicatoren"], is_nu["indicatoren"]))
    return kop | {"wat": ANDERS, "trend": trend, "indicatoren": indicatoren} if trend or indicatoren else None


def _indicatoren(oud: list[Rij], nieuw: list[Rij]) -> Iterator[Rij]:
    over = list(oud)
    for rij in nieuw:
        was = next((ander for ander in over if _dezelfde(ander, rij)), None)
        if was is None:
            yield _leeg(rij, NIEUW)
            continue
        over.remove(was)
        verschil = _leeg(rij, ANDERS, was) | _indicator(was, rij)
        if any(waarde for naam, waarde in verschil.items() if naam not in ("naam", "wat", "voorbeeld")):
            yield verschil
    for rij in over:
        yield _leeg(rij, WEG)


def _dezelfde(een: Rij, ander: Rij) -> bool:
    veld = "code" if een["code"] and ander["code"] else "naam"
    return een[veld] == ander[veld]


def _leeg(rij: Rij, wat: str, was: Rij | None = None) -> Rij:
    voorbeeld = rij["voorbeeld"] or bool(was and was["voorbeeld"])
    leeg: Rij = {"erbij": [], "eraf": [], "herzien": [], "kloof": [], "oordeel": [], "maat": None}
    return {"naam": rij["naam"], "wat": wat, "voorbeeld": voorbeeld} | leeg


def _indicator(was: Rij, nu: Rij) -> Rij:
    """The differences of an indicator that is in both books."""
    eerst, nu_waarden = _waarden(was), _waarden(nu)
    jaren_toen, jaren_nu = ({jaar for _, jaar in waarden} for waarden in (eerst, nu_waarden))
    verschil: Rij = {
        "erbij": sorted(jaren_nu - jaren_toen),
        "eraf": sorted(jaren_toen - jaren_nu),
        "oordeel": list(_oordelen(was, nu)),
    }
    if (was["eenheid"], was["richting"]) != (nu["eenheid"], nu["richting"]):
        # Numbers on another scale say nothing beside each other.
        return verschil | {"maat": {"van": _maat(was), "naar": _maat(nu)}}
    herzien = [
        {"gebied": gebied, "jaar": jaar, "van": eerst[gebied, jaar], "naar": waarde}
        for (gebied, jaar), waarde in nu_waarden.items()
        if eerst.get((gebied, jaar), waarde) != waarde
    ]
    return verschil | {"herzien": herzien, "kloof": list(_kloven(was, nu))}


def _maat(rij: Rij) -> str:
    return f"{rij['eenheid']}, {rij['richting'].rstrip('.').lower()}"


def _waarden(rij: Rij) -> dict[tuple[str, int], str]:
    """Every printed value, by area and year."""
    return {
        (reeks["naam"], jaar): vak["waarde"]
        for reeks in rij["reeksen"]
        for jaar, vak in zip(rij["jaren"], reeks["waarden"], strict=True)
        if vak["waarde"]
    }


def _per_gebied(rij: Rij) -> dict[str, Rij]:
    return {kloof["naam"]: kloof for kloof in rij["kloof"]}


def _oordelen(was: Rij, nu: Rij) -> Iterator[Rij]:
    oud, nieuw = _per_gebied(was), _per_gebied(nu)
    for gebied in nieuw | oud:
        van, naar = oud.get(gebied, GEEN_OORDEEL), nieuw.get(gebied, GEEN_OORDEEL)
        if van["oordeel"] != naar["oordeel"]:
            yield {"gebied": gebied, "van": van["schema"], "naar": naar["schema"]}


def _kloven(was: Rij, nu: Rij) -> Iterator[Rij]:
    """The gaps that both books print and that differ, unless the series broke between the two."""
    oud = _per_gebied(was)
    breuken = {*was["breuken"], *nu["breuken"]}
    for gebied, kloof in _per_gebied(nu).items():
        eerder = oud.get(gebied)
        if eerder is None or not eerder["nu"] or not kloof["nu"] or _breekt(breuken, eerder["jaar"], kloof["jaar"]):
            continue
        if wat := wat_gebeurde(lees(eerder["nu"]), lees(kloof["nu"])):
            yield {
                "gebied": gebied,
                "wat": wat,
                "van": eerder["nu"],
                "van_jaar": eerder["jaar"],
                "naar": kloof["nu"],
                "naar_jaar": kloof["jaar"],
            }


def _breekt(breuken: Iterable[int], een: int, ander: int) -> bool:
    return any(min(een, ander) < breuk <= max(een, ander) for breuk in breuken)


def lees(tekst: str) -> Decimal:
    """A number as the book prints it: "−1.234,5"."""
    return Decimal(tekst.replace(".", "").replace(",", ".").replace("−", "-"))


def wat_gebeurde(van: Decimal, naar: Decimal) -> str:
    """What became of a gap; a negative one is a lead. Empty when it stayed."""
    if van * naar < 0:
        return OMGESLAGEN
    if van == naar:
        return ""
    return GROTER if naar > van else KLEINER
