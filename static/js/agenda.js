// Dragging the items of an agenda, besides the buttons that do the same. Where an item lands is posted with the form;
// the server looks whether the agenda is still what this page shows, and says on the next page where the item is.
"use strict";

(() => {
  const form = document.querySelector("[data-ordenen]");
  if (!form || !window.Sortable) return;
  const knop = form.elements.plek;

  function verstuur({ item, from, to, oldIndex, newIndex }) {
    if (from === to && oldIndex === newIndex) return;
    const vorige = item.previousElementSibling;
    form.elements.na.value = vorige ? vorige.dataset.pk : "";
    form.elements.sectie.value = to.dataset.sectie || "";
    knop.value = `plek:${item.dataset.pk}`;
    form.requestSubmit(knop);
  }

  for (const lijst of form.querySelectorAll("[data-lijst]")) {
    Sortable.create(lijst, {
      group: lijst.dataset.lijst, handle: "[data-greep]", draggable: "li", animation: 120, onEnd: verstuur,
    });
  }
  for (const greep of form.querySelectorAll("[data-greep]")) greep.hidden = false;
})();
