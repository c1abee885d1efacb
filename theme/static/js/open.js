// "Open now until 4 pm" for a kit site, from the hours that the page carries.
import { stateAt, unpack } from "./hours.js";
import { addDays, clock, wallClock } from "./time.js";

/** Fill in one `.kit__open` element. */
export default function open(element) {
  const { hours, zone, closed, open: opened, later, shut, today, tomorrow, on } = element.dataset;
  const lang = document.documentElement.lang;
  const here = wallClock(new Date(), zone);
  const days = new Set(closed.split(" "));
  if (!days.has(here.day) && element.textContent.trim()) {
    return; // open day and night, and the page says so already
  }
  const state = stateAt(unpack(hours), days, here);
  if (state.open) {
    element.textContent = opened.replace("{time}", clock(state.until, lang));
  } else if (state.opens !== undefined) {
    const time = clock(state.opens, lang);
    const date = state.days > 6 ? { month: "long", day: "numeric" } : {}; // "Tuesday" alone would be taken for the next one
    const day = new Intl.DateTimeFormat(lang, { timeZone: "UTC", weekday: "long", ...date })
      .format(new Date(`${addDays(here.day, state.days)}T12:00Z`));
    const words = state.days === 0 ? today : state.days === 1 ? tomorrow : on;
    element.textContent = later.replace("{time}", words.replace("{day}", day).replace("{time}", time));
  } else {
    element.textContent = shut;
  }
  element.classList.toggle("kit__open--closed", !state.open);
  element.hidden = !element.textContent;
}
