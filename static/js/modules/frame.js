// The frame: side bar on a phone, menus that close, theme and language without a reload, the name of the command key.
const side = document.getElementById("side");

on("click", "[data-side-open]", (event) => {
  if (!side) return;
  event.preventDefault();
  side.classList.add("is-open");
  side.querySelector("a, button")?.focus();
});

function closeSide() {
  side?.classList.remove("is-open");
  if (location.hash === "#side") history.replaceState(null, "", location.pathname + location.search);
}

on("click", "[data-side-close]", (event) => {
  event.preventDefault();
  closeSide();
  document.querySelector("[data-side-open]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (side?.classList.contains("is-open")) closeSide();
  const open = document.querySelector("details[data-menu][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

on("keydown", "details[data-menu][open]", (event, menu) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.target.matches("input, select, textarea")) return;
  const items = [...menu.querySelectorAll(".menu-item")];
  if (!items.length) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
});

on("submit", "#preferences", (event, form) => {
  if (event.submitter?.name !== "theme") return;
  const choice = event.submitter.value;
  event.preventDefault();
  form.classList.remove("is-sending"); // the page stays, and the form serves other buttons too
  document.documentElement.applyTheme(choice);
  for (const button of document.querySelectorAll("[form='preferences'][name='theme']")) {
    button.toggleAttribute("aria-current", button.value === choice);
    if (button.value === choice) button.setAttribute("aria-current", "true");
  }
  event.submitter.closest("details")?.removeAttribute("open");
  const body = new FormData(form);
  body.append("theme", choice);
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => toast(words.offline, "warning"));
});

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  for (const key of document.querySelectorAll("[data-command-key]")) key.textContent = "⌘K";
}

for (const button of document.querySelectorAll("[data-go-back]")) {
  button.hidden = history.length < 2;
  button.addEventListener("click", () => history.back());
}

document.querySelector("[data-focus]")?.focus();
document.querySelector("[aria-invalid='true']:not([type='hidden'])")?.focus({ preventScroll: false });
