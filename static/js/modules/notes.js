// Notes: messages of the server become toasts where they only confirm; errors stay on the page. Failures are said.
on("click", "[data-close-toast]", (event, button) => button.closest(".toast-note").remove());

onContent((part) => {
  for (const message of within(part, "[data-message='success'], [data-message='info']")) {
    if (!document.getElementById("toasts")) return;
    toast(message.querySelector(".alert-text").textContent.trim(), message.dataset.message);
    message.remove();
  }
});

document.body.addEventListener("toast", (event) => {
  const { text, level } = event.detail;
  if (text) toast(text, level);
});

document.body.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 422 || status === 409) return;
  toast(words.failed, "error");
});
document.body.addEventListener("htmx:sendError", () => toast(words.offline, "warning"));
document.body.addEventListener("htmx:timeout", () => toast(words.offline, "warning"));

document.body.addEventListener("htmx:beforeSwap", (event) => {
  // A refused or invalid form comes back with its errors: show them.
  if (event.detail.xhr.status === 422 || event.detail.xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const count = event.detail.elt.querySelector?.("[data-announce]") || (event.detail.elt.matches?.("[data-announce]") ? event.detail.elt : null);
  if (count) announce(count.textContent.trim());
});
