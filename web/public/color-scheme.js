// Runs before the first paint, so that nobody who chose the dark theme sees a white flash.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("countersign-color-scheme");
  } catch {
    // storage is forbidden: the device's own scheme
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
