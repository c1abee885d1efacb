// The form: what one can ask for, and beside each choice how many dates one would see with it.
//
// The elements stay as they are; only their values and numbers change, so that focus and scrolling hold.

import { button, h } from './dom.js';
import { reaches, rounded } from './geo.js';
import { activeFilters, PARTS, WEEKDAYS } from './state.js';
import { capital } from './words.js';

const WEEKEND = ['sat', 'sun'];
let numbers = 0;
const nextId = () => `finder-${(numbers += 1)}`;

/** A field with its label. */
function field(label, control, hint = '') {
  const id = nextId();
  control.id = id;
  const note = hint && h('p', { class: 'finder__hint', id: `${id}-hint` }, hint);
  if (note) control.setAttribute('aria-describedby', note.id);
  return h('div', { class: 'finder__field' }, h('label', { for: id }, label), control, note);
}

/** A group of check boxes with numbers, in a box that opens. */
class Choices {
  constructor(group, title, options, { open, words, change, hint = '' }) {
    Object.assign(this, { group, words });
    this.rows = new Map();
    this.list = h('div', { class: 'ticks', role: 'group', 'aria-label': title }, hint && h('p', { class: 'finder__hint' }, hint),
      Object.entries(options).map(([key, name]) => this.row(key, name, change)));
    this.mark = h('span', { class: 'finder__mark' });
    this.element = h('details', { class: 'choices', open, onToggle: () => this.update() }, h('summary', {}, h('span', {}, title), this.mark), this.list);
  }

  row(key, name, change) {
    const box = h('input', { type: 'checkbox', value: key, onChange: () => change(this.group, key) });
    const count = h('span', { class: 'tick__count' });
    const label = h('label', { class: 'tick' }, box, h('span', { class: 'tick__name' }, name), count);
    this.rows.set(key, { box, count, label });
    return label;
  }

  /** Show which are chosen, and the numbers; what nobody sees is brought up to date when it is opened. */
  show(chosen, counts) {
    this.mark.textContent = chosen.length ? String(chosen.length) : '';
    this.news = { chosen, counts };
    this.update();
  }

  update() {
    if (!this.news || !this.element.open || this.element.parentElement?.closest('details:not([open])')) return;
    const { chosen, counts } = this.news;
    this.news = null;
    for (const [key, row] of this.rows) {
      const n = counts.get(key) ?? 0;
      const checked = chosen.includes(key);
      if (row.box.checked !== checked) row.box.checked = checked;
      if (row.n !== n) row.count.textContent = this.words.number(n);
      row.n = n;
      row.label.classList.toggle('tick--none', !n && !checked);
    }
  }
}

/** The whole form. `ask(changes, how)` changes the state; `how` is "typing" while somebody types. */
export class Form {
  constructor({ index, cards, ask, toggle, locate }) {
    Object.assign(this, { index, cards, words: cards.words, ask });
    const { words } = this;
    const say = (name, values) => words.say(name, values);
    this.text = h('input', { type: 'search', class: 'input', autocomplete: 'off', enterkeyhint: 'search', onInput: () => ask({ q: this.text.value }, 'typing') });
    this.zip = h('input', { type: 'text', class: 'input', inputmode: 'numeric', autocomplete: 'postal-code', maxlength: '10', onInput: () => this.typedZip(false), onChange: () => this.typedZip(true) });
    this.within = h('select', { class: 'input', onChange: () => ask({ within: Number(this.within.value) }) }, this.reachOptions());
    this.when = h('select', { class: 'input', onChange: () => this.chosenWhen() },
      [['', 'anyTime'], ['week', 'week'], ['month', 'month'], ['dates', 'choose']].map(([value, name]) => h('option', { value }, say(name))));
    this.from = h('input', { type: 'date', class: 'input', onChange: () => ask({ when: '', from: this.from.value }) });
    this.to = h('input', { type: 'date', class: 'input', onChange: () => ask({ when: '', to: this.to.value }) });
    this.dates = h('div', { class: 'finder__dates' }, field(say('from'), this.from), field(say('to'), this.to));
    this.locate = button(say('locate'), 'action', locate, cards.icon('locate-fixed'));
    this.notice = h('p', { class: 'finder__notice', role: 'status' });
    const nearField = field(say('near'), this.zip);
    this.zip.setAttribute('aria-describedby', 'finder-private');
    this.withinField = field(say('within'), this.within);
    this.top = h('div', { class: 'finder__top' },
      h('div', { class: 'finder__what' }, field(say('text'), this.text, say('textHint'))),
      h('div', { class: 'finder__near' }, h('div', { class: 'finder__row' }, nearField, this.withinField), this.locate,
        h('p', { class: 'finder__hint', id: 'finder-private' }, cards.icon('shield-check'), say('private')), this.notice),
      h('div', { class: 'finder__when' }, field(say('when'), this.when), this.dates));
    this.choices = this.makeChoices(toggle);
    this.number = h('span', { class: 'finder__mark' });
    this.panel = h('details', { class: 'finder__filters', onToggle: () => this.choices.forEach((choice) => choice.update()) },
      h('summary', { class: 'finder__summary' }, cards.icon('sliders-horizontal'), h('span', {}, say('filters')), this.number),
      h('div', { class: 'finder__choices' }, this.choices.map(({ element }) => element)));
    this.wide = matchMedia('(min-width: 60rem)');
    this.panel.open = this.wide.matches;
    this.wide.addEventListener('change', () => { this.panel.open = this.wide.matches; });
  }

  reachOptions() {
    const inMiles = this.cards.inMiles;
    const name = (miles) => this.words.plural(inMiles ? 'milesLong' : 'kilometresLong', rounded(miles, inMiles));
    return [h('option', { value: '0' }, this.words.say('anyDistance')), ...reaches(inMiles).map((miles) => h('option', { value: String(miles) }, name(miles)))];
  }

  makeChoices(change) {
    const { index, words } = this;
    const { tables } = words;
    this.weekend = h('input', { type: 'checkbox', onChange: () => this.ask({ day: this.weekend.checked ? WEEKEND : [] }) });
    const days = tables.weekdays.map((_, i) => (tables.first + i) % 7);
    const venues = Object.fromEntries(Object.entries(index.venues).map(([key, [name]]) => [key, name]).sort(([, a], [, b]) => a.localeCompare(b, words.tag)));
    const sorted = (names) => Object.fromEntries(Object.entries(names).sort(([, a], [, b]) => a.localeCompare(b, words.tag)));
    const programs = Object.fromEntries(Object.entries(index.programs).map(([key, [name]]) => [key, name]));
    const rows = [
      ['program', sorted(programs), true], ['need', index.needs, true], ['town', sorted(index.towns), true],
      ['day', Object.fromEntries(days.map((day) => [WEEKDAYS[day], capital(tables.weekdays[day])])), false],
      ['time', Object.fromEntries(PARTS.map((part) => [part, words.say(part)])), false],
      ['mode', index.modes, false], ['language', index.languages, false], ['audience', index.audiences, false],
      ['organizer', sorted(index.organizers), false], ['venue', venues, false],
    ];
    const titles = { day: 'weekday', time: 'part' };
    const made = rows.filter(([, options]) => Object.keys(options).length)
      .map(([group, options, open]) => new Choices(group, words.say(titles[group] ?? group), options, {
        open, words, change, hint: group === 'language' ? words.say('languageHint') : '',
      }));
    made.find(({ group }) => group === 'day').list.prepend(h('label', { class: 'tick' }, this.weekend, h('span', { class: 'tick__name' }, words.say('weekend'))));
    return made;
  }

  typedZip(done) {
    const text = this.zip.value.trim();
    if (!text) this.ask({ near: '', within: 0, sort: '' });
    else if (/^\d{5}(-?\d{4})?$/.test(text)) this.ask({ near: text.slice(0, 5) });
    else if (done) this.say(this.words.say('zipShort'), 'warn');
  }

  chosenWhen() {
    const { value } = this.when;
    this.dates.hidden = value !== 'dates';
    if (value === 'dates') this.from.focus();
    else this.ask({ when: value, from: '', to: '' });
  }

  /** Tell something about the place: `kind` is "" or "warn". */
  say(text, kind = '') {
    if (this.notice.textContent === text) return;
    this.notice.textContent = text;
    this.notice.className = `finder__notice${kind ? ` finder__notice--${kind}` : ''}`;
  }

  /** Show a state and the numbers of a search. */
  show(state, found, place, force) {
    const keep = (input, value) => {
      if (force || document.activeElement !== input || input.value.trim() === '') input.value = value;
    };
    if (this.text.value.trim() !== state.q) keep(this.text, state.q);
    const zip = state.near === 'here' ? '' : state.near;
    if (this.zip.value.trim().slice(0, 5) !== zip) keep(this.zip, zip);
    this.withinField.hidden = !state.near || !place;
    const reach = String(state.within);
    if (state.within && ![...this.within.options].some(({ value }) => value === reach)) {
      const { inMiles } = this.cards;
      this.within.append(h('option', { value: reach }, this.words.plural(inMiles ? 'milesLong' : 'kilometresLong', rounded(state.within, inMiles))));
    }
    this.within.value = reach;
    const range = Boolean(state.from || state.to);
    if (state.when || range || this.when.value !== 'dates') this.when.value = state.when || (range ? 'dates' : '');
    this.dates.hidden = this.when.value !== 'dates';
    this.from.value = state.from;
    this.to.value = state.to;
    for (const choice of this.choices) choice.show(state[choice.group], found.counts[choice.group]);
    this.weekend.checked = state.day.join() === WEEKEND.join();
    const number = activeFilters(state).length;
    this.number.textContent = number ? String(number) : '';
  }
}
