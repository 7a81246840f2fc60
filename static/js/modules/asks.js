// Questions that are shown only by the answer to an earlier one. Without scripts all are there, each with its condition.
function answersOf(form, name) {
  const values = [];
  for (const field of form.elements) {
    if (field.name !== name || field.closest(".ask[hidden]")) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) values.push(field.value === "on" ? "1" : field.value);
    } else if (field.value.trim()) {
      values.push(field.value.trim());
    }
  }
  return values;
}

function isMet(form, { field, op, value }) {
  const values = answersOf(form, field);
  if (!values.length) return false;
  if (op === "answered") return true;
  if (op === "at_most") return Number(values[0]) <= Number(value);
  if (op === "at_least") return Number(values[0]) >= Number(value);
  const wanted = value === "true" ? "1" : value.toLowerCase();
  const has = values.some((one) => one.toLowerCase() === wanted);
  return op === "is" ? has : !has;
}

function showAsked(form) {
  for (const block of form.querySelectorAll(".ask[data-show-if]")) {
    const met = isMet(form, JSON.parse(block.dataset.showIf));
    block.hidden = !met;
    block.disabled = !met;
    block.querySelector(".ask-only-if")?.remove();
  }
}

onContent((part) => {
  for (const form of new Set(within(part, ".ask[data-show-if]").map((block) => block.form))) if (form) showAsked(form);
});
on("change", ".ask input, .ask textarea", (event, field) => field.form && showAsked(field.form));
on("reset", "form", (event, form) => setTimeout(() => showAsked(form)));
