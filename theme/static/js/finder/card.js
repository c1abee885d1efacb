// A date as a card, in the same shape and with the same words as the cards that pages are built with.

import { h } from './dom.js';
import { countsInMiles, rounded } from './geo.js';
import { monthOf } from './store.js';
import { capital } from './words.js';

const KINDS = { cancelled: 'stop', postponed: 'warn', moved: 'info', full: 'warn', waitlist: 'warn', few: 'info' };

/** The state that people must see at once: `cancelled`, `full`, … or "". */
export function stateOf(event) {
  if (event.status !== 'scheduled') return event.status;
  return ['full', 'waitlist', 'few'].includes(event.left) ? event.left : '';
}

/** What turns dates into words and elements, for one page. */
export class Cards {
  constructor({ index, words, icon, root, locales }) {
    Object.assign(this, { index, words, icon, root, inMiles: countsInMiles(locales, index.territory) });
  }

  /** Address of a date's page. */
  address({ event, original }) {
    return `${this.root}events/${event.slug}/${event.many ? `#d${original}` : ''}`;
  }

  /** Where it is, on one line. */
  place({ event }) {
    const [key] = event.venue;
    if (!key) return event.mode.includes('online') ? this.words.say('online') : '';
    const [title, town] = this.index.venues[key] ?? [key, ''];
    const name = this.index.towns[town] ?? '';
    const where = name && !title.toLowerCase().includes(name.toLowerCase()) ? `${title}, ${name}` : title;
    return event.mode.includes('hybrid') ? this.words.say('orOnline', { place: where }) : where;
  }

  /** The time zone behind the time of what is online and told in another zone than the site's, else "". */
  zone({ event, zone, allDay, begins }) {
    if (allDay || zone === this.index.zone || !event.mode.includes('online')) return '';
    const parts = new Intl.DateTimeFormat(this.words.tag, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(begins * 60000);
    return ` (${parts.find(({ type }) => type === 'timeZoneName').value})`;
  }

  /** A distance in words, short: 3.2 mi. */
  distance(miles) {
    const value = rounded(miles, this.inMiles);
    this.numbers ??= new Intl.NumberFormat(this.words.tag);
    return this.words.say(this.inMiles ? 'miles' : 'kilometres', { n: this.numbers.format(value) });
  }

  /** The few things that decide whether people come: [icon, text, kind]. */
  badges({ event }) {
    const { words } = this;
    if (event.status === 'cancelled' || event.status === 'postponed') return [];
    const has = (need) => event.need.includes(need);
    const found = [['ticket', event.cost || words.say('free'), event.cost ? '' : 'good']];
    const open = event.left !== 'full'; // where no place is left, nothing is said of how to get one
    if (open && has('drop-in')) found.push(['door-open', words.say('dropIn'), '']);
    else if (open && event.sign === 'none' && event.mode[0] !== 'online') found.push(['door-open', words.say('walkIn'), '']);
    else if (open && event.sign === 'required') found.push(['clipboard-list', words.say('signUp'), '']);
    if (has('anonymous')) found.push(['user-round-x', words.say('noName'), 'good']);
    if (has('kit')) found.push(['package', words.say('kit'), '']);
    const spoken = this.spoken(event);
    if (spoken) found.push(['languages', spoken, '']);
    return found;
  }

  /** Which languages besides the page's, or how people who speak the page's take part; "" where it goes without saying. */
  spoken({ held, given }) {
    const { words } = this;
    const others = [...new Set([...held, ...given])].filter((tag) => tag !== words.tag);
    if (!others.length) return '';
    const names = (tags) => words.list(tags.map((tag) => this.languageName(tag)));
    if (held.includes(words.tag)) return capital(names(others));
    if (given.includes(words.tag)) return words.say('interpreter', { languages: names(given) });
    return words.say('onlyIn', { languages: names(others) });
  }

  /** A language within a sentence: small where the page's language writes such names small. */
  languageName(tag) {
    const name = this.index.languages[tag] ?? tag;
    this.languageNames ??= new Intl.DisplayNames(this.words.tag, { type: 'language' });
    const small = this.languageNames.of('es') === this.languageNames.of('es').toLowerCase();
    return small ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  }

  /** One date as an item of a list; `miles` is its distance, undefined where it is not known. */
  card(date, { miles, near = false, level = 'h3' } = {}) {
    const { event } = date;
    const { words, icon } = this;
    const tables = words.tables;
    const day = new Date(date.first * 86400000);
    const { day: when, hours } = words.span(date);
    const state = stateOf(event);
    const [, tint] = this.index.programs[event.program[0]] ?? ['', 'teal'];
    const place = this.place(date);
    const badges = this.badges(date);
    const far = miles !== undefined ? words.say('away', { distance: this.distance(miles) }) : near && event.venue.length ? words.say('farNote') : '';
    return h('li', { class: `card tint-${tint}${KINDS[state] ? ` card--${KINDS[state]}` : ''}` },
      h('div', { class: 'leaf', 'aria-hidden': 'true' },
        h('span', { class: 'leaf__month' }, capital(tables.monthsShort[day.getUTCMonth()])),
        h('span', { class: 'leaf__day' }, String(day.getUTCDate())),
        h('span', { class: 'leaf__weekday' }, capital(tables.weekdaysShort[(day.getUTCDay() + 6) % 7]))),
      h('div', { class: 'card__body' },
        state && h('p', { class: `card__status status status--${KINDS[state]}` }, words.say(state)),
        h(level, { class: 'card__title' }, h('a', { href: this.address(date), lang: event.lang === words.tag ? false : event.lang }, event.title)),
        h('p', { class: 'card__when' }, h('time', { datetime: this.datetime(date) },
          h('span', { class: 'card__day' }, when), ' ', h('span', { class: 'card__hours' }, hours + this.zone(date)))),
        place && h('p', { class: 'card__place' }, icon('map-pin'), h('span', {}, place, far && h('span', { class: 'card__far' }, ` · ${far}`))),
        badges.length > 0 && h('ul', { class: 'badges' },
          badges.map(([symbol, text, kind]) => h('li', { class: `badge${kind ? ` badge--${kind}` : ''}` }, icon(symbol), text)))));
  }

  /** The start as `<time datetime>` has it. */
  datetime(date) {
    if (date.allDay) return new Date(date.wall * 60000).toISOString().slice(0, 10);
    const offset = date.wall - date.begins;
    const two = (n) => String(n).padStart(2, '0');
    const away = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
    return `${new Date(date.wall * 60000).toISOString().slice(0, 16)}${away}`;
  }
}

export { monthOf };
