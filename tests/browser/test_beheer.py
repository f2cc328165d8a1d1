"""The admin under the strict content security policy: what it needs from a browser works."""

import pytest
from django.contrib import admin
from django.urls import reverse

from acties.models import Actie
from sterkvoornoord.models import Gebruiker, Partner

EIGEN = ("sterkvoornoord", "opgaven", "acties", "monitor")
MODELLEN = [m for m in admin.site._registry if m._meta.app_label in EIGEN]


def adres(model, wat: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{wat}", args=args)


def test_elke_lijst_opent_zonder_een_melding_van_de_browser(pagina_als):
    """Lists, and the first form of each; `pagina_als` fails on the smallest breach of the policy."""
    venster = pagina_als("beheerder")
    for model in MODELLEN:
        assert venster.goto(adres(model, "changelist")).status == 200, model
        rij = venster.locator("#result_list tbody th a").first
        if rij.count():
            rij.click()
            venster.locator("#content").wait_for()


def test_kiezer_met_zoeken_werkt(pagina_als):
    """The search box in a select comes from a script of the admin and a request to the portal."""
    venster = pagina_als("beheerder")
    venster.goto(adres(Gebruiker, "add"))
    venster.locator(".select2-selection").first.click()
    venster.locator(".select2-search__field").fill("Vidomes")
    keuze = venster.locator(".select2-results__option", has_text="Vidomes").first
    keuze.click()
    assert venster.locator(".select2-selection__rendered").first.inner_text().endswith("Vidomes")


def test_een_rij_erbij_en_een_kalender(pagina_als):
    venster = pagina_als("beheerder")
    venster.goto(adres(Partner, "add"))
    rijen = venster.locator(".dynamic-aliassen")
    voor = rijen.count()
    venster.locator(".add-row a").click()
    assert rijen.count() == voor + 1
    venster.get_by_label("Naam:").first.press_sequentially("Buurthuis De Heuvel")
    assert venster.get_by_label("Slug:").input_value() == "buurthuis-de-heuvel"


def test_licht_en_donker_wisselen(pagina_als):
    venster = pagina_als("beheerder")
    venster.goto("/beheer/")
    knop = venster.locator(".theme-toggle").first
    voor = venster.evaluate("document.documentElement.dataset.theme")
    knop.click()
    assert venster.evaluate("document.documentElement.dataset.theme") != voor


#: Parts of Django's own pages that axe objects to, in every admin: its select2, its pair of lists, the empty head
#: above the column that names a row, and the small links of its filters.
VAN_DJANGO = (".select2", ".selector", "th.original", "#changelist-filter")


@pytest.mark.parametrize(
    ("pad", "zonder"),
    [("/beheer/", ()), (adres(Partner, "changelist"), VAN_DJANGO), (adres(Actie, "add"), VAN_DJANGO)],
    ids=["index", "lijst", "formulier"],
)
def test_axe_vindt_niets(pagina_als, axe, pad, zonder):
    venster = pagina_als("beheerder")
    venster.goto(pad)
    axe(venster, zonder=zonder)
