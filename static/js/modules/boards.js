// Boards: what one points at in the map lights up in the list beside it, and the other way round.
function light(name, lit) {
  for (const each of document.querySelectorAll(`[data-lights="${CSS.escape(name)}"], [data-lit-by="${CSS.escape(name)}"]`)) {
    each.classList.toggle("is-lit", lit);
  }
}

for (const [type, lit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  on(type, "[data-lights], [data-lit-by]", (event, target) => light(target.dataset.lights || target.dataset.litBy, lit));
}
