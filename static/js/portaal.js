// Small comforts on top of pages that work without any script.
"use strict";

// After a failed form the error list gets the focus, so that it is read first.
function toonFouten(root) {
  const lijst = root.querySelector(".svn-foutlijst[tabindex]");
  if (lijst) lijst.focus();
}

// A second click on a submit button must not send the form twice. The button is not disabled, because a
// disabled button loses its own name and value and its focus; a repeat within the wait is simply ignored.
const WACHT = 5000;

function remDubbel(event) {
  const form = event.target;
  const nu = Date.now();
  if (form.dataset.verstuurd && nu - Number(form.dataset.verstuurd) < WACHT) {
    event.preventDefault();
    return;
  }
  form.dataset.verstuurd = String(nu);
  form.setAttribute("aria-busy", "true");
  // A form that answers with a download leaves the page as it was.
  setTimeout(() => maakVrij(document), WACHT);
}

function maakVrij(root) {
  for (const form of root.querySelectorAll("form[data-verstuurd]")) {
    delete form.dataset.verstuurd;
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("DOMContentLoaded", () => toonFouten(document));
document.addEventListener("submit", (event) => {
  if (event.target.method === "post" && !event.target.hasAttribute("hx-post")) remDubbel(event);
});
// Back from the browser's page cache: the forms are usable again.
window.addEventListener("pageshow", (event) => { if (event.persisted) maakVrij(document); });
document.addEventListener("htmx:afterSettle", (event) => {
  toonFouten(event.target);
  houdFocus(event.target);
});

// Who pressed something that was swapped away would start again at the top of the page. htmx gives the focus back
// to what has the same id; where that is gone, the heading of the new part takes it, and so is read out.
function houdFocus(deel) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const kop = deel.querySelector("[data-kop]");
  if (kop) kop.focus({ preventScroll: true });
}

// htmx only makes a page quicker. When the quick way fails (an error, a session that ended, no connection), the
// plain way answers: the same form or link, as a whole page.
function neemGewoneWeg(event) {
  if (event.detail.elt.closest("[data-punt]")) return; // keeps its text and tries again (js/vastleggen.js)
  const form = event.detail.elt.closest("form[hx-post], form[hx-boost]");
  const link = event.detail.elt.closest("a[hx-get], [hx-boost] a[href]");
  if (form) form.submit();
  else if (link) location.assign(link.href);
}
for (const mislukt of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(mislukt, neemGewoneWeg);
}

// Under a message to a resident: how it reads. Short sentences are what makes the difference.
function telTaal(veld) {
  const zinnen = veld.value.split(/[.!?؟]+(?:\s|$)|\n+/u).map((zin) => zin.trim()).filter(Boolean);
  const lengtes = zinnen.map((zin) => zin.split(/\s+/u).length);
  const woorden = lengtes.reduce((som, aantal) => som + aantal, 0);
  if (!woorden) return "";
  const langste = Math.max(...lengtes);
  const oordeel = langste > 20 ? `maak de langste zin (${langste} woorden) korter`
    : woorden / zinnen.length > 14 ? "maak de zinnen korter" : "makkelijk te lezen";
  const z = zinnen.length === 1 ? "zin" : "zinnen", w = woorden === 1 ? "woord" : "woorden";
  return `Taal: ${oordeel}. ${zinnen.length} ${z}, ${woorden} ${w}.`;
}

for (const veld of document.querySelectorAll("[data-taalhint]")) {
  const hint = document.createElement("p");
  hint.className = "svn-klein svn-zacht";
  const toon = () => { hint.textContent = telTaal(veld); };
  veld.after(hint);
  veld.addEventListener("input", toon);
  toon();
}
