// What all modules share. Each file in modules/ follows in a block of its own; together they are one module script.
// Nothing here is needed to use the portal: every form and link works without it.

const frameElement = document.getElementById("frame-data");
const frame = frameElement ? JSON.parse(frameElement.textContent) : { words: {}, places: [], actions: [] };
const words = frame.words;

/** React to an event on whatever matches now or later (parts of pages come and go). */
function on(type, selector, handler, options) {
  document.addEventListener(
    type,
    (event) => {
      const target = event.target instanceof Element ? event.target.closest(selector) : null;
      if (target) handler(event, target);
    },
    options,
  );
}

/** Run for what is on the page and for what htmx brings. */
function onContent(handler) {
  handler(document.body);
  document.body.addEventListener("htmx:load", (event) => handler(event.detail.elt));
}

/** Elements matching inside a part, the part itself included. */
function within(part, selector) {
  const found = [...part.querySelectorAll(selector)];
  if (part.matches?.(selector)) found.unshift(part);
  return found;
}

/** Fill the %(name)s of a translated sentence. */
function fill(sentence, values) {
  return (sentence || "").replace(/%\((\w+)\)[sd]/g, (_, name) => values[name]);
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const spriteUse = document.querySelector("svg.icon use");
const sprite = spriteUse ? spriteUse.getAttribute("href").split("#")[0] : "";

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** Say something to a screen reader without showing it. */
function announce(text) {
  const place = document.getElementById("announcer");
  if (place) place.textContent = text;
}

const toneIcons = { success: ["green", "circle-check"], info: ["blue", "info-circle"], warning: ["yellow", "alert-triangle"], error: ["red", "alert-circle"] };

/** A note in the corner that goes by itself; errors stay until closed. */
function toast(text, level = "info", action = null) {
  const place = document.getElementById("toasts");
  if (!place) return null;
  const [tone, sign] = toneIcons[level] || toneIcons.info;
  const note = element("div", `toast-note tone-${tone}`);
  const close = element("button", "icon-button icon-button-sm");
  close.type = "button";
  close.dataset.closeToast = "";
  close.setAttribute("aria-label", words.close);
  close.append(icon("x"));
  note.append(icon(sign), element("div", "toast-text", text));
  if (action) {
    const button = element("button", "btn btn-sm", action.text);
    button.type = "button";
    button.addEventListener("click", () => {
      action.run();
      note.remove();
    });
    note.append(button);
  }
  note.append(close);
  place.append(note);
  if (level !== "error") {
    let left = window.setTimeout(() => note.remove(), 6000);
    note.addEventListener("pointerenter", () => window.clearTimeout(left));
    note.addEventListener("pointerleave", () => (left = window.setTimeout(() => note.remove(), 3000)));
  }
  return note;
}

/** Whether a key press belongs to somebody who is typing. */
function isTyping(target) {
  return target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable='true'], .ts-control"));
}

function csrfToken() {
  return document.querySelector("input[name='csrfmiddlewaretoken']")?.value || "";
}
