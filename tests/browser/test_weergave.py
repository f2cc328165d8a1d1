"""Nothing falls off the page: at 320 pixels wide, and with the text twice as large."""

import pytest

from tests.browser.paginas import PAGINAS

# Everything that sticks out of the window to the right, and text that is cut off in a box that cannot scroll.
VALT_BUITEN = """() => {
  const breedte = document.documentElement.clientWidth, mis = [];
  if (document.documentElement.scrollWidth > breedte) {
    for (const e of document.querySelectorAll('body *')) {
      const r = e.getBoundingClientRect();
      if (r.width && r.right > breedte + 1 && !e.closest('[popover], .visually-hidden') && !inScroll(e))
        mis.push(`steekt uit (${Math.round(r.right)}): ${e.outerHTML.slice(0, 120)}`);
    }
    if (!mis.length) mis.push(`de pagina schuift opzij: ${document.documentElement.scrollWidth}`);
  }
  for (const e of document.querySelectorAll('main *')) {
    const s = getComputedStyle(e);
    const dicht = ['hidden', 'clip'].includes(s.overflowX);
    if (dicht && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && e.textContent.trim())
      mis.push(`afgesneden: ${e.outerHTML.slice(0, 120)}`);
  }
  return mis.slice(0, 5);
  function inScroll(e) {
    for (let o = e.parentElement; o !== document.body; o = o.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(o).overflowX)) return true;
    return false;
  }
}"""


@pytest.mark.parametrize("pagina", PAGINAS, ids=str)
def test_niets_valt_buiten_beeld(pagina_als, pagina):
    """As who sees most: at 320 px, and at the 640 px that are left of a screen of 1280 at 200 %."""
    venster = pagina_als(pagina.rollen[0], breedte=320, hoogte=640)
    venster.goto(pagina.pad)
    for breedte in (320, 640):
        venster.set_viewport_size({"width": breedte, "height": 640})
        mis = venster.evaluate(VALT_BUITEN)
        assert not mis, f"{pagina} bij {breedte} px\n" + "\n".join(mis)
