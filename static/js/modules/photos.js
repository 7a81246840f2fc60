// Photographs and files of a form: from the camera, from the device, pasted or dropped; shown, and taken away again.
// Large photographs are made smaller before they are sent, so that a weak line carries them.
const LONG_SIDE = 2048;
const WORTH_IT = 900 * 1024;

function gather(place) {
  const all = place.querySelector("[data-photos-all]");
  const list = place.querySelector("[data-photos-list]");
  const most = Number(place.dataset.most);
  const largest = Number(place.dataset.largest);
  const kept = [];

  function hand() {
    // every file under the one field, the other field empty: the form sends each once
    const box = new DataTransfer();
    for (const one of kept) box.items.add(one.file);
    all.files = box.files;
    place.closest("form")?.classList.add("is-changed");
  }

  async function look(one) {
    if (!one.file.type.startsWith("image/")) return;
    let picture;
    try {
      picture = await createImageBitmap(one.file, { imageOrientation: "from-image" });
    } catch {
      return;
    }
    const thumb = document.createElement("canvas");
    const side = Math.min(picture.width, picture.height);
    thumb.width = thumb.height = 192;
    thumb.getContext("2d").drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 192, 192);
    one.item.append(thumb);
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    if (one.file.size > WORTH_IT && one.file.type !== "image/gif") {
      const small = document.createElement("canvas");
      small.width = Math.round(picture.width * scale);
      small.height = Math.round(picture.height * scale);
      small.getContext("2d").drawImage(picture, 0, 0, small.width, small.height);
      const blob = await new Promise((done) => small.toBlob(done, "image/jpeg", 0.85));
      if (blob && blob.size < one.file.size && kept.includes(one)) {
        one.file = new File([blob], one.file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
        hand();
      }
    }
    picture.close();
  }

  function add(files) {
    for (const file of files) {
      if (kept.length >= most) {
        toast(fill(words.tooMany, { n: most }), "warning");
        break;
      }
      if (file.size > largest * 1024 * 1024 && !file.type.startsWith("image/")) {
        toast(fill(words.tooLarge, { name: file.name, n: largest }), "warning");
        continue;
      }
      const one = { file, item: element("li", "photos-item") };
      const remove = element("button", "photos-remove");
      remove.type = "button";
      remove.setAttribute("aria-label", `${words.remove}: ${file.name}`);
      remove.append(icon("x"));
      remove.addEventListener("click", () => {
        kept.splice(kept.indexOf(one), 1);
        one.item.remove();
        hand();
        all.focus();
      });
      one.item.append(icon(file.type.startsWith("image/") ? "photo" : "file"), element("span", "photos-name", file.name), remove);
      list.append(one.item);
      kept.push(one);
      look(one);
    }
    hand();
  }

  place.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.files) return;
    const chosen = [...field.files];
    if (field !== all) field.value = "";
    if (chosen.length) add(chosen);
    else hand();
  });
  for (const type of ["dragover", "dragleave", "drop"]) {
    place.addEventListener(type, (event) => {
      event.preventDefault();
      place.classList.toggle("is-over", type === "dragover");
      if (type === "drop") add([...event.dataTransfer.files]);
    });
  }
  place.closest("form")?.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files || [])];
    if (!pasted.length) return;
    event.preventDefault();
    add(pasted);
    announce(words.pasted);
  });
}

onContent((part) => {
  for (const place of within(part, "[data-photos]")) if (!place.dataset.ready) {
    place.dataset.ready = "1";
    gather(place);
  }
});
