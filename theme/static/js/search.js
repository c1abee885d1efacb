// The search page: words in, pages out, from the index that `workshops publish` makes (Pagefind, /pagefind/).
import { h, iconsFrom } from "./finder/dom.js";

const PAGE = 10;

/** What Pagefind says of a page, as nodes: text and `<mark>`, and nothing else. */
export function marked(html, doc = document) {
  return html.split(/(<mark>.*?<\/mark>)/s).filter(Boolean).map((part) => {
    const inside = /^<mark>(.*)<\/mark>$/s.exec(part);
    const text = plain(inside ? inside[1] : part);
    if (!inside) return text;
    const mark = doc.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/** Text whose five characters were written as HTML. */
export function plain(text) {
  const names = { lt: "<", gt: ">", quot: "\"", apos: "'", amp: "&", "#39": "'", "#x27": "'" };
  return text.replace(/&(lt|gt|quot|apos|amp|#39|#x27);/g, (_, name) => names[name]);
}

/** Start the search in its element; the words stand in the address as `?q=`. */
export default function search(element) {
  const words = element.dataset;
  const icon = iconsFrom(words.icons);
  const input = h("input", { class: "input", id: "search-words", type: "search", name: "q", autocomplete: "off", enterkeyhint: "search", "aria-describedby": "search-private" });
  const status = h("p", { class: "finder__count", role: "status" });
  const list = h("ol", { class: "found" });
  const more = h("button", { type: "button", class: "button button--quiet", hidden: true }, words.more);
  let engine = null;
  let run = 0;
  let results = [];
  let shown = 0;

  const load = async () => {
    engine ??= (async () => {
      const root = new URL(words.root, location.href);
      const made = await import(new URL("pagefind/pagefind.js", root).href);
      await made.options({ baseUrl: root.pathname, excerptLength: 24 });
      await made.init();
      return made;
    })();
    engine.catch(() => { engine = null; });
    return engine;
  };
  const item = ({ url, meta, excerpt }) => h("li", { class: "found__item" },
    h("h2", { class: "found__title" }, h("a", { href: url }, meta.title ?? url)), h("p", { class: "found__text" }, marked(excerpt)));
  const page = async () => {
    const now = run;
    const next = await Promise.all(results.slice(shown, shown + PAGE).map((result) => result.data()));
    if (now !== run) return;
    const first = shown;
    list.append(...next.map(item));
    shown += next.length;
    more.hidden = shown >= results.length;
    if (first) list.querySelectorAll("a")[first]?.focus();
  };
  const ask = async () => {
    const text = input.value.trim();
    run += 1;
    const now = run;
    if (!text) {
      list.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    try {
      const found = await (await load()).search(text);
      if (now !== run) return;
      ({ results } = found);
    } catch {
      status.textContent = words.failed;
      return;
    }
    shown = 0;
    list.replaceChildren();
    const n = results.length;
    status.textContent = n ? (words.forms[n < 200 ? n : 100 + (n % 100)] === words.forms[1] ? words.one : words.many).replace("{n}", n) : words.none;
    await page();
  };
  const remember = () => {
    const text = input.value.trim();
    history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  };
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { remember(); ask(); }, 200);
  });
  more.addEventListener("click", page);
  element.append(
    h("form", { class: "searchform", role: "search", onSubmit: (event) => { event.preventDefault(); remember(); ask(); } },
      h("label", { for: "search-words" }, words.label), h("div", { class: "searchform__row" }, input, h("button", { class: "button", type: "submit" }, icon("search"), words.button)),
      h("p", { class: "finder__hint", id: "search-private" }, icon("shield-check"), words.private)),
    status, list, more);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) ask();
}
