"""Loads which number belongs to which doel: definitions only, no value and no target."""

from monitor.kloof import Richting
from monitor.models import Indicator
from opgaven.laden import Kader
from sterkvoornoord.laden import Bron, Lader


def laad_indicatoren(lader: Lader, bron: Bron, kader: Kader) -> None:
    """Load the definitions of `bron`; raises LaadFout for a doel or direction that is not known."""
    richtingen = {richting.value: richting.value for richting in Richting}
    for deel in bron.delen("indicatoren"):
        doel = deel.verwijzing("doel", kader.doelen)
        if doel is None:
            continue
        code = deel.tekst("code")
        waarden = {
            "doel": doel,
            "code": code,
            "naam": deel.tekst("naam"),
            "eenheid": deel.tekst("eenheid"),
            "richting": deel.verwijzing("richting", richtingen),
            "decimalen": deel.geheel("decimalen"),
            "telt_personen": deel.ja_nee("telt_personen"),
            "bron": deel.tekst_of_leeg("bron"),
            "frequentie": deel.tekst_of_leeg("frequentie"),
            "toelichting": deel.tekst_of_leeg("toelichting"),
            "hoofd": deel.ja_nee("hoofd"),
        }
        lader.bewaar(Indicator, code, deel, waarden)
