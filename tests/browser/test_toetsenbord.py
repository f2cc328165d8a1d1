"""Everything can be operated without a mouse; that one sees where one is, test_bezoek.py sees on every page."""


def wandel(venster, keer: int) -> list[str]:
    """Press Tab so many times; return the names of the stops."""
    haltes = []
    for _ in range(keer):
        venster.keyboard.press("Tab")
        haltes.append(
            venster.evaluate(
                "(e => (e.labels?.[0] ?? e).textContent.trim().replace(/\\s+/g, ' '))(document.activeElement)"
            )
        )
    return haltes


def test_tab_loopt_door_de_inlogpagina_in_de_volgorde_van_de_pagina(pagina_als):
    venster = pagina_als()
    venster.goto("/account/login/")
    venster.keyboard.press("Tab")
    venster.keyboard.press("Enter")  # past the menu
    assert wandel(venster, 5) == [
        "E-mailadres",
        "Wachtwoord",
        "Inloggen",
        "Wachtwoord vergeten?",
        "Mail het programmateam",
    ]


def test_tab_komt_rond_en_loopt_nergens_vast(pagina_als):
    venster = pagina_als("projectleider")
    venster.goto("/account/")
    haltes = wandel(venster, 40)
    assert "Direct naar de inhoud" in haltes
    assert "Fout op deze pagina?" in haltes  # the last link of the page


def test_enter_verstuurt_het_formulier(pagina_als):
    venster = pagina_als()
    venster.goto("/account/login/")
    venster.get_by_label("E-mailadres").fill("mens")
    venster.keyboard.press("Enter")
    venster.locator(".svn-foutlijst").wait_for()
    # From the list of errors straight to the field.
    venster.keyboard.press("Tab")
    venster.keyboard.press("Enter")
    assert venster.evaluate("document.activeElement.name") == "login"
    assert venster.evaluate("document.activeElement.value") == "mens"
