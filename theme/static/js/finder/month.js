// The results as a month: a table of weeks, which the style sheet turns into a list of days on phones.

import { stateOf } from './card.js';
import { button, h } from './dom.js';
import { capital } from './words.js';

const DAY = 86400000;
const KINDS = { cancelled: 'stop', postponed: 'warn', moved: 'info', full: 'warn', waitlist: 'warn', few: 'info' };

/** The month some months later: `2026-12` and 1 give `2027-01`. */
export function addMonths(month, count) {
  const [year, number] = month.split('-').map(Number);
  const sum = year * 12 + number - 1 + count;
  return `${Math.floor(sum / 12)}-${String((sum % 12) + 1).padStart(2, '0')}`;
}

/** The days of a month in whole weeks, from 1970 counted; `first` is the weekday a week begins with (Monday 0). */
export function weeksOf(month, first) {
  const start = Date.parse(`${month}-01T00:00:00Z`) / DAY;
  const end = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) / DAY;
  const weekday = (day) => (((day + 3) % 7) + 7) % 7;
  const weeks = [];
  for (let day = start - ((weekday(start) - first + 7) % 7); day < end; day += 7) {
    weeks.push(Array.from({ length: 7 }, (_, i) => ({ day: day + i, inside: day + i >= start && day + i < end })));
  }
  return weeks;
}

/** Dates by the days they take; what ends soon after midnight belongs to the evening before. */
export function byDay(dates) {
  const found = new Map();
  for (const date of dates) {
    const last = date.allDay ? date.last : Math.max(date.first, Math.floor((date.wallEnd - 361) / 1440));
    for (let day = date.first; day <= last; day += 1) {
      if (!found.has(day)) found.set(day, []);
      found.get(day).push(date);
    }
  }
  return found;
}

/** The table of one month. `go(month)` shows another one; `range` are the first and last month that there are. */
export function monthView({ dates, month, today, cards, range, go }) {
  const { words, icon, index } = cards;
  const { tables } = words;
  const days = byDay(dates);
  const weeks = weeksOf(month, tables.first);
  const title = capital(words.month(month));
  const count = dates.filter((date) => weeks.some((week) => week.some(({ day, inside }) => inside && date.first <= day && day <= date.last))).length;
  const slot = (date) => {
    const state = stateOf(date.event);
    const [, tint] = index.programs[date.event.program[0]] ?? ['', 'teal'];
    return h('li', { class: `slot tint-${tint}${KINDS[state] ? ` slot--${KINDS[state]}` : ''}` },
      h('a', { href: cards.address(date) },
        h('span', { class: 'slot__time' }, date.allDay ? words.say('allDay') : words.time(date.wall) + cards.zone(date)), ' ',
        h('span', { class: 'slot__title', lang: date.event.lang === words.tag ? false : date.event.lang }, date.event.title),
        state && [' ', h('span', { class: `status status--${KINDS[state]}` }, words.say(state))],
        h('span', { class: 'slot__place' }, ` ${cards.place(date)}`)));
  };
  const cell = ({ day, inside }) => {
    if (!inside) return h('td', { class: 'month__day month__day--out' });
    const iso = new Date(day * DAY).toISOString().slice(0, 10);
    const slots = days.get(day) ?? [];
    const number = new Date(day * DAY).getUTCDate();
    const name = capital(words.day('day', day));
    const here = day === today;
    return h('td', { class: `month__day${slots.length ? '' : ' month__day--empty'}${here ? ' month__day--today' : ''}`, 'data-day': iso },
      h('time', { class: 'month__number', datetime: iso, 'aria-current': here ? 'date' : false },
        slots.length ? [h('span', { class: 'month__short', 'aria-hidden': 'true' }, String(number)), h('span', { class: 'month__name' }, name)] : String(number)),
      slots.length > 0 && h('ul', { class: 'slots' }, slots.map(slot)));
  };
  const step = (to, name, symbol, inside) => {
    const parts = [icon(symbol), capital(words.month(to))];
    return button(name === 'next' ? parts.reverse() : parts, 'action', () => go(to), null, { disabled: !inside, 'aria-label': `${words.say(name)}: ${words.month(to)}` });
  };
  const [before, after] = [addMonths(month, -1), addMonths(month, 1)];
  return h('section', { 'aria-label': title },
    h('div', { class: 'month__head' }, h('h2', { class: 'finder__title', tabindex: '-1' }, title),
      h('div', { class: 'month__nav' }, step(before, 'previous', 'chevron-left', before >= range[0]), step(after, 'next', 'chevron-right', after <= range[1]))),
    !count && h('p', { class: 'empty' }, words.say('emptyMonth', { month: words.month(month) })),
    h('table', { class: 'month' },
      h('caption', { class: 'hidden' }, title),
      h('thead', {}, h('tr', {}, weeks[0].map(({ day }) => {
        const weekday = (((day + 3) % 7) + 7) % 7;
        return h('th', { scope: 'col' }, h('abbr', { title: capital(tables.weekdays[weekday]) }, capital(tables.weekdaysShort[weekday])));
      }))),
      h('tbody', {}, weeks.map((week) => h('tr', {}, week.map(cell))))));
}
