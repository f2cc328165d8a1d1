"""What the database keeps as it is in this layer; see `sterkvoornoord.sloten`."""

from sterkvoornoord.sloten import Slot

SLOTEN = [
    Slot(
        "besluit",
        "governance.Besluit",
        "Dit besluit is vastgesteld. Neem een nieuw besluit dat dit besluit vervangt.",
        wanneer="OLD.status = 'vastgesteld'",
    ),
    Slot("besluitnummer", "governance.Besluit", "Het nummer van een besluit verandert nooit.", velden=("nummer",)),
    Slot(
        "signaalstap",
        "governance.Signaalstap",
        "Het logboek van een signaal verandert niet: regels worden alleen toegevoegd.",
    ),
]
