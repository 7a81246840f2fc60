// The map of stakeholders: drag a person with mouse or finger, or move them with the arrow keys. Each is a link to a form
// that does the same without scripts.
const STEPS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const FAR = 6;
let drag = null;
let waiting = null;
let queue = Promise.resolve();

const mapOf = () => document.querySelector("[data-stakeholder-map]");
const field = (influence, interest) => mapOf()?.querySelector(`td[data-influence="${influence}"][data-interest="${interest}"]`);
const nameOf = (who) => who.querySelector(".who-name").textContent;

function tell(who, influence, interest) {
  const sentence = influence ? mapOf().dataset.moved : mapOf().dataset.off;
  announce(fill(sentence, { name: nameOf(who), influence, interest }));
}

/** Show the person at the new place at once; the server's word follows. */
function show(who, influence, interest) {
  const place = influence ? field(influence, interest) : document.querySelector("[data-tray]");
  if (!place) return;
  place.append(who);
  who.dataset.influence = influence;
  who.dataset.interest = interest;
  tell(who, influence, interest);
}

function send(who, focus) {
  const { who: pk, placeUrl, influence, interest } = who.dataset;
  who.classList.add("is-sending");
  const values = { influence, interest, csrfmiddlewaretoken: csrfToken() };
  const whole = document.getElementById("map-part");
  const asked = () =>
    whole
      ? window.htmx.ajax("POST", placeUrl, { target: "#map-part", swap: "outerHTML", values })
      : fetch(placeUrl, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": csrfToken() } }).then((answer) => {
          who.classList.remove("is-sending");
          if (!answer.ok) toast(words.failed, "error");
        });
  queue = queue.then(asked, asked).then(() => {
    if (focus) document.querySelector(`[data-who="${pk}"]`)?.focus({ preventScroll: true });
  });
}

on("keydown", "[data-who]", (event, who) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !mapOf()) return;
  let influence = Number(who.dataset.influence);
  let interest = Number(who.dataset.interest);
  if (STEPS[event.key]) {
    const [up, right] = STEPS[event.key];
    influence = influence ? Math.min(5, Math.max(1, influence + up)) : 3;
    interest = interest ? Math.min(5, Math.max(1, interest + right)) : 3;
  } else if ((event.key === "Delete" || event.key === "Backspace") && influence) {
    influence = interest = "";
  } else {
    return;
  }
  event.preventDefault();
  if (String(influence) === who.dataset.influence && String(interest) === who.dataset.interest) return;
  show(who, influence, interest);
  who.focus({ preventScroll: true });
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => send(who, document.activeElement === who), 600);
});

on("focusout", "[data-who]", (event, who) => {
  if (!waiting || !who.isConnected) return;
  window.clearTimeout(waiting);
  waiting = null;
  window.setTimeout(() => {
    if (who.isConnected && document.activeElement !== who && !who.classList.contains("is-sending")) send(who, false);
  }, 0);
});

function targetAt(event) {
  const found = document.elementFromPoint(event.clientX, event.clientY);
  return found?.closest("[data-stakeholder-map] td[data-influence], [data-tray]") || null;
}

function mark(place) {
  for (const each of document.querySelectorAll(".is-target")) each.classList.toggle("is-target", each === place);
  place?.classList.add("is-target");
}

function drop(event, done) {
  if (!drag) return;
  const { who, moving } = drag;
  drag = null;
  mark(null);
  who.style.transform = "";
  if (!moving) return;
  const place = done ? targetAt(event) : null;
  who.classList.remove("is-dragged");
  // The click that ends the dragging does not open the page.
  const hold = (click) => click.preventDefault();
  document.addEventListener("click", hold, true);
  window.setTimeout(() => document.removeEventListener("click", hold, true), 50);
  if (!place) return;
  const influence = place.dataset.influence || "";
  const interest = place.dataset.interest || "";
  if (influence === who.dataset.influence && interest === who.dataset.interest) return;
  show(who, influence, interest);
  send(who, false);
}

on("pointerdown", "[data-who]", (event, who) => {
  if (event.button !== 0 || !mapOf()) return;
  drag = { who, x: event.clientX, y: event.clientY, moving: false };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moving && Math.hypot(x, y) < FAR) return;
  if (!drag.moving) {
    drag.moving = true;
    drag.who.classList.add("is-dragged");
  }
  event.preventDefault();
  drag.who.style.transform = `translate(${x}px, ${y}px)`;
  mark(targetAt(event));
});
document.addEventListener("pointerup", (event) => drop(event, true));
document.addEventListener("pointercancel", (event) => drop(event, false));
on("dragstart", "[data-who]", (event) => event.preventDefault());

onContent((part) => {
  for (const hint of within(part, "[data-with-scripts]")) hint.hidden = false;
});
