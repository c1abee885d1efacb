// Starts what a page asks for: an element with data-module="copy" gets the module js/copy.js.
// Nothing here is needed to read a page; modules only add to it.
import { keep, tell } from "./offline.js";

const MODULES = new Set(["copy", "directions", "ended", "finder", "group", "kits", "month", "next", "open", "request", "search", "subscribe", "theme", "volunteer"]);

/** Start every module that the document asks for, each with its own elements. */
export function start(root = document) {
  for (const element of root.querySelectorAll("[data-module]")) {
    const name = element.dataset.module;
    if (MODULES.has(name)) {
      import(`./${name}.js`).then((module) => module.default(element));
    }
  }
}

/** The visitor's own choice of colours, if there is one; the only thing this site ever keeps. */
function applyTheme() {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // storage is switched off: the device's own setting holds
  }
}

applyTheme();
start();
tell();
keep(new URL("../../", import.meta.url));
