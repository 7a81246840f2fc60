// Single keys and pairs ("g c"), unless the person switched them off; ? shows them all.
const pairs = new Map();
for (const item of [...frame.places, ...frame.actions]) if (item.keys) pairs.set(item.keys, item);
let first = "";
let forget = 0;

function showHelp() {
  document.getElementById("shortcut-help")?.showModal();
}

on("click", "[data-shortcut-help]", showHelp);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (!frame.shortcutsOn || document.querySelector("dialog[open]")) return;
  const key = event.key;
  if (key === "/") {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("open-palette"));
    return;
  }
  if (key === "?") return showHelp();
  const item = pairs.get(first ? `${first} ${key}` : key);
  window.clearTimeout(forget);
  if (item) {
    event.preventDefault();
    first = "";
    const opener = document.querySelector(`[data-drawer-url="${CSS.escape(item.url)}"]`);
    if (opener) opener.click();
    else location.assign(item.url);
    return;
  }
  first = first ? "" : key;
  forget = window.setTimeout(() => (first = ""), 1200);
});
