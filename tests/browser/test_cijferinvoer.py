"""Forms for numbers in error: accessible, on a phone too, and from the list one is at the field in one step."""

import pytest

from tests.browser.test_toegankelijkheid import keur_fout, verstuur

METING, STREEF = (f"/indicatoren/sociale-samenhang/{wat}/" for wat in ("metingen", "streefwaarden"))


@pytest.mark.parametrize(
    ("pad", "velden", "eerste"),
    [
        (METING, {"waarde": "n.v.t.", "peiljaar": "24", "bron": ""}, "gebied"),
        (STREEF, {"waarde": "veel"}, "jaar"),
        ("/doelen/3.6/duiding/", {"periode_tot": "2001"}, "periode_tot"),
        ("/geld/nieuw/", {"begroot": "weet ik niet"}, "opgave"),
    ],
)
def test_formulier_voor_cijfers_met_fouten(pagina_als, axe, pad, velden, eerste):
    venster = pagina_als("programmateam", breedte=390)
    venster.goto(pad)
    for naam, waarde in velden.items():
        venster.locator(f"main [name={naam}]").fill(waarde)
    verstuur(venster, "Opslaan")
    keur_fout(venster, axe, f"{pad} met fouten")
    assert venster.evaluate("document.documentElement.scrollWidth <= innerWidth"), "geen schuifbalk onderaan"
    for naam, waarde in velden.items():
        assert venster.locator(f"main [name={naam}]").input_value() == waarde, "wat getypt was blijft staan"
    venster.keyboard.press("Tab")
    venster.keyboard.press("Enter")
    assert venster.evaluate("document.activeElement.name") == eerste
