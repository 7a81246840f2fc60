// One more line in a form of many: the last one is copied, emptied and counted.
onContent((part) => {
  for (const button of within(part, "[data-add-line]")) button.hidden = false;
});

on("click", "[data-add-line]", (event, button) => {
  const total = button.form.elements[`${button.dataset.addLine}-TOTAL_FORMS`];
  const most = Number(button.form.elements[`${button.dataset.addLine}-MAX_NUM_FORMS`].value);
  const number = Number(total.value);
  const last = button.previousElementSibling;
  const copy = last.cloneNode(true);
  for (const element of copy.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/-\d+-/, `-${number}-`));
    }
  }
  for (const complaint of copy.querySelectorAll(".field-error")) complaint.remove();
  for (const field of copy.querySelectorAll("input:not([type='hidden']), select")) {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
    if (field.matches("input")) field.value = "";
    else field.value = last.querySelector(`[name='${field.name.replace(`-${number}-`, `-${last.dataset.line}-`)}']`).value;
  }
  copy.dataset.line = number;
  copy.setAttribute("aria-label", copy.getAttribute("aria-label").replace(/\d+/, (n) => Number(n) + 1));
  last.after(copy);
  total.value = number + 1;
  button.hidden = number + 1 >= most;
  copy.querySelector("input:not([type='hidden'])").focus();
});
