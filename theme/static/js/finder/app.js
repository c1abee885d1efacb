// The finder on its page: state in the address, data as it is needed, form, results. It only adds to the page's links.

import { Cards } from './card.js';
import { Data, OtherVersion } from './data.js';
import { button, h, iconsFrom } from './dom.js';
import { emptyView } from './empty.js';
import { Form } from './form.js';
import { cleanZip, nearestZip, readZips } from './geo.js';
import { Keep } from './keep.js';
import { afterPaint, ListView, PAGE } from './list.js';
import { MapView } from './map.js';
import { monthView } from './month.js';
import { nameOf } from './names.js';
import { alternatives, present, search } from './query.js';
import { activeFilters, cleared, parseState, toggled, VIEWS, without, writeState } from './state.js';
import { Words } from './words.js';

const REACH = 100; // miles around the places of the site within which ZIP codes are known

/** Start the finder in its element; the page's own links stay until there is something better. */
export async function start(element) {
  const app = new App(element);
  await app.begin();
  return app;
}

class App {
  constructor(element) {
    const { root, here, icons } = element.dataset;
    Object.assign(this, { element, here, icon: iconsFrom(icons), places: new Map(), zips: null, typing: 0, run: 0 });
    this.links = document.querySelector('.finder-links');
    this.data = new Data(`${here}find/data/`, `${root}find/data/`);
    this.state = parseState(location.search);
  }

  async begin() {
    const { loading, failed, retry } = this.element.dataset;
    this.element.replaceChildren(h('p', { class: 'finder__wait', role: 'status' }, loading));
    try {
      await this.data.open();
      await this.data.need(this.until());
    } catch (error) {
      this.element.replaceChildren(h('div', { class: 'note note--warn', role: 'alert' }, this.icon('wifi-off'), h('p', {}, failed),
        button(retry, 'action', () => (error instanceof OtherVersion ? location.reload() : this.begin()))));
      return;
    }
    this.build();
    if (this.links) this.links.hidden = true;
    addEventListener('popstate', () => this.set(parseState(location.search), 'back'));
    await this.set(this.state, 'back');
    const { card } = history.state ?? {};
    if (card !== undefined) afterPaint(() => this.list.focus(card, 'center')); // back from a date's page: where one was
  }

  build() {
    const { index } = this.data;
    const words = new Words(index);
    this.words = words;
    this.cards = new Cards({ index, words, icon: this.icon, root: this.here, locales: navigator.languages ?? [] });
    this.form = new Form({
      index, cards: this.cards, ask: (changes, how) => this.ask(changes, how), toggle: (group, key) => this.ask(toggled(this.state, group, key)), locate: () => this.locate(),
    });
    this.keep = new Keep({ data: this.data, cards: this.cards, root: this.here, current: () => ({ state: this.state, dates: this.found.dates }) });
    this.count = h('h2', { class: 'finder__count', 'aria-live': 'polite', tabindex: '-1' });
    this.limit = h('p', { class: 'muted' });
    this.old = h('p', { class: 'note note--warn', role: 'status' }, this.icon('wifi-off'), words.say('old'));
    this.sort = h('select', { class: 'input', 'aria-label': words.say('sort'), onChange: () => this.ask({ sort: this.sort.value }) },
      h('option', { value: '' }, words.say('byDate')), h('option', { value: 'near' }, words.say('byDistance')));
    const names = { list: ['list', 'list'], month: ['calendar', 'calendar-days'], map: ['map', 'map'] };
    const shown = VIEWS.filter((view) => view !== 'map' || index.shared.map);
    this.views = shown.map((view) => button(words.say(names[view][0]), 'switch__button', () => this.ask({ view, month: '' }), this.icon(names[view][1]), { 'data-view': view }));
    this.active = h('ul', { class: 'finder__active', 'aria-label': words.say('active') });
    this.list = new ListView({ cards: this.cards, more: () => this.more() });
    this.results = h('div', { class: 'finder__view' });
    this.element.replaceChildren(h('form', { class: 'finder', role: 'search', onSubmit: (event) => event.preventDefault() },
      this.old,
      this.form.top,
      h('div', { class: 'finder__body' }, this.form.panel,
        h('div', { class: 'finder__results' },
          h('div', { class: 'finder__bar' }, this.count, this.sort, h('div', { class: 'switch', role: 'group', 'aria-label': words.say('view') }, this.views)),
          this.active, this.limit, this.results, this.keep.element))));
  }

  /** Change some of the state, as somebody who uses the form does. */
  ask(changes, how = '') {
    return this.set({ ...this.state, ...changes }, how);
  }

  /**
   * Go to a state: `how` is "typing" (one entry in the history for a word), "back" (the address is there already),
   * "more" (the same dates, a longer list) or "".
   */
  async set(state, how = '') {
    const before = writeState(this.state);
    this.state = parseState(writeState(how === 'back' || how === 'more' ? state : { ...state, show: 0 })); // what the address cannot say is no state
    const query = writeState(this.state);
    const run = (this.run += 1);
    this.results.setAttribute('aria-busy', 'true'); // until all of it is there, what stands below can still move
    this.show(how === 'back');
    if (how !== 'back' && query !== before) afterPaint(() => this.remember(query, how));
    await this.complete(run);
    afterPaint(() => run === this.run && this.results.removeAttribute('aria-busy'));
  }

  /** Write the state into the address; after the paint, since browsers take their time for it. */
  remember(query, how) {
    const address = `${location.pathname}${query ? `?${query}` : ''}`;
    const now = Date.now();
    if (how === 'typing' && now - this.typing < 2000) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.typing = how === 'typing' ? now : 0;
  }

  /** Fetch what the state needs and is not here yet, and show it. */
  async complete(run) {
    const late = () => run !== this.run;
    try {
      if (await this.findPlace()) this.show();
      if (late()) return;
      const until = this.until();
      if (this.data.missing.some(([month]) => month <= until)) {
        await this.data.need(until);
        if (late()) return;
        this.show();
      }
      while (!late() && this.state.view === 'list' && !this.ends() && this.found.dates.length < this.shown && (await this.data.later())) if (!late()) this.show();
      if (!late() && this.state.view === 'map' && !this.map) await this.openMap();
    } catch (error) {
      if (late()) return;
      this.limit.hidden = false;
      this.limit.replaceChildren(this.words.say('failed'), ' ', button(this.words.say('retry'), 'action', () => this.complete(this.run)));
    }
  }

  /** The last month that the state asks for, "" where it does not say. */
  until() {
    const { state } = this;
    return [state.through, state.month, state.to.slice(0, 7), state.from.slice(0, 7)].sort().pop();
  }

  /** Whether the state itself says up to when, and that is here. */
  ends() {
    return Boolean(this.state.when) || Boolean(this.state.to && this.state.to.slice(0, 7) <= this.data.through);
  }

  // -- places ------------------------------------------------------------------------------------------------------

  /** Where the visitor is, as far as the state says and we know. */
  get place() {
    return this.places.get(this.state.near) ?? null;
  }

  /** Look up the ZIP code of the state. Returns whether something changed. */
  async findPlace() {
    const { near } = this.state;
    if (!near) {
      this.form.say('');
      return false;
    }
    if (this.places.has(near)) {
      this.form.say(near === 'here' || this.places.get(near) ? '' : this.words.say('zipUnknown', { zip: near }), this.places.get(near) ? '' : 'warn');
      return false;
    }
    if (near === 'here') return false;
    this.form.say(this.words.say('zipLoading'));
    let zips;
    try {
      zips = await this.zipTable();
    } catch (error) {
      this.form.say(this.words.say('zipFailed'), 'warn');
      return false;
    }
    this.places.set(near, zips.get(cleanZip(near)) ?? null);
    this.form.say(this.places.get(near) ? '' : this.words.say('zipUnknown', { zip: near }), this.places.get(near) ? '' : 'warn');
    return true;
  }

  async zipTable() {
    this.zips ??= readZips(await this.data.other('zips'));
    return this.zips;
  }

  /** Ask the device, only because somebody pressed the button; the place stays in this page. */
  locate() {
    const { words, form } = this;
    if (!navigator.geolocation) {
      form.say(words.say('unavailable'), 'warn');
      return;
    }
    form.say(words.say('locating'));
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => this.arrived({ latitude: coords.latitude, longitude: coords.longitude }),
      (error) => form.say(words.say(error.code === 1 ? 'denied' : 'unavailable'), 'warn'),
      { maximumAge: 600000, timeout: 15000 },
    );
  }

  async arrived(place) {
    const nearest = nearestZip(await this.zipTable().catch(() => new Map()), place);
    if (!nearest || nearest.distance > REACH) {
      this.form.say(this.words.say('far'), 'warn');
      return;
    }
    // The address gets the ZIP code, which may be shared; the exact place is kept in memory alone.
    this.places.set(nearest.zip, place);
    await this.ask({ near: nearest.zip, sort: 'near' });
  }

  // -- showing -----------------------------------------------------------------------------------------------------

  /** Show the state; `force` overwrites what somebody is typing, after a step back. */
  show(force = false) {
    const { state, data, words } = this;
    this.old.hidden = !data.stale;
    const moment = present(Date.now(), data.index.zone);
    const question = { ...moment, place: this.place };
    this.found = search(data.store, state, question);
    const { dates } = this.found;
    this.form.show(state, this.found, this.place, force);
    this.count.textContent = dates.length ? words.plural('results', dates.length) : words.say('none');
    this.sort.hidden = !this.place || state.view !== 'list';
    this.sort.value = state.sort;
    for (const one of this.views) one.setAttribute('aria-pressed', String(one.dataset.view === state.view));
    this.showActive();
    this.showLimit();
    this.keep.reset(dates.length, writeState({ ...state, show: 0 }));
    if (state.view === 'month') this.showMonth(moment);
    else if (!dates.length) this.results.replaceChildren(this.empty(question));
    else if (state.view === 'map') this.showMap();
    else this.put(this.list.show(this.found, this.shown));
  }

  /** Show elements as the results, without touching what is there already. */
  put(...elements) {
    const { children } = this.results;
    if (children.length !== elements.length || elements.some((one, i) => children[i] !== one)) this.results.replaceChildren(...elements);
  }

  empty(question) {
    return emptyView({
      state: this.state, drops: this.found.drops, near: alternatives(this.data.store, this.state, question), cards: this.cards, root: this.here,
      go: (state) => { this.set(state); this.count.focus(); }, distances: this.found.distances,
    });
  }

  showActive() {
    const filters = activeFilters(this.state);
    const remove = (filter) => {
      const name = nameOf(filter, this.state, this.cards);
      return h('li', {}, button([name, this.icon('x')], 'remove', () => { this.set(without(this.state, filter.group, filter.key)); this.count.focus(); }, null, {
        'aria-label': this.words.say('remove', { name }),
      }));
    };
    const clear = h('li', {}, button(this.words.say('clear'), 'remove remove--all', () => { this.set(cleared(this.state)); this.count.focus(); }));
    this.active.replaceChildren(...(filters.length ? [...filters.map(remove), clear] : []));
    this.active.hidden = !filters.length;
  }

  /** Up to when the numbers count, where not everything is here. */
  showLimit() {
    const { through, missing } = this.data;
    this.limit.hidden = !missing.length || !through;
    if (this.limit.hidden) return;
    this.limit.replaceChildren(this.words.say('through', { month: this.words.month(through) }), ' ',
      button(this.words.say('later'), 'action', () => this.ask({ through: missing[0][0] })));
  }

  /** How many dates the list shows. */
  get shown() {
    return this.state.show || PAGE;
  }

  more() {
    const first = this.shown;
    this.ask({ show: first + PAGE }, 'more');
    this.list.focus(first);
  }

  showMonth({ today }) {
    const first = this.found.dates[0];
    const month = this.state.month || new Date((first ? Math.max(first.first, today) : today) * 86400000).toISOString().slice(0, 7);
    const names = this.data.index.months.map(([name]) => name);
    const here = new Date(today * 86400000).toISOString().slice(0, 7);
    const last = names[names.length - 1] ?? here;
    this.results.replaceChildren(monthView({
      dates: this.found.dates, month, today, cards: this.cards, range: [here, last < here ? here : last],
      go: (to) => { this.ask({ month: to }).then(() => this.results.querySelector('.finder__title')?.focus()); this.results.querySelector('.finder__title')?.focus(); },
    }));
    if (!this.found.dates.length) this.results.append(this.empty({ ...present(Date.now(), this.data.index.zone), place: this.place }));
  }

  showMap() {
    if (!this.map) {
      this.put(h('p', { class: 'finder__wait' }, this.words.say('loading')), this.list.show(this.found, this.shown));
      return;
    }
    this.map.show(this.found.dates, this.place);
    this.put(this.map.element, this.list.show(this.found, this.shown));
    this.map.draw();
  }

  async openMap() {
    const map = await this.data.other('map');
    if (!map) return;
    this.map = new MapView({ map, cards: this.cards, choose: (keys) => this.ask({ venue: keys }) });
    if (this.state.view === 'map') this.show();
  }
}
