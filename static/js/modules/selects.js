// Long lists become searchable. The plain <select> stays underneath and is what a browser without scripts uses.
onContent((part) => {
  if (!window.TomSelect) return;
  for (const select of within(part, "select[data-search-select]")) {
    if (select.tomselect) continue;
    const address = select.dataset.searchUrl;
    const many = select.multiple;
    const clearable = [...select.options].some((option) => option.value === "");
    const label = select.labels?.[0]?.firstChild?.textContent?.trim() || select.getAttribute("aria-label") || select.title;
    const chooser = new window.TomSelect(select, {
      plugins: many ? { remove_button: { title: words.remove } } : clearable ? { clear_button: { title: words.remove } } : {},
      maxOptions: 200,
      hidePlaceholder: true,
      dropdownParent: select.closest(".filter-row") ? "body" : null,
      placeholder: select.dataset.placeholder || words.choose,
      valueField: "value",
      labelField: "text",
      searchField: ["text"],
      preload: address ? "focus" : false,
      load: address
        ? async (query, done) => {
            try {
              const response = await fetch(`${address}${address.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
              answer(chooser, done, await response.json());
            } catch {
              done();
            }
          }
        : null,
      render: {
        no_results: () => element("div", "no-results", words.noMatch),
        loading: () => element("div", "no-results", words.loading),
      },
      onItemAdd() {
        window.clearTimeout(this.refreshTimeout); // what was typed just before the choice is answered by the choice
        this.refreshTimeout = null;
      },
      onChange() {
        select.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    chooser.wrapper.classList.remove("form-select", "form-control");
    name(chooser, select, label);
  }
});

// A late answer must not open the list again under the hand of somebody who has chosen and gone on.
function answer(chooser, done, found) {
  const focused = chooser.isFocused;
  if (chooser.settings.mode === "single" && chooser.items.length && !chooser.isOpen) chooser.isFocused = false;
  done(found);
  chooser.isFocused = focused;
}

function name(chooser, select, label) {
  const field = chooser.control_input;
  if (label) {
    select.setAttribute("aria-label", label);
    field.setAttribute("aria-label", label);
    chooser.dropdown_content.setAttribute("aria-label", label);
  }
  for (const attribute of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(attribute)) field.setAttribute(attribute, select.getAttribute(attribute));
  }
}
