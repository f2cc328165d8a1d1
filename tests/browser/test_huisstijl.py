"""The shell and the components in a real browser: keyboard, phone, zoom, right-to-left, and without script."""

import pytest

BREEDTES = [1280, 390, 320]


def past(pagina) -> bool:
    """True when nothing makes the page wider than the window."""
    return pagina.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("breedte", BREEDTES)
@pytest.mark.parametrize("pad", ["/stijlgids/", "/deze/pagina-is-er-niet/"])
def test_onderdelen_zijn_toegankelijk_en_passen(pagina_als, axe, pad, breedte):
    pagina = pagina_als(breedte=breedte)
    pagina.goto(pad)
    assert past(pagina)
    axe(pagina, f"{pad} op {breedte} px")


@pytest.mark.parametrize("breedte", [1280, 390])
def test_onderdelen_passen_van_rechts_naar_links(pagina_als, breedte):
    pagina = pagina_als(breedte=breedte)
    pagina.goto("/stijlgids/")
    pagina.evaluate("document.documentElement.dir = 'rtl'")
    assert past(pagina)
    tekst, plek = pagina.evaluate(
        "(() => { const k = document.querySelector('h1').getBoundingClientRect();"
        " const p = document.querySelector('.svn-vink').getBoundingClientRect();"
        " const i = document.querySelector('.svn-vink input').getBoundingClientRect();"
        " return [k.right > innerWidth / 2, i.right > p.left + p.width / 2] })()"
    )
    assert tekst, "the heading starts on the right"
    assert plek, "the check box stands on the right of its label"


def test_eerste_tab_gaat_langs_het_menu_naar_de_inhoud(pagina_als):
    pagina = pagina_als()
    pagina.goto("/stijlgids/")
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.textContent") == "Direct naar de inhoud"
    pagina.keyboard.press("Enter")
    assert pagina.evaluate("document.activeElement.id") == "inhoud"


def test_focus_is_te_zien_op_licht_en_donker(pagina_als):
    pagina = pagina_als()
    pagina.goto("/stijlgids/")
    for plek in (".svn-merk", ".svn-menu__link", "main .utrecht-button", "main .utrecht-textbox"):
        pagina.locator(plek).first.focus()
        pagina.keyboard.press("Shift+Tab")
        pagina.keyboard.press("Tab")
        dikte, halo = pagina.evaluate(
            "[getComputedStyle(document.activeElement).outlineWidth,"
            " getComputedStyle(document.activeElement).boxShadow]"
        )
        assert dikte == "3px", plek
        assert "rgb(246, 180, 32)" in halo, plek


@pytest.mark.parametrize("js", [True, False])
def test_menu_op_de_telefoon_gaat_open_en_dicht(pagina_als, js):
    pagina = pagina_als(breedte=390, js=js)
    pagina.goto("/stijlgids/")
    menu = pagina.locator("#menu")
    assert not menu.is_visible()
    knop = pagina.get_by_role("button", name="Menu")
    knop.press("Enter")
    assert menu.is_visible()
    assert menu.get_by_role("link", name="Inloggen voor partners").is_visible()
    pagina.keyboard.press("Escape")
    assert not menu.is_visible()


def test_uitloggen_kan_op_de_telefoon(pagina_als):
    pagina = pagina_als("projectleider", breedte=390)
    pagina.goto("/stijlgids/")
    pagina.get_by_role("button", name="Menu").click()
    knop = pagina.locator("#menu").get_by_role("button", name="Uitloggen")
    assert knop.is_visible()
    assert knop.evaluate("k => k.form.method") == "post"
    assert knop.bounding_box()["height"] >= 44


def test_foutlijst_krijgt_de_focus_en_de_titel_zegt_het(pagina_voor, db):
    pagina = pagina_voor()
    pagina.goto("/account/login/")
    pagina.fill("[name=login]", "iemand@voorbeeld.example")
    pagina.fill("[name=password]", "fout")
    pagina.locator("main form button[type=submit]").first.click()
    pagina.locator(".svn-foutlijst").wait_for()
    assert pagina.title().startswith("Fout: ")
    assert "svn-foutlijst" in pagina.evaluate("document.activeElement.className")


TEL_VERZENDINGEN = """() => {
  const form = document.createElement("form");
  form.method = "post";
  document.querySelector("main").append(form);
  let verzonden = 0;
  window.addEventListener("submit", (e) => { if (!e.defaultPrevented) verzonden += 1; e.preventDefault(); });
  form.requestSubmit();
  form.requestSubmit();
  const dubbel = verzonden;
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  form.requestSubmit();
  return [dubbel, verzonden, form.hasAttribute("aria-busy")];
}"""


def test_dubbelklik_verstuurt_een_formulier_maar_een_keer(pagina_als):
    """Back from the page cache the form works again."""
    pagina = pagina_als()
    pagina.goto("/stijlgids/")
    assert pagina.evaluate(TEL_VERZENDINGEN) == [1, 2, True]


def test_vinkje_in_een_aangekruist_vakje_is_te_zien(pagina_als):
    """The drawing is a file of the site: the policy lets no data: image through."""
    pagina = pagina_als()
    with pagina.expect_response("**/vendor/nlds/beeld-*.svg") as gekregen:
        pagina.goto("/stijlgids/")
    assert gekregen.value.ok


def test_op_papier_staat_geen_menu(pagina_als):
    pagina = pagina_als()
    pagina.goto("/stijlgids/")
    pagina.emulate_media(media="print")
    assert not pagina.locator("#menu").is_visible()
    assert not pagina.locator(".utrecht-page-footer").is_visible()
    assert pagina.locator(".svn-merk__naam").is_visible()


def test_gedwongen_kleuren_houden_woord_en_icoon(pagina_als):
    pagina = pagina_als(forced_colors="active")
    pagina.goto("/stijlgids/")
    pil = pagina.locator(".svn-koers--stuur").first
    assert pil.get_by_text("Bijsturen").is_visible()
    assert pil.locator("svg").is_visible()
    assert pil.evaluate("p => getComputedStyle(p).borderTopWidth") == "1px"
