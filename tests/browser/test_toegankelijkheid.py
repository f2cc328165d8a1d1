"""axe finds nothing: on every page, on every part of it that any role sees, and on forms in error."""

import re

import pytest

from tests.browser.paginas import PAGINAS, rollen_om_te_bekijken
from tests.rollenregels import CONCEPT

#: Pages whose lay-out changes most on a phone.
OOK_TELEFOON = (
    "monitor:home",
    "acties:lijst",
    "acties:detail",
    "partners:",
    "monitor:",
    "acties:voortgang",
    "account_",
)


@pytest.mark.parametrize("pagina", PAGINAS, ids=str)
def test_elke_pagina_voor_elke_rol(portaal, pagina_als, axe, pagina):
    for rol in rollen_om_te_bekijken(portaal, pagina):
        venster = pagina_als(rol)
        antwoord = venster.goto(pagina.pad)
        assert antwoord.status == 200, f"{pagina} voor {rol}: {antwoord.status}"
        axe(venster, f"{pagina} voor {rol}")
        venster.context.close()


@pytest.mark.parametrize("pagina", [p for p in PAGINAS if p.regel.naam.startswith(OOK_TELEFOON)], ids=str)
def test_pagina_op_een_telefoon(pagina_als, axe, pagina):
    """As the one who sees least: a visitor, or a partner."""
    rol = pagina.rollen[-1]
    venster = pagina_als(rol, breedte=390, hoogte=844)
    venster.goto(pagina.pad)
    axe(venster, f"{pagina} voor {rol} op een telefoon")


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
