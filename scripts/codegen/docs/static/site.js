// What every page of the docs can do: change colours, search, copy, and show one language of a sample.
const root = document.documentElement;
const $ = (selector, parent = document) => parent.querySelector(selector);
const $$ = (selector, parent = document) => [...parent.querySelectorAll(selector)];

// --- colours ---------------------------------------------------------------------------------
$("#theme").addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  localStorage.setItem("colorMode", theme);
  document.dispatchEvent(new CustomEvent("themechange"));
});

// --- menus: a click elsewhere or Escape closes them ------------------------------------------
document.addEventListener("click", (event) => {
  for (const menu of $$("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of $$("details.menu[open]")) menu.open = false;
});

// --- search ----------------------------------------------------------------------------------
const dialog = $("#search");
const input = $("#search input");
const list = $("#search [role=listbox]");
const status = $("#search [role=status]");
let loading = null;
let entries = [];
let chosen = 0;

async function load() {
  entries = await (await fetch(dialog.dataset.index)).json();
}

async function openSearch() {
  if (dialog.open) return;
  dialog.showModal();
  input.value = "";
  input.focus();
  await (loading ??= load());
  show();
}

// Whoever types fast may be done before the index is here.
async function openChosen() {
  await loading;
  list.children[chosen]?.click();
}

// Every word must be found; words at the start of a title count most.
function score(entry, words) {
  let total = 0;
  for (const word of words) {
    const title = entry.title.toLowerCase();
    if (title.startsWith(word)) total += 8;
    else if (title.includes(" " + word)) total += 6;
    else if (title.includes(word)) total += 4;
    else if (entry.detail.toLowerCase().includes(word)) total += 3;
    else if (entry.words.includes(word)) total += 1;
    else return 0;
  }
  return total;
}

function found() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return entries;
  return entries
    .map((entry) => [score(entry, words), entry])
    .filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0])
    .map(([, entry]) => entry);
}

function show() {
  const results = found().slice(0, 30);
  chosen = 0;
  list.replaceChildren(
    ...results.map((entry, n) => {
      const option = document.createElement("a");
      option.href = entry.url;
      option.id = `result-${n}`;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
      const title = document.createElement("span");
      title.textContent = entry.title;
      const detail = document.createElement("code");
      detail.textContent = entry.detail;
      const where = document.createElement("small");
      where.textContent = entry.where;
      option.append(title, where, detail);
      option.addEventListener("click", () => dialog.close());
      return option;
    }),
  );
  status.textContent = results.length ? `${results.length} found` : "Nothing found";
  status.classList.toggle("empty", !results.length);
  choose(0);
}

function choose(n) {
  const options = [...list.children];
  if (!options.length) return input.removeAttribute("aria-activedescendant");
  chosen = (n + options.length) % options.length;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
  options[chosen].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[chosen].id);
}

for (const button of $$("[data-search]")) button.addEventListener("click", openSearch);
input.addEventListener("input", () => entries.length && show());
input.addEventListener("keydown", (event) => {
  const keys = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Enter: openChosen,
    // A search field would only be emptied by the first Escape.
    Escape: () => dialog.close(),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
  const wanted = (event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
  if (!wanted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  openSearch();
}, true);

// --- samples ---------------------------------------------------------------------------------
function showLanguage(language) {
  for (const group of $$(".tabs")) {
    const tabs = $$("[role=tab]", group);
    const tab = tabs.find((one) => one.dataset.language === language);
    if (!tab) continue;
    for (const one of tabs) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    }
  }
}

for (const group of $$(".tabs")) {
  const tabs = $$("[role=tab]", group);
  tabs.forEach((tab, n) => {
    const pick = (one) => {
      localStorage.setItem("stagewire-language", one.dataset.language);
      showLanguage(one.dataset.language);
    };
    tab.addEventListener("click", () => pick(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(n + step + tabs.length) % tabs.length];
      next.focus();
      pick(next);
    });
  });
  showLanguage(tabs[0].dataset.language);
}
const remembered = localStorage.getItem("stagewire-language");
if (remembered) showLanguage(remembered);

for (const block of $$(".code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const shown = $$("pre", block).find((pre) => pre.offsetParent !== null);
    await navigator.clipboard.writeText(shown.textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  block.append(button);
}

// --- where the reader is ---------------------------------------------------------------------
const links = new Map($$(".contents a").map((link) => [link.hash.slice(1), link]));
if (links.size) {
  const seen = new IntersectionObserver(
    (sections) => {
      for (const section of sections)
        if (section.isIntersecting) {
          for (const link of links.values()) link.removeAttribute("aria-current");
          links.get(section.target.id)?.setAttribute("aria-current", "true");
        }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) seen.observe(section);
  }
}
