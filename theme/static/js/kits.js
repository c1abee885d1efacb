// Kit sites by distance, and only those that are open now. Without it the page lists them by town.
import { h, iconsFrom } from "./finder/dom.js";
import { cleanZip, countsInMiles, miles, nearestZip, readZips, rounded } from "./finder/geo.js";
import { stateAt, unpack } from "./hours.js";
import { wallClock } from "./time.js";

/** Where a site is, from the link to the way there: `geo:42.66,-77.05?q=…`; null where it is not known. */
export function placeOf(geo) {
  const found = /^geo:(-?[\d.]+),(-?[\d.]+)\?/.exec(geo ?? "");
  return found && (found[1] !== "0" || found[2] !== "0") ? { latitude: Number(found[1]), longitude: Number(found[2]) } : null;
}

/** Sites in order of their distance, those whose place is not known last; each {site, distance}. */
export function byDistance(sites, here) {
  const rows = sites.map((site) => ({ site, distance: site.place ? miles(here, site.place) : Infinity }));
  return rows.sort((a, b) => a.distance - b.distance || a.site.number - b.site.number);
}

/** Whether a site is open, from the hours that the page carries. */
function isOpen(element, now) {
  const { hours, zone, closed } = element.dataset;
  return stateAt(unpack(hours), new Set(closed.split(" ")), wallClock(now, zone)).open;
}

/** Add the form to its element, and sort the page's own list. */
export default function kits(element) {
  const words = element.dataset;
  const icon = iconsFrom(words.icons);
  const sections = [...document.querySelectorAll("section:has(> .kits)")];
  const sites = [...document.querySelectorAll(".kit")].map((item, number) => ({
    item, number, open: item.querySelector(".kit__open"), place: placeOf(item.querySelector("[data-geo]")?.dataset.geo), home: item.parentElement,
  }));
  if (!sites.length) return;
  const list = h("ul", { class: "kits" });
  const nearest = h("section", { class: "section", hidden: true, "aria-labelledby": "kits-near" }, h("h2", { id: "kits-near" }, words.title), list);
  const zip = h("input", { class: "input", id: "kits-zip", type: "text", inputmode: "numeric", autocomplete: "postal-code", maxlength: "10", "aria-describedby": "kits-private" });
  const now = h("input", { type: "checkbox" });
  const notice = h("p", { class: "finder__notice", role: "status" });
  const locate = h("button", { type: "button", class: "action" }, icon("locate-fixed"), words.locate);
  const state = { here: null, zips: null };

  const say = (text, warn = false) => {
    notice.textContent = text;
    notice.classList.toggle("finder__notice--warn", warn);
  };
  const table = async () => {
    state.zips ??= readZips(await (await fetch(`${words.root}find/data/zips.json`)).json());
    return state.zips;
  };
  const show = () => {
    const inMiles = countsInMiles(navigator.languages ?? [], "US");
    let shown = 0;
    const order = state.here ? byDistance(sites, state.here) : sites.map((site) => ({ site, distance: Infinity }));
    for (const { site, distance } of order) {
      (state.here ? list : site.home).append(site.item);
      let far = site.item.querySelector(".kit__far");
      if (!far) {
        far = h("p", { class: "kit__far" });
        site.item.querySelector(".kit__title").after(far);
      }
      const n = new Intl.NumberFormat(document.documentElement.lang).format(rounded(distance, inMiles));
      far.textContent = Number.isFinite(distance) ? words.away.replace("{distance}", (inMiles ? words.miles : words.kilometres).replace("{n}", n)) : "";
      far.hidden = !far.textContent;
      site.item.hidden = now.checked && !isOpen(site.open, new Date());
      shown += site.item.hidden ? 0 : 1;
    }
    nearest.hidden = !state.here;
    for (const section of sections) section.hidden = Boolean(state.here) || ![...section.querySelectorAll(".kit")].some((item) => !item.hidden);
    say(now.checked ? (shown === 1 ? words.one : words.many.replace("{n}", shown)) : "");
  };
  const typed = async () => {
    const code = cleanZip(zip.value);
    if (!zip.value.trim()) state.here = null;
    else if (code) {
      try {
        state.here = (await table()).get(code) ?? null;
      } catch {
        say(words.failed, true);
        return;
      }
    } else return;
    show();
    if (code && !state.here) say(words.unknown.replace("{zip}", code), true);
  };
  const arrived = async ({ coords }) => {
    const place = { latitude: coords.latitude, longitude: coords.longitude };
    const near = nearestZip(await table().catch(() => new Map()), place);
    if (near && near.distance > 100) say(words.far, true);
    else {
      state.here = place;
      show();
    }
  };

  zip.addEventListener("input", typed);
  now.addEventListener("change", show);
  locate.addEventListener("click", () => {
    if (!navigator.geolocation) say(words.denied, true);
    else navigator.geolocation.getCurrentPosition(arrived, () => say(words.denied, true), { maximumAge: 600000, timeout: 15000 });
  });
  element.append(
    h("form", { class: "kits__form", role: "search", "aria-label": words.title, onSubmit: (event) => event.preventDefault() },
      h("div", { class: "finder__field" }, h("label", { for: "kits-zip" }, words.zip), zip),
      locate,
      h("label", { class: "tick" }, now, h("span", { class: "tick__name" }, words.now)),
      h("p", { class: "finder__hint", id: "kits-private" }, icon("shield-check"), words.private), notice),
    nearest,
  );
}
