// Forms: filters that submit themselves, typed text that survives, a warning before it is lost, no double sending.
let pending = 0;

function submitFilter(form) {
  window.clearTimeout(pending);
  form.requestSubmit();
}

on("change", "form[data-autosubmit]", (event, form) => {
  if (!event.target.closest("[data-no-autosubmit]")) submitFilter(form);
});
on("input", "form[data-autosubmit] input[type='search'], form[data-autosubmit] input[type='text']", (event, field) => {
  if (field.closest(".ts-wrapper, .ts-dropdown")) return;
  if (event.isComposing) return;
  window.clearTimeout(pending);
  pending = window.setTimeout(() => submitFilter(field.form), 350);
});
on("submit", "form[method='get']", (event, form) => {
  // Empty filters do not belong into the address.
  const empty = [...form.elements].filter((field) => field.name && !field.value && !field.disabled);
  for (const field of empty) field.disabled = true;
  window.setTimeout(() => empty.forEach((field) => (field.disabled = false)));
}, true);

// Drafts -------------------------------------------------------------------------------------------------------------
const kept = (form) => `draft:${form.dataset.draft}:${location.pathname}`;
const keepable = (field) => field.name && !["password", "file", "hidden", "submit"].includes(field.type) && field.name !== "csrfmiddlewaretoken";

function read(form) {
  return [...form.elements].filter(keepable).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((option) => option.value)];
    return [field.name, field.value];
  });
}

function write(form, values) {
  for (const [name, value, checked] of values) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (checked !== undefined) {
        if (field.value === value) field.checked = checked;
      } else if (field.tomselect) field.tomselect.setValue(value, true);
      else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
      else field.value = value;
    }
  }
}

// The page after a success says that the draft has served.
for (const done of document.querySelectorAll("[data-draft-done]")) {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${done.dataset.draftDone}:`)) localStorage.removeItem(key);
}

// A draft is dropped when the page that answers is not the same form with errors. A form with data-keep stays a draft
// until a page says that it was taken (data-draft-done): then even a line that broke while sending loses nothing. It goes
// before anything is put back: the page that answers may hold the very form that was sent, empty again.
const sent = sessionStorage.getItem("draft-sent");
if (sent) {
  sessionStorage.removeItem("draft-sent");
  const again = [...document.querySelectorAll("form[data-draft]")].some((form) => kept(form) === sent && (form.dataset.keep !== undefined || form.querySelector("[aria-invalid='true'], .form-errors")));
  if (!again) localStorage.removeItem(sent);
}

onContent((part) => {
  for (const form of within(part, "form[data-draft]")) {
    const stored = localStorage.getItem(kept(form));
    if (!stored || form.querySelector("[aria-invalid='true'], .form-errors")) continue;
    try {
      const { values, at } = JSON.parse(stored);
      if (Date.now() - at > 7 * 24 * 3600 * 1000) throw new Error("old");
      const before = read(form);
      if (JSON.stringify(before) === JSON.stringify(values)) continue;
      write(form, values);
      form.classList.add("is-changed");
      toast(words.restored, "info", { text: words.discard, run: () => { localStorage.removeItem(kept(form)); write(form, before); form.classList.remove("is-changed"); } });
    } catch {
      localStorage.removeItem(kept(form));
    }
  }
});

on("input", "form[data-guard], form[data-draft]", (event, form) => {
  form.classList.add("is-changed");
  if (form.dataset.draft) localStorage.setItem(kept(form), JSON.stringify({ at: Date.now(), values: read(form) }));
});

on("click", "[data-discard]", (event, link) => {
  const form = link.closest("form");
  if (!form) return;
  form.classList.remove("is-changed");
  if (form.dataset.draft) localStorage.removeItem(kept(form));
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard].is-changed:not(.is-sending):not([data-draft])")) event.preventDefault();
});

on("submit", "form[method='post']", (event, form) => {
  if (event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    form.classList.add("is-waiting");
    toast(words.offline, "warning");
    return;
  }
  if (form.classList.contains("is-sending")) {
    event.preventDefault();
    return;
  }
  form.classList.add("is-sending");
  if (form.dataset.draft) sessionStorage.setItem("draft-sent", kept(form));
  window.setTimeout(() => event.submitter?.classList.add("is-busy"));
  window.setTimeout(() => { form.classList.remove("is-sending"); event.submitter?.classList.remove("is-busy"); }, 8000);
});

window.addEventListener("online", () => {
  const waiting = document.querySelector("form[data-keep].is-waiting");
  if (!waiting) return;
  waiting.classList.remove("is-waiting");
  toast(words.online, "success", { text: words.sendNow, run: () => waiting.requestSubmit() });
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form.is-sending")) form.classList.remove("is-sending");
  for (const button of document.querySelectorAll(".is-busy")) button.classList.remove("is-busy");
});

// File fields --------------------------------------------------------------------------------------------------------
on("change", "[data-upload] input[type='file']", (event, field) => {
  const title = field.closest("[data-upload]").querySelector("[data-upload-title]");
  if (field.files.length) title.textContent = [...field.files].map((file) => file.name).join(", ");
});
for (const type of ["dragenter", "dragover"]) on(type, "[data-upload]", (event, place) => place.classList.add("is-over"));
for (const type of ["dragleave", "drop"]) on(type, "[data-upload]", (event, place) => place.classList.remove("is-over"));
