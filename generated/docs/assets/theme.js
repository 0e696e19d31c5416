// Runs before the first paint, so that a page never flashes in the wrong colours. The key and its values are
// those of the reference bundle, so that one choice holds on every page.
const dark = { light: false, dark: true }[localStorage.getItem("colorMode")] ?? matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = dark ? "dark" : "light";
document.documentElement.classList.add("js");
