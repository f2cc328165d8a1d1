"""axe finds nothing on forms in error and on error pages; for all other pages see test_bezoek.py."""

import re

import pytest

from tests.rollenregels import CONCEPT

# Forms in error


def verstuur(venster, knop: str) -> None:
    """Press the button of the main form and wait for the page with the errors."""
    venster.locator("main").get_by_role("button", name=re.compile(knop)).first.click()
    venster.locator(".svn-foutlijst").wait_for()


def keur_fout(venster, axe, waar: str) -> None:
    """The error page is accessible, says so in its title, and its list has the focus."""
    assert venster.title().startswith("Fout:"), venster.title()
    assert venster.evaluate("document.activeElement.classList.contains('svn-foutlijst')"), f"{waar}: geen focus"
    for link in venster.locator(".svn-foutlijst a").all():
        doel = link.get_attribute("href")
        assert venster.locator(doel).count() == 1, f"{waar}: {doel} bestaat niet"
    axe(venster, waar)


@pytest.mark.parametrize("breedte", [1280, 390])
def test_inloggen_met_fouten(pagina_als, axe, breedte):
    venster = pagina_als(breedte=breedte)
    venster.goto("/account/login/")
    venster.get_by_label("E-mailadres").fill("geen adres")
    verstuur(venster, "Inloggen")
    keur_fout(venster, axe, "inloggen met fouten")


def test_wachtwoord_vergeten_met_fouten(pagina_als, axe):
    venster = pagina_als()
    venster.goto("/account/wachtwoord/vergeten/")
    verstuur(venster, "Stuur mij de mail")
    keur_fout(venster, axe, "wachtwoord vergeten met fouten")


def test_wachtwoord_wijzigen_met_fouten(pagina_als, axe):
    venster = pagina_als("trekker")
    venster.goto("/account/wachtwoord/")
    venster.get_by_label("Wachtwoord van nu").fill("fout")
    venster.get_by_label("Nieuw wachtwoord", exact=True).fill("kort")
    verstuur(venster, "Bewaar")
    keur_fout(venster, axe, "wachtwoord wijzigen met fouten")


# Error pages


@pytest.mark.parametrize(
    ("rol", "pad", "status"),
    [("bezoeker", "/bestaat-niet/", 404), ("trekker", f"/acties/{CONCEPT}/", 404), ("partner", "/beheer/", 403)],
)
@pytest.mark.parametrize("breedte", [1280, 390])
def test_foutpaginas(pagina_als, axe, rol, pad, status, breedte):
    venster = pagina_als(rol, breedte=breedte)
    assert venster.goto(pad).status == status
    axe(venster)
