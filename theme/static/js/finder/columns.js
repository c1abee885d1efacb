// The store's dates and events as columns of numbers, on which a search counts ten thousand dates within a few
// milliseconds, also on a slow phone. What a filter lets through is kept, since most clicks change one filter only.

import { COUNTED } from './store.js';
import { hasAll } from './text.js';

const KEPT = 40; // filters whose answers are kept; a choice takes one byte an event

/** The columns of a store as it is now; made anew after months were added. */
export function columnsOf(store) {
  if (store.columns?.dates !== store.dates.length || store.columns.events !== store.events.length) store.columns = made(store);
  return store.columns;
}

function made(store) {
  const { dates, events } = store;
  const column = (Kind, value) => Kind.from(dates, value);
  const sizes = COUNTED.map((name) => store.tables[name].keys.length);
  const bases = sizes.map((_, place) => sizes.slice(0, place).reduce((sum, size) => sum + size, 0));
  return {
    dates: dates.length,
    events: events.length,
    begins: column(Float64Array, ({ begins }) => begins),
    ends: column(Float64Array, ({ ends }) => ends),
    first: column(Int32Array, ({ first }) => first),
    last: column(Int32Array, ({ last }) => last),
    weekdays: column(Uint8Array, ({ weekdays }) => weekdays),
    parts: column(Uint8Array, ({ parts }) => parts),
    event: column(Int32Array, ({ event }) => event.number),
    ...choicesOf(events, bases),
    bases,
    total: bases[bases.length - 1] + sizes[sizes.length - 1],
    masks: new Map(),
  };
}

/** All choices that an event has, one list after the other: those of event `e` and facet `p` begin at `starts[e * facets + p]`. */
function choicesOf(events, bases) {
  const starts = new Int32Array(events.length * COUNTED.length + 1);
  const choices = [];
  events.forEach(({ numbers }, row) => numbers.forEach((own, place) => {
    for (const number of own) choices.push(bases[place] + number);
    starts[row * COUNTED.length + place + 1] = choices.length;
  }));
  return { starts, choices: Int32Array.from(choices) };
}

/** What a state asks of events: [{group, place, mask}]; a mask has 1 for each event that has it, `place` is −1 where no facet is asked. */
export function wishes(store, state, asked, distances) {
  const columns = columnsOf(store);
  const found = [];
  if (asked.length) found.push({ group: 'q', place: -1, mask: kept(columns, `q ${asked.join(' ')}`, () => masked(store, (event) => hasAll(event.words, asked))) });
  if (distances && state.within) found.push({ group: 'within', place: -1, mask: masked(store, (event) => inReach(event, distances, state.within)) });
  COUNTED.forEach((name, place) => {
    const keys = state[name];
    const wish = (chosen) => kept(columns, `${name} ${chosen.join(' ')}`, () => having(store, columns, name, place, chosen));
    if (name === 'need') for (const key of keys) found.push({ group: `need:${key}`, place: -1, mask: wish([key]) });
    else if (keys.length) found.push({ group: name, place, mask: wish(keys) });
  });
  return found;
}

/** Whether an event is within reach: where it is not known where it is, it stays; what is only online goes. */
function inReach(event, distances, within) {
  if (!event.venue.length) return false;
  const distance = distances.get(event.venue[0]);
  return distance === undefined || distance <= within;
}

function kept({ masks }, name, make) {
  let mask = masks.get(name);
  if (mask) masks.delete(name); // the last used one stands last
  else mask = make();
  masks.set(name, mask);
  if (masks.size > KEPT) masks.delete(masks.keys().next().value);
  return mask;
}

const masked = (store, test) => Uint8Array.from(store.events, (event) => (test(event) ? 1 : 0));

/** The events that have one of some choices of a facet. */
function having(store, { starts, choices, events, bases }, name, place, keys) {
  const { keys: all, numbers } = store.tables[name];
  const chosen = new Uint8Array(all.length);
  for (const key of keys) if (numbers.has(key)) chosen[numbers.get(key)] = 1;
  const mask = new Uint8Array(events);
  for (let row = 0; row < events; row += 1) {
    const at = row * COUNTED.length + place;
    for (let i = starts[at]; i < starts[at + 1]; i += 1) if (chosen[choices[i] - bases[place]]) mask[row] = 1;
  }
  return mask;
}

/** For each event how many wishes it misses, and which one it misses (the last of them). */
export function missesOf({ events }, wished) {
  const misses = new Uint8Array(events);
  const which = new Int16Array(events).fill(-1);
  wished.forEach(({ mask }, number) => {
    for (let row = 0; row < events; row += 1) {
      if (!mask[row]) {
        misses[row] += 1;
        which[row] = number;
      }
    }
  });
  return { misses, which };
}

/**
 * Count the dates that each choice has, `whole[event]` of each event: of events that miss nothing for all facets, of
 * those that miss one facet for that facet. Returns Maps of key to number by facet, without those that have none.
 */
export function countChoices(store, wished, { misses, which }, whole) {
  const { starts, choices, events, bases, total } = columnsOf(store);
  const sums = new Int32Array(total);
  for (let row = 0; row < events; row += 1) {
    const n = whole[row];
    if (!n) continue;
    let [from, to] = [row * COUNTED.length, (row + 1) * COUNTED.length];
    if (misses[row]) {
      const { place } = wished[which[row]];
      if (place < 0) continue;
      [from, to] = [from + place, from + place + 1];
    }
    for (let i = starts[from]; i < starts[to]; i += 1) sums[choices[i]] += n;
  }
  return Object.fromEntries(COUNTED.map((name, place) => [name, named(store.tables[name].keys, sums, bases[place])]));
}

/** Counts by name, those that are not 0. */
export function named(keys, sums, base = 0) {
  const found = new Map();
  keys.forEach((key, i) => { if (sums[base + i]) found.set(key, sums[base + i]); });
  return found;
}
