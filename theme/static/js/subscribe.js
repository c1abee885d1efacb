// Choose a calendar by town, topic, language and audience: the panel on top shows the one that fits.
// The tables below hold the calendars already. On a large site the longest lists have pages of their own, and are
// fetched from there when they are needed.
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
  const links = [...row.querySelectorAll("a")].map((link) => link.getAttribute("href").replace(/^(\.\.\/)+/, ""));
  const count = row.querySelector(".feeds__count").textContent;
  return {
    id: row.id, name: row.querySelector(".feeds__name").textContent, text: count, count: parseInt(count.replace(/\D/, ""), 10) || 0,
    links, address: row.querySelector(".copy__text").textContent, filters: filtersOf(links[0]),
  };
}

/** The feeds of a list that has pages of its own; those of the pages that could be loaded. */
async function listed(link) {
  const pages = Array.from({ length: Number(link.dataset.pages) }, (_, i) => (i ? `${link.href}page/${i + 1}/` : link.href));
  const found = await Promise.all(pages.map(async (address) => {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return [];
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(".feeds tr[id]")].map(read);
  }));
  return found.flat();
}

/** Add the choices to the panel of all dates. */
export default async function subscribe(panel) {
  const words = panel.dataset;
  const find = (name) => panel.querySelector(name);
  const parts = { name: find(".choice__name"), count: find(".choice__count"), address: find(".copy__text"), picture: find(".qr__picture") };
  const buttons = [...panel.querySelectorAll(".choice__links a"), find(".qr__link")].filter(Boolean);
  const all = {
    id: find(".choice__links").id, name: parts.name.textContent, text: parts.count.textContent, count: Infinity,
    links: buttons.map((link) => link.getAttribute("href")), address: parts.address.textContent, filters: {},
  };
  const feeds = [all, ...[...document.querySelectorAll(".feeds tr[id]")].map(read)];
  const away = [...document.querySelectorAll("a[data-feeds]")];
  const load = async (wanted) => {
    const links = away.filter(wanted);
    for (const link of links) away.splice(away.indexOf(link), 1);
    for (const more of await Promise.all(links.map(listed))) feeds.push(...more);
  };
  await load((link) => FACETS.includes(link.dataset.feeds));
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
  // The page has the form already, without options: it takes its room from the start, and nothing jumps.
  const selects = FACETS.map((facet) => {
    const select = find(`#choice-${facet}`);
    const options = feeds.filter(({ filters }) => filters && Object.keys(filters).length === 1 && filters[facet]);
    select?.append(...options.map(({ name, filters }) => h("option", { value: filters[facet] }, name)));
    select?.addEventListener("change", change);
    if (select) select.disabled = false;
    return select;
  });
  async function change() {
    const chosen = () => Object.fromEntries(FACETS.map((facet, i) => [facet, selects[i]?.value ?? ""]));
    const before = chosen();
    if (Object.values(before).filter(Boolean).length > 1) await load((link) => link.dataset.feeds === "more");
    if (FACETS.some((facet) => before[facet] !== chosen()[facet])) return; // chosen anew meanwhile
    const { feed, exact } = choose(feeds, before);
    show(feed, exact);
    status.textContent = [exact ? "" : words.wider, feed.name, feed.text].filter(Boolean).join(" ");
  }
  const named = async () => {
    const name = location.hash.slice(1);
    if (/(^|-)feeds-/.test(name) && !feeds.some(({ id }) => id === name)) await load(() => true);
    const feed = feeds.find(({ id }) => id === name);
    if (!feed) return;
    FACETS.forEach((facet, i) => { if (selects[i]) selects[i].value = feed.filters?.[facet] ?? ""; });
    show(feed);
  };
  const form = find(".choice");
  form?.classList.add("choice--ready");
  form?.addEventListener("submit", (event) => event.preventDefault());
  parts.count.after(wider, status);
  addEventListener("hashchange", named);
  named();
}
