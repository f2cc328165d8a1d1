"""What the database keeps as it is in this layer; see `sterkvoornoord.sloten`."""

from sterkvoornoord.sloten import Slot

SLOTEN = [
    # The words that people wrote are wiped a while after an initiatief is closed; its steps stay.
    Slot(
        "initiatieflog",
        "acties.InitiatiefLog",
        "Het logboek van een initiatief verandert niet: regels worden alleen toegevoegd.",
        mag={"tekst": "''"},
    )
]
