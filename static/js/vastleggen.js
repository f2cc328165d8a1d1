// Recording during a meeting: what is typed stays in this browser until the server has it.
//
// Each item of the page ([data-punt]) saves itself through htmx. Its fields are written to the browser's storage as
// they are typed, with the marks that say what the page had read, and taken out once the server answers that it has
// them. After a lost connection, an expired session or a closed window they are put back and offered again; the marks
// let the server see what somebody else wrote meanwhile.
"use strict";

(() => {
  const pagina = document.querySelector("[data-vastleggen]");
  if (!pagina) return;
  const OPNIEUW = 5000;
  const VERVALT = 7 * 24 * 3600 * 1000;
  const sleutel = (punt) => `svn-vastleggen:${pagina.dataset.vastleggen}:${punt.dataset.punt}`;
  const zelf = (punt) => punt.querySelector("[data-zelf]");
  const stand = (punt) => punt.querySelector("[role=status]");
  const verstuurd = new WeakMap();

  // Values by name. The key of a new action point differs on every page, and a choice is made once.
  function waarden(punt) {
    const uit = {};
    for (const veld of punt.querySelectorAll("input[name], textarea[name], select[name]")) {
      if (veld.type === "radio" && (!veld.checked || veld.name.includes("-keuze-"))) continue;
      uit[veld.name] = veld.value;
    }
    return uit;
  }
  const getypt = (velden) => JSON.stringify(
    Object.entries(velden).filter(([naam]) => !/-(gelezen|actiepunt_sleutel)$/.test(naam)));

  function bewaar(punt) {
    try {
      localStorage.setItem(sleutel(punt), JSON.stringify({ op: Date.now(), velden: waarden(punt) }));
    } catch { /* Storage is full or switched off: the page itself still holds the text. */ }
  }
  const vergeet = (punt) => { try { localStorage.removeItem(sleutel(punt)); } catch { /* as above */ } };

  function zetTerug(punt) {
    let oud;
    try { oud = JSON.parse(localStorage.getItem(sleutel(punt))); } catch { return; }
    if (!oud || punt.querySelector("[data-botst]")) return;
    if (Date.now() - oud.op > VERVALT || getypt(oud.velden) === getypt(waarden(punt))) { vergeet(punt); return; }
    for (const veld of punt.querySelectorAll("input[name], textarea[name], select[name]")) {
      if (!(veld.name in oud.velden)) continue;
      if (veld.type === "radio") veld.checked = veld.value === oud.velden[veld.name];
      else veld.value = oud.velden[veld.name];
    }
    if (punt.tagName === "DETAILS") punt.open = true;
    meld(punt, "Uw tekst stond nog op deze computer en is teruggezet. Wij slaan hem nu op.");
    htmx.trigger(zelf(punt), "bewaar");
  }

  function meld(punt, zin) {
    const p = document.createElement("p");
    p.className = "svn-vastleg__let";
    p.textContent = zin;
    stand(punt).replaceChildren(p);
  }

  const puntVan = (event) => event.detail.elt && event.detail.elt.closest("[data-punt]");
  const wachtend = new Set();

  function probeerOpnieuw() {
    for (const punt of wachtend) htmx.trigger(zelf(punt), "bewaar");
  }

  pagina.addEventListener("input", (event) => {
    const punt = event.target.closest("[data-punt]");
    if (punt) bewaar(punt);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const punt = puntVan(event);
    if (punt) verstuurd.set(event.detail.xhr, getypt(waarden(punt)));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const punt = puntVan(event);
    if (!punt || !event.detail.successful) return;
    wachtend.delete(punt);
    const opgeslagen = event.detail.xhr.getResponseHeader("X-Bewaard") === "ja";
    // What was typed while the answer was under way is still to be saved.
    if (opgeslagen && verstuurd.get(event.detail.xhr) === getypt(waarden(punt))) vergeet(punt);
    else if (!opgeslagen || event.detail.elt.hasAttribute("data-zelf")) bewaar(punt);
    else vergeet(punt);
  });
  for (const mislukt of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(mislukt, (event) => {
      const punt = puntVan(event);
      if (!punt) return;
      bewaar(punt);
      const status = event.detail.xhr ? event.detail.xhr.status : 0;
      if (status === 401 || status === 403) {
        meld(punt, "U bent uitgelogd. Uw tekst staat op deze computer. Open deze pagina opnieuw en log in; dan slaan wij hem op.");
        return;
      }
      meld(punt, "Nog niet opgeslagen: er is geen verbinding. Uw tekst staat op deze computer. Wij proberen het zo opnieuw.");
      wachtend.add(punt);
      setTimeout(probeerOpnieuw, OPNIEUW);
    });
  }
  window.addEventListener("online", probeerOpnieuw);
  document.addEventListener("DOMContentLoaded", () => {
    for (const punt of pagina.querySelectorAll("[data-punt]")) zetTerug(punt);
  });
})();
