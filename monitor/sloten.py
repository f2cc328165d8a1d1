"""What the database keeps as it is in this layer; see `sterkvoornoord.sloten`."""

from sterkvoornoord.sloten import Slot

_ZIN = "Deze besluitenlijst is vastgesteld. Er verandert niets meer aan."

SLOTEN = [
    # Its file comes once, a little later than the list itself.
    Slot("besluitenlijst", "monitor.Besluitenlijst", _ZIN, wanneer="OLD.bestand <> ''"),
    Slot(
        "besluitenlijst_inhoud",
        "monitor.Besluitenlijst",
        _ZIN,
        velden=("vergadering_id", "besloten", "vastgesteld_op", "inhoud", "inhoud_sha256"),
    ),
]
