// The finder's dates in memory: months as they come over the wire, joined into one list of events and one of dates.
// The format is described in docs/finder.md. No DOM here, and no clock.

import { fold } from './text.js';

export const VERSION = 1;
const MODES = ['in-person', 'online', 'hybrid'];
const STATUSES = ['scheduled', 'cancelled', 'postponed', 'moved'];
const LEFT = ['', 'open', 'few', 'full', 'waitlist'];
const SIGN = ['none', 'optional', 'required', 'closed'];
const DAY = 1440;
/** What choices are counted of. */
export const COUNTED = ['program', 'town', 'venue', 'organizer', 'audience', 'language', 'mode', 'need'];

/** Make an empty store for an index (find/data/index.json). */
export function createStore(index) {
  const tables = Object.fromEntries(COUNTED.map((name) => [name, { keys: [], numbers: new Map() }]));
  return { index, months: new Set(), events: [], dates: [], ids: new Set(), tables };
}

/** The numbers of some keys in the store's own table; counting by numbers is many times faster than by names. */
function numbersOf(table, keys) {
  return keys.map((key) => {
    if (!table.numbers.has(key)) {
      table.numbers.set(key, table.keys.length);
      table.keys.push(key);
    }
    return table.numbers.get(key);
  });
}

const byStart = (a, b) => a.begins - b.begins || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Part of the day of a wall time in minutes: 0 morning, 1 afternoon, 2 evening; what begins before 5 is a late evening. */
export function partOf(wall) {
  const hour = Math.floor((((wall % DAY) + DAY) % DAY) / 60);
  return hour < 5 || hour >= 17 ? 2 : hour < 12 ? 0 : 1;
}

/** Weekday of a day counted from 1970, Monday 0. */
export const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7;

/** Bits of the weekdays from one day to another, both included. */
function weekdayBits(first, last) {
  let bits = 0;
  for (let day = first; day <= last && day < first + 7; day += 1) bits |= 1 << weekdayOf(day);
  return bits;
}

/** Add one month; a date that touches two months is kept once. Returns whether it was new. */
export function addShard(store, shard) {
  if (shard.version !== VERSION) throw new Error(`shard of version ${shard.version}`);
  if (store.months.has(shard.month)) return false;
  store.months.add(shard.month);
  const events = eventsOf(store, shard);
  const { dates } = shard;
  const day = new Set(dates.day ?? []);
  let wall = 0;
  for (let row = 0; row < dates.event.length; row += 1) {
    wall += dates.at[row];
    const event = events[dates.event[row]];
    const original = dates.id?.[row] ?? stampOf(wall, day.has(row));
    const id = `${event.slug}#${original}`;
    if (store.ids.has(id)) continue;
    store.ids.add(id);
    store.dates.push(dateOf(event, id, original, wall, day.has(row), dates, row, shard.tables.zone));
  }
  store.dates.sort(byStart);
  return true;
}

function dateOf(event, id, original, wall, allDay, dates, row, zones) {
  const column = (name) => (Array.isArray(dates[name]) ? dates[name][row] : dates[name]);
  const offset = column('offset');
  const wallEnd = wall + dates.length[row];
  const first = Math.floor(wall / DAY);
  const last = Math.max(first, Math.floor((wallEnd - 1) / DAY));
  return {
    event,
    id,
    original,
    wall,
    wallEnd,
    allDay,
    zone: zones[column('zone')],
    begins: wall - offset,
    ends: wallEnd - (dates.end?.[row] ?? offset),
    first,
    last,
    weekdays: allDay ? weekdayBits(first, last) : weekdayBits(first, first),
    parts: allDay ? 7 : 1 << partOf(wall),
  };
}

function eventsOf(store, shard) {
  const { tables, events: columns } = shard;
  const { index } = store;
  const at = (name, row, otherwise) => columns[name]?.[row] ?? otherwise;
  const keys = (name, table, row) => at(name, row, []).map((number) => tables[table][number]);
  const found = [];
  for (let row = 0; row < columns.count; row += 1) {
    const venue = columns.venue && columns.venue[row] >= 0 ? tables.venue[columns.venue[row]] : '';
    const mode = MODES[at('mode', row, 0)];
    const spoken = keys('language', 'language', row);
    const asked = keys('asked', 'language', row);
    const event = {
      slug: columns.slug[row],
      title: columns.title[row],
      lang: at('lang', row, index.language),
      program: [tables.program[at('program', row, 0)]],
      venue: venue ? [venue] : [],
      town: index.venues[venue]?.[1] ? [index.venues[venue][1]] : [],
      organizer: keys('organizer', 'organizer', row),
      audience: keys('audience', 'audience', row),
      language: [...new Set([...spoken, ...asked])],
      held: spoken.slice(0, at('held', row, spoken.length)),
      given: spoken.slice(at('held', row, spoken.length)),
      asked,
      mode: mode === 'hybrid' ? ['in-person', 'online', 'hybrid'] : [mode],
      need: keys('need', 'need', row),
      status: STATUSES[at('status', row, 0)],
      left: LEFT[at('left', row, 0)],
      sign: SIGN[at('sign', row, 0)],
      many: Boolean(at('many', row, 0)),
      cost: at('cost', row, ''),
      room: at('room', row, ''),
      note: at('note', row, ''),
      words: '',
      numbers: [],
      number: store.events.length,
    };
    event.numbers = COUNTED.map((name) => numbersOf(store.tables[name], event[name]));
    event.words = wordsOf(event, at('tags', row, ''), index);
    store.events.push(event);
    found.push(event);
  }
  return found;
}

/** What a text search looks through: title, topic, place, town, hosts, for whom, tags; each word with a space before it. */
function wordsOf(event, tags, index) {
  const texts = [event.title, tags];
  for (const key of event.program) texts.push(index.programs[key]?.[0] ?? key);
  for (const key of event.venue) texts.push(index.venues[key]?.[0] ?? key);
  for (const key of event.town) texts.push(index.towns[key] ?? key);
  for (const key of event.organizer) texts.push(index.organizers[key] ?? key);
  for (const key of event.audience) texts.push(index.audiences[key] ?? key);
  return ` ${fold(texts.join(' ')).join(' ')}`;
}

/** A wall time as the pages' anchors have it: 20261208T1800, or 20270831 for a whole day. */
export function stampOf(wall, allDay) {
  const text = new Date(wall * 60000).toISOString();
  const day = text.slice(0, 10).replaceAll('-', '');
  return allDay ? day : `${day}T${text.slice(11, 13)}${text.slice(14, 16)}`;
}

/** The month that a wall time is in: 2026-12. */
export const monthOf = (wall) => new Date(wall * 60000).toISOString().slice(0, 7);
