// The finder's cards say the same as the cards that pages are built with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Cards } from "../../../theme/static/js/finder/card.js";
import { Words } from "../../../theme/static/js/finder/words.js";

const TABLES = {
  patterns: { medium: "{weekday_short}, {month_short} {day}, {year}", long: "{weekday}, {month} {day}, {year}" },
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  weekdaysShort: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  months: ["January", "February"], monthsShort: ["Jan", "Feb"], monthsAlone: ["January", "February"],
  halves: ["{clock} am", "{clock} pm"], midnight: "midnight", noon: "noon", times: "{start} to {end}", dates: "{start} to {end}",
};
const SAYINGS = {
  en: { free: "Free", walkIn: "Walk in", interpreter: "Interpreter: {languages}", onlyIn: "Only in {languages}", nextMorning: "{hours}, the next morning", nextDay: "{hours}, the next day" },
  es: { free: "Gratis", walkIn: "Sin cita", interpreter: "Intérprete: {languages}", onlyIn: "Solo en {languages}" },
};
const NAMES = { en: { en: "English", es: "Spanish" }, es: { en: "Inglés", es: "Español" } };

function cards(tag) {
  const words = new Words({ calendar: TABLES, words: SAYINGS[tag], language: tag });
  return new Cards({ index: { languages: NAMES[tag], territory: "US" }, words, icon: () => "", root: "", locales: ["en-US"] });
}

const event = { status: "scheduled", left: "", need: [], cost: "", sign: "none", mode: ["in-person"], held: ["en"], given: [] };
const said = (tag, changes) => cards(tag).badges({ event: { ...event, ...changes } }).map(([, text]) => text);

test("how people take part who speak the page's language", () => {
  assert.deepEqual(said("es", {}), ["Gratis", "Sin cita", "Solo en inglés"]);
  assert.deepEqual(said("es", { given: ["es"] }), ["Gratis", "Sin cita", "Intérprete: español"]);
  assert.deepEqual(said("en", { given: ["es"] }), ["Free", "Walk in", "Spanish"]);
  assert.deepEqual(said("en", { held: ["es"], given: ["en"] }), ["Free", "Walk in", "Interpreter: English"]);
});

test("nothing is offered that no longer holds", () => {
  assert.deepEqual(said("en", { status: "cancelled" }), []);
  assert.deepEqual(said("en", { status: "postponed" }), []);
  assert.deepEqual(said("en", { left: "full" }), ["Free"]);
});

test("hours that end on the next day", () => {
  const { words } = cards("en");
  const day = 20474; // January 21, 2026
  const span = (from, to) => words.span({ first: day, wall: day * 1440 + from, wallEnd: day * 1440 + to, begins: from, ends: to }).hours;
  assert.equal(span(1200, 1440 + 960), "8 pm to 4 pm, the next day");
  assert.equal(span(1320, 1440 + 60), "10 pm to 1 am, the next morning");
  assert.equal(span(480, 1440 + 540), "8 am to 9 am, the next morning");
  assert.equal(span(540, 1440), "9 am to midnight");
  assert.equal(span(1080, 1140), "6 to 7 pm");
});
