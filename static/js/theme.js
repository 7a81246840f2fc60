// Before anything is drawn: light or dark as chosen, or as the device is. Loaded first and alone, so nothing flashes.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.themeChoice || "system";
    root.dataset.bsTheme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    root.dispatchEvent(new CustomEvent("themechange"));
  };
  dark.addEventListener("change", apply);
  root.applyTheme = (choice) => {
    root.dataset.themeChoice = choice;
    apply();
  };
  apply();
})();
