// Which dates match, how many would match with each choice, and which filter leaves nothing.
//
// Choices of one facet are alternatives (Alder or Millbrook); facets, and each need, must hold together. A choice's
// count is what one would see with it: for a facet, all other filters hold and that facet's own do not. Every event is
// looked at once: what fails nowhere counts for all facets, what fails in one group alone counts for that group.

import { miles } from './geo.js';
import { PARTS, WEEKDAYS } from './state.js';
import { COUNTED } from './store.js';
import { fold, hasAll } from './text.js';

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

/** Whether an event is within reach: where it is not known where it is, it stays; what is only online goes. */
function inReach(event, distances, within) {
  if (!event.venue.length) return false;
  const distance = distances.get(event.venue[0]);
  return distance === undefined || distance <= within;
}

/** What a state asks of an event, in the store's numbers: [place in `event.numbers`, group, 1 for each number chosen]. */
function wishes(store, state) {
  const found = [];
  COUNTED.forEach((name, place) => {
    const { keys, numbers } = store.tables[name];
    if (name === 'need') for (const key of state.need) found.push([place, `need:${key}`, chosenOf(keys.length, [numbers.get(key)])]);
    else if (state[name].length) found.push([place, name, chosenOf(keys.length, state[name].map((key) => numbers.get(key)))]);
  });
  return found;
}

function chosenOf(length, numbers) {
  const chosen = new Uint8Array(length);
  for (const number of numbers) if (number !== undefined) chosen[number] = 1;
  return chosen;
}

/** The groups in which an event fails, at most two unless `all`; a need that is missing is a group of its own. */
function failures(event, asked, wished, distances, within, all = false) {
  const failed = [];
  if (asked.length && !hasAll(event.words, asked)) failed.push('q');
  if (distances && within && !inReach(event, distances, within)) failed.push('within');
  for (const [place, group, chosen] of wished) {
    let fits = false;
    for (const number of event.numbers[place]) if (chosen[number]) fits = true;
    if (!fits) {
      failed.push(group);
      if (!all && failed.length > 1) return failed;
    }
  }
  return failed;
}

/**
 * Ask the store. `now` is in minutes since 1970 (UTC), `today` the day it is at the site, `place` where the visitor is
 * or null. Returns `dates` in order, `counts` (facet → Map of key to number) and `drops` (group → dates that this
 * group alone keeps out).
 */
export function search(store, state, { now, today, place = null }) {
  const asked = fold(state.q);
  const distances = state.near && place ? distancesFrom(place, store.index) : null;
  const [first, last] = daysAsked(state, today);
  const days = bits(state.day, WEEKDAYS);
  const parts = bits(state.time, PARTS);
  const wished = wishes(store, state);
  const [byDay, byPart] = [new Int32Array(7), new Int32Array(3)];
  const drops = new Map();
  const failed = new Array(store.events.length);
  const whole = new Int32Array(store.events.length); // dates of an event that pass all filters on dates
  const dates = [];

  for (const date of store.dates) {
    if (date.ends <= now) continue;
    const { number } = date.event;
    const groups = (failed[number] ??= failures(date.event, asked, wished, distances, state.within));
    if (groups.length > 1) continue;
    const late = date.last < first || date.first > last;
    const off = days && !(date.weekdays & days);
    const other = parts && !(date.parts & parts);
    const misses = (late ? 1 : 0) + (off ? 1 : 0) + (other ? 1 : 0) + groups.length;
    if (misses > 1) continue;
    if (!groups.length) {
      if (!late && !other) countBits(byDay, date.weekdays);
      if (!late && !off) countBits(byPart, date.parts);
    }
    if (misses === 0) {
      dates.push(date);
      whole[number] += 1;
    } else {
      const group = groups[0] ?? (late ? 'when' : off ? 'day' : 'time');
      add(drops, group, 1);
      if (groups.length) whole[number] += 1;
    }
  }
  const counts = { ...countFacets(store, failed, whole), day: named(WEEKDAYS, byDay), time: named(PARTS, byPart) };
  return { dates: sorted(dates, state, distances), counts, drops, distances };
}

/** Count the dates that each choice has: of events that fail nowhere for all facets, of the others for the one they fail in. */
function countFacets(store, failed, whole) {
  const sums = COUNTED.map((name) => new Int32Array(store.tables[name].keys.length));
  for (let i = 0; i < whole.length; i += 1) {
    const n = whole[i];
    if (!n) continue;
    const { numbers } = store.events[i];
    const [group] = failed[i];
    for (let place = 0; place < sums.length; place += 1) {
      if (!group || group === COUNTED[place]) for (const number of numbers[place]) sums[place][number] += n;
    }
  }
  return Object.fromEntries(COUNTED.map((name, place) => [name, named(store.tables[name].keys, sums[place])]));
}

/** Counts by name, those that are not 0. */
function named(keys, sums) {
  const found = new Map();
  keys.forEach((key, i) => { if (sums[i]) found.set(key, sums[i]); });
  return found;
}

function countBits(sums, value) {
  for (let i = 0; i < sums.length; i += 1) if (value & (1 << i)) sums[i] += 1;
}

function add(map, key, n) {
  map.set(key, (map.get(key) ?? 0) + n);
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
export function alternatives(store, state, { now, today, place = null }, most = 3) {
  const asked = fold(state.q);
  const distances = state.near && place ? distancesFrom(place, store.index) : null;
  const [first, last] = daysAsked(state, today);
  const days = bits(state.day, WEEKDAYS);
  const parts = bits(state.time, PARTS);
  const wished = wishes(store, state);
  const failed = new Array(store.events.length);
  const rows = [];
  for (const date of store.dates) {
    const { event } = date;
    if (date.ends <= now || !event.need.includes('places')) continue;
    const groups = (failed[event.number] ??= failures(event, asked, wished, distances, state.within, true).length);
    const late = date.last < first || date.first > last;
    const misses = groups + (late ? 1 : 0) + (days && !(date.weekdays & days) ? 1 : 0) + (parts && !(date.parts & parts) ? 1 : 0);
    const gap = date.first > last ? date.first - last : Math.max(0, first - date.last);
    rows.push({ date, misses, gap, far: distanceOf(date, distances) ?? Infinity });
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
