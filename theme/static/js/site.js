// Starts what a page asks for: an element with data-module="copy" gets the module js/copy.js.
// Nothing here is needed to read a page; modules only add to it.
import { keep, tell } from "./offline.js";

const MODULES = new Set(["copy", "directions", "ended", "finder", "group", "kits", "month", "next", "open", "request", "search", "subscribe", "theme", "volunteer"]);

/** Start every module that the document asks for, each with its own elements. `<html data-started>` says that all are. */
export async function start(root = document) {
  const elements = [...root.querySelectorAll("[data-module]")].filter(({ dataset }) => MODULES.has(dataset.module));
  const starting = elements.map((element) => import(`./${element.dataset.module}.js`).then((module) => module.default(element)));
  await Promise.allSettled(starting);
  document.documentElement.dataset.started = "";
  await Promise.all(starting); // what went wrong shows in the console
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
