// The palette: places, actions and whatever the search finds, by keyboard or pointer (Ctrl-K, ⌘K, /).
const palette = document.getElementById("palette");
const input = document.getElementById("palette-input");
const list = document.getElementById("palette-list");

if (palette && input && list) {
  let options = [];
  let chosen = -1;
  let asked = 0;
  let waiting = 0;

  const matches = (text, query) => query.split(/\s+/).every((word) => text.toLowerCase().includes(word));

  function known(query) {
    const fit = (items) => items.filter((item) => matches(item.title, query)).map((item) => ({ ...item, subtitle: item.keys || "" }));
    return [
      { group: words.actions, items: fit(frame.actions) },
      { group: words.goTo, items: fit(frame.places) },
    ];
  }

  function draw(groups, query) {
    list.replaceChildren();
    options = [];
    for (const { group, items } of groups) {
      if (!items.length) continue;
      const section = element("div");
      section.setAttribute("role", "group");
      section.setAttribute("aria-label", group);
      const heading = element("div", "palette-group", group);
      heading.setAttribute("aria-hidden", "true");
      section.append(heading);
      for (const item of items) section.append(option(item, query));
      list.append(section);
    }
    if (!options.length) list.append(element("div", "palette-empty", waiting ? words.searching : words.nothing));
    choose(options.length ? 0 : -1);
  }

  function option(item, query) {
    const row = element("div", "palette-item");
    row.id = `palette-option-${options.length}`;
    row.setAttribute("role", "option");
    row.dataset.url = item.url;
    const text = element("span", "palette-item-text");
    highlight(text, item.title, query);
    row.append(icon(item.icon || "corner-down-right"), text);
    if (item.subtitle) row.append(element("span", "palette-note", item.subtitle));
    row.addEventListener("pointermove", () => choose(options.indexOf(row)));
    row.addEventListener("click", (event) => go(row, event.ctrlKey || event.metaKey));
    options.push(row);
    return row;
  }

  function highlight(place, title, query) {
    const at = query ? title.toLowerCase().indexOf(query) : -1;
    if (at < 0) return place.append(title);
    place.append(title.slice(0, at), element("mark", "", title.slice(at, at + query.length)), title.slice(at + query.length));
  }

  function choose(index) {
    options[chosen]?.removeAttribute("aria-selected");
    chosen = index;
    const row = options[index];
    if (!row) return input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", row.id);
  }

  function go(row, apart) {
    if (!row) return;
    if (apart) window.open(row.dataset.url, "_blank", "noopener");
    else location.assign(row.dataset.url);
  }

  function search() {
    const query = input.value.trim().toLowerCase();
    const turn = ++asked;
    const more =
      query && frame.search
        ? [{ group: "", items: [{ title: fill(words.searchAll, { text: input.value.trim() }), url: `${frame.search}?q=${encodeURIComponent(input.value.trim())}`, icon: "search" }] }]
        : [];
    waiting = query && frame.palette ? 1 : 0;
    draw([...known(query), ...more], query);
    if (!waiting) return;
    window.setTimeout(async () => {
      if (turn !== asked) return;
      let found = [];
      try {
        const response = await fetch(`${frame.palette}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
        if (response.ok) found = await response.json();
      } catch {
        found = [];
      }
      if (turn !== asked) return;
      waiting = 0;
      draw([...found, ...known(query), ...more], query);
      announce(options.length ? `${options.length}` : words.nothing);
    }, 120);
  }

  function open(text = "") {
    if (palette.open) return;
    input.value = text;
    palette.showModal();
    input.focus();
    search();
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) choose((chosen + step + options.length) % options.length);
    } else if (event.key === "Home" && event.ctrlKey) choose(0);
    else if (event.key === "Enter") {
      event.preventDefault();
      go(options[chosen], event.ctrlKey || event.metaKey);
    }
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("open-palette", () => open());

  const field = document.querySelector("[data-palette-field] input");
  field?.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    open(field.value);
  });
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)) {
      event.preventDefault();
      open(event.key.length === 1 ? field.value + event.key : field.value);
    }
  });
}
