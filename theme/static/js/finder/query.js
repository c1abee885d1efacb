// Which dates match, how many would match with each choice, and which filter leaves nothing.
//
// Choices of one facet are alternatives (Alder or Millbrook); facets, and each need, must hold together. A choice's
// count is what one would see with it: for a facet, all other filters hold and that facet's own do not. Every event is
// looked at once: what fails nowhere counts for all facets, what fails in one group alone counts for that group.

import { columnsOf, countChoices, missesOf, named, wishes } from './columns.js';
import { miles } from './geo.js';
import { PARTS, WEEKDAYS } from './state.js';
import { fold } from './text.js';

const DAY = 1440;

/** Distance in miles from `place` to each venue that has coordinates: Map of key to miles. */
export function distancesFrom(place, index) {
  const found = new Map();
  if (!place) return found;
  for (const [key, venue] of Object.entries(index.venues)) {
    if (venue.length > 5) found.set(key, miles(place, { latitude: venue[4], longitude: venue[5] }));
  }
  return found;
}

/** The first and last day (counted from 1970) that the state asks for; `today` is the day it is now at the site. */
export function daysAsked(state, today) {
  if (state.when === 'week') return [today, today + 6];
  if (state.when === 'month') return [today, today + 29];
  const day = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / 86400000);
  return [state.from ? day(state.from) : -Infinity, state.to ? day(state.to) : Infinity];
}

function bits(chosen, all) {
  return chosen.reduce((sum, key) => sum | (1 << all.indexOf(key)), 0);
}

/** What a state asks, ready to be compared: of events (`wished`), and of dates (days, weekdays, parts of the day). */
function questionOf(store, state, { today, place = null }) {
  const distances = state.near && place ? distancesFrom(place, store.index) : null;
  const [first, last] = daysAsked(state, today);
  return {
    distances, first, last,
    days: bits(state.day, WEEKDAYS),
    parts: bits(state.time, PARTS),
    wished: wishes(store, state, fold(state.q), distances),
  };
}

/**
 * Ask the store. `now` is in minutes since 1970 (UTC), `today` the day it is at the site, `place` where the visitor is
 * or null. Returns `dates` in order, `counts` (facet → Map of key to number) and `drops` (group → dates that this
 * group alone keeps out).
 */
export function search(store, state, present) {
  const asked = questionOf(store, state, present);
  const columns = columnsOf(store);
  const missed = missesOf(columns, asked.wished);
  const { dates, whole, drops, byDay, byPart } = compared(store, columns, asked, missed, present.now);
  const counts = { ...countChoices(store, asked.wished, missed, whole), day: ofBits(WEEKDAYS, byDay), time: ofBits(PARTS, byPart) };
  return { dates: sorted(dates, state, asked.distances), counts, drops, distances: asked.distances };
}

/** Every date that is not over, once: what fits, what one filter alone keeps out, and how many dates of each event pass all filters on dates. */
function compared(store, columns, { first, last, days, parts, wished }, { misses, which }, now) {
  const [byDay, byPart] = [new Int32Array(128), new Int32Array(8)]; // by the bits of a date's weekdays and parts
  const left = new Int32Array(wished.length + 3);
  const whole = new Int32Array(columns.events);
  const dates = [];
  for (let row = 0; row < columns.dates; row += 1) {
    const event = columns.event[row];
    const inEvent = misses[event];
    if (inEvent > 1 || columns.ends[row] <= now) continue;
    const late = columns.last[row] < first || columns.first[row] > last ? 1 : 0;
    const off = days && !(columns.weekdays[row] & days) ? 1 : 0;
    const other = parts && !(columns.parts[row] & parts) ? 1 : 0;
    const sum = inEvent + late + off + other;
    if (sum > 1) continue;
    if (!inEvent) {
      if (!late && !other) byDay[columns.weekdays[row]] += 1;
      if (!late && !off) byPart[columns.parts[row]] += 1;
    }
    if (!late && !off && !other) whole[event] += 1;
    if (sum === 0) dates.push(store.dates[row]);
    else left[inEvent ? which[event] : wished.length + (late ? 0 : off ? 1 : 2)] += 1;
  }
  const names = [...wished.map(({ group }) => group), 'when', 'day', 'time'];
  return { dates, whole, drops: named(names, left), byDay, byPart };
}

/** Counts by name from counts of bits: a night or a whole day counts for each of its weekdays and parts. */
function ofBits(names, sums) {
  return named(names, names.map((_, i) => sums.reduce((sum, n, value) => sum + (value & (1 << i) ? n : 0), 0)));
}

const byStart = (a, b) => a.begins - b.begins || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Distance of a date in miles, undefined where it is not known. */
export function distanceOf(date, distances) {
  return date.event.venue.length ? distances?.get(date.event.venue[0]) : undefined;
}

function sorted(dates, state, distances) {
  if (state.sort !== 'near' || !distances) return dates; // the store keeps them in order
  const far = (date) => distanceOf(date, distances) ?? Infinity;
  return dates.sort((a, b) => {
    const [x, y] = [far(a), far(b)];
    return x === y ? byStart(a, b) : x - y;
  });
}

/**
 * The dates nearest to what was asked when nothing matches: fewest filters missed, then nearer, then sooner; each event
 * once, and only dates that one can go to.
 */
export function alternatives(store, state, present, most = 3) {
  const { distances, first, last, days, parts, wished } = questionOf(store, state, present);
  const { misses } = missesOf(columnsOf(store), wished);
  const rows = [];
  for (const date of store.dates) {
    const { event } = date;
    if (date.ends <= present.now || !event.need.includes('places')) continue;
    const late = date.last < first || date.first > last;
    const missed = misses[event.number] + (late ? 1 : 0) + (days && !(date.weekdays & days) ? 1 : 0) + (parts && !(date.parts & parts) ? 1 : 0);
    const gap = date.first > last ? date.first - last : Math.max(0, first - date.last);
    rows.push({ date, misses: missed, gap, far: distanceOf(date, distances) ?? Infinity });
  }
  rows.sort((a, b) => a.misses - b.misses || a.gap - b.gap || (a.far === b.far ? 0 : a.far - b.far) || byStart(a.date, b.date));
  const seen = new Set();
  const found = [];
  for (const { date } of rows) {
    if (seen.has(date.event.slug)) continue;
    seen.add(date.event.slug);
    found.push(date);
    if (found.length === most) break;
  }
  return found;
}

const clocks = new Map();

/** Minutes of the wall clock at the site now, counted as if it were UTC. `clock` is milliseconds since 1970. */
export function wallNow(clock, zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
    }));
  }
  const part = Object.fromEntries(clocks.get(zone).formatToParts(clock).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) / 60000;
}

/** What a question needs to know of the present: minutes since 1970, and the day it is at the site. */
export function present(clock, zone) {
  return { now: clock / 60000, today: Math.floor(wallNow(clock, zone) / DAY) };
}
