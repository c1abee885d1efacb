// The finder's state and its place in the address: every state can be shared, bookmarked and gone back from.

export const FACETS = ['program', 'town', 'venue', 'organizer', 'audience', 'language', 'mode'];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const PARTS = ['morning', 'afternoon', 'evening'];
export const VIEWS = ['list', 'month', 'map'];
const LISTS = [...FACETS, 'need', 'day', 'time'];
const NAMES = { venue: 'place', organizer: 'host', audience: 'for', language: 'lang' };
const ISO_DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ISO_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MOST = 1000; // dates in a list
const KEY = /^[\p{L}\p{N}._-]{1,200}$/u;

/** The state without any filter. */
export function emptyState() {
  const state = { q: '', near: '', within: 0, when: '', from: '', to: '', sort: '', view: 'list', month: '', through: '', show: 0 };
  for (const name of LISTS) state[name] = [];
  return state;
}

const oneOf = (value, allowed) => (allowed.includes(value) ? value : '');
const matching = (value, pattern) => (value && pattern.test(value) ? value : '');

/** Read the part of an address after `?`; what makes no sense is left out. */
export function parseState(query) {
  const given = new URLSearchParams(query);
  const state = emptyState();
  for (const name of LISTS) {
    const keys = (given.get(NAMES[name] ?? name) ?? '').split(',').filter((key) => KEY.test(key));
    state[name] = [...new Set(keys)];
  }
  state.day = WEEKDAYS.filter((day) => state.day.includes(day));
  state.time = PARTS.filter((part) => state.time.includes(part));
  state.q = (given.get('q') ?? '').trim().slice(0, 200);
  state.near = matching(given.get('near'), /^(\d{5}|here)$/);
  const within = Number(given.get('within'));
  state.within = state.near && within > 0 && within <= 500 ? within : 0;
  state.when = oneOf(given.get('when'), ['week', 'month']);
  state.from = state.when ? '' : matching(given.get('from'), ISO_DAY);
  state.to = state.when ? '' : matching(given.get('to'), ISO_DAY);
  state.sort = state.near ? oneOf(given.get('sort'), ['near']) : '';
  state.view = oneOf(given.get('view'), VIEWS) || 'list';
  state.month = state.view === 'month' ? matching(given.get('month'), ISO_MONTH) : '';
  state.through = matching(given.get('through'), ISO_MONTH);
  const show = Number(given.get('show'));
  state.show = state.view !== 'month' && Number.isInteger(show) && show > 0 && show <= MOST ? show : 0;
  return state;
}

/** Write the state as the part of an address after `?`, always the same for the same state; "" for the empty one. */
export function writeState(state) {
  const parts = [];
  const add = (name, value) => {
    if (value) parts.push(`${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  };
  add('q', state.q);
  add('near', state.near);
  add('within', state.near && state.within ? String(state.within) : '');
  for (const name of ['when', 'from', 'to']) add(name, state[name]);
  for (const name of LISTS) add(NAMES[name] ?? name, state[name].join(','));
  add('sort', state.near ? state.sort : '');
  add('view', state.view === 'list' ? '' : state.view);
  add('month', state.view === 'month' ? state.month : '');
  add('through', state.through);
  add('show', state.view !== 'month' && state.show ? String(state.show) : '');
  return parts.join('&');
}

/** The filters that are on: [{group, key}], each of which can be taken away by itself. */
export function activeFilters(state) {
  const found = [];
  if (state.q) found.push({ group: 'q', key: state.q });
  if (state.near && state.within) found.push({ group: 'within', key: String(state.within) });
  if (state.when || state.from || state.to) found.push({ group: 'when', key: state.when });
  for (const name of LISTS) for (const key of state[name]) found.push({ group: name, key });
  return found;
}

/** The state without one filter, or without a whole group where `key` is left out. */
export function without(state, group, key) {
  if (group === 'q') return { ...state, q: '' };
  if (group === 'within') return { ...state, within: 0 };
  if (group === 'near') return { ...state, near: '', within: 0, sort: '' };
  if (group === 'when') return { ...state, when: '', from: '', to: '' };
  return { ...state, [group]: key === undefined ? [] : state[group].filter((other) => other !== key) };
}

/** The state with one choice of a group turned on or off. */
export function toggled(state, group, key) {
  const list = state[group];
  return { ...state, [group]: list.includes(key) ? list.filter((other) => other !== key) : [...list, key] };
}

/** The state without any filter, in the same view. */
export function cleared(state) {
  return { ...emptyState(), view: state.view, month: state.month };
}
