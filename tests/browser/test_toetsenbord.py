"""Everything can be reached and operated without a mouse, and one always sees where one is."""

import pytest

from tests.browser.paginas import PAGINAS

# Visits every stop of the Tab key on the page and tells what is wrong with it: no visible mark, covered by
# something else, or out of the order of the page.
HALTES = """() => {
  const mis = [];
  const zichtbaar = e => e.checkVisibility({checkVisibilityCSS: true, checkOpacity: false}) && !e.closest('[inert]');
  const stijl = e => { const s = getComputedStyle(e); return [s.outlineStyle + s.outlineWidth, s.boxShadow].join(); };
  const kort = e => e.outerHTML.slice(0, 110);
  const haltes = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && zichtbaar(e));
  for (const e of haltes) {
    if (e.tabIndex > 0) mis.push(`eigen plek in de volgorde: ${kort(e)}`);
    document.activeElement.blur();
    const los = [e, e.nextElementSibling, e.parentElement].filter(Boolean).map(stijl).join('|');
    e.focus();
    if (document.activeElement !== e) { mis.push(`krijgt geen focus: ${kort(e)}`); continue; }
    const vast = [e, e.nextElementSibling, e.parentElement].filter(Boolean).map(stijl).join('|');
    if (los === vast) mis.push(`geen zichtbare focus: ${kort(e)}`);
    const r = e.getBoundingClientRect();
    if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth) {
      mis.push(`buiten beeld: ${kort(e)}`);
      continue;
    }
    const x = r.left + Math.min(r.width / 2, 40), y = (Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2;
    const boven = document.elementFromPoint(x, y);
    if (boven && !e.contains(boven) && !boven.contains(e) && !boven.closest('label')?.control)
      mis.push(`bedekt door ${boven.tagName}.${boven.className}: ${kort(e)}`);
  }
  return {aantal: haltes.length, mis: mis.slice(0, 8)};
}"""


@pytest.mark.parametrize("pagina", PAGINAS, ids=str)
def test_elke_halte_is_te_zien_en_op_zijn_plek(pagina_als, pagina):
    venster = pagina_als(pagina.rollen[0])
    venster.goto(pagina.pad)
    venster.keyboard.press("Tab")  # from here on the browser shows the focus
    uitslag = venster.evaluate(HALTES)
    assert uitslag["aantal"] > 5
    assert not uitslag["mis"], f"{pagina}\n" + "\n".join(uitslag["mis"])


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
