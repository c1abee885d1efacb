// Choose a calendar by town, topic, language and audience: the panel on top shows the one that fits.
// The tables below hold every calendar already, so nothing is fetched.
import { h } from "./finder/dom.js";

const FACETS = ["town", "program", "language", "audience"];

/** What a feed's address filters by: `…/feeds/town/alder/audience/parents.ics` → {town: "alder", audience: "parents"}. */
export function filtersOf(address) {
  const parts = address.slice(address.lastIndexOf("/feeds/") + 7, -4).split("/");
  if (parts[0] === "all") return {};
  if (parts.length % 2) return null;
  return Object.fromEntries(parts.flatMap((part, i) => (i % 2 ? [] : [[part, parts[i + 1]]])));
}

/**
 * The feed ({filters, count}) that has all dates asked for and the fewest others: {feed, exact}.
 * `wanted` is facet → key, "" where all are wanted.
 */
export function choose(feeds, wanted) {
  const asked = Object.entries(wanted).filter(([, key]) => key);
  const size = ({ filters }) => Object.keys(filters).length;
  const [feed] = feeds
    .filter(({ filters }) => filters && Object.entries(filters).every(([facet, key]) => wanted[facet] === key))
    .sort((a, b) => size(b) - size(a) || a.count - b.count);
  return { feed, exact: size(feed) === asked.length };
}

/** What a table's row says of its feed. */
function read(row) {
  const links = [...row.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  const count = row.querySelector(".feeds__count").textContent;
  return {
    id: row.id, name: row.querySelector(".feeds__name").textContent, text: count, count: parseInt(count.replace(/\D/, ""), 10) || 0,
    links, address: row.querySelector(".copy__text").textContent, filters: filtersOf(links[0]),
  };
}

/** Add the choices to the panel of all dates. */
export default function subscribe(panel) {
  const words = panel.dataset;
  const find = (name) => panel.querySelector(name);
  const parts = { name: find(".choice__name"), count: find(".choice__count"), address: find(".copy__text"), picture: find(".qr__picture") };
  const buttons = [...panel.querySelectorAll(".choice__links a"), find(".qr__link")].filter(Boolean);
  const all = {
    id: find(".choice__links").id, name: parts.name.textContent, text: parts.count.textContent, count: Infinity,
    links: buttons.map((link) => link.getAttribute("href")), address: parts.address.textContent, filters: {},
  };
  const feeds = [all, ...[...document.querySelectorAll(".feeds tr[id]")].map(read)];
  const wider = h("p", { class: "note", hidden: true }, words.wider);
  const status = h("p", { class: "hidden", role: "status" });
  const show = (feed, exact = true) => {
    parts.name.textContent = feed.name;
    parts.count.textContent = feed.text;
    parts.address.textContent = feed.address;
    if (parts.picture) parts.picture.src = feed.links.at(-1);
    buttons.forEach((link, i) => link.setAttribute("href", feed.links[i]));
    wider.hidden = exact;
  };
  const selects = FACETS.map((facet) => {
    const options = feeds.filter(({ filters }) => filters && Object.keys(filters).length === 1 && filters[facet]);
    if (options.length < 2) return null;
    return h("select", { class: "input", id: `choice-${facet}`, onChange: change },
      h("option", { value: "" }, words.any), options.map(({ name, filters }) => h("option", { value: filters[facet] }, name)));
  });
  function change() {
    const { feed, exact } = choose(feeds, Object.fromEntries(FACETS.map((facet, i) => [facet, selects[i]?.value ?? ""])));
    show(feed, exact);
    status.textContent = [exact ? "" : words.wider, feed.name, feed.text].filter(Boolean).join(" ");
  }
  const named = () => {
    const feed = feeds.find(({ id }) => id === location.hash.slice(1));
    if (!feed) return;
    FACETS.forEach((facet, i) => { if (selects[i]) selects[i].value = feed.filters?.[facet] ?? ""; });
    show(feed);
  };
  if (selects.some(Boolean)) {
    find("h2").before(h("form", { class: "choice", "aria-label": words.title, onSubmit: (event) => event.preventDefault() },
      FACETS.map((facet, i) => selects[i] && h("div", { class: "finder__field" }, h("label", { for: selects[i].id }, words[facet]), selects[i]))));
  }
  parts.count.after(wider, status);
  addEventListener("hashchange", named);
  named();
}
