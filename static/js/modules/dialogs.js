// Dialogs, the drawer filled from an address, and a question before what cannot be taken back.
on("click", "[data-open-dialog]", (event, opener) => {
  const dialog = document.getElementById(opener.dataset.openDialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type='hidden']), select, textarea")?.focus();
});

on("click", "[data-close-dialog]", (event, button) => {
  event.preventDefault();
  button.closest("dialog").close();
});

// A press on the veil closes, unless something was typed inside.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  if (outside && !dialog.querySelector("form.is-changed")) dialog.close();
});

const drawer = document.getElementById("drawer");

on("click", "[data-drawer-url]", async (event, opener) => {
  if (!drawer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openDrawer(opener.dataset.drawerUrl);
});

async function openDrawer(address) {
  const place = document.getElementById("drawer-content");
  try {
    await window.htmx.ajax("GET", address, { target: place, swap: "innerHTML", headers: { "HX-Drawer": "true" } });
    if (!place.childElementCount) throw new Error("empty");
    drawer.showModal();
    place.querySelector("[autofocus], input:not([type='hidden']), select, textarea")?.focus();
  } catch {
    location.assign(address);
  }
}

document.addEventListener("open-drawer", (event) => openDrawer(event.detail));
document.body.addEventListener("close-drawer", () => drawer?.close());

const confirmDialog = document.getElementById("confirm");

function ask(asked) {
  const title = asked.dataset.confirmTitle || words.confirmTitle;
  confirmDialog.querySelector("[data-confirm-title]").textContent = title;
  confirmDialog.querySelector("[data-confirm-text]").textContent = asked.dataset.confirm;
  const yes = confirmDialog.querySelector("[data-confirm-yes]");
  yes.textContent = asked.dataset.confirmYes || words.confirm;
  yes.className = `btn btn-${asked.dataset.confirmKind || "danger"}`;
  confirmDialog.returnValue = "no";
  confirmDialog.showModal();
  return new Promise((resolve) => {
    confirmDialog.addEventListener("close", () => resolve(confirmDialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener(
  "click",
  async (event) => {
    const asked = event.target instanceof Element ? event.target.closest("[data-confirm]") : null;
    if (!asked || !confirmDialog || asked.dataset.confirmed) return;
    // a form is sent by its button: a press elsewhere in it sends nothing, and pressing the form itself neither
    const pressed = asked.matches("form") ? event.target.closest("button:not([type=button]), [type=submit]") : asked;
    if (!pressed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(asked))) return;
    asked.dataset.confirmed = "yes";
    pressed.click();
    delete asked.dataset.confirmed;
  },
  true,
);
