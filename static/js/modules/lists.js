// Lists: choosing rows, the bar that counts them, copying a link, distances in time that stay true.
function refresh(list) {
  const boxes = [...list.querySelectorAll("[data-row-check]")];
  const chosen = boxes.filter((box) => box.checked);
  const bar = list.querySelector("[data-bulk-bar]");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-bulk-count]").textContent = fill(words.selected, { n: chosen.length });
  for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
  const all = list.querySelector("[data-check-all]");
  all.checked = boxes.length > 0 && chosen.length === boxes.length;
  all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  const wider = bar.querySelector("[data-bulk-all]");
  if (wider) wider.hidden = !all.checked;
}

let last = null;
on("click", "[data-row-check]", (event, box) => {
  const list = box.closest("[data-list]");
  const boxes = [...list.querySelectorAll("[data-row-check]")];
  if (event.shiftKey && last && boxes.includes(last)) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  refresh(list);
});
on("change", "[data-check-all]", (event, all) => {
  const list = all.closest("[data-list]");
  for (const box of list.querySelectorAll("[data-row-check]")) box.checked = all.checked;
  refresh(list);
});
onContent((part) => {
  for (const list of within(part, "[data-list]")) refresh(list);
});

on("click", "[data-copy]", async (event, button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  toast(words.copied, "success");
});

function distance(moment) {
  const seconds = (Date.now() - moment) / 1000;
  const size = Math.abs(seconds);
  if (size >= 24 * 3600) return null;
  if (seconds >= 0 && size < 60) return words.justNow;
  if (size < 3600) return fill(seconds >= 0 ? words.minutesAgo : words.inMinutes, { n: Math.max(1, Math.floor(size / 60)) });
  return fill(seconds >= 0 ? words.hoursAgo : words.inHours, { n: Math.floor(size / 3600) });
}

window.setInterval(() => {
  for (const time of document.querySelectorAll("time[data-ago][datetime*='T']")) {
    const moment = new Date(time.dateTime);
    if (moment.toDateString() !== new Date().toDateString()) continue;
    const text = distance(moment);
    if (text) time.textContent = text;
  }
}, 60000);
