"""One visit to every page of the portal, as every role that sees a part of it that no other role showed.

A visit looks at all that has to hold on every page, since opening it costs more than looking: axe on a wide
screen and on a phone, every stop of the Tab key, and nothing that falls off at 320 pixels, with the text twice as
large or on paper. The page is watched all the while (see toezicht.py).
"""

import pytest

from tests.browser import toezicht
from tests.browser.paginas import PAGINAS, rollen_om_te_bekijken

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
  if (haltes.length <= 5) mis.push(`maar ${haltes.length} haltes`);
  return mis.slice(0, 8);
}"""

# Everything that sticks out of the window to the right, and text that is cut off in a box that cannot scroll.
VALT_BUITEN = """() => {
  // The body is as wide as the window, or on paper as wide as the sheet within its margins.
  const breedte = document.body.clientWidth, {clientWidth, scrollWidth} = document.documentElement, mis = [];
  if (scrollWidth > clientWidth || breedte < clientWidth) {
    for (const e of document.querySelectorAll('body *')) {
      const r = e.getBoundingClientRect();
      if (e.ownerSVGElement || e.closest('[popover], .visually-hidden') || inScroll(e)) continue;
      if (r.width && r.right > breedte + 1)
        mis.push(`steekt uit (${Math.round(r.right)}): ${e.outerHTML.slice(0, 120)}`);
    }
    if (!mis.length && scrollWidth > clientWidth) mis.push(`de pagina schuift opzij: ${scrollWidth}`);
  }
  for (const e of document.querySelectorAll('main *:not(.visually-hidden)')) {
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


# What a printed page, without its backgrounds, cannot show: light ink, and what is only for a screen.
OP_PAPIER = """() => {
  const mis = [], kort = e => e.outerHTML.slice(0, 110);
  const weg = '.utrecht-nav-bar, .utrecht-page-footer, .utrecht-breadcrumb-nav, .utrecht-button, .svn-filters';
  for (const e of document.querySelectorAll(weg)) if (e.checkVisibility()) mis.push(`op papier: ${kort(e)}`);
  const licht = kleur => {
    const [r, g, b, a = 1] = kleur.match(/[\\d.]+/g).map(Number);
    return a * (255 * 3 - r - g - b) < 260;
  };
  for (const e of document.querySelectorAll('body *')) {
    const eigen = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!eigen || e.closest('svg, .visually-hidden') || !e.checkVisibility()) continue;
    const s = getComputedStyle(e);
    if (licht(s.color) && (s.printColorAdjust ?? s.webkitPrintColorAdjust) !== 'exact')
      mis.push(`licht op wit: ${kort(e)}`);
  }
  return mis.slice(0, 5);
}"""


def haltes(venster) -> list[str]:
    """Return what is wrong with a stop of the Tab key."""
    venster.keyboard.press("Tab")  # from here on the browser shows the focus
    return venster.evaluate(HALTES)


def valt_buiten(venster) -> list[str]:
    return venster.evaluate(VALT_BUITEN)


def grote_letters(venster) -> list[str]:
    """Return what falls off with the text of the browser at 200 %."""
    venster.evaluate("document.documentElement.style.fontSize = '200%'")
    mis = venster.evaluate(VALT_BUITEN)
    venster.evaluate("document.documentElement.style.fontSize = ''")
    return mis


def op_papier(venster) -> list[str]:
    """Return what is cut off or not to be read when the page is printed."""
    venster.emulate_media(media="print")
    venster.evaluate("document.body.style.inlineSize = '680px'")
    mis = venster.evaluate(VALT_BUITEN) + venster.evaluate(OP_PAPIER)
    venster.evaluate("document.body.style.inlineSize = ''")
    venster.emulate_media(media="screen")
    return mis


#: What is looked at in a visit: at which size of the window, and what is wrong there. The width of 640 pixels is
#: what is left of a screen of 1280 at 200 %; a sheet of A4 is 794 wide, 680 within its margins.
BLIKKEN = (
    (1280, 900, "axe", toezicht.bevindingen),
    (1280, 900, "toetsenbord", haltes),
    (390, 844, "axe op een telefoon", toezicht.bevindingen),
    (390, 844, "valt buiten beeld met grote letters", grote_letters),
    (320, 640, "valt buiten beeld", valt_buiten),
    (640, 640, "valt buiten beeld", valt_buiten),
    (794, 980, "niet goed op papier", op_papier),
)


@pytest.mark.parametrize("pagina", PAGINAS, ids=str)
def test_elke_pagina_voor_elke_rol(portaal, bezoek, pagina):
    mis = []
    for rol in rollen_om_te_bekijken(portaal, pagina):
        venster, antwoord = bezoek(pagina.pad, rol)
        assert antwoord.status == 200, f"{pagina} voor {rol}: {antwoord.status}"
        for breedte, hoogte, wat, blik in BLIKKEN:
            maat = {"width": breedte, "height": hoogte}
            if venster.viewport_size != maat:  # the browser lays the page out again even when nothing changes
                venster.set_viewport_size(maat)
            mis += [f"{wat}, {rol} bij {breedte} px: {regel}" for regel in blik(venster)]
    assert not mis, f"{pagina}\n" + "\n".join(mis)
